using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace Baznas.Bmd.Storage;

/// <summary>The database engines the service runs on.</summary>
public enum Engine
{
    /// <summary>An embedded file; one machine.</summary>
    Sqlite,

    /// <summary>Microsoft SQL Server; as many nodes as wanted.</summary>
    SqlServer,
}

/// <summary>Where the data is.</summary>
public sealed record DatabaseOptions
{
    /// <summary><c>sqlite</c> (default) or <c>sqlserver</c>.</summary>
    public Engine Provider { get; init; } = Engine.Sqlite;

    /// <summary>The engine's own connection string.</summary>
    public string ConnectionString { get; init; } = "Data Source=data/bmd.db";

    /// <summary>Whether the service brings the schema up to date when it starts.</summary>
    public bool MigrateOnStart { get; init; } = true;

    /// <summary>
    /// Whether an embedded database keeps every commit through a loss of power. Only one that is made anew at each start
    /// may do without, for speed.
    /// </summary>
    public bool DurableCommits { get; init; } = true;
}

/// <summary>Opens connections to the configured database. Safe to share.</summary>
public sealed class Database : IDisposable
{
    private readonly string _connectionString;
    private readonly string _pragmas;

    /// <summary>Checks the connection string; opens nothing yet.</summary>
    /// <param name="options">Where the data is.</param>
    public Database(DatabaseOptions options)
    {
        StorageTypes.Register();
        Engine = options.Provider;
        _pragmas =
            $"PRAGMA journal_mode = WAL; PRAGMA synchronous = {(options.DurableCommits ? "FULL" : "OFF")};"
            + " PRAGMA cache_size = -32768;";
        _connectionString = Engine switch
        {
            Engine.Sqlite => Sqlite(options.ConnectionString),
            _ => new SqlConnectionStringBuilder(options.ConnectionString).ConnectionString,
        };
    }

    /// <summary>The engine behind the connection string.</summary>
    public Engine Engine { get; }

    /// <summary>The database's file, or null when it is a server's.</summary>
    public string? FilePath =>
        Engine == Engine.Sqlite
            ? Path.GetFullPath(new SqliteConnectionStringBuilder(_connectionString).DataSource)
            : null;

    /// <summary>The server's client, for a library that keeps tables of its own there; null when there is no server.</summary>
    public DbProviderFactory? ServerClient => Engine == Engine.SqlServer ? SqlClientFactory.Instance : null;

    /// <summary>
    /// SQLite takes one writer at a time. Writers of this process wait here in turn, at no cost, rather
    /// than in the engine's polling; writers of other processes meet at the file's own lock.
    /// </summary>
    internal SemaphoreSlim WriterTurn { get; } = new(1, 1);

    internal string ConnectionString => _connectionString;

    /// <summary>Opens a connection, ready to use; the caller disposes of it.</summary>
    /// <param name="ct">Cancels the opening.</param>
    internal async Task<DbConnection> Open(CancellationToken ct)
    {
        DbConnection connection =
            Engine == Engine.Sqlite ? new SqliteConnection(_connectionString) : new SqlConnection(_connectionString);
        try
        {
            await connection.OpenAsync(ct);
            if (connection is SqliteConnection sqlite)
            {
                using var pragmas = sqlite.CreateCommand();
                pragmas.CommandText = _pragmas;
                pragmas.ExecuteNonQuery();
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Engine == Engine.Sqlite)
        {
            // Pooled handles keep the file and its log open after the last connection is closed.
            using var connection = new SqliteConnection(_connectionString);
            SqliteConnection.ClearPool(connection);
        }

        WriterTurn.Dispose();
    }

    private static string Sqlite(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true };
        var folder = Path.GetDirectoryName(Path.GetFullPath(builder.DataSource));
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
        }

        return builder.ConnectionString;
    }
}
