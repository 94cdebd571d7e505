using Baznas.Bmd.Web.Features.Reschedules;

namespace Baznas.Bmd.Web.Features.Audit.VerifyBooks;

/// <summary>
/// Holds the requests for new schedules, their decisions and reversals against the audit trail: what the one knows the
/// other says in the same words, and no more.
/// </summary>
/// <param name="db">The request's database.</param>
public sealed class RescheduleEvidence(Db db)
{
    private static readonly Sql<Scope, Told> Events = new(
        """
        SELECT a.[SubjectId], a.[Action], a.[After] FROM [AuditEvent] a
        WHERE a.[SubjectKind] = 'reschedule' {?OfficeId: AND a.[ChainId] = @OfficeId}
        """
    );

    private static readonly Sql<Scope, RescheduleRequest> Requests = new(
        """
        SELECT r.[Id], r.[OfficeId], r.[LoanId], r.[EffectiveOn], r.[Cause], r.[Reason], r.[Installments],
            r.[FirstDueOn], r.[KeepsDates], r.[RequestedBy], r.[RequestedAt]
        FROM [Reschedule] r
        WHERE 1 = 1 {?OfficeId: AND r.[OfficeId] = @OfficeId}
        """
    );

    private static readonly Sql<Scope, RescheduleDecision> Decisions = new(
        """
        SELECT d.[RescheduleId], d.[Decision], d.[Note], d.[Version], d.[DecidedBy], d.[At]
        FROM [RescheduleDecision] d
        JOIN [Reschedule] r ON r.[Id] = d.[RescheduleId]
        WHERE 1 = 1 {?OfficeId: AND r.[OfficeId] = @OfficeId}
        """
    );

    private static readonly Sql<Scope, RescheduleReversal> Reversals = new(
        """
        SELECT x.[RescheduleId], x.[Reason], x.[Version], x.[ReversedBy], x.[At]
        FROM [RescheduleReversal] x
        JOIN [Reschedule] r ON r.[Id] = x.[RescheduleId]
        WHERE 1 = 1 {?OfficeId: AND r.[OfficeId] = @OfficeId}
        """
    );

    /// <summary>The first request of which rows and events differ, by its id; null when none does.</summary>
    /// <param name="officeId">Only this office's; null for all.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<Broken?> FirstForged(string? officeId, CancellationToken ct)
    {
        var scope = new Scope(officeId);
        var said = (await db.Query(Events, scope, ct))
            .Select(found => (found.SubjectId, found.Action, found.After))
            .ToList();
        IEnumerable<(string Id, string Action, string? After)> known =
        [
            .. from row in await db.Query(Requests, scope, ct) select (row.Id, "reschedule.requested", Json.Write(row)),
            .. from row in await db.Query(Decisions, scope, ct)
            select (row.RescheduleId, $"reschedule.{row.Decision}", Json.Write(row)),
            .. from row in await db.Query(Reversals, scope, ct)
            select (row.RescheduleId, "reschedule.reversed", Json.Write(row)),
        ];
        var differing = known.Except(said).Concat(said.Except(known)).Select(found => found.Item1).Order();
        return differing.FirstOrDefault() is { } id ? new Broken("reschedule.evidence", id) : null;
    }

    private sealed record Scope(string? OfficeId);

    private sealed class Told
    {
        public string SubjectId { get; init; } = "";
        public string Action { get; init; } = "";
        public string? After { get; init; }
    }
}
