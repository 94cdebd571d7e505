using Baznas.Bmd.Domain.Money;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Domain.Tests.Support;
using CsCheck;
using NUnit.Framework;
using static Baznas.Bmd.Domain.Schedules.InstalmentStatus;
using static Baznas.Bmd.Domain.Tests.Support.Make;

namespace Baznas.Bmd.Domain.Tests.Schedules;

[TestFixture]
public class StandingTests
{
    // Due on 1 January, 1 February, 1 March, 1 April 2026.
    private static readonly IReadOnlyList<Instalment> Four = Monthly(100, 100, 100, 50);

    [Test]
    public void A_payment_fills_the_oldest_instalments_first()
    {
        var standing = Standing.Of(Four, Rp(130), Day("2026-02-01"));

        Assert.That(
            standing.Rows.Select(row => (row.Paid, row.Outstanding, row.Status)),
            Is.EqualTo([
                (Rp(100), Rp(0), Paid),
                (Rp(30), Rp(70), Due),
                (Rp(0), Rp(100), Upcoming),
                (Rp(0), Rp(50), Upcoming),
            ])
        );
    }

    [TestCase(0, "2025-12-31", Upcoming)]
    [TestCase(40, "2025-12-31", Partial)]
    [TestCase(100, "2025-12-31", Paid)]
    [TestCase(0, "2026-01-01", Due)]
    [TestCase(40, "2026-01-01", Due)]
    [TestCase(100, "2026-01-01", Paid)]
    [TestCase(0, "2026-01-02", Overdue)]
    [TestCase(40, "2026-01-02", Overdue)]
    [TestCase(100, "2026-01-02", Paid)]
    public void The_status_of_an_instalment_follows_its_date_and_what_it_received(
        long paid,
        string asOf,
        InstalmentStatus status
    ) => Assert.That(Standing.Of(Four, Rp(paid), Day(asOf)).Rows[0].Status, Is.EqualTo(status));

    [Test]
    public void Once_the_rest_is_forgiven_nothing_is_left_to_pay_and_nothing_is_late()
    {
        var forgiven = Standing.Of(Four, Rp(130), Day("2026-03-02")).Forgiven();

        Assert.That(
            forgiven.Rows.Select(row => (row.Status, row.Paid, row.Outstanding)),
            Is.EqualTo(
                new[]
                {
                    (Paid, Rp(100), Rp(0)),
                    (Forgiven, Rp(30), Rp(0)),
                    (Forgiven, Rp(0), Rp(0)),
                    (Forgiven, Rp(0), Rp(0)),
                }
            )
        );
        Assert.That((forgiven.NextDue, forgiven.DaysPastDue, forgiven.Overdue), Is.EqualTo(((NextDue?)null, 0, Rp(0))));
    }

    [TestCase("2025-12-31", 0)]
    [TestCase("2026-01-01", 0)]
    [TestCase("2026-01-02", 1)]
    [TestCase("2026-02-01", 31)]
    public void Days_past_due_start_the_day_after_the_due_date(string asOf, int days) =>
        Assert.That(Standing.Of(Four, Rp(0), Day(asOf)).DaysPastDue, Is.EqualTo(days));

    [Test]
    public void An_instalment_paid_but_for_a_rupiah_is_as_late_as_an_unpaid_one() =>
        Assert.That(Standing.Of(Four, Rp(99), Day("2026-01-11")).DaysPastDue, Is.EqualTo(10));

    [Test]
    public void Overdue_is_what_is_unpaid_of_instalments_due_before_the_day()
    {
        Assert.That(Standing.Of(Four, Rp(130), Day("2026-03-01")).Overdue, Is.EqualTo(Rp(70)));
        Assert.That(Standing.Of(Four, Rp(130), Day("2026-03-02")).Overdue, Is.EqualTo(Rp(170)));
    }

