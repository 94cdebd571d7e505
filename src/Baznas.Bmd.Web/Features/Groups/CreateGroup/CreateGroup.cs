using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using FluentValidation;
using MediatR;

namespace Baznas.Bmd.Web.Features.Groups.CreateGroup;

/// <summary>Founds a group (kelompok).</summary>
[Allowed(Role.FieldOfficer)]
public sealed record CreateGroup : ICommand<GroupView>, IApiEndpoint
{
    /// <summary>The office that serves it.</summary>
    public required string OfficeId { get; init; }

    /// <summary>Short mark, unique in the office.</summary>
    public required string Code { get; init; }

    /// <summary>The name people read.</summary>
    public required string Name { get; init; }

    /// <summary>The borrower who chairs it; they are its first member.</summary>
    public string? ChairId { get; init; }

    Subject IWrite.Subject => Subject.Office(OfficeId);

    /// <inheritdoc/>
    public static void Map(Api api) => api.Post<CreateGroup, GroupView>("/groups", (CreateGroup body) => body);
}

/// <summary>What the fields may hold.</summary>
public sealed class CreateGroupValidator : AbstractValidator<CreateGroup>
{
    /// <summary>The rules.</summary>
    public CreateGroupValidator()
    {
        RuleFor(c => c.Code).Code();
        RuleFor(c => c.Name).Text(200);
    }
}

/// <summary>Stores the group.</summary>
public sealed class CreateGroupHandler(
    Db db,
    Work work,
    Ids ids,
    GroupBook groups,
    GroupChairs chairs,
    Memberships memberships
) : IRequestHandler<CreateGroup, Result<GroupView>>
{
    private static readonly Sql<OfficeCode, int> CountCode = new(
        "SELECT COUNT(*) AS [Groups] FROM [BorrowerGroup] WHERE [OfficeId] = @OfficeId AND [Code] = @Code"
    );

    private static readonly Sql<NewGroup, NoRows> Insert = new(
        """
        INSERT INTO [BorrowerGroup] ([Id], [OfficeId], [Code], [Name], [CreatedAt])
        VALUES (@Id, @OfficeId, @Code, @Name, @CreatedAt)
        """
    );

    /// <inheritdoc/>
    public async Task<Result<GroupView>> Handle(CreateGroup request, CancellationToken cancellationToken)
    {
        if (await db.Find(CountCode, new OfficeCode(request.OfficeId, request.Code), cancellationToken) > 0)
        {
            return Error.Conflict("group.code_taken", request.Code) with { Field = "code" };
        }

        var group = new NewGroup
        {
            Id = ids.New(),
            OfficeId = request.OfficeId,
            Code = request.Code,
            Name = request.Name,
            CreatedAt = work.Now,
        };
        await db.Execute(Insert, group, cancellationToken);
        if (request.ChairId is { } chair)
        {
            if (await memberships.Begin(group.Id, chair, cancellationToken) is { } error)
            {
                return error with { Field = "chairId" };
            }

            await chairs.Begin(group.Id, chair, cancellationToken);
        }

        var view = (await groups.Find(group.Id, cancellationToken))!;
        work.Audit("group.created", group.Id, null, view);
        return view;
    }

    private sealed record OfficeCode(string OfficeId, string Code);

    private sealed record NewGroup
    {
        public required string Id { get; init; }
        public required string OfficeId { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
    }
}
