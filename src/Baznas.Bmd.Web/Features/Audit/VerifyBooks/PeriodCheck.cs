using Baznas.Bmd.Web.Features.Periods.DecideReopening;
using Baznas.Bmd.Web.Features.Reports.ClosePeriod;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Audit.VerifyBooks;

/// <summary>
/// Holds the months closed and opened again against the trail and against what was booked: nothing came into a month
/// while it was closed, and two people stand behind every reopening.
/// </summary>
/// <param name="db">The request's database.</param>
public sealed class PeriodCheck(Db db) : IBookCheck
{
    private static readonly Sql<Scope, ChangeRow> Changes = new(
        """
        SELECT c.[OfficeId], o.[Code], c.[Period], c.[Change], c.[ClosedThrough], c.[ChangedBy], c.[At]
        FROM [PeriodChange] c
        JOIN [Office] o ON o.[Id] = c.[OfficeId]
        WHERE 1 = 1 {?OfficeId: AND c.[OfficeId] = @OfficeId}
        ORDER BY o.[Code], c.[Sequence]
        """
    );

    private static readonly Sql<Scope, EventRow> Events = new(
        """
        SELECT o.[Code], a.[Action], a.[After], a.[UserId], a.[At]
        FROM [Office] o
        JOIN [AuditEvent] a ON a.[SubjectId] = o.[Id] AND a.[Action] IN ('period.closed', 'period.reopened')
        WHERE 1 = 1 {?OfficeId: AND o.[Id] = @OfficeId}
        ORDER BY o.[Code], a.[Sequence]
        """
    );

    // What was approved, by another than who asked, as the trail says it too.
    private static readonly Sql<Scope, string> ReopeningOff = new(
        """
        SELECT r.[Period] FROM [PeriodReopening] r
        LEFT JOIN [PeriodReopeningDecision] d ON d.[ReopeningId] = r.[Id]
        WHERE (r.[RequestedBy] = d.[DecidedBy]
                OR NOT EXISTS (SELECT 1 FROM [AuditEvent] a WHERE a.[SubjectId] = r.[Id]
                    AND a.[Action] = 'periodReopening.requested' AND a.[UserId] = r.[RequestedBy])
                OR (d.[Decision] IS NOT NULL AND NOT EXISTS (SELECT 1 FROM [AuditEvent] a
                    WHERE a.[SubjectId] = r.[Id] AND a.[UserId] = d.[DecidedBy] AND a.[Action] =
                        CASE WHEN d.[Decision] = 'approve' THEN 'periodReopening.approved'
                            ELSE 'periodReopening.rejected' END))
                OR (d.[Decision] = 'approve' AND NOT EXISTS (SELECT 1 FROM [PeriodChange] c
                    WHERE c.[OfficeId] = r.[OfficeId] AND c.[Change] = 'reopened' AND c.[Period] = r.[Period]
                        AND c.[ChangedBy] = d.[DecidedBy] AND c.[At] = d.[At])))
            {?OfficeId: AND r.[OfficeId] = @OfficeId}
        ORDER BY r.[Id]
        {one}
        """
    );

    private static readonly Sql<Scope, string> UndecidedReopening = new(
        """
        SELECT c.[Period] FROM [PeriodChange] c
        WHERE c.[Change] = 'reopened'
            AND NOT EXISTS (SELECT 1 FROM [PeriodReopening] r
                JOIN [PeriodReopeningDecision] d ON d.[ReopeningId] = r.[Id] AND d.[Decision] = 'approve'
                WHERE r.[OfficeId] = c.[OfficeId] AND r.[Period] = c.[Period] AND d.[DecidedBy] = c.[ChangedBy]
                    AND d.[At] = c.[At])
            {?OfficeId: AND c.[OfficeId] = @OfficeId}
        ORDER BY c.[OfficeId], c.[Sequence]
        {one}
        """
    );

