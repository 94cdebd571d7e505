using System.Collections.Immutable;
using Baznas.Bmd.Domain.Calendars;
using Baznas.Bmd.Domain.Results;

namespace Baznas.Bmd.Domain.Schedules;

/// <summary>An instalment's own date, and the working day it is due on.</summary>
/// <param name="AnchorOn">The date before the calendar moved it.</param>
/// <param name="DueOn">The date it is due.</param>
public readonly record struct DueDate(DateOnly AnchorOn, DateOnly DueOn);

/// <summary>Finds the due dates of a schedule.</summary>
public static class DueDates
{
    /// <summary>
    /// One due date per instalment, in order. The own date of each is counted from the first one's, and
    /// each is moved off a day without work alone: a holiday never pushes the dates after it, unless the
    /// calendar skips the whole period.
    /// </summary>
    /// <returns>
    /// The dates, <see cref="ScheduleErrors.FirstDueNotAfterDisbursement"/>, or
    /// <see cref="ScheduleErrors.DateOutOfRange"/>.
    /// </returns>
    public static Result<ImmutableArray<DueDate>> Of(ScheduleTerms terms, OfficeCalendar calendar)
    {
        if (Refusal(terms) is { } error)
        {
            return error;
        }

        if (FirstAnchor(terms) is not { } first)
        {
            return ScheduleErrors.DateOutOfRange;
        }

        var dates = ImmutableArray.CreateBuilder<DueDate>(terms.Installments);
        var own = new OwnDates(new Series(terms.Period, first), calendar);
        for (var i = 0; i < terms.Installments; i++)
        {
            if (
                terms.Period.After(first, i) is not { } planned
                || own.Of(planned) is not { } anchor
                || calendar.AdjustOrNull(anchor, terms.DisbursedOn) is not { } due
            )
            {
                return ScheduleErrors.DateOutOfRange;
            }

            dates.Add(new DueDate(anchor, due));
        }

        return dates.MoveToImmutable();
    }

    internal static Error? Refusal(ScheduleTerms terms) =>
        terms.FirstDueOn is { } first && first <= terms.DisbursedOn
            ? ScheduleErrors.FirstDueNotAfterDisbursement(first, terms.DisbursedOn)
            : null;

    /// <summary>The date that the own dates are counted from; null beyond the year 9999.</summary>
    internal static DateOnly? FirstAnchor(ScheduleTerms terms) =>
        terms.FirstDueOn ?? terms.Period.After(terms.DisbursedOn, 1);
}
