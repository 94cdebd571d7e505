using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Domain.Money;
using CsCheck;

namespace Baznas.Bmd.Domain.Tests.Loans;

public sealed class LoanHistoryTests
{
    private static readonly DateOnly Start = new(2026, 1, 5);

    private static readonly Gen<LoanMovement[]> Repayments = Gen.Select(
        Gen.Int[0, 200],
        Gen.Long[1, 50],
        (days, amount) => new LoanMovement(Start.AddDays(days), EntryKind.Repayment, new Rupiah(-amount))
    ).Array[0, 20];

    [Test]
    public void A_balance_is_the_sum_of_what_happened_by_then()
    {
        var history = History(Paid(10, 300), Paid(20, 200));
        Assert.Multiple(() =>
        {
            Assert.That(history.BalanceOn(Start.AddDays(-1)).Disbursed, Is.EqualTo(Rupiah.Zero));
            Assert.That(history.BalanceOn(Start.AddDays(10)).Outstanding, Is.EqualTo(new Rupiah(700)));
            Assert.That(history.BalanceOn(Start.AddDays(19)).Repaid, Is.EqualTo(new Rupiah(300)));
            Assert.That(history.Balance.Outstanding, Is.EqualTo(new Rupiah(500)));
        });
    }

    [Test]
    public void A_deposit_that_was_applied_is_a_repayment()
    {
        var history = History(new LoanMovement(Start.AddDays(3), EntryKind.DepositApplied, new Rupiah(-400)));
        Assert.That(history.Balance.Repaid, Is.EqualTo(new Rupiah(400)));
    }

    [Test]
    public void A_loan_closes_on_the_day_of_its_last_repayment()
    {
        var history = History(Paid(30, 400), Paid(10, 600));
        Assert.Multiple(() =>
        {
            Assert.That(history.ClosedOn(Start.AddDays(29)), Is.Null);
            Assert.That(history.ClosedOn(Start.AddDays(30)), Is.EqualTo(Start.AddDays(30)));
            Assert.That(history.ClosedOn(Start.AddDays(99)), Is.EqualTo(Start.AddDays(30)));
        });
    }

    [Test]
    public void Reversing_the_last_repayment_reopens_the_loan_from_the_reversals_day()
    {
        var taken = new LoanMovement(Start.AddDays(40), EntryKind.Repayment, new Rupiah(1000));
        var history = History(Paid(10, 1000), taken, Paid(50, 1000));
        Assert.Multiple(() =>
        {
            Assert.That(history.ClosedOn(Start.AddDays(20)), Is.EqualTo(Start.AddDays(10)));
            Assert.That(history.ClosedOn(Start.AddDays(45)), Is.Null);
            Assert.That(history.ClosedOn(Start.AddDays(60)), Is.EqualTo(Start.AddDays(50)));
        });
    }

    [Test]
    public void Nothing_is_closed_before_anything_is_disbursed()
    {
        var history = new LoanHistory([]);
        Assert.Multiple(() =>
        {
            Assert.That(history.ClosedOn(Start), Is.Null);
            Assert.That(history.DisbursedOn, Is.Null);
        });
    }

    [Test]
    public void A_disbursement_taken_back_does_not_count_and_a_new_one_does()
    {
        var history = History(
            new LoanMovement(Start, EntryKind.Disbursement, new Rupiah(-1000)),
            new LoanMovement(Start.AddDays(7), EntryKind.Disbursement, new Rupiah(1000))
        );
        Assert.Multiple(() =>
        {
            Assert.That(history.DisbursedOn, Is.EqualTo(Start.AddDays(7)));
            Assert.That(history.ClosedOn(Start.AddDays(3)), Is.Null);
        });
    }

    [Test]
    public void A_back_dated_payment_may_not_take_any_later_day_below_zero()
    {
        var history = History(Paid(10, 600), Paid(30, 300));
        Assert.Multiple(() =>
        {
            Assert.That(history.LowestOutstandingFrom(Start), Is.EqualTo(new Rupiah(100)));
            Assert.That(history.LowestOutstandingFrom(Start.AddDays(40)), Is.EqualTo(new Rupiah(100)));
        });
    }

    [Test]
    public void The_lowest_balance_agrees_with_a_look_at_every_day() =>
        Gen.Select(Repayments, Gen.Int[0, 220])
            .Sample(
                (movements, day) =>
                {
                    var history = History(movements);
                    var days = Enumerable.Range(day, 221 - day).Select(d => Start.AddDays(d));
                    return history.LowestOutstandingFrom(Start.AddDays(day))
                        == new Rupiah(days.Min(d => history.BalanceOn(d).Outstanding.Amount));
                }
            );

    [Test]
    public void A_repayment_taken_back_later_lowers_what_was_repaid_from_then_on()
    {
        var history = History(Paid(10, 300), Paid(20, 200), Paid(40, -300));
        Assert.Multiple(() =>
        {
            Assert.That(history.LowestRepaidFrom(Start), Is.EqualTo(Rupiah.Zero));
            Assert.That(history.LowestRepaidFrom(Start.AddDays(10)), Is.EqualTo(new Rupiah(200)), "Not 300.");
            Assert.That(history.LowestRepaidFrom(Start.AddDays(20)), Is.EqualTo(new Rupiah(200)), "Not 500.");
            Assert.That(history.LowestRepaidFrom(Start.AddDays(50)), Is.EqualTo(new Rupiah(200)));
        });
    }

    [Test]
    public void What_was_repaid_never_falls_while_nothing_is_taken_back() =>
        Gen.Select(Repayments, Gen.Int[0, 220])
            .Sample(
                (movements, day) =>
                {
                    var (history, on) = (History(movements), Start.AddDays(day));
                    return history.LowestRepaidFrom(on) == history.BalanceOn(on).Repaid;
                }
            );

    [Test]
    public void The_order_in_which_movements_come_changes_nothing() =>
        Gen.Select(Repayments, Gen.Int[0, 220])
            .Sample(
                (movements, day) =>
                {
                    var on = Start.AddDays(day);
                    var (forward, backward) = (History(movements), History([.. movements.Reverse()]));
                    return forward.BalanceOn(on) == backward.BalanceOn(on)
                        && forward.ClosedOn(on) == backward.ClosedOn(on);
                }
            );

    private static LoanMovement Paid(int days, long amount) =>
        new(Start.AddDays(days), EntryKind.Repayment, new Rupiah(-amount));

    private static LoanHistory History(params LoanMovement[] later) =>
        new([.. later, new LoanMovement(Start, EntryKind.Disbursement, new Rupiah(1000))]);
}
