using System.Net;
using Baznas.Bmd.Web.Features.Messaging.BlankOldMessages;
using Baznas.Bmd.Web.Platform.Hosting;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Messaging;

/// <summary>What people see of messages, and what they can do about them.</summary>
public sealed class MessagesTests
{
    [Test]
    public async Task A_message_that_was_sent_can_be_sent_again_once_as_a_new_one_that_says_what_it_repeats()
    {
        await using var scene = await DeliveryScene.Open();
        var id = await scene.Reminder();
        await scene.Deliver();

        var again = (await scene.Office.Officer.Post($"/messages/{id}/resend", null)).Ok();
        var twice = await scene.Office.Officer.Post($"/messages/{id}/resend", null);
        await scene.Deliver();
        var today = await scene.State(again.Text("id"));
        scene.GoTo("2026-03-05T09:00");
        await scene.Deliver();

        twice.Refused(HttpStatusCode.Conflict, "message.repeated");
        var old = (await scene.Office.Auditor.Get($"/messages/{id}")).Ok();
        Assert.Multiple(async () =>
        {
            Assert.That(again.Text("repeatsId"), Is.EqualTo(id));
            Assert.That(old.Text("repeatedById"), Is.EqualTo(again.Text("id")));
            Assert.That(today, Is.EqualTo("planned whatsApp onceADay"));
            Assert.That(await scene.State(again.Text("id")), Is.EqualTo("sent whatsApp"));
            Assert.That(await scene.Events("message.resent"), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task What_is_no_longer_true_is_not_said_again()
    {
        await using var scene = await DeliveryScene.Open();
        var loanId = await scene.Office.NewActive();
        var id = await scene.ReminderOf(loanId);
        await scene.Deliver();
        (await scene.Office.Pay(loanId, 1_000_000, "2026-03-04")).Ok();

        var refused = await scene.Office.Officer.Post($"/messages/{id}/resend", null);

        refused.Refused(HttpStatusCode.Conflict, "message.not_wanted");
        Assert.That((await scene.Office.Auditor.Get("/messages")).Ok()["items"]!.AsArray(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_message_that_waits_can_be_cancelled_and_is_never_sent()
    {
        await using var scene = await DeliveryScene.Open();
        var id = await scene.Reminder();

        var cancelled = (await scene.Office.Officer.Post($"/messages/{id}/cancellation", null)).Ok();
        var again = await scene.Office.Officer.Post($"/messages/{id}/cancellation", null);
        await scene.Deliver();

        again.Refused(HttpStatusCode.Conflict, "message.not_planned");
        Assert.That($"{cancelled["status"]} {cancelled["reason"]}", Is.EqualTo("cancelled byHand"));
        Assert.That(scene.WhatsApp.Calls, Is.Empty);
        Assert.That(await scene.Events("message.cancelled"), Is.EqualTo(1));
    }

    [Test]
    public async Task An_officer_marks_what_they_sent_by_hand()
    {
        await using var scene = await DeliveryScene.Open();
        var (byHand, bySender) = (await scene.Reminder("link"), await scene.Reminder());
        await scene.Deliver();

        var sent = (await scene.Office.Officer.Post($"/messages/{byHand}/sent", null)).Ok();
        var refused = await scene.Office.Officer.Post($"/messages/{bySender}/sent", null);

        refused.Refused(HttpStatusCode.Conflict, "message.not_by_hand");
        Assert.That(sent.Text("status"), Is.EqualTo("sent"));
        Assert.That(sent["link"], Is.Null);
        Assert.That(await scene.Events("message.sent_by_hand"), Is.EqualTo(1));
    }

    [Test]
    public async Task Messages_are_found_by_person_phone_number_state_kind_channel_and_day()
    {
        await using var scene = await DeliveryScene.Open();
        var loanId = await scene.Office.NewActive();
        var (reminder, mail) = (await scene.ReminderOf(loanId), await scene.Mail());
        var number = (await scene.Office.Officer.Get($"/loans/{loanId}")).Ok().Text("number");

        async Task<string> Found(string query) =>
            string.Join(
                ' ',
                (await scene.Office.Auditor.Get($"/messages?{query}")).Ok()["items"]!
                    .AsArray()
                    .Select(item =>
                        item!.Text("id") == reminder ? "reminder"
                        : item!.Text("id") == mail ? "mail"
                        : "?"
                    )
            );

        Assert.Multiple(async () =>
        {
            Assert.That(await Found(""), Is.EqualTo("mail reminder"));
            Assert.That(await Found("q=aminah"), Is.EqualTo("reminder"));
            Assert.That(await Found("q=0812-3456-7890"), Is.EqualTo("reminder"));
            Assert.That(await Found($"q={number}"), Is.EqualTo("reminder"));
            Assert.That(await Found("q=kantor@example"), Is.EqualTo("mail"));
            Assert.That(await Found("kind=reportReady"), Is.EqualTo("mail"));
            Assert.That(await Found("channel=whatsApp"), Is.EqualTo("reminder"));
            Assert.That(await Found("status=sent"), Is.Empty);
            Assert.That(await Found("day=2026-03-04"), Is.EqualTo("mail reminder"));
            Assert.That(await Found("day=2026-03-05"), Is.Empty);
            Assert.That(await Found("q=%25"), Is.Empty);
        });
    }

    [Test]
    public async Task Another_office_s_messages_are_not_there()
    {
        await using var scene = await DeliveryScene.Open();
        var id = await scene.Reminder();
        var other = await TestOffice.Open(scene.Host, "LAIN");

        (await other.Officer.Get($"/messages/{id}")).Refused(HttpStatusCode.NotFound, "message.not_found");
        (await other.Officer.Post($"/messages/{id}/cancellation", null)).Refused(
            HttpStatusCode.NotFound,
            "message.not_found"
        );
        Assert.That((await other.Officer.Get("/messages")).Ok()["items"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task Old_messages_lose_their_words_and_their_addresses_and_nothing_else()
    {
        await using var scene = await DeliveryScene.Open();
        var (old, young) = (await scene.Reminder(), await scene.Reminder());
        await scene.Deliver();
        new Books(scene.Host).Query($"UPDATE [OutgoingMessage] SET [Day] = '2024-03-03' WHERE [Id] = '{old}'");

        var first = await Blank(scene);
        var again = await Blank(scene);

        var (blanked, kept) = (await scene.Message(old), await scene.Message(young));
        var refused = await scene.Office.Officer.Post($"/messages/{old}/resend", null);
        refused.Refused(HttpStatusCode.Conflict, "message.blanked");
        Assert.Multiple(async () =>
        {
            Assert.That((first, again), Is.EqualTo((1, 0)));
            Assert.That(blanked.Text("body") + blanked.Text("recipient"), Is.Empty);
            Assert.That(blanked.Text("status"), Is.EqualTo("sent"));
            Assert.That(kept.Text("body"), Is.Not.Empty);
            Assert.That(await scene.Events("delivery.blanked"), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task The_pages_show_a_message_and_let_an_officer_send_it_by_hand()
    {
        await using var scene = await DeliveryScene.Open();
        var id = await scene.Reminder("link");
        await scene.Deliver();
        var officer = await PageClient.SignedIn(scene.Host, "officer.MJK", TestOffice.Password);

        var list = await officer.Get("/messages?status=planned&q=Siti");
        var waiting = await officer.Get("/messages/waiting");
        var done = await officer.Send("/messages/waiting", ("messageId", id));
        var message = await officer.Get($"/messages/{id}");

        Assert.Multiple(async () =>
        {
            Assert.That(list.Html, Does.Contain($"/messages/{id}").And.Contain("Siti Aminah"));
            Assert.That(waiting.Html, Does.Contain("https://wa.me/6281234567890?text="));
            Assert.That(done.Location, Is.EqualTo("/messages/waiting"));
            Assert.That(message.Html, Does.Contain("Kirim ulang"));
            Assert.That(await scene.State(id), Is.EqualTo("sent link"));
        });
    }

    private static async Task<int> Blank(DeliveryScene scene) =>
        (await scene.Host.Services.SendAsService(new BlankOldMessages { OfficeId = scene.Office.Id })).Value.Count;
}
