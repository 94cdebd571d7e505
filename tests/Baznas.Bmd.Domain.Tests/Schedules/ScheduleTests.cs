using Baznas.Bmd.Domain.Calendars;
using Baznas.Bmd.Domain.Money;
using Baznas.Bmd.Domain.Results;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Domain.Tests.Support;
using CsCheck;
using NUnit.Framework;
using static Baznas.Bmd.Domain.Tests.Support.Make;

namespace Baznas.Bmd.Domain.Tests.Schedules;

[TestFixture]
public class ScheduleTests
{
    private static readonly Gen<DateOnly> AnyDay = Gen.Int[0, DateOnly.MaxValue.DayNumber]
        .Select(DateOnly.FromDayNumber);

    [Test]
    public void A_schedule_numbers_its_instalments_and_runs_up_to_the_principal() =>
        Gens.Built.Sample(built =>
        {
            var rows = built.Schedule.Instalments;
            Assert.That(rows.Select(row => row.No), Is.EqualTo(Enumerable.Range(1, built.Terms.Installments)));
            Assert.That(rows.Sum(row => row.Amount), Is.EqualTo(built.Terms.Principal));
            Assert.That(built.Schedule.Total, Is.EqualTo(built.Terms.Principal));
            Assert.That(
                rows.Select(row => row.Cumulative),
                Is.EqualTo(rows.Select(row => rows.Take(row.No).Sum(earlier => earlier.Amount)))
            );
        });

    [Test]
    public void Due_dates_never_decrease_and_all_follow_the_disbursement() =>
        Gens.Built.Sample(built =>
        {
            var dates = built.Schedule.Instalments.Select(row => row.DueOn).ToArray();
            Assert.That(dates, Is.Ordered);
            Assert.That(dates, Has.All.GreaterThan(built.Terms.DisbursedOn));
        });

    [Test]
    public void Due_dates_fall_on_working_days_unless_the_rule_leaves_them() =>
        Gens.Built.Sample(built =>
        {
            var rows = built.Schedule.Instalments;
            if (built.Calendar.Rule == NonWorkingDayRule.Same)
            {
                Assert.That(rows, Has.All.Matches<Instalment>(row => row.DueOn == row.AnchorOn));
            }
            else
            {
                Assert.That(rows.Select(row => row.DueOn), Has.All.Matches<DateOnly>(built.Calendar.IsWorkingDay));
            }
        });

    [Test]
    public void An_own_date_that_is_a_working_day_is_the_due_date() =>
        Gens.Built.Sample(built =>
            Assert.That(
                built.Schedule.Instalments.Where(row => built.Calendar.IsWorkingDay(row.AnchorOn)),
                Has.All.Matches<Instalment>(row => row.DueOn == row.AnchorOn)
            )
        );

    [Test]
    public void Own_dates_are_counted_from_the_first_and_never_drift_even_where_holidays_skip_periods() =>
        Gens.Built.Sample(built =>
        {
            var (terms, rows) = (built.Terms, built.Schedule.Instalments);
            var first = terms.FirstDueOn ?? Counted(terms, terms.DisbursedOn, 1);
            var periods = Enumerable
                .Range(0, 1000)
                .Select(i => Counted(terms, first, i))
                .Where(day => !built.Calendar.Skips(day));
            Assert.That(rows.Select(row => row.AnchorOn), Is.EqualTo(periods.Take(rows.Count)));
            Assert.That(built.Schedule.CountedFrom, Is.EqualTo(first));
        });

    [Test]
    public void The_calendar_moves_dates_and_nothing_else() =>
        Gens.Built.Sample(built =>
        {
            var plain = Schedule.Build(built.Terms, OfficeCalendar.EveryDayWorks).Value;
            var plainDates = plain.Instalments.ToDictionary(row => row.No, row => row.AnchorOn);
            Assert.That(
                built.Schedule.Instalments.Select(row =>
                    row with
                    {
                        AnchorOn = plainDates[row.No],
                        DueOn = plainDates[row.No],
                    }
                ),
                Is.EqualTo(plain.Instalments)
            );
            if (built.Calendar.Rule != NonWorkingDayRule.SkipPeriod)
            {
                Assert.That(built.Schedule.Instalments.Select(row => row.AnchorOn), Is.EqualTo(plainDates.Values));
            }
        });

