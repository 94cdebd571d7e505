using Baznas.Bmd.Domain.Money;
using NUnit.Framework;
using static Baznas.Bmd.Domain.Tests.Support.Make;

namespace Baznas.Bmd.Domain.Tests.Money;

[TestFixture]
public class RupiahTests
{
    [TestCase(0, "Rp0")]
    [TestCase(1_250_000, "Rp1.250.000")]
    [TestCase(-5_000, "-Rp5.000")]
    public void An_amount_is_written_as_Indonesians_write_it(long amount, string text) =>
        Assert.That($"{Rp(amount)}", Is.EqualTo(text));

    [Test]
    public void An_overflow_throws_and_never_wraps()
    {
        Assert.That(() => Rp(long.MaxValue) + Rp(1), Throws.InstanceOf<OverflowException>());
        Assert.That(() => Rp(long.MinValue) - Rp(1), Throws.InstanceOf<OverflowException>());
        Assert.That(() => -Rp(long.MinValue), Throws.InstanceOf<OverflowException>());
        Assert.That(() => new[] { Rp(long.MaxValue), Rp(1) }.Sum(), Throws.InstanceOf<OverflowException>());
    }

    [Test]
    public void The_sum_of_nothing_is_zero() => Assert.That(Array.Empty<Rupiah>().Sum(), Is.EqualTo(Rupiah.Zero));

    [Test]
    public void Amounts_add_subtract_and_compare_as_numbers_do() =>
        Assert.Multiple(() =>
        {
            Assert.That(Rp(3) + Rp(4), Is.EqualTo(Rp(7)));
            Assert.That(Rp(3) - Rp(4), Is.EqualTo(Rp(-1)));
            Assert.That(-Rp(3), Is.EqualTo(Rp(-3)));
            Assert.That(Rupiah.Min(Rp(3), Rp(4)), Is.EqualTo(Rp(3)));
            Assert.That(Rupiah.Max(Rp(3), Rp(4)), Is.EqualTo(Rp(4)));
            Assert.That(Rp(3) < Rp(4) && Rp(4) > Rp(3), Is.True);
            Assert.That(Rp(3) <= Rp(2) || Rp(2) >= Rp(3), Is.False);
            Assert.That(Rp(3) <= Rp(2 + 1) && Rp(3) >= Rp(2 + 1), Is.True);
            Assert.That(Rp(3) < Rp(2 + 1) || Rp(3) > Rp(2 + 1), Is.False);
            Assert.That((Rp(0).IsPositive, Rp(1).IsPositive), Is.EqualTo((false, true)));
        });
}
