using System.Collections.Immutable;
using Baznas.Bmd.Domain.Calendars;
using Baznas.Bmd.Domain.Money;
using Baznas.Bmd.Domain.Results;

namespace Baznas.Bmd.Domain.Schedules;

/// <summary>One part of the principal and the day it is due.</summary>
public sealed record Instalment
{
    /// <summary>1 for the first.</summary>
    public required int No { get; init; }

    /// <summary>The own date, before the calendar moved it; a later holiday is adjusted from here.</summary>
    public required DateOnly AnchorOn { get; init; }

    /// <summary>The day it is due.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>What is due, above zero.</summary>
    public required Rupiah Amount { get; init; }

    /// <summary>The sum of the amounts of this and all earlier instalments.</summary>
    public required Rupiah Cumulative { get; init; }
}

/// <summary>What is due when. Its total is the principal, to the rupiah.</summary>
public sealed class Schedule
{
    private Schedule(DateOnly countedFrom, ImmutableArray<Instalment> instalments) =>
        (CountedFrom, Instalments) = (countedFrom, instalments);

    /// <summary>
    /// The date that the own dates are counted from: the first one's own date before any period was skipped.
    /// </summary>
    public DateOnly CountedFrom { get; }

    /// <summary>The instalments in due order; there is at least one.</summary>
    public IReadOnlyList<Instalment> Instalments { get; }

    /// <summary>The sum of all instalments.</summary>
    public Rupiah Total => Instalments[^1].Cumulative;

    /// <summary>
    /// The schedule of <paramref name="terms"/> in an office that keeps <paramref name="calendar"/>, or
    /// one of <see cref="ScheduleErrors"/>.
    /// </summary>
    public static Result<Schedule> Build(ScheduleTerms terms, OfficeCalendar calendar)
    {
        if ((ArgumentRefusal(terms) ?? DueDates.Refusal(terms)) is { } error)
        {
            return error;
        }

        return InstalmentAmounts
            .Split(terms.Principal, terms.Installments, terms.RoundingMultiple, terms.RoundingMode)
            .Then(amounts =>
                DueDates
                    .Of(terms, calendar)
                    .Then<Schedule>(dates => new Schedule(DueDates.FirstAnchor(terms)!.Value, Join(dates, amounts)))
            );
    }

    /// <summary>
    /// The principal of <paramref name="terms"/> cut anew over dates that stand already: one instalment each, neither
    /// counted nor moved again. Refuses as <see cref="Build"/> does.
    /// </summary>
    /// <param name="terms">The terms, for as many instalments as there are dates.</param>
    /// <param name="dates">The dates, in due order.</param>
    public static Result<Schedule> Over(ScheduleTerms terms, IReadOnlyCollection<DueDate> dates)
    {
        var counted = terms with { Installments = dates.Count };
        if (ArgumentRefusal(counted) is { } error)
        {
            return error;
        }

        return InstalmentAmounts
            .Split(counted.Principal, counted.Installments, counted.RoundingMultiple, counted.RoundingMode)
            .Then<Schedule>(amounts => new Schedule(dates.First().AnchorOn, Join([.. dates], amounts)));
    }

    private static Error? ArgumentRefusal(ScheduleTerms terms) =>
        terms switch
        {
            { Principal.Amount: < 1 } => ScheduleErrors.PrincipalNotPositive,
            { Installments: < 1 or > ScheduleTerms.MaxInstallments } => ScheduleErrors.InstallmentsOutOfRange,
            { Every: < 1 or > ScheduleTerms.MaxEvery } => ScheduleErrors.EveryOutOfRange,
            { RoundingMultiple.Amount: < 1 } => ScheduleErrors.MultipleNotPositive,
            _ => null,
        };

    private static ImmutableArray<Instalment> Join(ImmutableArray<DueDate> dates, ImmutableArray<Rupiah> amounts)
    {
        var instalments = ImmutableArray.CreateBuilder<Instalment>(amounts.Length);
        var cumulative = Rupiah.Zero;
        for (var i = 0; i < amounts.Length; i++)
        {
            cumulative += amounts[i];
            instalments.Add(
                new Instalment
                {
                    No = i + 1,
                    AnchorOn = dates[i].AnchorOn,
                    DueOn = dates[i].DueOn,
                    Amount = amounts[i],
                    Cumulative = cumulative,
                }
            );
        }

        return instalments.MoveToImmutable();
    }
}
