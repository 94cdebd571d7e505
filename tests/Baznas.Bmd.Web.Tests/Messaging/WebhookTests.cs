using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Messaging;

/// <summary>What providers tell the service, and who is believed.</summary>
public sealed class WebhookTests
{
    private const string Path = "/api/v1/webhooks/whatsapp";

    private DeliveryScene _scene = null!;

    [OneTimeSetUp]
    public async Task Open() =>
        _scene = await DeliveryScene.Open(
            ("Bmd:Sms:Address", "http://127.0.0.1:9/"),
            ("Bmd:Sms:ReportToken", "rahasia-sms"),
            ("Bmd:Sms:Limits:Retries", "0")
        );

    [OneTimeTearDown]
    public async Task Close() => await _scene.DisposeAsync();

    [Test]
    public async Task The_provider_is_told_its_challenge_when_it_knows_the_token()
    {
        var http = _scene.Host.Anonymous.Http;
        var query = "?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=";

        var right = await http.GetAsync(new Uri(Path + query + DeliveryScene.VerifyToken, UriKind.Relative));
        var wrong = await http.GetAsync(new Uri(Path + query + "tebakan", UriKind.Relative));

        Assert.That(await right.Content.ReadAsStringAsync(), Is.EqualTo("1158201444"));
        Assert.That(wrong.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("sha256=")]
    [TestCase("sha256=00")]
    public async Task A_call_that_the_provider_did_not_sign_changes_nothing(string? signature)
    {
        var id = await Sent();

        var answer = await Call(Status(id, "read"), signature);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await _scene.State(id), Is.EqualTo("sent whatsApp"));
    }

    [TestCase("sent delivered read", "sent delivered read")]
    [TestCase("read delivered sent", "sent read")]
    [TestCase("delivered delivered read read", "sent delivered read")]
    [TestCase("read failed", "sent read")]
    [TestCase("unheard", "sent")]
    public async Task A_message_comes_farther_and_never_goes_back(string reports, string expected)
    {
        var id = await Sent();

        foreach (var report in reports.Split(' '))
        {
            Assert.That((await CallSigned(Status(id, report))).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }

        var steps = (await _scene.Steps(id)).Skip(2).Select(step => step.Split(' ')[0]);
        Assert.That(string.Join(' ', steps), Is.EqualTo(expected));
    }

    [Test]
    public async Task One_that_could_not_be_delivered_after_all_goes_by_the_next_channel_once()
    {
        var id = await Sent();
        var report = Status(id, "failed", """[{"code":131026,"title":"Message undeliverable"}]""");

        await CallSigned(report);
        await CallSigned(report);

        Assert.That(
            (await _scene.Steps(id)).Skip(3),
            Is.EqualTo(new[] { "failed whatsApp whatsApp131026", "planned sms" })
        );
    }

    [Test]
    public async Task A_report_finds_its_message_by_our_id_or_by_the_provider_s()
    {
        var (byOurs, byTheirs) = (await Sent(), await Sent());

        await CallSigned(Status(byOurs, "delivered").Replace("wamid.", "wamid.other.", StringComparison.Ordinal));
        await CallSigned(Body($$$"""{"id":"wamid.{{{byTheirs}}}","status":"delivered","unknown":{"field":[1]}}"""));
        await CallSigned(Body("""{"id":"wamid.nobody","status":"delivered"}"""));

        Assert.That(await _scene.State(byOurs), Is.EqualTo("delivered whatsApp"));
        Assert.That(await _scene.State(byTheirs), Is.EqualTo("delivered whatsApp"));
    }

    [Test]
    public async Task A_message_of_whose_sending_the_service_did_not_hear_is_not_sent_again_once_it_is_reported()
    {
        var id = await _scene.Reminder();
        _scene.WhatsApp.Then(ProviderStandIn.Half);
        await _scene.Deliver();
        var before = await _scene.State(id);

        await CallSigned(Status(id, "delivered"));
        _scene.Host.Clock.StandAt(BmdHost.Start.AddHours(1));
        await _scene.Deliver();
        _scene.Host.Clock.StandAt(BmdHost.Start);

        Assert.That(before, Is.EqualTo("planned whatsApp connection"));
        Assert.That(await _scene.State(id), Is.EqualTo("delivered whatsApp"));
        Assert.That(_scene.WhatsApp.Calls.Count(call => call.MessageId == id), Is.EqualTo(1));
    }

    [TestCase("""{"from":"6281234500001","type":"text","text":{"body":"Berhenti!"}}""")]
    [TestCase("""{"from":"6281234500002","type":"button","button":{"text":"STOP","payload":"x"}}""")]
    public async Task Who_writes_stop_is_reminded_no_more(string incoming)
    {
        var phone = "+" + JsonDocument.Parse(incoming).RootElement.GetProperty("from").GetString();
        var borrower = _scene.Office.Borrower().With(new { phone });
        var id = (await _scene.Office.Officer.Post("/borrowers", borrower)).Id();

        var answer = await CallSigned($$$"""{"entry":[{"changes":[{"value":{"messages":[{{{incoming}}}]}}]}]}""");

        var word = new Books(_scene.Host).Query(
            $"SELECT [IsGiven] FROM [Consent] WHERE [BorrowerId] = '{id}' AND [Purpose] = 'reminders' ORDER BY [Sequence] DESC"
        )[0];
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(Convert.ToInt64(word["IsGiven"], null), Is.Zero);
    }

    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("null")]
    [TestCase("""{"entry":[null,1,{"changes":"x"},{"changes":[{"value":{"statuses":[{"status":7,"id":{}}]}}]}]}""")]
    public async Task What_makes_no_sense_is_left_alone(string body)
    {
        var answer = await CallSigned(body);

        Assert.That((int)answer.StatusCode, Is.EqualTo(body == "null" ? 400 : 200));
    }

