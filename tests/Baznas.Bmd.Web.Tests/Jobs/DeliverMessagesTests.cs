using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Features.Reminders.DeliverMessages;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Jobs;

public sealed class DeliverMessagesTests
{
    [Test]
    public async Task Each_planned_message_becomes_one_file_and_is_marked_sent()
    {
        await using var scene = await ReminderScene.Open();
        await scene.Loan(0);
        await scene.Plan();

        var delivered = await scene.Deliver();
        var again = await scene.Deliver();
        var message = (await scene.Messages())[0]!;
        var file = JsonNode.Parse(
            await File.ReadAllTextAsync(Path.Combine(scene.Outbox, "2026-03-04", $"{message["id"]}.json"))
        )!;

        Assert.Multiple(async () =>
        {
            Assert.That(delivered, Is.EqualTo(new DeliveredMessages(1, 0)));
            Assert.That(again.IsAny, Is.False);
            Assert.That(scene.Files(), Has.Exactly(1).EndsWith(".json").And.Exactly(1).Items);
            Assert.That((string?)file["recipient"], Is.EqualTo("+6281234567890"));
            Assert.That((string?)file["body"], Is.EqualTo((string?)message["body"]));
            Assert.That((string?)message["status"], Is.EqualTo("sent"));
            Assert.That((DateTimeOffset)message["statusAt"]!, Is.EqualTo(BmdHost.Start));
            Assert.That(await scene.Events("reminder.delivered"), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task Nothing_is_delivered_outside_office_hours()
    {
        await using var scene = await ReminderScene.Open();
        await scene.Loan(0);
        await scene.Plan();

        scene.GoTo("2026-03-04T17:00");
        var delivered = await scene.Deliver();

        Assert.That(delivered.IsAny, Is.False);
        Assert.That(scene.Files(), Is.Empty);
    }

    [Test]
    public async Task A_run_that_broke_off_between_a_file_and_its_mark_is_repaired_by_the_next()
    {
        await using var scene = await ReminderScene.Open();
        await scene.Loan(0);
        await scene.Loan(0);
        await scene.Plan();
        var second = (string)(await scene.Messages())[0]!["id"]!;
        var inTheWay = Path.Combine(scene.Outbox, "2026-03-04", $"{second}.json");
        Directory.CreateDirectory(inTheWay);

        Assert.That(async () => await scene.Deliver(), Throws.InstanceOf<SystemException>());
        var (files, planned) = (scene.Files(), await scene.Messages("&status=planned"));
        Directory.Delete(inTheWay);
        scene.GoTo("2026-03-05T09:00");
        var repaired = await scene.Deliver();

        Assert.Multiple(async () =>
        {
            Assert.That(files, Has.Exactly(1).Items, "The first file was written when the second could not be.");
            Assert.That(planned, Has.Count.EqualTo(2));
            Assert.That(repaired, Is.EqualTo(new DeliveredMessages(2, 0)));
            Assert.That(scene.Files(), Has.Exactly(2).StartsWith("2026-03-04").And.Exactly(2).Items);
            Assert.That(await scene.Messages("&status=sent"), Has.Count.EqualTo(2));
        });
    }

    [Test]
    public async Task A_file_that_a_broken_run_left_is_taken_back_when_its_message_is_cancelled()
    {
        await using var scene = await ReminderScene.Open();
        var loanIds = new[] { await scene.Loan(0), await scene.Loan(0) };
        await scene.Plan();
        var second = (string)(await scene.Messages())[0]!["id"]!;
        var inTheWay = Path.Combine(scene.Outbox, "2026-03-04", $"{second}.json");
        Directory.CreateDirectory(inTheWay);
        Assert.That(async () => await scene.Deliver(), Throws.InstanceOf<SystemException>());
        Directory.Delete(inTheWay);
        foreach (var loanId in loanIds)
        {
            (await scene.Office.Pay(loanId, 1_000_000, "2026-03-04")).Ok();
        }

        var delivered = await scene.Deliver();

        Assert.That(delivered, Is.EqualTo(new DeliveredMessages(0, 2)));
        Assert.That(scene.Files(), Is.Empty);
    }

    [Test]
    public async Task Two_nodes_at_once_deliver_everything_once()
    {
        await using var scene = await ReminderScene.Open();
        for (var loan = 0; loan < 4; loan++)
        {
            await scene.Loan(0);
        }

        await scene.Plan();
        await using var second = new BmdHost(scene.Host);
        var delivered = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(run => Task.Run(() => scene.Deliver(run % 2 == 0 ? scene.Host : second)))
        );

        Assert.Multiple(() =>
        {
            Assert.That(delivered.Sum(each => each.Sent), Is.EqualTo(4));
            Assert.That(scene.Files(), Has.Exactly(4).Items);
        });
    }
}
