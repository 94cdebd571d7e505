using Baznas.Bmd.Domain.Money;
using Baznas.Bmd.Domain.Results;

namespace Baznas.Bmd.Domain.Loans;

/// <summary>Why a step of a loan, or a table an office keeps for its loans, is refused.</summary>
public static class LoanErrors
{
    /// <summary>A product has no approval tier.</summary>
    public static Error ApprovalTiersMissing { get; } =
        Error.Invalid("approval.tiers_missing") with
        {
            Field = "approvals",
        };

    /// <summary>The tiers' amounts do not rise from above zero.</summary>
    public static Error ApprovalTiersNotRising { get; } =
        Error.Invalid("approval.tiers_not_rising") with
        {
            Field = "approvals",
        };

    /// <summary>A tier asks for no approver.</summary>
    public static Error ApprovalCountNotPositive { get; } =
        Error.Invalid("approval.count_not_positive") with
        {
            Field = "approvals",
        };

    /// <summary>The table does not name each class once, from best to worst.</summary>
    public static Error CollectibilityClassesIncomplete { get; } =
        Error.Invalid("collectibility.classes_incomplete") with
        {
            Field = "collectibility",
        };

    /// <summary>The best class does not start at 0 days.</summary>
    public static Error CollectibilityNotFromZero { get; } =
        Error.Invalid("collectibility.not_from_zero") with
        {
            Field = "collectibility",
        };

    /// <summary>A worse class does not start later than a better one.</summary>
    public static Error CollectibilityNotRising { get; } =
        Error.Invalid("collectibility.not_rising") with
        {
            Field = "collectibility",
        };

    /// <summary>No tier covers the amount. Arguments: the amount, and the most that is covered.</summary>
    public static Error AmountAboveTiers(Rupiah principal, Rupiah most) =>
        Error.Conflict("approval.amount_above_tiers", principal, most);

    /// <summary>A step is dated before one that comes first. Arguments: name and date of both, the first first.</summary>
    public static Error DateOutOfOrder(StepDate before, StepDate after) =>
        Error.Conflict("date.out_of_order", before.Step, before.On!.Value, after.Step, after.On!.Value);

    /// <summary>A step is dated after today. Arguments: its date, and today.</summary>
    public static Error DateInFuture(DateOnly date, DateOnly today) => Error.Conflict("date.in_future", date, today);

    /// <summary>Money came back before it was paid out. Arguments: its date, and the disbursement's.</summary>
    public static Error DateBeforeDisbursement(DateOnly paidOn, DateOnly disbursedOn) =>
        Error.Conflict("date.before_disbursement", paidOn, disbursedOn);
}
