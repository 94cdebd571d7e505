namespace Baznas.Bmd.Web.Features.Audit.VerifyBooks;

/// <summary>
/// The rules that the versions of the loans' schedules keep, each as one statement that names the first loan that breaks
/// it; and the requests and decisions behind the versions.
/// </summary>
/// <param name="db">The request's database.</param>
/// <param name="reschedules">Holds the requests against the audit trail.</param>
public sealed class ScheduleCheck(Db db, RescheduleEvidence reschedules) : IBookCheck
{
    // On each day on which a version begins, or a disbursement or its reversal takes effect, the version in force comes,
    // with what had been repaid before it, to what was paid out by then. What is not paid out needs no schedule.
    private static readonly Sql<Scope, string> ScheduleOff = new(
        """
        SELECT s.[Number] FROM (
            SELECT l.[Number],
                COALESCE((SELECT SUM(p.[Amount]) FROM [Posting] p WHERE p.[LoanId] = d.[LoanId]
                    AND p.[Account] = 'qardhReceivable' AND p.[Kind] = 'disbursement'
                    AND p.[EffectiveOn] <= d.[Day]), 0) AS [Disbursed],
                COALESCE((SELECT v.[RepaidBefore] + SUM(i.[Amount])
                    FROM [ScheduleVersion] v
                    JOIN [Instalment] i ON i.[LoanId] = v.[LoanId] AND i.[Version] = v.[Version]
                    WHERE v.[LoanId] = d.[LoanId] AND v.[Version] = (SELECT MAX(x.[Version])
                        FROM [ScheduleVersion] x WHERE x.[LoanId] = d.[LoanId] AND x.[EffectiveOn] <= d.[Day])
                    GROUP BY v.[RepaidBefore]), 0) AS [Scheduled]
            FROM (
                SELECT v.[LoanId], v.[EffectiveOn] AS [Day] FROM [ScheduleVersion] v
                UNION
                SELECT p.[LoanId], p.[EffectiveOn] FROM [Posting] p
                WHERE p.[Account] = 'qardhReceivable' AND p.[Kind] = 'disbursement'
                    {?OfficeId: AND p.[OfficeId] = @OfficeId}
            ) d
            JOIN [Loan] l ON l.[Id] = d.[LoanId]
            WHERE 1 = 1 {?OfficeId: AND l.[OfficeId] = @OfficeId}
        ) s
        WHERE s.[Disbursed] <> 0 AND s.[Disbursed] <> s.[Scheduled]
        ORDER BY s.[Number]
        {one}
        """
    );

    private static readonly Sql<Scope, string> RunningSumOff = new(
        """
        SELECT l.[Number] FROM (
            SELECT i.[LoanId], i.[Cumulative], SUM(i.[Amount]) OVER (PARTITION BY i.[LoanId], i.[Version]
                ORDER BY i.[No]) AS [Sum]
            FROM [Instalment] i) s
        JOIN [Loan] l ON l.[Id] = s.[LoanId]
        WHERE s.[Cumulative] <> s.[Sum] {?OfficeId: AND l.[OfficeId] = @OfficeId}
        ORDER BY l.[Number]
        {one}
        """
    );

    // A reschedule that stands does not count as paid what the ledger does not know.
    private static readonly Sql<Scope, string> RepaidBeforeOff = new(
        """
        SELECT l.[Number] FROM [ScheduleVersion] v
        JOIN [Loan] l ON l.[Id] = v.[LoanId]
        WHERE v.[Cause] = 'reschedule'
            AND NOT EXISTS (SELECT 1 FROM [ScheduleVersion] u
                WHERE u.[LoanId] = v.[LoanId] AND u.[Undoes] = v.[Version])
            AND v.[RepaidBefore] > COALESCE((SELECT SUM(-p.[Amount]) FROM [Posting] p
                WHERE p.[LoanId] = v.[LoanId] AND p.[Account] = 'qardhReceivable'
                    AND p.[Kind] IN ('repayment', 'depositApplied') AND p.[EffectiveOn] <= v.[EffectiveOn]), 0)
            {?OfficeId: AND l.[OfficeId] = @OfficeId}
        ORDER BY l.[Number]
        {one}
        """
    );

