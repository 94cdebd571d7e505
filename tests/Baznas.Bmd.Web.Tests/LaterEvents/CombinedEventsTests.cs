using System.Net;
using Baznas.Bmd.Web.Tests.Loans;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.LaterEvents;

/// <summary>One later event of a loan upon another. Today is 4 March 2026.</summary>
public sealed class CombinedEventsTests : OfficeFixture
{
    private static int _mark;
    private TestOffice _office = null!;

    [SetUp]
    public async Task OpenAnother() => _office = await TestOffice.Open(Host, $"E{++_mark:D2}");

    [Test]
    public async Task A_tranche_joins_the_instalments_of_a_reschedule()
    {
        var id = await _office.NewActiveIn(TrancheSteps.Two);
        (await _office.Pay(id, 200_000, "2026-02-02")).Ok();
        var reschedule = await _office.NewReschedule(
            id,
            new
            {
                effectiveOn = "2026-02-10",
                installments = 4,
                firstDueOn = "2026-02-17",
            }
        );

        (await _office.Cashier.PayTranche(id, "2026-02-09")).Refused(HttpStatusCode.Conflict, "schedule.later_version");
        (await _office.Cashier.PayTranche(id, "2026-02-18")).Ok();
        var tranche = await _office.LastTransaction(id);

        Assert.That(
            (await RescheduleSteps.Schedule(_office, id)).Rows(),
            Is.EqualTo(new[] { "2026-02-17 100000", "2026-02-24 234000", "2026-03-03 233000", "2026-03-10 233000" })
        );
        await _office.AssertSound(id);

        (await _office.Approver.ReverseReschedule(reschedule)).Refused(
            HttpStatusCode.Conflict,
            "schedule.later_version"
        );
        (await _office.Pay(id, 300_000, "2026-03-01")).Ok();
        (await _office.Cashier.Reverse(id, tranche)).Refused(HttpStatusCode.Conflict, "transaction.followed_by_others");
        (await _office.Cashier.Reverse(id, await _office.LastTransaction(id))).Ok();
        (await _office.Cashier.Reverse(id, tranche)).Ok();
        (await _office.Approver.ReverseReschedule(reschedule)).Ok();
        (await _office.Cashier.PayTranche(id, "2026-02-18")).Ok();
        await _office.AssertSound(id);
    }

    [Test]
    public async Task A_reschedule_spreads_both_tranches_and_its_reversal_brings_them_back()
    {
        var id = await _office.NewActiveIn(TrancheSteps.Two);
        (await _office.Pay(id, 200_000, "2026-01-20")).Ok();
        (await _office.Cashier.PayTranche(id, "2026-01-28")).Ok();
        var before = (await RescheduleSteps.Schedule(_office, id)).Rows().ToList();
        var reschedule = await _office.NewReschedule(id);
        await _office.AssertSound(id);
        (await _office.Approver.ReverseReschedule(reschedule)).Ok();
        Assert.That((await RescheduleSteps.Schedule(_office, id)).Rows(), Is.EqualTo(before));
        await _office.NewReschedule(id, new { effectiveOn = "2026-02-24" });
        (await _office.Pay(id, 800_000, "2026-03-03")).Ok();
        Assert.That((await _office.Loan(id)).Text("status"), Is.EqualTo("closed"));
        await _office.AssertSound(id);
    }

    [Test]
    public async Task A_grace_before_a_reschedule_and_one_upon_it_stay_readable_and_come_back()
    {
        var id = await _office.NewActive();
        (await _office.Pay(id, 300_000, "2026-02-02")).Ok();
        (
            await _office.Approver.Post($"/loans/{id}/graces", LoanSteps.Grace.With(new { effectiveOn = "2026-02-04" }))
        ).Ok();
        var graced = (await RescheduleSteps.Schedule(_office, id)).Rows().ToList();
        var reschedule = await _office.NewReschedule(id);
        (await _office.Approver.ReverseReschedule(reschedule)).Ok();
        Assert.That((await RescheduleSteps.Schedule(_office, id)).Rows(), Is.EqualTo(graced));
        await _office.NewReschedule(id);
        (await _office.Approver.Post($"/loans/{id}/graces", LoanSteps.Grace)).Ok();
        Assert.That((await RescheduleSteps.Schedule(_office, id)).Rows().First(), Is.EqualTo("2026-03-02 100000"));
        await Declare("2026-03-16", "2026-03-23");
        await _office.AssertSound(id);
    }

    [Test]
    public async Task A_holiday_moves_a_rescheduled_loan_and_a_written_off_one_stays()
    {
        var (id, _) = await _office.NewRescheduled();
        var (off, _) = await _office.NewRescheduled();
        var written = await _office.WriteOff(off, WriteOffSteps.WriteOff(effectiveOn: "2026-03-01"));
        await Declare("2026-03-09", "2026-03-10");
        Assert.That((await RescheduleSteps.Schedule(_office, id)).Rows().ElementAt(1), Is.EqualTo("2026-03-11 100000"));
        Assert.That(
            (await RescheduleSteps.Schedule(_office, off)).Rows().ElementAt(1),
            Is.EqualTo("2026-03-09 100000")
        );
        (await _office.Pay(off, 100_000, "2026-03-02")).Refused(HttpStatusCode.Conflict, "loan.wrong_status");
        (await _office.Cashier.Recover(off, WriteOffSteps.Recovery(50_000, "2026-03-02"))).Ok();
        var recovered = await _office.LastTransaction(off);
        (await _office.Cashier.Reverse(off, written.Text("transactionId"))).Refused(
            HttpStatusCode.Conflict,
            "transaction.followed_by_others"
        );
        (await _office.Cashier.Reverse(off, recovered)).Ok();
        (await _office.Cashier.Reverse(off, written.Text("transactionId"))).Ok();
        (await _office.Pay(off, 700_000, "2026-03-02")).Ok();
        Assert.That((await _office.Loan(off)).Text("status"), Is.EqualTo("closed"));
        await _office.AssertSound(id, off);
    }

