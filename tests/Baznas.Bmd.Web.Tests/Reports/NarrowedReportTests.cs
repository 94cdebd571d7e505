using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Reports;

/// <summary>Reports narrowed as far as a figure of another report asks for.</summary>
public sealed class NarrowedReportTests : OfficeFixture
{
    private string _late = "";

    protected override async Task Prepare()
    {
        // Due weekly from 16 January: 47 days late on 4 March; and 5 days late.
        _late = await Office.NewActive();
        var almost = await Office.NewActive();
        (await Office.Pay(almost, 600_000)).Ok();
        (await Office.Cashier.Post("/funds/" + Office.FundId + "/receipts", Receipt)).Ok();
    }

    private static object Receipt =>
        new
        {
            amount = 1_000_000,
            receivedOn = "2026-02-10",
            account = "bank",
            source = "BAZNAS RI",
        };

    [TestCase("", 2)]
    [TestCase("?over=0", 2)]
    [TestCase("?over=30", 1)]
    [TestCase("?over=90", 0)]
    [TestCase("?collectibility=dalamPerhatianKhusus", 2)]
    [TestCase("?collectibility=macet", 0)]
    public async Task Arrears_can_be_asked_for_by_lateness_and_by_class(string query, int count)
    {
        var report = (await Office.Auditor.Get($"/reports/arrears{query}")).Ok();

        Assert.That(report["items"]!.AsArray(), Has.Count.EqualTo(count));
        Assert.That((int)report["total"]!["loans"]!, Is.EqualTo(count));
        Assert.That(
            report.Number("overdue"),
            Is.EqualTo(report["items"]!.AsArray().Sum(item => item!.Number("overdue")))
        );
    }

    [Test]
    public async Task The_latest_are_those_that_portfolio_at_risk_counts()
    {
        var arrears = (await Office.Auditor.Get("/reports/arrears?over=30")).Ok();
        var portfolio = (await Office.Auditor.Get("/reports/portfolio")).Ok();
        var risk = portfolio["par"]!.AsArray().Single(line => (int)line!["over"]! == 30)!;

        Assert.That(arrears["items"]!.AsArray().Single()!.Text("loanId"), Is.EqualTo(_late));
        Assert.That(arrears["total"]!.Number("outstanding"), Is.EqualTo(risk.Number("outstanding")));
    }

    [Test]
    public async Task The_journal_can_be_asked_for_by_kind()
    {
        var journal = (await Office.Auditor.Get("/reports/journal?from=2026-01-01&kind=fundReceipt")).Ok();

        Assert.That(journal["entries"]!.AsArray().Select(entry => entry!.Text("kind")), Is.All.EqualTo("fundReceipt"));
        Assert.That(journal["entries"]!.AsArray(), Has.Count.EqualTo(2));
        Assert.That(journal.Number("totalDebit"), Is.EqualTo(101_000_000));
    }

    [Test]
    public async Task What_waits_for_a_decision_is_counted()
    {
        var before = (await Office.Auditor.Get("/reports/waiting")).Ok();
        await Office.NewSurveyed();
        var writeOff = (await Office.Officer.AskToWriteOff(_late)).Id();
        var asked = (await Office.Auditor.Get("/reports/waiting")).Ok();
        (await Office.Approver.DecideWriteOff(writeOff)).Ok();
        var halfDecided = (await Office.Auditor.Get("/reports/waiting")).Ok();
        (await Office.SecondApprover.DecideWriteOff(writeOff, "reject")).Ok();
        var decided = (await Office.Auditor.Get("/reports/waiting")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(asked.Number("applications"), Is.EqualTo(before.Number("applications") + 1));
            Assert.That(asked.Number("total"), Is.EqualTo(before.Number("total") + 2));
            Assert.That(halfDecided.Number("writeOffs"), Is.EqualTo(before.Number("writeOffs") + 1));
            Assert.That(decided.Number("writeOffs"), Is.EqualTo(before.Number("writeOffs")));
        });
    }

    [Test]
    public async Task The_choices_are_those_of_the_caller_s_own_office()
    {
        await TestOffice.Open(Host, "KDR");

        var choices = (await Office.Auditor.Get("/reports/choices")).Ok();
        var all = (await Office.Admin.Get("/reports/choices")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(choices["offices"]!.AsArray().Single()!.Text("id"), Is.EqualTo(Office.Id));
            Assert.That(choices["funds"]!.AsArray().Single()!.Text("id"), Is.EqualTo(Office.FundId));
            Assert.That(choices["products"]!.AsArray(), Has.Count.EqualTo(2));
            Assert.That(all["offices"]!.AsArray(), Has.Count.EqualTo(2));
            Assert.That(all["funds"]!.AsArray(), Has.Count.EqualTo(2));
        });
    }
}
