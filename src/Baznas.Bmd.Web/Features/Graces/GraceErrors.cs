namespace Baznas.Bmd.Web.Features.Graces;

/// <summary>Refusals of a grace.</summary>
public static class GraceErrors
{
    /// <summary>No instalment is due after the day.</summary>
    public static readonly Error NothingToMove = Error.Conflict("grace.nothing_to_move");

    /// <summary>A newer schedule holds from a later day on. Argument: that day.</summary>
    public static Error LaterVersion(DateOnly effectiveOn) =>
        Error.Conflict("schedule.later_version", effectiveOn) with
        {
            Field = "effectiveOn",
        };
}
