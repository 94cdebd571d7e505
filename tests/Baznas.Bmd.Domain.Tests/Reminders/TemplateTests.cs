using Baznas.Bmd.Domain.Reminders;
using CsCheck;
using NUnit.Framework;

namespace Baznas.Bmd.Domain.Tests.Reminders;

[TestFixture]
public class TemplateTests
{
    [TestCase("Yth. {nama}, {rincian}. Bila ada kesulitan, silakan hubungi kami di {telepon}. {kantor}")]
    [TestCase("{jumlah} jatuh tempo. Hukuman? Tidak.", "template.threat")]
    [TestCase("Yth. {name}, {rincian}", "template.placeholder_unknown")]
    [TestCase("Yth. {nama, {rincian}", "template.placeholder_unknown")]
    [TestCase("Yth. {nama}, segera bayar.", "template.says_nothing_owed")]
    [TestCase("{rincian} NIK Anda tercatat", "template.nik")]
    [TestCase("{rincian} 3576 0112 0190 0001", "template.nik")]
    [TestCase("{rincian} atau kami lapor POLISI", "template.threat")]
    [TestCase("{rincian}, tetangga Anda tahu", "template.shaming")]
    [TestCase("{rincian}. Mari bersedekah!", "template.appeal")]
    [TestCase("{rincian}. Please donate.", "template.appeal")]
    [TestCase("{jumlah} {rincian}, pembayaran di Jalan Sitarum, kalimalunya rame, unikum")]
    [TestCase("{jumlah}. Rekening 1234567890", Description = "Too short for a NIK.")]
    public void A_text_says_what_is_owed_and_neither_threatens_nor_shames_nor_asks(string body, string? code = null)
    {
        var complaints = TemplateRules.Of(new TemplateText(body)).Select(error => error.Code);

        Assert.That(complaints, Is.EqualTo(code is null ? [] : new[] { code }));
    }

    [Test]
    public void Placeholders_are_filled_in_and_told_in_the_order_of_the_text()
    {
        var text = new TemplateText("{kantor}: {nama}, {jumlah} ({kantor})");
        var values = TemplateText.Known.ToDictionary(name => name, name => name.ToUpperInvariant());

        Assert.That(text.Fill(values), Is.EqualTo("KANTOR: NAMA, JUMLAH (KANTOR)"));
        Assert.That(text.Placeholders, Is.EqualTo(new[] { "kantor", "nama", "jumlah" }));
    }

    [TestCase(0, "a", 1)]
    [TestCase(160, "a", 1)]
    [TestCase(161, "a", 2)]
    [TestCase(306, "a", 2)]
    [TestCase(307, "a", 3)]
    [TestCase(80, "€", 1, Description = "Each counts twice.")]
    [TestCase(81, "€", 2)]
    [TestCase(152, "€", 2, Description = "An escape is not parted from its letter: 76 fit in 153.")]
    [TestCase(153, "€", 3)]
    [TestCase(70, "→", 1)]
    [TestCase(71, "→", 2)]
    [TestCase(134, "→", 2)]
    [TestCase(135, "→", 3)]
    [TestCase(35, "🙂", 1)]
    [TestCase(36, "🙂", 2)]
    [TestCase(66, "🙂", 2, Description = "Two halves stay together: 33 fit in 67.")]
    [TestCase(67, "🙂", 3)]
    public void Text_messages_are_counted_as_they_are_paid_for(int letters, string letter, int parts) =>
        Assert.That(SmsLength.Of(string.Concat(Enumerable.Repeat(letter, letters))).Parts, Is.EqualTo(parts));

    [Test]
    public void One_letter_of_another_alphabet_changes_all_of_them()
    {
        Assert.That(SmsLength.Of(new string('a', 100)).IsGsm);
        Assert.That(SmsLength.Of(new string('a', 100) + "ā"), Is.EqualTo(new SmsLength(false, 101, 2)));
    }

    [Test]
    public void A_longer_text_never_takes_fewer_parts() =>
        Gen.Select(Gen.Char["ab€→"].Array[0, 500], Gen.Char["ab€→"])
            .Sample(
                (letters, letter) =>
                    SmsLength.Of(new string(letters)).Parts <= SmsLength.Of(new string([.. letters, letter])).Parts
            );
}
