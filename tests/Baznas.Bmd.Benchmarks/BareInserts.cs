using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Baznas.Bmd.Benchmarks;

/// <summary>A bare loop that inserts the rows which a command added, with prepared statements in one transaction.</summary>
internal static class BareInserts
{
    /// <summary>Keeps the database as it is, in another file.</summary>
    public static void Copy(string connectionString, string file)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        Execute(connection, $"VACUUM INTO '{file}'");
    }

    /// <summary>Inserts into the database as it was what is new in it since then.</summary>
    /// <param name="before">The file kept before.</param>
    /// <param name="after">The database now.</param>
    /// <param name="tables">The tables, in an order in which rows may refer to rows.</param>
    public static (double Seconds, long Rows) Measure(string before, string after, IReadOnlyList<string> tables)
    {
        using var connection = new SqliteConnection($"Data Source={before};Pooling=False;Foreign Keys=True");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768");
        var now = new SqliteConnectionStringBuilder(after).DataSource;
        Execute(connection, $"ATTACH '{now}' AS [Now]");
        var added = tables.ToDictionary(
            table => table,
            table => Rows(connection, $"SELECT * FROM [Now].[{table}] EXCEPT SELECT * FROM [main].[{table}]")
        );
        Execute(connection, "DETACH [Now]");
        var watch = Stopwatch.StartNew();
        using var transaction = connection.BeginTransaction();
        foreach (var table in tables)
        {
            Insert(transaction, table, added[table]);
        }

        transaction.Commit();
        return (watch.Elapsed.TotalSeconds, added.Values.Sum(rows => (long)rows.Count));
    }

    private static void Insert(SqliteTransaction transaction, string table, List<object[]> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        using var command = transaction.Connection!.CreateCommand();
        var names = Enumerable.Range(0, rows[0].Length).Select(i => $"@p{i}").ToArray();
#pragma warning disable CA2100 // The benchmark's own words.
        command.CommandText = $"INSERT INTO [{table}] VALUES ({string.Join(", ", names)})";
#pragma warning restore CA2100
        var parameters = names.Select(name => command.Parameters.AddWithValue(name, null)).ToArray();
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                parameters[i].Value = row[i];
            }

            command.ExecuteNonQuery();
        }
    }

    private static List<object[]> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The benchmark's own words.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The benchmark's own words.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
