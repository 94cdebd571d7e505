using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Loans;

namespace Baznas.Bmd.Web.Features.Audit.VerifyBooks;

/// <summary>
/// Loans paid out in tranches: the plan is the whole principal, every payment has its tranche and every tranche its
/// payment, schedules name the entry that made them, and nobody paid out what they approved.
/// </summary>
/// <param name="db">The request's database.</param>
public sealed class TrancheCheck(Db db) : IBookCheck
{
    private static readonly Sql<Scope, string> PlanOff = new(
        """
        SELECT l.[Number] FROM [Loan] l
        JOIN (SELECT t.[LoanId], SUM(t.[Amount]) AS [Amount] FROM [LoanTranche] t GROUP BY t.[LoanId]) s
            ON s.[LoanId] = l.[Id]
        WHERE s.[Amount] <> l.[Principal]
            {?OfficeId: AND l.[OfficeId] = @OfficeId}
        ORDER BY l.[Number]
        {one}
        """
    );

    // A disbursement that stands, of a loan with tranches, which no tranche of the same amount says it was paid with.
    private static readonly Sql<Scope, string> PaymentMissing = new(
        """
        SELECT e.[Number] FROM [JournalEntry] e
        JOIN [Posting] p ON p.[EntryId] = e.[Id] AND p.[Account] = 'qardhReceivable'
        LEFT JOIN [TranchePayment] y ON y.[EntryId] = e.[Id] AND y.[LoanId] = e.[LoanId]
        LEFT JOIN [LoanTranche] t ON t.[LoanId] = y.[LoanId] AND t.[No] = y.[No] AND t.[Amount] = p.[Amount]
        WHERE e.[Kind] = 'disbursement' AND t.[LoanId] IS NULL
            AND EXISTS (SELECT 1 FROM [LoanTranche] x WHERE x.[LoanId] = e.[LoanId])
            AND NOT EXISTS (SELECT 1 FROM [Reversal] r WHERE r.[EntryId] = e.[Id] OR r.[ReversedEntryId] = e.[Id])
            {?OfficeId: AND e.[OfficeId] = @OfficeId}
        ORDER BY e.[Number]
        {one}
        """
    );

    // A payment of a tranche that is no disbursement of its loan, or a tranche that stands paid twice.
    private static readonly Sql<Scope, string> PaymentOff = new(
        """
        SELECT l.[Number] FROM [TranchePayment] y
        JOIN [Loan] l ON l.[Id] = y.[LoanId]
        LEFT JOIN [JournalEntry] e ON e.[Id] = y.[EntryId] AND e.[LoanId] = y.[LoanId] AND e.[Kind] = 'disbursement'
        WHERE (e.[Id] IS NULL
                OR EXISTS (SELECT 1 FROM [TranchePayment] o
                    WHERE o.[LoanId] = y.[LoanId] AND o.[No] = y.[No] AND o.[EntryId] <> y.[EntryId]
                        AND NOT EXISTS (SELECT 1 FROM [Reversal] r
                            WHERE r.[ReversedEntryId] = o.[EntryId] OR r.[ReversedEntryId] = y.[EntryId])))
            {?OfficeId: AND l.[OfficeId] = @OfficeId}
        ORDER BY l.[Number]
        {one}
        """
    );

    private static readonly Sql<Scope, string> CancelledPaid = new(
        """
        SELECT l.[Number] FROM [TranchePayment] y
        JOIN [Loan] l ON l.[Id] = y.[LoanId]
        WHERE EXISTS (SELECT 1 FROM [TrancheDecision] d
                WHERE d.[LoanId] = y.[LoanId] AND d.[No] = y.[No] AND d.[Decision] = 'cancel')
            AND NOT EXISTS (SELECT 1 FROM [Reversal] r WHERE r.[ReversedEntryId] = y.[EntryId])
            {?OfficeId: AND l.[OfficeId] = @OfficeId}
        ORDER BY l.[Number]
        {one}
        """
    );

