using System.Numerics;
using Baznas.Bmd.Domain.Money;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Domain.Tests.Support;
using CsCheck;
using NUnit.Framework;
using static Baznas.Bmd.Domain.Tests.Support.Make;

namespace Baznas.Bmd.Domain.Tests.Schedules;

[TestFixture]
public class InstalmentAmountsTests
{
    /// <summary>Any 64-bit principal and multiple, near the ends of the range as well as in the middle.</summary>
    private static readonly Gen<Rupiah> AnyAmount = Gen.OneOf(
            Gen.Long[1, 1_000],
            Gen.Long[1, 10_000_000],
            Gen.Long[1, long.MaxValue],
            Gen.Long[long.MaxValue - 1_000, long.MaxValue]
        )
        .Select(amount => new Rupiah(amount));

    private static readonly Gen<(Rupiah Principal, int Count, Rupiah Multiple)> Split = Gen.Select(
        Gen.OneOf(AnyAmount, Gens.Amount),
        Gen.OneOf(Gen.Int[1, 60], Gen.Int[1, ScheduleTerms.MaxInstallments]),
        Gen.OneOf(AnyAmount, Gens.Multiple)
    );

    // 1.000.000 in thousands over 12: 83 each and 4 to spare; 4×84.000 + 8×83.000.
    [TestCase(1_000_000, 12, 1_000, RoundingMode.Spread, 84_000, 83_000)]
    [TestCase(1_000_000, 12, 1_000, RoundingMode.Nearest, 83_000, 87_000)]
    [TestCase(1_000_000, 12, 1_000, RoundingMode.Up, 84_000, 76_000)]
    [TestCase(1_000_000, 12, 1_000, RoundingMode.Down, 83_000, 87_000)]
    // 312,5: down to the even 312. 313,5: up to the even 314. 2.500 in thousands over 2: 1,25 is no tie.
    [TestCase(1_250, 4, 1, RoundingMode.Nearest, 312, 314)]
    [TestCase(1_254, 4, 1, RoundingMode.Nearest, 314, 312)]
    [TestCase(3_000, 2, 1_000, RoundingMode.Nearest, 2_000, 1_000)]
    [TestCase(5_000, 2, 1_000, RoundingMode.Nearest, 2_000, 3_000)]
    [TestCase(2_500, 2, 1_000, RoundingMode.Nearest, 1_000, 1_500)]
    // An exact division needs no rounding in any mode.
    [TestCase(1_200, 12, 100, RoundingMode.Spread, 100, 100)]
    [TestCase(1_200, 12, 100, RoundingMode.Nearest, 100, 100)]
    [TestCase(1_200, 12, 100, RoundingMode.Up, 100, 100)]
    [TestCase(1_200, 12, 100, RoundingMode.Down, 100, 100)]
    public void The_first_and_the_last_amount_follow_the_mode(
        long principal,
        int count,
        long multiple,
        RoundingMode mode,
        long first,
        long last
    )
    {
        var amounts = InstalmentAmounts.Split(Rp(principal), count, Rp(multiple), mode).Value;

        Assert.That((amounts[0], amounts[^1]), Is.EqualTo((Rp(first), Rp(last))));
    }

    [Test]
    public void Spread_puts_spare_multiples_first_and_the_odd_rupiah_last() =>
        Assert.That(
            InstalmentAmounts.Split(Rp(1_000_001), 7, Rp(500), RoundingMode.Spread).Value,
            Is.EqualTo([Rp(143_000), Rp(143_000), Rp(143_000), Rp(143_000), Rp(143_000), Rp(142_500), Rp(142_501)])
        );

    [Test]
    public void The_odd_rupiah_alone_can_make_a_last_instalment() =>
        Assert.That(
            InstalmentAmounts.Split(Rp(1_500), 2, Rp(1_000), RoundingMode.Spread).Value,
            Is.EqualTo([Rp(1_000), Rp(500)])
        );

    [TestCase(500_000, 40, 13_000, RoundingMode.Up, Description = "39×13.000 leaves less than 0")]
    [TestCase(39_000, 40, 1_000, RoundingMode.Up, Description = "39×1.000 leaves exactly 0")]
    [TestCase(500, 2, 1_000, RoundingMode.Spread)]
    [TestCase(500, 2, 1_000, RoundingMode.Nearest)]
    [TestCase(1_999, 2, 1_000, RoundingMode.Down)]
    [TestCase(5, 6, 1, RoundingMode.Spread)]
    [TestCase(long.MaxValue, 2, long.MaxValue, RoundingMode.Up)]
    public void An_instalment_of_nothing_or_less_is_refused(long principal, int count, long multiple, RoundingMode mode)
    {
        var split = InstalmentAmounts.Split(Rp(principal), count, Rp(multiple), mode);

        Assert.That(split.Error, Is.EqualTo(ScheduleErrors.RoundingTooCoarse));
    }

    [Test]
    public void One_instalment_is_the_principal_whatever_the_rounding() =>
        Gen.Select(AnyAmount, AnyAmount, Gens.Mode)
            .Sample(
                (principal, multiple, mode) =>
                    InstalmentAmounts.Split(principal, 1, multiple, mode).Value.SequenceEqual([principal])
            );

