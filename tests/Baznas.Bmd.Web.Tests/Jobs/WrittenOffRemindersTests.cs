using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Jobs;

/// <summary>Nobody is reminded of a debt that left the books, and least of all of one that was dropped.</summary>
public sealed class WrittenOffRemindersTests
{
    [TestCase("writeOff")]
    [TestCase("forgiveness")]
    public async Task Nothing_is_planned_for_what_left_the_books_and_what_was_planned_is_not_sent(string kind)
    {
        await using var scene = await ReminderScene.Open();
        var before = await scene.Loan(0);
        var after = await scene.Loan(0);
        await scene.Office.WriteOff(before, WriteOffSteps.WriteOff(kind));
        await scene.Plan();
        await scene.Office.WriteOff(after, WriteOffSteps.WriteOff(kind));

        var delivered = await scene.Deliver();

        Assert.Multiple(async () =>
        {
            Assert.That(await scene.Reminders(before), Is.Empty);
            Assert.That(await scene.Reminders(after), Is.EqualTo(new[] { "-3 2026-03-06" }));
            Assert.That(delivered.Sent, Is.Zero);
            Assert.That(delivered.Cancelled, Is.EqualTo(1));
            Assert.That(await scene.Status(after), Is.EqualTo("cancelled notOwed"));
        });
    }
}