    // The newest approval of the tranche, or any of its loan, by whoever booked the payment that stands.
    private static readonly Sql<Scope, string> ApprovedByPayer = new(
        """
        SELECT e.[Number] FROM [TranchePayment] y
        JOIN [JournalEntry] e ON e.[Id] = y.[EntryId]
        JOIN [Loan] l ON l.[Id] = y.[LoanId]
        WHERE (EXISTS (SELECT 1 FROM [TrancheDecision] d
                    WHERE d.[LoanId] = y.[LoanId] AND d.[No] = y.[No] AND d.[DecidedBy] = e.[BookedBy]
                        AND d.[Sequence] = (SELECT MAX(n.[Sequence]) FROM [TrancheDecision] n
                            WHERE n.[LoanId] = y.[LoanId] AND n.[No] = y.[No] AND n.[Decision] = 'approve'))
                OR EXISTS (SELECT 1 FROM [Decision] a
                    WHERE a.[ApplicationId] = l.[ApplicationId] AND a.[Decision] = 'approve'
                        AND a.[DecidedBy] = e.[BookedBy]))
            AND NOT EXISTS (SELECT 1 FROM [Reversal] r WHERE r.[ReversedEntryId] = y.[EntryId])
            {?OfficeId: AND e.[OfficeId] = @OfficeId}
        ORDER BY e.[Number]
        {one}
        """
    );

    // The first release did not write down which entry made a schedule; there were no tranches then.
    private static readonly Sql<Scope, string> ScheduleWithoutEntry = new(
        """
        SELECT l.[Number] FROM [ScheduleVersion] v
        JOIN [Loan] l ON l.[Id] = v.[LoanId]
        WHERE v.[Cause] IN ('disbursement', 'tranche')
            AND (v.[EntryId] IS NOT NULL OR v.[Cause] = 'tranche'
                OR EXISTS (SELECT 1 FROM [LoanTranche] t WHERE t.[LoanId] = v.[LoanId]))
            AND NOT EXISTS (SELECT 1 FROM [JournalEntry] e
                WHERE e.[Id] = v.[EntryId] AND e.[LoanId] = v.[LoanId] AND e.[Kind] = 'disbursement'
                    AND e.[EffectiveOn] = v.[EffectiveOn])
            {?OfficeId: AND l.[OfficeId] = @OfficeId}
        ORDER BY l.[Number]
        {one}
        """
    );

    // A disbursement was taken back and its schedule was not, or the schedule alone.
    private static readonly Sql<Scope, string> ScheduleNotUndone = new(
        """
        SELECT l.[Number] FROM [ScheduleVersion] v
        JOIN [Loan] l ON l.[Id] = v.[LoanId]
        WHERE v.[EntryId] IS NOT NULL
            AND (SELECT COUNT(*) FROM [Reversal] r WHERE r.[ReversedEntryId] = v.[EntryId])
                <> (SELECT COUNT(*) FROM [ScheduleVersion] u
                    WHERE u.[LoanId] = v.[LoanId] AND u.[Undoes] = v.[Version])
            {?OfficeId: AND l.[OfficeId] = @OfficeId}
        ORDER BY l.[Number]
        {one}
        """
    );

    // A version that the trail does not know, whatever it is said to come from. That the trail's versions are all there,
    // each as it says, is held when the trail is read.
    private static readonly Sql<Scope, string> UnrecordedVersion = new(
        """
        SELECT l.[Number] FROM [Loan] l
        WHERE (SELECT COUNT(*) FROM [ScheduleVersion] v WHERE v.[LoanId] = l.[Id])
                <> (SELECT COUNT(*) FROM [AuditEvent] a WHERE a.[SubjectId] = l.[Id] AND a.[Action] = 'loan.scheduled')
            {?OfficeId: AND l.[OfficeId] = @OfficeId}
        ORDER BY l.[Number]
        {one}
        """
    );

    private static readonly (string Check, Sql<Scope, string> Statement)[] Checks =
    [
        ("tranche.plan", PlanOff),
        ("tranche.payment", PaymentMissing),
        ("tranche.payment", PaymentOff),
        ("tranche.cancelled", CancelledPaid),
        ("tranche.approval", ApprovedByPayer),
        ("loan.schedule", ScheduleWithoutEntry),
        ("loan.schedule", ScheduleNotUndone),
        ("schedule.recorded", UnrecordedVersion),
    ];

    private static readonly Sql<Scope, SaidRow> Said = new(
        """
        SELECT a.[SubjectId] AS [LoanId], a.[After] FROM [AuditEvent] a
        WHERE a.[Action] IN ('loan.tranches_planned', 'loan.tranche_decided', 'loan.tranche_paid')
            {?OfficeId: AND a.[ChainId] = @OfficeId}
        """
    );

