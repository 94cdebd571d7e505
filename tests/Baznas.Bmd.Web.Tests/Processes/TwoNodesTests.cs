using System.Globalization;
using Baznas.Bmd.Web.Tests.Messaging;
using Baznas.Bmd.Web.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Baznas.Bmd.Web.Tests.Processes;

/// <summary>
/// Two instances of the service share one database file and its outbox; one of them is a process of its own, which is
/// killed in the middle of a burst.
/// </summary>
public sealed class TwoNodesTests
{
    private const int Reminders = 14;
    private const int Mails = 14;
    private const int AnsweredBeforeTheKill = 3;

    private readonly TaskCompletionSource _isStuck = new();
    private readonly TaskCompletionSource _isDead = new();
    private int _callsOfTheFirst;

    [Test]
    public async Task Whatever_a_node_leaves_behind_arrives_by_the_other_and_nothing_is_said_twice()
    {
        TestDatabase.NeedsFile();
        using var mail = await MailStandIn.Start();
        await using var scene = await DeliveryScene.Open([
            .. mail.Settings,
            ("Bmd:Delivery:Batch", "8"),
            ("Bmd:Delivery:SideBySide", "2"),
        ]);
        var (reminders, mails) = await Planned(scene);
        scene.WhatsApp.Always = Answer;
        using var installation = Installed(scene, mail);

        // The first node is stuck in the middle of its batch; the second sends what it finds meanwhile.
        var first = await installation.Serve();
        await _isStuck.Task;
        await scene.Deliver();
        await first.Kill();
        _isDead.SetResult();
        var left = new Books(scene.Host).Query("SELECT [Id] FROM [OutgoingMessage] WHERE [Status] = 'claimed'").Count;
        await scene.Deliver();
        scene.Host.Clock.StandAt(scene.Host.Clock.GetUtcNow().AddMinutes(6));
        await scene.Deliver();

        var calls = scene.WhatsApp.Calls;
        Assert.Multiple(async () =>
        {
            Assert.That(left, Is.Positive, "The first node had taken some that it did not finish.");
            Assert.That(
                calls.Count(call => call.Path.StartsWith("/satu", StringComparison.Ordinal)),
                Is.GreaterThan(AnsweredBeforeTheKill)
            );
            Assert.That(calls.Count(call => call.Path.StartsWith("/dua", StringComparison.Ordinal)), Is.Positive);
            Assert.That(calls.Select(call => call.MessageId).Distinct(), Is.EquivalentTo(reminders));
            Assert.That(mail.Mails.Select(each => each.MessageId!.Split('@')[0]).Distinct(), Is.EquivalentTo(mails));
            foreach (var id in reminders)
            {
                Assert.That(await scene.State(id), Is.EqualTo("sent whatsApp"));
            }

            foreach (var id in mails)
            {
                Assert.That(await scene.State(id), Is.EqualTo("sent email"));
            }
        });
    }

    // It is noon at the office, whatever the machine's clock shows, and it works every day.
    private static async Task<(List<string> Reminders, List<string> Mails)> Planned(DeliveryScene scene)
    {
        var loans = new List<string>();
        for (var i = 0; i < Reminders; i++)
        {
            loans.Add(await scene.Office.NewActive());
        }

        scene.Host.Clock.Release();
        var now = scene.Host.Clock.GetUtcNow();
        scene.Host.Clock.StandAt(now);
        var behind = (now.Hour - 12).ToString("+0;-0;+0", CultureInfo.InvariantCulture);
        new Books(scene.Host).Query($"UPDATE [Office] SET [TimeZone] = 'Etc/GMT{behind}', [RestDays] = ''");
        var (reminders, mails) = (new List<string>(), new List<string>());
        foreach (var loan in loans)
        {
            reminders.Add(await scene.ReminderOf(loan));
            mails.Add(await scene.Mail());
        }

        for (var more = loans.Count; more < Mails; more++)
        {
            mails.Add(await scene.Mail());
        }

        return (reminders, mails);
    }

    private static Installation Installed(DeliveryScene scene, MailStandIn mail)
    {
        var installation = new Installation();
        foreach (var (name, value) in scene.Host.Settings)
        {
            installation.Settings[name] = value;
        }

        installation.Settings["Bmd:WhatsApp:BaseAddress"] = scene.WhatsApp.Address + "/satu";
        installation.Settings["Bmd:WhatsApp:Limits:AttemptTimeout"] = "00:01:30";
        installation.Settings["Bmd:WhatsApp:Limits:TotalTimeout"] = "00:02:00";
        installation.Settings["Bmd:Email:Port"] = mail.Port.ToString(CultureInfo.InvariantCulture);
        installation.Settings["Bmd:Database:ConnectionString"] = scene.Host.ConnectionString;
        installation.Settings["Bmd:Keys:Master"] = Convert.ToBase64String(new byte[32]);
        installation.Settings["Bmd:Jobs:Enabled"] = "true";
        return installation;
    }

    // The first node gets a few answers, and then none: the provider has the message, and the node will never hear of it.
    private async Task Answer(HttpContext http)
    {
        if (http.Request.Path.StartsWithSegments("/satu"))
        {
            var call = Interlocked.Increment(ref _callsOfTheFirst);
            if (call > AnsweredBeforeTheKill)
            {
                _isStuck.TrySetResult();
                await _isDead.Task;
                return;
            }
        }

        await http.Response.WriteAsync("""{"messages":[{"id":"wamid.x"}]}""");
    }
}
