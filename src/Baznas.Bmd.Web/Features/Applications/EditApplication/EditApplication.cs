using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Applications.EditApplication;

/// <summary>Changes a draft, all of it.</summary>
[Allowed(Role.FieldOfficer)]
public sealed record EditApplication : ApplicationTerms, ICommand<ApplicationView>, IConditional, IApiEndpoint
{
    /// <summary>The application; from the path.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Id { get; init; } = "";

    Subject IWrite.Subject => Subject.Application(Id);

    async Task<object?> IConditional.Current(IMediator mediator, CancellationToken ct) =>
        ((IResult)await mediator.Send(new GetApplication.GetApplication(Id), ct)).BoxedValue;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Put<EditApplication, ApplicationView>(
            "/applications/{id}",
            (string id, EditApplication body) => body with { Id = id }
        );
}

/// <summary>What the fields may hold.</summary>
public sealed class EditApplicationValidator : AbstractValidator<EditApplication>
{
    /// <summary>The rules of any application.</summary>
    public EditApplicationValidator() => Include(new ApplicationTermsValidator());
}

/// <summary>Stores the change.</summary>
public sealed class EditApplicationHandler(Db db, Work work, ApplicationBook applications, ApplicationRules rules)
    : IRequestHandler<EditApplication, Result<ApplicationView>>
{
    private static readonly Sql<Change, NoRows> Update = new(
        """
        UPDATE [LoanApplication] SET [BorrowerId] = @BorrowerId, [ProductId] = @ProductId,
            [ProductVersion] = @ProductVersion, [FundId] = @FundId, [Principal] = @Principal,
            [Installments] = @Installments, [Purpose] = @Purpose, [AppliedOn] = @AppliedOn, [FirstDueOn] = @FirstDueOn
        WHERE [Id] = @Id
        """
    );

    /// <inheritdoc/>
    public async Task<Result<ApplicationView>> Handle(EditApplication request, CancellationToken cancellationToken)
    {
        var (before, _) = (await applications.Find(request.Id, cancellationToken))!.Value;
        if (ApplicationBook.RefusesUnless(before, ApplicationStatus.Draft) is { } wrongStatus)
        {
            return wrongStatus;
        }

        var appliedOn = request.AppliedOn ?? before.AppliedOn;
        var product = await rules.Check(request, appliedOn, cancellationToken);
        if (product.IsRefused(out var error))
        {
            return error;
        }

        await db.Execute(
            Update,
            new Change
            {
                Id = request.Id,
                BorrowerId = request.BorrowerId,
                ProductId = request.ProductId,
                ProductVersion = product.Value.Version,
                FundId = request.FundId,
                Principal = request.Principal,
                Installments = request.Installments,
                Purpose = request.Purpose,
                AppliedOn = appliedOn,
                FirstDueOn = request.FirstDueOn,
            },
            cancellationToken
        );
        await applications.ReplaceTranches(request.Id, request.Tranches, cancellationToken);
        var (after, _) = (await applications.Find(request.Id, cancellationToken))!.Value;
        work.Audit("application.edited", request.Id, before, after);
        return after;
    }

    private sealed record Change
    {
        public required string Id { get; init; }
        public required string BorrowerId { get; init; }
        public required string ProductId { get; init; }
        public required int ProductVersion { get; init; }
        public required string FundId { get; init; }
        public required Rupiah Principal { get; init; }
        public required int Installments { get; init; }
        public required string Purpose { get; init; }
        public required DateOnly AppliedOn { get; init; }
        public required DateOnly? FirstDueOn { get; init; }
    }
}
