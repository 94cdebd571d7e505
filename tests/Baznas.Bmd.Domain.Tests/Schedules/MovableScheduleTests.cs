using Baznas.Bmd.Domain.Calendars;
using Baznas.Bmd.Domain.Money;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Domain.Tests.Support;
using CsCheck;
using NUnit.Framework;
using static Baznas.Bmd.Domain.Tests.Support.Make;

namespace Baznas.Bmd.Domain.Tests.Schedules;

[TestFixture]
public class MovableScheduleTests
{
    /// <summary>A schedule of one calendar, another calendar, a day, what is paid, and a grace.</summary>
    private static readonly Gen<Scene> Scenes =
        from built in Gens.Built
        from next in Gens.Calendar
        from day in Gens.Day
        from paid in Gen.Long[0, built.Schedule.Total.Amount]
        from shift in Gen.Select(Gen.Int[0, 5], Gen.Int[1, 10])
        select new Scene(built, next with { Rule = built.Calendar.Rule }, day)
        {
            Paid = new Rupiah(paid),
            Shift = new Shift
            {
                After = day,
                Periods = shift.Item1,
                FromNo = shift.Item2,
            },
        };

    [Test]
    public void Only_dates_ever_move() =>
        Scenes.Sample(scene =>
        {
            var before = scene.Rows.Select(Amounts);
            Assert.That(scene.Shifted.Select(Amounts), Is.EqualTo(before));
            Assert.That(scene.Readjusted.Select(Amounts), Is.EqualTo(before));
        });

    [Test]
    public void Dates_never_descend() =>
        Scenes.Sample(scene =>
        {
            Assert.That(scene.Shifted.Select(row => row.DueOn), Is.Ordered);
            Assert.That(scene.Shifted.Select(row => row.AnchorOn), Is.Ordered);
            Assert.That(scene.Readjusted.Select(row => row.DueOn), Is.Ordered);
            Assert.That(scene.Readjusted.Select(row => row.AnchorOn), Is.Ordered);
        });

    [Test]
    public void Nothing_due_by_the_day_moves_nor_does_what_is_paid_or_stands_before_the_first_number() =>
        Scenes.Sample(scene =>
        {
            Assert.That(
                scene.Shifted.Zip(scene.Rows).Where(pair => pair.First != pair.Second).Select(pair => pair.Second),
                Has.All.Matches<Instalment>(row => row.DueOn > scene.Day && row.No >= scene.Shift.FromNo)
            );
            Assert.That(
                scene.Readjusted.Zip(scene.Rows).Where(pair => pair.First != pair.Second).Select(pair => pair.Second),
                Has.All.Matches<Instalment>(row => row.DueOn > scene.Day && row.Cumulative > scene.Paid)
            );
        });

    [Test]
    public void A_grace_brings_nothing_forward_and_a_new_holiday_moves_nothing_into_the_past() =>
        Scenes.Sample(scene =>
        {
            Assert.That(scene.Shifted.Zip(scene.Rows), Has.All.Matches<(Instalment New, Instalment Old)>(IsNotEarlier));
            Assert.That(
                scene.Readjusted.Zip(scene.Rows),
                Has.All.Matches<(Instalment New, Instalment Old)>(pair =>
                    pair.New == pair.Old || pair.New.DueOn >= scene.Day
                )
            );
        });

    [Test]
    public void A_grace_of_no_period_changes_nothing() =>
        Scenes.Sample(scene =>
            Assert.That(
                scene.Moving(scene.Rows).Shifted(scene.Shift with { Periods = 0 }).Value,
                Is.EqualTo(scene.Rows)
            )
        );

    [Test]
    public void Two_graces_move_the_own_dates_as_far_as_one_of_both() =>
        Gen.Select(Scenes, Gen.Int[0, 5])
            .Sample(
                (scene, more) =>
                {
                    // Without days off: what a calendar does to an own date, it does once for each grace.
                    var always = scene.Moving(scene.Plain) with
                    {
                        Calendar = OfficeCalendar.EveryDayWorks,
                    };
                    // All rows, so that both graces move the same ones.
                    var shift = scene.Shift with
                    {
                        After = DateOnly.MinValue,
                        FromNo = 1,
                    };
                    var first = always.Shifted(shift).Value;
                    var twice = (always with { Instalments = first }).Shifted(shift with { Periods = more }).Value;
                    var once = always.Shifted(shift with { Periods = shift.Periods + more }).Value;
                    Assert.That(twice, Is.EqualTo(once));
                }
            );

