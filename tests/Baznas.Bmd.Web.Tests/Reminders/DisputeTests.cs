using System.Net;
using Baznas.Bmd.Web.Tests.Jobs;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Reminders;

public sealed class DisputeTests
{
    [Test]
    public async Task While_a_loan_is_disputed_nobody_is_reminded_of_it()
    {
        await using var scene = await ReminderScene.Open();
        var (before, after) = (await scene.Loan(700_000), await scene.Loan(700_000));
        var disputed = await Open(scene, before);
        await scene.Plan();
        await Open(scene, after);
        await scene.Deliver();
        var resolution = new { resolution = "Kuitansi ditemukan" };
        var resolved = (await scene.Office.Cashier.Post($"/disputes/{disputed.Id()}/resolution", resolution)).Ok();
        scene.GoTo("2026-03-05T09:00");
        await scene.Plan();

        Assert.Multiple(async () =>
        {
            Assert.That(await scene.Status(after), Is.EqualTo("cancelled disputed"));
            Assert.That(await scene.Reminders(after), Has.One.Items);
            Assert.That(await scene.Reminders(before), Is.EqualTo(new[] { "-3 2026-03-06" }));
            Assert.That(resolved.Text("resolution"), Is.EqualTo("Kuitansi ditemukan"));
        });
    }

    [Test]
    public async Task A_loan_has_one_open_dispute_which_is_resolved_once_and_all_of_them_stay()
    {
        await using var scene = await ReminderScene.Open();
        var loan = await scene.Loan(0);
        var resolution = new { resolution = "Selesai" };
        var id = (await Open(scene, loan)).Id();

        (await Open(scene, loan)).Refused(HttpStatusCode.Conflict, "dispute.already_open");
        (await scene.Office.Officer.Post($"/disputes/{id}/resolution", resolution)).Ok();
        (await scene.Office.Officer.Post($"/disputes/{id}/resolution", resolution)).Refused(
            HttpStatusCode.Conflict,
            "dispute.already_resolved"
        );
        (await Open(scene, loan)).Ok();

        var disputes = (await scene.Office.Auditor.Get($"/loans/{loan}/disputes")).Ok()["items"]!.AsArray();
        Assert.That(disputes.Select(dispute => (string?)dispute!["resolution"]), Is.EqualTo(new[] { null, "Selesai" }));
        var blank = await scene.Office.Officer.Post($"/loans/{loan}/disputes", new { reason = " " });
        Assert.That(blank.Status, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Another_office_s_loan_and_dispute_are_not_there()
    {
        await using var scene = await ReminderScene.Open();
        var loan = await scene.Loan(0);
        var id = (await Open(scene, loan)).Id();
        var other = await TestOffice.Open(scene.Host, "KDR");

        (await other.Officer.Post($"/loans/{loan}/disputes", new { reason = "x" })).Refused(
            HttpStatusCode.NotFound,
            "loan.not_found"
        );
        (await other.Officer.Post($"/disputes/{id}/resolution", new { resolution = "x" })).Refused(
            HttpStatusCode.NotFound,
            "dispute.not_found"
        );
    }

    private static Task<Answer> Open(ReminderScene scene, string loanId) =>
        scene.Office.Officer.Post($"/loans/{loanId}/disputes", new { reason = "Merasa sudah membayar" });
}
