using Baznas.Bmd.Domain.Borrowers;
using CsCheck;
using NUnit.Framework;
using static Baznas.Bmd.Domain.Tests.Support.Make;

namespace Baznas.Bmd.Domain.Tests.Borrowers;

[TestFixture]
public class NikTests
{
    // A woman born on 18 October 1988: the day is written 18 + 40. The district 99 does not exist.
    private const string OfWoman = "3576995810880001";

    // A man born on 7 March 2001.
    private const string OfMan = "3576990703010002";

    [Test]
    public void The_number_is_kept_whole_and_shown_masked()
    {
        var nik = Parsed(OfWoman);

        Assert.Multiple(() =>
        {
            Assert.That(nik.Value, Is.EqualTo(OfWoman));
            Assert.That(nik.Masked, Is.EqualTo("3576••••••••0001"));
            Assert.That($"{nik}", Is.EqualTo("3576••••••••0001"));
        });
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("357699581088000")]
    [TestCase("35769958108800011")]
    [TestCase(" 3576995810880001")]
    [TestCase("357699581088000A")]
    [TestCase("3576 99581088000")]
    [TestCase("３５７６９９５８１０８８０００１", Description = "full-width digits")]
    public void Anything_but_sixteen_plain_digits_is_no_number(string? text)
    {
        Assert.That(Nik.TryParse(text, out var nik), Is.False);
        Assert.That(nik, Is.Null);
    }

    [Test]
    public void A_number_that_agrees_gives_no_warning()
    {
        Assert.That(Parsed(OfWoman).Warnings(Day("1988-10-18"), Sex.F), Is.Empty);
        Assert.That(Parsed(OfMan).Warnings(Day("2001-03-07"), Sex.M), Is.Empty);
    }

    [Test]
    public void The_wrong_sex_is_one_warning_and_does_not_disturb_the_date()
    {
        Assert.That(Parsed(OfWoman).Warnings(Day("1988-10-18"), Sex.M), Is.EqualTo(["nik.sex_mismatch"]));
        Assert.That(Parsed(OfMan).Warnings(Day("2001-03-07"), Sex.F), Is.EqualTo(["nik.sex_mismatch"]));
    }

    [TestCase("1988-10-17")]
    [TestCase("1988-11-18")]
    [TestCase("1989-10-18")]
    public void A_wrong_day_month_or_year_is_a_warning(string birthDate) =>
        Assert.That(Parsed(OfWoman).Warnings(Day(birthDate), Sex.F), Is.EqualTo(["nik.birth_date_mismatch"]));

    [Test]
    public void Both_can_disagree() =>
        Assert.That(
            Parsed(OfWoman).Warnings(Day("1990-01-01"), Sex.M),
            Is.EqualTo(["nik.birth_date_mismatch", "nik.sex_mismatch"])
        );

    [Test]
    public void Only_two_digits_of_the_year_are_in_the_number() =>
        Assert.That(Parsed(OfMan).Warnings(Day("1901-03-07"), Sex.M), Is.Empty);

    [TestCase("3576993112880001", "1988-12-31", Sex.M)]
    [TestCase("3576997112880001", "1988-12-31", Sex.F)]
    [TestCase("3576994101000001", "2000-01-01", Sex.F)]
    public void The_first_and_the_last_day_of_a_month_are_told_apart(string nik, string birthDate, Sex sex) =>
        Assert.That(Parsed(nik).Warnings(Day(birthDate), sex), Is.Empty);

    [TestCase("3576990000000001")]
    [TestCase("3576994001000001", Description = "a woman's days start at 41")]
    public void A_day_no_month_has_is_a_warning_and_nothing_worse(string nik) =>
        Assert.That(Parsed(nik).Warnings(Day("2000-01-01"), Sex.M), Is.EqualTo(["nik.birth_date_mismatch"]));

    [Test]
    public void A_number_made_from_the_facts_never_warns_and_its_text_never_shows_the_birth_date() =>
        Gen.Select(Support.Gens.Day, Gen.Enum<Sex>())
            .Sample(
                (birth, sex) =>
                {
                    var day = birth.Day + (sex == Sex.F ? 40 : 0);
                    var nik = Parsed($"357699{day:00}{birth.Month:00}{birth.Year % 100:00}0001");
                    Assert.That(nik.Warnings(birth, sex), Is.Empty);
                    Assert.That(nik.ToString(), Is.EqualTo("3576••••••••0001"));
                }
            );

    private static Nik Parsed(string text) => Nik.TryParse(text, out var nik) ? nik : throw new ArgumentException(text);
}
