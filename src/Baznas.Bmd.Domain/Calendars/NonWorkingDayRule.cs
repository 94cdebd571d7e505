namespace Baznas.Bmd.Domain.Calendars;

/// <summary>Where a due date goes when it falls on a rest day or a holiday of the office.</summary>
public enum NonWorkingDayRule
{
    /// <summary>The next working day. The default of an office.</summary>
    Next,

    /// <summary>The working day before.</summary>
    Previous,

    /// <summary>The next working day, or the one before if the next is in another month.</summary>
    NextUnlessMonthEnd,

    /// <summary>It stays where it is.</summary>
    Same,

    /// <summary>
    /// An own date on a holiday takes the next period's date, and all later ones move with it; one on a weekly rest day
    /// alone goes to the next working day. For long holidays.
    /// </summary>
    SkipPeriod,
}
