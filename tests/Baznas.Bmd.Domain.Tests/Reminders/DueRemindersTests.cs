using Baznas.Bmd.Domain.Calendars;
using Baznas.Bmd.Domain.Money;
using Baznas.Bmd.Domain.Reminders;
using Baznas.Bmd.Domain.Tests.Support;
using CsCheck;
using NUnit.Framework;
using static Baznas.Bmd.Domain.Tests.Support.Make;

namespace Baznas.Bmd.Domain.Tests.Reminders;

[TestFixture]
public class DueRemindersTests
{
    private static readonly DateOnly Due = Day("2026-03-06");

    [TestCase("2026-03-02", null)]
    [TestCase("2026-03-03", -3)]
    [TestCase("2026-03-05", -3)]
    [TestCase("2026-03-06", 0)]
    [TestCase("2026-03-07", 1)]
    [TestCase("2026-03-12", 1)]
    [TestCase("2026-03-13", 7)]
    [TestCase("2026-04-12", 30)]
    [TestCase("2026-04-13", null, Description = "A week after the last of its days.")]
    public void Each_day_of_the_rule_is_said_from_its_own_day_on_until_the_next_or_for_a_week(string today, int? offset)
    {
        var said = DueReminders.Of(Day(today), OfficeCalendar.EveryDayWorks, [Loan(Unpaid(Due, null))]);

        Assert.That(said.Select(item => (int?)item.Offset), Is.EqualTo(offset is null ? [] : new[] { offset }));
    }

    [Test]
    public void What_was_said_is_not_said_again_and_neither_is_anything_before_it()
    {
        var loan = Loan(Unpaid(Due, 0));

        Assert.That(DueReminders.Of(Day("2026-03-04"), OfficeCalendar.EveryDayWorks, [loan]), Is.Empty);
        Assert.That(DueReminders.Of(Day("2026-03-06"), OfficeCalendar.EveryDayWorks, [loan]), Is.Empty);
        Assert.That(DueReminders.Of(Day("2026-03-07"), OfficeCalendar.EveryDayWorks, [loan]), Has.One.Items);
    }

    [Test]
    public void Before_the_due_date_is_not_said_after_it()
    {
        var before = new ReminderRule([-3, -1]);

        var said = DueReminders.Of(
            Day("2026-03-07"),
            OfficeCalendar.EveryDayWorks,
            [Loan(Unpaid(Due, null)) with { Rule = before }]
        );

        Assert.That(said, Is.Empty);
    }

    [TestCase("2026-03-13", 0)]
    [TestCase("2026-03-14", 1)]
    [TestCase("2026-03-20", 1)]
    [TestCase("2026-03-21", 1)]
    [TestCase("2026-03-22", 0)]
    public void The_week_begins_with_the_first_day_that_works(string today, int expected)
    {
        var calendar = OfficeCalendar.EveryDayWorks with
        {
            Holidays = Enumerable.Range(7, 7).Select(day => new DateOnly(2026, 3, day)).ToHashSet(),
        };

        var loan = Loan(Unpaid(Due, null)) with { Rule = new ReminderRule([1]) };

        Assert.That(DueReminders.Of(Day(today), calendar, [loan]), Has.Exactly(expected).Items);
    }

    [Test]
    public void What_is_late_is_said_with_all_that_is_late_and_what_is_not_with_its_own_amount()
    {
        var loan = Loan(Unpaid(Day("2026-02-27"), null), Unpaid(Due, null), Unpaid(Day("2026-03-08"), null)) with
        {
            Overdue = Rp(250),
        };

        var said = DueReminders.Of(Due, OfficeCalendar.EveryDayWorks, [loan]);

        Assert.That(
            said.Select(item => (item.Offset, item.Amount)),
            Is.EqualTo(new[] { (7, Rp(250)), (0, Rp(100)), (-3, Rp(100)) })
        );
    }

    [Test]
    public void What_waits_since_yesterday_waits_on_until_something_new_takes_it_along()
    {
        var waiting = Loan(Unpaid(Due, null) with { Said = -3 });
        var isNew = waiting with { LoanId = "other", Unpaid = [Unpaid(Day("2026-03-04"), null)] };

        Assert.That(DueReminders.Of(Day("2026-03-04"), OfficeCalendar.EveryDayWorks, [waiting]), Is.Empty);
        Assert.That(
            DueReminders
                .Of(Day("2026-03-04"), OfficeCalendar.EveryDayWorks, [waiting, isNew])
                .Select(item => (item.LoanId, item.Offset)),
            Is.EqualTo(new[] { ("loan", -3), ("other", 0) })
        );
    }

