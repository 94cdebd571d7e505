using System.Globalization;
using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Features.Audit.VerifyBooks;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Audit;

/// <summary>
/// Every way to change the books behind the service's back is found and named. What a forger changes who also rewrites the
/// whole chain is found as far as it breaks a rule of the books; the rest only a head hash kept elsewhere can show.
/// </summary>
public sealed class VerificationTests
{
    // The newest repayment that was not reversed; it stands in February, when January was closed already.
    private const string Repayment =
        "(SELECT MAX([EntryId]) FROM [Posting] WHERE [OfficeId] = @office AND [Account] = 'borrowerDeposits')";

    private const string NumberOfRepayment = $"SELECT [Number] FROM [JournalEntry] WHERE [Id] = {Repayment}";

    private const string NumberOfItsLoan =
        $"SELECT l.[Number] FROM [Loan] l JOIN [JournalEntry] e ON e.[LoanId] = l.[Id] WHERE e.[Id] = {Repayment}";

    private const string ItsLoan = $"(SELECT [LoanId] FROM [JournalEntry] WHERE [Id] = {Repayment})";

    private const string LastEvent = "(SELECT [Length] FROM [AuditChain] WHERE [Id] = @office)";

    private const string Receipt =
        "(SELECT MAX([Id]) FROM [JournalEntry] WHERE [OfficeId] = @office AND [Kind] = 'fundReceipt')";

    private BmdHost _host = null!;
    private AuditedOffice _audited = null!;
    private Tampering _database = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        TestDatabase.NeedsFile();

