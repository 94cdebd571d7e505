using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Money;
using CsCheck;
using NUnit.Framework;
using static Baznas.Bmd.Domain.Tests.Support.Make;

namespace Baznas.Bmd.Domain.Tests.Ledger;

[TestFixture]
public class HeldDepositTests
{
    private static readonly DateOnly Start = Day("2026-01-01");

    private static readonly Gen<DepositChange[]> Changes = Gen.Select(
            Gen.OneOf("A", "B", "C"),
            Gen.Int[0, 20],
            Gen.Long[-100, 150]
        )
        .Array[0, 30]
        .Select(all =>
            all.Select(one => new DepositChange(one.Item1, Start.AddDays(one.Item2), Rp(one.Item3))).ToArray()
        );

    [Test]
    public void Nothing_is_held_for_whom_nothing_happened_to()
    {
        var none = new HeldDeposit([]);
        Assert.Multiple(() =>
        {
            Assert.That(none.Balance, Is.EqualTo(Rp(0)));
            Assert.That(none.Parts, Is.Empty);
            Assert.That(none.AvailableFrom(Start), Is.EqualTo(Rp(0)));
            Assert.That(none.FirstDayBelowZero, Is.Null);
            Assert.That(none.Take(Rp(0), Start, null), Is.Empty);
        });
    }

    [Test]
    public void What_was_used_later_can_not_be_taken_earlier()
    {
        var held = Of(("A", "2026-01-05", 100), ("A", "2026-01-10", -80), ("A", "2026-01-20", 50));
        Assert.Multiple(() =>
        {
            Assert.That(held.AvailableFrom(Day("2026-01-04")), Is.EqualTo(Rp(0)), "Before it was held.");
            Assert.That(held.AvailableFrom(Day("2026-01-05")), Is.EqualTo(Rp(20)));
            Assert.That(held.AvailableFrom(Day("2026-01-15")), Is.EqualTo(Rp(20)));
            Assert.That(held.AvailableFrom(Day("2026-01-20")), Is.EqualTo(Rp(70)));
            Assert.That(held.Balance, Is.EqualTo(Rp(70)));
        });
    }

    [Test]
    public void The_loans_own_fund_is_used_up_first()
    {
        var held = Of(("A", "2026-01-05", 100), ("B", "2026-01-05", 30), ("C", "2026-01-05", 100));

        Assert.That(
            held.Take(Rp(140), Day("2026-01-06"), "B"),
            Is.EqualTo(
                new[] { new DepositPart("B", Rp(30)), new DepositPart("A", Rp(100)), new DepositPart("C", Rp(10)) }
            )
        );
    }

    [Test]
    public void More_than_is_there_is_not_taken() =>
        Assert.That(
            () => Of(("A", "2026-01-05", 100)).Take(Rp(101), Day("2026-01-06"), null),
            Throws.InstanceOf<ArgumentOutOfRangeException>()
        );

    [Test]
    public void One_fund_does_not_make_up_for_another_that_is_below_zero()
    {
        var held = Of(("A", "2026-01-05", 100), ("B", "2026-01-07", -1), ("B", "2026-01-08", 1));
        Assert.That(held.FirstDayBelowZero, Is.EqualTo(Day("2026-01-07")));
    }

    [Test]
    public void Taking_all_that_is_available_leaves_no_day_below_zero_and_one_more_would() =>
        Gen.Select(Changes, Gen.Int[0, 20])
            .Where(one => new HeldDeposit(one.Item1).FirstDayBelowZero is null)
            .Sample(one =>
            {
                var (changes, day) = (one.Item1, Start.AddDays(one.Item2));
                var held = new HeldDeposit(changes);
                var parts = held.Take(held.AvailableFrom(day), day, "B");
                var after = changes.Concat(parts.Select(part => new DepositChange(part.FundId, day, -part.Amount)));

                Assert.That(new HeldDeposit(after).FirstDayBelowZero, Is.Null);
                Assert.That(parts.Sum(part => part.Amount), Is.EqualTo(held.AvailableFrom(day)));
                Assert.That(new HeldDeposit(after).AvailableFrom(day), Is.EqualTo(Rp(0)));
                foreach (var fund in changes.Select(change => change.FundId).Distinct())
                {
                    var tooMuch = after.Append(new DepositChange(fund, day, Rp(-1)));
                    Assert.That(new HeldDeposit(tooMuch).FirstDayBelowZero, Is.Not.Null);
                }
            });

    [Test]
    public void The_parts_are_the_sums_of_each_fund() =>
        Changes.Sample(changes =>
            Assert.That(
                new HeldDeposit(changes).Parts,
                Is.EquivalentTo(
                    changes
                        .GroupBy(change => change.FundId)
                        .Select(fund => new DepositPart(fund.Key, fund.Sum(change => change.Change)))
                        .Where(part => !part.Amount.IsZero)
                )
            )
        );

    private static HeldDeposit Of(params (string Fund, string Day, long Change)[] changes) =>
        new(changes.Select(change => new DepositChange(change.Fund, Day(change.Day), Rp(change.Change))));
}
