using Baznas.Bmd.Web.Tests.Jobs;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Reports;

/// <summary>
/// The first release took a disbursement back without a version of the schedule that says so: the loan has instalments in
/// force, and nothing was paid out.
/// </summary>
public sealed class ReversedBeforeSchedulesTests
{
    [SetUp]
    public void SkipOnSqlServer()
    {
        TestDatabase.NeedsFile();
    }

    [Test]
    public async Task Nothing_is_due_on_a_loan_of_which_nothing_is_paid_out()
    {
        await using var scene = await ReminderScene.Open();
        var office = scene.Office;
        var id = await Reversed(scene);

        var collections = (await office.Auditor.Get("/reports/collections?from=2026-01-01&to=2026-12-31")).Ok();
        var expected = (await office.Auditor.Get("/reports/expected-payments?to=2026-12-31")).Ok();
        var forecast = (await office.Auditor.Get("/reports/cash-forecast?to=2026-12-31")).Ok();
        var group = await office.NewGroup(new Books(scene.Host), id);
        await scene.Plan();
        Assert.Multiple(async () =>
        {
            Assert.That(collections.Number("scheduled"), Is.Zero);
            Assert.That(collections["rate"], Is.Null);
            Assert.That(expected["items"]!.AsArray(), Is.Empty);
            Assert.That(
                forecast["funds"]!
                    .AsArray()
                    .Sum(f => f!["rows"]!.AsArray().Sum(row => row!.Number("expectedRepayments"))),
                Is.Zero
            );
            Assert.That(await scene.Reminders(id), Is.Empty);
            Assert.That((await office.Auditor.Get("/reports/arrears")).Ok()["items"]!.AsArray(), Is.Empty);
            Assert.That(
                (await office.Officer.Get($"/groups/{group}/collection-sheet")).Ok()["rows"]!.AsArray(),
                Is.Empty
            );
        });
    }

    [Test]
    public async Task Paid_out_again_only_the_new_schedule_is_due()
    {
        await using var scene = await ReminderScene.Open();
        var id = await Reversed(scene);
        var again = new { disbursedOn = "2026-02-02", account = "cash" };
        (await scene.Office.Cashier.Disburse(id, again)).Ok();

        var path = "/reports/collections?from=2026-01-01&to=";
        var before = (await scene.Office.Auditor.Get($"{path}2026-02-01")).Ok();
        var ever = (await scene.Office.Auditor.Get($"{path}2026-12-31")).Ok();
        Assert.That(before.Number("scheduled"), Is.Zero);
        Assert.That(ever.Number("scheduled"), Is.EqualTo(1_000_000));
    }

    private static async Task<string> Reversed(ReminderScene scene)
    {
        var id = await scene.Loan(0);
        (await scene.Office.Cashier.Reverse(id, await scene.Office.LastTransaction(id))).Ok();
        new Books(scene.Host).Tamper(
            $"DELETE FROM [ScheduleVersion] WHERE [LoanId] = '{id}' AND [Cause] = 'reversal'",
            $"UPDATE [ScheduleVersion] SET [CountedFrom] = NULL, [EntryId] = NULL WHERE [LoanId] = '{id}'"
        );
        return id;
    }
}
