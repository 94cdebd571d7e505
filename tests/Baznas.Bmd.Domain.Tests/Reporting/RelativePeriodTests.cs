using Baznas.Bmd.Domain.Reporting;
using CsCheck;

namespace Baznas.Bmd.Domain.Tests.Reporting;

/// <summary>Periods that are named from the day on which they are asked for.</summary>
public sealed class RelativePeriodTests
{
    private static readonly Gen<DateOnly> Days = Gen.Int[700_000, 760_000].Select(DateOnly.FromDayNumber);

    // Thursday, 5 March 2026; weeks begin on Monday.
    [TestCase(RelativePeriod.Today, "2026-03-05", "2026-03-05", "2026-03-05")]
    [TestCase(RelativePeriod.Yesterday, "2026-03-05", "2026-03-04", "2026-03-04")]
    [TestCase(RelativePeriod.LastWeek, "2026-03-05", "2026-02-23", "2026-03-01")]
    [TestCase(RelativePeriod.LastMonth, "2026-03-05", "2026-02-01", "2026-02-28")]
    [TestCase(RelativePeriod.LastYear, "2026-03-05", "2025-01-01", "2025-12-31")]
    [TestCase(RelativePeriod.WeekToDate, "2026-03-05", "2026-03-02", "2026-03-05")]
    [TestCase(RelativePeriod.MonthToDate, "2026-03-05", "2026-03-01", "2026-03-05")]
    [TestCase(RelativePeriod.YearToDate, "2026-03-05", "2026-01-01", "2026-03-05")]
    [TestCase(RelativePeriod.NextWeek, "2026-03-05", "2026-03-09", "2026-03-15")]
    [TestCase(RelativePeriod.NextMonth, "2026-03-05", "2026-04-01", "2026-04-30")]
    [TestCase(RelativePeriod.ThirtyDaysAhead, "2026-03-05", "2026-03-05", "2026-04-03")]
    [TestCase(RelativePeriod.LastWeek, "2026-03-01", "2026-02-16", "2026-02-22", Description = "A Sunday.")]
    [TestCase(RelativePeriod.LastWeek, "2026-03-02", "2026-02-23", "2026-03-01", Description = "A Monday.")]
    [TestCase(RelativePeriod.LastMonth, "2026-01-31", "2025-12-01", "2025-12-31")]
    [TestCase(RelativePeriod.NextMonth, "2026-12-31", "2027-01-01", "2027-01-31")]
    public void It_means_these_days(RelativePeriod period, string on, string from, string to) =>
        Assert.That(
            period.On(DateOnly.Parse(on, null)),
            Is.EqualTo(new DayRange(DateOnly.Parse(from, null), DateOnly.Parse(to, null)))
        );

    [Test]
    public void What_is_to_come_lies_no_earlier_and_all_else_no_later_than_the_day() =>
        Gen.Select(Days, Gen.Enum<RelativePeriod>())
            .Sample(
                (day, period) =>
                {
                    var (from, to) = period.On(day);
                    Assert.That(from, Is.LessThanOrEqualTo(to));
                    Assert.That(period.LooksAhead() ? from >= day : to <= day, Is.True);
                }
            );

    [Test]
    public void Asked_for_on_every_day_whole_weeks_months_and_years_follow_each_other_without_a_gap() =>
        Gen.Select(
                Days,
                Gen.OneOf(
                    Gen.Const(RelativePeriod.LastWeek),
                    Gen.Const(RelativePeriod.LastMonth),
                    Gen.Const(RelativePeriod.LastYear)
                )
            )
            .Sample(
                (day, period) =>
                {
                    var (today, tomorrow) = (period.On(day), period.On(day.AddDays(1)));
                    Assert.That(tomorrow == today || tomorrow.From == today.To.AddDays(1), Is.True);
                }
            );
}
