using System.Net;
using Baznas.Bmd.Web.Features.Messaging.ClaimMessages;
using Baznas.Bmd.Web.Platform.Hosting;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Messaging;

/// <summary>How messages leave the outbox, and what becomes of them there.</summary>
public sealed class DeliveryTests
{
    [Test]
    public async Task A_planned_reminder_goes_to_the_provider_as_a_template_under_its_own_id_once()
    {
        await using var scene = await DeliveryScene.Open();
        var id = await scene.Reminder();

        var sent = await scene.Deliver();
        var again = await scene.Deliver();

        var call = scene.WhatsApp.Calls.Single();
        var message = await scene.Message(id);
        Assert.Multiple(async () =>
        {
            Assert.That((sent, again), Is.EqualTo((1, 0)));
            Assert.That(call.Path, Is.EqualTo("/dua/10987654321/messages"));
            Assert.That(call.Headers["Authorization"], Is.EqualTo($"Bearer {DeliveryScene.Token}"));
            Assert.That(call.Headers, Does.ContainKey("Content-Length"), "Not in pieces.");
            Assert.That(call.MessageId, Is.EqualTo(id));
            Assert.That((string?)call.Json["to"], Is.EqualTo("6281234567890"));
            Assert.That((string?)call.Json["template"]!["name"], Is.EqualTo("bmd_pesan"));
            Assert.That((string?)call.Json["template"]!["language"]!["code"], Is.EqualTo("id"));
            Assert.That(
                (string?)call.Json["template"]!["components"]![0]!["parameters"]![0]!["text"],
                Does.StartWith("Yth. Bapak/Ibu").And.Not.Contain("\n")
            );
            Assert.That(
                await scene.Steps(id),
                Is.EqualTo(new[] { "planned whatsApp", "claimed whatsApp", "sent whatsApp" })
            );
            Assert.That((DateTimeOffset)message["sentAt"]!, Is.EqualTo(BmdHost.Start));
            Assert.That(await scene.Events("delivery.claimed"), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task A_failure_that_may_pass_is_tried_again_later_and_later_without_end()
    {
        await using var scene = await DeliveryScene.Open();
        var id = await scene.Reminder();
        scene.WhatsApp.Always = ProviderStandIn.Status(503);
        var waits = new List<TimeSpan>();
        for (var attempt = 0; attempt < 9; attempt++)
        {
            await scene.Deliver();
            var next = (DateTimeOffset)(await scene.Message(id))["notBefore"]!;
            waits.Add(next - scene.Host.Clock.GetUtcNow());
            scene.Host.Clock.StandAt(next);
        }

        scene.WhatsApp.Always = null;
        await scene.Deliver();

        Assert.Multiple(async () =>
        {
            Assert.That(waits[0], Is.InRange(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(76)));
            Assert.That(waits[3], Is.InRange(TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(10.1)));
            Assert.That(waits[^1], Is.InRange(TimeSpan.FromHours(1), TimeSpan.FromMinutes(75.1)));
            Assert.That(await scene.State(id), Is.EqualTo("sent whatsApp"));
            Assert.That((await scene.Steps(id)).Count(step => step == "planned whatsApp http503"), Is.EqualTo(9));
        });
    }

    [Test]
    public async Task A_failure_that_lasts_sends_it_by_the_next_channel_and_at_last_into_an_officer_s_hand()
    {
        await using var sms = await ProviderStandIn.Start();
        sms.Always = ProviderStandIn.Status(400, "bad number");
        await using var scene = await DeliveryScene.Open(
            ("Bmd:Sms:Address", sms.Address + "/send"),
            ("Bmd:Sms:Limits:Retries", "0")
        );
        var id = await scene.Reminder();
        scene.WhatsApp.Then(ProviderStandIn.Error(400, 131026));

        await scene.Deliver();

        var message = await scene.Message(id);
        Assert.Multiple(async () =>
        {
            Assert.That(
                await scene.Steps(id),
                Is.EqualTo(
                    new[]
                    {
                        "planned whatsApp",
                        "claimed whatsApp",
                        "failed whatsApp whatsApp131026",
                        "planned sms",
                        "claimed sms",
                        "failed sms http400",
                        "planned link",
                    }
                )
            );
            Assert.That((string?)message["link"], Does.StartWith("https://wa.me/6281234567890?text=Yth."));
        });
    }

    [Test]
    public async Task A_channel_that_is_not_set_up_is_left_out_and_mail_without_a_server_is_given_up()
    {
        await using var scene = await DeliveryScene.Open([
            .. DeliverySettings.NoWhatsApp.Select(name => (name, (string?)null)),
        ]);
        var (reminder, mail) = (await scene.Reminder(), await scene.Mail());

        await scene.Deliver();

        Assert.Multiple(async () =>
        {
            Assert.That(await scene.State(reminder), Is.EqualTo("planned link"));
            Assert.That(await scene.State(mail), Is.EqualTo("givenUp email channel.none"));
        });
    }

    [TestCase("2026-03-04T07:59", "planned whatsApp")]
    [TestCase("2026-03-04T17:00", "planned whatsApp")]
    [TestCase("2026-03-08T09:00", "planned whatsApp", Description = "A Sunday")]
    [TestCase("2026-03-05T08:00", "sent whatsApp")]
    public async Task Borrowers_are_written_to_only_while_the_office_works(string local, string expected)
    {
        await using var scene = await DeliveryScene.Open();
        var id = await scene.Reminder();

        scene.GoTo(local);
        await scene.Deliver();

        Assert.That(await scene.State(id), Is.EqualTo(expected));
    }

    [Test]
    public async Task The_staff_is_written_to_at_any_time_but_not_with_yesterday_s_list()
    {
        await using var scene = await DeliveryScene.Open();
        var (list, report) = (await scene.Mail("morningList"), await scene.Mail());

        scene.GoTo("2026-03-05T02:00");
        await scene.Deliver();

        Assert.Multiple(async () =>
        {
            Assert.That(await scene.State(list), Is.EqualTo("cancelled email outdated"));
            Assert.That(await scene.State(report), Is.EqualTo("givenUp email channel.none"));
        });
    }

    [Test]
    public async Task A_person_is_reminded_once_a_day()
    {
        await using var scene = await DeliveryScene.Open();
        var loanId = await scene.Office.NewActive();
        var first = await scene.ReminderOf(loanId);
        await scene.Deliver();
        var second = await scene.ReminderOf(loanId);

        await scene.Deliver();

        Assert.Multiple(async () =>
        {
            Assert.That(await scene.State(first), Is.EqualTo("sent whatsApp"));
            Assert.That(await scene.State(second), Is.EqualTo("planned whatsApp onceADay"));
            Assert.That(
                (DateTimeOffset)(await scene.Message(second))["notBefore"]!,
                Is.EqualTo(new DateTimeOffset(2026, 3, 5, 8, 0, 0, TimeSpan.FromHours(7)))
            );
        });
    }

    [Test]
    public async Task What_is_no_longer_wanted_is_cancelled_with_its_reason()
    {
        await using var scene = await DeliveryScene.Open();
        var id = await scene.Reminder();
        new Books(scene.Host).Query("UPDATE [Borrower] SET [Phone] = '+6281111111111'");

        await scene.Deliver();

        Assert.That(await scene.State(id), Is.EqualTo("cancelled whatsApp phoneChanged"));
        Assert.That(scene.WhatsApp.Calls, Is.Empty);
    }

    [Test]
    public async Task What_a_node_took_and_said_nothing_of_is_taken_by_another_when_its_time_is_up()
    {
        await using var scene = await DeliveryScene.Open();
        var id = await scene.Reminder();
        var lost = await scene.Host.Services.SendAsService(
            new ClaimMessages { OfficeId = scene.Office.Id, Node = "a node that died" }
        );
        await using var second = new BmdHost(scene.Host);
        var early = await scene.Deliver(second);

        second.Clock.StandAt(BmdHost.Start.AddMinutes(6));
        var late = await scene.Deliver(second);

        Assert.Multiple(async () =>
        {
            Assert.That(lost.Value.Messages, Has.Count.EqualTo(1));
            Assert.That((early, late), Is.EqualTo((0, 1)));
            Assert.That((await scene.Steps(id)).Count(step => step == "claimed whatsApp"), Is.EqualTo(2));
            Assert.That(await scene.State(id), Is.EqualTo("sent whatsApp"));
        });
    }

    [Test]
    public async Task Nothing_is_sent_in_the_last_moments_of_a_lease()
    {
        await using var scene = await DeliveryScene.Open(("Bmd:Delivery:Lease", "00:00:20.4"));
        await scene.Reminder();

        Assert.That(await scene.Deliver(), Is.Zero);
        Assert.That(scene.WhatsApp.Calls, Is.Empty);
    }

    [Test]
    public async Task Two_nodes_at_once_send_everything_once()
    {
        await using var scene = await DeliveryScene.Open(("Bmd:Delivery:Batch", "2"));
        var ids = new List<string>();
        for (var loan = 0; loan < 8; loan++)
        {
            ids.Add(await scene.Reminder());
        }

        await using var second = new BmdHost(scene.Host);
        var sent = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(run => Task.Run(() => scene.Deliver(run % 2 == 0 ? scene.Host : second)))
        );

        Assert.That(sent.Sum(), Is.EqualTo(8));
        Assert.That(scene.WhatsApp.Calls.Select(call => call.MessageId), Is.EquivalentTo(ids));
    }

    [Test]
    public async Task A_link_that_waits_is_cancelled_when_it_has_become_untrue()
    {
        await using var scene = await DeliveryScene.Open();
        var id = await scene.Reminder("link");
        await scene.Deliver();
        var before = await scene.State(id);
        new Books(scene.Host).Query("UPDATE [Borrower] SET [Phone] = NULL");

        scene.GoTo("2026-03-04T10:30");
        await scene.Deliver();

        Assert.That(before, Is.EqualTo("planned link"));
        Assert.That(await scene.State(id), Is.EqualTo("cancelled link phoneChanged"));
    }

    [Test]
    public async Task Secrets_and_texts_stand_in_no_log_line_no_audit_event_and_no_health_answer()
    {
        await using var scene = await DeliveryScene.Open(("Serilog:MinimumLevel:Default", "Verbose"));
        await scene.Reminder();
        scene.WhatsApp.Then(ProviderStandIn.Error(401, 190));
        var log = new StringWriter();
        var console = Console.Out;
        Console.SetOut(TextWriter.Synchronized(log));
        try
        {
            await scene.Deliver();
        }
        finally
        {
            Console.SetOut(console);
        }

        var audit = (await scene.Office.Auditor.Get($"/audit/events?officeId={scene.Office.Id}&limit=200")).Ok();
        var health = await scene.Host.Anonymous.Http.GetStringAsync(new Uri("/health/ready", UriKind.Relative));
        var said = log + audit.ToJsonString() + health;
        Assert.Multiple(() =>
        {
            Assert.That(log.ToString(), Does.Contain("did not go by WhatsApp"));
            Assert.That(said, Does.Not.Contain(DeliveryScene.Token));
            Assert.That(said, Does.Not.Contain(DeliveryScene.AppSecret));
            Assert.That(said, Does.Not.Contain("angsuran Anda"));
        });
    }
}

internal static class DeliverySettings
{
    /// <summary>The settings that, taken away, leave the service without WhatsApp.</summary>
    public static readonly string[] NoWhatsApp =
    [
        "Bmd:WhatsApp:BaseAddress",
        "Bmd:WhatsApp:PhoneNumberId",
        "Bmd:WhatsApp:AccessToken",
        "Bmd:WhatsApp:AppSecret",
        "Bmd:WhatsApp:VerifyToken",
        "Bmd:WhatsApp:Template",
        "Bmd:WhatsApp:Limits:AttemptTimeout",
        "Bmd:WhatsApp:Limits:TotalTimeout",
        "Bmd:WhatsApp:Limits:Retries",
        "Bmd:WhatsApp:Limits:BreakAfter",
        "Bmd:WhatsApp:Limits:CallsPerSecond",
    ];
}