    [Test]
    public void The_31st_is_clamped_in_short_months_and_comes_back() =>
        Assert.That(
            OwnDates(Terms() with { DisbursedOn = Day("2025-12-31"), Installments = 4 }),
            Is.EqualTo(Days("2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"))
        );

    [Test]
    public void February_of_a_leap_year_has_its_29th() =>
        Assert.That(
            OwnDates(Terms() with { DisbursedOn = Day("2027-12-30"), Installments = 3 }),
            Is.EqualTo(Days("2028-01-30", "2028-02-29", "2028-03-30"))
        );

    [Test]
    public void A_leap_day_repeats_on_the_28th_every_year_but_the_fourth() =>
        Assert.That(
            OwnDates(
                Terms() with
                {
                    DisbursedOn = Day("2024-01-15"),
                    FirstDueOn = Day("2024-02-29"),
                    Every = 12,
                    Installments = 5,
                }
            ),
            Is.EqualTo(Days("2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"))
        );

    [Test]
    public void The_first_own_date_sets_the_day_of_the_month_even_when_it_was_clamped() =>
        Assert.That(
            OwnDates(Terms() with { DisbursedOn = Day("2026-01-31"), Installments = 3 }),
            Is.EqualTo(Days("2026-02-28", "2026-03-28", "2026-04-28"))
        );

    [Test]
    public void A_chosen_first_date_sets_all_the_others() =>
        Assert.That(
            OwnDates(Terms() with { FirstDueOn = Day("2026-03-31"), Installments = 3 }),
            Is.EqualTo(Days("2026-03-31", "2026-04-30", "2026-05-31"))
        );

    [Test]
    public void The_first_date_may_be_the_day_after_the_disbursement() =>
        Assert.That(
            OwnDates(Terms() with { FirstDueOn = Day("2026-01-06"), Installments = 1 }),
            Is.EqualTo(Days("2026-01-06"))
        );

    [TestCase(PeriodUnit.Day, 10, "2026-01-15", "2026-01-25")]
    [TestCase(PeriodUnit.Week, 2, "2026-01-19", "2026-02-02")]
    [TestCase(PeriodUnit.Month, 3, "2026-04-05", "2026-07-05")]
    public void A_period_is_so_many_days_weeks_or_months(PeriodUnit unit, int every, string first, string second) =>
        Assert.That(
            OwnDates(Terms() with { Unit = unit, Every = every, Installments = 2 }),
            Is.EqualTo(Days(first, second))
        );

    [Test]
    public void A_first_date_that_would_move_back_onto_the_disbursement_moves_forward()
    {
        // Paid out on Friday 30 January 2026, and first due on the Saturday after it.
        var terms = Terms() with
        {
            DisbursedOn = Day("2026-01-30"),
            FirstDueOn = Day("2026-01-31"),
            Installments = 2,
        };

        var due = Schedule
            .Build(terms, Weekdays(NonWorkingDayRule.Previous))
            .Value.Instalments.Select(row => row.DueOn);

        // 28 February is a Saturday too, and may move back.
        Assert.That(due, Is.EqualTo(Days("2026-02-02", "2026-02-27")));
    }

