using Baznas.Bmd.Domain.Impact;
using Baznas.Bmd.Domain.Money;
using CsCheck;
using NUnit.Framework;
using static Baznas.Bmd.Domain.Tests.Impact.CibestTests;

namespace Baznas.Bmd.Domain.Tests.Impact;

[TestFixture]
public class ImpactSumsTests
{
    private static readonly SpiritualAnswers Fours = Answers(4, 4, 4, 4, 4);

    private static readonly Gen<HouseholdChange[]> Households = Gen.Select(
            Gen.Long[0, 9_000_000],
            Gen.Long[0, 9_000_000],
            Gen.Int[1, 5].Array[5]
        )
        .Select(
            (before, after, answers) =>
                Change(Household(before, Answers(answers)), Household(after, Answers(answers)), new Rupiah(4_000_000))
        )
        .Array[1, 40];

    [TestCase(new[] { 1L, 2L }, 2L)]
    [TestCase(new[] { 1L, 1L, 2L }, 1L)]
    [TestCase(new[] { 1L, 2L, 2L }, 2L)]
    [TestCase(new[] { 0L, 0L, 0L }, 0L)]
    public void A_mean_is_rounded_half_up_to_whole_rupiah(long[] incomes, long expected)
    {
        var sums = new ImpactSums();
        foreach (var income in incomes)
        {
            sums.Add(Change(Household(income, Fours), Household(0, Fours), null));
        }

        Assert.That(sums.Before.Income.Amount, Is.EqualTo(expected));
    }

    [Test]
    public void What_is_shown_adds_up() =>
        Households.Sample(households =>
        {
            var sums = SumOf(households);
            var change = sums.After.Since(sums.Before);
            var exact = households.Average(one => (decimal)one.Before.MonthlyIncome.Amount);
            Assert.That(sums.Before.Income + change.Income, Is.EqualTo(sums.After.Income));
            Assert.That(Math.Abs(sums.Before.Income.Amount - exact), Is.LessThanOrEqualTo(0.5m));
            Assert.That(sums.Moves!.Sum(move => move.Borrowers), Is.EqualTo(households.Length));
            Assert.That(sums.Moves!.Select(move => (move.From, move.To)), Is.Unique);
        });

    [Test]
    public void Sums_of_parts_are_the_sums_of_the_whole() =>
        Gen.Select(Households, Households)
            .Sample(
                (some, others) =>
                {
                    var sums = SumOf(some);
                    sums.Add(SumOf(others));
                    var whole = SumOf([.. some, .. others]);
                    Assert.That(
                        (sums.Borrowers, sums.Before, sums.After),
                        Is.EqualTo((whole.Borrowers, whole.Before, whole.After))
                    );
                    Assert.That(sums.Moves, Is.EqualTo(whole.Moves));
                }
            );

    [Test]
    public void One_household_without_had_kifayah_leaves_the_group_without_quadrants()
    {
        var sums = SumOf([
            Change(Household(1, Fours), Household(2, Fours), new Rupiah(1)),
            Change(Household(1, Fours), Household(2, Fours), null),
        ]);

        Assert.That((sums.IsThresholdMissing, sums.Moves, sums.Borrowers), Is.EqualTo((true, (object?)null, 2)));
    }

    [Test]
    public void The_largest_amounts_of_many_households_fit()
    {
        var most = Household(Rupiah.MaxPerRequest.Amount, Fours, Rupiah.MaxPerRequest.Amount);
        var sums = SumOf([.. Enumerable.Repeat(Change(most, most, null), 1000)]);
        for (var i = 0; i < 14; i++)
        {
            sums.Add(sums);
        }

        Assert.That((sums.Borrowers, sums.Before.Turnover), Is.EqualTo((16_384_000, Rupiah.MaxPerRequest)));
    }

    private static ImpactSums SumOf(IEnumerable<HouseholdChange> households)
    {
        var sums = new ImpactSums();
        foreach (var household in households)
        {
            sums.Add(household);
        }

        return sums;
    }

    private static HouseholdChange Change(HouseholdFigures before, HouseholdFigures after, Rupiah? threshold) =>
        new()
        {
            Before = before,
            After = after,
            ThresholdBefore = threshold,
            ThresholdAfter = threshold,
        };
}
