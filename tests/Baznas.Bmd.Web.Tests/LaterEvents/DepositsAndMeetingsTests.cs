using System.Net;
using Baznas.Bmd.Web.Jobs;
using Baznas.Bmd.Web.Tests.Loans;
using Baznas.Bmd.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Baznas.Bmd.Web.Tests.LaterEvents;

/// <summary>Deposits and meetings upon loans whose later events have come. Today is 4 March 2026.</summary>
public sealed class DepositsAndMeetingsTests : OfficeFixture
{
    private static int _mark;
    private TestOffice _office = null!;

    [SetUp]
    public async Task OpenAnother() => _office = await TestOffice.Open(Host, $"D{++_mark:D2}");

    [Test]
    public async Task A_deposit_of_another_fund_used_for_a_loan_is_taken_back_to_where_it_came_from()
    {
        var fund = await _office.NewFund("Z", "zakat", 10_000_000);
        var borrower = await _office.NewDepositor(300_000);
        var id = await _office.NewLoanOf(borrower, new { fundId = fund });
        (await _office.ApplyDeposit(borrower, id, 200_000, "2026-02-10")).Ok();
        var used = await _office.LastTransaction(id);
        await _office.AssertSound(id);
        (await _office.Refund(borrower, 200_000)).Refused(HttpStatusCode.Conflict, "deposit.insufficient");
        await _office.CloseMonth("2026-01");
        await _office.CloseMonth("2026-02");
        (await _office.Cashier.Reverse(id, used)).Ok();
        Assert.That(await _office.Held(borrower), Is.EqualTo(300_000));
        (await _office.Refund(borrower, 300_000, "2026-03-01")).Ok();
        await _office.Reopen("2026-02");
        (await _office.Refund(borrower, 1_000, "2026-02-11")).Refused(HttpStatusCode.Conflict, "deposit.insufficient");
        await _office.AssertSound(id);
    }

    [Test]
    public async Task A_deposit_is_used_when_due_by_the_schedule_of_a_reschedule_and_never_on_a_loan_off_the_books()
    {
        var borrower = await _office.NewDepositor(400_000);
        await _office.ChooseDepositUse(borrower);
        var id = await _office.NewLoanOf(borrower, disbursedOn: "2026-02-13");
        await _office.NewReschedule(
            id,
            new
            {
                effectiveOn = "2026-02-19",
                firstDueOn = "2026-03-02",
                installments = 10,
            }
        );
        await Run();
        Assert.That((await _office.Loan(id)).Number("repaid"), Is.EqualTo(100_000));
        Assert.That((await _office.Loan(id, "2026-03-02")).Number("repaid"), Is.EqualTo(100_000));
        Assert.That((await _office.Loan(id, "2026-03-01")).Number("repaid"), Is.Zero);

        (await _office.Approver.Post($"/loans/{id}/graces", LoanSteps.Grace)).Ok();
        Host.Clock.StandAt(BmdHost.Start.AddDays(6));
        await Run();
        Assert.That((await _office.Loan(id)).Number("repaid"), Is.EqualTo(100_000));

        var off = await _office.WriteOff(id, WriteOffSteps.WriteOff(effectiveOn: "2026-03-10"));
        Host.Clock.StandAt(BmdHost.Start.AddDays(20));
        var before = Books.Fingerprint();
        await Run();
        Assert.That(Books.Fingerprint(), Is.EqualTo(before));
        (await _office.ApplyDeposit(borrower, id, 1_000, "2026-03-10")).Refused(
            HttpStatusCode.Conflict,
            "loan.wrong_status"
        );
        await _office.AssertSound(id);

        (await _office.Cashier.Reverse(id, off.Text("transactionId"))).Ok();
        await Run();
        Assert.That((await _office.Loan(id)).Number("repaid"), Is.EqualTo(300_000), "Due on 16 and 23 March.");
        await _office.AssertSound(id);
    }

    [Test]
    public async Task A_meeting_takes_what_can_be_taken_or_nothing()
    {
        var first = await _office.NewActive();
        var borrower = await _office.BorrowerOf(first);
        var second = await _office.NewActive();
        var off = await _office.NewWrittenOff();
        var tranched = await _office.NewActiveIn(TrancheSteps.Two);
        var group = await _office.NewGroup(Books, first, second, off, tranched);
        var reschedule = await _office.NewReschedule(second);
        var before = Books.Fingerprint();

        var refused = await _office.Cashier.Meet(
            group,
            GroupSteps.Meeting(GroupSteps.Item(first), GroupSteps.Item(off), GroupSteps.Item(second))
        );
        refused.Refused(HttpStatusCode.Conflict, "loan.wrong_status");
        Assert.That(
            refused.Body!["errors"]!.AsObject().Select(error => error.Key),
            Is.EqualTo(new[] { "items[1].loanId" })
        );
        Assert.That(Books.Fingerprint(), Is.EqualTo(before));

        object[] items =
        [
            GroupSteps.Item(first),
            new
            {
                loanId = first,
                amount = 1_000_000,
                paidByBorrowerId = await _office.BorrowerOf(second),
                excess = "deposit",
            },
            GroupSteps.Item(second, 50_000),
            new
            {
                loanId = tranched,
                amount = 700_000,
                excess = "deposit",
                infak = 5_000,
            },
        ];
        var met = (await _office.Cashier.Meet(group, GroupSteps.Meeting("2026-02-25", items))).Ok();
        Assert.That(
            met["items"]!.AsArray().Select(item => item!.Number("deposited")),
            Is.EqualTo(new[] { 0L, 100_000, 0, 100_000 })
        );
        Assert.That(await _office.Held(borrower), Is.EqualTo(100_000));
        (await _office.Approver.ReverseReschedule(reschedule)).Refused(
            HttpStatusCode.Conflict,
            "reschedule.repaid_since"
        );
        (await _office.Cashier.PayTranche(tranched, "2026-03-01")).Ok();
        Assert.That((await _office.Loan(tranched)).Number("outstanding"), Is.EqualTo(400_000));
        await _office.AssertSound(first, second, off, tranched);

        foreach (var item in met["items"]!.AsArray().Reverse().Skip(1))
        {
            (await _office.Cashier.Reverse(item!.Text("loanId"), item!.Text("transactionId"))).Ok();
        }

        (await _office.Cashier.Reverse(tranched, met["items"]![3]!.Text("transactionId"))).Ok();
        await _office.AssertSound(first, second, off, tranched);
    }

    [Test]
    public async Task Holidays_at_the_ends_of_the_calendar_move_nothing_and_fail_nothing()
    {
        var id = await _office.NewActive();
        foreach (var date in new[] { "0001-01-01", "1899-12-31", "9999-12-31", "2200-01-01" })
        {
            var list = new[] { new { date, name = "Libur" }, new { date = "2026-03-06", name = "Libur" } };
            var preview = await _office.Admin.Post($"/offices/{_office.Id}/holidays/preview", list);
            var put = await _office.Admin.Put($"/offices/{_office.Id}/holidays", list);
            Assert.That((int)preview.Status, Is.LessThan(500));
            Assert.That((int)put.Status, Is.LessThan(500));
        }

        var all = Enumerable
            .Range(0, 366)
            .Select(day => new { date = new DateOnly(2026, 3, 1).AddDays(day), name = "Libur" });
        var year = await _office.Admin.Put($"/offices/{_office.Id}/holidays", all);
        Assert.That((int)year.Status, Is.LessThan(500));
        await _office.AssertSound(id);
    }

    private async Task Run()
    {
        await using var scope = Host.Services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<DueDeposits>(scope.ServiceProvider).Run(CancellationToken.None);
    }
}
