namespace Baznas.Bmd.Web.Features.Graces;

/// <summary>Refusals of a grace.</summary>
public static class GraceErrors
{
    /// <summary>No instalment is due after the day.</summary>
    public static readonly Error NothingToMove = Error.Conflict("grace.nothing_to_move");
}
