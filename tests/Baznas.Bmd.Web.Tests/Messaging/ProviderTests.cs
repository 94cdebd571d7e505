using System.Globalization;
using Baznas.Bmd.Web.Features.Messaging.Channels;
using Baznas.Bmd.Web.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Baznas.Bmd.Web.Tests.Messaging;

/// <summary>What a real server on this machine can do to a call, and what the service makes of it.</summary>
public sealed class ProviderTests
{
    private static readonly ProviderLimits Impatient = new()
    {
        AttemptTimeout = TimeSpan.FromMilliseconds(200),
        TotalTimeout = TimeSpan.FromSeconds(20),
        Retries = 0,
        RetryDelay = TimeSpan.FromMilliseconds(1),
        CallsPerSecond = 500,
        BreakAfter = 1000,
    };

    private static readonly ProviderLimits Patient = Impatient with { AttemptTimeout = TimeSpan.FromSeconds(15) };

    private static IEnumerable<TestCaseData> Troubles()
    {
        yield return Trouble("silence", ProviderStandIn.Hang, "Passing timeout");
        yield return Trouble("429", ProviderStandIn.Status(429, "", "3600"), "Passing http429 01:00:00");
        yield return Trouble("500", ProviderStandIn.Status(500, "<html>oops</html>"), "Passing http500");
        yield return Trouble("503", ProviderStandIn.Error(503, 131016), "Passing whatsApp131016");
        yield return Trouble(
            "garbage",
            ProviderStandIn.Text("<html>masuk ke hotspot</html>"),
            "Passing unreadableAnswer"
        );
        yield return Trouble("half", ProviderStandIn.Half, "Passing connection");
        yield return Trouble(
            "cut",
            http =>
            {
                http.Abort();
                return Task.CompletedTask;
            },
            "Passing connection"
        );
        yield return Trouble("too many", ProviderStandIn.Error(400, 130429), "Passing whatsApp130429");
        yield return Trouble("not on WhatsApp", ProviderStandIn.Error(400, 131026), "Lasting whatsApp131026");
        yield return Trouble("bad token", ProviderStandIn.Error(401, 190), "Lasting whatsApp190");
        yield return Trouble("unknown", ProviderStandIn.Status(404, "nothing"), "Lasting http404");
        yield return Trouble("elsewhere", ProviderStandIn.Status(302), "Lasting http302");
    }