    [TestCase(0, 1, 1)]
    [TestCase(1, 0, 1)]
    [TestCase(1, 1, 0)]
    public void Nothing_can_be_split_from_nothing_into_nothing_or_by_nothing(
        long principal,
        int count,
        long multiple
    ) =>
        Assert.That(
            () => InstalmentAmounts.Split(Rp(principal), count, Rp(multiple), RoundingMode.Spread),
            Throws.InstanceOf<ArgumentOutOfRangeException>()
        );

    [Test]
    public void The_amounts_are_positive_and_sum_to_the_principal_for_any_64_bit_amounts() =>
        Gen.Select(Split, Gens.Mode)
            .Sample(
                (split, mode) =>
                {
                    var (principal, count, multiple) = split;
                    var result = InstalmentAmounts.Split(principal, count, multiple, mode);
                    if (result.IsRefused(out _))
                    {
                        return;
                    }

                    Assert.That(result.Value, Has.Length.EqualTo(count));
                    Assert.That(result.Value, Has.All.GreaterThan(Rupiah.Zero));
                    Assert.That(result.Value.Sum(), Is.EqualTo(principal));
                }
            );

    /// <summary>
    /// With q the whole multiples per instalment, each amount is q or q+1 multiples, never rising; only
    /// the last also carries the odd P mod m, and as it never gets a spare multiple it still stays below
    /// q+1 multiples. So no two amounts differ by more than one multiple.
    /// </summary>
    [Test]
    public void Spread_amounts_are_within_one_multiple_and_only_the_last_is_odd() =>
        Split.Sample(
            (principal, count, multiple) =>
            {
                var split = InstalmentAmounts.Split(principal, count, multiple, RoundingMode.Spread);
                if (split.IsRefused(out _) || count == 1)
                {
                    return;
                }

                var amounts = split.Value.Select(amount => amount.Amount).ToArray();
                var odd = principal.Amount % multiple.Amount;
                var q = principal.Amount / multiple.Amount / count;
                var whole = amounts.Append(amounts[^1] - odd).Where((_, i) => i != count - 1);
                Assert.That(
                    whole.Select(amount => (Int128)amount),
                    Has.All.EqualTo((Int128)q * multiple.Amount).Or.EqualTo((Int128)(q + 1) * multiple.Amount)
                );
                Assert.That(amounts.SkipLast(1), Is.Ordered.Descending);
                Assert.That(amounts.Max() - amounts.Min(), Is.LessThanOrEqualTo(multiple.Amount));
                Assert.That(amounts[^1] % multiple.Amount, Is.EqualTo(odd));
            }
        );

    [Test]
    public void The_other_modes_repeat_the_rounded_fraction_and_leave_the_rest_to_the_last() =>
        Gen.Select(Split, Gen.OneOf(RoundingMode.Nearest, RoundingMode.Up, RoundingMode.Down))
            .Sample(
                (split, mode) =>
                {
                    var (principal, count, multiple) = split;
                    if (count == 1)
                    {
                        return;
                    }

                    var each = RoundedFraction(mode, principal.Amount, count, multiple.Amount);
                    var last = principal.Amount - (each * (count - 1));
                    var expected = Enumerable.Repeat(each, count - 1).Append(last).ToArray();

                    var result = InstalmentAmounts.Split(principal, count, multiple, mode);

                    Assert.That(result.IsRefused(out _), Is.EqualTo(expected.Any(amount => amount.Sign <= 0)));
                    if (!result.IsRefused(out _))
                    {
                        Assert.That(result.Value.Select(amount => (BigInteger)amount.Amount), Is.EqualTo(expected));
                    }
                }
            );

    [Test]
    public void Spread_is_refused_only_when_there_are_fewer_multiples_than_instalments() =>
        Split.Sample(
            (principal, count, multiple) =>
            {
                var (whole, odd) = Math.DivRem(principal.Amount, multiple.Amount);
                var lastIsOddAlone = whole == count - 1 && odd > 0;

                var result = InstalmentAmounts.Split(principal, count, multiple, RoundingMode.Spread);

                Assert.That(result.IsRefused(out _), Is.EqualTo(count > 1 && whole < count && !lastIsOddAlone));
            }
        );

    /// <summary>P/n to a multiple of m, found by comparing exact products on either side of it.</summary>
    private static BigInteger RoundedFraction(
        RoundingMode mode,
        BigInteger principal,
        BigInteger count,
        BigInteger multiple
    )
    {
        var below = principal / (count * multiple) * multiple;
        var above = below * count == principal ? below : below + multiple;
        var belowIsOff = principal - (below * count);
        var aboveIsOff = (above * count) - principal;
        return mode switch
        {
            RoundingMode.Down => below,
            RoundingMode.Up => above,
            _ when belowIsOff == aboveIsOff => (below / multiple).IsEven ? below : above,
            _ => belowIsOff < aboveIsOff ? below : above,
        };
    }
}