    [Test]
    public void Adjusting_a_second_time_changes_nothing() =>
        Scenes.Sample(scene =>
            Assert.That(
                scene.Moving(scene.Readjusted).Readjusted(scene.Day, scene.Paid).Value,
                Is.EqualTo(scene.Readjusted)
            )
        );

    [Test]
    public void A_calendar_that_stays_moves_nothing_and_one_that_comes_back_moves_it_back() =>
        Scenes.Sample(scene =>
        {
            var before = scene.Moving(scene.Rows) with { Calendar = scene.Built.Calendar };
            var start = scene.Built.Terms.DisbursedOn;
            Assert.That(before.Readjusted(start, scene.Paid).Value, Is.EqualTo(scene.Rows));
            if (scene.Built.Calendar.Rule is not NonWorkingDayRule.SkipPeriod)
            {
                var moved = scene.Moving(scene.Rows).Readjusted(start, Rupiah.Zero).Value;
                Assert.That(
                    (before with { Instalments = moved }).Readjusted(start, Rupiah.Zero).Value,
                    Is.EqualTo(scene.Rows)
                );
            }
        });

    [Test]
    public void A_holiday_declared_later_leaves_the_dates_as_if_it_had_been_known() =>
        Scenes.Sample(scene =>
        {
            var more = scene.Built.Calendar with
            {
                Holidays = scene.Built.Calendar.Holidays.Union(scene.Next.Holidays).ToHashSet(),
            };
            var later = scene.Moving(scene.Rows) with { Calendar = more };
            var known = Schedule.Build(scene.Built.Terms, more).Value;
            if (more.Rule == NonWorkingDayRule.SkipPeriod && !scene.HasOwnDatesOf(scene.Plain))
            {
                // A period that was skipped before stays skipped: the later instalments move on together.
                return;
            }

            Assert.That(
                later.Readjusted(scene.Built.Terms.DisbursedOn, Rupiah.Zero).Value,
                Is.EqualTo(known.Instalments)
            );
        });

    [Test]
    public void The_reach_of_a_change_holds_every_own_date_that_it_moves() =>
        Gen.Select(Scenes, Gens.Day)
            .Sample(
                (scene, own) =>
                {
                    var (before, next) = (
                        scene.Built.Calendar,
                        scene.Next with
                        {
                            RestDays = scene.Built.Calendar.RestDays,
                        }
                    );
                    var start = own.AddDays(-1 - (own.DayNumber % 40));
                    var moves =
                        before.Adjust(own, start) != next.Adjust(own, start) || before.Skips(own) != next.Skips(own);
                    Assert.That(
                        !moves || (before.ReachOfChange(next) is { } reach && reach.First <= own && own <= reach.Last)
                    );
                }
            );

    [Test]
    public void A_calendar_that_stays_reaches_nothing() =>
        Gens.Calendar.Sample(calendar =>
            Assert.That(calendar.ReachOfChange(calendar with { Holidays = calendar.Holidays.ToHashSet() }), Is.Null)
        );

    [Test]
    public void The_reach_ends_where_the_office_works() =>
        Assert.That(
            // A Friday between two weekends; the Thursday before is a holiday in both.
            Weekdays(NonWorkingDayRule.Next, "2026-04-02")
                .ReachOfChange(Weekdays(NonWorkingDayRule.Next, "2026-04-02", "2026-04-03")),
            Is.EqualTo((Day("2026-04-02"), Day("2026-04-05")))
        );

    [Test]
    public void The_31st_waits_a_month_without_drifting()
    {
        var rows = Months("2025-12-31", 4);

        Assert.That(OwnDates(Move(rows, 1)), Is.EqualTo(Days("2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31")));
        Assert.That(
            OwnDates(Move(Move(rows, 1), 1)),
            Is.EqualTo(Days("2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30"))
        );
    }

