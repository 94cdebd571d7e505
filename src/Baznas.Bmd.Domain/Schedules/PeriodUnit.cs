namespace Baznas.Bmd.Domain.Schedules;

/// <summary>The unit of the time between two instalments.</summary>
public enum PeriodUnit
{
    /// <summary>Calendar days.</summary>
    Day,

    /// <summary>Seven days.</summary>
    Week,

    /// <summary>Calendar months, on the same day of the month or its last day.</summary>
    Month,
}