    // A version is taken back by one made later, once, and not from before it began.
    private static readonly Sql<Scope, string> UndoneOff = new(
        """
        SELECT l.[Number] FROM [ScheduleVersion] v
        JOIN [Loan] l ON l.[Id] = v.[LoanId]
        LEFT JOIN [ScheduleVersion] b ON b.[LoanId] = v.[LoanId] AND b.[Version] = v.[Undoes]
        WHERE ((v.[Cause] = 'reversal' AND v.[Undoes] IS NULL)
                OR (v.[Cause] <> 'reversal' AND v.[Undoes] IS NOT NULL)
                OR (v.[Undoes] IS NOT NULL AND b.[LoanId] IS NULL)
                OR b.[Version] >= v.[Version] OR b.[Cause] = 'reversal' OR v.[EffectiveOn] < b.[EffectiveOn]
                OR EXISTS (SELECT 1 FROM [ScheduleVersion] o WHERE o.[LoanId] = v.[LoanId]
                    AND o.[Undoes] = v.[Undoes] AND o.[Version] <> v.[Version]))
            {?OfficeId: AND l.[OfficeId] = @OfficeId}
        ORDER BY l.[Number]
        {one}
        """
    );

    // Only what is paid out anew, after all was taken back, may begin before the version made before it.
    private static readonly Sql<Scope, string> OrderOff = new(
        """
        SELECT l.[Number] FROM [ScheduleVersion] v
        JOIN [Loan] l ON l.[Id] = v.[LoanId]
        JOIN [ScheduleVersion] b ON b.[LoanId] = v.[LoanId] AND b.[Version] = v.[Version] - 1
        WHERE v.[EffectiveOn] < b.[EffectiveOn] AND v.[Cause] NOT IN ('disbursement', 'reversal')
            {?OfficeId: AND l.[OfficeId] = @OfficeId}
        ORDER BY l.[Number]
        {one}
        """
    );

    private static readonly Sql<Scope, string> UndecidedVersion = new(
        """
        SELECT l.[Number] FROM [ScheduleVersion] v
        JOIN [Loan] l ON l.[Id] = v.[LoanId]
        WHERE v.[Cause] = 'reschedule'
            AND NOT EXISTS (SELECT 1 FROM [Reschedule] r
                JOIN [RescheduleDecision] d ON d.[RescheduleId] = r.[Id] AND d.[Decision] = 'approve'
                WHERE r.[LoanId] = v.[LoanId] AND d.[Version] = v.[Version] AND r.[EffectiveOn] = v.[EffectiveOn])
            {?OfficeId: AND l.[OfficeId] = @OfficeId}
        ORDER BY l.[Number]
        {one}
        """
    );

    // Who asked has not decided; a yes made a version and a no made none.
    private static readonly Sql<Scope, string> DecisionOff = new(
        """
        SELECT l.[Number] FROM [RescheduleDecision] d
        JOIN [Reschedule] r ON r.[Id] = d.[RescheduleId]
        JOIN [Loan] l ON l.[Id] = r.[LoanId]
        WHERE (d.[DecidedBy] = r.[RequestedBy]
                OR (d.[Decision] <> 'approve' AND d.[Version] IS NOT NULL)
                OR (d.[Decision] = 'approve' AND NOT EXISTS (SELECT 1 FROM [ScheduleVersion] v
                    WHERE v.[LoanId] = r.[LoanId] AND v.[Version] = d.[Version] AND v.[Cause] = 'reschedule')))
            {?OfficeId: AND l.[OfficeId] = @OfficeId}
        ORDER BY l.[Number]
        {one}
        """
    );

    // Every reschedule that was taken back has the version that takes it back, and every such version its record.
    private static readonly Sql<Scope, string> ReversalOff = new(
        """
        SELECT l.[Number] FROM [Reschedule] r
        JOIN [Loan] l ON l.[Id] = r.[LoanId]
        JOIN [RescheduleDecision] d ON d.[RescheduleId] = r.[Id]
        LEFT JOIN [RescheduleReversal] x ON x.[RescheduleId] = r.[Id]
        LEFT JOIN [ScheduleVersion] u ON u.[LoanId] = r.[LoanId] AND u.[Undoes] = d.[Version]
        WHERE COALESCE(x.[Version], 0) <> COALESCE(u.[Version], 0) {?OfficeId: AND l.[OfficeId] = @OfficeId}
        ORDER BY l.[Number]
        {one}
        """
    );

    private static readonly (string Check, Sql<Scope, string> Statement)[] Checks =
    [
        ("loan.schedule", ScheduleOff),
        ("schedule.running_sum", RunningSumOff),
        ("schedule.repaid_before", RepaidBeforeOff),
        ("schedule.undone", UndoneOff),
        ("schedule.order", OrderOff),
        ("reschedule.undecided", UndecidedVersion),
        ("reschedule.decision", DecisionOff),
        ("reschedule.reversal", ReversalOff),
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

        return await reschedules.FirstForged(officeId, ct);
    }

    private sealed record Scope(string? OfficeId);
}
