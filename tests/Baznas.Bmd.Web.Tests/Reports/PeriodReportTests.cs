using System.Net;
using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Reports;

/// <summary>The reports of a period add up, each by itself and each with the others.</summary>
public sealed class PeriodReportTests
{
    private const string January = "from=2026-01-01&to=2026-01-31";
    private const string February = "from=2026-02-01&to=2026-02-28";

    private BmdHost _host = null!;
    private TestOffice _office = null!;
    private string _paid = "";
    private string _mistaken = "";

    [OneTimeSetUp]
    public async Task OneOfficeWithAFewLoans()
    {
        _host = new BmdHost();
        _office = await TestOffice.Open(_host);
        _paid = await _office.NewActive(1_000_000, 10);
        await _office.NewActive(2_500_000, 20);
        (await _office.Pay(_paid, 300_000, "2026-01-31")).Ok();
        (await _office.Pay(_paid, 200_000, "2026-02-20")).Ok();
        var gift = new
        {
            amount = 100_000,
            paidOn = "2026-02-21",
            account = "bank",
            infak = 7_000,
        };
        (await _office.Cashier.Post($"/loans/{_paid}/repayments", gift)).Ok();
        var excess = new
        {
            amount = 450_000,
            paidOn = "2026-02-25",
            account = "cash",
            excess = "deposit",
        };
        (await _office.Cashier.Post($"/loans/{_paid}/repayments", excess)).Ok();
        _mistaken = await _office.NewActive(700_000, 7);
        var disbursement = (await Items($"/loans/{_mistaken}/transactions"))[0]!;
        (
            await _office.Cashier.Post(
                $"/loans/{_mistaken}/transactions/{disbursement["transactionId"]}/reversal",
                new { reason = "Salah orang" }
            )
        ).Ok();
    }

    [OneTimeTearDown]
    public async Task Close() => await _host.DisposeAsync();

    [TestCase(January, 0, 100_000_000, 3_500_000, 300_000, 0, 0)]
    [TestCase(February, 96_800_000, 0, 0, 700_000, 7_000, 50_000)]
    public async Task A_fund_shows_what_came_and_went(
        string period,
        long opening,
        long received,
        long disbursed,
        long repaid,
        long infak,
        long deposits
    )
    {
        var fund = (await Report($"/reports/funds?{period}"))["funds"]![0]!;
        Assert.Multiple(() =>
        {
            Assert.That((long)fund["opening"]!, Is.EqualTo(opening));
            Assert.That((long)fund["received"]!, Is.EqualTo(received));
            Assert.That((long)fund["disbursed"]!, Is.EqualTo(disbursed));
            Assert.That((long)fund["repaid"]!, Is.EqualTo(repaid));
            Assert.That((long)fund["infak"]!, Is.EqualTo(infak));
            Assert.That((long)fund["deposits"]!, Is.EqualTo(deposits));
            Assert.That(
                (long)fund["closingCash"]!,
                Is.EqualTo(opening + received - disbursed + repaid + infak + deposits)
            );
        });
    }

    [Test]
    public async Task The_closing_of_one_period_is_the_opening_of_the_next()
    {
        var january = (await Report($"/reports/funds?{January}"))["funds"]![0]!;
        var february = (await Report($"/reports/funds?{February}"))["funds"]![0]!;
        Assert.That((long)february["opening"]!, Is.EqualTo((long)january["closingCash"]!));
    }

    [Test]
    public async Task The_funds_closing_receivable_is_the_portfolios_outstanding()
    {
        var fund = (await Report($"/reports/funds?{February}"))["funds"]![0]!;
        var portfolio = await Report("/reports/portfolio?asOf=2026-02-28");
        Assert.That(
            (long)fund["closingReceivable"]!,
            Is.EqualTo((long)portfolio["outstanding"]!).And.EqualTo(2_500_000)
        );
    }

    [Test]
    public async Task The_journals_debits_equal_its_credits_entry_by_entry()
    {
        var journal = await Report("/reports/journal?from=2026-01-01&to=2026-03-31");
        var entries = journal["entries"]!.AsArray();
        Assert.Multiple(() =>
        {
            Assert.That(entries, Has.Count.EqualTo(10));
            Assert.That((long)journal["totalDebit"]!, Is.EqualTo((long)journal["totalCredit"]!).And.GreaterThan(0));
            foreach (var entry in entries)
            {
                var lines = entry!["lines"]!.AsArray();
                Assert.That(lines.Sum(l => (long)l!["debit"]!), Is.EqualTo(lines.Sum(l => (long)l!["credit"]!)));
            }

            var dates = entries.Select(e => (string)e!["effectiveOn"]!).ToList();
            Assert.That(dates, Is.Ordered);
            Assert.That(entries.Count(e => e!["reversesNumber"] is not null), Is.EqualTo(1));
        });
    }

