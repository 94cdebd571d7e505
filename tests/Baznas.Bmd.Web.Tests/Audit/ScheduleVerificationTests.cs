using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Audit;

/// <summary>
/// Schedules and reschedules changed behind the service's back, where the trail is left as it was and where it was rewritten
/// to agree.
/// </summary>
public sealed class ScheduleVerificationTests
{
    private const string Rescheduled = "(SELECT [LoanId] FROM [Reschedule] WHERE [Reason] = 'berlaku')";
    private const string TakenBack = "(SELECT [LoanId] FROM [Reschedule] WHERE [Reason] = 'dibatalkan')";
    private const string Unpaid = "(SELECT [LoanId] FROM [Reschedule] WHERE [Reason] = 'belum dibayar')";
    private const string Waiting = "(SELECT [LoanId] FROM [Reschedule] WHERE [Reason] = 'menunggu')";

    private BmdHost _host = null!;
    private TestOffice _office = null!;
    private Tampering _database = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        TestDatabase.NeedsFile();

        _host = new BmdHost();
        _office = await TestOffice.Open(_host);
        await Paid("berlaku");
        var takenBack = await Paid("dibatalkan");
        (await _office.Approver.ReverseReschedule(takenBack)).Ok();
        await _office.NewReschedule(await _office.NewActive(), new { reason = "belum dibayar" });
        (await _office.Officer.Reschedule(await _office.NewActive(), new { reason = "menunggu" })).Ok();
        _database = new Tampering(_host, _office.Id);
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        _database?.Dispose();
        await (_host?.DisposeAsync() ?? default);
    }

    [TearDown]
    public void Undo() => _database.Undo();

    [Test]
    public async Task Nothing_is_found_where_nothing_was_changed() =>
        Assert.That((bool)(await Verify())["verified"]!, (await Verify()).ToJsonString());

    public static IEnumerable<TestCaseData> Changes()
    {
        yield return Change(
            "A running sum",
            ("schedule.running_sum", Number(Rescheduled)),
            $"UPDATE [Instalment] SET [Cumulative] = [Cumulative] + 1 WHERE [No] = 3 AND [LoanId] = {Rescheduled}"
        );
        yield return Change(
            "A decision deleted",
            ("reschedule.undecided", Number(Rescheduled)),
            $"DELETE FROM [RescheduleDecision] WHERE [RescheduleId] = {Of("berlaku")}"
        );
        yield return Change(
            "Decided by who asked",
            ("reschedule.decision", Number(Rescheduled)),
            $"UPDATE [RescheduleDecision] SET [DecidedBy] = (SELECT [RequestedBy] FROM [Reschedule] WHERE [Reason] = 'berlaku') WHERE [RescheduleId] = {Of("berlaku")}"
        );
        yield return Change(
            "A yes without a schedule",
            ("reschedule.decision", Number(Waiting)),
            $"INSERT INTO [RescheduleDecision] SELECT {Of("menunggu")}, [Decision], [Note], 1, [DecidedBy], [At] FROM [RescheduleDecision] WHERE [RescheduleId] = {Of("berlaku")}"
        );
        yield return Change(
            "A no made up",
            ("reschedule.evidence", $"SELECT {Of("menunggu")}"),
            $"INSERT INTO [RescheduleDecision] SELECT {Of("menunggu")}, 'reject', [Note], NULL, [DecidedBy], [At] FROM [RescheduleDecision] WHERE [RescheduleId] = {Of("berlaku")}"
        );
        yield return Change(
            "A reversal hidden",
            ("reschedule.reversal", Number(TakenBack)),
            "DELETE FROM [RescheduleReversal]"
        );
        yield return Change(
            "A reversal made up",
            ("reschedule.reversal", Number(Rescheduled)),
            $"INSERT INTO [RescheduleReversal] SELECT {Of("berlaku")}, [Reason], [Version], [ReversedBy], [At] FROM [RescheduleReversal]"
        );
        yield return Change(
            "The reason of a request",
            ("reschedule.evidence", $"SELECT {Of("menunggu")}"),
            $"UPDATE [Reschedule] SET [Reason] = 'lain' WHERE [Id] = {Of("menunggu")}"
        );
        yield return Change(
            "The note of a decision",
            ("reschedule.evidence", $"SELECT {Of("berlaku")}"),
            $"UPDATE [RescheduleDecision] SET [Note] = 'lain' WHERE [RescheduleId] = {Of("berlaku")}"
        );
        yield return Change(
            "A request deleted",
            ("reschedule.evidence", $"SELECT {Of("menunggu")}"),
            $"DELETE FROM [Reschedule] WHERE [Id] = {Of("menunggu")}"
        );
    }

    public static IEnumerable<TestCaseData> ChangesWithTheTrailRewritten()
    {
        yield return Change(
            "An old version that comes to less than was lent",
            ("loan.schedule", Number(Rescheduled)),
            $"UPDATE [Instalment] SET [Amount] = 90000, [Cumulative] = 990000 WHERE [Version] = 1 AND [No] = 10 AND [LoanId] = {Rescheduled};"
                + Event(Rescheduled, "2026-03-20\",\"amount\":100000", "2026-03-20\",\"amount\":90000")
        );
        yield return Change(
            "More repaid before than was",
            ("schedule.repaid_before", Number(Rescheduled)),
            $"UPDATE [ScheduleVersion] SET [RepaidBefore] = 310000 WHERE [Version] = 2 AND [LoanId] = {Rescheduled};"
                + $"UPDATE [Instalment] SET [Amount] = 90000, [Cumulative] = 690000 WHERE [Version] = 2 AND [No] = 7 AND [LoanId] = {Rescheduled};"
                + Event(Rescheduled, "\"repaidBefore\":300000", "\"repaidBefore\":310000")
                + Event(Rescheduled, "2026-04-13\",\"amount\":100000", "2026-04-13\",\"amount\":90000")
        );
        yield return Change(
            "A version that takes itself back",
            ("schedule.undone", Number(TakenBack)),
            $"UPDATE [ScheduleVersion] SET [Undoes] = 3 WHERE [Version] = 3 AND [LoanId] = {TakenBack};"
                + Event(TakenBack, "\"undoes\":2", "\"undoes\":3")
        );
        yield return Change(
            "A version that begins before the one it follows",
            ("schedule.order", Number(Unpaid)),
            $"UPDATE [ScheduleVersion] SET [EffectiveOn] = '2026-01-05' WHERE [Version] = 2 AND [LoanId] = {Unpaid};"
                + Event(Unpaid, "\"effectiveOn\":\"2026-02-23\"", "\"effectiveOn\":\"2026-01-05\"")
        );
        yield return Change(
            "A schedule that nobody decided",
            ("reschedule.undecided", Number(Waiting)),
            $"UPDATE [ScheduleVersion] SET [Cause] = 'reschedule' WHERE [LoanId] = {Waiting};"
                + Event(Waiting, "\"cause\":\"disbursement\"", "\"cause\":\"reschedule\"")
        );
    }

    [TestCaseSource(nameof(Changes))]
    public Task A_change_is_found_and_named((string Check, string Subject) expected, string change) =>
        AssertFound(expected, change);

    [TestCaseSource(nameof(ChangesWithTheTrailRewritten))]
    public async Task A_change_that_breaks_a_rule_is_found_though_the_trail_agrees(
        (string Check, string Subject) expected,
        string change
    )
    {
        await AssertFound(expected, change, rewritten: true);
    }

    private async Task AssertFound((string Check, string Subject) expected, string change, bool rewritten = false)
    {
        var subject = _database.Ask(expected.Subject);
        Assert.That(_database.Do(change), Is.Positive, "Nothing was changed.");
        if (rewritten)
        {
            await _database.RewriteChain();
        }

        var found = await Verify();

        Assert.Multiple(() =>
        {
            Assert.That((bool)found["verified"]!, Is.False);
            Assert.That((string?)found["firstBroken"]?["check"], Is.EqualTo(expected.Check));
            Assert.That((string?)found["firstBroken"]?["subject"], Is.EqualTo(subject));
        });
    }

    private async Task<string> Paid(string reason)
    {
        var loanId = await _office.NewActive();
        (await _office.Pay(loanId, 300_000)).Ok();
        return await _office.NewReschedule(loanId, new { reason });
    }

    private async Task<JsonNode> Verify() => (await _office.Auditor.Get("/audit/verification")).Ok();

    private static string Of(string reason) => $"(SELECT [Id] FROM [Reschedule] WHERE [Reason] = '{reason}')";

    private static string Number(string loanId) => $"SELECT [Number] FROM [Loan] WHERE [Id] = {loanId}";

    private static string Event(string loanId, string said, string forged) =>
        $"UPDATE [AuditEvent] SET [After] = replace([After], '{said}', '{forged}') WHERE [Action] = 'loan.scheduled' AND [SubjectId] = {loanId};";

    private static TestCaseData Change(string name, (string Check, string Subject) expected, string sql) =>
        new TestCaseData(expected, sql).SetArgDisplayNames(name, expected.Check);
}
