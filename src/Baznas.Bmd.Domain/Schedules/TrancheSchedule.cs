using System.Collections.Immutable;
using Baznas.Bmd.Domain.Calendars;
using Baznas.Bmd.Domain.Money;
using Baznas.Bmd.Domain.Results;

namespace Baznas.Bmd.Domain.Schedules;

/// <summary>Adds a later tranche to a schedule that runs.</summary>
public static class TrancheSchedule
{
    /// <summary>
    /// The same schedule with a tranche in it. What is due by the day it is paid stays as it is; the later instalments
    /// keep their dates and are cut anew, tranche included; when none is left, the tranche is one new instalment, one
    /// period after that day.
    /// </summary>
    /// <param name="instalments">The schedule as it is, in due order; at least one.</param>
    /// <param name="tranche">
    /// The tranche's amount and day as <see cref="ScheduleTerms.Principal"/> and <see cref="ScheduleTerms.DisbursedOn"/>,
    /// with the period and the rounding of the loan.
    /// </param>
    /// <param name="calendar">The office's.</param>
    /// <returns>
    /// All instalments, <see cref="ScheduleErrors.RoundingTooCoarse"/>, or <see cref="ScheduleErrors.DateOutOfRange"/>.
    /// </returns>
    public static Result<ImmutableArray<Instalment>> Add(
        IReadOnlyList<Instalment> instalments,
        ScheduleTerms tranche,
        OfficeCalendar calendar
    )
    {
        ArgumentOutOfRangeException.ThrowIfZero(instalments.Count, nameof(instalments));
        var due = instalments.Where(row => row.DueOn <= tranche.DisbursedOn).ToList();
        var later = instalments.Where(row => row.DueOn > tranche.DisbursedOn).ToList();
        if (later.Count == 0)
        {
            return DueDates
                .Of(tranche with { Installments = 1, FirstDueOn = null }, calendar)
                .Then<ImmutableArray<Instalment>>(dates =>
                    Summed([.. due, After(due[^1], tranche.Principal, dates[0])])
                );
        }

        return InstalmentAmounts
            .Split(
                later.Sum(static row => row.Amount) + tranche.Principal,
                later.Count,
                tranche.RoundingMultiple,
                tranche.RoundingMode
            )
            .Then<ImmutableArray<Instalment>>(amounts =>
                Summed([.. due, .. later.Zip(amounts, static (row, amount) => row with { Amount = amount })])
            );
    }

    private static Instalment After(Instalment last, Rupiah amount, DueDate date) =>
        new()
        {
            No = last.No + 1,
            AnchorOn = date.AnchorOn,
            DueOn = date.DueOn,
            Amount = amount,
            Cumulative = Rupiah.Zero,
        };

    private static ImmutableArray<Instalment> Summed(IEnumerable<Instalment> instalments)
    {
        var cumulative = Rupiah.Zero;
        return [.. instalments.Select(row => row with { Cumulative = cumulative += row.Amount })];
    }
}
