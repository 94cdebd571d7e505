namespace Baznas.Bmd.Web.Features.WriteOffs;

/// <summary>Refusals about writing debts off, forgiving them, and recovering what was written off.</summary>
public static class WriteOffErrors
{
    /// <summary>Another request about the loan waits for its decision.</summary>
    public static readonly Error Pending = Error.Conflict("write_off.pending");

    /// <summary>Something on the loan counts from a later day, so the rest on this day is not what is owed.</summary>
    public static readonly Error FollowedByOthers = Error.Conflict("write_off.followed_by_others") with
    {
        Field = "effectiveOn",
    };

    /// <summary>Who asked for it does not decide it.</summary>
    public static readonly Error OwnRequest = Error.Forbidden("write_off.own_request");

    /// <summary>Two different people decide.</summary>
    public static readonly Error SameApprover = Error.Forbidden("write_off.same_approver");

    /// <summary>It was approved or rejected before.</summary>
    public static readonly Error AlreadyDecided = Error.Conflict("write_off.already_decided");

    /// <summary>More than is still owed off the books can't be recovered.</summary>
    public static Error ExceedsWrittenOff(Rupiah most) =>
        Error.Conflict("recovery.exceeds_written_off", most) with
        {
            Field = "amount",
        };
}