    [Test]
    public void A_date_beside_the_series_is_counted_from_itself()
    {
        var rows = Months("2025-12-31", 1);

        Assert.That(
            OwnDates(Move([rows[0] with { AnchorOn = Day("2026-01-15"), DueOn = Day("2026-01-15") }], 2)),
            Is.EqualTo(Days("2026-03-15"))
        );
    }

    [TestCase(PeriodUnit.Day, 10, "2026-01-25", "2026-02-04")]
    [TestCase(PeriodUnit.Week, 2, "2026-02-02", "2026-02-16")]
    [TestCase(PeriodUnit.Month, 3, "2026-07-05", "2026-10-05")]
    public void Instalments_wait_by_the_period_of_their_loan(PeriodUnit unit, int every, string first, string second)
    {
        var terms = Terms() with { Unit = unit, Every = every, Installments = 2 };
        var schedule = Schedule.Build(terms, OfficeCalendar.EveryDayWorks).Value;

        Assert.That(
            OwnDates(Movable(schedule, terms, OfficeCalendar.EveryDayWorks).Shifted(All(1)).Value),
            Is.EqualTo(Days(first, second))
        );
    }

    [Test]
    public void A_grace_moves_off_days_without_work()
    {
        // 5 March 2026 is a Thursday, 5 April a Sunday.
        var terms = Terms() with
        {
            Installments = 2,
        };
        var calendar = Weekdays(NonWorkingDayRule.Next, "2026-03-05");
        var moved = Movable(Schedule.Build(terms, calendar).Value, terms, calendar).Shifted(All(1)).Value;

        Assert.That(OwnDates(moved), Is.EqualTo(Days("2026-03-05", "2026-04-05")));
        Assert.That(moved.Select(row => row.DueOn), Is.EqualTo(Days("2026-03-06", "2026-04-06")));
    }

    [Test]
    public void A_long_holiday_skips_a_period_and_moves_the_tail()
    {
        var terms = Terms() with { DisbursedOn = Day("2026-01-04"), Installments = 4 };
        var calendar = OfficeCalendar.EveryDayWorks with
        {
            Rule = NonWorkingDayRule.SkipPeriod,
            Holidays = Days("2026-04-04").ToHashSet(),
        };

        Assert.That(
            Schedule.Build(terms, calendar).Value.Instalments.Select(row => row.DueOn),
            Is.EqualTo(Days("2026-02-04", "2026-03-04", "2026-05-04", "2026-06-04"))
        );
    }

    [Test]
    public void A_period_whose_date_is_a_holiday_again_is_skipped_again_and_the_31st_does_not_drift()
    {
        var terms = Terms() with { DisbursedOn = Day("2025-12-31"), Installments = 3 };
        var calendar = OfficeCalendar.EveryDayWorks with
        {
            Rule = NonWorkingDayRule.SkipPeriod,
            Holidays = Days("2026-01-31", "2026-02-28", "2026-04-30").ToHashSet(),
        };
        var schedule = Schedule.Build(terms, calendar).Value;

        Assert.That(OwnDates(schedule.Instalments), Is.EqualTo(Days("2026-03-31", "2026-05-31", "2026-06-30")));
        Assert.That(schedule.CountedFrom, Is.EqualTo(Day("2026-01-31")));
        Assert.That(
            OwnDates(Movable(schedule, terms, calendar).Shifted(All(1)).Value),
            Is.EqualTo(Days("2026-05-31", "2026-07-31", "2026-08-31"))
        );
    }

    [Test]
    public void A_rest_day_is_no_holiday_and_skips_nothing()
    {
        // 4 April 2026 is a Saturday.
        var terms = Terms() with
        {
            DisbursedOn = Day("2026-02-04"),
            Installments = 3,
        };

        Assert.That(
            Schedule
                .Build(terms, Weekdays(NonWorkingDayRule.SkipPeriod, "2026-04-06"))
                .Value.Instalments.Select(row => row.DueOn),
            Is.EqualTo(Days("2026-03-04", "2026-04-07", "2026-05-04"))
        );
    }