    private static readonly Sql<Scope, EntryRow> Entries = new(
        """
        SELECT [OfficeId], [Number], [EffectiveOn], [BookedAt] FROM [JournalEntry]
        WHERE 1 = 1 {?OfficeId: AND [OfficeId] = @OfficeId}
        ORDER BY [OfficeId], [EffectiveOn]
        """
    );

    /// <inheritdoc/>
    public async Task<Broken?> FirstBroken(string? officeId, CancellationToken ct)
    {
        var scope = new Scope(officeId);
        var changes = await db.Query(Changes, scope, ct);
        if (FirstUnrecorded(changes, await db.Query(Events, scope, ct)) is { } office)
        {
            return new Broken("period.recorded", office);
        }

        if ((await db.Find(ReopeningOff, scope, ct) ?? await db.Find(UndecidedReopening, scope, ct)) is { } reopened)
        {
            return new Broken("period.reopening", reopened);
        }

        return await FirstBookedWhileClosed(scope, changes.ToLookup(change => change.OfficeId), ct);
    }

    /// <summary>The office whose changes are not those of its trail, in their order.</summary>
    private static string? FirstUnrecorded(IReadOnlyList<ChangeRow> changes, IReadOnlyList<EventRow> events)
    {
        var told = events.ToLookup(row => row.Code, row => row.Told());
        var stored = changes.ToLookup(row => row.Code, row => row.Told());
        return told.Select(office => office.Key)
            .Union(stored.Select(office => office.Key))
            .Order(StringComparer.Ordinal)
            .FirstOrDefault(code => !told[code].SequenceEqual(stored[code]));
    }

    private async Task<Broken?> FirstBookedWhileClosed(
        Scope scope,
        ILookup<string, ChangeRow> changes,
        CancellationToken ct
    )
    {
        await foreach (var entry in db.Stream(Entries, scope, ct))
        {
            if (WasClosed(entry, changes[entry.OfficeId]))
            {
                return new Broken("period.entry", entry.Number);
            }
        }

        return null;
    }

    // Of what was done in the same instant as a change, no clock says which was first; the order of the trail does, and
    // that is held when the trail is read.
    private static bool WasClosed(EntryRow entry, IEnumerable<ChangeRow> changes) =>
        changes.LastOrDefault(change => change.At <= entry.BookedAt) is { ClosedThrough: { } closedThrough } last
        && last.At < entry.BookedAt
        && string.CompareOrdinal(AccountingPeriod.Of(entry.EffectiveOn), closedThrough) <= 0;

    private sealed record Scope(string? OfficeId);

    private sealed record Change(string Period, string Kind, string? ClosedThrough, string By, DateTimeOffset At);

    private sealed class ChangeRow
    {
        public string OfficeId { get; init; } = "";
        public string Code { get; init; } = "";
        public string Period { get; init; } = "";
        public string Change { get; init; } = "";
        public string? ClosedThrough { get; init; }
        public string ChangedBy { get; init; } = "";
        public DateTimeOffset At { get; init; }

        public Change Told() => new(Period, Change, ClosedThrough, ChangedBy, At);
    }

    private sealed class EventRow
    {
        public string Code { get; init; } = "";
        public string Action { get; init; } = "";
        public string? After { get; init; }
        public string UserId { get; init; } = "";
        public DateTimeOffset At { get; init; }

        public Change Told()
        {
            if (Action == DecideReopeningHandler.Action)
            {
                var reopened = Json.Read<ReopenedPeriod>(After!);
                return new(reopened.Period, "reopened", reopened.ClosedThrough, UserId, At);
            }

            var period = Json.Read<ClosedPeriod>(After!).Period;
            return new(period, "closed", period, UserId, At);
        }
    }

    private sealed class EntryRow
    {
        public string OfficeId { get; init; } = "";
        public string Number { get; init; } = "";
        public DateOnly EffectiveOn { get; init; }
        public DateTimeOffset BookedAt { get; init; }
    }
}
