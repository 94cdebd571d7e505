using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Reschedules;

/// <summary>A closed month keeps the schedules that it was closed with.</summary>
public sealed class RescheduleAndMonthsTests : OfficeFixture
{
    [Test]
    public async Task A_closed_month_takes_no_new_schedule_and_a_reversal_counts_from_the_first_open_day()
    {
        var (made, waiting, other) = (await Office.NewActive(), await Office.NewActive(), await Office.NewActive());
        object january = new { effectiveOn = "2026-01-30", firstDueOn = "2026-02-27" };
        var id = await Office.NewReschedule(made, january);
        var pending = (await Office.Officer.Reschedule(waiting, january)).Id();
        var paid = (await Office.Pay(other, 100_000, "2026-01-20")).Ok().Text("transactionId");
        (await Office.Cashier.Post("/periods/2026-01/closing", null)).Ok();
        var portfolio = await January();

        var closed = Refusal.Conflict("period.closed");
        await Refuses(Office.Officer, who => who.Reschedule(other, january), closed);
        await Refuses(Office.Approver, who => who.DecideReschedule(pending), closed);
        (await Office.Approver.DecideReschedule(pending, "reject")).Ok();
        (await Office.Approver.ReverseReschedule(id)).Ok();
        (await Office.Cashier.Reverse(other, paid)).Ok();

        var versions = await Office.Versions(made);
        Assert.Multiple(async () =>
        {
            Assert.That(versions[2]!.Text("effectiveOn"), Is.EqualTo("2026-02-01"));
            Assert.That((bool)(await Office.Loan(made, "2026-01-31"))["restructured"]!, Is.True);
            Assert.That((await Office.Loan(made, "2026-01-31")).Number("daysPastDue"), Is.Zero);
            Assert.That((bool)(await Office.Loan(made, "2026-02-01"))["restructured"]!, Is.False);
            Assert.That((await Office.Loan(made, "2026-02-01")).Number("daysPastDue"), Is.EqualTo(16));
            Assert.That(await January(), Is.EqualTo(portfolio));
            Assert.That((bool)(await Office.Auditor.Get("/audit/verification")).Ok()["verified"]!);
        });

        // The payment of January was taken back in February, so January's debt did not last.
        await Refuses(Office.Officer, who => who.Reschedule(made, new { effectiveOn = "2026-01-31" }), closed);
    }

    private async Task<string> January() =>
        (await Office.Auditor.Get("/reports/portfolio?asOf=2026-01-31")).Ok().ToJsonString();
}
