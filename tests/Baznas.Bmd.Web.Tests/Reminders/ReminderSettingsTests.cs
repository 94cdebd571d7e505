using System.Net;
using Baznas.Bmd.Web.Tests.Jobs;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Reminders;

public sealed class ReminderSettingsTests : OfficeFixture
{
    private string Path => $"/offices/{Office.Id}/reminder-settings";

    [Test]
    public async Task An_office_begins_with_the_service_s_choices_and_keeps_its_own()
    {
        var first = (await Office.Officer.Get(Path)).Ok();
        var changed = (await Office.Admin.Put(Path, Settings())).Ok();
        var read = (await Office.Officer.Get(Path)).Ok();
        var events = (await Office.Auditor.Get($"/audit/events?action=office.reminders_changed")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(
                first.ToJsonString(),
                Is.EqualTo(
                    """{"hours":{"from":"08:00","until":"17:00"},"channels":["whatsApp","sms","link"],"retentionMonths":24,"rules":[{"productId":null,"offsets":[-3,0,1,7,14,30]}]}"""
                )
            );
            Assert.That(changed.ToJsonString(), Is.EqualTo(read.ToJsonString()));
            Assert.That(read["rules"]!.AsArray(), Has.Count.EqualTo(2));
            Assert.That(read["rules"]![1]!["offsets"]!.ToJsonString(), Is.EqualTo("[-7,0]"), "In order, each once.");
            Assert.That(events["items"]!.AsArray(), Is.Not.Empty);
        });
    }

    [TestCase("""{"from":"8","until":"17:00"}""")]
    [TestCase("""{"from":"08:00","until":"24:00"}""")]
    [TestCase("""{"from":"17:00","until":"08:00"}""")]
    [TestCase("""{"from":"08:00","until":"08:00"}""")]
    public async Task Hours_begin_before_they_end(string hours) =>
        await Refused("hours", new { hours = System.Text.Json.Nodes.JsonNode.Parse(hours) });

    [Test]
    public async Task What_makes_no_sense_is_refused_and_leaves_no_trace()
    {
        await Refused("channels", new { channels = Array.Empty<string>() });
        await Refused("channels", new { channels = new[] { "sms", "sms" } });
        await Refused("channels", new { channels = new[] { "email" } });
        await Refused("retentionMonths", new { retentionMonths = 0 });
        await Refused("rules[0]", new { rules = new[] { new { offsets = new[] { -31 } } } });
        await Refused("rules[0]", new { rules = new[] { new { offsets = new[] { 366 } } } });
        await Refused("rules", new { rules = new[] { new { offsets = new[] { 0 } }, new { offsets = new[] { 1 } } } });
        var before = Books.Fingerprint();
        var unknown = Settings().With(new { rules = new[] { new { productId = "x", offsets = new[] { 0 } } } });
        (await Office.Admin.Put(Path, unknown)).Refused(HttpStatusCode.NotFound, "product.not_found");
        Assert.That(Books.Fingerprint(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_product_s_own_days_win_and_none_means_none()
    {
        await using var scene = await ReminderScene.Open();
        var first = await scene.Loan(700_000);
        var second = await scene.SecondLoan(await scene.BorrowerOf(first));
        await scene.Settings(
            new[]
            {
                new { productId = (string?)null, offsets = new[] { -2, 0 } },
                new { productId = (string?)scene.Office.ProductId, offsets = Array.Empty<int>() },
            }
        );

        await scene.Plan();

        Assert.Multiple(async () =>
        {
            Assert.That(await scene.Reminders(first), Is.Empty);
            Assert.That(await scene.Reminders(second), Is.EqualTo(new[] { "-2 2026-03-06" }));
            Assert.That((string?)(await scene.Newest(second))["channel"], Is.EqualTo("sms"));
            Assert.That(await scene.Body(second), Does.StartWith("Yth. Siti Aminah, angsuran Rp120.000 jatuh tempo"));
        });
    }

    private object Settings() =>
        new
        {
            hours = new { from = "09:00", until = "15:30" },
            channels = new[] { "sms", "link" },
            retentionMonths = 12,
            rules = new[]
            {
                new { productId = (string?)null, offsets = new[] { 0, 1 } },
                new { productId = (string?)Office.ProductId, offsets = new[] { 0, -7, 0 } },
            },
        };

    private async Task Refused(string field, object changes)
    {
        var before = Books.Fingerprint();
        var refused = await Office.Admin.Put(Path, Settings().With(changes));
        Assert.That(refused.Status, Is.EqualTo(HttpStatusCode.BadRequest), refused.Body?.ToJsonString());
        Assert.That(refused.Body!["errors"]!.AsObject().Select(error => error.Key), Does.Contain(field));
        Assert.That(Books.Fingerprint(), Is.EqualTo(before));
    }
}
