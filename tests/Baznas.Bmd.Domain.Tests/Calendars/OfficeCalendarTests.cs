using Baznas.Bmd.Domain.Calendars;
using Baznas.Bmd.Domain.Tests.Support;
using CsCheck;
using NUnit.Framework;
using static Baznas.Bmd.Domain.Tests.Support.Make;

namespace Baznas.Bmd.Domain.Tests.Calendars;

[TestFixture]
public class OfficeCalendarTests
{
    private static readonly DateOnly LongAgo = Day("2020-01-01");

    // 10 January 2026 is a Saturday, 31 January too, 28 February too.
    [TestCase(NonWorkingDayRule.Next, "2026-01-10", "2026-01-12")]
    [TestCase(NonWorkingDayRule.Previous, "2026-01-10", "2026-01-09")]
    [TestCase(NonWorkingDayRule.NextUnlessMonthEnd, "2026-01-10", "2026-01-12")]
    [TestCase(NonWorkingDayRule.Same, "2026-01-10", "2026-01-10")]
    [TestCase(NonWorkingDayRule.SkipPeriod, "2026-01-10", "2026-01-12")]
    [TestCase(NonWorkingDayRule.Next, "2026-01-31", "2026-02-02")]
    [TestCase(NonWorkingDayRule.Previous, "2026-01-31", "2026-01-30")]
    [TestCase(NonWorkingDayRule.NextUnlessMonthEnd, "2026-01-31", "2026-01-30")]
    [TestCase(NonWorkingDayRule.NextUnlessMonthEnd, "2026-02-28", "2026-02-27")]
    [TestCase(NonWorkingDayRule.Same, "2026-01-31", "2026-01-31")]
    public void A_date_on_a_rest_day_moves_by_the_rule(NonWorkingDayRule rule, string anchor, string due) =>
        Assert.That(Weekdays(rule).Adjust(Day(anchor), LongAgo), Is.EqualTo(Day(due)));

    [TestCase(NonWorkingDayRule.Next)]
    [TestCase(NonWorkingDayRule.Previous)]
    [TestCase(NonWorkingDayRule.NextUnlessMonthEnd)]
    [TestCase(NonWorkingDayRule.Same)]
    [TestCase(NonWorkingDayRule.SkipPeriod)]
    public void A_working_day_stays(NonWorkingDayRule rule) =>
        Assert.That(Weekdays(rule).Adjust(Day("2026-01-09"), LongAgo), Is.EqualTo(Day("2026-01-09")));

    [Test]
    public void A_holiday_and_a_weekend_are_passed_over_together()
    {
        // Friday 3 April 2026 is Good Friday; the next working day is Monday.
        var calendar = Weekdays(NonWorkingDayRule.Next, "2026-04-03");

        Assert.That(calendar.Adjust(Day("2026-04-03"), LongAgo), Is.EqualTo(Day("2026-04-06")));
    }

    [TestCase(NonWorkingDayRule.Previous)]
    [TestCase(NonWorkingDayRule.NextUnlessMonthEnd)]
    public void A_date_that_would_move_onto_the_disbursement_moves_forward(NonWorkingDayRule rule)
    {
        // Paid out on Friday 30 January; the 31st is a Saturday.
        Assert.That(Weekdays(rule).Adjust(Day("2026-01-31"), Day("2026-01-30")), Is.EqualTo(Day("2026-02-02")));
    }

    [Test]
    public void A_date_that_would_move_before_the_disbursement_moves_forward() =>
        Assert.That(
            Weekdays(NonWorkingDayRule.Previous).Adjust(Day("2026-02-01"), Day("2026-01-31")),
            Is.EqualTo(Day("2026-02-02"))
        );

    [Test]
    public void A_date_may_move_back_to_the_day_after_the_disbursement() =>
        Assert.That(
            Weekdays(NonWorkingDayRule.Previous).Adjust(Day("2026-01-31"), Day("2026-01-29")),
            Is.EqualTo(Day("2026-01-30"))
        );

    [Test]
    public void A_month_without_a_working_day_left_sends_the_date_back_even_out_of_it()
    {
        var march = Enumerable.Range(1, 31).Select(day => $"2026-03-{day:00}").ToArray();
        var calendar = Weekdays(NonWorkingDayRule.NextUnlessMonthEnd, march);

        Assert.That(calendar.Adjust(Day("2026-03-15"), LongAgo), Is.EqualTo(Day("2026-02-27")));
    }

