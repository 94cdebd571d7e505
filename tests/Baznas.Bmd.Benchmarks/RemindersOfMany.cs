using System.Diagnostics;
using Baznas.Bmd.Web.Features.Reminders.PlanReminders;
using Baznas.Bmd.Web.Features.Reminders.RemindersDue;
using Baznas.Bmd.Web.Platform.Hosting;
using Baznas.Bmd.Web.Tests.Support;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Baznas.Bmd.Benchmarks;

/// <summary>
/// The reminders of one office with very many loans, each another person's, on a day on which eight of nine people have to
/// be written to; beside a bare loop that inserts the same rows.
/// </summary>
internal static class RemindersOfMany
{
    private const int Installments = 25;

    private static readonly string[] Written = ["OutgoingMessage", "MessageEvent", "MessageItem", "AuditEvent"];

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
            ManyLoans.Copy(transaction, model, loans - 1, eachItsBorrower: true);
            ManyLoans.Pay(transaction, model, Installments);
            transaction.Commit();
            connection.Execute("ANALYZE main");
        }

        var before = Path.Combine(host.Folder, "bare-reminders.db");
        BareInserts.Copy(host.ConnectionString, before);
        var (looked, _) = await Seconds(() => host.Services.SendAsService(new RemindersDue { OfficeId = office.Id }));
        var plan = new PlanReminders { OfficeId = office.Id };
        var (planned, first) = await Seconds(() => host.Services.SendAsService(plan));
        var (again, _) = await Seconds(() => host.Services.SendAsService(plan));
        var (bare, rows) = BareInserts.Measure(before, host.ConnectionString, Written);
        Console.WriteLine(
            $"reminders over {loans:N0} loans: {first.Value.Count:N0} messages planned in {planned:N2} s, a look before"
                + $" {looked:N2} s, a second run {again:N2} s; inserting the same {rows:N0} rows bare {bare:N2} s"
                + $" (1 : {planned / bare:N1})"
        );
    }

    private static async Task<(double Seconds, T Answer)> Seconds<T>(Func<Task<T>> act)
    {
        var watch = Stopwatch.StartNew();
        var answer = await act();
        return (watch.Elapsed.TotalSeconds, answer);
    }
}
