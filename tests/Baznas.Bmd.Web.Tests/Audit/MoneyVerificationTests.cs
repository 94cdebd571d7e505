using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Audit;

/// <summary>
/// What is changed behind the service's back of deposits, counts and months opened again is found and named, also by a
/// forger who rewrites the whole trail of what was booked.
/// </summary>
public sealed class MoneyVerificationTests
{
    private const string Refund = "(SELECT [Id] FROM [JournalEntry] WHERE [Kind] = 'depositRefund')";

    private const string Difference = "(SELECT [Id] FROM [JournalEntry] WHERE [Kind] = 'cashDifference')";

    // Booked on 20 January while that month was open again.
    private const string Late = "(SELECT [Id] FROM [JournalEntry] WHERE [EffectiveOn] = '2026-01-20')";

    private const string Depositor = "SELECT [BorrowerId] FROM [DepositChoice]";

    private BmdHost _host = null!;
    private TestOffice _office = null!;
    private Tampering _database = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        TestDatabase.NeedsFile();

        _host = new BmdHost();
        _office = await TestOffice.Open(_host);
        var loan = await _office.NewActive();
        var depositor = await _office.NewDepositor(250_000);
        (await _office.Refund(depositor, 100_000)).Ok();
        await _office.ChooseDepositUse(depositor);
        var cash = (await _office.Cashier.Get("/funds")).Ok()["items"]![0]!.Number("cash");
        await _office.Count(_office.FundId, cash - 7_000, "Belum diketahui");
        await _office.CloseMonth("2026-01");
        Tick();
        await _office.Reopen("2026-01");
        Tick();
        (await _office.Pay(loan, 100_000, "2026-01-20")).Ok();
        Tick();
        await _office.CloseMonth("2026-01");
        Tick();
        (await _office.Pay(loan, 100_000, "2026-02-20")).Ok();
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
        var found = (await _office.Auditor.Get("/audit/verification")).Ok();
        Assert.That((bool)found["verified"]!, found.ToJsonString());
        await _database.RewriteChain();
        Assert.That((bool)(await _office.Auditor.Get("/audit/verification")).Ok()["verified"]!);
    }

    private static IEnumerable<TestCaseData> Changes()
    {
        yield return Change(
            "The decision of a reopening deleted",
            "period.reopening",
            "SELECT '2026-01'",
            "DELETE FROM [PeriodReopeningDecision]"
        );
        yield return Change(
            "Who decided made the one who asked",
            "period.reopening",
            "SELECT '2026-01'",
            "UPDATE [PeriodReopening] SET [RequestedBy] = (SELECT [DecidedBy] FROM [PeriodReopeningDecision])"
        );
        yield return Change(
            "An approval made a rejection",
            "period.reopening",
            "SELECT '2026-01'",
            "UPDATE [PeriodReopeningDecision] SET [Decision] = 'reject'"
        );
        yield return Change(
            "A reopening taken back",
            "period.recorded",
            "SELECT 'MJK'",
            "DELETE FROM [PeriodChange] WHERE [Change] = 'reopened'"
        );
        yield return Change(
            "A reopening dated back",
            "period.recorded",
            "SELECT 'MJK'",
            "UPDATE [PeriodChange] SET [At] = '2026-03-01T02:00:00.000Z' WHERE [Change] = 'reopened'"
        );
        yield return Change(
            "More months opened than were",
            "period.recorded",
            "SELECT 'MJK'",
            "UPDATE [PeriodChange] SET [ClosedThrough] = '2025-11' WHERE [Change] = 'reopened'"
        );
        yield return Change(
            "What a borrower chose",
            "deposit.evidence",
            Depositor,
            "UPDATE [DepositChoice] SET [ApplyWhenDue] = 0"
        );
        yield return Change("A choice deleted", "deposit.evidence", Depositor, "DELETE FROM [DepositChoice]");
        yield return Change(
            "What was counted",
            "cash_count.entry",
            "SELECT 'INFAK'",
            "UPDATE [CashCount] SET [Counted] = [Counted] + 1"
        );
        yield return Change(
            "The difference of a count hidden",
            "cash_count.entry",
            "SELECT 'INFAK'",
            "UPDATE [CashCount] SET [EntryId] = NULL"
        );
        yield return Change(
            "The explanation of a count",
            "cash_count.evidence",
            "SELECT [Id] FROM [CashCount]",
            "UPDATE [CashCount] SET [Explanation] = 'x'"
        );
        yield return Change(
            "A count deleted",
            "cash_count.missing",
            $"SELECT [Number] FROM [JournalEntry] WHERE [Id] = {Difference}",
            "DELETE FROM [CashCount]"
        );
    }

    private static IEnumerable<TestCaseData> ChangesWithTheTrailRewritten()
    {
        yield return Change(
            "A refund dated before what it gives back was held",
            "deposit.balance",
            $"SELECT b.[Number] FROM [Borrower] b JOIN [JournalEntry] e ON e.[BorrowerId] = b.[Id] WHERE e.[Id] = {Refund}",
            Date(Refund, "2026-02-01")
        );
        yield return Change(
            "A difference dated before its count",
            "cash_count.entry",
            "SELECT 'INFAK'",
            Date(Difference, "2026-03-03")
        );
        yield return Change(
            "An entry said to be booked once its month was closed again",
            "period.entry",
            $"SELECT [Number] FROM [JournalEntry] WHERE [Id] = {Late}",
            $"UPDATE [JournalEntry] SET [BookedAt] = '2026-03-04T04:00:00.000Z' WHERE [Id] = {Late}"
        );
        yield return Change(
            "An entry said to be booked while its month was closed the first time",
            "period.entry",
            $"SELECT [Number] FROM [JournalEntry] WHERE [Id] = {Late}",
            $"UPDATE [JournalEntry] SET [BookedAt] = '2026-03-04T02:00:30.000Z' WHERE [Id] = {Late}"
        );
        yield return Change(
            "An entry dated into the closed month",
            "ledger.closed",
            "SELECT [Number] FROM [JournalEntry] WHERE [EffectiveOn] = '2026-02-20'",
            Date("(SELECT [Id] FROM [JournalEntry] WHERE [EffectiveOn] = '2026-02-20')", "2026-01-21")
        );
    }

    [TestCaseSource(nameof(Changes))]
    public Task A_change_is_found_and_named(string check, string subject, string change) =>
        AssertFound((check, subject), change, rewritten: false);

    [TestCaseSource(nameof(ChangesWithTheTrailRewritten))]
    public Task A_change_is_found_though_the_trail_agrees(string check, string subject, string change) =>
        AssertFound((check, subject), change, rewritten: true);

    private async Task AssertFound((string Check, string Subject) broken, string change, bool rewritten)
    {
        var expected = _database.Ask(broken.Subject);
        Assert.That(_database.Do(change), Is.Positive, "Nothing was changed.");
        if (rewritten)
        {
            await _database.RewriteChain();
        }

        var found = (await _office.Auditor.Get("/audit/verification")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That((bool)found["verified"]!, Is.False);
            Assert.That((string?)found["firstBroken"]?["check"], Is.EqualTo(broken.Check));
            Assert.That((string?)found["firstBroken"]?["subject"], Is.EqualTo(expected));
        });
    }

    private void Tick() => _host.Clock.StandAt(_host.Clock.GetUtcNow().AddMinutes(1));

    private static string Date(string entry, string day) =>
        // The postings first: their entry may be found by its date.
        $"UPDATE [Posting] SET [EffectiveOn] = '{day}' WHERE [EntryId] = {entry};"
        + $"UPDATE [JournalEntry] SET [EffectiveOn] = '{day}' WHERE [Id] = {entry}";

    private static TestCaseData Change(string name, string check, string subject, string sql) =>
        new TestCaseData(check, subject, sql).SetArgDisplayNames(name, check);
}