    [TestCase(-31)]
    [TestCase(366)]
    public void A_rule_reaches_only_so_far(int offset) =>
        Assert.That(() => new ReminderRule([offset]), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void Nothing_is_said_on_a_day_off_or_twice_and_each_only_of_a_day_of_the_rule_that_has_come() =>
        Gen.Select(Rules, Gens.Calendar, Gens.Day, Loans)
            .Sample(
                (rule, calendar, today, days) =>
                {
                    var said = DueReminders.Of(today, calendar, [LoanOf(rule, today, days)]);
                    return said.Count == 0
                        || (
                            calendar.IsWorkingDay(today)
                            && said.Select(item => item.DueOn).Distinct().Count() == said.Count
                            && said.All(item =>
                                rule.Offsets.Contains(item.Offset)
                                && item.DueOn.AddDays(item.Offset) <= today
                                && (item.Offset > 0) == (item.DueOn < today)
                            )
                        );
                }
            );

    [Test]
    public void A_service_that_runs_every_day_says_each_day_of_the_rule_at_most_once_in_order_and_misses_none_that_works() =>
        Gen.Select(Rules, Gens.Calendar, Gens.Day)
            .Sample(
                (rule, calendar, dueOn) =>
                {
                    var said = Life(rule, calendar, dueOn, _ => true);
                    var own = rule.Offsets.Where(offset => calendar.IsWorkingDay(dueOn.AddDays(offset)));
                    return said.Select(each => each.Offset)
                            .SequenceEqual(said.Select(each => each.Offset).Distinct().Order())
                        && own.All(offset => said.Contains((dueOn.AddDays(offset), offset)));
                }
            );

    [Test]
    public void A_service_that_was_down_says_afterwards_only_the_newest() =>
        Gen.Select(Rules, Gens.Day, Gen.Int[0, 60])
            .Sample(
                (rule, dueOn, down) =>
                {
                    var first = dueOn.AddDays(-ReminderRule.MostBefore);
                    var said = Life(rule, OfficeCalendar.EveryDayWorks, dueOn, day => day >= first.AddDays(down));
                    return said.All(each =>
                        each.Day.DayNumber - dueOn.AddDays(each.Offset).DayNumber
                            is >= 0
                                and <= DueReminders.DaysOfGrace
                    );
                }
            );

    private static readonly Gen<ReminderRule> Rules = Gen.Int[-30, 60]
        .HashSet[0, 8]
        .Select(offsets => new ReminderRule(offsets));

    // How far from today each unpaid day is, and what was said of it.
    private static readonly Gen<(int, int)[]> Loans = Gen.Select(Gen.Int[-70, 35], Gen.Int[-31, 60]).Array[0, 6];

    private static OwedLoan LoanOf(ReminderRule rule, DateOnly today, (int Distance, int Said)[] days) =>
        new()
        {
            LoanId = "loan",
            Rule = rule,
            Overdue = Rp(1),
            Unpaid =
            [
                .. days.DistinctBy(day => day.Distance)
                    .OrderBy(day => day.Distance)
                    .Select(day => Unpaid(today.AddDays(day.Distance), day.Said < -30 ? null : day.Said)),
            ],
        };

    // All that is said of one due date, when the service runs on the days given.
    private static List<(DateOnly Day, int Offset)> Life(
        ReminderRule rule,
        OfficeCalendar calendar,
        DateOnly dueOn,
        Predicate<DateOnly> runs
    )
    {
        var said = new List<(DateOnly Day, int Offset)>();
        for (var today = dueOn.AddDays(-ReminderRule.MostBefore); today < dueOn.AddDays(80); today = today.AddDays(1))
        {
            if (runs(today))
            {
                int? last = said.Count == 0 ? null : said[^1].Offset;
                var loan = Loan(Unpaid(dueOn, last)) with { Rule = rule };
                said.AddRange(DueReminders.Of(today, calendar, [loan]).Select(item => (today, item.Offset)));
            }
        }

        return said;
    }

    private static OwedLoan Loan(params UnpaidDay[] unpaid) =>
        new()
        {
            LoanId = "loan",
            Rule = ReminderRule.Default,
            Unpaid = unpaid,
            Overdue = Rp(100),
        };

    private static UnpaidDay Unpaid(DateOnly dueOn, int? said) =>
        new()
        {
            DueOn = dueOn,
            Amount = new Rupiah(100),
            Said = said,
            SaidForGood = said,
        };
}
