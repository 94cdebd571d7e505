using Baznas.Bmd.Web.Features.Access.CreateUser;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Access.ListUsers;

/// <summary>The users of the caller's offices.</summary>
[Allowed(Role.Admin, Role.Auditor)]
public sealed record ListUsers : IQuery<Page<UserView>>, IApiEndpoint
{
    /// <summary>Rows on the page.</summary>
    public int? Limit { get; init; }

    /// <summary>Where the page starts.</summary>
    public string? Cursor { get; init; }

    /// <summary>Part of a name.</summary>
    public string? Q { get; init; }

    Subject IRead.Subject => Subject.None;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<ListUsers, Page<UserView>>(
            "/users",
            (int? limit, string? cursor, string? q) =>
                new ListUsers
                {
                    Limit = limit,
                    Cursor = cursor,
                    Q = q,
                }
        );
}

/// <summary>Reads one page.</summary>
public sealed class ListUsersHandler(Db db, CallContext context) : IRequestHandler<ListUsers, Result<Page<UserView>>>
{
    private static readonly Sql<Filter, UserListRow> List = new(
        """
        SELECT u.[Id], u.[UserName], u.[DisplayName], u.[OfficeId], u.[ApprovalLimit], u.[Email], u.[IsActive]
        FROM [AppUser] u
        WHERE 1 = 1
            {?OfficeId: AND u.[OfficeId] = @OfficeId}
            {?Before: AND u.[Id] < @Before}
            {?Pattern: AND (u.[UserName] LIKE @Pattern ESCAPE '~' OR u.[DisplayName] LIKE @Pattern ESCAPE '~')}
        ORDER BY u.[Id] DESC
        {limit}
        """
    );

    private static readonly Sql<IdsParameter, RoleRow> Roles = new(
        "SELECT [UserId], [Role] FROM [AppUserRole] WHERE [UserId] IN @Ids"
    );

    /// <inheritdoc/>
    public async Task<Result<Page<UserView>>> Handle(ListUsers request, CancellationToken cancellationToken)
    {
        var asked = PageRequest.Of(request.Limit, request.Cursor);
        if (asked.IsRefused(out var error))
        {
            return error;
        }

        var filter = new Filter
        {
            Take = asked.Value.Take,
            Before = asked.Value.Before,
            OfficeId = context.Caller!.OfficeId,
            Pattern = Search.Pattern(request.Q),
        };
        var rows = await db.Query(List, filter, cancellationToken);
        var roles = (
            await db.Query(Roles, new IdsParameter([.. rows.Select(row => row.Id)]), cancellationToken)
        ).ToLookup(row => row.UserId, row => EnumText.Parse<Role>(row.Role));
        var views = rows.Select(row => new UserView
        {
            Id = row.Id,
            UserName = row.UserName,
            DisplayName = row.DisplayName,
            Roles = [.. roles[row.Id].Order()],
            OfficeId = row.OfficeId,
            ApprovalLimit = row.ApprovalLimit,
            Email = row.Email,
            IsActive = row.IsActive,
        });
        return asked.Value.Fill([.. views], view => view.Id);
    }

    private sealed record Filter
    {
        public required int Take { get; init; }
        public required string? Before { get; init; }
        public required string? OfficeId { get; init; }
        public required string? Pattern { get; init; }
    }

    private sealed record IdsParameter(IReadOnlyList<string> Ids);

    private sealed class UserListRow
    {
        public string Id { get; init; } = "";
        public string UserName { get; init; } = "";
        public string DisplayName { get; init; } = "";
        public string? OfficeId { get; init; }
        public Rupiah? ApprovalLimit { get; init; }
        public string? Email { get; init; }
        public bool IsActive { get; init; }
    }

    private sealed class RoleRow
    {
        public string UserId { get; init; } = "";
        public string Role { get; init; } = "";
    }
}
