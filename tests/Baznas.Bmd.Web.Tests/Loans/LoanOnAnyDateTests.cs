using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Loans;

/// <summary>A loan, its schedule and its transactions can be asked for any date.</summary>
public sealed class LoanOnAnyDateTests : OfficeFixture
{
    private string _id = "";

    protected override async Task Prepare()
    {
        // Rp1.000.000 in ten weeks from Friday, 9 January; Rp250.000 paid on 20 January, Rp750.000 on 1 March.
        _id = await Office.NewActive();
        (await Office.Pay(_id, 250_000, "2026-01-20")).Ok();
        (await Office.Pay(_id, 750_000, "2026-03-01")).Ok();
    }

    [TestCase("2026-01-08", "signed", 0, 0, null, 0)]
    [TestCase("2026-01-09", "active", 0, 1_000_000, "2026-01-16", 0)]
    [TestCase("2026-01-16", "active", 0, 1_000_000, "2026-01-16", 0)]
    [TestCase("2026-01-17", "active", 0, 1_000_000, "2026-01-16", 1)]
    [TestCase("2026-01-20", "active", 250_000, 750_000, "2026-01-30", 0)]
    [TestCase("2026-01-30", "active", 250_000, 750_000, "2026-01-30", 0)]
    [TestCase("2026-02-28", "active", 250_000, 750_000, "2026-01-30", 29)]
    [TestCase("2026-03-01", "closed", 1_000_000, 0, null, 0)]
    [TestCase("2200-12-31", "closed", 1_000_000, 0, null, 0)]
    public async Task The_loan_as_of(string asOf, string status, long repaid, long outstanding, string? due, int late)
    {
        var loan = (await Office.Auditor.Get($"/loans/{_id}?asOf={asOf}")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(loan.Text("status"), Is.EqualTo(status));
            Assert.That(loan.Number("repaid"), Is.EqualTo(repaid));
            Assert.That(loan.Number("outstanding"), Is.EqualTo(outstanding));
            Assert.That((string?)loan["nextDue"]?["dueOn"], Is.EqualTo(due));
            Assert.That(loan.Number("daysPastDue"), Is.EqualTo(late));
            Assert.That(loan.Text("collectibility"), Is.EqualTo(late > 0 ? "dalamPerhatianKhusus" : "lancar"));
            Assert.That((string?)loan["closedOn"], Is.EqualTo(status == "closed" ? "2026-03-01" : null));
        });
    }

    [Test]
    public async Task The_schedule_says_of_each_instalment_what_it_has_received()
    {
        var schedule = (await Office.Auditor.Get($"/loans/{_id}/schedule?asOf=2026-02-06")).Ok();
        var rows = schedule["rows"]!.AsArray();

        Assert.Multiple(() =>
        {
            Assert.That(
                rows.Take(6).Select(row => $"{row!["no"]} {row["paid"]} {row["outstanding"]} {row["status"]}"),
                Is.EqualTo(
                    new[]
                    {
                        "1 100000 0 paid",
                        "2 100000 0 paid",
                        "3 50000 50000 overdue",
                        "4 0 100000 due",
                        "5 0 100000 upcoming",
                        "6 0 100000 upcoming",
                    }
                )
            );
            Assert.That(rows, Has.Count.EqualTo(10));
            Assert.That(schedule.Number("total"), Is.EqualTo(1_000_000));
        });
    }

    [Test]
    public async Task Before_the_disbursement_the_schedule_is_a_plan_on_which_nothing_is_due()
    {
        foreach (var id in new[] { _id, await Office.NewSigned(), await WithFirstDueInThePast() })
        {
            var plan = (await Office.Auditor.Get($"/loans/{id}/schedule?asOf=2026-01-08")).Ok();
            Assert.Multiple(() =>
            {
                Assert.That(plan.Number("version"), Is.Zero);
                Assert.That(plan.Number("total"), Is.EqualTo(1_000_000));
                Assert.That(
                    plan["rows"]!.AsArray().Select(row => row!.Text("status")).Distinct(),
                    Is.EqualTo(new[] { "upcoming" })
                );
            });
        }
    }

    [TestCase("0001-01-01")]
    [TestCase("9999-12-31")]
    public async Task The_ends_of_time_are_dates_too(string asOf)
    {
        (await Office.Auditor.Get($"/loans/{_id}?asOf={asOf}")).Ok();
        (await Office.Auditor.Get($"/loans/{_id}/schedule?asOf={asOf}")).Ok();
        (await Office.Auditor.Get($"/reports/portfolio?asOf={asOf}")).Ok();
        (await Office.Auditor.Get($"/reports/arrears?asOf={asOf}")).Ok();
        (await Office.Auditor.Get($"/reports/trial-balance?asOf={asOf}")).Ok();
    }

    [Test]
    public async Task Transactions_are_newest_first_with_the_running_outstanding()
    {
        var items = (await Office.Auditor.Get($"/loans/{_id}/transactions")).Ok()["items"]!.AsArray();

        Assert.That(
            items.Select(item => $"{item!["effectiveOn"]} {item["kind"]} {item["amount"]} {item["outstanding"]}"),
            Is.EqualTo(
                new[]
                {
                    "2026-03-01 repayment -750000 0",
                    "2026-01-20 repayment -250000 750000",
                    "2026-01-09 disbursement 1000000 1000000",
                }
            )
        );
    }

    private async Task<string> WithFirstDueInThePast()
    {
        var application = await Office.NewSurveyedWith(new { firstDueOn = "2026-01-20" });
        return (await Office.Approver.Decide(application, LoanSteps.Decision())).Ok().Text("loanId");
    }
}
