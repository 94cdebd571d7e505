using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace Baznas.Bmd.Web.Tests.Support;

/// <summary>The database as somebody sees it who has its file, and not the service.</summary>
public sealed class Books(BmdHost host)
{
    /// <summary>The service that they are of.</summary>
    public BmdHost Host => host;

    // What says how the machine runs, and not what an office owns.
    private static readonly string[] MachineRoom = ["JobRun", "JobState"];

    /// <summary>Everything that is stored, in a few letters: equal before and after means that nothing was left behind.</summary>
    public string Fingerprint()
    {
        using var connection = Open();
        var text = new StringBuilder();
        foreach (var table in Tables(connection).Except(MachineRoom))
        {
            text.AppendLine(table);
            foreach (var row in Rows(connection, $"SELECT * FROM [{table}]"))
            {
                text.AppendJoin(
                    '|',
                    row.Values.Select(value => value is byte[] bytes ? Convert.ToHexString(bytes) : value)
                );
                text.AppendLine();
            }
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    public List<Dictionary<string, object?>> Query(string sql)
    {
        using var connection = Open();
        return Rows(connection, sql);
    }

    public T Value<T>(string sql) => (T)Query(sql)[0].Values.First()!;

    /// <summary>Changes the SQLite file behind the service's back: no trigger, no foreign key stands in the way.</summary>
    public void Tamper(params string[] statements)
    {
        using var connection = Open();
        foreach (var trigger in Rows(connection, "SELECT [name] FROM sqlite_master WHERE [type] = 'trigger'"))
        {
            Execute(connection, $"DROP TRIGGER [{trigger["name"]}]");
        }

        Execute(connection, "PRAGMA foreign_keys = OFF");
        foreach (var statement in statements)
        {
            Assert.That(Execute(connection, statement), Is.Not.Zero, $"Changed nothing: {statement}");
        }
    }

    /// <summary>Keeps a copy of the SQLite file as it is now.</summary>
    public void Keep()
    {
        using var connection = Open();
        Execute(connection, $"VACUUM INTO '{CopyPath}'");
    }

    /// <summary>Makes everything as it was when the copy was kept, but for the triggers.</summary>
    public void Restore()
    {
        using var connection = Open();
        Execute(connection, $"PRAGMA foreign_keys = OFF; ATTACH '{CopyPath}' AS [Kept]");
        using var transaction = connection.BeginTransaction();
        foreach (var table in Tables(connection))
        {
            using var command = Command(
                connection,
                $"DELETE FROM [main].[{table}]; INSERT INTO [main].[{table}] SELECT * FROM [Kept].[{table}]"
            );
            command.Transaction = transaction;
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private string CopyPath => Path.Combine(host.Folder, "kept.db");

    /// <summary>Changes what the service itself may change, as an operator would.</summary>
    public void Change(string statement)
    {
        using var connection = Open();
        Assert.That(Execute(connection, statement), Is.Not.Zero, $"Changed nothing: {statement}");
    }

    private DbConnection Open()
    {
        DbConnection connection = TestDatabase.SqlServer is null
            ? new SqliteConnection(host.ConnectionString + ";Pooling=False")
            : new SqlConnection(host.ConnectionString);
        connection.Open();
        return connection;
    }

    private static List<string> Tables(DbConnection connection) =>
        [
            .. Rows(
                    connection,
                    TestDatabase.SqlServer is null
                        ? "SELECT [name] AS [Name] FROM sqlite_master WHERE [type] = 'table' ORDER BY [name]"
                        : "SELECT [name] AS [Name] FROM sys.tables ORDER BY [name]"
                )
                .Select(row => (string)row["Name"]!),
        ];

    private static List<Dictionary<string, object?>> Rows(DbConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        using var reader = command.ExecuteReader();
        var rows = new List<Dictionary<string, object?>>();
        while (reader.Read())
        {
            rows.Add(
                Enumerable
                    .Range(0, reader.FieldCount)
                    .ToDictionary(reader.GetName, i => reader.IsDBNull(i) ? null : reader.GetValue(i))
            );
        }

        return rows;
    }

    private static int Execute(DbConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        return command.ExecuteNonQuery();
    }

    private static DbCommand Command(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own words.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
