using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using DbUp;
using DbUp.Builder;
using DbUp.Engine;
using DbUp.Engine.Output;
using Microsoft.Data.SqlClient;

namespace Baznas.Bmd.Storage;

/// <summary>Brings the schema up to date: each migration once, in order, each in its own transaction.</summary>
/// <param name="database">The database to migrate.</param>
public sealed class Migrator(Database database)
{
    private const string LockName = "Baznas.Bmd.Migrator";

    /// <summary>The migrations of an engine in their order: file name without the engine, and text.</summary>
    public static IReadOnlyList<(string Name, string Text)> Scripts(Engine engine)
    {
        var suffix = engine == Engine.Sqlite ? ".sqlite.sql" : ".sqlserver.sql";
        var assembly = typeof(Migrator).Assembly;
        return
        [
            .. assembly
                .GetManifestResourceNames()
                .Where(name => name.EndsWith(suffix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => (name[..^suffix.Length], Read(assembly, name))),
        ];
    }

    /// <summary>The fingerprint by which an edited migration is found: SHA-256 of its text, in hexadecimal.</summary>
    public static string Checksum(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n"))));

    /// <summary>Applies what is missing. Several nodes may start at once: one migrates, the others wait.</summary>
    /// <returns>The names of the migrations that were applied now.</returns>
    /// <exception cref="MigrationException">A migration failed, or one that was applied earlier has been edited since.</exception>
    public async Task<IReadOnlyList<string>> Migrate(CancellationToken ct)
    {
        await using var turn = await Turn(ct);
        var scripts = Scripts(database.Engine);
        await CheckUnedited(scripts, ct);
        await AllowSnapshots(ct);
        var result = Upgrade(scripts).PerformUpgrade();
        if (!result.Successful)
        {
            throw new MigrationException(
                $"Migration {result.ErrorScript?.Name} failed: {result.Error.Message}",
                result.Error
            );
        }

        await RememberChecksums(scripts, ct);
        return [.. result.Scripts.Select(script => script.Name)];
    }

    /// <summary>Whether every migration has been applied.</summary>
    public bool IsUpToDate() => !Upgrade(Scripts(database.Engine)).IsUpgradeRequired();

    private UpgradeEngine Upgrade(IReadOnlyList<(string Name, string Text)> scripts)
    {
        UpgradeEngineBuilder builder =
            database.Engine == Storage.Engine.Sqlite
                ? DeployChanges.To.SqliteDatabase(database.ConnectionString)
                : DeployChanges.To.SqlDatabase(database.ConnectionString);
        return builder
            .WithScripts(scripts.Select(script => new SqlScript(script.Name, script.Text)))
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogTo(new NoOpUpgradeLog())
            .Build();
    }

    // Readers of a report see one moment, and don't hold up who writes. SQLite's log does so by itself.
    private async Task AllowSnapshots(CancellationToken ct)
    {
        if (database.Engine == Storage.Engine.SqlServer)
        {
            await using var connection = await database.Open(ct);
            await connection.ExecuteAsync(
                "IF (SELECT snapshot_isolation_state FROM sys.databases WHERE database_id = DB_ID()) = 0"
                    + " ALTER DATABASE CURRENT SET ALLOW_SNAPSHOT_ISOLATION ON;"
            );
        }
    }

    private async Task CheckUnedited(IReadOnlyList<(string Name, string Text)> scripts, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        var exists =
            database.Engine == Storage.Engine.Sqlite
                ? "SELECT COUNT(*) FROM sqlite_master WHERE name = 'MigrationChecksum'"
                : "SELECT COUNT(*) FROM sys.tables WHERE name = 'MigrationChecksum'";
        if (await connection.ExecuteScalarAsync<int>(exists) == 0)
        {
            return;
        }

        var known = (
            await connection.QueryAsync<ChecksumRow>("SELECT [Name], [Sha256] FROM [MigrationChecksum]")
        ).ToDictionary(row => row.Name, row => row.Sha256);
        foreach (var (name, text) in scripts)
        {
            if (known.TryGetValue(name, out var checksum) && checksum != Checksum(text))
            {
                throw new MigrationException($"Migration {name} was edited after it had been applied.", null);
            }
        }
    }

    private async Task RememberChecksums(IReadOnlyList<(string Name, string Text)> scripts, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        foreach (var (name, text) in scripts)
        {
            await connection.ExecuteAsync(
                "INSERT INTO [MigrationChecksum] ([Name], [Sha256]) SELECT @Name, @Sha256"
                    + " WHERE NOT EXISTS (SELECT 1 FROM [MigrationChecksum] WHERE [Name] = @Name)",
                new ChecksumRow { Name = name, Sha256 = Checksum(text) }
            );
        }
    }

    /// <summary>Held while one node migrates: a session lock of the server, or a file beside the database.</summary>
    private async Task<IAsyncDisposable> Turn(CancellationToken ct)
    {
        if (database.FilePath is { } path)
        {
            return await FileTurn(path + ".migrating", ct);
        }

        var connection = (SqlConnection)await database.Open(ct);
        var granted = await connection.ExecuteScalarAsync<int>(
            "DECLARE @Granted int; EXEC @Granted = sp_getapplock @Resource = @Name, @LockMode = 'Exclusive',"
                + " @LockOwner = 'Session', @LockTimeout = 120000; SELECT @Granted;",
            new { Name = LockName },
            commandTimeout: 150
        );
        if (granted < 0)
        {
            await connection.DisposeAsync();
            throw new MigrationException("Another node has been migrating the schema for two minutes.", null);
        }

        return connection;
    }

    private static async Task<FileStream> FileTurn(string path, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return new FileStream(
                    path,
                    FileMode.OpenOrCreate,
                    FileAccess.ReadWrite,
                    FileShare.None,
                    1,
                    FileOptions.DeleteOnClose
                );
            }
            catch (IOException) when (!ct.IsCancellationRequested)
            {
                await Task.Delay(100, ct);
            }
        }
    }

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private sealed class ChecksumRow
    {
        public string Name { get; init; } = "";

        public string Sha256 { get; init; } = "";
    }
}

/// <summary>The schema could not be brought up to date; nothing of the failed migration is left.</summary>
/// <param name="message">Which migration, and why.</param>
/// <param name="inner">What the engine said.</param>
public sealed class MigrationException(string message, Exception? inner) : Exception(message, inner);
