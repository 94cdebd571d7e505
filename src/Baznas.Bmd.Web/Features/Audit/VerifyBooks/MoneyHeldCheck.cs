using Baznas.Bmd.Web.Features.Borrowers.GetDeposit;
using Baznas.Bmd.Web.Features.Funds;

namespace Baznas.Bmd.Web.Features.Audit.VerifyBooks;

/// <summary>
/// Holds what is kept for borrowers, what they chose, and what was counted in the cash box against the ledger and the trail.
/// </summary>
/// <param name="db">The request's database.</param>
public sealed class MoneyHeldCheck(Db db) : IBookCheck
{
    private static readonly Sql<Scope, string> DepositBelowZero = new(
        """
        SELECT b.[Number] FROM (
            SELECT p.[BorrowerId], SUM(SUM(p.[Amount])) OVER (PARTITION BY p.[BorrowerId], p.[FundId]
                ORDER BY p.[EffectiveOn]) AS [Balance]
            FROM [Posting] p
            WHERE p.[Account] = 'borrowerDeposits' {?OfficeId: AND p.[OfficeId] = @OfficeId}
            GROUP BY p.[BorrowerId], p.[FundId], p.[EffectiveOn]) s
        JOIN [Borrower] b ON b.[Id] = s.[BorrowerId]
        WHERE s.[Balance] > 0
        ORDER BY b.[Number]
        {one}
        """
    );

    // The difference was booked, all of it, on that day, into that fund's cash; and without one there is no entry.
    private static readonly Sql<Scope, string> CountOff = new(
        """
        SELECT f.[Code] FROM [CashCount] c
        JOIN [Fund] f ON f.[Id] = c.[FundId]
        LEFT JOIN [JournalEntry] e ON e.[Id] = c.[EntryId]
        WHERE (f.[OfficeId] <> c.[OfficeId]
                OR (c.[EntryId] IS NULL AND c.[Counted] <> c.[Booked])
                OR (c.[EntryId] IS NOT NULL AND (e.[Id] IS NULL OR e.[Kind] <> 'cashDifference'
                    OR e.[EffectiveOn] <> c.[CountedOn] OR c.[Counted] - c.[Booked] <>
                        COALESCE((SELECT SUM(p.[Amount]) FROM [Posting] p
                            WHERE p.[EntryId] = c.[EntryId] AND p.[Account] = 'cash' AND p.[FundId] = c.[FundId]), 0))))
            {?OfficeId: AND c.[OfficeId] = @OfficeId}
        ORDER BY c.[Id]
        {one}
        """
    );

    private static readonly Sql<Scope, string> DifferenceWithoutCount = new(
        """
        SELECT e.[Number] FROM [JournalEntry] e
        WHERE e.[Kind] = 'cashDifference'
            AND NOT EXISTS (SELECT 1 FROM [Reversal] r WHERE r.[EntryId] = e.[Id])
            AND NOT EXISTS (SELECT 1 FROM [CashCount] c WHERE c.[OfficeId] = e.[OfficeId] AND c.[EntryId] = e.[Id])
            {?OfficeId: AND e.[OfficeId] = @OfficeId}
        ORDER BY e.[Number]
        {one}
        """
    );

    private static readonly Sql<EventScope, TextRow> Told = new(
        """
        SELECT a.[SubjectId] AS [Id], a.[After] FROM [AuditEvent] a
        WHERE a.[Action] = @Action {?OfficeId: AND a.[ChainId] = @OfficeId}
        ORDER BY a.[SubjectId], a.[Sequence]
        """
    );

    private static readonly Sql<Scope, CashCountRow> Counts = new(
        $$"""
        SELECT {{CashCountRow.Columns}} FROM [CashCount] c
        WHERE 1 = 1 {?OfficeId: AND c.[OfficeId] = @OfficeId}
        ORDER BY c.[Id]
        """
    );

    private static readonly Sql<Scope, DepositChoiceRow> Choices = new(
        """
        SELECT c.[BorrowerId], c.[Sequence], c.[ApplyWhenDue], c.[ChosenBy], c.[At] FROM [DepositChoice] c
        JOIN [Borrower] b ON b.[Id] = c.[BorrowerId]
        WHERE 1 = 1 {?OfficeId: AND b.[OfficeId] = @OfficeId}
        ORDER BY c.[BorrowerId], c.[Sequence]
        """
    );

    private static readonly (string Check, Sql<Scope, string> Statement)[] Checks =
    [
        ("deposit.balance", DepositBelowZero),
        ("cash_count.entry", CountOff),
        ("cash_count.missing", DifferenceWithoutCount),
    ];

    /// <inheritdoc/>
    public async Task<Broken?> FirstBroken(string? officeId, CancellationToken ct)
    {
        var scope = new Scope(officeId);
        foreach (var (check, statement) in Checks)
        {
            if (await db.Find(statement, scope, ct) is { } subject)
            {
                return new Broken(check, subject);
            }
        }

        var counts = (await db.Query(Counts, scope, ct)).Select(row => new TextRow(row.Id, Json.Write(row)));
        var choices = (await db.Query(Choices, scope, ct)).Select(row => new TextRow(row.BorrowerId, Json.Write(row)));
        return await FirstForged(counts, new EventScope(officeId, CashCountRow.Action), "cash_count.evidence", ct)
            ?? await FirstForged(choices, new EventScope(officeId, DepositChoiceRow.Action), "deposit.evidence", ct);
    }

    /// <summary>The first of the rows and their events that the other does not have.</summary>
    private async Task<Broken?> FirstForged(
        IEnumerable<TextRow> rows,
        EventScope events,
        string check,
        CancellationToken ct
    )
    {
        var told = await db.Query(Told, events, ct);
        var stored = rows.ToList();
        return stored.Except(told).Concat(told.Except(stored)).FirstOrDefault() is { } odd
            ? new Broken(check, odd.Id)
            : null;
    }

    private sealed record Scope(string? OfficeId);

    private sealed record EventScope(string? OfficeId, string Action);

    private sealed record TextRow(string Id, string? After)
    {
        public TextRow()
            : this("", null) { }
    }
}
