namespace Baznas.Bmd.Domain.Reporting;

/// <summary>How often a report comes.</summary>
public enum ReportFrequency
{
    /// <summary>Every day.</summary>
    Daily,

    /// <summary>On one day of each week.</summary>
    Weekly,

    /// <summary>On one day of each month.</summary>
    Monthly,
}

/// <summary>On which days and from what time on a report is made, by the clock of its office.</summary>
public sealed record ReportRhythm
{
    private ReportRhythm() { }

    /// <summary>How often.</summary>
    public required ReportFrequency Frequency { get; init; }

    /// <summary>The day of the week; only of a weekly report.</summary>
    public DayOfWeek? Weekday { get; private init; }

    /// <summary>The day of the month, 1 to 31, or the last of a month that is shorter; only of a monthly report.</summary>
    public int? Day { get; private init; }

    /// <summary>From when on.</summary>
    public required TimeOnly At { get; init; }

    /// <summary>Every day.</summary>
    public static ReportRhythm Daily(TimeOnly at) => new() { Frequency = ReportFrequency.Daily, At = at };

    /// <summary>Once a week.</summary>
    public static ReportRhythm Weekly(DayOfWeek weekday, TimeOnly at) =>
        new()
        {
            Frequency = ReportFrequency.Weekly,
            Weekday = weekday,
            At = at,
        };

    /// <summary>Once a month.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No month has such a day.</exception>
    public static ReportRhythm Monthly(int day, TimeOnly at)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(day, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(day, 31);
        return new()
        {
            Frequency = ReportFrequency.Monthly,
            Day = day,
            At = at,
        };
    }

    /// <summary>Whether a report is due on a day.</summary>
    public bool IsDueOn(DateOnly day) =>
        Frequency switch
        {
            ReportFrequency.Daily => true,
            ReportFrequency.Weekly => day.DayOfWeek == Weekday,
            _ => day.Day == Math.Min(Day!.Value, DateTime.DaysInMonth(day.Year, day.Month)),
        };

    /// <summary>
    /// The days, ascending, whose report falls due after one moment of the office's clock and no later than another:
    /// what falls due at the very moment of a change belongs to what was before it.
    /// </summary>
    public IEnumerable<DateOnly> DueBetween(DateTime after, DateTime until)
    {
        for (var day = DateOnly.FromDateTime(after); day <= DateOnly.FromDateTime(until); day = day.AddDays(1))
        {
            var moment = day.ToDateTime(At);
            if (moment > after && moment <= until && IsDueOn(day))
            {
                yield return day;
            }
        }
    }

    /// <summary>The next day after a moment of the office's clock whose report falls due.</summary>
    public DateOnly NextAfter(DateTime moment) => DueBetween(moment, moment.AddDays(62)).First();
}
