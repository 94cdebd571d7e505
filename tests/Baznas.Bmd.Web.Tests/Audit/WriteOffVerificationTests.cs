using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Audit;

/// <summary>Whoever makes a debt leave the books behind the service's back, or hides who let it, is found.</summary>
public sealed class WriteOffVerificationTests
{
    private const string WriteOff =
        "(SELECT MAX([EntryId]) FROM [Posting] WHERE [OfficeId] = @office AND [Account] = 'writeOff' AND [Amount] > 0)";

    private const string Number = $"SELECT [Number] FROM [JournalEntry] WHERE [Id] = {WriteOff}";

    private const string Loan = $"(SELECT [LoanId] FROM [JournalEntry] WHERE [Id] = {WriteOff})";

    private const string LoanNumber = $"SELECT [Number] FROM [Loan] WHERE [Id] = {Loan}";

    private const string Request = $"(SELECT [Id] FROM [WriteOff] WHERE [LoanId] = {Loan})";

    private const string Recovery =
        "(SELECT MAX([EntryId]) FROM [Posting] WHERE [OfficeId] = @office AND [Account] = 'recoveryIncome')";

    private const string Reversal = "(SELECT MAX([EntryId]) FROM [Reversal])";

    private BmdHost _host = null!;
    private TestOffice _office = null!;
    private Tampering _database = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        TestDatabase.NeedsFile();

        _host = new BmdHost();
        _office = await TestOffice.Open(_host);
        var mistaken = await _office.NewActive();
        (await _office.Cashier.Reverse(mistaken, (await _office.WriteOff(mistaken)).Text("transactionId"))).Ok();
        var id = (await _office.Officer.AskToWriteOff(mistaken)).Id();
        (await _office.Approver.DecideWriteOff(id, "reject")).Ok();
        await _office.NewWrittenOff("forgiveness");
        var written = await _office.NewWrittenOff();
        (await _office.Cashier.Recover(written)).Ok();
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
    public async Task Nothing_is_found_where_nothing_was_changed()
    {
        var found = await Verify();
        Assert.That((bool)found["verified"]!, found.ToJsonString());
        await _database.RewriteChain();
        found = await Verify();
        Assert.That((bool)found["verified"]!, found.ToJsonString());
    }

    public static IEnumerable<TestCaseData> Changes()
    {
        yield return Evidence("Why it was asked for", $"UPDATE [WriteOff] SET [Reason] = 'x' WHERE [Id] = {Request}");
        yield return Evidence("What showed it", $"UPDATE [WriteOff] SET [Evidence] = 'x' WHERE [Id] = {Request}");
        yield return Evidence(
            "What one noted",
            $"UPDATE [WriteOffDecision] SET [Note] = 'x' WHERE [WriteOffId] = {Request}"
        );
        yield return Change(
            "A voice deleted",
            "writeOff.approved",
            Number,
            $"DELETE FROM [WriteOffDecision] WHERE [WriteOffId] = {Request} AND [EntryId] IS NULL"
        );
        yield return Change(
            "A third voice",
            "writeOff.approved",
            Number,
            $"INSERT INTO [WriteOffDecision] SELECT [WriteOffId], 'x', [Decision], [Note], NULL, [At] FROM [WriteOffDecision] WHERE [WriteOffId] = {Request} AND [EntryId] IS NULL"
        );
        yield return Change(
            "A voice of who asked",
            "writeOff.approved",
            Number,
            $"UPDATE [WriteOffDecision] SET [DecidedBy] = (SELECT [RequestedBy] FROM [WriteOff] WHERE [Id] = {Request}) WHERE [WriteOffId] = {Request} AND [EntryId] IS NULL"
        );
        yield return Change(
            "A refusal made an agreement",
            "writeOff.evidence",
            "SELECT [WriteOffId] FROM [WriteOffDecision] WHERE [Decision] = 'reject'",
            "UPDATE [WriteOffDecision] SET [Decision] = 'approve' WHERE [Decision] = 'reject'"
        );
        yield return Change(
            "The request deleted",
            "writeOff.approved",
            Number,
            $"DELETE FROM [WriteOff] WHERE [Id] = {Request}"
        );
        yield return Change(
            "A rejected request deleted",
            "writeOff.evidence",
            "SELECT [WriteOffId] FROM [WriteOffDecision] WHERE [Decision] = 'reject'",
            "DELETE FROM [WriteOff] WHERE [Id] = (SELECT [WriteOffId] FROM [WriteOffDecision] WHERE [Decision] = 'reject')"
        );
        yield return Change(
            "A refusal deleted",
            "writeOff.evidence",
            "SELECT [WriteOffId] FROM [WriteOffDecision] WHERE [Decision] = 'reject'",
            "DELETE FROM [WriteOffDecision] WHERE [Decision] = 'reject'"
        );
        yield return Change(
            "A request nobody made",
            "writeOff.evidence",
            "SELECT 'x'",
            $"INSERT INTO [WriteOff] SELECT 'x', [OfficeId], [LoanId], [Kind], [EffectiveOn], [Cause], [Reason], [Evidence], [DiedOn], [DeathCertificate], [RequestedBy], [RequestedAt] FROM [WriteOff] WHERE [Id] = {Request}"
        );
    }

