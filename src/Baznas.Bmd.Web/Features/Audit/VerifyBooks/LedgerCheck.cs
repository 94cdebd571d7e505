using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Audit.VerifyBooks;

/// <summary>
/// The identities of the ledger, each as one statement that names the first thing that breaks it. What holds by
/// construction in the service is asked of the database all the same: others can write to a database.
/// </summary>
/// <param name="db">The request's database.</param>
public sealed class LedgerCheck(Db db) : IBookCheck
{
    private const string ReversalCheck = "ledger.reversal";

    private static readonly Sql<Scope, string> UnrecordedEntry = new(
        """
        SELECT e.[Number] FROM [JournalEntry] e
        WHERE NOT EXISTS (SELECT 1 FROM [AuditEvent] a
                WHERE a.[SubjectId] = e.[Id] AND a.[SubjectKind] = 'journalEntry')
            {?OfficeId: AND e.[OfficeId] = @OfficeId}
        ORDER BY e.[Number]
        {one}
        """
    );

    private static readonly Sql<Scope, string> UnrecordedLoan = new(
        """
        SELECT l.[Number] FROM [Loan] l
        WHERE NOT EXISTS (SELECT 1 FROM [AuditEvent] a WHERE a.[SubjectId] = l.[Id] AND a.[Action] = 'loan.opened')
            {?OfficeId: AND l.[OfficeId] = @OfficeId}
        ORDER BY l.[Number]
        {one}
        """
    );

    private static readonly Sql<Scope, string> CancellationOff = new(
        """
        SELECT l.[Number] FROM [Loan] l
        WHERE (SELECT COUNT(*) FROM [LoanCancellation] c WHERE c.[LoanId] = l.[Id])
                <> (SELECT COUNT(*) FROM [AuditEvent] a WHERE a.[SubjectId] = l.[Id] AND a.[Action] = 'loan.cancelled')
            {?OfficeId: AND l.[OfficeId] = @OfficeId}
        ORDER BY l.[Number]
        {one}
        """
    );

    private static readonly Sql<Scope, string> UnbalancedEntry = new(
        """
        SELECT e.[Number] FROM [JournalEntry] e
        WHERE EXISTS (SELECT 1 FROM [Posting] p WHERE p.[EntryId] = e.[Id]
                GROUP BY p.[FundId] HAVING SUM(p.[Amount]) <> 0)
            {?OfficeId: AND e.[OfficeId] = @OfficeId}
        ORDER BY e.[Number]
        {one}
        """
    );

    private static readonly Sql<Scope, string> EmptyEntry = new(
        """
        SELECT e.[Number] FROM [JournalEntry] e
        WHERE (SELECT COUNT(*) FROM [Posting] p WHERE p.[EntryId] = e.[Id]) < 2
            {?OfficeId: AND e.[OfficeId] = @OfficeId}
        ORDER BY e.[Number]
        {one}
        """
    );

    private static readonly Sql<Scope, string> StrayPosting = new(
        """
        SELECT e.[Number] FROM [Posting] p
        JOIN [JournalEntry] e ON e.[Id] = p.[EntryId]
        WHERE (p.[OfficeId] <> e.[OfficeId] OR p.[Kind] <> e.[Kind] OR p.[EffectiveOn] <> e.[EffectiveOn])
            {?OfficeId: AND p.[OfficeId] = @OfficeId}
        ORDER BY e.[Number]
        {one}
        """
    );

    private static readonly Sql<Scope, string> LoanInOtherFund = new(
        """
        SELECT l.[Number] FROM [Posting] p
        JOIN [Loan] l ON l.[Id] = p.[LoanId]
        WHERE (p.[FundId] <> l.[FundId] OR p.[OfficeId] <> l.[OfficeId])
            {?OfficeId: AND p.[OfficeId] = @OfficeId}
        ORDER BY l.[Number]
        {one}
        """
    );