    private static readonly Sql<Scope, TrancheRow> Planned = new(
        """
        SELECT t.[LoanId], t.[No], t.[Amount], t.[PlannedOn] FROM [LoanTranche] t
        JOIN [Loan] l ON l.[Id] = t.[LoanId]
        WHERE 1 = 1 {?OfficeId: AND l.[OfficeId] = @OfficeId}
        ORDER BY t.[LoanId], t.[No]
        """
    );

    private static readonly Sql<Scope, DecisionRow> Decided = new(
        """
        SELECT d.[LoanId], d.[No], d.[Sequence], d.[Decision], d.[DecidedOn], d.[Note], d.[DecidedBy]
        FROM [TrancheDecision] d
        JOIN [Loan] l ON l.[Id] = d.[LoanId]
        WHERE 1 = 1 {?OfficeId: AND l.[OfficeId] = @OfficeId}
        """
    );

    private static readonly Sql<Scope, PaymentRow> PaidOut = new(
        """
        SELECT y.[LoanId], y.[No], y.[EntryId] FROM [TranchePayment] y
        JOIN [Loan] l ON l.[Id] = y.[LoanId]
        WHERE 1 = 1 {?OfficeId: AND l.[OfficeId] = @OfficeId}
        """
    );

    private static readonly Sql<LoanParameter, string> NumberOf = new("SELECT [Number] FROM [Loan] WHERE [Id] = @Id");

    /// <inheritdoc/>
    public async Task<Broken?> FirstBroken(string? officeId, CancellationToken ct)
    {
        var scope = new Scope(officeId);
        if (await FirstForged(scope, ct) is { } loanId)
        {
            return new Broken("tranche.evidence", await db.Find(NumberOf, new LoanParameter(loanId), ct) ?? loanId);
        }

        foreach (var (check, statement) in Checks)
        {
            if (await db.Find(statement, scope, ct) is { } subject)
            {
                return new Broken(check, subject);
            }
        }

        return null;
    }

    // What the trail says of tranches, and what is stored of them, are the same: nothing changed, added or taken away.
    private async Task<string?> FirstForged(Scope scope, CancellationToken ct)
    {
        var said = (await db.Query(Said, scope, ct)).Select(row => (row.LoanId, row.After ?? "")).ToHashSet();
        var plans = (await db.Query(Planned, scope, ct))
            .GroupBy(row => row.LoanId, row => row.ToTranche())
            .Select(loan => (loan.Key, Json.Write(new TranchePlanEvidence([.. loan]))));
        var decisions = (await db.Query(Decided, scope, ct)).Select(row => (row.LoanId, Json.Write(row.Evidence())));
        var payments = (await db.Query(PaidOut, scope, ct)).Select(row =>
            (row.LoanId, Json.Write(new TranchePaymentEvidence(row.No, row.EntryId)))
        );
        said.SymmetricExceptWith([.. plans, .. decisions, .. payments]);
        return said.Select(other => other.LoanId).Order(StringComparer.Ordinal).FirstOrDefault();
    }

    private sealed record Scope(string? OfficeId);

    private sealed record LoanParameter(string Id);

    private sealed class SaidRow
    {
        public string LoanId { get; init; } = "";
        public string? After { get; init; }
    }

    private sealed class TrancheRow
    {
        public string LoanId { get; init; } = "";
        public int No { get; init; }
        public Rupiah Amount { get; init; }
        public DateOnly PlannedOn { get; init; }

        public PlannedTranche ToTranche() =>
            new()
            {
                No = No,
                Amount = Amount,
                PlannedOn = PlannedOn,
            };
    }

    private sealed class DecisionRow
    {
        public string LoanId { get; init; } = "";
        public int No { get; init; }
        public int Sequence { get; init; }
        public string Decision { get; init; } = "";
        public DateOnly DecidedOn { get; init; }
        public string Note { get; init; } = "";
        public string DecidedBy { get; init; } = "";

        public TrancheDecisionEvidence Evidence() =>
            new()
            {
                No = No,
                Sequence = Sequence,
                Decision = Decision,
                DecidedOn = DecidedOn,
                Note = Note,
                DecidedBy = DecidedBy,
            };
    }

    private sealed class PaymentRow
    {
        public string LoanId { get; init; } = "";
        public int No { get; init; }
        public string EntryId { get; init; } = "";
    }
}
