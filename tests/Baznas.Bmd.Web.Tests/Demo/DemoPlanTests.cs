using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Domain.Money;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Features.Demo.Telling;
using Baznas.Bmd.Web.Platform;

namespace Baznas.Bmd.Web.Tests.Demo;

/// <summary>Whatever day a demonstration is started on, its office is one that could be.</summary>
public sealed class DemoPlanTests
{
    // Through years with and without known holidays, after the long holidays of Idulfitri, at ends of months and years.
    private static readonly DateOnly[] Days =
    [
        new(2026, 3, 4),
        new(2026, 3, 24),
        new(2026, 3, 25),
        new(2026, 4, 8),
        new(2026, 12, 31),
        new(2027, 1, 1),
        new(2028, 2, 29),
        .. Enumerable.Range(0, 60).Select(i => new DateOnly(2026, 1, 5).AddDays(i * 11)),
    ];

    [Test]
    public void The_same_day_gives_the_same_plan_and_another_day_another()
    {
        string PlanOf(DateOnly day) => Json.Write(DemoPlan.Of(day));

        Assert.Multiple(() =>
        {
            Assert.That(PlanOf(new(2026, 3, 4)), Is.EqualTo(PlanOf(new(2026, 3, 4))));
            Assert.That(PlanOf(new(2026, 3, 4)), Is.Not.EqualTo(PlanOf(new(2026, 3, 5))));
        });
    }

    [TestCaseSource(nameof(Days))]
    public void Some_loans_are_late_and_every_class_has_one(DateOnly today)
    {
        var quality = PortfolioQuality.Of(RunningLoans(DemoPlan.Of(today)), today, CollectibilityTable.Default);

        Assert.Multiple(() =>
        {
            Assert.That(quality.Total.Loans, Is.InRange(90, 220));
            Assert.That(quality.Par.Single(line => line.Over == 30).Ratio, Is.InRange(0.03m, 0.20m));
            Assert.That(quality.Collectibility.Select(line => line.Loans), Has.All.Positive);
        });
    }

    [TestCaseSource(nameof(Days))]
    public void Nobody_pays_more_than_they_owe_or_before_they_have_it(DateOnly today)
    {
        foreach (var loan in Loans(DemoPlan.Of(today)).Where(loan => loan.Payments.Count > 0))
        {
            var repaid = loan.Payments.Sum(payment => payment.Repaid);
            Assert.That(repaid, Is.LessThanOrEqualTo(loan.Principal));
            Assert.That(loan.Payments.Min(payment => payment.On), Is.GreaterThan(loan.Steps[^1].On));
            Assert.That(loan.Payments.Max(payment => payment.EnteredOn), Is.LessThanOrEqualTo(today));
        }
    }

    // Some lies in the cash box, some is for the people of the tales.
    [TestCaseSource(nameof(Days))]
    public void No_fund_lends_more_than_it_was_given(DateOnly today)
    {
        var plan = DemoPlan.Of(today);
        foreach (var (fund, kept) in new[] { (DemoFund.Infak, 50_000_000), (DemoFund.Zakat, 20_000_000) })
        {
            var movements = plan
                .Capital.Where(capital => capital.Fund == fund)
                .Select(capital => (capital.On, capital.Amount.Amount))
                .Concat(Loans(plan).Where(loan => loan.Fund == fund).SelectMany(MoneyOf))
                .GroupBy(movement => movement.On)
                .OrderBy(day => day.Key);
            var balance = 0L;
            foreach (var day in movements)
            {
                balance += day.Sum(movement => movement.Amount);
                Assert.That(balance, Is.GreaterThan(kept), $"{fund} on {day.Key}");
            }
        }
    }

    [TestCaseSource(nameof(Days))]
    public void Groups_meet_and_a_member_now_and_then_pays_for_another(DateOnly today)
    {
        var plan = DemoPlan.Of(today);
        var helped = plan
            .Meetings.SelectMany(meeting => meeting.Items)
            .Select(item => plan.Borrowers[item.Borrower].Loans[item.Loan].Payments[item.Payment].PaidBy);

        Assert.Multiple(() =>
        {
            Assert.That(plan.Meetings, Has.Count.GreaterThan(100));
            Assert.That(plan.Meetings.Select(meeting => (meeting.Group, meeting.On)), Is.Unique);
            Assert.That(helped, Has.Some.Not.Null);
        });
    }

    [TestCaseSource(nameof(Days))]
    public void There_is_work_on_every_desk(DateOnly today)
    {
        var plan = DemoPlan.Of(today);
        var last = Loans(plan).Select(loan => loan.Steps[^1].Kind).ToHashSet();

        Assert.Multiple(() =>
        {
            Assert.That(plan.Borrowers, Has.Count.InRange(200, 300));
            Assert.That(
                last,
                Is.SupersetOf(
                    new[]
                    {
                        StepKind.Draft,
                        StepKind.Submit,
                        StepKind.Survey,
                        StepKind.Approve,
                        StepKind.Reject,
                        StepKind.Withdraw,
                        StepKind.SignAkad,
                        StepKind.Disburse,
                    }
                )
            );
            Assert.That(Loans(plan).SelectMany(loan => loan.Steps).Max(step => step.On), Is.LessThan(today));
        });
    }

    [Test]
    public void Nobody_in_the_plan_can_be_mistaken_for_somebody_real()
    {
        var people = DemoPlan.Of(new(2026, 3, 4)).Borrowers.Select(borrower => borrower.Person).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(people.Select(person => person.Nik), Has.All.StartsWith("357699"));
            Assert.That(people.Select(person => person.Nik), Is.Unique);
            Assert.That(people.Select(person => person.FullName), Is.Unique);
            foreach (var person in people)
            {
                Assert.That(Domain.Borrowers.Nik.TryParse(person.Nik, out var nik));
                Assert.That(nik!.Warnings(person.BirthDate, person.Sex), Is.Empty);
            }
        });
    }

    private static IEnumerable<PlannedLoan> Loans(DemoPlan plan) =>
        plan.Borrowers.SelectMany(borrower => borrower.Loans);

    private static IEnumerable<(DateOnly On, long Amount)> MoneyOf(PlannedLoan loan) =>
        loan.Instalments.Count == 0
            ? []
            :
            [
                (loan.Steps[^1].On, -loan.Principal.Amount),
                .. loan.Payments.Select(payment => (payment.On, payment.Repaid.Amount)),
            ];

    private static IEnumerable<ArrearsGroup> RunningLoans(DemoPlan plan) =>
        from loan in Loans(plan)
        where loan.Instalments.Count > 0
        let repaid = loan.Payments.Sum(payment => payment.Repaid)
        where repaid < loan.Principal
        select new ArrearsGroup
        {
            OldestUnpaidDueOn = Standing.Of(loan.Instalments, repaid, plan.Today).NextDue!.DueOn,
            Restructured = false,
            Loans = 1,
            Outstanding = loan.Principal - repaid,
        };
}
