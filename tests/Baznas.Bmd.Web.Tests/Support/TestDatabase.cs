using Microsoft.Data.SqlClient;

namespace Baznas.Bmd.Web.Tests.Support;

/// <summary>
/// A database of its own for each host: a new SQLite file, or a new database on the SQL Server that
/// <c>BMD_TEST_SQLSERVER</c> names.
/// </summary>
public sealed class TestDatabase : IDisposable
{
    public static readonly string? SqlServer = Environment.GetEnvironmentVariable("BMD_TEST_SQLSERVER");

    private readonly string _name = $"bmd-test-{Guid.NewGuid():N}";

    public TestDatabase()
    {
        Folder = Directory.CreateTempSubdirectory("bmd-test-").FullName;
        if (SqlServer is null)
        {
            ConnectionString = $"Data Source={Path.Combine(Folder, "bmd.db")}";
            return;
        }

        OnServer($"CREATE DATABASE [{_name}]");
        ConnectionString = new SqlConnectionStringBuilder(SqlServer) { InitialCatalog = _name }.ConnectionString;
    }

    public string Folder { get; }

    public string ConnectionString { get; }

    public static string Provider => SqlServer is null ? "sqlite" : "sqlserver";

    /// <summary>The settings that make the service use it.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Settings =>
        [
            new("Bmd:Database:Provider", Provider),
            new("Bmd:Database:ConnectionString", ConnectionString),
            new("Bmd:Keys:Master", Convert.ToBase64String(new byte[32])),
        ];

    public void Dispose()
    {
        if (SqlServer is not null)
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