    [Test]
    public async Task Two_write_offs_one_after_the_other_taken_back_leave_the_loan_as_it_was()
    {
        var (id, reschedule) = await _office.NewRescheduled();
        var first = await _office.WriteOff(id, WriteOffSteps.WriteOff(effectiveOn: "2026-02-28"));
        await _office.CloseMonth("2026-01");
        await _office.CloseMonth("2026-02");
        (await _office.Cashier.Reverse(id, first.Text("transactionId"))).Ok();
        await _office.Reopen("2026-02");
        (await _office.Officer.AskToWriteOff(id, WriteOffSteps.WriteOff("forgiveness", "2026-02-27"))).Refused(
            HttpStatusCode.Conflict,
            "write_off.followed_by_others"
        );
        var second = await _office.WriteOff(id, WriteOffSteps.WriteOff("forgiveness", "2026-03-02"));
        await _office.AssertSound(id);
        (await _office.Cashier.Reverse(id, second.Text("transactionId"))).Ok();
        (await _office.Approver.ReverseReschedule(reschedule)).Ok();
        (await _office.Pay(id, 100_000, "2026-03-02")).Ok();
        await _office.AssertSound(id);
    }

    [Test]
    public async Task A_product_that_skips_holidays_takes_a_tranche_and_a_holiday_declared_later()
    {
        var product = await _office.NewProduct($"SKIP{_mark}", new { nonWorkingDayRule = "skipPeriod" });
        await Declare("2026-01-23");
        var id = await _office.NewActiveIn(
            [TrancheSteps.Tranche(1, 600_000, "2026-01-09"), TrancheSteps.Tranche(2, 400_000, "2026-03-02")],
            new { productId = product, installments = 10 }
        );
        await _office.AssertSound(id);
        (await _office.Cashier.PayTranche(id, "2026-03-02")).Ok();
        await Declare("2026-01-23", "2026-03-13", "2026-03-27");
        var rows = (await RescheduleSteps.Schedule(_office, id)).Rows().Select(row => row[..10]).ToList();
        Assert.That(
            rows,
            Is.EqualTo(
                new[]
                {
                    "2026-01-16",
                    "2026-01-30",
                    "2026-02-06",
                    "2026-02-13",
                    "2026-02-20",
                    "2026-02-27",
                    "2026-03-06",
                    "2026-03-20",
                    "2026-04-03",
                    "2026-04-10",
                }
            )
        );
        await _office.NewReschedule(
            id,
            new
            {
                effectiveOn = "2026-03-04",
                firstDueOn = "2026-03-13",
                installments = 3,
            }
        );
        Assert.That((await RescheduleSteps.Schedule(_office, id)).Rows().First()[..10], Is.EqualTo("2026-03-20"));
        await _office.AssertSound(id);
    }

    [Test]
    public async Task A_deposit_used_before_and_after_a_reschedule_is_given_back_in_order()
    {
        var borrower = await _office.NewDepositor(600_000);
        var id = await _office.NewLoanOf(borrower, null, "2026-01-20");
        (await _office.ApplyDeposit(borrower, id, 100_000, "2026-02-10")).Ok();
        var before = await _office.LastTransaction(id);
        var reschedule = await _office.NewReschedule(id);
        (await _office.Cashier.Reverse(id, before)).Refused(HttpStatusCode.Conflict, "loan.rescheduled_since");
        (await _office.ApplyDeposit(borrower, id, 100_000, "2026-02-25")).Ok();
        var after = await _office.LastTransaction(id);
        (await _office.Approver.ReverseReschedule(reschedule)).Refused(
            HttpStatusCode.Conflict,
            "reschedule.repaid_since"
        );
        await _office.AssertSound(id);
        (await _office.Cashier.Reverse(id, after)).Ok();
        (await _office.Approver.ReverseReschedule(reschedule)).Ok();
        (await _office.Cashier.Reverse(id, before)).Ok();
        (await _office.ApplyDeposit(borrower, id, 50_000, "2026-02-10")).Ok();
        await _office.NewReschedule(id);
        (await _office.Pay(id, 50_000, "2026-02-11")).Ok();
        (await _office.Pay(id, 50_000, "2026-02-28")).Ok();
        await _office.AssertSound(id);
    }

    private async Task Declare(params string[] days) =>
        (
            await _office.Admin.Put(
                $"/offices/{_office.Id}/holidays",
                days.Select(date => new { date, name = "Libur" })
            )
        ).Ok();
}

internal static class MoreSteps
{
    public static Task<Answer> ApplyDeposit(
        this TestOffice office,
        string borrowerId,
        string loanId,
        long amount,
        string appliedOn
    ) =>
        office.Cashier.Post(
            $"/borrowers/{borrowerId}/deposit/applications",
            new
            {
                loanId,
                amount,
                appliedOn,
            }
        );
}