    [Test]
    public void A_date_that_would_land_before_today_stays()
    {
        // Due on Saturday 31 January, which turns a holiday: by the rule Friday the 30th, already past on Saturday.
        var rows = Months("2025-12-31", 1);
        var calendar = OfficeCalendar.EveryDayWorks with
        {
            Rule = NonWorkingDayRule.Previous,
            Holidays = Days("2026-01-31", "2026-01-30", "2026-01-29").ToHashSet(),
        };
        var schedule = new MovableSchedule
        {
            Instalments = rows,
            Series = new Series(new Period(PeriodUnit.Month, 1), Day("2026-01-31")),
            StartedOn = Day("2025-12-31"),
            Calendar = calendar,
        };

        Assert.That(schedule.Readjusted(Day("2026-01-29"), Rupiah.Zero).Value, Is.EqualTo(rows));
        Assert.That(
            schedule.Readjusted(Day("2026-01-28"), Rupiah.Zero).Value.Select(row => row.DueOn),
            Is.EqualTo(Days("2026-01-28"))
        );
    }

    [Test]
    public void A_grace_past_the_end_of_time_is_refused_and_never_throws() =>
        Assert.That(
            (
                Movable(
                    Schedule
                        .Build(Terms() with { DisbursedOn = Day("9998-12-01") }, OfficeCalendar.EveryDayWorks)
                        .Value,
                    Terms(),
                    OfficeCalendar.EveryDayWorks
                )
            )
                .Shifted(All(366))
                .RefusalCode(),
            Is.EqualTo("schedule.date_out_of_range")
        );

    [Test]
    public void A_grace_of_less_than_no_period_is_a_mistake() =>
        Assert.That(() => Move(Months("2025-12-31", 1), -1), Throws.InstanceOf<ArgumentOutOfRangeException>());

    private static (int, Rupiah, Rupiah) Amounts(Instalment row) => (row.No, row.Amount, row.Cumulative);

    private static bool IsNotEarlier((Instalment New, Instalment Old) pair) => pair.New.DueOn >= pair.Old.DueOn;

    private static Shift All(int periods) => new() { After = DateOnly.MinValue, Periods = periods };

    private static IReadOnlyList<Instalment> Months(string disbursedOn, int count) =>
        Schedule
            .Build(Terms() with { DisbursedOn = Day(disbursedOn), Installments = count }, OfficeCalendar.EveryDayWorks)
            .Value.Instalments;

    private static IReadOnlyList<Instalment> Move(IReadOnlyList<Instalment> rows, int periods) =>
        new MovableSchedule
        {
            Instalments = rows,
            Series = new Series(new Period(PeriodUnit.Month, 1), Day("2026-01-31")),
            StartedOn = Day("2025-12-31"),
            Calendar = OfficeCalendar.EveryDayWorks,
        }
            .Shifted(All(periods))
            .Value;

    private static MovableSchedule Movable(Schedule schedule, ScheduleTerms terms, OfficeCalendar calendar) =>
        new()
        {
            Instalments = schedule.Instalments,
            Series = new Series(terms.Period, schedule.CountedFrom),
            StartedOn = terms.DisbursedOn,
            Calendar = calendar,
        };

    private static DateOnly[] OwnDates(IEnumerable<Instalment> rows) => [.. rows.Select(row => row.AnchorOn)];

    private sealed record Scene(BuiltSchedule Built, OfficeCalendar Next, DateOnly Day)
    {
        public required Rupiah Paid { get; init; }

        public required Shift Shift { get; init; }

        public IReadOnlyList<Instalment> Rows => Built.Schedule.Instalments;

        /// <summary>The same instalments where every day works.</summary>
        public IReadOnlyList<Instalment> Plain =>
            Schedule.Build(Built.Terms, OfficeCalendar.EveryDayWorks).Value.Instalments;

        public bool HasOwnDatesOf(IEnumerable<Instalment> rows) => OwnDates(rows).SequenceEqual(OwnDates(Rows));

        public IReadOnlyList<Instalment> Shifted => Moving(Rows).Shifted(Shift).Value;

        public IReadOnlyList<Instalment> Readjusted => Moving(Rows).Readjusted(Day, Paid).Value;

        public MovableSchedule Moving(IReadOnlyList<Instalment> rows) =>
            Movable(Built.Schedule, Built.Terms, Next) with
            {
                Instalments = rows,
            };
    }
}
