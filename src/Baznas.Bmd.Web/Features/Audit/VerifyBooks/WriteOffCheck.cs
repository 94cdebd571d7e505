using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Features.WriteOffs;

namespace Baznas.Bmd.Web.Features.Audit.VerifyBooks;

/// <summary>
/// What was taken off the books: by whose word, how much, what came of it, and what was taken back. The requests and the
/// voices on them are held against the audit trail.
/// </summary>
/// <param name="db">The request's database.</param>
public sealed class WriteOffCheck(Db db) : IBookCheck
{
    private const string Evidence = "writeOff.evidence";

    private static readonly Sql<Scope, string> Unapproved = new(
        """
        SELECT e.[Number] FROM [JournalEntry] e
        WHERE e.[Kind] IN ('writeOff', 'forgiveness')
            AND NOT EXISTS (SELECT 1 FROM [Reversal] r WHERE r.[EntryId] = e.[Id])
            AND NOT EXISTS (SELECT 1 FROM [WriteOff] w
                JOIN [WriteOffDecision] d ON d.[WriteOffId] = w.[Id] AND d.[EntryId] = e.[Id]
                WHERE w.[LoanId] = e.[LoanId] AND w.[Kind] = e.[Kind] AND w.[EffectiveOn] = e.[EffectiveOn]
                    AND (SELECT COUNT(*) FROM [WriteOffDecision] a WHERE a.[WriteOffId] = w.[Id]) = 2
                    AND (SELECT COUNT(DISTINCT a.[DecidedBy]) FROM [WriteOffDecision] a WHERE a.[WriteOffId] = w.[Id]
                        AND a.[Decision] = 'approve' AND a.[DecidedBy] <> w.[RequestedBy]) = 2)
            {?OfficeId: AND e.[OfficeId] = @OfficeId}
        ORDER BY e.[Number]
        {one}
        """
    );

    // It took the whole of what was owed, so at the end of its day nothing is.
    private static readonly Sql<Scope, string> NotTheWhole = new(
        """
        SELECT e.[Number] FROM [JournalEntry] e
        WHERE e.[Kind] IN ('writeOff', 'forgiveness')
            AND NOT EXISTS (SELECT 1 FROM [Reversal] r WHERE r.[EntryId] = e.[Id])
            AND NOT EXISTS (SELECT 1 FROM [Reversal] r WHERE r.[ReversedEntryId] = e.[Id])
            AND COALESCE((SELECT SUM(p.[Amount]) FROM [Posting] p WHERE p.[LoanId] = e.[LoanId]
                AND p.[Account] = 'qardhReceivable' AND p.[EffectiveOn] <= e.[EffectiveOn]), 0) <> 0
            {?OfficeId: AND e.[OfficeId] = @OfficeId}
        ORDER BY e.[Number]
        {one}
        """
    );

    private static readonly Sql<Scope, string> Followed = new(
        """
        SELECT e.[Number] FROM [JournalEntry] e
        WHERE e.[Kind] IN ('writeOff', 'forgiveness')
            AND NOT EXISTS (SELECT 1 FROM [Reversal] r WHERE r.[EntryId] = e.[Id])
            AND NOT EXISTS (SELECT 1 FROM [Reversal] r WHERE r.[ReversedEntryId] = e.[Id])
            AND EXISTS (SELECT p.[EffectiveOn] FROM [Posting] p WHERE p.[LoanId] = e.[LoanId]
                AND p.[Account] = 'qardhReceivable' AND p.[EffectiveOn] > e.[EffectiveOn]
                GROUP BY p.[EffectiveOn], p.[Kind] HAVING SUM(p.[Amount]) <> 0)
            {?OfficeId: AND e.[OfficeId] = @OfficeId}
        ORDER BY e.[Number]
        {one}
        """
    );

    private static readonly Sql<Scope, string> RecoveredTooMuch = new(
        """
        SELECT l.[Number] FROM [Loan] l
        JOIN (SELECT d.[LoanId], MIN(d.[Owed]) AS [Lowest] FROM (
                SELECT p.[LoanId], SUM(SUM(p.[Amount])) OVER (PARTITION BY p.[LoanId] ORDER BY p.[EffectiveOn]) AS [Owed]
                FROM [Posting] p
                WHERE p.[Account] IN ('writeOff', 'recoveryIncome') {?OfficeId: AND p.[OfficeId] = @OfficeId}
                GROUP BY p.[LoanId], p.[EffectiveOn]) d
            GROUP BY d.[LoanId]) s ON s.[LoanId] = l.[Id]
        WHERE s.[Lowest] < 0
        ORDER BY l.[Number]
        {one}
        """
    );

    // A reversing entry takes back all of one entry and nothing else, not before that counts, and stays itself.
    private static readonly Sql<Scope, string> ReversalInexact = new(
        """
        SELECT e.[Number] FROM [Reversal] r
        JOIN [JournalEntry] e ON e.[Id] = r.[EntryId]
        JOIN [JournalEntry] o ON o.[Id] = r.[ReversedEntryId]
        WHERE (e.[Kind] <> o.[Kind] OR e.[OfficeId] <> o.[OfficeId] OR e.[EffectiveOn] < o.[EffectiveOn]
                OR COALESCE(e.[LoanId], '') <> COALESCE(o.[LoanId], '')
                OR EXISTS (SELECT 1 FROM [Reversal] x WHERE x.[ReversedEntryId] = e.[Id])
                OR (SELECT COUNT(*) FROM [Posting] p WHERE p.[EntryId] = e.[Id])
                    <> (SELECT COUNT(*) FROM [Posting] p WHERE p.[EntryId] = o.[Id])
                OR EXISTS (SELECT 1 FROM [Posting] p WHERE p.[EntryId] = o.[Id]
                    AND NOT EXISTS (SELECT 1 FROM [Posting] q WHERE q.[EntryId] = e.[Id] AND q.[Line] = p.[Line]
                        AND q.[Account] = p.[Account] AND q.[FundId] = p.[FundId] AND q.[Amount] = -p.[Amount])))
            {?OfficeId: AND e.[OfficeId] = @OfficeId}
        ORDER BY e.[Number]
        {one}
        """
    );

