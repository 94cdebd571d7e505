using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Reschedules;

/// <summary>Requests for new schedules as stored, and the only place that writes them.</summary>
public sealed class RescheduleBook(Db db, Work work)
{
    /// <summary>How far a request has come, in SQL: d is its decision, x its reversal.</summary>
    public const string Status = """
        CASE WHEN x.[RescheduleId] IS NOT NULL THEN 'reversed' WHEN d.[Decision] = 'approve' THEN 'approved'
            WHEN d.[Decision] = 'reject' THEN 'rejected' ELSE 'pending' END
        """;

    /// <summary>The rows of <see cref="RescheduleRow"/>; r is Reschedule.</summary>
    public const string Select = $"""
        SELECT r.[Id], r.[OfficeId], r.[LoanId], l.[Number] AS [LoanNumber], b.[FullName] AS [BorrowerName], {Status} AS [Status],
            r.[EffectiveOn], r.[Cause], r.[Reason], r.[Installments], r.[FirstDueOn], r.[KeepsDates], r.[RequestedBy],
            r.[RequestedAt], d.[Decision], d.[Note], d.[Version], d.[DecidedBy], d.[At] AS [DecidedAt],
            x.[Reason] AS [ReversalReason], x.[Version] AS [ReversalVersion], x.[ReversedBy], x.[At] AS [ReversedAt]
        FROM [Reschedule] r
        JOIN [Loan] l ON l.[Id] = r.[LoanId]
        JOIN [Borrower] b ON b.[Id] = l.[BorrowerId]
        LEFT JOIN [RescheduleDecision] d ON d.[RescheduleId] = r.[Id]
        LEFT JOIN [RescheduleReversal] x ON x.[RescheduleId] = r.[Id]
        """;

    private static readonly Sql<IdParameter, RescheduleRow> ById = new($"{Select} WHERE r.[Id] = @Id");

    private static readonly Sql<IdParameter, int> CountPending = new(
        """
        SELECT COUNT(*) AS [Requests] FROM [Reschedule] r
        WHERE r.[LoanId] = @Id
            AND NOT EXISTS (SELECT 1 FROM [RescheduleDecision] d WHERE d.[RescheduleId] = r.[Id])
        """
    );

    private static readonly Sql<RescheduleRequest, NoRows> InsertRequest = new(
        """
        INSERT INTO [Reschedule] ([Id], [OfficeId], [LoanId], [EffectiveOn], [Cause], [Reason], [Installments],
            [FirstDueOn], [KeepsDates], [RequestedBy], [RequestedAt])
        VALUES (@Id, @OfficeId, @LoanId, @EffectiveOn, @Cause, @Reason, @Installments,
            @FirstDueOn, @KeepsDates, @RequestedBy, @RequestedAt)
        """
    );

    private static readonly Sql<RescheduleDecision, NoRows> InsertDecision = new(
        """
        INSERT INTO [RescheduleDecision] ([RescheduleId], [Decision], [Note], [Version], [DecidedBy], [At])
        VALUES (@RescheduleId, @Decision, @Note, @Version, @DecidedBy, @At)
        """
    );

    private static readonly Sql<RescheduleReversal, NoRows> InsertReversal = new(
        """
        INSERT INTO [RescheduleReversal] ([RescheduleId], [Reason], [Version], [ReversedBy], [At])
        VALUES (@RescheduleId, @Reason, @Version, @ReversedBy, @At)
        """
    );

    /// <summary>The request, or null.</summary>
    public async Task<RescheduleView?> Find(string id, CancellationToken ct) =>
        (await db.Find(ById, new IdParameter(id), ct))?.ToView();

    /// <summary>Whether a request for the loan waits for its decision.</summary>
    public async Task<bool> HasPending(string loanId, CancellationToken ct) =>
        await db.Find(CountPending, new IdParameter(loanId), ct) > 0;

    /// <summary>Stores a request.</summary>
    public async Task Add(RescheduleRequest request, CancellationToken ct)
    {
        await db.Execute(InsertRequest, request, ct);
        work.Audit("reschedule.requested", request.Id, null, request);
    }

