using System.Net;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Reports;

public sealed class PortfolioTrendTests : OfficeFixture
{
    protected override async Task Prepare()
    {
        var loan = await Office.NewActive();
        (await Office.Pay(loan, 100_000, "2026-01-16")).Ok();
        (await Office.Pay(loan, 150_000, "2026-02-02")).Ok();
        (await Office.Cashier.Post("/periods/2026-01/closing", null)).Ok();
    }

    [Test]
    public async Task Each_month_since_the_first_posting_says_what_the_portfolio_of_its_last_day_says()
    {
        var months = (await Office.Auditor.Get("/reports/portfolio-trend")).Ok()["months"]!.AsArray();

        Assert.That(
            months.Select(month => month!.Text("asOf")),
            Is.EqualTo(new[] { "2026-01-31", "2026-02-28", "2026-03-04" })
        );
        foreach (var month in months)
        {
            var portfolio = (await Office.Auditor.Get($"/reports/portfolio?asOf={month!.Text("asOf")}")).Ok();
            var risk = portfolio["par"]!.AsArray().Single(line => (int)line!["over"]! == 30)!;
            Assert.Multiple(() =>
            {
                Assert.That(month!.Number("outstanding"), Is.EqualTo(portfolio.Number("outstanding")));
                Assert.That(month!.Number("activeLoans"), Is.EqualTo(portfolio.Number("activeLoans")));
                Assert.That(month!.Number("atRisk"), Is.EqualTo(risk.Number("outstanding")));
                Assert.That((decimal)month!["atRiskRatio"]!, Is.EqualTo((decimal)risk["ratio"]!));
            });
        }
    }

    [Test]
    public async Task Closed_months_are_taken_from_what_was_kept_and_open_ones_are_counted()
    {
        var months = (await Office.Auditor.Get("/reports/portfolio-trend")).Ok()["months"]!.AsArray();

        Assert.That(months.Select(month => (bool)month!["kept"]!), Is.EqualTo(new[] { true, false, false }));
        Assert.That(months[0]!.Number("outstanding"), Is.EqualTo(900_000));
    }

    [Test]
    public async Task There_are_twelve_months_at_most()
    {
        Host.Clock.StandAt(BmdHost.Start.AddYears(2));

        var months = (await Office.Auditor.Get("/reports/portfolio-trend")).Ok()["months"]!.AsArray();

        Assert.That(months, Has.Count.EqualTo(12));
        Assert.That(months[0]!.Text("asOf"), Is.EqualTo("2027-04-30"));
        Assert.That(months[^1]!.Text("asOf"), Is.EqualTo("2028-03-04"));
    }

    [Test]
    public async Task Before_the_first_posting_there_is_nothing_to_show() =>
        Assert.That(
            (await Office.Auditor.Get("/reports/portfolio-trend?asOf=0001-01-01")).Ok()["months"]!.AsArray(),
            Is.Empty
        );

    [Test]
    public async Task Another_office_s_trend_is_not_found()
    {
        var other = await TestOffice.Open(Host, "KDR");

        (await Office.Auditor.Get($"/reports/portfolio-trend?officeId={other.Id}")).Refused(
            HttpStatusCode.NotFound,
            "office.not_found"
        );
    }
}
