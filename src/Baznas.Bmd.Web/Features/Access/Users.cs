using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Requests;

namespace Baznas.Bmd.Web.Features.Access;

/// <summary>Finds users for signing in and for each request they send.</summary>
/// <param name="db">The request's database.</param>
public sealed class Users(Db db)
{
    private const string Columns =
        "[Id], [UserName], [DisplayName], [OfficeId], [ApprovalLimit], [PasswordHash], [SecurityStamp], [IsActive]";

    private static readonly Sql<IdParameter, UserRow> ById = new($"SELECT {Columns} FROM [AppUser] WHERE [Id] = @Id");

    private static readonly Sql<NameParameter, UserRow> ByName = new(
        $"SELECT {Columns} FROM [AppUser] WHERE [NormalizedUserName] = @Name"
    );

    private static readonly Sql<IdParameter, string> RolesOf = new(
        "SELECT [Role] FROM [AppUserRole] WHERE [UserId] = @Id"
    );

    /// <summary>The spelling by which user names are compared.</summary>
    public static string Normalize(string userName) => userName.Trim().ToUpperInvariant();

    /// <summary>The user with an id, or null.</summary>
    public Task<UserRow?> Find(string id, CancellationToken ct) => db.Find(ById, new IdParameter(id), ct);

    /// <summary>The user with a name, or null.</summary>
    public Task<UserRow?> FindByName(string userName, CancellationToken ct) =>
        db.Find(ByName, new NameParameter(Normalize(userName)), ct);

    /// <summary>The user as a caller, with their roles as they are now.</summary>
    public async Task<Caller> CallerOf(UserRow user, CancellationToken ct)
    {
        var roles = await db.Query(RolesOf, new IdParameter(user.Id), ct);
        return new Caller
        {
            UserId = user.Id,
            UserName = user.UserName,
            DisplayName = user.DisplayName,
            OfficeId = user.OfficeId,
            ApprovalLimit = user.ApprovalLimit,
            Roles = roles.Select(EnumText.Parse<Role>).ToHashSet(),
        };
    }

    private sealed record NameParameter(string Name);
}

/// <summary>A user as stored.</summary>
public sealed class UserRow
{
#pragma warning disable CS1591 // The columns of AppUser.
    public string Id { get; init; } = "";
    public string UserName { get; init; } = "";
    public string DisplayName { get; init; } = "";
    public string? OfficeId { get; init; }
    public Rupiah? ApprovalLimit { get; init; }
    public string PasswordHash { get; init; } = "";
    public string SecurityStamp { get; init; } = "";
    public bool IsActive { get; init; }
#pragma warning restore CS1591
}
