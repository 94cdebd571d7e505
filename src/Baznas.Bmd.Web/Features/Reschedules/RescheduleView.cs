using Baznas.Bmd.Web.Features.Schedules.PreviewSchedule;

namespace Baznas.Bmd.Web.Features.Reschedules;

/// <summary>Why a borrower needs another schedule.</summary>
public enum RescheduleCause
{
    /// <summary>They can't pay as agreed.</summary>
    Unable,

    /// <summary>Something nobody could help, such as a flood.</summary>
    ForceMajeure,

    /// <summary>Something else, such as smaller instalments after paying ahead.</summary>
    Other,
}

/// <summary>How far a request has come.</summary>
public enum RescheduleStatus
{
    /// <summary>Nobody has decided yet.</summary>
    Pending,

    /// <summary>The new schedule holds.</summary>
    Approved,

    /// <summary>The old schedule stays.</summary>
    Rejected,

    /// <summary>The new schedule was taken back.</summary>
    Reversed,
}

/// <summary>What an approver may say to a request.</summary>
public enum RescheduleVerdict
{
    /// <summary>Agrees; the new schedule holds.</summary>
    Approve,

    /// <summary>The old schedule stays.</summary>
    Reject,
}

/// <summary>A request for a new schedule of the same debt (penjadwalan ulang).</summary>
public sealed record RescheduleView
{
    /// <summary>The request.</summary>
    public required string Id { get; init; }

    /// <summary>Its office.</summary>
    public required string OfficeId { get; init; }

    /// <summary>The loan.</summary>
    public required string LoanId { get; init; }

    /// <summary>Its number.</summary>
    public required string LoanNumber { get; init; }

    /// <summary>Who owes it.</summary>
    public required string BorrowerName { get; init; }

    /// <summary>How far it has come.</summary>
    public required RescheduleStatus Status { get; init; }

    /// <summary>From which day on the new schedule holds; what was repaid by its end stays with the old one.</summary>
    public required DateOnly EffectiveOn { get; init; }

    /// <inheritdoc cref="RescheduleCause"/>
    public required RescheduleCause Cause { get; init; }

    /// <summary>Why, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>In how many instalments; null when the dates are kept.</summary>
    public required int? Installments { get; init; }

    /// <summary>When the first shall be due, if it was said.</summary>
    public required DateOnly? FirstDueOn { get; init; }

    /// <summary>Whether what is owed is spread over the dates that remain.</summary>
    public required bool KeepDates { get; init; }

    /// <summary>Who asked, and so can't decide.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>When it was asked.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>What was decided; null while nobody has.</summary>
    public required RescheduleDecisionView? Decision { get; init; }

    /// <summary>How it was taken back; null when it was not.</summary>
    public required RescheduleReversalView? Reversal { get; init; }

    /// <summary>
    /// The new instalments: as they would be now, or once approved as they were made. Empty when nothing can come of the
    /// request; left out in lists.
    /// </summary>
    public IReadOnlyList<ScheduleRow>? Proposed { get; init; }
}

/// <summary>What was decided about a request.</summary>
public sealed record RescheduleDecisionView
{
    /// <inheritdoc cref="RescheduleVerdict"/>
    public required RescheduleVerdict Decision { get; init; }

    /// <summary>Why.</summary>
    public required string Note { get; init; }

    /// <summary>Who decided.</summary>
    public required string DecidedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset DecidedAt { get; init; }

    /// <summary>The version of the loan's schedule that it made.</summary>
    public required int? Version { get; init; }
}

/// <summary>How a reschedule was taken back.</summary>
public sealed record RescheduleReversalView
{
    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>The version of the loan's schedule that took its place.</summary>
    public required int Version { get; init; }

    /// <summary>Who took it back.</summary>
    public required string ReversedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset ReversedAt { get; init; }
}
