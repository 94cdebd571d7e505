namespace Baznas.Bmd.Web.Features.ArrearsCases;

/// <summary>Refusals about cases of late loans.</summary>
public static class ArrearsErrors
{
    /// <summary>The loan is not late, and nothing was ever done about it.</summary>
    public static readonly Error NoCase = Error.NotFound("arrears.no_case");

    /// <summary>Nothing of the loan was late on the day. Argument: the day.</summary>
    public static Error NotLate(DateOnly day) => Error.Conflict("arrears.not_late", day);

    /// <summary>The day that somebody promises to pay has passed. Arguments: that day, and today.</summary>
    public static Error PromisedInPast(DateOnly promisedOn, DateOnly today) =>
        Error.Conflict("promise.in_past", promisedOn, today) with
        {
            Field = "promisedOn",
        };

    /// <summary>More is promised than is owed. Argument: what is owed.</summary>
    public static Error AboveOwed(Rupiah owed) => Error.Conflict("promise.above_owed", owed) with { Field = "amount" };
}