    /// <summary>As above, and every event and hash of an entry rewritten to agree: then the books must give it away.</summary>
    public static IEnumerable<TestCaseData> ChangesWithTheTrailRewritten()
    {
        yield return Change(
            "Less than the whole rest",
            "writeOff.amount",
            Number,
            $"UPDATE [Posting] SET [Amount] = [Amount] / 2 WHERE [EntryId] = {WriteOff}"
        );
        yield return Change(
            "Money given back to the borrower after it",
            "writeOff.followed",
            Number,
            $"UPDATE [JournalEntry] SET [Kind] = 'repayment' WHERE [Id] = {Recovery};"
                + "UPDATE [Posting] SET [Kind] = 'repayment', [Amount] = -[Amount], [Account] = CASE [Account] WHEN 'cash' THEN 'cash' ELSE 'qardhReceivable' END "
                + $"WHERE [EntryId] = {Recovery}"
        );
        yield return Change(
            "More recovered than was written off",
            "writeOff.recovered",
            LoanNumber,
            $"UPDATE [Posting] SET [Amount] = [Amount] * 8 WHERE [EntryId] = {Recovery}"
        );
        yield return Change(
            "Recovered before it was written off",
            "writeOff.recovered",
            LoanNumber,
            Redate("recovery", "2026-02-19")
        );
        yield return Change(
            "A reversal of half",
            "ledger.reversed",
            $"SELECT [Number] FROM [JournalEntry] WHERE [Id] = {Reversal}",
            $"UPDATE [Posting] SET [Amount] = [Amount] / 2 WHERE [EntryId] = {Reversal}"
        );
        yield return Change(
            "A reversal of another's entry",
            "ledger.reversed",
            $"SELECT [Number] FROM [JournalEntry] WHERE [Id] = {Reversal}",
            $"UPDATE [AuditEvent] SET [Before] = NULL WHERE [SubjectId] = {Reversal};"
                + $"UPDATE [Reversal] SET [ReversedEntryId] = {Recovery} WHERE [EntryId] = {Reversal}"
        );
        yield return Change(
            "A reversal of another entry than the trail says",
            "ledger.reversal",
            $"SELECT [Number] FROM [JournalEntry] WHERE [Id] = {Reversal}",
            $"UPDATE [Reversal] SET [ReversedEntryId] = {Recovery} WHERE [EntryId] = {Reversal}"
        );
        yield return Change(
            "A reversal for another reason",
            "ledger.reversal",
            $"SELECT [Number] FROM [JournalEntry] WHERE [Id] = {Reversal}",
            $"UPDATE [Reversal] SET [Reason] = 'Lain' WHERE [EntryId] = {Reversal}"
        );
        yield return Change(
            "A reversal reversed",
            "ledger.reversal",
            $"SELECT [Number] FROM [JournalEntry] WHERE [Id] = {Recovery}",
            $"INSERT INTO [Reversal] ([ReversedEntryId], [EntryId], [Reason]) VALUES ({Reversal}, {Recovery}, 'x')"
        );
    }

    [TestCaseSource(nameof(Changes))]
    public Task A_change_is_found_and_named(string check, string subject, string change) =>
        AssertFound(check, subject, change, rewritten: false);

    [TestCaseSource(nameof(ChangesWithTheTrailRewritten))]
    public Task A_change_that_breaks_the_books_is_found_though_the_trail_agrees(
        string check,
        string subject,
        string change
    ) => AssertFound(check, subject, change, rewritten: true);

    private async Task AssertFound(string check, string subject, string change, bool rewritten)
    {
        var expected = _database.Ask(subject);
        Assert.That(_database.Do(change), Is.Positive, "Nothing was changed.");
        if (rewritten)
        {
            await _database.RewriteChain();
        }

        var found = await Verify();

        Assert.Multiple(() =>
        {
            Assert.That((bool)found["verified"]!, Is.False);
            Assert.That((string?)found["firstBroken"]?["check"], Is.EqualTo(check));
            Assert.That((string?)found["firstBroken"]?["subject"], Is.EqualTo(expected));
        });
    }

    private async Task<JsonNode> Verify() => (await _office.Auditor.Get("/audit/verification")).Ok();

    private static string Redate(string kind, string day) =>
        $"UPDATE [Posting] SET [EffectiveOn] = '{day}' WHERE [Kind] = '{kind}' AND [EntryId] IN (SELECT [Id] FROM [JournalEntry] WHERE [LoanId] = {Loan});"
        + $"UPDATE [JournalEntry] SET [EffectiveOn] = '{day}' WHERE [Kind] = '{kind}' AND [LoanId] = {Loan};";

    private static TestCaseData Change(string name, string check, string subject, string sql) =>
        new TestCaseData(check, subject, sql).SetArgDisplayNames(name, check);

    private static TestCaseData Evidence(string name, string sql) =>
        Change(name, "writeOff.evidence", $"SELECT {Request}", sql);
}
