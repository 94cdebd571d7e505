using Baznas.Bmd.Domain.Borrowers;
using NUnit.Framework;

namespace Baznas.Bmd.Domain.Tests.Borrowers;

[TestFixture]
public class PhoneNumberTests
{
    [TestCase("081234567890", "+6281234567890")]
    [TestCase("6281234567890", "+6281234567890")]
    [TestCase("+6281234567890", "+6281234567890")]
    [TestCase("0812-3456-7890", "+6281234567890")]
    [TestCase("+62 812 3456 7890", "+6281234567890")]
    [TestCase(" 0812.3456.7890 ", "+6281234567890")]
    [TestCase("0811234567", "+62811234567")]
    [TestCase("08123456789012", "+628123456789012")]
    [TestCase("0321-322955", "+62321322955", Description = "a landline in Mojokerto")]
    public void The_ways_people_write_a_number_come_out_as_one(string text, string value)
    {
        Assert.That(PhoneNumber.TryParse(text, out var phone), Is.True);
        Assert.That(phone!.Value, Is.EqualTo(value));
        Assert.That($"{phone}", Is.EqualTo(value));
    }

    [Test]
    public void Two_spellings_of_a_number_are_equal()
    {
        Assert.That(PhoneNumber.TryParse("0812-3456-7890", out var one), Is.True);
        Assert.That(PhoneNumber.TryParse("+62 812 3456 7890", out var other), Is.True);

        Assert.That(one, Is.EqualTo(other));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("   ")]
    [TestCase("0")]
    [TestCase("+62")]
    [TestCase("81234567890", Description = "no prefix")]
    [TestCase("+1 212 555 0100", Description = "another country")]
    [TestCase("+081234567890")]
    [TestCase("+62081234567890", Description = "a 0 after the country code")]
    [TestCase("0081234567890")]
    [TestCase("08112345", Description = "too short")]
    [TestCase("081234567890123", Description = "too long")]
    [TestCase("0812345678a0")]
    [TestCase("0812+34567890")]
    [TestCase("tidak punya")]
    [TestCase("٠٨١٢٣٤٥٦٧٨٩٠", Description = "Arabic-Indic digits")]
    public void Junk_is_no_number(string? text)
    {
        Assert.That(PhoneNumber.TryParse(text, out var phone), Is.False);
        Assert.That(phone, Is.Null);
    }
}
