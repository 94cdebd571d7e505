using Baznas.Bmd.Domain.Calendars;
using Baznas.Bmd.Domain.Money;
using Baznas.Bmd.Domain.Results;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Domain.Tests.Support;
using CsCheck;
using NUnit.Framework;
using static Baznas.Bmd.Domain.Tests.Support.Make;

namespace Baznas.Bmd.Domain.Tests.Schedules;

/// <summary>
/// A debt that is part repaid, with a new schedule of the rest: over a new number of instalments, or over the dates left.
/// </summary>
[TestFixture]
public class RescheduleTests
{
    private static readonly Gen<Rescheduled> Anew =
        from old in Gens.PartlyPaid
        where old.Paid < old.Schedule.Total
        from terms in Gens.Terms
        from calendar in Gens.Calendar
        let owed = terms with
        {
            Principal = old.Schedule.Total - old.Paid,
            DisbursedOn = old.AsOf,
            FirstDueOn = null,
        }
        let built = Schedule.Build(owed, calendar)
        where built.Error is null
        select new Rescheduled(old, built.Value);

    private static readonly Gen<Rescheduled> OverDatesLeft =
        from old in Gens.PartlyPaid
        where old.Paid < old.Schedule.Total
        let left = DatesAfter(old)
        where left.Length > 0
        from terms in Gens.Terms
        let built = Schedule.Over(terms with { Principal = old.Schedule.Total - old.Paid }, left)
        where built.Error is null
        select new Rescheduled(old, built.Value);

    [Test]
    public void A_new_schedule_never_changes_what_is_owed() =>
        Gen.OneOf(Anew, OverDatesLeft)
            .Sample(made =>
            {
                Assert.That(made.New.Total + made.Old.Paid, Is.EqualTo(made.Old.Schedule.Total));
                Assert.That(made.New.Instalments.Sum(row => row.Amount), Is.EqualTo(made.New.Total));
            });

    [Test]
    public void Its_dates_ascend_and_follow_the_day_it_begins() =>
        Gen.OneOf(Anew, OverDatesLeft)
            .Sample(made =>
            {
                var dates = made.New.Instalments.Select(row => row.DueOn).ToArray();
                Assert.That(dates, Is.Ordered);
                Assert.That(dates, Has.All.GreaterThan(made.Old.AsOf));
            });

    [Test]
    public void Nothing_is_late_on_the_day_it_begins_and_the_first_instalment_is_next() =>
        Gen.OneOf(Anew, OverDatesLeft)
            .Sample(made =>
            {
                var standing = Standing.Of(made.New.Instalments, Rupiah.Zero, made.Old.AsOf);
                Assert.That(standing.DaysPastDue, Is.Zero);
                Assert.That(standing.Overdue, Is.EqualTo(Rupiah.Zero));
                Assert.That(standing.NextDue!.No, Is.EqualTo(1));
            });

    [Test]
    public void Kept_dates_are_the_dates_left_with_their_own_dates() =>
        OverDatesLeft.Sample(made =>
            Assert.That(
                made.New.Instalments.Select(row => new DueDate(row.AnchorOn, row.DueOn)),
                Is.EqualTo(DatesAfter(made.Old))
            )
        );

    [Test]
    public void Over_the_dates_of_a_schedule_the_same_terms_make_the_same_schedule() =>
        Gens.Built.Sample(built =>
        {
            DueDate[] dates = [.. built.Schedule.Instalments.Select(row => new DueDate(row.AnchorOn, row.DueOn))];
            Assert.That(Schedule.Over(built.Terms, dates).Value.Instalments, Is.EqualTo(built.Schedule.Instalments));
        });

    [Test]
    public void After_paying_ahead_the_instalments_left_get_smaller()
    {
        // Rp1.200.000 in 12 months; by 20 March Rp750.000 are paid, where two instalments were due.
        var old = Schedule.Build(Terms(), OfficeCalendar.EveryDayWorks).Value.Instalments;
        DueDate[] left = [.. old.Skip(2).Select(row => new DueDate(row.AnchorOn, row.DueOn))];

        var rows = Schedule.Over(Terms() with { Principal = Rp(450_000) }, left).Value.Instalments;

        Assert.Multiple(() =>
        {
            Assert.That(rows.Select(row => row.No), Is.EqualTo(Enumerable.Range(1, 10)));
            Assert.That(rows, Has.All.Matches<Instalment>(row => row.Amount == Rp(45_000)));
            Assert.That(rows[0].DueOn, Is.EqualTo(Day("2026-04-05")));
        });
    }

    [Test]
    public void A_debt_too_small_for_the_dates_left_is_refused()
    {
        DueDate[] left = [.. Days("2026-04-05", "2026-05-05").Select(day => new DueDate(day, day))];

        Assert.Multiple(() =>
        {
            Assert.That(
                Schedule.Over(Terms() with { Principal = Rp(900) }, left).RefusalCode(),
                Is.EqualTo("schedule.rounding_too_coarse")
            );
            Assert.That(
                Schedule.Over(Terms(), []).RefusalCode(),
                Is.EqualTo("schedule.installments_out_of_range"),
                "There is nothing to be paid on."
            );
            Assert.That(
                Schedule.Over(Terms() with { Principal = Rp(0) }, left).RefusalCode(),
                Is.EqualTo("schedule.principal_not_positive")
            );
        });
    }

    private static DueDate[] DatesAfter(PartlyPaid old) =>
        [
            .. old
                .Schedule.Instalments.Where(row => row.DueOn > old.AsOf)
                .Select(row => new DueDate(row.AnchorOn, row.DueOn)),
        ];

    private sealed record Rescheduled(PartlyPaid Old, Schedule New);
}
