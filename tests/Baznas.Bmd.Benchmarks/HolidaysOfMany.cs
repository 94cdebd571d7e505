using System.Diagnostics;
using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Baznas.Bmd.Benchmarks;

/// <summary>
/// A holiday declared later, and a grace for a whole office, that move an instalment of very many loans at once, beside a
/// bare loop that inserts the same rows with prepared statements in one transaction.
/// </summary>
internal static class HolidaysOfMany
{
    private const int Installments = 25;

    private static readonly string[] Written = ["ScheduleVersion", "Instalment", "GraceSchedule", "AuditEvent"];

    public static async Task Measure(int loans)
    {
        await using var host = new BmdHost();
        host.UseKestrel(0);
        var office = await TestOffice.Open(host);
        var model = await office.NewActive(1_000_000, Installments);
        using (var connection = new SqliteConnection(host.ConnectionString))
        {
            connection.Open();
            using var transaction = connection.BeginTransaction();
            ManyLoans.Copy(transaction, model, loans - 1);
            transaction.Commit();
        }

        var admin = await host.Admin();
        var approver = await office.AddUser("patient", ["approver"], 1);
        admin.Http.Timeout = approver.Http.Timeout = TimeSpan.FromHours(1);
        object[] holidays = [new { date = "2026-03-13", name = "Libur setempat" }];
        await Time(
            "holiday",
            host,
            () => admin.Put($"/offices/{office.Id}/holidays", holidays),
            preview: () => admin.Post($"/offices/{office.Id}/holidays/preview", holidays)
        );
        await Time(
            "grace",
            host,
            () => approver.Post($"/offices/{office.Id}/graces", LoanSteps.Grace),
            preview: () => approver.Post($"/offices/{office.Id}/graces/preview", LoanSteps.Grace)
        );
    }

    private static async Task Time(string what, BmdHost host, Func<Task<Answer>> move, Func<Task<Answer>> preview)
    {
        var (previewed, loans) = await Seconds(preview);
        var file = Path.Combine(host.Folder, $"bare-{what}.db");
        Execute(host.ConnectionString, $"VACUUM INTO '{file}'");
        var (moved, _) = await Seconds(move);
        var (bare, rows) = Bare(file, host.ConnectionString);
        Console.WriteLine(
            $"{what} that moves {loans["loans"]!.AsArray().Count:N0} loans: preview {previewed:N2} s; {moved:N2} s;"
                + $" inserting the same {rows:N0} rows bare {bare:N2} s (1 : {moved / bare:N1})"
        );
    }

    private static async Task<(double Seconds, JsonNode Body)> Seconds(Func<Task<Answer>> act)
    {
        var watch = Stopwatch.StartNew();
        var body = (await act()).Ok();
        return (watch.Elapsed.TotalSeconds, body);
    }

    // The database as it was, where the rows that are new since then are inserted once more.
    private static (double Seconds, long Rows) Bare(string before, string after)
    {
        using var connection = new SqliteConnection($"Data Source={before};Pooling=False;Foreign Keys=True");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768");
        var now = new SqliteConnectionStringBuilder(after).DataSource;
        Execute(connection, $"ATTACH '{now}' AS [Now]");
        var added = Written.ToDictionary(
            table => table,
            table => Rows(connection, $"SELECT * FROM [Now].[{table}] EXCEPT SELECT * FROM [main].[{table}]")
        );
        var graces = Rows(connection, "SELECT * FROM [Now].[Grace] EXCEPT SELECT * FROM [main].[Grace]");
        Execute(connection, "DETACH [Now]");
        var watch = Stopwatch.StartNew();
        using var transaction = connection.BeginTransaction();
        Insert(transaction, "Grace", graces);
        foreach (var (table, rows) in added)
        {
            Insert(transaction, table, rows);
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

    private static void Execute(string connectionString, string sql)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        Execute(connection, sql);
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
