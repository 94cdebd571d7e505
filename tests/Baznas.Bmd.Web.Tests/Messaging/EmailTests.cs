using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Messaging;

/// <summary>Mail to the staff, by a real mail server on this machine.</summary>
public sealed class EmailTests
{
    [Test]
    public async Task A_mail_arrives_as_plain_text_under_the_message_s_id()
    {
        using var server = await MailStandIn.Start();
        await using var scene = await DeliveryScene.Open([.. server.Settings]);
        var id = await scene.Mail();

        await scene.Deliver();

        var mail = await server.First;
        Assert.Multiple(async () =>
        {
            Assert.That(await scene.State(id), Is.EqualTo("sent email"));
            Assert.That(mail.MessageId, Is.EqualTo($"{id}@example.org"));
            Assert.That(mail.Subject, Is.EqualTo("Laporan bulan ini – siap"));
            Assert.That(mail.To.ToString(), Is.EqualTo("kantor@example.org"));
            Assert.That(mail.TextBody, Does.StartWith("Yth. Bapak/Ibu,"));
            Assert.That(mail.Body!.ContentType.MimeType, Is.EqualTo("text/plain"));
            Assert.That(mail.Body!.ContentType.Charset, Is.EqualTo("utf-8").IgnoreCase);
            Assert.That(mail.Date, Is.EqualTo(BmdHost.Start));
        });
    }

    [TestCase("tidak-ada@example.org", "givenUp email channel.none", "failed email smtp550")]
    [TestCase("nanti@example.org", "planned email smtp451", "planned email smtp451")]
    [TestCase("bukan alamat", "givenUp email channel.none", "failed email badAddress")]
    public async Task What_a_server_refuses_for_good_is_given_up_and_what_it_refuses_for_now_is_not(
        string recipient,
        string state,
        string step
    )
    {
        using var server = await MailStandIn.Start();
        await using var scene = await DeliveryScene.Open([.. server.Settings]);
        var id = await scene.Mail(recipient: recipient);

        await scene.Deliver();

        Assert.That(await scene.State(id), Is.EqualTo(state));
        Assert.That(await scene.Steps(id), Does.Contain(step));
    }

    [Test]
    public async Task A_server_that_is_gone_costs_nothing_but_delay()
    {
        var server = await MailStandIn.Start();
        await using var scene = await DeliveryScene.Open([.. server.Settings]);
        server.Dispose();
        var id = await scene.Mail();

        await scene.Deliver();

        Assert.That(await scene.State(id), Is.EqualTo("planned email connection"));
    }
}
