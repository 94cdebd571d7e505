using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Microsoft.AspNetCore.Identity;

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
public sealed class SignInService(Db db, Users users, Tokens tokens, TimeProvider time)
{
    private const int MostFailures = 5;

    private const int LongestName = 200;

    private const int LongestPassword = 1000;

    private static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);

    private static readonly PasswordHasher<UserRow> Hasher = new();

    private static readonly string NobodysHash = Hasher.HashPassword(new UserRow(), "nobody's password");

    private static readonly Sql<NameParameter, FailureRow> FindFailures = new(
        "SELECT [Failures], [LockedUntil] FROM [SignInFailure] {lock} WHERE [NormalizedUserName] = @Name"
    );

    private static readonly Sql<Failure, NoRows> InsertFailure = new(
        "INSERT INTO [SignInFailure] ([NormalizedUserName], [Failures], [LockedUntil]) VALUES (@Name, @Failures, @LockedUntil)"
    );

    private static readonly Sql<Failure, NoRows> UpdateFailure = new(
        "UPDATE [SignInFailure] SET [Failures] = @Failures, [LockedUntil] = @LockedUntil WHERE [NormalizedUserName] = @Name"
    );

    private static readonly Sql<NameParameter, NoRows> ForgetFailures = new(
        "DELETE FROM [SignInFailure] WHERE [NormalizedUserName] = @Name"
    );

    /// <summary>The hash that a password is kept as.</summary>
    public static string Hash(string password) => Hasher.HashPassword(new UserRow(), password);

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
        var failures = await db.Find(FindFailures, new NameParameter(name), ct);
        if (failures?.LockedUntil > time.GetUtcNow())
        {
            return AuthErrors.LockedOut(failures.LockedUntil.Value - time.GetUtcNow());
        }

        var user = await users.FindByName(request.UserName, ct);
        var verdict = Hasher.VerifyHashedPassword(
            user ?? new UserRow(),
            user?.PasswordHash ?? NobodysHash,
            request.Password
        );
        if (user is null || !user.IsActive || verdict == PasswordVerificationResult.Failed)
        {
            return await Fail(name, ct);
        }

        if (failures is not null)
        {
            await db.Execute(ForgetFailures, new NameParameter(name), ct);
        }

        return user;
    }

    private async Task<Error> Fail(string name, CancellationToken ct) =>
        await db.InTransaction(
            async () =>
            {
                var known = await db.Find(FindFailures, new NameParameter(name), ct);
                // A lock that has run out starts the count anew.
                var failures = known is null || known.LockedUntil <= time.GetUtcNow() ? 1 : known.Failures + 1;
                var failure = new Failure
                {
                    Name = name,
                    Failures = failures,
                    LockedUntil = failures >= MostFailures ? time.GetUtcNow() + LockedFor : null,
                };
                await db.Execute(known is null ? InsertFailure : UpdateFailure, failure, ct);
                return AuthErrors.InvalidCredentials;
            },
            _ => true,
            ct
        );

    private sealed record NameParameter(string Name);

    private sealed class FailureRow
    {
        public int Failures { get; init; }

        public DateTimeOffset? LockedUntil { get; init; }
    }

    private sealed record Failure
    {
        public required string Name { get; init; }
        public required int Failures { get; init; }
        public required DateTimeOffset? LockedUntil { get; init; }
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