    [Test]
    public void The_next_due_is_the_oldest_instalment_not_fully_paid_with_what_is_left_of_it() =>
        Assert.That(
            Standing.Of(Four, Rp(230), Day("2026-01-01")).NextDue,
            Is.EqualTo(
                new NextDue
                {
                    No = 3,
                    DueOn = Day("2026-03-01"),
                    Amount = Rp(70),
                }
            )
        );

    [Test]
    public void A_paid_off_loan_has_no_next_due_and_is_never_late()
    {
        var standing = Standing.Of(Four, Rp(350), Day("2030-01-01"));

        Assert.Multiple(() =>
        {
            Assert.That(standing.NextDue, Is.Null);
            Assert.That(standing.DaysPastDue, Is.Zero);
            Assert.That(standing.Overdue, Is.EqualTo(Rupiah.Zero));
            Assert.That(standing.Rows, Has.All.Property("Status").EqualTo(Paid));
        });
    }

    [TestCase(-1)]
    [TestCase(351)]
    public void Paying_less_than_nothing_or_more_than_the_total_is_a_broken_invariant(long paid) =>
        Assert.That(
            () => Standing.Of(Four, Rp(paid), Day("2026-01-01")),
            Throws.InstanceOf<ArgumentOutOfRangeException>()
        );

    [Test]
    public void Instalments_that_are_not_a_running_sum_are_a_broken_invariant() =>
        Assert.That(() => Standing.Of([.. Four.Skip(1)], Rp(0), Day("2026-01-01")), Throws.ArgumentException);

    [Test]
    public void What_the_instalments_received_and_still_owe_is_exactly_what_was_paid_and_is_left() =>
        Gens.PartlyPaid.Sample(loan =>
        {
            var rows = loan.Standing.Rows;
            Assert.That(rows.Sum(row => row.Paid), Is.EqualTo(loan.Paid));
            Assert.That(rows.Sum(row => row.Outstanding), Is.EqualTo(loan.Schedule.Total - loan.Paid));
            Assert.That(rows.Select(row => row.Instalment), Is.EqualTo(loan.Schedule.Instalments));
            Assert.That(
                rows,
                Has.All.Matches<InstalmentStanding>(row => row.Paid >= Rupiah.Zero && row.Outstanding >= Rupiah.Zero)
            );
        });

    [Test]
    public void No_instalment_receives_anything_before_the_older_ones_are_full() =>
        Gens.PartlyPaid.Sample(loan =>
            Assert.That(
                loan.Standing.Rows.SkipWhile(row => row.Outstanding.IsZero).Skip(1),
                Has.All.Matches<InstalmentStanding>(row => row.Paid.IsZero)
            )
        );

    [Test]
    public void Days_past_due_are_0_exactly_when_nothing_is_overdue() =>
        Gens.PartlyPaid.Sample(loan =>
        {
            var standing = loan.Standing;
            Assert.That(standing.DaysPastDue == 0, Is.EqualTo(standing.Overdue.IsZero));
            Assert.That(standing.DaysPastDue == 0, Is.EqualTo(standing.Rows.All(row => row.Status != Overdue)));
        });

    [Test]
    public void Paying_more_never_raises_the_days_past_due() =>
        Gen.Select(Gens.PartlyPaid, Gen.Long[0, 10_000_000])
            .Sample(
                (loan, more) =>
                {
                    var after = loan with { Paid = Rupiah.Min(loan.Paid + Rp(more), loan.Schedule.Total) };
                    Assert.That(after.Standing.DaysPastDue, Is.LessThanOrEqualTo(loan.Standing.DaysPastDue));
                }
            );

    [Test]
    public void A_late_loan_is_one_day_later_the_next_day() =>
        Gens
            .PartlyPaid.Where(loan => loan.Standing.DaysPastDue > 0)
            .Sample(loan =>
                (loan with { AsOf = loan.AsOf.AddDays(1) }).Standing.DaysPastDue == loan.Standing.DaysPastDue + 1
            );
}
