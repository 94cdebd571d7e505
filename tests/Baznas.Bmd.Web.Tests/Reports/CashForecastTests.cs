using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Loans;
using Baznas.Bmd.Web.Tests.Support;
using static Baznas.Bmd.Web.Tests.Loans.TrancheSteps;

namespace Baznas.Bmd.Web.Tests.Reports;

/// <summary>What is there today, what is to be paid out, what falls due: today is 4 March 2026.</summary>
public sealed class CashForecastTests : OfficeFixture
{
    [Test]
    public async Task The_forecast_goes_from_what_is_there_over_what_is_granted_and_due()
    {
        var fundId = await Office.NewFund("RAMALAN", "infakTidakTerikat", 3_000_000);
        object[] tranches = [Tranche(1, 600_000, "2026-02-20"), Tranche(2, 400_000, "2026-04-01")];
        // Due on 6, 13, 20 and 27 March; 150.000 of the first is paid.
        var running = await Office.NewSignedIn(tranches, new { fundId });
        (await Office.Cashier.PayTranche(running, "2026-02-27")).Ok();
        (await Office.Pay(running, 100_000, "2026-03-03")).Ok();
        await Office.NewSignedIn(
            [Tranche(1, 500_000, "2026-03-13"), Tranche(2, 500_000, "2026-04-10")],
            new { fundId }
        );
        var oneSum = await Office.NewSurveyedWith(new { fundId });
        (await Office.Approver.Decide(oneSum, LoanSteps.Decision())).Ok();

        var report = await Forecast($"fundId={fundId}&to=2026-04-03");
        var fund = report["funds"]!.AsArray().Single()!;

        Assert.Multiple(async () =>
        {
            Assert.That((report.Text("from"), report.Text("to")), Is.EqualTo(("2026-03-04", "2026-04-03")));
            Assert.That(fund.Number("opening"), Is.EqualTo(2_500_000));
            Assert.That(
                fund["rows"]!.AsArray().Select(InShort),
                Is.EqualTo(
                    new[]
                    {
                        "2026-03-04 -0 -1000000 +0 = 1500000",
                        "2026-03-06 -0 -0 +50000 = 1550000",
                        "2026-03-13 -0 -500000 +150000 = 1200000",
                        "2026-03-20 -0 -0 +150000 = 1350000",
                        "2026-03-27 -0 -0 +150000 = 1500000",
                        "2026-04-01 -400000 -0 +0 = 1100000",
                    }
                )
            );
            Assert.That((fund.Number("lowestBalance"), fund.Text("lowestOn")), Is.EqualTo((1_100_000, "2026-04-01")));
            Assert.That(fund.Number("closing"), Is.EqualTo(1_100_000));
            Assert.That(await ClosingCash(fundId), Is.EqualTo(fund.Number("opening")));
        });

        var later = (await Forecast($"fundId={fundId}&from=2026-03-14&to=2026-04-10"))["funds"]![0]!;
        Assert.That(later.Number("opening"), Is.EqualTo(1_200_000));
        Assert.That(later.Number("closing"), Is.EqualTo(600_000));
    }

    [Test]
    public async Task What_is_overdue_cancelled_or_withdrawn_is_not_counted_on()
    {
        var fundId = await Office.NewFund("SEPI", "infakTidakTerikat", 3_000_000);
        var late = await Office.NewActiveIn(Two, new { fundId });
        (await Office.Approver.DecideTranche(late, 2, "cancel")).Ok();
        var withdrawn = await Office.NewSignedIn(Two, new { fundId });
        var application = (await Office.Loan(withdrawn)).Text("applicationId");
        (await Office.Officer.Post($"/applications/{application}/withdrawal", new { reason = "Batal" })).Ok();

        var fund = (await Forecast($"fundId={fundId}"))["funds"]![0]!;

        Assert.That(fund["rows"]!.AsArray(), Is.Empty);
        Assert.That((fund.Number("opening"), fund.Number("lowestBalance")), Is.EqualTo((2_400_000, 2_400_000)));
        Assert.That(fund.Text("lowestOn"), Is.EqualTo("2026-03-04"));
    }

    [Test]
    public async Task A_tranche_taken_back_or_past_its_plan_is_still_to_be_paid_today()
    {
        var fundId = await Office.NewFund("ULANG", "infakTidakTerikat", 1_000_000);
        var id = await Office.NewActiveIn(Two, new { fundId });
        var second = (await Office.Cashier.PayTranche(id, "2026-01-28")).Ok().Text("transactionId");
        var paid = (await Forecast($"fundId={fundId}"))["funds"]![0]!;
        (await Office.Cashier.Reverse(id, second)).Ok();
        var waiting = (await Forecast($"fundId={fundId}"))["funds"]![0]!;

        Assert.That(paid["rows"]!.AsArray(), Is.Empty);
        Assert.That(waiting["rows"]!.AsArray().Select(InShort), Is.EqualTo(new[] { "2026-03-04 -400000 -0 +0 = 0" }));
    }

    [Test]
    public async Task A_forecast_never_begins_in_the_past_nor_ends_before_it_begins()
    {
        var report = await Forecast("from=2026-01-01");

        Assert.That((report.Text("from"), report.Text("to")), Is.EqualTo(("2026-03-04", "2026-06-04")));
        await Refuses(
            Office.Cashier,
            who => who.Get("/reports/cash-forecast?to=2026-03-03"),
            Refusal.Invalid("report.period_reversed")
        );
        await Refuses(
            Office.Cashier,
            who => who.Get("/reports/cash-forecast?from=2026-04-02&to=2026-04-01"),
            Refusal.Invalid("report.period_reversed")
        );
        (await Office.Cashier.Get("/reports/cash-forecast?from=9999-12-31")).Ok();
    }

    [Test]
    public async Task The_forecast_is_a_table_too_and_no_other_office_s()
    {
        var fundId = await Office.NewFund("TABEL", "infakTidakTerikat", 7_000);
        var answer = await Office.Auditor.Get($"/reports/cash-forecast?fundId={fundId}&format=csv");
        var other = await TestOffice.Open(Host, "LAIN");

        Assert.That(
            await answer.Message.Content.ReadAsStringAsync(),
            Does.Contain("fund,name,date,plannedTranches,approvedLoans,expectedRepayments,balance")
                .And.Contain("TABEL,TABEL,2026-03-04,,,,7000")
        );
        var theirs = (await other.Cashier.Get($"/reports/cash-forecast?fundId={fundId}")).Ok();
        Assert.That(theirs["funds"]!.AsArray(), Is.Empty);
        await Refuses(
            other.Cashier,
            who => who.Get($"/reports/cash-forecast?officeId={Office.Id}"),
            Refusal.NotFound("office.not_found")
        );
    }

    private async Task<JsonNode> Forecast(string query) =>
        (await Office.Cashier.Get($"/reports/cash-forecast?{query}")).Ok();

    private async Task<long> ClosingCash(string fundId) =>
        (await Office.Cashier.Get($"/reports/funds?fundId={fundId}")).Ok()["funds"]![0]!.Number("closingCash");

    private static string InShort(JsonNode? row) =>
        $"{row!["date"]} -{row["plannedTranches"]} -{row["approvedLoans"]} +{row["expectedRepayments"]} = {row["balance"]}";
}
