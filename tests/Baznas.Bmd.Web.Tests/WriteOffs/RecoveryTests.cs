using System.Net;
using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.WriteOffs;

/// <summary>Money that comes on a written-off loan is income of its fund, and never more than was written off.</summary>
public sealed class RecoveryTests : OfficeFixture
{
    [Test]
    public async Task A_recovery_lowers_what_is_owed_and_not_what_was_written_off()
    {
        var id = await Office.NewWrittenOff();

        var answer = await Office.Cashier.Recover(id);
        var loan = (await Office.Officer.Get($"/loans/{id}")).Ok();
        var items = Items(await Office.Officer.Get($"/loans/{id}/transactions"), "items");
        var card = Items(await Office.Auditor.Get($"/reports/loan-card/{id}"), "transactions");

        Assert.Multiple(() =>
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(answer.Body!.Text("receiptNumber"), Does.StartWith("MJK-"));
            Assert.That(answer.Body!.Number("recovered"), Is.EqualTo(100_000));
            Assert.That(answer.Body!.Number("stillOwed"), Is.EqualTo(600_000));
            Assert.That(loan.Text("status"), Is.EqualTo("writtenOff"));
            Assert.That(loan.Number("writtenOff"), Is.EqualTo(700_000));
            Assert.That(loan.Number("recovered"), Is.EqualTo(100_000));
            Assert.That(loan.Number("stillOwed"), Is.EqualTo(600_000));
            Assert.That(
                items.Select(item => item!.Text("kind")),
                Is.EqualTo(new[] { "recovery", "writeOff", "repayment", "disbursement" })
            );
            Assert.That(
                items.Select(item => item!.Number("amount")),
                Is.EqualTo(new[] { -100_000, -700_000, -300_000, 1_000_000 })
            );
            Assert.That(
                items.Select(item => item!.Number("outstanding")),
                Is.EqualTo(new[] { 0, 0, 700_000, 1_000_000 })
            );
            Assert.That(
                items.Select(item => item!.Number("stillOwed")),
                Is.EqualTo(new[] { 600_000, 700_000, 700_000, 1_000_000 })
            );
            Assert.That(card.ToJsonString(), Is.EqualTo(items.ToJsonString()));
        });
    }

    [Test]
    public async Task No_more_is_recovered_than_was_written_off()
    {
        var id = await Office.NewWrittenOff();
        var tooMuch = Refusal.Conflict("recovery.exceeds_written_off");

        await Refuses(Office.Cashier, who => who.Recover(id, WriteOffSteps.Recovery(700_001)), tooMuch);
        (await Office.Cashier.Recover(id, WriteOffSteps.Recovery(600_000, "2026-03-01"))).Ok();
        // Earlier than the one before: the sum counts on every day.
        var problem = await Refuses(
            Office.Cashier,
            who => who.Recover(id, WriteOffSteps.Recovery(100_001, "2026-02-21")),
            tooMuch
        );
        Assert.That(problem.Text("detail"), Does.Contain("Rp100.000"));
        (await Office.Cashier.Recover(id, WriteOffSteps.Recovery(100_000, "2026-02-21"))).Ok();
        Assert.That((await Office.Officer.Get($"/loans/{id}")).Ok().Number("stillOwed"), Is.Zero);
    }

    [TestCase("2026-02-19", "loan.wrong_status")]
    [TestCase("2026-03-05", "date.in_future")]
    public async Task Nothing_is_recovered_before_it_was_written_off_or_in_the_future(string receivedOn, string code)
    {
        var id = await Office.NewWrittenOff();

        await Refuses(
            Office.Cashier,
            who => who.Recover(id, WriteOffSteps.Recovery(1, receivedOn)),
            Refusal.Conflict(code)
        );
    }

    [Test]
    public async Task Only_a_written_off_loan_has_recoveries()
    {
        foreach (var id in new[] { await Office.NewActive(), await Office.NewWrittenOff("forgiveness") })
        {
            await Refuses(Office.Cashier, who => who.Recover(id), Refusal.Conflict("loan.wrong_status"));
        }
    }

    [Test]
    public async Task Who_really_paid_is_a_borrower_of_the_office()
    {
        var id = await Office.NewWrittenOff();
        var stranger = WriteOffSteps.Recovery().With(new { paidByBorrowerId = Guid.CreateVersion7().ToString() });
        var friend = WriteOffSteps.Recovery().With(new { paidByBorrowerId = await Office.NewBorrower() });

        await Refuses(Office.Cashier, who => who.Recover(id, stranger), Refusal.NotFound("borrower.not_found"));
        (await Office.Cashier.Recover(id, friend)).Ok();
    }

    [Test]
    public async Task The_report_of_a_period_agrees_with_the_funds_and_tells_who_agreed()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        var written = await office.NewWrittenOff();
        var forgiven = await office.NewWrittenOff("forgiveness");
        var wrong = await office.NewActive();
        var mistake = (await office.WriteOff(wrong)).Text("transactionId");
        (await office.Cashier.Reverse(wrong, mistake)).Ok();
        (await office.Cashier.Recover(written)).Ok();

        const string period = "from=2026-02-01&to=2026-02-28";
        var report = (await office.Auditor.Get($"/reports/written-off-loans?{period}")).Ok();
        var fund = (await office.Auditor.Get($"/reports/funds?{period}")).Ok()["funds"]![0]!;
        var portfolio = (await office.Auditor.Get("/reports/portfolio?asOf=2026-02-28")).Ok();
        var csv = await office.Auditor.Get($"/reports/written-off-loans?{period}&format=csv");
        var later = (await office.Auditor.Get("/reports/written-off-loans?from=2026-03-01&to=2026-03-04")).Ok();
        var items = report["items"]!.AsArray();

        Assert.Multiple(async () =>
        {
            Assert.That(report.Number("writtenOff"), Is.EqualTo(700_000));
            Assert.That(report.Number("forgiven"), Is.EqualTo(700_000));
            Assert.That(report.Number("recovered"), Is.EqualTo(100_000));
            Assert.That(report.Number("stillOwed"), Is.EqualTo(600_000));
            Assert.That(fund.Number("writtenOff"), Is.EqualTo(report.Number("writtenOff")));
            Assert.That(fund.Number("forgiven"), Is.EqualTo(report.Number("forgiven")));
            Assert.That(fund.Number("recovered"), Is.EqualTo(report.Number("recovered")));
            Assert.That(portfolio.Number("writtenOff"), Is.EqualTo(700_000));
            Assert.That(portfolio.Number("forgiven"), Is.EqualTo(700_000));
            Assert.That(items, Has.Count.EqualTo(4), "The mistake and its reversal stand there too.");
            Assert.That(
                items.Select(item => item!["approvers"]!.ToJsonString()),
                Has.All.EqualTo("""["approver.MJK","approver2.MJK"]""")
            );
            Assert.That(items.Sum(item => item!.Number("amount")), Is.EqualTo(1_400_000));
            Assert.That(items.Single(item => item!.Text("loanId") == forgiven)!.Number("stillOwed"), Is.Zero);
            Assert.That(
                await csv.Message.Content.ReadAsStringAsync(),
                Does.Contain("forgiveness").And.Contain("unable")
            );
            Assert.That(later["items"]!.AsArray(), Is.Empty);
        });
    }

    private static JsonArray Items(Answer answer, string name) => answer.Ok()[name]!.AsArray();
}