    [Test]
    public async Task What_is_no_json_or_too_long_is_refused()
    {
        Assert.That((await CallSigned("<xml/>")).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        var tooLong = await CallSigned($$"""{"entry":"{{new string('x', 300_000)}}"}""");
        Assert.That(tooLong.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
    }

    [Test]
    public async Task The_gateway_reports_with_its_own_secret()
    {
        var id = await _scene.Reminder("sms");
        new Books(_scene.Host).Query(
            $"UPDATE [OutgoingMessage] SET [Status] = 'sent', [Attempts] = 1 WHERE [Id] = '{id}'"
        );
        var report = new { id, status = "DELIVERED" };

        var unsigned = await _scene.Host.Anonymous.Post("/webhooks/sms?token=salah", report);
        var signed = await _scene.Host.Anonymous.Post("/webhooks/sms?token=rahasia-sms", report);

        unsigned.Refused(HttpStatusCode.Unauthorized, "webhook.not_signed");
        Assert.That(signed.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await _scene.State(id), Is.EqualTo("delivered sms"));
    }

    [Test]
    public async Task A_service_that_was_not_set_up_for_it_takes_no_report()
    {
        await using var host = new BmdHost();

        (await host.Anonymous.Post("/webhooks/whatsapp", new { })).Refused(
            HttpStatusCode.NotFound,
            "webhook.not_set_up"
        );
        (await host.Anonymous.Post("/webhooks/sms?token=", new { })).Refused(
            HttpStatusCode.NotFound,
            "webhook.not_set_up"
        );
    }

    private async Task<string> Sent()
    {
        var id = await _scene.Reminder();
        await _scene.Deliver();
        Assert.That(await _scene.State(id), Is.EqualTo("sent whatsApp"));
        return id;
    }

    private static string Status(string id, string status, string errors = "[]") =>
        Body(
            $$"""{"id":"wamid.{{id}}","status":"{{status}}","biz_opaque_callback_data":"{{id}}","errors":{{errors}}}"""
        );

    private static string Body(string status) =>
        $$$"""{"object":"whatsapp_business_account","entry":[{"changes":[{"value":{"statuses":[{{{status}}}]}}]}]}""";

    private Task<HttpResponseMessage> CallSigned(string body)
    {
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(DeliveryScene.AppSecret), Encoding.UTF8.GetBytes(body));
        return Call(body, "sha256=" + Convert.ToHexStringLower(hash));
    }

    private async Task<HttpResponseMessage> Call(string body, string? signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (signature is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Hub-Signature-256", signature);
        }

        return await _scene.Host.Anonymous.Http.SendAsync(request);
    }
}
