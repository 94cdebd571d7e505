using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Loans;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Audit;

/// <summary>What somebody with the database file could do to tranches, and what the verification calls it.</summary>
public sealed class TrancheVerificationTests
{
    private const string Loan = "(SELECT [Id] FROM [Loan] WHERE [OfficeId] = @office)";

    private const string SecondEntry =
        "(SELECT MAX([Id]) FROM [JournalEntry] WHERE [OfficeId] = @office AND [Kind] = 'disbursement')";

    private const string NumberOfLoan = $"SELECT [Number] FROM [Loan] WHERE [Id] = {Loan}";

    private const string NumberOfEntry = $"SELECT [Number] FROM [JournalEntry] WHERE [Id] = {SecondEntry}";

    private BmdHost _host = null!;
    private TestOffice _office = null!;
    private Tampering _database = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        TestDatabase.NeedsFile();

        _host = new BmdHost();
        _office = await TestOffice.Open(_host);
        // The first and the second are paid, the third is held.
        var id = await _office.NewActiveIn(TrancheSteps.Three);
        (await _office.Approver.DecideTranche(id, 2, "approve")).Ok();
        (await _office.Approver.DecideTranche(id, 3, "hold")).Ok();
        (await _office.Cashier.PayTranche(id, "2026-01-28")).Ok();
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
    public async Task Nothing_is_found_where_nothing_was_changed() => Assert.That((bool)(await Verify())["verified"]!);

    /// <summary>Found by what the trail says of it.</summary>
    [TestCase("An amount", "UPDATE [LoanTranche] SET [Amount] = [Amount] + 1 WHERE [No] = 3")]
    [TestCase("A day", "UPDATE [LoanTranche] SET [PlannedOn] = '2026-12-01' WHERE [No] = 3")]
    [TestCase("A tranche taken away", "DELETE FROM [LoanTranche] WHERE [No] = 3")]
    [TestCase("A plan taken away", "DELETE FROM [LoanTranche]")]
    [TestCase("A decision", "UPDATE [TrancheDecision] SET [Decision] = 'approve' WHERE [No] = 3")]
    [TestCase("A decision taken away", "DELETE FROM [TrancheDecision] WHERE [No] = 3")]
    [TestCase(
        "A decision made up",
        "INSERT INTO [TrancheDecision] SELECT [LoanId], 3, 2, 'approve', [DecidedOn], [Note], [DecidedBy], [At] FROM [TrancheDecision] WHERE [No] = 3"
    )]
    [TestCase("Another tranche's payment", "UPDATE [TranchePayment] SET [No] = 3 WHERE [No] = 2")]
    [TestCase("A payment taken away", "DELETE FROM [TranchePayment] WHERE [No] = 2")]
    public Task A_change_is_found_by_the_trail(string name, string change) =>
        AssertFound((name, "tranche.evidence", NumberOfLoan), change);

    public static IEnumerable<TestCaseData> ChangesThatTheTrailWasMadeToAgreeWith()
    {
        yield return Case(
            "More planned than agreed",
            "tranche.plan",
            NumberOfLoan,
            "UPDATE [LoanTranche] SET [Amount] = [Amount] + 1 WHERE [No] = 3;"
                + Event("'loan.tranches_planned'", "replace([After], '200000', '200001')")
        );
        yield return Case(
            "A payment nobody noted",
            "tranche.payment",
            NumberOfEntry,
            "DELETE FROM [TranchePayment] WHERE [No] = 2;" + Forget("\"no\":2", "loan.tranche_paid")
        );
        yield return Case(
            "Paid as a tranche of another amount",
            "tranche.payment",
            NumberOfEntry,
            "UPDATE [TranchePayment] SET [No] = 3 WHERE [No] = 2;"
                + Event("'loan.tranche_paid'", "replace([After], '\"no\":2', '\"no\":3')")
        );
        yield return Case(
            "Paid though it was cancelled",
            "tranche.cancelled",
            NumberOfLoan,
            "UPDATE [TrancheDecision] SET [Decision] = 'cancel' WHERE [No] = 2;"
                + Event("'loan.tranche_decided'", "replace([After], '\"approve\"', '\"cancel\"')")
        );
        yield return Case(
            "Approved by who paid it out",
            "tranche.approval",
            NumberOfEntry,
            $"UPDATE [TrancheDecision] SET [DecidedBy] = (SELECT [BookedBy] FROM [JournalEntry] WHERE [Id] = {SecondEntry}) WHERE [No] = 2;"
                + Event(
                    "'loan.tranche_decided'",
                    $"replace([After], (SELECT [DecidedBy] FROM [Decision] WHERE [Decision] = 'approve' LIMIT 1), CASE WHEN [After] LIKE '%\"no\":2%' THEN (SELECT [BookedBy] FROM [JournalEntry] WHERE [Id] = {SecondEntry}) ELSE (SELECT [DecidedBy] FROM [Decision] WHERE [Decision] = 'approve' LIMIT 1) END)"
                )
        );
        yield return Case(
            "A schedule made by nothing",
            "loan.schedule",
            NumberOfLoan,
            "UPDATE [ScheduleVersion] SET [EntryId] = NULL WHERE [Cause] = 'tranche';"
                + Event("'loan.scheduled'", "json_remove([After], '$.entryId')", "AND [After] LIKE '%\"tranche\"%'")
        );
        yield return Case(
            "A schedule undone though its payment stands",
            "loan.schedule",
            NumberOfLoan,
            $"INSERT INTO [ScheduleVersion] ([LoanId], [Version], [EffectiveOn], [RepaidBefore], [Cause], [At], [Undoes]) SELECT [LoanId], 3, [EffectiveOn], 800000, 'reversal', [At], 1 FROM [ScheduleVersion] WHERE [Version] = 2;"
                + "INSERT INTO [Instalment] SELECT [LoanId], 3, [No], [AnchorOn], [DueOn], [Amount], [Cumulative] FROM [Instalment] WHERE [Version] = 2;"
                + "UPDATE [ScheduleVersion] SET [RepaidBefore] = 0 WHERE [Version] = 3"
        );
    }

    [TestCaseSource(nameof(ChangesThatTheTrailWasMadeToAgreeWith))]
    public async Task A_change_that_breaks_a_rule_is_found_though_the_trail_agrees(
        string name,
        string check,
        string subject,
        string change
    ) => await AssertFound((name, check, subject), change, rewritten: true);

    private async Task AssertFound(
        (string Name, string Check, string Subject) expected,
        string change,
        bool rewritten = false
    )
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
            Assert.That((bool)found["verified"]!, Is.False, expected.Name);
            Assert.That((string?)found["firstBroken"]?["check"], Is.EqualTo(expected.Check), expected.Name);
            Assert.That((string?)found["firstBroken"]?["subject"], Is.EqualTo(subject), expected.Name);
        });
    }

    private async Task<JsonNode> Verify() => (await _office.Auditor.Get("/audit/verification")).Ok();

    private static TestCaseData Case(string name, string check, string subject, string change) =>
        new TestCaseData(name, check, subject, change).SetArgDisplayNames(name, check);

    private static string Event(string action, string after, string condition = "") =>
        $"UPDATE [AuditEvent] SET [After] = {after} WHERE [ChainId] = @office AND [Action] = {action} {condition}";

    // As if it were about something else; taken out, it would leave a gap.
    private static string Forget(string content, string action) =>
        $"UPDATE [AuditEvent] SET [Action] = 'loan.noted' WHERE [ChainId] = @office AND [Action] = '{action}' AND [After] LIKE '%{content}%'";
}
