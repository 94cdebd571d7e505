using System.Globalization;
using Baznas.Bmd.Domain.Calendars;
using Baznas.Bmd.Domain.Money;
using Baznas.Bmd.Domain.Results;
using Baznas.Bmd.Domain.Schedules;

namespace Baznas.Bmd.Domain.Tests.Support;

/// <summary>Short spellings of values, so that a test shows what it is about.</summary>
internal static class Make
{
    public static Rupiah Rp(long amount) => new(amount);

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DateOnly[] Days(params string[] days) => [.. days.Select(Day)];

    /// <summary>An office that rests on Saturday and Sunday.</summary>
    public static OfficeCalendar Weekdays(NonWorkingDayRule rule, params string[] holidays) =>
        new()
        {
            RestDays = new HashSet<DayOfWeek> { DayOfWeek.Saturday, DayOfWeek.Sunday },
            Holidays = Days(holidays).ToHashSet(),
            Rule = rule,
        };

    /// <summary>Rp1.200.000 in 12 months from 5 January 2026, in whole thousands.</summary>
    public static ScheduleTerms Terms() =>
        new()
        {
            Principal = Rp(1_200_000),
            Installments = 12,
            Unit = PeriodUnit.Month,
            Every = 1,
            RoundingMultiple = Rp(1_000),
            RoundingMode = RoundingMode.Spread,
            DisbursedOn = Day("2026-01-05"),
        };

    /// <summary>Instalments of the given amounts, due on the first of each month of 2026.</summary>
    public static IReadOnlyList<Instalment> Monthly(params long[] amounts)
    {
        var cumulative = Rupiah.Zero;
        return
        [
            .. amounts.Select(
                (amount, i) =>
                    new Instalment
                    {
                        No = i + 1,
                        AnchorOn = new DateOnly(2026, i + 1, 1),
                        DueOn = new DateOnly(2026, i + 1, 1),
                        Amount = Rp(amount),
                        Cumulative = cumulative += Rp(amount),
                    }
            ),
        ];
    }

    /// <summary>The code of a refusal, or null when there is none.</summary>
    public static string? RefusalCode(this IResult result) => result.Error?.Code;
}