        _host = new BmdHost();
        _audited = await AuditedOffice.Open(_host);
        var other = new
        {
            officeId = _audited.Office.Id,
            code = "ZAKAT",
            name = "Zakat",
            kind = "zakat",
        };
        (await _audited.Office.Admin.Post("/funds", other)).Ok();
        await _audited.Office.Capital(_audited.Office.FundId, 1_000_000, "2026-02-21");
        _database = new Tampering(_host, _audited.Office.Id);
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
        await AssertHolds();
        await _database.RewriteChain();
        await AssertHolds();
        _database.Undo();
        await AssertHolds();
    }

    public static IEnumerable<TestCaseData> ChangesToTheTrail()
    {
        yield return Change(
            "An event's content",
            "audit.hash",
            At("loan.signed"),
            Set("[After] = '{}'", "loan.signed")
        );
        yield return Change("Who did it", "audit.hash", At("loan.signed"), Set("[UserName] = 'x'", "loan.signed"));
        yield return Change(
            "When",
            "audit.hash",
            At("loan.signed"),
            Set("[At] = '2026-03-04T01:00:00.000Z'", "loan.signed")
        );
        yield return Change(
            "An event deleted",
            "audit.sequence",
            At("loan.signed"),
            $"DELETE FROM [AuditEvent] WHERE [ChainId] = @office AND [Sequence] = {First("loan.signed")}"
        );
        yield return Change("The first event deleted", "audit.sequence", "SELECT @office || '/1'", Cut("= 1"));
        yield return Change(
            "Two events swapped",
            "audit.link",
            "SELECT @office || '/3'",
            Move(3, -1) + Move(4, 3) + Move(-1, 4)
        );
        yield return Change(
            "An event put between",
            "audit.link",
            "SELECT @office || '/4'",
            "UPDATE [AuditEvent] SET [Sequence] = -[Sequence] WHERE [ChainId] = @office AND [Sequence] > 3;"
                + "UPDATE [AuditEvent] SET [Sequence] = 1 - [Sequence] WHERE [ChainId] = @office AND [Sequence] < 0;"
                + CopyOfEvent("3", "4")
                + $"UPDATE [AuditChain] SET [Length] = [Length] + 1 WHERE [Id] = @office"
        );
        yield return Change(
            "An event put at the end",
            "audit.link",
            $"SELECT @office || '/' || ({LastEvent} + 1)",
            CopyOfEvent("3", $"{LastEvent} + 1")
        );
        yield return Change(
            "The end cut off",
            "audit.end",
            $"SELECT @office || '/' || ({LastEvent} - 1)",
            Cut($"= {LastEvent}")
        );
        yield return Change(
            "The end cut off and the head mended",
            "ledger.recorded",
            $"SELECT [Number] FROM [JournalEntry] WHERE [Id] = {Receipt}",
            Cut($"= {LastEvent}")
                + """
                ; UPDATE [AuditChain] SET [Length] = [Length] - 1, [HeadHash] = (SELECT [Hash] FROM [AuditEvent] e
                    WHERE e.[ChainId] = @office AND e.[Sequence] = [AuditChain].[Length] - 1) WHERE [Id] = @office
                """
        );
        yield return Change("Everything cut off", "audit.end", "SELECT @office || '/0'", Cut("> 0"));
        yield return Change(
            "The head",
            "audit.end",
            $"SELECT @office || '/' || {LastEvent}",
            "UPDATE [AuditChain] SET [HeadHash] = [Id] WHERE [Id] = @office"
        );
    }

    public static IEnumerable<TestCaseData> ChangesToTheBooks()
    {
        yield return Change(
            "An amount on both lines",
            "ledger.evidence",
            $"SELECT [Number] FROM [JournalEntry] WHERE [Id] = {Receipt}",
            $"UPDATE [Posting] SET [Amount] = [Amount] * 2 WHERE [EntryId] = {Receipt}"
        );
        yield return Evidence("An amount on one line", InRepayment("[Amount] = [Amount] + 1", "[Line] = 1"));
        yield return Evidence(
            "A posting deleted",
            $"DELETE FROM [Posting] WHERE [EntryId] = {Repayment} AND [Line] = 1"
        );
        yield return Change(
            "An entry deleted with its postings",
            "ledger.evidence",
            $"SELECT {Receipt}",
            $"DELETE FROM [Posting] WHERE [EntryId] = {Receipt}; DELETE FROM [JournalEntry] WHERE [Id] = {Receipt}"
        );
        yield return Change("An entry without an event", "ledger.recorded", "SELECT 'MJK-J-X'", CopyOfReceipt);
        yield return Change("An entry's number", "ledger.evidence", "SELECT 'MJK-J-X'", Renumber);
        yield return Evidence("Who booked it", $"UPDATE [JournalEntry] SET [BookedBy] = 'x' WHERE [Id] = {Repayment}");
        yield return Evidence("Its fund", InRepayment($"[FundId] = {OtherFund}", "1 = 1"));
        yield return Evidence("Its date", Date("2026-02-09"));
        yield return Change(
            "A posting dated back alone",
            "ledger.consistent",
            NumberOfRepayment,
            InRepayment("[EffectiveOn] = '2026-02-09'", "[Line] = 1")
        );
        yield return Change(
            "The last receipt's number taken from the register",
            "number.registered",
            "SELECT [Number] FROM [DocumentNumber] WHERE [Series] = 'receipt' ORDER BY [Sequence] DESC LIMIT 1",
            """
            DELETE FROM [DocumentNumber] WHERE [Series] = 'receipt' AND [Sequence] =
                (SELECT MAX([Sequence]) FROM [DocumentNumber] WHERE [Series] = 'receipt')
            """
        );
        yield return Change(
            "A reversal made up",
            "ledger.reversal",
            $"SELECT [Number] FROM [JournalEntry] WHERE [Id] = {Receipt}",
            $"INSERT INTO [Reversal] ([ReversedEntryId], [EntryId], [Reason]) VALUES ({Repayment}, {Receipt}, 'x')"
        );
        yield return Change(
            "A kept report rewritten",
            "report.kept",
            "SELECT [Kind] || ' ' || [Period] FROM [StoredReport] ORDER BY [OfficeId], [Period], [Kind] LIMIT 1",
            "UPDATE [StoredReport] SET [Content] = '{}'"
        );
        yield return Change("A closing taken back", "period.recorded", "SELECT 'MJK'", "DELETE FROM [PeriodChange]");
        yield return Change(
            "A closing nobody made",
            "period.recorded",
            "SELECT 'MJK'",
            "INSERT INTO [PeriodChange] SELECT [OfficeId], 2, '2026-02', 'closed', '2026-02', [ChangedBy], [At] FROM [PeriodChange]"
        );
        yield return Change(
            "The amount of an instalment",
            "loan.evidence",
            NumberOfItsLoan,
            Instalment("[Amount] = 1")
        );
        yield return Change(
            "The day of an instalment",
            "loan.evidence",
            NumberOfItsLoan,
            Instalment("[DueOn] = '2027-01-01'")
        );
        yield return Change("What a loan is for", "loan.evidence", NumberOfItsLoan, Loan("[Purpose] = 'Motor'"));
        yield return Change("How much was agreed", "loan.evidence", NumberOfItsLoan, Loan("[Principal] = 2000000"));
        yield return Change(
            "Who owes",
            "loan.evidence",
            NumberOfItsLoan,
            Loan("[BorrowerId] = (SELECT MIN([Id]) FROM [Borrower])")
        );
        yield return Change(
            "A schedule made up, with later dates",
            "schedule.recorded",
            NumberOfItsLoan,
            $"""
            INSERT INTO [ScheduleVersion] ([LoanId], [Version], [EffectiveOn], [RepaidBefore], [Cause], [At], [CountedFrom])
            SELECT [LoanId], 2, [EffectiveOn], [RepaidBefore], 'holiday', [At], [CountedFrom] FROM [ScheduleVersion]
            WHERE [LoanId] = {ItsLoan};
            INSERT INTO [Instalment] ([LoanId], [Version], [No], [AnchorOn], [DueOn], [Amount], [Cumulative])
            SELECT [LoanId], 2, [No], [AnchorOn], '2027-01-01', [Amount], [Cumulative] FROM [Instalment]
            WHERE [LoanId] = {ItsLoan}
            """
        );
        yield return Change(
            "A loan cancelled by nobody",
            "loan.cancelled",
            NumberOfItsLoan,
            $"INSERT INTO [LoanCancellation] SELECT [Id], '2026-02-01', 'x', 'x', [CreatedAt] FROM [Loan] WHERE [Id] = {ItsLoan}"
        );
        yield return Change(
            "The akad",
            "loan.evidence",
            NumberOfItsLoan,
            $"UPDATE [Akad] SET [Witnesses] = '[]' WHERE [LoanId] = {ItsLoan}"
        );
        yield return Change(
            "The schedule that an akad was signed with",
            "loan.evidence",
            NumberOfItsLoan,
            $"UPDATE [Akad] SET [Annex] = NULL WHERE [LoanId] = {ItsLoan}"
        );
        yield return Change(
            "The akad deleted",
            "loan.evidence",
            NumberOfItsLoan,
            $"DELETE FROM [Akad] WHERE [LoanId] = {ItsLoan}"
        );
        yield return Change(
            "A loan that nobody granted",
            "loan.recorded",
            "SELECT 'MJK-X'",
            $"""
            INSERT INTO [Loan] SELECT 'x', [OfficeId], 'MJK-X', [ExternalRef], [ApplicationId], [BorrowerId], [ProductId],
                [ProductVersion], [FundId], [Principal], [Installments], [FirstDueOn], [Purpose], [ApprovedOn], [CreatedAt]
            FROM [Loan] WHERE [Id] = {ItsLoan}
            """
        );
        yield return Change(
            "A gap in the numbers",
            "number.gap",
            "SELECT MIN([Number]) FROM [DocumentNumber] WHERE [OfficeId] = @office AND [Series] = 'journal' AND [Sequence] > 1",
            "DELETE FROM [DocumentNumber] WHERE [OfficeId] = @office AND [Series] = 'journal' AND [Sequence] = 1"
        );
        yield return Change(
            "The last number taken out of the register",
            "number.registered",
            $"SELECT [Number] FROM [JournalEntry] WHERE [Id] = {Receipt}",
            $"DELETE FROM [DocumentNumber] WHERE [SubjectId] = {Receipt} AND [Series] = 'journal'"
        );
    }

    /// <summary>As above, and every event and hash rewritten to agree: then the books must give it away.</summary>
    public static IEnumerable<TestCaseData> ChangesWithTheTrailRewritten()
    {
        yield return Change(
            "One line",
            "ledger.balanced",
            NumberOfRepayment,
            InRepayment("[Amount] = [Amount] + 1", "[Line] = 1")
        );
        yield return Change(
            "No lines",
            "ledger.complete",
            NumberOfRepayment,
            $"DELETE FROM [Posting] WHERE [EntryId] = {Repayment}"
        );
        yield return Change("Its number", "number.entry", NumberOfRepayment, Renumber);
        yield return Change(
            "Its fund",
            "subledger.fund",
            NumberOfItsLoan,
            InRepayment($"[FundId] = {OtherFund}", "1 = 1")
        );
        yield return Change("Paid before it was lent", "loan.balance", NumberOfItsLoan, Date("2026-02-01"));
        yield return Change("Into a closed month", "ledger.closed", NumberOfRepayment, Date("2026-01-31"));
        yield return Change(
            "Less lent than the schedule asks back",
            "loan.schedule",
            NumberOfItsLoan,
            $"UPDATE [Posting] SET [Amount] = [Amount] + [Amount] / 2 WHERE [Kind] = 'disbursement' AND [LoanId] = {ItsLoan};"
                + $"UPDATE [Posting] SET [Amount] = (SELECT -SUM(p.[Amount]) FROM [Posting] p WHERE p.[EntryId] = [Posting].[EntryId] AND p.[Account] = 'qardhReceivable') WHERE [Kind] = 'disbursement' AND [Account] = 'cash' AND [EntryId] IN (SELECT [EntryId] FROM [Posting] WHERE [Kind] = 'disbursement' AND [LoanId] = {ItsLoan})"
        );
        yield return Change(
            "More paid out than there was",
            "fund.balance",
            "SELECT 'INFAK'",
            "UPDATE [Posting] SET [Amount] = [Amount] / 1000 WHERE [Kind] = 'fundReceipt' AND [OfficeId] = @office"
        );
        yield return Change(
            "A deposit below zero",
            "deposit.balance",
            $"SELECT b.[Number] FROM [Borrower] b JOIN [Posting] p ON p.[BorrowerId] = b.[Id] WHERE p.[EntryId] = {Repayment} AND p.[Account] = 'borrowerDeposits'",
            InRepayment("[Amount] = [Amount] - 100000", "[Account] = 'cash'")
                + ";"
                + InRepayment("[Amount] = [Amount] + 100000", "[Account] = 'borrowerDeposits'")
        );
        yield return Change(
            "Its event made into another's",
            "ledger.recorded",
            NumberOfRepayment,
            $"UPDATE [AuditEvent] SET [SubjectKind] = 'note' WHERE [SubjectId] = {Repayment}"
        );
        yield return Change(
            "Its event made into another's and the entry deleted",
            "number.entry",
            $"SELECT [Number] FROM [JournalEntry] WHERE [Id] = {Receipt}",
            $"UPDATE [AuditEvent] SET [SubjectKind] = 'note' WHERE [SubjectId] = {Receipt};"
                + $"DELETE FROM [Posting] WHERE [EntryId] = {Receipt}; DELETE FROM [JournalEntry] WHERE [Id] = {Receipt}"
        );
    }

    [TestCaseSource(nameof(ChangesToTheTrail))]
    [TestCaseSource(nameof(ChangesToTheBooks))]
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
            Assert.That((string?)found["firstBroken"]!["check"], Is.EqualTo(check));
            Assert.That((string?)found["firstBroken"]!["subject"], Is.EqualTo(expected));
            // What comes before holds, and what rests on it is not looked at.
            Assert.That(Outcomes(found).SkipWhile(outcome => outcome == "holds").First(), Is.EqualTo("broken"));
            Assert.That(Outcomes(found).SkipWhile(outcome => outcome == "holds").Skip(1), Is.All.EqualTo("notReached"));
        });
    }

    private async Task AssertHolds()
    {
        var found = await Verify();
        Assert.That((bool)found["verified"]!, found.ToJsonString());
        Assert.That(Outcomes(found), Has.Count.EqualTo(Enum.GetValues<BookPart>().Length).And.All.EqualTo("holds"));
        Assert.That(
            ((long)found["events"]!).ToString(CultureInfo.InvariantCulture),
            Is.EqualTo(_database.Ask($"SELECT {LastEvent}"))
        );
    }

    private static IReadOnlyList<string> Outcomes(JsonNode found) =>
        [.. found["checks"]!.AsArray().Select(check => (string)check!["outcome"]!)];

    private async Task<JsonNode> Verify() => (await _audited.Office.Auditor.Get("/audit/verification")).Ok();

    private static TestCaseData Change(string name, string check, string subject, string sql) =>
        new TestCaseData(check, subject, sql).SetArgDisplayNames(name, check);

    private static TestCaseData Evidence(string name, string sql) =>
        Change(name, "ledger.evidence", "SELECT [Number] FROM [JournalEntry] WHERE [Id] = " + Repayment, sql);

    private static string First(string action) =>
        $"(SELECT MIN([Sequence]) FROM [AuditEvent] WHERE [ChainId] = @office AND [Action] = '{action}')";

    private static string At(string action) => $"SELECT @office || '/' || {First(action)}";

    private static string Set(string assignment, string action) =>
        $"UPDATE [AuditEvent] SET {assignment} WHERE [ChainId] = @office AND [Sequence] = {First(action)}";

    private static string Cut(string sequences) =>
        $"DELETE FROM [AuditEvent] WHERE [ChainId] = @office AND [Sequence] {sequences}";

    private static string Move(int from, int to) =>
        $"UPDATE [AuditEvent] SET [Sequence] = {to} WHERE [ChainId] = @office AND [Sequence] = {from};";

    private static string CopyOfEvent(string from, string to) =>
        $"""
            INSERT INTO [AuditEvent] SELECT [ChainId], {to}, [At], [UserId], [UserName], [Action], [SubjectKind], [SubjectId],
                [Before], [After], [RequestId], [PreviousHash], [Hash], [Edge], [Address]
            FROM [AuditEvent] WHERE [ChainId] = @office AND [Sequence] = {from};
            """;

    private static string InRepayment(string assignment, string condition) =>
        $"UPDATE [Posting] SET {assignment} WHERE [EntryId] = {Repayment} AND {condition}";

    private static string Date(string day) =>
        $"UPDATE [JournalEntry] SET [EffectiveOn] = '{day}' WHERE [Id] = {Repayment};"
        + InRepayment($"[EffectiveOn] = '{day}'", "1 = 1");

    private static string Instalment(string assignment) =>
        $"UPDATE [Instalment] SET {assignment} WHERE [No] = 2 AND [LoanId] = {ItsLoan}";

    private static string Loan(string assignment) => $"UPDATE [Loan] SET {assignment} WHERE [Id] = {ItsLoan}";

    private const string OtherFund = "(SELECT [Id] FROM [Fund] WHERE [OfficeId] = @office AND [Code] = 'ZAKAT')";

    private const string Renumber = $"UPDATE [JournalEntry] SET [Number] = 'MJK-J-X' WHERE [Id] = {Repayment}";

    private const string CopyOfReceipt = $"""
        INSERT INTO [JournalEntry] SELECT 'x', [OfficeId], 'MJK-J-X', [Kind], [EffectiveOn], [BookedAt], [BookedBy], [LoanId],
            [BorrowerId], [ReceiptNumber], [Method], [PaidByBorrowerId], [Reference], [Description]
        FROM [JournalEntry] WHERE [Id] = {Receipt};
        INSERT INTO [Posting] SELECT 'x', [Line], [OfficeId], [FundId], [Account], [Kind], [EffectiveOn], [LoanId],
            [BorrowerId], [Amount]
        FROM [Posting] WHERE [EntryId] = {Receipt};
        """;
}
