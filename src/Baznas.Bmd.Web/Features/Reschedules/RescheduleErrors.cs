namespace Baznas.Bmd.Web.Features.Reschedules;

/// <summary>Refusals about new schedules.</summary>
public static class RescheduleErrors
{
    /// <summary>Another request for the loan waits for its decision.</summary>
    public static readonly Error Pending = Error.Conflict("reschedule.pending");

    /// <summary>Who asked does not decide.</summary>
    public static readonly Error OwnRequest = Error.Forbidden("reschedule.own_request");

    /// <summary>It was decided before.</summary>
    public static readonly Error AlreadyDecided = Error.Conflict("reschedule.already_decided");

    /// <summary>There is no new schedule to take back.</summary>
    public static readonly Error NotApproved = Error.Conflict("reschedule.not_approved");

    /// <summary>It was taken back before.</summary>
    public static readonly Error AlreadyReversed = Error.Conflict("reschedule.already_reversed");

    /// <summary>No instalment is due after the day, so no date can be kept. Argument: the day.</summary>
    public static Error NoDatesLeft(DateOnly effectiveOn) =>
        Error.Conflict("reschedule.no_dates_left", effectiveOn) with
        {
            Field = "keepDates",
        };

    /// <summary>A repayment from before was taken back later, so the day's balance did not last. Argument: the day.</summary>
    public static Error RepaymentReversedSince(DateOnly effectiveOn) =>
        Error.Conflict("reschedule.repayment_reversed_since", effectiveOn) with
        {
            Field = "effectiveOn",
        };

    /// <summary>Something stands repaid under the new schedule. Argument: the day it began.</summary>
    public static Error RepaidSince(DateOnly effectiveOn) => Error.Conflict("reschedule.repaid_since", effectiveOn);
}
