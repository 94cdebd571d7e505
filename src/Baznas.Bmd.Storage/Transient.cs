using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Polly;
using Polly.Retry;

namespace Baznas.Bmd.Storage;

/// <summary>Which database errors pass by themselves, and how whole units of work are tried again.</summary>
public static class Transient
{
    private const int SqliteBusy = 5;

    /// <summary>
    /// Deadlock victim; database unavailable, failing over or throttled; and the ways a connection is lost.
    /// </summary>
    private static readonly HashSet<int> SqlServerNumbers =
    [
        1205,
        4060,
        40197,
        40501,
        40613,
        49918,
        49919,
        49920,
        -2146893019,
        20,
        64,
        121,
        233,
        10053,
        10054,
        10060,
        10928,
        10929,
        11001,
    ];

    /// <summary>Whether trying the whole unit of work again may succeed, and can't do anything twice.</summary>
    public static bool IsTransient(Exception exception) =>
        exception switch
        {
            CommitOutcomeUnknownException => false,
            SqliteException { SqliteErrorCode: SqliteBusy } => true,
            SqlException sql => sql.Errors.Cast<SqlError>().Any(e => SqlServerNumbers.Contains(e.Number)),
            _ => false,
        };

    /// <summary>Whether a unique index refused a row, in either engine.</summary>
    public static bool IsDuplicate(DbException exception) =>
        exception switch
        {
            SqliteException { SqliteExtendedErrorCode: 1555 or 2067 } => true,
            SqlException { Number: 2601 or 2627 } => true,
            _ => false,
        };
}

/// <summary>
/// Tries a whole unit of work again after an error that passes by itself: five times more, with growing pauses that
/// differ. Never half of one, and never one whose commit may have taken effect.
/// </summary>
/// <param name="time">The clock of the pauses.</param>
public sealed class UnitOfWorkRetry(TimeProvider time)
{
    private readonly ResiliencePipeline _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(
            new RetryStrategyOptions
            {
                ShouldHandle = static args =>
                    ValueTask.FromResult(args.Outcome.Exception is { } e && Transient.IsTransient(e)),
                MaxRetryAttempts = 5,
                Delay = TimeSpan.FromMilliseconds(50),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                MaxDelay = TimeSpan.FromSeconds(2),
            }
        )
        .Build();

    /// <summary>Runs the work, which starts from nothing each time.</summary>
    public async Task<T> Run<T>(Func<CancellationToken, Task<T>> work, CancellationToken ct) =>
        await _pipeline.ExecuteAsync(async token => await work(token), ct);
}
