using Baznas.Bmd.Domain.Results;

namespace Baznas.Bmd.Domain.Schedules;

/// <summary>Why a schedule can't be built.</summary>
public static class ScheduleErrors
{
    /// <summary>The principal is zero or less.</summary>
    public static Error PrincipalNotPositive { get; } =
        Error.Invalid("schedule.principal_not_positive") with
        {
            Field = "principal",
        };

    /// <summary>Fewer than one instalment, or too many. Arguments: the least and the most.</summary>
    public static Error InstallmentsOutOfRange { get; } =
        Error.Invalid("schedule.installments_out_of_range", 1, ScheduleTerms.MaxInstallments) with
        {
            Field = "installments",
        };

    /// <summary>Less than one unit per period, or too many. Arguments: the least and the most.</summary>
    public static Error EveryOutOfRange { get; } =
        Error.Invalid("schedule.every_out_of_range", 1, ScheduleTerms.MaxEvery) with
        {
            Field = "every",
        };

    /// <summary>The rounding multiple is zero or less.</summary>
    public static Error MultipleNotPositive { get; } =
        Error.Invalid("schedule.multiple_not_positive") with
        {
            Field = "roundingMultiple",
        };

    /// <summary>Some instalment would be zero or less.</summary>
    public static Error RoundingTooCoarse { get; } =
        Error.Invalid("schedule.rounding_too_coarse") with
        {
            Field = "roundingMultiple",
        };

    /// <summary>
    /// Some due date would be after the year 9999. It has no field: the start, the count and the period
    /// share the blame.
    /// </summary>
    public static Error DateOutOfRange { get; } = Error.Invalid("schedule.date_out_of_range");

    /// <summary>The chosen first due date is on or before the disbursement. Arguments: both dates.</summary>
    public static Error FirstDueNotAfterDisbursement(DateOnly firstDueOn, DateOnly disbursedOn) =>
        Error.Invalid("schedule.first_due_not_after_disbursement", firstDueOn, disbursedOn) with
        {
            Field = "firstDueOn",
        };
}
