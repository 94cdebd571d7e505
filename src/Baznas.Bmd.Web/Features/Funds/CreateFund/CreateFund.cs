using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Funds.CreateFund;

/// <summary>Opens a fund (sumber dana) of an office. Funds never mix.</summary>
[Allowed(Role.Admin)]
public sealed record CreateFund : ICommand<FundView>, IApiEndpoint
{
    /// <summary>The office whose fund it is.</summary>
    public required string OfficeId { get; init; }

    /// <summary>Short mark, unique in the office.</summary>
    public required string Code { get; init; }

    /// <summary>The name people read.</summary>
    public required string Name { get; init; }

    /// <summary>What the money is in sharia.</summary>
    public required FundKind Kind { get; init; }

    Subject IWrite.Subject => Subject.Office(OfficeId);

    /// <inheritdoc/>
    public static void Map(Api api) => api.Post<CreateFund, FundView>("/funds", (CreateFund body) => body);
}

/// <summary>A fund.</summary>
public sealed record FundView
{
#pragma warning disable CS1591 // As in CreateFund.
    public required string Id { get; init; }
    public required string OfficeId { get; init; }
    public required string Code { get; init; }
    public required string Name { get; init; }
    public required FundKind Kind { get; init; }
#pragma warning restore CS1591
}

/// <summary>What the fields may hold.</summary>
public sealed class CreateFundValidator : AbstractValidator<CreateFund>
{
    /// <summary>The rules.</summary>
    public CreateFundValidator()
    {
        RuleFor(c => c.Code).Code();
        RuleFor(c => c.Name).Text(200);
    }
}

/// <summary>Stores the fund.</summary>
public sealed class CreateFundHandler(Db db, Work work, Ids ids) : IRequestHandler<CreateFund, Result<FundView>>
{
    private static readonly Sql<OfficeCode, int> CountCode = new(
        "SELECT COUNT(*) AS [Funds] FROM [Fund] WHERE [OfficeId] = @OfficeId AND [Code] = @Code"
    );

    private static readonly Sql<NewFund, NoRows> Insert = new(
        """
        INSERT INTO [Fund] ([Id], [OfficeId], [Code], [Name], [Kind], [CreatedAt])
        VALUES (@Id, @OfficeId, @Code, @Name, @Kind, @CreatedAt)
        """
    );

    /// <inheritdoc/>
    public async Task<Result<FundView>> Handle(CreateFund request, CancellationToken cancellationToken)
    {
        if (await db.Find(CountCode, new OfficeCode(request.OfficeId, request.Code), cancellationToken) > 0)
        {
            return Error.Conflict("fund.code_taken", request.Code) with { Field = "code" };
        }

        var view = new FundView
        {
            Id = ids.New(),
            OfficeId = request.OfficeId,
            Code = request.Code,
            Name = request.Name,
            Kind = request.Kind,
        };
        await db.Execute(
            Insert,
            new NewFund
            {
                Id = view.Id,
                OfficeId = view.OfficeId,
                Code = view.Code,
                Name = view.Name,
                Kind = EnumText.Of(view.Kind),
                CreatedAt = work.Now,
            },
            cancellationToken
        );
        work.Audit("fund.created", view.Id, null, view);
        return view;
    }

    private sealed record OfficeCode(string OfficeId, string Code);

    private sealed record NewFund
    {
        public required string Id { get; init; }
        public required string OfficeId { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }
        public required string Kind { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
    }
}
