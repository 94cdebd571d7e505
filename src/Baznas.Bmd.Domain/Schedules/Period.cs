namespace Baznas.Bmd.Domain.Schedules;

/// <summary>The time between two instalments: every so many days, weeks or months.</summary>
/// <param name="Unit">What is counted.</param>
/// <param name="Every">How many of it, at least 1.</param>
public readonly record struct Period(PeriodUnit Unit, int Every)
{
    private const int DaysOfAWeek = 7;
    private const int MonthsOfAYear = 12;

    /// <summary>
    /// The day <paramref name="count"/> periods after <paramref name="start"/>, or null beyond the year
    /// 9999. Months keep the day of <paramref name="start"/>, clamped to the month's last day; counting
    /// always from the same start is what keeps 31 January, 28 February, 31 March from drifting.
    /// </summary>
    public DateOnly? After(DateOnly start, int count)
    {
        var steps = (long)Every * count;
        return Unit switch
        {
            PeriodUnit.Day => AddDays(start, steps),
            PeriodUnit.Week => AddDays(start, steps * DaysOfAWeek),
            PeriodUnit.Month => AddMonths(start, steps),
            _ => throw new InvalidOperationException($"No such unit: {Unit}"),
        };
    }

    /// <summary>How many whole periods <paramref name="end"/> lies after <paramref name="start"/>; null when it does not.</summary>
    internal int? Between(DateOnly start, DateOnly end)
    {
        var days = end.DayNumber - start.DayNumber;
        var (count, rest) = Unit switch
        {
            PeriodUnit.Day => Math.DivRem(days, (long)Every),
            PeriodUnit.Week => Math.DivRem(days, (long)Every * DaysOfAWeek),
            PeriodUnit.Month => Math.DivRem(MonthNumber(end) - MonthNumber(start), Every),
            _ => throw new InvalidOperationException($"No such unit: {Unit}"),
        };
        return rest == 0 && count >= 0 && After(start, (int)count) == end ? (int)count : null;
    }

    private static DateOnly? AddDays(DateOnly start, long days) =>
        days <= DateOnly.MaxValue.DayNumber - start.DayNumber ? start.AddDays((int)days) : null;

    private static DateOnly? AddMonths(DateOnly start, long months) =>
        months <= MonthNumber(DateOnly.MaxValue) - MonthNumber(start) ? start.AddMonths((int)months) : null;

    private static long MonthNumber(DateOnly day) => (day.Year * MonthsOfAYear) + day.Month;
}
