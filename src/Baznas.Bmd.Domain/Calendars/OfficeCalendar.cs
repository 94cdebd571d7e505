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
            NonWorkingDayRule.Next => NextWorkingDay(anchor),
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
