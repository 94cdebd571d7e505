using Baznas.Bmd.Domain.Calendars;
using Baznas.Bmd.Domain.Money;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Domain.Tests.Support;
using CsCheck;
using NUnit.Framework;
using static Baznas.Bmd.Domain.Tests.Support.Make;

namespace Baznas.Bmd.Domain.Tests.Schedules;

[TestFixture]
public class TrancheScheduleTests
{
    /// <summary>A schedule, and a tranche paid on some day from its beginning to well after its end.</summary>
    private static readonly Gen<Added> AnyTranche =
        from built in Gens.Built
        from amount in Gens.Amount
        from days in Gen.Int[0, built.Schedule.Instalments[^1].DueOn.DayNumber - built.Terms.DisbursedOn.DayNumber + 90]
        let tranche = built.Terms with
        {
            Principal = amount,
            DisbursedOn = built.Terms.DisbursedOn.AddDays(days),
        }
        where TrancheSchedule.Add(built.Schedule.Instalments, tranche, built.Calendar).Error is null
        select new Added(built, tranche);

    private sealed record Added(BuiltSchedule Built, ScheduleTerms Tranche)
    {
        public IReadOnlyList<Instalment> Before => Built.Schedule.Instalments;

        public IReadOnlyList<Instalment> After => TrancheSchedule.Add(Before, Tranche, Built.Calendar).Value;

        public bool IsDue(Instalment row) => row.DueOn <= Tranche.DisbursedOn;
    }

    [Test]
    public void A_tranche_joins_the_instalments_due_after_it_and_leaves_the_others()
    {
        // Due on the first of January to April; the tranche is paid on the day that the second is due.
        var after = Add(Monthly(100_000, 100_000, 100_000, 100_000), 101_000, "2026-02-01");

        Assert.That(
            after.Select(row => (row.No, row.DueOn, row.Amount, row.Cumulative)),
            Is.EqualTo([
                (1, Day("2026-01-01"), Rp(100_000), Rp(100_000)),
                (2, Day("2026-02-01"), Rp(100_000), Rp(200_000)),
                (3, Day("2026-03-01"), Rp(151_000), Rp(351_000)),
                (4, Day("2026-04-01"), Rp(150_000), Rp(501_000)),
            ])
        );
    }

    [Test]
    public void A_tranche_after_the_last_due_date_is_one_instalment_a_period_later()
    {
        // 30 April plus a month is Saturday, 30 May, and Monday is the first day of work after it.
        var after = TrancheSchedule
            .Add(
                Monthly(100, 100),
                Terms() with
                {
                    Principal = Rp(70),
                    DisbursedOn = Day("2026-04-30"),
                },
                Weekdays(NonWorkingDayRule.Next)
            )
            .Value;

        Assert.That(after, Has.Length.EqualTo(3));
        Assert.That(
            after[2],
            Is.EqualTo(
                new Instalment
                {
                    No = 3,
                    AnchorOn = Day("2026-05-30"),
                    DueOn = Day("2026-06-01"),
                    Amount = Rp(70),
                    Cumulative = Rp(270),
                }
            )
        );
    }

    [Test]
    public void A_split_that_leaves_an_instalment_empty_is_refused()
    {
        // Rounded up to Rp1.000, three instalments of Rp2.000 leave nothing for the fourth.
        var tranche = Terms() with
        {
            Principal = Rp(2_400),
            RoundingMode = RoundingMode.Up,
            DisbursedOn = Day("2025-12-31"),
        };

        Assert.That(
            TrancheSchedule.Add(Monthly(900, 900, 900, 900), tranche, OfficeCalendar.EveryDayWorks).RefusalCode(),
            Is.EqualTo("schedule.rounding_too_coarse")
        );
    }

    [Test]
    public void A_date_beyond_the_calendar_is_refused() =>
        Assert.That(
            TrancheSchedule
                .Add(Monthly(100), Terms() with { DisbursedOn = DateOnly.MaxValue }, OfficeCalendar.EveryDayWorks)
                .RefusalCode(),
            Is.EqualTo("schedule.date_out_of_range")
        );

    [Test]
    public void A_schedule_without_instalments_is_a_broken_invariant() =>
        Assert.That(() => Add([], 1, "2026-01-01"), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void The_sum_is_what_it_was_and_the_tranche() =>
        AnyTranche.Sample(it =>
            Assert.That(
                it.After.Sum(row => row.Amount),
                Is.EqualTo(it.Built.Schedule.Total + it.Tranche.Principal).And.EqualTo(it.After[^1].Cumulative)
            )
        );

    [Test]
    public void What_is_due_by_then_stays_untouched() =>
        AnyTranche.Sample(it =>
            Assert.That(it.After.Take(it.Before.Count(it.IsDue)), Is.EqualTo(it.Before.Where(it.IsDue)))
        );

    [Test]
    public void Numbers_and_dates_stay_what_they_were() =>
        AnyTranche.Sample(it =>
            Assert.That(
                it.After.Take(it.Before.Count).Select(row => (row.No, row.AnchorOn, row.DueOn)),
                Is.EqualTo(it.Before.Select(row => (row.No, row.AnchorOn, row.DueOn)))
            )
        );

    [Test]
    public void A_new_instalment_is_made_exactly_when_none_is_left_and_comes_after_the_tranche() =>
        AnyTranche.Sample(it =>
        {
            var isNew = it.Before.All(it.IsDue);
            Assert.That(it.After, Has.Count.EqualTo(it.Before.Count + (isNew ? 1 : 0)));
            Assert.That(!isNew || it.After[^1].DueOn > it.Tranche.DisbursedOn);
            Assert.That(!isNew || it.After[^1].Amount == it.Tranche.Principal);
        });

    [Test]
    public void What_was_paid_and_what_is_late_does_not_change_with_a_tranche() =>
        Gen.Select(AnyTranche, Gen.Double[0, 1])
            .Sample(
                (it, share) =>
                {
                    var paid = Rp((long)(it.Built.Schedule.Total.Amount * share));
                    var on = it.Tranche.DisbursedOn;
                    var (before, after) = (Standing.Of(it.Before, paid, on), Standing.Of(it.After, paid, on));
                    Assert.That(after.DaysPastDue, Is.EqualTo(before.DaysPastDue));
                    Assert.That(after.Overdue, Is.EqualTo(before.Overdue));
                    Assert.That(after.Rows.Sum(row => row.Paid), Is.EqualTo(paid));
                }
            );

    private static IReadOnlyList<Instalment> Add(IReadOnlyList<Instalment> before, long amount, string on) =>
        TrancheSchedule
            .Add(before, Terms() with { Principal = Rp(amount), DisbursedOn = Day(on) }, OfficeCalendar.EveryDayWorks)
            .Value;
}