    private static readonly Sql<Scope, string> Missing = new(
        """
        SELECT a.[SubjectId] FROM [AuditEvent] a
        LEFT JOIN [WriteOff] w ON w.[Id] = a.[SubjectId]
        WHERE a.[SubjectKind] = 'writeOff'
            AND ((a.[Action] = 'writeOff.requested' AND w.[Id] IS NULL)
                OR (a.[Action] <> 'writeOff.requested' AND NOT EXISTS (SELECT 1 FROM [WriteOffDecision] d
                    WHERE d.[WriteOffId] = a.[SubjectId] AND d.[DecidedBy] = a.[UserId])))
            {?OfficeId: AND a.[ChainId] = @OfficeId}
        ORDER BY a.[SubjectId]
        {one}
        """
    );

    private static readonly Sql<Scope, RequestRow> Requests = new(
        """
        SELECT w.[Id], w.[OfficeId], w.[LoanId], w.[Kind], w.[EffectiveOn], w.[Cause], w.[Reason], w.[Evidence],
            w.[DiedOn], w.[DeathCertificate], w.[RequestedBy], w.[RequestedAt], a.[After]
        FROM [WriteOff] w
        LEFT JOIN [AuditEvent] a ON a.[SubjectId] = w.[Id] AND a.[Action] = 'writeOff.requested'
        WHERE 1 = 1 {?OfficeId: AND w.[OfficeId] = @OfficeId}
        ORDER BY w.[Id]
        """
    );

    private static readonly Sql<Scope, DecisionRow> Decisions = new(
        """
        SELECT d.[WriteOffId], d.[DecidedBy], d.[Decision], d.[Note], d.[EntryId], d.[At], a.[After]
        FROM [WriteOff] w
        JOIN [WriteOffDecision] d ON d.[WriteOffId] = w.[Id]
        LEFT JOIN [AuditEvent] a ON a.[SubjectId] = w.[Id] AND a.[UserId] = d.[DecidedBy]
            AND a.[Action] IN ('writeOff.approve', 'writeOff.reject')
        WHERE 1 = 1 {?OfficeId: AND w.[OfficeId] = @OfficeId}
        ORDER BY d.[WriteOffId], d.[DecidedBy]
        """
    );

    private static readonly (string Check, Sql<Scope, string> Statement)[] Checks =
    [
        ("ledger.reversed", ReversalInexact),
        ("writeOff.approved", Unapproved),
        ("writeOff.amount", NotTheWhole),
        ("writeOff.followed", Followed),
        ("writeOff.recovered", RecoveredTooMuch),
        (Evidence, Missing),
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

        await foreach (var row in db.Stream(Requests, scope, ct))
        {
            if (!Agrees(row.ToEvidence(), row.After))
            {
                return new Broken(Evidence, row.Id);
            }
        }

        await foreach (var row in db.Stream(Decisions, scope, ct))
        {
            if (!Agrees(row.ToEvidence(), row.After))
            {
                return new Broken(Evidence, row.WriteOffId);
            }
        }

        return null;
    }

    private static bool Agrees(object found, string? said) =>
        said is not null && JsonNode.DeepEquals(JsonNode.Parse(Json.Write(found)), JsonNode.Parse(said));

    private sealed record Scope(string? OfficeId);

    private sealed class RequestRow
    {
        public string Id { get; init; } = "";
        public string OfficeId { get; init; } = "";
        public string LoanId { get; init; } = "";
        public string Kind { get; init; } = "";
        public DateOnly EffectiveOn { get; init; }
        public string Cause { get; init; } = "";
        public string Reason { get; init; } = "";
        public string Evidence { get; init; } = "";
        public DateOnly? DiedOn { get; init; }
        public string? DeathCertificate { get; init; }
        public string RequestedBy { get; init; } = "";
        public DateTimeOffset RequestedAt { get; init; }
        public string? After { get; init; }

        public WriteOffRequestRow ToEvidence() =>
            new()
            {
                Id = Id,
                OfficeId = OfficeId,
                LoanId = LoanId,
                Kind = Kind,
                EffectiveOn = EffectiveOn,
                Cause = Cause,
                Reason = Reason,
                Evidence = Evidence,
                DiedOn = DiedOn,
                DeathCertificate = DeathCertificate,
                RequestedBy = RequestedBy,
                RequestedAt = RequestedAt,
            };
    }

    private sealed class DecisionRow
    {
        public string WriteOffId { get; init; } = "";
        public string DecidedBy { get; init; } = "";
        public string Decision { get; init; } = "";
        public string Note { get; init; } = "";
        public string? EntryId { get; init; }
        public DateTimeOffset At { get; init; }
        public string? After { get; init; }

        public WriteOffDecisionRow ToEvidence() =>
            new()
            {
                WriteOffId = WriteOffId,
                DecidedBy = DecidedBy,
                Decision = Decision,
                Note = Note,
                EntryId = EntryId,
                At = At,
            };
    }
}