    // The control account of each fund against the loans' own sums.
    private static readonly Sql<Scope, string> SubledgerOff = new(
        """
        SELECT f.[Code] FROM [Fund] f
        WHERE COALESCE((SELECT SUM(p.[Amount]) FROM [Posting] p
                WHERE p.[OfficeId] = f.[OfficeId] AND p.[Account] = 'qardhReceivable' AND p.[FundId] = f.[Id]), 0)
            <> COALESCE((SELECT SUM(p.[Amount]) FROM [Loan] l
                JOIN [Posting] p ON p.[LoanId] = l.[Id] AND p.[Account] = 'qardhReceivable'
                WHERE l.[FundId] = f.[Id]), 0)
            {?OfficeId: AND f.[OfficeId] = @OfficeId}
        ORDER BY f.[Code]
        {one}
        """
    );

    private static readonly Sql<Scope, string> LoanBelowZero = new(
        """
        SELECT l.[Number] FROM [Loan] l
        JOIN (SELECT d.[LoanId], MIN(d.[Owed]) AS [Lowest] FROM (
                SELECT p.[LoanId], SUM(SUM(p.[Amount])) OVER (PARTITION BY p.[LoanId] ORDER BY p.[EffectiveOn]) AS [Owed]
                FROM [Posting] p
                WHERE p.[Account] = 'qardhReceivable' {?OfficeId: AND p.[OfficeId] = @OfficeId}
                GROUP BY p.[LoanId], p.[EffectiveOn]) d
            GROUP BY d.[LoanId]) s ON s.[LoanId] = l.[Id]
        WHERE s.[Lowest] < 0
        ORDER BY l.[Number]
        {one}
        """
    );

    private static readonly Sql<Scope, string> NumberGap = new(
        """
        SELECT MIN(d.[Number]) AS [Number] FROM [DocumentNumber] d
        WHERE 1 = 1 {?OfficeId: AND d.[OfficeId] = @OfficeId}
        GROUP BY d.[OfficeId], d.[Series], d.[Year]
        HAVING COUNT(*) <> MAX(d.[Sequence])
        ORDER BY MIN(d.[Number])
        {one}
        """
    );

    private static readonly Sql<Scope, string> NumberWithoutEntry = new(
        """
        SELECT d.[Number] FROM [DocumentNumber] d
        WHERE d.[Series] = 'journal' AND NOT EXISTS (SELECT 1 FROM [JournalEntry] e
                WHERE e.[Id] = d.[SubjectId] AND e.[Number] = d.[Number])
            {?OfficeId: AND d.[OfficeId] = @OfficeId}
        ORDER BY d.[Number]
        {one}
        """
    );

    private static readonly Sql<Scope, string> UnregisteredNumber = new(
        """
        SELECT n.[Number] FROM (
            SELECT e.[OfficeId], e.[Number], e.[Id] AS [SubjectId] FROM [JournalEntry] e
            UNION ALL
            SELECT e.[OfficeId], e.[ReceiptNumber], e.[Id] FROM [JournalEntry] e WHERE e.[ReceiptNumber] IS NOT NULL
            UNION ALL
            SELECT l.[OfficeId], l.[Number], l.[Id] FROM [Loan] l
            UNION ALL
            SELECT l.[OfficeId], k.[Number], k.[LoanId] FROM [Akad] k JOIN [Loan] l ON l.[Id] = k.[LoanId]
            UNION ALL
            SELECT b.[OfficeId], b.[Number], b.[Id] FROM [Borrower] b
        ) n
        WHERE NOT EXISTS (SELECT 1 FROM [DocumentNumber] d
                WHERE d.[Number] = n.[Number] AND d.[SubjectId] = n.[SubjectId])
            {?OfficeId: AND n.[OfficeId] = @OfficeId}
        ORDER BY n.[Number]
        {one}
        """
    );

