using System.Collections.Frozen;

namespace Baznas.Bmd.Domain.Calendars;

/// <summary>
/// The days an office works, and where a due date goes that falls on another day. It is data: public
/// holidays change by yearly decree and an office edits its own list.
/// </summary>
public sealed record OfficeCalendar
{
    private const int DaysOfAWeek = 7;

    /// <summary>A calendar without rest days or holidays.</summary>
    public static OfficeCalendar EveryDayWorks { get; } =
        new()
        {
            RestDays = FrozenSet<DayOfWeek>.Empty,
            Holidays = FrozenSet<DateOnly>.Empty,
            Rule = NonWorkingDayRule.Same,
        };

    /// <summary>The weekly rest days. The set is copied.</summary>
    /// <exception cref="ArgumentException">
    /// All seven days rest: no search for a working day would end.
    /// </exception>
    public required IReadOnlySet<DayOfWeek> RestDays
    {
        get;
        init => field = LeavingADayToWork(value.ToFrozenSet());
    }

    /// <summary>Single days off, whichever weekday they fall on. The set is copied.</summary>
    public required IReadOnlySet<DateOnly> Holidays
    {
        get;
        init => field = value.ToFrozenSet();
    }

    /// <summary>Where a due date on a day off goes.</summary>
    public required NonWorkingDayRule Rule { get; init; }

    /// <summary>Whether the office works on <paramref name="day"/>.</summary>
    public bool IsWorkingDay(DateOnly day) => !RestDays.Contains(day.DayOfWeek) && !Holidays.Contains(day);

    /// <summary>
    /// Whether an instalment whose own date is <paramref name="day"/> waits for the next period, and all later ones with
    /// it: by <see cref="NonWorkingDayRule.SkipPeriod"/> on a holiday, though not on a weekly rest day.
    /// </summary>
    public bool Skips(DateOnly day) => Rule is NonWorkingDayRule.SkipPeriod && Holidays.Contains(day);

    /// <summary>
    /// The due date of an instalment whose own date is <paramref name="anchor"/>, by the office's rule.
    /// A date that would move to or before the disbursement moves to the next working day instead.
    /// </summary>
    /// <param name="anchor">The instalment's own date, after the disbursement.</param>
    /// <param name="disbursedOn">The day the money was paid out.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such day before the year 10000.</exception>
    public DateOnly Adjust(DateOnly anchor, DateOnly disbursedOn) =>
        AdjustOrNull(anchor, disbursedOn)
        ?? throw new ArgumentOutOfRangeException(
            nameof(anchor),
            anchor,
            "No working day is left before the year 10000."
        );

    /// <summary>
    /// The first and the last own date that may be due on another day once this calendar's holidays have become those of
    /// <paramref name="next"/>, by whatever rule; null when they stay the same. A search for a working day passes over
    /// days off alone, so it comes from no farther than the days off around a day that changed.
    /// </summary>
    public (DateOnly First, DateOnly Last)? ReachOfChange(OfficeCalendar next)
    {
        var changed = Holidays.Except(next.Holidays).Union(next.Holidays.Except(Holidays)).ToList();
        return changed.Count == 0 ? null : (Edge(changed.Min(), -1), Edge(changed.Max(), 1));

        DateOnly Edge(DateOnly day, int step)
        {
            var number = day.DayNumber;
            while (
                number + step >= DateOnly.MinValue.DayNumber
                && number + step <= DateOnly.MaxValue.DayNumber
                && DateOnly.FromDayNumber(number + step) is var beyond
                && !(IsWorkingDay(beyond) && next.IsWorkingDay(beyond))
            )
            {
                number += step;
            }

            return DateOnly.FromDayNumber(number);
        }
    }

    /// <summary>As <see cref="Adjust"/>, with null where the calendar ends.</summary>
    internal DateOnly? AdjustOrNull(DateOnly anchor, DateOnly disbursedOn)
    {
        if (IsWorkingDay(anchor))
        {
            return anchor;
        }

        return Rule switch
        {
            NonWorkingDayRule.Same => anchor,
            NonWorkingDayRule.Next or NonWorkingDayRule.SkipPeriod => NextWorkingDay(anchor),
            NonWorkingDayRule.Previous => PreviousAfter(anchor, disbursedOn),
            NonWorkingDayRule.NextUnlessMonthEnd => NextWorkingDay(anchor) is { } next && IsSameMonth(next, anchor)
                ? next
                : PreviousAfter(anchor, disbursedOn),
            _ => throw new InvalidOperationException($"No such rule: {Rule}"),
        };
    }

    private DateOnly? PreviousAfter(DateOnly anchor, DateOnly disbursedOn)
    {
        for (var day = anchor; day > disbursedOn; day = day.AddDays(-1))
        {
            if (IsWorkingDay(day))
            {
                return day;
            }
        }

        return NextWorkingDay(anchor);
    }

    private DateOnly? NextWorkingDay(DateOnly from)
    {
        for (var number = from.DayNumber; number <= DateOnly.MaxValue.DayNumber; number++)
        {
            var day = DateOnly.FromDayNumber(number);
            if (IsWorkingDay(day))
            {
                return day;
            }
        }

        return null;
    }

    private static bool IsSameMonth(DateOnly left, DateOnly right) =>
        (left.Year, left.Month) == (right.Year, right.Month);

    private static FrozenSet<DayOfWeek> LeavingADayToWork(FrozenSet<DayOfWeek> restDays) =>
        restDays.Count < DaysOfAWeek
            ? restDays
            : throw new ArgumentException("A week needs a day to work.", nameof(restDays));
}
