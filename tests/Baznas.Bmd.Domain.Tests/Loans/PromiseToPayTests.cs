using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Domain.Money;

namespace Baznas.Bmd.Domain.Tests.Loans;

/// <summary>A promise of Rp100.000, given on the 2nd and due by the 10th.</summary>
public sealed class PromiseToPayTests
{
    private static readonly PromiseToPay Promise = new()
    {
        GivenOn = Day(2),
        PromisedOn = Day(10),
        Amount = new Rupiah(100_000),
    };

    [TestCase(9, PromiseState.Open)]
    [TestCase(10, PromiseState.Open)]
    [TestCase(11, PromiseState.Broken)]
    public void Nothing_paid_is_broken_from_the_day_after(int asOf, PromiseState expected) =>
        Assert.That(Promise.StateOn(Day(asOf), [], null), Is.EqualTo(expected));

    [TestCase(1, 10, PromiseState.Open, Description = "Paid before it was given.")]
    [TestCase(2, 11, PromiseState.Kept)]
    [TestCase(10, 9, PromiseState.Open, Description = "Not yet paid on the 9th.")]
    [TestCase(10, 10, PromiseState.Kept)]
    [TestCase(11, 20, PromiseState.Broken, Description = "Paid a day late.")]
    public void Only_what_is_paid_from_the_day_it_was_given_to_its_day_counts(
        int paidOn,
        int asOf,
        PromiseState expected
    ) => Assert.That(Promise.StateOn(Day(asOf), [Paid(paidOn, 100_000)], null), Is.EqualTo(expected));

    [Test]
    public void Parts_are_added_and_less_than_all_is_not_enough()
    {
        Assert.That(Promise.StateOn(Day(11), [Paid(3, 60_000), Paid(9, 40_000)], null), Is.EqualTo(PromiseState.Kept));
        Assert.That(
            Promise.StateOn(Day(11), [Paid(3, 60_000), Paid(9, 39_999)], null),
            Is.EqualTo(PromiseState.Broken)
        );
        Assert.That(Promise.PaidOn(Day(8), [Paid(3, 60_000), Paid(9, 39_999)]), Is.EqualTo(new Rupiah(60_000)));
    }

    [TestCase(14, PromiseState.Kept)]
    [TestCase(15, PromiseState.Broken)]
    public void What_is_taken_back_counts_no_longer_from_its_day_on(int asOf, PromiseState expected) =>
        Assert.That(
            Promise.StateOn(Day(asOf), [Paid(5, 100_000) with { TakenBackOn = Day(15) }], null),
            Is.EqualTo(expected)
        );

    [TestCase(6, 7, PromiseState.Replaced)]
    [TestCase(6, 20, PromiseState.Replaced)]
    [TestCase(11, 20, PromiseState.Broken, Description = "It was broken by then.")]
    public void Another_promise_takes_the_place_of_one_that_is_open(int next, int asOf, PromiseState expected) =>
        Assert.That(Promise.StateOn(Day(asOf), [], Day(next)), Is.EqualTo(expected));

    [Test]
    public void What_was_kept_before_the_next_promise_stays_kept_and_what_comes_after_it_counts_for_the_next()
    {
        Assert.That(Promise.StateOn(Day(11), [Paid(5, 100_000)], Day(6)), Is.EqualTo(PromiseState.Kept));
        Assert.That(Promise.StateOn(Day(11), [Paid(7, 100_000)], Day(6)), Is.EqualTo(PromiseState.Replaced));
    }

    private static DateOnly Day(int day) => new(2026, 3, day);

    private static RepaidPrincipal Paid(int day, long amount) => new(Day(day), new Rupiah(amount), null);
}
