using Baznas.Bmd.Web.Features.Graces;

namespace Baznas.Bmd.Web.Features.Audit.VerifyBooks;

/// <summary>
/// Holds graces against the audit trail and against the schedules they made; and what a grace or a holiday made of a
/// schedule against the version before it: dates move, amounts never do.
/// </summary>
/// <param name="db">The request's database.</param>
public sealed class GraceCheck(Db db) : IBookCheck
{
    private static readonly Sql<Scope, Row> Graces = new(
        """
        SELECT g.[Id], g.[OfficeId], g.[LoanId], g.[EffectiveOn], g.[Periods], g.[FromNo], g.[Cause], g.[Reason],
            g.[GrantedBy], g.[At], (SELECT COUNT(*) FROM [GraceSchedule] s WHERE s.[GraceId] = g.[Id]) AS [Schedules],
            a.[After] AS [Recorded]
        FROM [Grace] g
        LEFT JOIN [AuditEvent] a ON a.[SubjectId] = g.[Id] AND a.[Action] = 'grace.granted'
        WHERE 1 = 1 {?OfficeId: AND g.[OfficeId] = @OfficeId}
        ORDER BY g.[Id]
        """
    );

    private static readonly Sql<Scope, string> LostGrace = new(
        """
        SELECT a.[SubjectId] FROM [AuditEvent] a
        WHERE a.[Action] = 'grace.granted' AND NOT EXISTS (SELECT 1 FROM [Grace] g WHERE g.[Id] = a.[SubjectId])
            {?OfficeId: AND a.[ChainId] = @OfficeId}
        ORDER BY a.[SubjectId]
        {one}
        """
    );

    private static readonly Sql<Scope, string> VersionWithoutGrace = new(
        """
        SELECT l.[Number] FROM [ScheduleVersion] v
        JOIN [Loan] l ON l.[Id] = v.[LoanId]
        WHERE v.[Cause] = 'grace'
            AND (SELECT COUNT(*) FROM [GraceSchedule] s
                JOIN [Grace] g ON g.[Id] = s.[GraceId] AND g.[OfficeId] = l.[OfficeId]
                    AND g.[EffectiveOn] = v.[EffectiveOn] AND (g.[LoanId] IS NULL OR g.[LoanId] = v.[LoanId])
                WHERE s.[LoanId] = v.[LoanId] AND s.[Version] = v.[Version]) <> 1
            {?OfficeId: AND l.[OfficeId] = @OfficeId}
        ORDER BY l.[Number]
        {one}
        """
    );

    private static readonly Sql<Scope, string> GraceWithoutVersion = new(
        """
        SELECT l.[Number] FROM [GraceSchedule] s
        JOIN [Loan] l ON l.[Id] = s.[LoanId]
        LEFT JOIN [ScheduleVersion] v ON v.[LoanId] = s.[LoanId] AND v.[Version] = s.[Version]
        WHERE (v.[Cause] IS NULL OR v.[Cause] <> 'grace') {?OfficeId: AND l.[OfficeId] = @OfficeId}
        ORDER BY l.[Number]
        {one}
        """
    );

    private static readonly Sql<Scope, string> AmountsMoved = new(
        """
        SELECT l.[Number] FROM [ScheduleVersion] v
        JOIN [Loan] l ON l.[Id] = v.[LoanId]
        LEFT JOIN [ScheduleVersion] b ON b.[LoanId] = v.[LoanId] AND b.[Version] = v.[Version] - 1
        WHERE v.[Cause] IN ('grace', 'holiday')
            AND (b.[Version] IS NULL OR b.[RepaidBefore] <> v.[RepaidBefore] OR b.[EffectiveOn] > v.[EffectiveOn]
                OR (SELECT COUNT(*) FROM [Instalment] n WHERE n.[LoanId] = v.[LoanId] AND n.[Version] = v.[Version])
                    <> (SELECT COUNT(*) FROM [Instalment] p WHERE p.[LoanId] = b.[LoanId] AND p.[Version] = b.[Version])
                OR EXISTS (SELECT 1 FROM [Instalment] i
                    LEFT JOIN [Instalment] j ON j.[LoanId] = b.[LoanId] AND j.[Version] = b.[Version]
                        AND j.[No] = i.[No] AND j.[Amount] = i.[Amount] AND j.[Cumulative] = i.[Cumulative]
                    WHERE i.[LoanId] = v.[LoanId] AND i.[Version] = v.[Version] AND j.[No] IS NULL))
            {?OfficeId: AND l.[OfficeId] = @OfficeId}
        ORDER BY l.[Number]
        {one}
        """
    );

    private static readonly (string Check, Sql<Scope, string> Statement)[] Checks =
    [
        ("grace.recorded", LostGrace),
        ("grace.schedule", VersionWithoutGrace),
        ("grace.schedule", GraceWithoutVersion),
        ("schedule.moved", AmountsMoved),
    ];

    /// <inheritdoc/>
    public async Task<Broken?> FirstBroken(string? officeId, CancellationToken ct)
    {
        var scope = new Scope(officeId);
        await foreach (var grace in db.Stream(Graces, scope, ct))
        {
            if (grace.Recorded != Json.Write(grace.Evidence()))
            {
                return new Broken("grace.recorded", grace.Id);
            }
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

    private sealed record Scope(string? OfficeId);

    private sealed record Row : GraceRow
    {
        public int Schedules { get; init; }
        public string? Recorded { get; init; }

        public GraceEvidence Evidence() => new(this, Schedules);
    }
}
