using Baznas.Bmd.Web.Features.Reminders;
using Baznas.Bmd.Web.Tests.Jobs;
using Baznas.Bmd.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Baznas.Bmd.Web.Tests.Reminders;

public sealed class StopRequestsTests
{
    [TestCase("STOP", StopRequest.Stop)]
    [TestCase(" berhenti! ", StopRequest.Stop)]
    [TestCase("\"S T O P.\"", StopRequest.Stop)]
    [TestCase("Mulai", StopRequest.Start)]
    [TestCase("start.", StopRequest.Start)]
    [TestCase("jangan berhenti", StopRequest.None)]
    [TestCase("stopkan", StopRequest.None)]
    [TestCase("", StopRequest.None)]
    public void The_word_alone_counts(string text, StopRequest asked) =>
        Assert.That(StopRequests.Read(text), Is.EqualTo(asked));

    [Test]
    public async Task Everybody_with_the_phone_is_reminded_no_more_and_then_again()
    {
        await using var scene = await ReminderScene.Open();
        var (loan, sameNumber) = (await scene.Loan(700_000), await scene.Loan(700_000));
        var otherPhone = await scene.Loan(700_000);
        await scene.Phone(otherPhone, "+6281111111111");
        await scene.Plan();

        await Follow(scene, "Berhenti", "0812-3456-7890");
        await Follow(scene, "STOP", "+6281234567890");
        await scene.Deliver();
        var events = await scene.Events("borrower.consent_withdrawn");
        await Follow(scene, "mulai", "+6281234567890");
        scene.GoTo("2026-03-05T09:00");
        await scene.Plan();

        Assert.Multiple(async () =>
        {
            Assert.That(events, Is.EqualTo(2), "One for each person, however often they ask.");
            Assert.That(await scene.Reminders(loan), Is.EqualTo(new[] { "-3 2026-03-06", "-3 2026-03-06" }));
            Assert.That(await scene.Status(sameNumber), Is.EqualTo("planned"));
            Assert.That(await scene.Status(otherPhone), Is.EqualTo("sent"));
        });
    }

    [Test]
    public async Task A_borrower_stops_reminders_and_takes_them_up_again_on_their_own_page()
    {
        await using var scene = await ReminderScene.Open();
        var borrowerId = await scene.BorrowerOf(await scene.Loan(700_000));
        var pin = (await scene.Office.Officer.Post($"/borrowers/{borrowerId}/pin", null)).Ok().Text("pin");
        var signIn = new { phone = "081234567890", pin };
        var token = (await scene.Host.Anonymous.Post("/auth/borrower-tokens", signIn)).Ok().Text("accessToken");
        var http = scene.Host.CreateClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var who = new ApiClient(http);

        (await who.Put("/my/reminders", new { wanted = false })).Ok();
        (await who.Put("/my/reminders", new { wanted = false })).Ok();
        var without = (bool)(await who.Get("/my")).Ok()["remindersWanted"]!;
        var planned = await scene.Plan();
        (await who.Put("/my/reminders", new { wanted = true })).Ok();

        Assert.Multiple(async () =>
        {
            Assert.That(without, Is.False);
            Assert.That(planned, Is.Zero);
            Assert.That((bool)(await who.Get("/my")).Ok()["remindersWanted"]!);
            Assert.That(await scene.Plan(), Is.EqualTo(1));
            Assert.That(await scene.Events("borrower.consent_withdrawn"), Is.EqualTo(1));
        });
    }

    private static async Task Follow(ReminderScene scene, string text, string phone)
    {
        await using var scope = scene.Host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<StopRequests>().Follow(text, phone, CancellationToken.None);
    }
}