    [Test]
    public void Two_instalments_may_fall_on_one_day_and_later_ones_keep_their_own()
    {
        // Daily from Thursday 8 January 2026: Friday, then Saturday, Sunday and Monday all on Monday.
        var terms = Terms() with
        {
            DisbursedOn = Day("2026-01-08"),
            Unit = PeriodUnit.Day,
            Installments = 5,
        };

        var due = Schedule.Build(terms, Weekdays(NonWorkingDayRule.Next)).Value.Instalments.Select(row => row.DueOn);

        Assert.That(
            due,
            Is.EqualTo([Day("2026-01-09"), Day("2026-01-12"), Day("2026-01-12"), Day("2026-01-12"), Day("2026-01-13")])
        );
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(long.MinValue)]
    public void A_principal_of_nothing_is_refused(long principal) =>
        AssertRefused(Terms() with { Principal = Rp(principal) }, "schedule.principal_not_positive", "principal");

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(1201)]
    [TestCase(int.MaxValue)]
    public void Too_few_or_too_many_instalments_are_refused(int installments) =>
        AssertRefused(
            Terms() with
            {
                Installments = installments,
            },
            "schedule.installments_out_of_range",
            "installments"
        );

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(367)]
    [TestCase(int.MaxValue)]
    public void A_period_too_short_or_too_long_is_refused(int every) =>
        AssertRefused(Terms() with { Every = every }, "schedule.every_out_of_range", "every");

    [TestCase(0)]
    [TestCase(-1_000)]
    public void A_multiple_of_nothing_is_refused(long multiple) =>
        AssertRefused(
            Terms() with
            {
                RoundingMultiple = Rp(multiple),
            },
            "schedule.multiple_not_positive",
            "roundingMultiple"
        );

    [TestCase("2026-01-05")]
    [TestCase("2026-01-04")]
    public void A_first_date_on_or_before_the_disbursement_is_refused(string firstDueOn) =>
        AssertRefused(
            Terms() with
            {
                FirstDueOn = Day(firstDueOn),
            },
            "schedule.first_due_not_after_disbursement",
            "firstDueOn"
        );

    [Test]
    public void A_rounding_too_coarse_for_the_principal_is_refused() =>
        AssertRefused(
            Terms() with
            {
                RoundingMultiple = Rp(1_000_000),
            },
            "schedule.rounding_too_coarse",
            "roundingMultiple"
        );

    [Test]
    public void A_principal_of_one_rupiah_is_accepted() =>
        Assert.That(Built(Terms() with { Principal = Rp(1), Installments = 1 }).Total, Is.EqualTo(Rp(1)));

    [Test]
    public void The_most_instalments_and_the_longest_period_are_accepted()
    {
        Assert.That(Built(Terms() with { Installments = 1200 }).Instalments, Has.Count.EqualTo(1200));
        Assert.That(OwnDates(Terms() with { Every = 366 }), Has.Length.EqualTo(12));
    }

    [Test]
    public void Dates_past_the_year_9999_are_refused_and_never_throw()
    {
        var last = Terms() with { Installments = 1 };
        foreach (var unit in Enum.GetValues<PeriodUnit>())
        {
            AssertRefused(
                last with
                {
                    Unit = unit,
                    DisbursedOn = DateOnly.MaxValue,
                },
                "schedule.date_out_of_range",
                null
            );
            AssertRefused(
                last with
                {
                    Unit = unit,
                    Every = 366,
                    Installments = 1200,
                    DisbursedOn = Day("9990-01-01"),
                },
                "schedule.date_out_of_range",
                null
            );
        }
    }

    [Test]
    public void The_last_day_of_the_year_9999_can_be_due_unless_it_is_a_day_off()
    {
        var terms = Terms() with { Installments = 1, DisbursedOn = Day("9999-11-30") };
        var lastDay = terms with { FirstDueOn = DateOnly.MaxValue };

        Assert.That(OwnDates(lastDay), Is.EqualTo(Days("9999-12-31")));
        Assert.That(
            OwnDates(terms with { Unit = PeriodUnit.Day, DisbursedOn = Day("9999-12-30") }),
            Is.EqualTo(Days("9999-12-31"))
        );
        Assert.That(OwnDates(terms with { DisbursedOn = Day("9999-11-29") }), Is.EqualTo(Days("9999-12-29")));
        Assert.That(
            Schedule.Build(lastDay, Weekdays(NonWorkingDayRule.Next, "9999-12-31")).RefusalCode(),
            Is.EqualTo("schedule.date_out_of_range")
        );
    }

    [Test]
    public void Refusals_come_in_a_fixed_order_arguments_first_then_dates_then_rounding()
    {
        var terms = Terms() with
        {
            Principal = Rp(0),
            Installments = 0,
            Every = 0,
            RoundingMultiple = Rp(0),
            FirstDueOn = Day("2026-01-01"),
        };
        var codes = new List<string?>();
        foreach (
            var repair in new Func<ScheduleTerms, ScheduleTerms>[]
            {
                broken => broken,
                broken => broken with { Principal = Rp(1_000) },
                broken => broken with { Installments = 1200 },
                broken => broken with { Every = 366 },
                broken => broken with { RoundingMultiple = Rp(1_000) },
                broken => broken with { FirstDueOn = Day("9999-01-31") },
                broken => broken with { Principal = Rp(1_200_000) },
                broken => broken with { FirstDueOn = null, Every = 1 },
            }
        )
        {
            terms = repair(terms);
            codes.Add(Schedule.Build(terms, OfficeCalendar.EveryDayWorks).RefusalCode());
        }

        Assert.That(
            codes,
            Is.EqualTo([
                "schedule.principal_not_positive",
                "schedule.installments_out_of_range",
                "schedule.every_out_of_range",
                "schedule.multiple_not_positive",
                "schedule.first_due_not_after_disbursement",
                "schedule.rounding_too_coarse",
                "schedule.date_out_of_range",
                null,
            ])
        );
    }

    [Test]
    public void Any_terms_whatever_are_answered_without_throwing() =>
        Gen.Select(
                Gen.Select(Gen.Long, Gen.Int, Gen.Int, Gen.Long),
                Gen.Enum<PeriodUnit>(),
                Gens.Mode,
                Gen.Select(AnyDay, AnyDay.Nullable())
            )
            .Sample(
                (numbers, unit, mode, days) =>
                    Schedule
                        .Build(
                            new ScheduleTerms
                            {
                                Principal = Rp(numbers.Item1),
                                Installments = numbers.Item2 % 1300,
                                Every = numbers.Item3 % 400,
                                RoundingMultiple = Rp(numbers.Item4 % 10_000),
                                Unit = unit,
                                RoundingMode = mode,
                                DisbursedOn = days.Item1,
                                FirstDueOn = days.Item2,
                            },
                            Weekdays(NonWorkingDayRule.NextUnlessMonthEnd)
                        )
                        .RefusalCode()
                        is null
                            or { Length: > 0 }
            );

    private static Schedule Built(ScheduleTerms terms) => Schedule.Build(terms, OfficeCalendar.EveryDayWorks).Value;

    private static DateOnly[] OwnDates(ScheduleTerms terms) =>
        [.. Built(terms).Instalments.Select(row => row.AnchorOn)];

    private static void AssertRefused(ScheduleTerms terms, string code, string? field)
    {
        var error = Schedule.Build(terms, OfficeCalendar.EveryDayWorks).Error;

        Assert.That((error?.Kind, error?.Code, error?.Field), Is.EqualTo(((ErrorKind?)ErrorKind.Invalid, code, field)));
    }

    /// <summary>The day so many periods after a start, by counting months on their own.</summary>
    private static DateOnly Counted(ScheduleTerms terms, DateOnly start, int periods)
    {
        var steps = terms.Every * periods;
        if (terms.Unit != PeriodUnit.Month)
        {
            return start.AddDays(terms.Unit == PeriodUnit.Week ? 7 * steps : steps);
        }

        var month = start.Month - 1 + steps;
        var (year, monthOfYear) = (start.Year + (month / 12), (month % 12) + 1);
        return new DateOnly(year, monthOfYear, Math.Min(start.Day, DateTime.DaysInMonth(year, monthOfYear)));
    }
}
