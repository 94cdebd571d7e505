using Baznas.Bmd.Domain.Calendars;
using Baznas.Bmd.Domain.Money;
using Baznas.Bmd.Domain.Schedules;
using CsCheck;

namespace Baznas.Bmd.Domain.Tests.Support;

/// <summary>Arbitrary values of the domain for laws that hold for all of them.</summary>
internal static class Gens
{
    private static readonly DateOnly Start = new(2024, 1, 1);

    /// <summary>Days of five years, with two leap days among them.</summary>
    public static readonly Gen<DateOnly> Day = Gen.Int[0, (5 * 365) + 1].Select(Start.AddDays);

    public static readonly Gen<Rupiah> Amount = Gen.Long[1, 10_000_000].Select(static amount => new Rupiah(amount));

    public static readonly Gen<Rupiah> Multiple = Gen.OneOf(1L, 100, 500, 1_000, 5_000)
        .Select(static amount => new Rupiah(amount));

    public static readonly Gen<RoundingMode> Mode = Gen.Enum<RoundingMode>();

    /// <summary>Single holidays and a long run of them, as around Lebaran, on top of up to six rest days.</summary>
    public static readonly Gen<OfficeCalendar> Calendar = Gen.Select(
        Gen.Enum<DayOfWeek>().HashSet[0, 6],
        Day.Array[0, 60],
        Gen.Select(Day, Gen.Int[0, 45]),
        Gen.Enum<NonWorkingDayRule>(),
        static (restDays, holidays, run, rule) =>
            new OfficeCalendar
            {
                RestDays = restDays,
                Holidays = new HashSet<DateOnly>([
                    .. holidays,
                    .. Enumerable.Range(0, run.Item2).Select(run.Item1.AddDays),
                ]),
                Rule = rule,
            }
    );

    /// <summary>Well-formed terms; the rounding may still be too coarse for them.</summary>
    public static readonly Gen<ScheduleTerms> Terms = Gen.Select(
        Gen.Select(Amount, Gen.Int[1, 60], Multiple, Mode),
        Gen.Select(Gen.Enum<PeriodUnit>(), Gen.Int[1, 4]),
        Gen.Select(Day, Gen.OneOf(Gen.Int[0, 3], Gen.Int[0, 60])),
        static (amounts, period, dates) =>
            new ScheduleTerms
            {
                Principal = amounts.Item1,
                Installments = amounts.Item2,
                RoundingMultiple = amounts.Item3,
                RoundingMode = amounts.Item4,
                Unit = period.Item1,
                Every = period.Item2,
                DisbursedOn = dates.Item1,
                FirstDueOn = dates.Item2 == 0 ? null : dates.Item1.AddDays(dates.Item2),
            }
    );

    /// <summary>Terms that can be met, the calendar they are met in, and the schedule.</summary>
    public static readonly Gen<BuiltSchedule> Built = Gen.Select(Terms, Calendar)
        .Where(static (terms, calendar) => Schedule.Build(terms, calendar).Error is null)
        .Select(static (terms, calendar) => new BuiltSchedule(terms, calendar, Schedule.Build(terms, calendar).Value));

    /// <summary>A schedule, some of it paid, and a day to look at it.</summary>
    public static readonly Gen<PartlyPaid> PartlyPaid =
        from built in Built
        from paid in Gen.Long[0, built.Schedule.Total.Amount]
        from asOf in Day
        select new PartlyPaid(built.Schedule, new Rupiah(paid), asOf);
}

internal sealed record BuiltSchedule(ScheduleTerms Terms, OfficeCalendar Calendar, Schedule Schedule);

internal sealed record PartlyPaid(Schedule Schedule, Rupiah Paid, DateOnly AsOf)
{
    public Standing Standing => Standing.Of(Schedule.Instalments, Paid, AsOf);
}