    [TestCase("cash")]
    [TestCase("bank")]
    [TestCase("qardhReceivable")]
    [TestCase("borrowerDeposits")]
    [TestCase("infakIncome")]
    [TestCase("fundBalance")]
    public async Task An_accounts_ledger_runs_from_opening_to_the_trial_balance(string account)
    {
        var january = await Report($"/reports/general-ledger?account={account}&{January}");
        var february = await Report($"/reports/general-ledger?account={account}&{February}");
        var trial = await Report("/reports/trial-balance?asOf=2026-02-28");
        var row = trial["rows"]!.AsArray().Single(r => (string)r!["account"]! == account)!;
        Assert.Multiple(() =>
        {
            Assert.That((long)february["opening"]!, Is.EqualTo((long)january["closing"]!));
            Assert.That((long)february["closing"]!, Is.EqualTo((long)row["debit"]! - (long)row["credit"]!));
            var moved = february["lines"]!.AsArray().Sum(l => (long)l!["debit"]! - (long)l["credit"]!);
            Assert.That((long)february["opening"]! + moved, Is.EqualTo((long)february["closing"]!));
        });
    }

    [Test]
    public async Task Disbursements_taken_back_stand_beside_what_they_take_back_and_count_nothing()
    {
        var report = await Report($"/reports/disbursements?{January}");
        var mistaken = report["items"]!.AsArray().Where(i => (string)i!["loanId"]! == _mistaken).ToList();
        Assert.Multiple(() =>
        {
            Assert.That((long)report["total"]!, Is.EqualTo(3_500_000));
            Assert.That(mistaken.Select(i => (long)i!["amount"]!), Is.EqualTo(new[] { 700_000L, -700_000L }));
        });
    }

    [Test]
    public async Task A_loan_card_shows_loan_schedule_and_payments_of_a_day()
    {
        var card = await Report($"/reports/loan-card/{_paid}?asOf=2026-02-10");
        Assert.Multiple(() =>
        {
            Assert.That((long)card["loan"]!["outstanding"]!, Is.EqualTo(700_000));
            Assert.That(card["schedule"]!["rows"]!.AsArray().Sum(r => (long)r!["paid"]!), Is.EqualTo(300_000));
            Assert.That(card["transactions"]!.AsArray(), Has.Count.EqualTo(2));
            Assert.That((long)card["transactions"]![0]!["outstanding"]!, Is.EqualTo(700_000));
        });
    }

    [TestCase("/reports/funds?from=2026-01-01&to=2026-01-31&format=csv", "fund,name,kind,opening,received", 2)]
    [TestCase("/reports/disbursements?from=2026-01-01&to=2026-01-31&format=csv", "effectiveOn,journal,loan", 5)]
    [TestCase("/reports/journal?from=2026-01-01&to=2026-01-31&format=csv", "number,effectiveOn,kind", 13)]
    [TestCase(
        "/reports/general-ledger?account=bank&from=2026-01-01&to=2026-03-31&format=csv",
        "effectiveOn,number,kind",
        3
    )]
    public async Task A_report_comes_as_a_table_too(string path, string header, int lines)
    {
        var answer = await _office.Auditor.Get(path);
        var text = await answer.Message.Content.ReadAsStringAsync();
        var rows = text.TrimEnd().Split('\n');
        Assert.Multiple(() =>
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(answer.Message.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/csv"));
            Assert.That(rows[0].TrimStart('\uFEFF'), Does.StartWith(header));
            Assert.That(rows, Has.Length.EqualTo(lines));
        });
    }

    [Test]
    public async Task Times_stand_in_a_table_as_they_stand_in_json()
    {
        var table = await _office.Auditor.Get($"/reports/journal?{February}&format=csv");
        var text = await table.Message.Content.ReadAsStringAsync();
        var entries = (await _office.Auditor.Get($"/reports/journal?{February}")).Ok()["entries"]!.AsArray();

        Assert.That(entries, Is.Not.Empty);
        foreach (var entry in entries)
        {
            Assert.That(text, Does.Contain($",{entry!.Text("bookedAt")},"));
        }
    }

    [TestCase("funds")]
    [TestCase("journal")]
    [TestCase("disbursements")]
    public async Task A_period_that_ends_before_it_begins_is_refused(string report) =>
        (await _office.Auditor.Get($"/reports/{report}?from=2026-02-01&to=2026-01-01")).Refused(
            HttpStatusCode.BadRequest,
            "report.period_reversed"
        );

    [Test]
    public async Task Reports_show_nothing_of_another_office()
    {
        var other = await TestOffice.Open(_host, "SBY");
        var journal = (await other.Auditor.Get($"/reports/journal?{February}")).Ok();
        Assert.That(journal["entries"]!.AsArray(), Is.Empty);
        (await other.Auditor.Get($"/reports/journal?{February}&officeId={_office.Id}")).Refused(
            HttpStatusCode.NotFound,
            "office.not_found"
        );
        (await other.Auditor.Get($"/reports/loan-card/{_paid}")).Refused(HttpStatusCode.NotFound, "loan.not_found");
    }

    private async Task<JsonNode> Report(string path) => (await _office.Auditor.Get(path)).Ok();

    private async Task<JsonArray> Items(string path) => (await _office.Auditor.Get(path)).Ok()["items"]!.AsArray();
}
