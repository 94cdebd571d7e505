using Baznas.Bmd.Domain.Loans;
using NUnit.Framework;
using static Baznas.Bmd.Domain.Tests.Support.Make;

namespace Baznas.Bmd.Domain.Tests.Loans;

[TestFixture]
public class LoanLifecycleTests
{
    private static readonly LoanFacts PaidOut = new()
    {
        Signed = true,
        Cancelled = false,
        Balance = new LoanBalance
        {
            Disbursed = Rp(1_000),
            Repaid = Rp(0),
            WrittenOff = Rp(0),
            Forgiven = Rp(0),
        },
    };

    [Test]
    public void A_loan_without_an_akad_is_approved() =>
        AssertStatus(NothingPaidOut() with { Signed = false }, LoanStatus.Approved);

    [Test]
    public void A_loan_with_an_akad_and_nothing_paid_out_is_signed() =>
        AssertStatus(NothingPaidOut(), LoanStatus.Signed);

    [Test]
    public void A_loan_ended_before_it_was_paid_out_is_cancelled() =>
        AssertStatus(NothingPaidOut() with { Cancelled = true }, LoanStatus.Cancelled);

    [Test]
    public void A_loan_that_owes_anything_is_active()
    {
        AssertStatus(PaidOut, LoanStatus.Active);
        AssertStatus(With(PaidOut.Balance with { Repaid = Rp(999) }), LoanStatus.Active);
        AssertStatus(With(PaidOut.Balance with { Forgiven = Rp(1) }), LoanStatus.Active);
        AssertStatus(With(PaidOut.Balance with { WrittenOff = Rp(1) }), LoanStatus.Active);
    }

    [Test]
    public void A_loan_fully_repaid_is_closed() =>
        AssertStatus(With(PaidOut.Balance with { Repaid = Rp(1_000) }), LoanStatus.Closed);

    [Test]
    public void A_loan_whose_rest_was_dropped_is_forgiven() =>
        AssertStatus(With(PaidOut.Balance with { Repaid = Rp(600), Forgiven = Rp(400) }), LoanStatus.Forgiven);

    [Test]
    public void A_loan_whose_rest_went_off_the_books_is_written_off_and_not_forgiven()
    {
        AssertStatus(With(PaidOut.Balance with { Repaid = Rp(600), WrittenOff = Rp(400) }), LoanStatus.WrittenOff);
        // What is still owed off the books must not read as dropped.
        AssertStatus(With(PaidOut.Balance with { WrittenOff = Rp(400), Forgiven = Rp(600) }), LoanStatus.WrittenOff);
    }

    [Test]
    public void Outstanding_is_what_was_paid_out_less_everything_that_lowered_it() =>
        Assert.That(
            new LoanBalance
            {
                Disbursed = Rp(1_000),
                Repaid = Rp(500),
                WrittenOff = Rp(30),
                Forgiven = Rp(7),
            }.Outstanding,
            Is.EqualTo(Rp(463))
        );

    [Test]
    public void A_loan_repaid_beyond_its_debt_is_a_broken_invariant() =>
        Assert.That(
            () => LoanLifecycle.StatusOf(With(PaidOut.Balance with { Repaid = Rp(1_001) })),
            Throws.InvalidOperationException
        );

    private static LoanFacts NothingPaidOut() => With(PaidOut.Balance with { Disbursed = Rp(0) });

    private static LoanFacts With(LoanBalance balance) => PaidOut with { Balance = balance };

    private static void AssertStatus(LoanFacts facts, LoanStatus status) =>
        Assert.That(LoanLifecycle.StatusOf(facts), Is.EqualTo(status));
}
