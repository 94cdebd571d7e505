using Baznas.Bmd.Domain.Impact;
using Baznas.Bmd.Domain.Money;
using CsCheck;
using NUnit.Framework;
using static Baznas.Bmd.Domain.Impact.CibestQuadrant;

namespace Baznas.Bmd.Domain.Tests.Impact;

[TestFixture]
public class CibestTests
{
    private static readonly Rupiah Needed = new(4_000_000);

    private static readonly Gen<SpiritualAnswers> AnyAnswers = Gen.Int[1, 5]
        .Array[5]
        .Select(answers => Answers(answers));

    [TestCase(4_000_000, 4, Prosperous)]
    [TestCase(3_999_999, 4, MateriallyPoor)]
    [TestCase(4_000_000, 3, SpirituallyPoor)]
    [TestCase(3_999_999, 3, AbsolutelyPoor)]
    [TestCase(0, 1, AbsolutelyPoor)]
    [TestCase(9_000_000, 5, Prosperous)]
    public void Each_quadrant_has_its_borders(long income, int answer, CibestQuadrant expected) =>
        Assert.That(
            Cibest.QuadrantOf(Household(income, Answers(answer, answer, answer, answer, answer)), Needed),
            Is.EqualTo(expected)
        );

    [TestCase(new[] { 3, 3, 3, 3, 3 }, false)]
    [TestCase(new[] { 3, 3, 3, 3, 4 }, true)]
    [TestCase(new[] { 5, 5, 2, 2, 1 }, false)]
    [TestCase(new[] { 5, 5, 4, 1, 1 }, true)]
    public void A_household_is_spiritually_well_off_when_the_mean_is_above_three(int[] answers, bool expected) =>
        Assert.That(Cibest.IsSpirituallyWellOff(Answers(answers)), Is.EqualTo(expected));

    [Test]
    public void Income_tells_one_side_and_the_answers_the_other() =>
        Gen.Select(Gen.Long[0, 10_000_000], Gen.Long[1, 10_000_000], AnyAnswers)
            .Sample(
                (income, needed, answers) =>
                {
                    var found = Cibest.QuadrantOf(Household(income, answers), new Rupiah(needed));
                    var mean =
                        (answers.Prayer + answers.Fasting + answers.Zakat + answers.Family + answers.Policy) / 5m;
                    Assert.That(found is Prosperous or SpirituallyPoor, Is.EqualTo(income >= needed));
                    Assert.That(found is Prosperous or MateriallyPoor, Is.EqualTo(mean > 3));
                    Assert.That(found.IsMateriallyWellOff(), Is.EqualTo(income >= needed));
                }
            );

    [Test]
    public void Earning_more_never_makes_a_household_poorer() =>
        Gen.Select(Gen.Long[0, 10_000_000], Gen.Long[0, 10_000_000], AnyAnswers)
            .Sample(
                (income, more, answers) =>
                    !Cibest.QuadrantOf(Household(income, answers), Needed).IsMateriallyWellOff()
                    || Cibest.QuadrantOf(Household(income + more, answers), Needed).IsMateriallyWellOff()
            );

    internal static SpiritualAnswers Answers(params int[] answers) =>
        new()
        {
            Prayer = answers[0],
            Fasting = answers[1],
            Zakat = answers[2],
            Family = answers[3],
            Policy = answers[4],
        };

    internal static HouseholdFigures Household(long income, SpiritualAnswers answers, long turnover = 0) =>
        new()
        {
            HouseholdSize = 4,
            MonthlyIncome = new Rupiah(income),
            MonthlyTurnover = new Rupiah(turnover),
            Assets = Rupiah.Zero,
            Spiritual = answers,
        };
}
