using Baznas.Bmd.Domain.Calendars;
using Baznas.Bmd.Domain.Money;

namespace Baznas.Bmd.Domain.Reminders;

/// <summary>What is unpaid of a loan's instalments due on one day, and how far it has been reminded of.</summary>
public sealed record UnpaidDay
{
    /// <summary>When it falls due.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>What is unpaid of it.</summary>
    public required Rupiah Amount { get; init; }

    /// <summary>The latest offset that was said of it, or waits to be; null when nothing was.</summary>
    public int? Said { get; init; }

    /// <summary>As <see cref="Said"/>, without what was planned on an earlier day and still waits.</summary>
    public int? SaidForGood { get; init; }
}

/// <summary>A loan as far as a reminder is about it.</summary>
public sealed record OwedLoan
{
    /// <summary>The loan.</summary>
    public required string LoanId { get; init; }

    /// <summary>The office's rule for its product.</summary>
    public required ReminderRule Rule { get; init; }

    /// <summary>
    /// The oldest unpaid day, when it has passed, and the unpaid ones from today on; ascending.
    /// </summary>
    public required IReadOnlyList<UnpaidDay> Unpaid { get; init; }

    /// <summary>What is unpaid of all that fell due before today.</summary>
    public required Rupiah Overdue { get; init; }
}

/// <summary>One thing that a reminder says.</summary>
/// <param name="LoanId">Of which loan.</param>
/// <param name="DueOn">Since when, or when, it is due.</param>
/// <param name="Offset">The rule's day by which it is said.</param>
/// <param name="Amount">What is unpaid: of that day, or, once it is late, of all that is late.</param>
public sealed record ReminderItem(string LoanId, DateOnly DueOn, int Offset, Rupiah Amount);

/// <summary>
/// What a person is reminded of on a day. Each due date goes through the days of the rule, and each is said once: on
/// its own day or, when that is a day off or was missed, on the next day that is none, unless the following has come or
/// a week has gone by. Of what is late, the oldest due date alone is counted from.
/// </summary>
public static class DueReminders
{
    /// <summary>How long after the first day on which it could be said something is still worth saying.</summary>
    public const int DaysOfGrace = 7;

    /// <summary>
    /// All that is to be said to the person who owes these loans; nothing when nothing is new. What waits since an
    /// earlier day is said anew together with what is new, whose message takes the older one's place.
    /// </summary>
    public static IReadOnlyList<ReminderItem> Of(
        DateOnly today,
        OfficeCalendar calendar,
        IReadOnlyCollection<OwedLoan> loans
    )
    {
        return calendar.IsWorkingDay(today) && Items(static day => day.Said).Any()
            ? [.. Items(static day => day.SaidForGood)]
            : [];

        IEnumerable<ReminderItem> Items(Func<UnpaidDay, int?> said) =>
            from loan in loans
            from day in loan.Unpaid
            let stage = Stage(loan.Rule, day.DueOn)
            where stage is not null && !(said(day) >= stage)
            select new ReminderItem(loan.LoanId, day.DueOn, stage.Value, day.DueOn < today ? loan.Overdue : day.Amount);

        int? Stage(ReminderRule rule, DateOnly dueOn) =>
            rule.StageOn(today, dueOn) is { } stage
            && (stage > 0 || today <= dueOn)
            && today.DayNumber <= FirstWorkingDay(dueOn.DayNumber + stage) + DaysOfGrace
                ? stage
                : null;

        // Today works and is no earlier, so the search ends.
        int FirstWorkingDay(int day)
        {
            while (!calendar.IsWorkingDay(DateOnly.FromDayNumber(day)))
            {
                day++;
            }

            return day;
        }
    }
}
