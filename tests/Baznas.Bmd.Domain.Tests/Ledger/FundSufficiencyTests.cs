using Baznas.Bmd.Domain.Ledger;
using CsCheck;
using NUnit.Framework;
using static Baznas.Bmd.Domain.Tests.Support.Make;

namespace Baznas.Bmd.Domain.Tests.Ledger;

[TestFixture]
public class FundSufficiencyTests
{
    [Test]
    public void A_fund_may_be_spent_to_the_last_rupiah() =>
        Assert.That(First(("2026-01-05", 100), ("2026-01-06", -100)), Is.Null);

    [Test]
    public void The_first_day_below_zero_is_named() =>
        Assert.That(
            First(("2026-01-05", 100), ("2026-01-06", -101), ("2026-01-07", -1)),
            Is.EqualTo(Day("2026-01-06"))
        );

    [Test]
    public void A_back_dated_payout_is_seen_on_the_later_day_it_makes_negative() =>
        Assert.That(
            First(("2026-01-05", 100), ("2026-01-10", -90), ("2026-01-20", 50), ("2026-01-06", -20)),
            Is.EqualTo(Day("2026-01-10"))
        );

    [Test]
    public void Within_a_day_the_order_does_not_matter() =>
        Assert.That(First(("2026-01-05", -100), ("2026-01-05", 100)), Is.Null);

    [Test]
    public void Money_that_comes_later_does_not_help() =>
        Assert.That(First(("2026-01-06", 100), ("2026-01-05", -1)), Is.EqualTo(Day("2026-01-05")));

    [Test]
    public void A_fund_nothing_happened_to_is_sufficient() => Assert.That(First(), Is.Null);

    [Test]
    public void It_agrees_with_looking_at_every_day_in_turn() =>
        Gen.Select(Gen.Int[0, 30], Gen.Long[-100, 120])
            .Array[0, 40]
            .Sample(changes =>
            {
                var start = Day("2026-01-01");
                DateOnly? naive = Enumerable
                    .Range(0, 31)
                    .Where(day => changes.Where(one => one.Item1 <= day).Sum(one => one.Item2) < 0)
                    .Select(day => (DateOnly?)start.AddDays(day))
                    .FirstOrDefault();

                Assert.That(
                    FundSufficiency.FirstDayBelowZero(
                        changes.Select(one => new DailyChange(start.AddDays(one.Item1), Rp(one.Item2)))
                    ),
                    Is.EqualTo(naive)
                );
            });

    private static DateOnly? First(params (string Day, long Change)[] changes) =>
        FundSufficiency.FirstDayBelowZero(
            changes.Select(change => new DailyChange(Day(change.Day), Rp(change.Change)))
        );
}
