using System.Net;
using Baznas.Bmd.Web.Tests.Loans;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.LaterEvents;

/// <summary>
/// What was taken back while its month was closed counts from the next month on. When the month is opened again, what
/// is dated into it meets days on which both still stand. Today is 4 March 2026.
/// </summary>
public sealed class ReopenedMonthTests : OfficeFixture
{
    private static int _mark;
    private TestOffice _office = null!;

    [SetUp]
    public async Task OpenAnother() => _office = await TestOffice.Open(Host, $"R{++_mark:D2}");

    [Test]
    public async Task A_loan_is_not_paid_out_twice_on_the_days_before_its_first_payout_was_taken_back()
    {
        var id = await _office.NewActive();
        var paidOut = await _office.LastTransaction(id);
        await _office.CloseMonth("2026-01");
        (await _office.Cashier.Reverse(id, paidOut)).Ok();
        await _office.Reopen("2026-01");

        foreach (var day in new[] { "2026-01-08", "2026-01-20", "2026-01-31" })
        {
            (await _office.Cashier.PayTranche(id, day)).Refused(HttpStatusCode.Conflict, "schedule.later_version");
        }

        (await _office.Cashier.PayTranche(id, "2026-02-01")).Ok();
        await _office.AssertSound(id);
    }

    [Test]
    public async Task A_first_tranche_is_not_taken_back_from_under_days_on_which_a_later_one_still_stood()
    {
        var id = await _office.NewActiveIn(TrancheSteps.Two);
        var first = await _office.LastTransaction(id);
        (await _office.Cashier.PayTranche(id, "2026-01-28")).Ok();
        var second = await _office.LastTransaction(id);
        await _office.CloseMonth("2026-01");
        (await _office.Cashier.Reverse(id, second)).Ok();
        await _office.Reopen("2026-01");

        var answer = await _office.Cashier.Reverse(id, first);

        answer.Refused(HttpStatusCode.Conflict, "transaction.followed_by_others");
        await _office.AssertSound(id);
    }

    [Test]
    public async Task A_payment_from_before_a_reschedule_is_taken_back_only_from_the_day_on_which_that_was()
    {
        var id = await _office.NewActive();
        (await _office.Pay(id, 300_000, "2026-01-12")).Ok();
        var early = await _office.LastTransaction(id);
        var reschedule = await _office.NewReschedule(id, new { effectiveOn = "2026-01-20", firstDueOn = "2026-01-27" });
        await _office.CloseMonth("2026-01");
        (await _office.Approver.ReverseReschedule(reschedule)).Ok();
        await _office.Reopen("2026-01");

        (await _office.Cashier.Reverse(id, early)).Refused(HttpStatusCode.Conflict, "loan.rescheduled_since");
        var paid = (await _office.Pay(id, 100_000, "2026-01-25")).Ok();
        await _office.CloseMonth("2026-01");
        (await _office.Cashier.Reverse(id, early)).Ok();

        Assert.That(paid["allocations"]!.AsArray().Sum(part => part!.Number("amount")), Is.EqualTo(100_000));
        await _office.AssertSound(id);
    }

    [Test]
    public async Task A_tranche_is_not_paid_on_days_on_which_the_rest_was_written_off()
    {
        var id = await _office.NewActiveIn(TrancheSteps.Two);
        var off = await _office.WriteOff(id, WriteOffSteps.WriteOff(effectiveOn: "2026-02-20"));
        await _office.CloseMonth("2026-01");
        await _office.CloseMonth("2026-02");
        (await _office.Cashier.Reverse(id, off.Text("transactionId"))).Ok();
        await _office.Reopen("2026-02");

        foreach (var day in new[] { "2026-02-10", "2026-02-25" })
        {
            (await _office.Cashier.PayTranche(id, day)).Refused(HttpStatusCode.Conflict, "loan.wrong_status");
        }

        (await _office.Cashier.PayTranche(id, "2026-03-02")).Ok();
        (await _office.Pay(id, 100_000, "2026-03-03")).Ok();
        await _office.AssertSound(id);
    }
}
