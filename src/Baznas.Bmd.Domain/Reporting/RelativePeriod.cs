namespace Baznas.Bmd.Domain.Reporting;

/// <summary>Days named by how they lie to the day on which they are asked for. Weeks begin on Monday.</summary>
public enum RelativePeriod
{
    /// <summary>The day itself.</summary>
    Today,

    /// <summary>The day before.</summary>
    Yesterday,

    /// <summary>The whole week before this one.</summary>
    LastWeek,

    /// <summary>The whole month before this one.</summary>
    LastMonth,

    /// <summary>The whole calendar year before this one.</summary>
    LastYear,

    /// <summary>From Monday to the day itself.</summary>
    WeekToDate,

    /// <summary>From the first of the month to the day itself.</summary>
    MonthToDate,

    /// <summary>From 1 January to the day itself.</summary>
    YearToDate,

    /// <summary>The whole week after this one.</summary>
    NextWeek,

    /// <summary>The whole month after this one.</summary>
    NextMonth,

    /// <summary>From the day itself on, thirty days.</summary>
    ThirtyDaysAhead,
}

/// <summary>The first and the last day of a period.</summary>
/// <param name="From">The first.</param>
/// <param name="To">The last.</param>
public readonly record struct DayRange(DateOnly From, DateOnly To);

/// <summary>What a relative period comes to.</summary>
public static class RelativePeriods
{
    private const int DaysAhead = 30;

    /// <summary>Whether it reaches beyond the day on which it is asked for.</summary>
    public static bool LooksAhead(this RelativePeriod period) =>
        period is RelativePeriod.NextWeek or RelativePeriod.NextMonth or RelativePeriod.ThirtyDaysAhead;

    /// <summary>The days that it means when it is asked for on <paramref name="day"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such period, or the calendar has no such days.</exception>
    public static DayRange On(this RelativePeriod period, DateOnly day)
    {
        var monday = day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
        var month = new DateOnly(day.Year, day.Month, 1);
        var year = new DateOnly(day.Year, 1, 1);
        return period switch
        {
            RelativePeriod.Today => new(day, day),
            RelativePeriod.Yesterday => new(day.AddDays(-1), day.AddDays(-1)),
            RelativePeriod.LastWeek => new(monday.AddDays(-7), monday.AddDays(-1)),
            RelativePeriod.LastMonth => new(month.AddMonths(-1), month.AddDays(-1)),
            RelativePeriod.LastYear => new(year.AddYears(-1), year.AddDays(-1)),
            RelativePeriod.WeekToDate => new(monday, day),
            RelativePeriod.MonthToDate => new(month, day),
            RelativePeriod.YearToDate => new(year, day),
            RelativePeriod.NextWeek => new(monday.AddDays(7), monday.AddDays(13)),
            RelativePeriod.NextMonth => new(month.AddMonths(1), month.AddMonths(2).AddDays(-1)),
            RelativePeriod.ThirtyDaysAhead => new(day, day.AddDays(DaysAhead - 1)),
            _ => throw new ArgumentOutOfRangeException(nameof(period), period, null),
        };
    }
}
