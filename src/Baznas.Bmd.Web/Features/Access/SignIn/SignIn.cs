using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;

namespace Baznas.Bmd.Web.Features.Access.SignIn;

/// <summary>What a person signs in with.</summary>
public sealed record SignInRequest
{
    /// <summary>The user name; upper and lower case are the same.</summary>
    public required string UserName { get; init; }

    /// <summary>The password.</summary>
    public required string Password { get; init; }

    /// <summary>The one-time code, for users who have a second factor.</summary>
    public string? Otp { get; init; }
}

/// <summary>The answer to a sign-in, as RFC 6749 names it.</summary>
public sealed record TokenAnswer
{
    /// <summary>Send it as <c>Authorization: Bearer …</c>.</summary>
    public required string AccessToken { get; init; }

    /// <summary>Always <c>Bearer</c>.</summary>
    public string TokenType { get; init; } = "Bearer";

    /// <summary>Seconds until the token ends.</summary>
    public required int ExpiresIn { get; init; }
}

/// <summary>
/// Checks passwords. After five wrong ones in a row a name is locked for fifteen minutes, whether a user has
/// it or not; names and wrong passwords are refused with the same words and the same effort.
/// </summary>
public sealed class SignInService(SignInFailures failures, Users users, Tokens tokens, Passwords passwords)
{
    private const int LongestName = 200;

    private const int LongestPassword = 1000;

    /// <summary>A token for the right password; <c>auth.invalid_credentials</c> or <c>auth.locked_out</c> otherwise.</summary>
    public async Task<Result<TokenAnswer>> SignIn(SignInRequest request, CancellationToken ct)
    {
        var user = await Check(request, ct);
        return user.IsRefused(out var error)
            ? error
            : new TokenAnswer { AccessToken = tokens.Issue(user.Value), ExpiresIn = (int)Tokens.Lifetime.TotalSeconds };
    }

    /// <summary>The user whose password it is; refuses as <see cref="SignIn"/> does.</summary>
    public async Task<Result<UserRow>> Check(SignInRequest request, CancellationToken ct)
    {
        if (request.UserName.Length > LongestName || request.Password.Length > LongestPassword)
        {
            return AuthErrors.InvalidCredentials;
        }

        var name = Users.Normalize(request.UserName);
        var known = await failures.Before(name, ct);
        if (known.IsRefused(out var locked))
        {
            return locked;
        }

        var user = await users.FindByName(request.UserName, ct);
        var isRight = passwords.IsRight(user?.PasswordHash, request.Password);
        if (user is null || !user.IsActive || !isRight)
        {
            return await failures.Count(name, AuthErrors.InvalidCredentials, ct);
        }

        if (known.Value)
        {
            await failures.Forget(name, ct);
        }

        return user;
    }
}

/// <summary>The endpoint for it, open to everybody.</summary>
public sealed class SignInEndpoint : IApiEndpoint
{
    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.MapAnonymousPost<SignInRequest, TokenAnswer>(
                "/auth/tokens",
                (http, request) =>
                    http.RequestServices.GetRequiredService<SignInService>().SignIn(request, http.RequestAborted)
            )
            .WithSummary("Signs in: a token for a user name and password");
}

/// <summary>Refusals of signing in.</summary>
public static class AuthErrors
{
    /// <summary>The name or the password is wrong.</summary>
    public static readonly Error InvalidCredentials = new(ErrorKind.Unauthenticated, "auth.invalid_credentials");

    /// <summary>Too many wrong passwords; says for how many more minutes.</summary>
    public static Error LockedOut(TimeSpan left) =>
        new(ErrorKind.Unauthenticated, "auth.locked_out", (int)Math.Ceiling(left.TotalMinutes));
}