    [TestCaseSource(nameof(Troubles))]
    public async Task Every_trouble_has_a_name_and_is_one_that_passes_or_one_that_lasts(
        Func<HttpContext, Task> trouble,
        string expected
    )
    {
        await using var provider = await ProviderStandIn.Start();
        provider.Always = trouble;
        // Only silence is waited out; a slow machine is no trouble.
        var limits = expected == "Passing timeout" ? Impatient : Patient;

        var outcome = await Send(provider, limits);

        Assert.That(Said(outcome), Is.EqualTo(expected));
        Assert.That(provider.Calls, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_provider_that_nobody_answers_for_is_out_of_reach()
    {
        var provider = await ProviderStandIn.Start();
        var address = provider.Address;
        await provider.DisposeAsync();

        Assert.That(Said(await Send(address, Patient)), Is.EqualTo("Passing connection"));
    }

    [Test]
    public async Task What_passes_is_tried_again_at_once_a_few_times_under_the_same_id()
    {
        await using var provider = await ProviderStandIn.Start();
        provider.Then(ProviderStandIn.Status(500), ProviderStandIn.Half, ProviderStandIn.Status(503));

        var outcome = await Send(provider, Patient with { Retries = 3 });

        Assert.That(Said(outcome), Is.EqualTo("Sent"));
        Assert.That(provider.Calls, Has.Count.EqualTo(4));
        Assert.That(provider.Calls.Select(call => call.MessageId).Distinct(), Has.Exactly(1).Items);
    }

    [Test]
    public async Task What_lasts_is_not_tried_again()
    {
        await using var provider = await ProviderStandIn.Start();
        provider.Always = ProviderStandIn.Error(400, 131026);

        await Send(provider, Patient with { Retries = 3 });

        Assert.That(provider.Calls, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Who_asks_for_more_patience_than_a_message_has_is_not_pressed()
    {
        await using var provider = await ProviderStandIn.Start();
        provider.Always = ProviderStandIn.Status(429, "", "3600");

        var outcome = await Send(provider, Patient with { Retries = 3 });

        Assert.That(Said(outcome), Is.EqualTo("Passing http429 01:00:00"));
        Assert.That(provider.Calls, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_provider_that_is_down_is_left_alone_for_a_while()
    {
        var clock = new FakeTimeProvider();
        using var pipeline = new ProviderPipeline(
            Patient with
            {
                BreakAfter = 3,
                BreakDuration = TimeSpan.FromMinutes(1),
            },
            clock
        );
        var calls = 0;
        var isDown = true;
        Task<DeliveryOutcome> Call() =>
            pipeline.Run(
                _ =>
                {
                    calls++;
                    return Task.FromResult(isDown ? DeliveryOutcome.Passing("http500") : DeliveryOutcome.Sent("x"));
                },
                CancellationToken.None
            );

        var said = new List<string>();
        for (var call = 0; call < 5; call++)
        {
            said.Add(Said(await Call()).Split(' ')[1]);
        }

        isDown = false;
        clock.Advance(TimeSpan.FromMinutes(2));
        var after = Said(await Call());

        Assert.That(said, Is.EqualTo(new[] { "http500", "http500", "http500", "circuitOpen", "circuitOpen" }));
        Assert.That(calls, Is.EqualTo(4));
        Assert.That(after, Is.EqualTo("Sent"));
    }

    [Test]
    public async Task One_that_asks_for_patience_is_not_taken_to_be_down()
    {
        using var pipeline = new ProviderPipeline(Patient with { BreakAfter = 2 }, new FakeTimeProvider());
        var said = new List<string>();
        for (var call = 0; call < 4; call++)
        {
            said.Add(
                Said(
                    await pipeline.Run(
                        _ => Task.FromResult(DeliveryOutcome.Passing("http429", TimeSpan.FromHours(1))),
                        CancellationToken.None
                    )
                )
            );
        }

        Assert.That(said, Has.All.EqualTo("Passing http429 01:00:00"));
    }

    [Test]
    public async Task No_more_calls_are_made_than_may_wait_for_their_turn()
    {
        using var pipeline = new ProviderPipeline(Patient with { CallsPerSecond = 1 }, new FakeTimeProvider());
        var gate = new TaskCompletionSource<DeliveryOutcome>();
        var calls = Enumerable.Range(0, 12).Select(_ => pipeline.Run(_ => gate.Task, CancellationToken.None)).ToList();

        // One goes at once, ten wait; what would wait longer goes back into the outbox.
        var refused = await await Task.WhenAny(calls);
        gate.SetResult(DeliveryOutcome.Sent(null));

        Assert.That(Said(refused).Split(' ')[1], Is.EqualTo("rateLimited"));
    }

    [TestCase(
        "application/json",
        """{"to":"{to}","text":"{text}","id":"{id}"}""",
        """{"to":"\u002B628","text":"A \u0022b\u0022 {id}\n\u0026","id":"m1"}"""
    )]
    [TestCase(
        "application/x-www-form-urlencoded",
        "to={to}&text={text}",
        "to=%2B628&text=A%20%22b%22%20%7Bid%7D%0A%26"
    )]
    [TestCase("text/xml", "<sms to='{to}'>{text}</sms>", "<sms to='+628'>A &quot;b&quot; {id}\n&amp;</sms>")]
    public async Task A_gateway_gets_what_its_settings_say_written_as_it_needs_it(
        string type,
        string body,
        string expected
    )
    {
        await using var gateway = await ProviderStandIn.Start();
        gateway.Always = ProviderStandIn.Text("""{"ok":"yes","data":[{"ref":77}]}""");
        var options = new SmsOptions
        {
            Address = gateway.Address + "/send?ref={id}",
            Method = "put",
            ContentType = type,
            Body = body,
            Headers = new() { ["X-Key"] = "rahasia" },
            IdPath = "data.0.ref",
            SuccessPath = "ok",
            SuccessValue = "yes",
        };

        var outcome = await Send(options);

        var call = gateway.Calls.Single();
        Assert.Multiple(() =>
        {
            Assert.That((outcome.Result, outcome.ProviderId), Is.EqualTo((DeliveryResult.Sent, "77")));
            Assert.That((call.Method, call.Path), Is.EqualTo(("PUT", "/send?ref=m1")));
            Assert.That(call.Headers["X-Key"], Is.EqualTo("rahasia"));
            Assert.That(call.Headers["Content-Type"], Does.StartWith(type));
            Assert.That(call.Body, Is.EqualTo(expected));
        });
    }

    [TestCase("""{"ok":"no"}""", "Lasting refusedByGateway")]
    [TestCase("ok", "Passing unreadableAnswer")]
    public async Task A_gateway_s_own_word_counts(string answer, string expected)
    {
        await using var gateway = await ProviderStandIn.Start();
        gateway.Always = ProviderStandIn.Text(answer);
        var options = new SmsOptions
        {
            Address = gateway.Address,
            SuccessPath = "ok",
            SuccessValue = "yes",
        };

        Assert.That(Said(await Send(options)), Is.EqualTo(expected));
    }

    private static Task<DeliveryOutcome> Send(ProviderStandIn provider, ProviderLimits limits) =>
        Send(provider.Address, limits);

    private static async Task<DeliveryOutcome> Send(string address, ProviderLimits limits)
    {
        var options = new WhatsAppOptions
        {
            BaseAddress = address,
            PhoneNumberId = "1",
            AccessToken = "t",
            Template = "pesan",
        };
        using var sender = new WhatsAppSender(options, new HttpProvider(limits, new FakeTimeProvider()));
        return await sender.Send(Messages.Claimed("Halo"), CancellationToken.None);
    }

    private static async Task<DeliveryOutcome> Send(SmsOptions options)
    {
        using var sender = new SmsSender(options, new HttpProvider(Patient, new FakeTimeProvider()));
        return await sender.Send(Messages.Claimed("A \"b\" {id}\n&"), CancellationToken.None);
    }

    private static string Said(DeliveryOutcome outcome) =>
        string.Create(CultureInfo.InvariantCulture, $"{outcome.Result} {outcome.Reason} {outcome.RetryAfter}").Trim();

    private static TestCaseData Trouble(string name, Func<HttpContext, Task> trouble, string expected) =>
        new TestCaseData(trouble, expected).SetArgDisplayNames(name, expected);
}
