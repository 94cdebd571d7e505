namespace Baznas.Bmd.Domain.Schedules;

/// <summary>How the principal is cut into instalments of whole multiples.</summary>
public enum RoundingMode
{
    /// <summary>
    /// The multiples are dealt evenly, the spare ones to the first instalments, and what is less than a
    /// multiple goes on the last: no balloon grows at the end. The default.
    /// </summary>
    Spread,

    /// <summary>Each instalment to the nearest multiple, a tie to the even one; the last takes the rest.</summary>
    Nearest,

    /// <summary>Each instalment up to a multiple; the last takes the rest.</summary>
    Up,

    /// <summary>Each instalment down to a multiple; the last takes the rest.</summary>
    Down,
}
