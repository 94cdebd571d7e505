using Baznas.Bmd.Web.Features.BorrowerAccess;
using Baznas.Bmd.Web.Platform.Access;

namespace Baznas.Bmd.Web.Features.Access;

/// <summary>
/// Whether those who signed in are still welcome, and as what: the database says so for each request, whether a token or
/// a cookie brought it.
/// </summary>
/// <param name="users">The users.</param>
/// <param name="pins">The borrowers who sign in.</param>
public sealed class SignedInUsers(Users users, BorrowerPins pins)
{
    /// <summary>The caller, or null when the user is gone or has signed out everywhere, or the borrower's PIN ended.</summary>
    /// <param name="id">Who signed in.</param>
    /// <param name="stamp">The user's security stamp at that time, or which PIN it was.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Caller?> Find(string? id, string? stamp, CancellationToken ct)
    {
        if (id is not null && BorrowerPins.IsStamp(stamp))
        {
            return await pins.CallerOf(new BorrowerSession(id, stamp!), ct);
        }

        var user = id is null ? null : await users.Find(id, ct);
        return user is { IsActive: true } && user.SecurityStamp == stamp ? await users.CallerOf(user, ct) : null;
    }
}
