using Baznas.Bmd.Storage;
using Microsoft.Data.SqlClient;

namespace Baznas.Bmd.Web.Tests.Support;

/// <summary>
/// A database of its own for each host: a new SQLite file, or a new database on the SQL Server that
/// <c>BMD_TEST_SQLSERVER</c> names. A copy of a file that is there already is always a SQLite file.
/// </summary>
public sealed class TestDatabase : IDisposable
{
    public static readonly string? SqlServer = Environment.GetEnvironmentVariable("BMD_TEST_SQLSERVER");

    private readonly string _name = $"bmd-test-{Guid.NewGuid():N}";

    public TestDatabase(string? copyOf = null)
    {
        Folder = Directory.CreateTempSubdirectory("bmd-test-").FullName;
        if (SqlServer is null || copyOf is not null)
        {
            var file = Path.Combine(Folder, "bmd.db");
            ConnectionString = $"Data Source={file}";
            Provider = "sqlite";
            if (copyOf is not null)
            {
                File.Copy(copyOf, file);
            }

            return;
        }

        OnServer($"CREATE DATABASE [{_name}]");
        ConnectionString = new SqlConnectionStringBuilder(SqlServer) { InitialCatalog = _name }.ConnectionString;
    }

    /// <summary>A database as it is once the service has brought it up to date for the first time.</summary>
    public static TestDatabase Migrated() => new(SqlServer is null ? Template.Value : null);

    // Hundreds of services start on a new database; what the migrations do is tested elsewhere. The file is named by
    // what made it, so it may stay for the next run.
    private static readonly Lazy<string> Template = new(() =>
    {
        var scripts = Migrator.Scripts(Engine.Sqlite).Select(script => script.Text);
        var file = Path.Combine(Path.GetTempPath(), $"bmd-test-{Migrator.Checksum(string.Concat(scripts))}.db");
        if (!File.Exists(file))
        {
            var made = $"{file}.{Guid.NewGuid():N}";
            var options = new DatabaseOptions { ConnectionString = $"Data Source={made};Pooling=False" };
            using (var database = new Database(options))
            {
                new Migrator(database).Migrate(CancellationToken.None).GetAwaiter().GetResult();
            }

            File.Move(made, file, overwrite: true);
        }

        return file;
    });

    public string Folder { get; }

    public string ConnectionString { get; }

    /// <summary>Ignores, plainly, a test that writes into the database file itself, when there is none.</summary>
    public static void NeedsFile()
    {
        if (SqlServer is not null)
        {
            Assert.Ignore("This test writes straight into a SQLite file.");
        }
    }

    public string Provider { get; } = "sqlserver";

    /// <summary>The settings that make the service use it.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Settings =>
        [
            new("Bmd:Database:Provider", Provider),
            new("Bmd:Database:ConnectionString", ConnectionString),
            new("Bmd:Keys:Master", Convert.ToBase64String(new byte[32])),
        ];

    public void Dispose()
    {
        if (Provider == "sqlserver")
        {
            OnServer($"ALTER DATABASE [{_name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE [{_name}]");
        }

        Directory.Delete(Folder, recursive: true);
    }

    private static void OnServer(string sql)
    {
        using var connection = new SqlConnection(SqlServer);
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The name is a GUID of ours.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}

[SetUpFixture]
public sealed class WhichDatabase
{
    [OneTimeSetUp]
    public void Say() =>
        TestContext.Progress.WriteLine(
            TestDatabase.SqlServer is null
                ? "Database: SQLite files. Set BMD_TEST_SQLSERVER to a connection string to run this suite on SQL Server."
                : "Database: SQL Server, as BMD_TEST_SQLSERVER says."
        );
}
