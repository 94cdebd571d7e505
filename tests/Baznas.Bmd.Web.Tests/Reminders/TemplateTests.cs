using System.Net;
using Baznas.Bmd.Web.Tests.Jobs;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Reminders;

public sealed class TemplateTests : OfficeFixture
{
    [Test]
    public async Task Every_text_that_the_service_brings_along_may_be_used()
    {
        var templates = (await Office.Admin.Get($"/message-templates?officeId={Office.Id}")).Ok()["items"]!.AsArray();

        Assert.That(templates, Has.Count.EqualTo(6));
        foreach (var template in templates)
        {
            var preview = await Preview(template!.Text("channel"), template!.Text("body"), template!.Text("language"));
            Assert.That(preview["problems"]!.AsArray(), Is.Empty);
            Assert.That(preview.Text("example"), Does.Contain("Siti Aminah").And.Contain("Rp250.000"));
            Assert.That(preview.Text("example"), Does.Not.Contain("{"));
        }
    }

    [Test]
    public async Task A_preview_says_how_many_text_messages_a_text_takes()
    {
        var plain = await Preview("sms", "Yth. {nama}, {jumlah}");
        var special = await Preview("sms", "Yth. {nama}, {jumlah} ✓");
        var longer = await Preview("sms", "{jumlah} " + new string('a', 460));

        Assert.Multiple(() =>
        {
            Assert.That(plain.Text("example"), Is.EqualTo("Yth. Siti Aminah, Rp250.000"));
            Assert.That((plain.Number("length"), plain.Number("smsParts")), Is.EqualTo((27, 1)));
            Assert.That((bool)plain["isUnicode"]!, Is.False);
            Assert.That((bool)special["isUnicode"]!);
            Assert.That(longer.Number("smsParts"), Is.EqualTo(4));
            Assert.That(longer["problems"]!.AsArray(), Has.One.Items);
        });
    }

    [TestCase("Yth. {name}, {rincian}", "template.placeholder_unknown")]
    [TestCase("Yth. {nama}", "template.says_nothing_owed")]
    [TestCase("{rincian} NIK", "template.nik")]
    [TestCase("{rincian} atau lapor polisi", "template.threat")]
    [TestCase("{rincian}, malu pada tetangga", "template.shaming")]
    [TestCase("{rincian}, mari berinfak", "template.appeal")]
    public async Task A_text_that_may_not_be_used_is_not_kept(string body, string code)
    {
        var before = Books.Fingerprint();
        (await Write("whatsApp", "id", new { body })).Refused(HttpStatusCode.BadRequest, code);
        Assert.That(Books.Fingerprint(), Is.EqualTo(before));
        Assert.That((await Preview("whatsApp", body))["problems"]!.AsArray(), Has.One.Items);
    }

    [Test]
    public async Task A_text_that_is_too_long_is_not_kept()
    {
        var body = "{jumlah} " + new string('a', 460);

        (await Write("sms", "id", new { body })).Refused(HttpStatusCode.BadRequest, "template.too_many_parts");
        (await Write("link", "id", new { body })).Ok();
    }

    [Test]
    public async Task Each_change_is_a_version_of_its_own_and_reminders_say_the_newest()
    {
        await using var scene = await ReminderScene.Open();
        var loanId = await scene.Loan(700_000);
        foreach (var body in new[] { "Satu {jumlah}", "Dua {nama}: {jumlah}, {kantor}" })
        {
            var written = new
            {
                officeId = scene.Office.Id,
                body,
                providerName = "pengingat_1",
                providerLanguage = "id",
            };
            (await scene.Office.Admin.Put("/message-templates/whatsApp/id", written)).Ok();
        }

        await scene.Plan();

        var items = (await scene.Office.Admin.Get($"/message-templates?officeId={scene.Office.Id}")).Ok()["items"]!;
        Assert.Multiple(async () =>
        {
            Assert.That(await scene.Body(loanId), Is.EqualTo("Dua Siti Aminah: Rp100.000, BMD MJK"));
            Assert.That(items[0]!.Number("version"), Is.EqualTo(2));
            Assert.That(items[0]!.Text("providerName"), Is.EqualTo("pengingat_1"));
            Assert.That(await scene.Events("office.template_written"), Is.EqualTo(2));
        });
    }

    [TestCase("email", "id")]
    [TestCase("sms", "fr")]
    public async Task There_is_no_text_for_another_channel_or_language(string channel, string language) =>
        (await Write(channel, language, new { body = "{jumlah}" })).Refused(
            HttpStatusCode.NotFound,
            "template.not_found"
        );

    private Task<Answer> Write(string channel, string language, object body) =>
        Office.Admin.Put(
            $"/message-templates/{channel}/{language}",
            new { officeId = Office.Id, body = "" }.With(body)
        );

    private async Task<System.Text.Json.Nodes.JsonNode> Preview(string channel, string body, string language = "id") =>
        (
            await Office.Admin.Post(
                "/message-templates/preview",
                new
                {
                    officeId = Office.Id,
                    channel,
                    language,
                    body,
                }
            )
        ).Ok();
}