    /// <summary>Stores a decision.</summary>
    public async Task Add(RescheduleDecision decision, CancellationToken ct)
    {
        await db.Execute(InsertDecision, decision, ct);
        work.Audit($"reschedule.{decision.Decision}", decision.RescheduleId, null, decision);
    }

    /// <summary>Stores that a reschedule was taken back.</summary>
    public async Task Add(RescheduleReversal reversal, CancellationToken ct)
    {
        await db.Execute(InsertReversal, reversal, ct);
        work.Audit("reschedule.reversed", reversal.RescheduleId, null, reversal);
    }
}

#pragma warning disable CS1591 // The columns of the tables, as the requests explain them.
/// <summary>A request as stored, and as the audit trail keeps it.</summary>
public sealed record RescheduleRequest
{
    public string Id { get; init; } = "";
    public string OfficeId { get; init; } = "";
    public string LoanId { get; init; } = "";
    public DateOnly EffectiveOn { get; init; }
    public string Cause { get; init; } = "";
    public string Reason { get; init; } = "";
    public int? Installments { get; init; }
    public DateOnly? FirstDueOn { get; init; }
    public bool KeepsDates { get; init; }
    public string RequestedBy { get; init; } = "";
    public DateTimeOffset RequestedAt { get; init; }
}

/// <summary>A decision as stored, and as the audit trail keeps it.</summary>
public sealed record RescheduleDecision
{
    public string RescheduleId { get; init; } = "";
    public string Decision { get; init; } = "";
    public string Note { get; init; } = "";
    public int? Version { get; init; }
    public string DecidedBy { get; init; } = "";
    public DateTimeOffset At { get; init; }
}

/// <summary>How a reschedule was taken back, as stored and as the audit trail keeps it.</summary>
public sealed record RescheduleReversal
{
    public string RescheduleId { get; init; } = "";
    public string Reason { get; init; } = "";
    public int Version { get; init; }
    public string ReversedBy { get; init; } = "";
    public DateTimeOffset At { get; init; }
}

/// <summary>A request with what became of it.</summary>
public sealed class RescheduleRow
{
    public string Id { get; init; } = "";
    public string OfficeId { get; init; } = "";
    public string LoanId { get; init; } = "";
    public string LoanNumber { get; init; } = "";
    public string BorrowerName { get; init; } = "";
    public string Status { get; init; } = "";
    public DateOnly EffectiveOn { get; init; }
    public string Cause { get; init; } = "";
    public string Reason { get; init; } = "";
    public int? Installments { get; init; }
    public DateOnly? FirstDueOn { get; init; }
    public bool KeepsDates { get; init; }
    public string RequestedBy { get; init; } = "";
    public DateTimeOffset RequestedAt { get; init; }
    public string? Decision { get; init; }
    public string? Note { get; init; }
    public int? Version { get; init; }
    public string? DecidedBy { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    public string? ReversalReason { get; init; }
    public int? ReversalVersion { get; init; }
    public string? ReversedBy { get; init; }
    public DateTimeOffset? ReversedAt { get; init; }
#pragma warning restore CS1591

    /// <summary>As the API shows it, without the instalments.</summary>
    public RescheduleView ToView() =>
        new()
        {
            Id = Id,
            OfficeId = OfficeId,
            LoanId = LoanId,
            LoanNumber = LoanNumber,
            BorrowerName = BorrowerName,
            Status = EnumText.Parse<RescheduleStatus>(Status),
            EffectiveOn = EffectiveOn,
            Cause = EnumText.Parse<RescheduleCause>(Cause),
            Reason = Reason,
            Installments = Installments,
            FirstDueOn = FirstDueOn,
            KeepDates = KeepsDates,
            RequestedBy = RequestedBy,
            RequestedAt = RequestedAt,
            Decision = Decision is null
                ? null
                : new RescheduleDecisionView
                {
                    Decision = EnumText.Parse<RescheduleVerdict>(Decision),
                    Note = Note!,
                    DecidedBy = DecidedBy!,
                    DecidedAt = DecidedAt!.Value,
                    Version = Version,
                },
            Reversal = ReversalReason is null
                ? null
                : new RescheduleReversalView
                {
                    Reason = ReversalReason,
                    Version = ReversalVersion!.Value,
                    ReversedBy = ReversedBy!,
                    ReversedAt = ReversedAt!.Value,
                },
        };
}
