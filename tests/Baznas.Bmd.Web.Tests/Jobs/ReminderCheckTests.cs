using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Jobs;

/// <summary>What became of a planned reminder's reasons until it is sent.</summary>
public sealed class ReminderCheckTests
{
    [Test]
    public async Task What_was_paid_or_became_unwanted_meanwhile_is_not_sent_and_says_why()
    {
        await using var scene = await ReminderScene.Open();
        var paidOff = await scene.Loan(700_000);
        var instalmentPaid = await scene.Loan(700_000);
        var saidNo = await scene.Loan(700_000);
        var newPhone = await scene.Loan(700_000);
        await scene.Plan();
        (await scene.Office.Pay(paidOff, 300_000, "2026-03-04")).Ok();
        (await scene.Office.Pay(instalmentPaid, 100_000, "2026-03-04")).Ok();
        await scene.Consent(saidNo, isGiven: false);
        await scene.Phone(newPhone, "+6281111111111");

        var delivered = await scene.Deliver();

        Assert.Multiple(async () =>
        {
            Assert.That((delivered.Sent, delivered.Cancelled), Is.EqualTo((0, 4)));
            Assert.That(await scene.Status(paidOff), Is.EqualTo("cancelled paid"));
            Assert.That(await scene.Status(instalmentPaid), Is.EqualTo("cancelled paid"));
            Assert.That(await scene.Status(saidNo), Is.EqualTo("cancelled consentWithdrawn"));
            Assert.That(await scene.Status(newPhone), Is.EqualTo("cancelled phoneChanged"));
        });
    }

    [Test]
    public async Task A_part_paid_meanwhile_is_taken_out_of_the_text()
    {
        await using var scene = await ReminderScene.Open();
        var lessLate = await scene.Loan(650_000);
        var lateNoMore = await scene.Loan(650_000);
        await scene.Plan();
        (await scene.Office.Pay(lessLate, 20_000, "2026-03-04")).Ok();
        (await scene.Office.Pay(lateNoMore, 70_000, "2026-03-04")).Ok();

        await scene.Deliver();

        Assert.Multiple(async () =>
        {
            Assert.That(await scene.Body(lessLate), Does.Contain("Rp30.000 belum").And.Contain("Rp100.000 jatuh"));
            Assert.That(await scene.Body(lateNoMore), Does.Contain("Rp80.000 jatuh").And.Not.Contain("belum"));
            Assert.That(await scene.Status(lateNoMore), Is.EqualTo("sent"));
        });
    }

    [Test]
    public async Task What_was_said_before_its_day_is_not_said_once_the_day_has_passed_and_what_is_late_still_is()
    {
        await using var scene = await ReminderScene.Open();
        var soon = await scene.Loan(700_000);
        var late = await scene.Loan(650_000);
        await scene.Plan();

        scene.GoTo("2026-03-07T09:00");
        await scene.Deliver();

        Assert.Multiple(async () =>
        {
            Assert.That(await scene.Status(soon), Is.EqualTo("cancelled superseded"));
            Assert.That(await scene.Status(late), Is.EqualTo("sent"));
            Assert.That(
                await scene.Body(late),
                Does.Contain("Rp150.000 belum").And.Not.Contain("jatuh tempo"),
                "By now the eighth is late as well."
            );
        });
    }

    [Test]
    public async Task What_was_taken_back_unsaid_is_said_when_it_holds_again()
    {
        await using var scene = await ReminderScene.Open();
        var loanId = await scene.Loan(700_000);
        await scene.Plan();
        var payment = (await scene.Office.Pay(loanId, 100_000, "2026-03-04")).Ok();
        await scene.Deliver();
        (await scene.Office.Cashier.Reverse(loanId, (string)payment["transactionId"]!)).Ok();

        scene.GoTo("2026-03-05T09:00");
        await scene.Plan();

        Assert.That(await scene.Reminders(loanId), Is.EqualTo(new[] { "-3 2026-03-06", "-3 2026-03-06" }));
        Assert.That(await scene.Status(loanId), Is.EqualTo("planned"));
    }

    [Test]
    public async Task A_due_date_that_moved_meanwhile_is_not_owed_on_its_old_day()
    {
        await using var scene = await ReminderScene.Open();
        var loanId = await scene.Loan(700_000);
        await scene.Plan();
        var holidays = new[] { new { date = "2026-03-06", name = "Libur setempat" } };
        (await scene.Office.Admin.Put($"/offices/{scene.Office.Id}/holidays", holidays)).Ok();

        await scene.Deliver();

        Assert.That(await scene.Status(loanId), Is.EqualTo("cancelled notOwed"));
    }
}
