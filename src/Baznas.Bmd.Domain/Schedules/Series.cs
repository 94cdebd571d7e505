using Baznas.Bmd.Domain.Calendars;

namespace Baznas.Bmd.Domain.Schedules;

/// <summary>The dates that lie whole periods from a start; the own dates of a schedule are counted along it.</summary>
/// <param name="Period">The time between two of them.</param>
/// <param name="CountedFrom">The start.</param>
public readonly record struct Series(Period Period, DateOnly CountedFrom)
{
    /// <summary>
    /// The date <paramref name="count"/> periods after <paramref name="own"/>, or null beyond the year 9999. It is counted
    /// from the series' start where the date lies on the series, so that months never drift: from 31 January on, 28
    /// February is followed by 31 March. A date beside the series is counted from itself.
    /// </summary>
    public DateOnly? After(DateOnly own, int count) =>
        Period.Between(CountedFrom, own) is { } index
            ? Period.After(CountedFrom, index + count)
            : Period.After(own, count);
}

/// <summary>
/// Walks the own dates of a schedule in their order, and remembers how many periods the calendar made them skip so far.
/// </summary>
internal sealed class OwnDates(Series series, OfficeCalendar calendar)
{
    private int _skipped;

    /// <summary>The own date that is planned for a day, once all that was skipped is counted; null beyond the year 9999.</summary>
    public DateOnly? Of(DateOnly planned)
    {
        var own = series.After(planned, _skipped);
        while (own is { } day && calendar.Skips(day))
        {
            _skipped++;
            own = series.After(planned, _skipped);
        }

        return own;
    }
}
