using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Domain.Results;
using CsCheck;
using NUnit.Framework;
using static Baznas.Bmd.Domain.Loans.CollectibilityClass;
using static Baznas.Bmd.Domain.Tests.Support.Make;

namespace Baznas.Bmd.Domain.Tests.Loans;

[TestFixture]
public class CollectibilityTests
{
    private static readonly Gen<CollectibilityTable> AnyTable = Gen.Int[1, 100]
        .Array[4]
        .Select(steps =>
        {
            var froms = steps.Aggregate(new List<int> { 0 }, (days, step) => [.. days, days[^1] + step]);
            return Table([.. froms]).Value;
        });

    [TestCase(0, Lancar)]
    [TestCase(1, DalamPerhatianKhusus)]
    [TestCase(90, DalamPerhatianKhusus)]
    [TestCase(91, KurangLancar)]
    [TestCase(120, KurangLancar)]
    [TestCase(121, Diragukan)]
    [TestCase(180, Diragukan)]
    [TestCase(181, Macet)]
    [TestCase(int.MaxValue, Macet)]
    public void The_usual_table_has_its_borders(int days, CollectibilityClass @class) =>
        Assert.That(CollectibilityTable.Default.Classify(days), Is.EqualTo(@class));

    [Test]
    public void Being_later_never_makes_the_class_better() =>
        Gen.Select(AnyTable, Gen.Int[0, 500], Gen.Int[0, 500])
            .Sample((table, days, more) => table.Classify(days) <= table.Classify(days + more));

    [Test]
    public void Each_class_starts_at_its_own_day_and_not_before() =>
        AnyTable.Sample(table =>
        {
            foreach (var band in table.Bands)
            {
                Assert.That(table.Classify(band.FromDays), Is.EqualTo(band.Class));
            }

            foreach (var band in table.Bands.Skip(1))
            {
                Assert.That(table.Classify(band.FromDays - 1), Is.LessThan(band.Class));
            }
        });

    [Test]
    public void Days_past_due_below_zero_are_a_broken_invariant() =>
        Assert.That(() => CollectibilityTable.Default.Classify(-1), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void An_office_may_move_the_borders() =>
        Assert.That(Table(0, 8, 31, 61, 91).Value.Classify(7), Is.EqualTo(Lancar));

    [TestCase(1, 2, 3, 4, 5, "collectibility.not_from_zero")]
    [TestCase(-1, 2, 3, 4, 5, "collectibility.not_from_zero")]
    [TestCase(0, 0, 3, 4, 5, "collectibility.not_rising")]
    [TestCase(0, 1, 3, 2, 5, "collectibility.not_rising")]
    [TestCase(0, 1, 3, 5, 5, "collectibility.not_rising")]
    public void A_table_starts_at_zero_and_rises_strictly(
        int first,
        int second,
        int third,
        int fourth,
        int fifth,
        string code
    ) => Assert.That(Table(first, second, third, fourth, fifth).RefusalCode(), Is.EqualTo(code));

    [Test]
    public void A_table_names_each_class_once_and_in_order()
    {
        var usual = CollectibilityTable.Default.Bands;
        foreach (
            var bands in new CollectibilityBand[][]
            {
                [],
                [.. usual.Take(4)],
                [.. usual.Skip(1)],
                [.. usual, new(Macet, 365)],
                [new(DalamPerhatianKhusus, 0), new(Lancar, 1), .. usual.Skip(2)],
            }
        )
        {
            Assert.That(
                CollectibilityTable.Create(bands).RefusalCode(),
                Is.EqualTo("collectibility.classes_incomplete")
            );
        }
    }

    [Test]
    public void A_refused_table_points_at_the_offices_collectibility() =>
        Assert.That(
            new[]
            {
                LoanErrors.CollectibilityClassesIncomplete,
                LoanErrors.CollectibilityNotFromZero,
                LoanErrors.CollectibilityNotRising,
            },
            Has.All.Property(nameof(Error.Field))
                .EqualTo("collectibility")
                .And.Property(nameof(Error.Kind))
                .EqualTo(ErrorKind.Invalid)
        );

    private static Result<CollectibilityTable> Table(params int[] fromDays) =>
        CollectibilityTable.Create([
            .. fromDays.Select((from, i) => new CollectibilityBand((CollectibilityClass)i, from)),
        ]);
}
