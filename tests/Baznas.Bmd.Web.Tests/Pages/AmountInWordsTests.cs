using Baznas.Bmd.Domain.Money;
using Baznas.Bmd.Web.Platform.Pages;
using CsCheck;

namespace Baznas.Bmd.Web.Tests.Pages;

public sealed class AmountInWordsTests
{
    [TestCase(0, "nol rupiah")]
    [TestCase(1, "satu rupiah")]
    [TestCase(10, "sepuluh rupiah")]
    [TestCase(11, "sebelas rupiah")]
    [TestCase(12, "dua belas rupiah")]
    [TestCase(19, "sembilan belas rupiah")]
    [TestCase(20, "dua puluh rupiah")]
    [TestCase(21, "dua puluh satu rupiah")]
    [TestCase(100, "seratus rupiah")]
    [TestCase(111, "seratus sebelas rupiah")]
    [TestCase(200, "dua ratus rupiah")]
    [TestCase(1_000, "seribu rupiah")]
    [TestCase(1_001, "seribu satu rupiah")]
    [TestCase(1_999, "seribu sembilan ratus sembilan puluh sembilan rupiah")]
    [TestCase(2_000, "dua ribu rupiah")]
    [TestCase(11_000, "sebelas ribu rupiah")]
    [TestCase(100_000, "seratus ribu rupiah")]
    [TestCase(101_000, "seratus satu ribu rupiah")]
    [TestCase(1_000_000, "satu juta rupiah")]
    [TestCase(1_250_000, "satu juta dua ratus lima puluh ribu rupiah")]
    [TestCase(1_001_000, "satu juta seribu rupiah")]
    [TestCase(1_000_000_000, "satu miliar rupiah")]
    [TestCase(1_000_000_000_000, "satu triliun rupiah")]
    [TestCase(-5_000, "minus lima ribu rupiah")]
    public void Amounts_are_said_as_indonesians_say_them(long amount, string words) =>
        Assert.That(AmountInWords.Of(new Rupiah(amount), "id"), Is.EqualTo(words));

    [TestCase(0, "zero rupiah")]
    [TestCase(13, "thirteen rupiah")]
    [TestCase(21, "twenty-one rupiah")]
    [TestCase(100, "one hundred rupiah")]
    [TestCase(1_000, "one thousand rupiah")]
    [TestCase(1_250_000, "one million two hundred fifty thousand rupiah")]
    public void Amounts_are_said_in_english(long amount, string words) =>
        Assert.That(AmountInWords.Of(new Rupiah(amount), "en"), Is.EqualTo(words));

    [Test]
    public void Different_amounts_are_said_differently() =>
        Gen.Select(Gen.Long[0, 2_000_000_000_000], Gen.Long[0, 2_000_000_000_000])
            .Where((a, b) => a != b)
            .Sample(
                (a, b) =>
                    AmountInWords.Of(new Rupiah(a), "id") != AmountInWords.Of(new Rupiah(b), "id")
                    && AmountInWords.Of(new Rupiah(a), "en") != AmountInWords.Of(new Rupiah(b), "en")
            );
}
