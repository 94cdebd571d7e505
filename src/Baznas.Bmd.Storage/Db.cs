using System.Data;
using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Baznas.Bmd.Storage;

/// <summary>
/// The database as one request or job sees it: one connection, opened when first used, and at most one
/// transaction. Not for use by two threads at once.
/// </summary>
/// <param name="database">Where to connect.</param>
public sealed class Db(Database database) : IAsyncDisposable, IDisposable
{
    private DbConnection? _connection;
    private DbTransaction? _transaction;

    /// <summary>How many statements were run so far.</summary>
    public int Statements { get; private set; }

    /// <summary>Whether a unit of work is under way.</summary>
    public bool IsInTransaction => _transaction is not null;

    /// <summary>All rows of a statement.</summary>
    public async Task<IReadOnlyList<TRow>> Query<TParameters, TRow>(
        Sql<TParameters, TRow> sql,
        TParameters parameters,
        CancellationToken ct
    )
        where TParameters : notnull
    {
        var connection = await Connection(ct);
        return (await connection.QueryAsync<TRow>(Command(sql, parameters, ct))).AsList();
    }

    /// <summary>The only row of a statement, or default when there is none.</summary>
    /// <exception cref="InvalidOperationException">There is more than one row.</exception>
    public async Task<TRow?> Find<TParameters, TRow>(
        Sql<TParameters, TRow> sql,
        TParameters parameters,
        CancellationToken ct
    )
        where TParameters : notnull
    {
        var connection = await Connection(ct);
        return await connection.QuerySingleOrDefaultAsync<TRow>(Command(sql, parameters, ct));
    }

    /// <summary>The rows of a statement one by one, for results too large to hold.</summary>
    public async IAsyncEnumerable<TRow> Stream<TParameters, TRow>(
        Sql<TParameters, TRow> sql,
        TParameters parameters,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct
    )
        where TParameters : notnull
    {
        var connection = await Connection(ct);
        var rows = connection.QueryUnbufferedAsync<TRow>(
            sql.Render(database.Engine, parameters),
            parameters,
            _transaction
        );
        await foreach (var row in rows.WithCancellation(ct))
        {
            yield return row;
        }
    }

    /// <summary>Runs a statement that returns no rows.</summary>
    /// <returns>How many rows it changed.</returns>
    public async Task<int> Execute<TParameters>(
        Sql<TParameters, NoRows> sql,
        TParameters parameters,
        CancellationToken ct
    )
        where TParameters : notnull
    {
        var connection = await Connection(ct);
        return await connection.ExecuteAsync(Command(sql, parameters, ct));
    }

    /// <summary>Runs a statement that returns no rows once for each of <paramref name="parameters"/>.</summary>
    public async Task ExecuteEach<TParameters>(
        Sql<TParameters, NoRows> sql,
        IEnumerable<TParameters> parameters,
        CancellationToken ct
    )
        where TParameters : notnull
    {
        if (sql.OptionalParameters.Count > 0)
        {
            throw new ArgumentException("A statement with optional parts has not one text for many rows.", nameof(sql));
        }

        var connection = await Connection(ct);
        await connection.ExecuteAsync(
            new CommandDefinition(sql.Render(database.Engine, []), parameters, _transaction, cancellationToken: ct)
        );
    }

    /// <summary>
    /// Runs <paramref name="work"/> in one transaction, which is kept only if <paramref name="keep"/> says so
    /// of the result. An exception undoes everything.
    /// </summary>
    /// <exception cref="CommitOutcomeUnknownException">The commit failed in a way that may have come after it took effect.</exception>
    public async Task<T> InTransaction<T>(Func<Task<T>> work, Func<T, bool> keep, CancellationToken ct)
    {
        if (IsInTransaction)
        {
            throw new InvalidOperationException("A unit of work is already under way.");
        }

        var waitTurn = database.Engine == Engine.Sqlite;
        if (waitTurn)
        {
            await database.WriterTurn.WaitAsync(ct);
        }

        try
        {
            var connection = await Connection(ct);
            _transaction = await Begin(connection, ct);
            var result = await work();
            if (keep(result))
            {
                await Commit(_transaction);
            }
            else
            {
                await _transaction.RollbackAsync(CancellationToken.None);
            }

            return result;
        }
        catch
        {
            await Abandon();
            throw;
        }
        finally
        {
            if (_transaction is not null)
            {
                await _transaction.DisposeAsync();
                _transaction = null;
            }

            if (waitTurn)
            {
                database.WriterTurn.Release();
            }
        }
    }

    /// <summary>
    /// Runs several reads on the database as it was at one moment, without making writers wait (SQL Server: the
    /// migrator allows snapshots).
    /// </summary>
    public async Task<T> InSnapshot<T>(Func<Task<T>> read, CancellationToken ct)
    {
        var connection = await Connection(ct);
        await using var transaction = connection is SqliteConnection sqlite
            ? sqlite.BeginTransaction(IsolationLevel.Serializable, deferred: true)
            : await connection.BeginTransactionAsync(IsolationLevel.Snapshot, ct);
        _transaction = transaction;
        try
        {
            return await read();
        }
        finally
        {
            _transaction = null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
            _connection = null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _connection?.Dispose();
        _connection = null;
    }

    private static async Task<DbTransaction> Begin(DbConnection connection, CancellationToken ct) =>
        connection is SqliteConnection sqlite
            // Taken at once: a deferred transaction that turns into a writer can't wait, it can only fail.
            ? sqlite.BeginTransaction(IsolationLevel.Serializable, deferred: false)
            : await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);

    private static async Task Commit(DbTransaction transaction)
    {
        try
        {
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (DbException e)
        {
            throw new CommitOutcomeUnknownException(e);
        }
    }

    private async Task Abandon()
    {
        // A failed transaction leaves with its connection: the pool hands out a sound one next time.
        try
        {
            if (_transaction is not null)
            {
                await _transaction.DisposeAsync();
            }
        }
        catch (DbException)
        {
            // The server has already undone what the lost connection had begun.
        }
        finally
        {
            _transaction = null;
            await DisposeAsync();
        }
    }

    // Asked for once before each statement.
    private async Task<DbConnection> Connection(CancellationToken ct)
    {
        Statements++;
        return _connection ??= await database.Open(ct);
    }

    private CommandDefinition Command<TParameters, TRow>(
        Sql<TParameters, TRow> sql,
        TParameters parameters,
        CancellationToken ct
    )
        where TParameters : notnull =>
        new(sql.Render(database.Engine, parameters), parameters, _transaction, cancellationToken: ct);
}

/// <summary>
/// A commit failed, and it can't be told whether it had taken effect. The work must not be tried again by
/// itself; a caller with an idempotency key may.
/// </summary>
/// <param name="inner">What the engine said.</param>
public sealed class CommitOutcomeUnknownException(Exception inner)
    : Exception("It can't be told whether the transaction was committed.", inner);
