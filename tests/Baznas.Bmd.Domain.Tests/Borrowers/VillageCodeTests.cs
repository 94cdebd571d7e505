using Baznas.Bmd.Domain.Borrowers;
using NUnit.Framework;

namespace Baznas.Bmd.Domain.Tests.Borrowers;

[TestFixture]
public class VillageCodeTests
{
    [Test]
    public void A_code_has_four_groups_of_digits()
    {
        Assert.That(VillageCode.TryParse("35.76.01.1003", out var code), Is.True);
        Assert.That(code!.Value, Is.EqualTo("35.76.01.1003"));
        Assert.That($"{code}", Is.EqualTo("35.76.01.1003"));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("35.76.01")]
    [TestCase("3576011003")]
    [TestCase("35.76.01.103")]
    [TestCase("35.76.1.1003")]
    [TestCase("35.76.01.1003.1")]
    [TestCase("35.76.0a.1003")]
    [TestCase("35.76.01.100３")]
    [TestCase(" 35.76.01.1003")]
    [TestCase("1003.01.76.35")]
    public void Anything_else_is_no_village_code(string? text)
    {
        Assert.That(VillageCode.TryParse(text, out var code), Is.False);
        Assert.That(code, Is.Null);
    }
}