    [Test]
    public void The_same_month_of_another_year_is_another_month()
    {
        // A run of holidays over a whole year: the next working day is in a January again.
        var calendar = new OfficeCalendar
        {
            RestDays = new HashSet<DayOfWeek>(),
            Holidays = Enumerable.Range(0, 365).Select(Day("2026-01-10").AddDays).ToHashSet(),
            Rule = NonWorkingDayRule.NextUnlessMonthEnd,
        };

        Assert.That(calendar.Adjust(Day("2026-01-10"), LongAgo), Is.EqualTo(Day("2026-01-09")));
    }

    [Test]
    public void A_calendar_that_never_works_is_refused_when_built() =>
        Assert.That(
            () => OfficeCalendar.EveryDayWorks with { RestDays = Enum.GetValues<DayOfWeek>().ToHashSet() },
            Throws.ArgumentException
        );

    [Test]
    public void A_calendar_that_works_one_day_a_week_is_accepted()
    {
        var calendar = OfficeCalendar.EveryDayWorks with
        {
            RestDays = Enum.GetValues<DayOfWeek>().Except([DayOfWeek.Wednesday]).ToHashSet(),
            Rule = NonWorkingDayRule.Next,
        };

        Assert.That(calendar.Adjust(Day("2026-01-01"), LongAgo), Is.EqualTo(Day("2026-01-07")));
    }

    [Test]
    public void Every_day_works_means_every_day() => Gens.Day.Sample(OfficeCalendar.EveryDayWorks.IsWorkingDay);

    [Test]
    public void Changing_the_sets_a_calendar_was_built_from_does_not_change_it()
    {
        var holidays = Days("2026-01-01").ToHashSet();
        var calendar = OfficeCalendar.EveryDayWorks with { Holidays = holidays };

        holidays.Clear();

        Assert.That(calendar.IsWorkingDay(Day("2026-01-01")), Is.False);
    }

    [Test]
    public void A_date_with_no_working_day_left_before_the_end_of_time_throws()
    {
        // 31 December 9999 is a Friday.
        var calendar = Weekdays(NonWorkingDayRule.Next, "9999-12-31");

        Assert.That(
            () => calendar.Adjust(DateOnly.MaxValue, LongAgo),
            Throws.InstanceOf<ArgumentOutOfRangeException>()
        );
    }

    [Test]
    public void A_date_may_move_onto_the_last_day_of_time() =>
        Assert.That(
            Weekdays(NonWorkingDayRule.Next, "9999-12-30").Adjust(Day("9999-12-30"), LongAgo),
            Is.EqualTo(DateOnly.MaxValue)
        );

    [Test]
    public void The_first_day_of_time_can_be_the_disbursement()
    {
        // 1 January of the year 1 is a Monday; the 6th is a Saturday.
        var calendar = Weekdays(NonWorkingDayRule.Previous, "0001-01-05");

        Assert.That(calendar.Adjust(new DateOnly(1, 1, 6), DateOnly.MinValue), Is.EqualTo(new DateOnly(1, 1, 4)));
    }

    [Test]
    public void A_date_moves_as_a_plain_search_in_both_directions_says() =>
        Gen.Select(Gens.Calendar, Gens.Day, Gen.Int[1, 60])
            .Sample(
                (calendar, disbursedOn, days) =>
                {
                    var anchor = disbursedOn.AddDays(days);
                    Assert.That(
                        calendar.Adjust(anchor, disbursedOn),
                        Is.EqualTo(Searched(calendar, anchor, disbursedOn))
                    );
                }
            );

    private static DateOnly Searched(OfficeCalendar calendar, DateOnly anchor, DateOnly disbursedOn)
    {
        var later = Enumerable.Range(0, 1000).Select(anchor.AddDays);
        var earlier = Enumerable.Range(0, 1000).Select(days => anchor.AddDays(-days));
        var next = later.First(calendar.IsWorkingDay);
        var previous = earlier.First(calendar.IsWorkingDay);

        var moved = calendar.Rule switch
        {
            NonWorkingDayRule.Same => anchor,
            NonWorkingDayRule.Next or NonWorkingDayRule.SkipPeriod => next,
            NonWorkingDayRule.Previous => previous,
            _ => next.ToString("yyyyMM", null) == anchor.ToString("yyyyMM", null) ? next : previous,
        };
        return moved <= disbursedOn ? next : moved;
    }
}
