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

    private static readonly string[] Written =
    [
        "Grace",
        "ScheduleVersion",
        "Instalment",
        "GraceSchedule",
        "AuditEvent",
    ];

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
        BareInserts.Copy(host.ConnectionString, file);
        var (moved, _) = await Seconds(move);
        var (bare, rows) = BareInserts.Measure(file, host.ConnectionString, Written);
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
}
