using Baznas.Bmd.Domain.Impact;
using Baznas.Bmd.Domain.Money;
using CsCheck;
using NUnit.Framework;
using static Baznas.Bmd.Domain.Tests.Support.Gens;

namespace Baznas.Bmd.Domain.Tests.Impact;

[TestFixture]
public class HadKifayahTests
{
    private static readonly HadKifayahTable Table = new([
        new HadKifayahRow(new DateOnly(2026, 1, 1), new Rupiah(1_100_000)),
        new HadKifayahRow(new DateOnly(2025, 1, 1), new Rupiah(1_000_000)),
    ]);

    [TestCase("2024-12-31", null)]
    [TestCase("2025-01-01", 4_000_000L)]
    [TestCase("2025-12-31", 4_000_000L)]
    [TestCase("2026-01-01", 4_400_000L)]
    public void A_day_is_held_against_the_row_in_force(string day, long? expected) =>
        Assert.That(
            Table.ThresholdOf(4, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture))?.Amount,
            Is.EqualTo(expected)
        );

    [Test]
    public void A_later_row_changes_nothing_before_it() =>
        Gen.Select(Day, Gen.Int[1, 1000], Day, Gen.Int[1, 10])
            .Sample(
                (from, after, asked, size) =>
                {
                    var rows = new[] { new HadKifayahRow(from, new Rupiah(900_000)) };
                    var later = from.AddDays(after);
                    var more = new HadKifayahTable([.. rows, new HadKifayahRow(later, new Rupiah(950_000))]);
                    return asked >= later
                        ? more.ThresholdOf(size, asked) == new Rupiah(950_000L * size)
                        : more.ThresholdOf(size, asked) == new HadKifayahTable(rows).ThresholdOf(size, asked);
                }
            );

    [Test]
    public void Two_rows_of_one_day_are_a_broken_invariant() =>
        Assert.That(
            () =>
                new HadKifayahTable([
                    new HadKifayahRow(new DateOnly(2026, 1, 1), new Rupiah(1)),
                    new HadKifayahRow(new DateOnly(2026, 1, 1), new Rupiah(2)),
                ]),
            Throws.ArgumentException
        );
}
