using Baznas.Bmd.Web.Features.Access.CreateUser;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Requests;

namespace Baznas.Bmd.Web.Features.Access;

/// <summary>Users as the API shows them.</summary>
/// <param name="db">The request's database.</param>
public sealed class UserViews(Db db)
{
    private static readonly Sql<IdParameter, Row> ById = new(
        """
        SELECT u.[Id], u.[UserName], u.[DisplayName], u.[OfficeId], u.[ApprovalLimit], u.[Email], u.[IsActive]
        FROM [AppUser] u WHERE u.[Id] = @Id
        """
    );

    private static readonly Sql<IdParameter, string> RolesOf = new(
        "SELECT [Role] FROM [AppUserRole] WHERE [UserId] = @Id"
    );

    /// <summary>A user who exists.</summary>
    public async Task<UserView> Find(string id, CancellationToken ct)
    {
        var row = (await db.Find(ById, new IdParameter(id), ct))!;
        return new UserView
        {
            Id = row.Id,
            UserName = row.UserName,
            DisplayName = row.DisplayName,
            Roles = [.. (await db.Query(RolesOf, new IdParameter(id), ct)).Select(EnumText.Parse<Role>).Order()],
            OfficeId = row.OfficeId,
            ApprovalLimit = row.ApprovalLimit,
            Email = row.Email,
            IsActive = row.IsActive,
        };
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string UserName { get; init; } = "";
        public string DisplayName { get; init; } = "";
        public string? OfficeId { get; init; }
        public Rupiah? ApprovalLimit { get; init; }
        public string? Email { get; init; }
        public bool IsActive { get; init; }
    }
}
