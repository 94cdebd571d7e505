using Baznas.Bmd.Domain.Money;
using CsCheck;
using NUnit.Framework;
using static Baznas.Bmd.Domain.Tests.Support.Make;

namespace Baznas.Bmd.Domain.Tests.Money;

[TestFixture]
public class ShareTests
{
    [TestCase(0, 100, 0.0)]
    [TestCase(100, 100, 1.0)]
    [TestCase(1, 3, 0.3333)]
    [TestCase(2, 3, 0.6667)]
    [TestCase(1, 20_000, 0.0001)]
    [TestCase(1, 20_001, 0.0)]
    [TestCase(long.MaxValue, long.MaxValue, 1.0)]
    public void A_share_is_rounded_half_up_to_four_decimals(long part, long whole, double expected) =>
        Assert.That(Share.Of(Rp(part), Rp(whole)), Is.EqualTo((decimal)expected));

    [Test]
    public void Of_nothing_nothing_is_a_part() => Assert.That(Share.Of(Rp(5), Rp(0)), Is.Zero);

    [TestCase(-1, 1)]
    [TestCase(1, -1)]
    public void Less_than_nothing_is_no_part(long part, long whole) =>
        Assert.That(() => Share.Of(Rp(part), Rp(whole)), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void A_share_is_off_by_half_of_the_last_decimal_at_most() =>
        Gen.Select(Gen.Long[0, 1_000_000_000_000], Gen.Long[1, 1_000_000_000_000])
            .Sample(
                (part, whole) =>
                    Math.Abs(Share.Of(Rp(part), Rp(whole)) - ((decimal)part / whole)) <= 0.00005m + 0.0000000001m
            );
}
