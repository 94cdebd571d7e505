using Baznas.Bmd.Web.Platform.Access;

namespace Baznas.Bmd.Web.Features.Access;

/// <summary>
/// Whether those who signed in are still welcome, and as what: the database says so for each request, whether a token or
/// a cookie brought it.
/// </summary>
/// <param name="users">The users.</param>
public sealed class SignedInUsers(Users users)
{
    /// <summary>The caller, or null when the user is gone or has signed out everywhere.</summary>
    /// <param name="id">Who signed in.</param>
    /// <param name="stamp">The user's security stamp at that time.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Caller?> Find(string? id, string? stamp, CancellationToken ct)
    {
        var user = id is null ? null : await users.Find(id, ct);
        return user is { IsActive: true } && user.SecurityStamp == stamp ? await users.CallerOf(user, ct) : null;
    }
}