    // A reversal that is hidden would let the same entry be reversed again; one that is made up would forbid it.
    private static readonly Sql<Scope, string> ReversalOff = new(
        """
        SELECT e.[Number] FROM [JournalEntry] e
        JOIN [AuditEvent] a ON a.[SubjectId] = e.[Id] AND a.[SubjectKind] = 'journalEntry'
        WHERE (CASE WHEN a.[Action] LIKE '%.reversed' THEN 1 ELSE 0 END
                    <> (SELECT COUNT(*) FROM [Reversal] r WHERE r.[EntryId] = e.[Id])
                OR EXISTS (SELECT 1 FROM [Reversal] r
                    WHERE r.[EntryId] = e.[Id] AND r.[Reason] <> COALESCE(e.[Description], '')))
            {?OfficeId: AND e.[OfficeId] = @OfficeId}
        ORDER BY e.[Number]
        {one}
        """
    );

    // The first release did not write down in the trail which entry a reversal takes back.
    private static readonly Sql<Scope, ReversalRow> Reversals = new(
        """
        SELECT e.[Number], r.[ReversedEntryId], a.[Before] FROM [Reversal] r
        JOIN [JournalEntry] e ON e.[Id] = r.[EntryId]
        JOIN [AuditEvent] a ON a.[SubjectId] = e.[Id] AND a.[SubjectKind] = 'journalEntry'
        WHERE a.[Before] IS NOT NULL {?OfficeId: AND e.[OfficeId] = @OfficeId}
        ORDER BY e.[Number]
        """
    );

    private static readonly Sql<Scope, string> FundBelowZero = new(
        """
        SELECT f.[Code] FROM (
            SELECT p.[FundId], SUM(SUM(p.[Amount])) OVER (PARTITION BY p.[OfficeId], p.[Account], p.[FundId]
                ORDER BY p.[EffectiveOn]) AS [Balance]
            FROM [Posting] p
            WHERE p.[Account] IN ('cash', 'bank') {?OfficeId: AND p.[OfficeId] = @OfficeId}
            GROUP BY p.[OfficeId], p.[Account], p.[FundId], p.[EffectiveOn]) s
        JOIN [Fund] f ON f.[Id] = s.[FundId]
        WHERE s.[Balance] < 0
        ORDER BY f.[Code]
        {one}
        """
    );

    private static readonly (string Check, Sql<Scope, string> Statement)[] Checks =
    [
        ("ledger.recorded", UnrecordedEntry),
        ("ledger.complete", EmptyEntry),
        ("ledger.balanced", UnbalancedEntry),
        ("ledger.consistent", StrayPosting),
        ("subledger.fund", LoanInOtherFund),
        ("subledger.control", SubledgerOff),
        ("loan.recorded", UnrecordedLoan),
        ("loan.cancelled", CancellationOff),
        ("loan.balance", LoanBelowZero),
        ("number.gap", NumberGap),
        ("number.entry", NumberWithoutEntry),
        ("number.registered", UnregisteredNumber),
        (ReversalCheck, ReversalOff),
        ("fund.balance", FundBelowZero),
    ];

    /// <inheritdoc/>
    public async Task<Broken?> FirstBroken(string? officeId, CancellationToken ct)
    {
        foreach (var (check, statement) in Checks)
        {
            if (await db.Find(statement, new Scope(officeId), ct) is { } subject)
            {
                return new Broken(check, subject);
            }
        }

        await foreach (var row in db.Stream(Reversals, new Scope(officeId), ct))
        {
            if (row.Before != Json.Write(new ReversedEvidence(row.ReversedEntryId)))
            {
                return new Broken(ReversalCheck, row.Number);
            }
        }

        return null;
    }

    private sealed record Scope(string? OfficeId);

    private sealed class ReversalRow
    {
        public string Number { get; init; } = "";
        public string ReversedEntryId { get; init; } = "";
        public string? Before { get; init; }
    }
}
