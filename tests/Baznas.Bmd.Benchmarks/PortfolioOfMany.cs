using System.Diagnostics;
using Baznas.Bmd.Web.Tests.Support;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Baznas.Bmd.Benchmarks;

/// <summary>
/// The portfolio of one office with very many loans, of any date, beside a bare loop that reads the same postings and
/// instalments and adds them up.
/// </summary>
internal static class PortfolioOfMany
{
    private const int Installments = 25;

    public static async Task Measure(int loans)
    {
        await using var host = new BmdHost();
        host.UseKestrel(0);
        var office = await TestOffice.Open(host);
        var model = await office.NewActive(1_000_000, Installments);
        (await office.Pay(model, 40_000)).Ok();
        Multiply(host.ConnectionString, model, loans);
        foreach (var asOf in new[] { "2026-01-31", "2026-03-04" })
        {
            var (bare, rows) = Bare(host.ConnectionString, asOf);
            var watch = Stopwatch.StartNew();
            var report = (await office.Auditor.Get($"/reports/portfolio?asOf={asOf}")).Ok();
            var took = watch.Elapsed.TotalSeconds;
            Console.WriteLine(
                $"portfolio of {report["activeLoans"]:N0} loans on {asOf}: {took:N2} s;"
                    + $" reading the same {rows:N0} rows bare {bare:N2} s (1 : {took / bare:N1})"
            );
        }
    }

    // Loans of every age and lateness, written straight into the tables: it is the reading that is measured.
    private static void Multiply(string connectionString, string model, int loans)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var transaction = connection.BeginTransaction();
        ManyLoans.Copy(transaction, model, loans);
        ManyLoans.Pay(transaction, model, Installments);
        transaction.Commit();
        connection.Execute("ANALYZE main");
    }

    private static (double Seconds, long Rows) Bare(string connectionString, string asOf)
    {
        using var connection = new SqliteConnection(connectionString);
        var watch = Stopwatch.StartNew();
        long rows = 0;
        var repaid = new Dictionary<string, long>();
        foreach (
            var posting in connection.Query<(string LoanId, string Kind, long Amount)>(
                """
                SELECT LoanId, Kind, Amount FROM Posting
                WHERE Account = 'qardhReceivable' AND EffectiveOn <= @asOf
                """,
                new { asOf },
                buffered: false
            )
        )
        {
            rows++;
            repaid[posting.LoanId] =
                repaid.GetValueOrDefault(posting.LoanId) + (posting.Kind == "repayment" ? -posting.Amount : 0);
        }

        var oldest = new Dictionary<string, string>();
        foreach (
            var row in connection.Query<(string LoanId, string DueOn, long Cumulative)>(
                "SELECT LoanId, DueOn, Cumulative FROM Instalment",
                buffered: false
            )
        )
        {
            rows++;
            if (row.Cumulative > repaid.GetValueOrDefault(row.LoanId))
            {
                oldest.TryAdd(row.LoanId, row.DueOn);
            }
        }

        return (watch.Elapsed.TotalSeconds, rows);
    }
}
