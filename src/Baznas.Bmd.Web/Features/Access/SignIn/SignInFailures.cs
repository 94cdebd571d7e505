namespace Baznas.Bmd.Web.Features.Access.SignIn;

/// <summary>Counts wrong sign-ins by the name that was typed. After five in a row it is locked for fifteen minutes.</summary>
/// <param name="db">The request's database.</param>
/// <param name="time">The clock.</param>
public sealed class SignInFailures(Db db, TimeProvider time)
{
    private const int MostFailures = 5;

    private static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);

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

    /// <summary>Whether there are failures to forget; refuses a name that is locked.</summary>
    public async Task<Result<bool>> Before(string name, CancellationToken ct)
    {
        var failures = await db.Find(FindFailures, new NameParameter(name), ct);
        return failures?.LockedUntil > time.GetUtcNow()
            ? AuthErrors.LockedOut(failures.LockedUntil.Value - time.GetUtcNow())
            : failures is not null;
    }

    /// <summary>Counts one more.</summary>
    /// <returns>The <paramref name="refusal"/>.</returns>
    public async Task<Error> Count(string name, Error refusal, CancellationToken ct) =>
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
                return refusal;
            },
            _ => true,
            ct
        );

    /// <summary>Begins the count anew, after the right word.</summary>
    public Task Forget(string name, CancellationToken ct) => db.Execute(ForgetFailures, new NameParameter(name), ct);

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
