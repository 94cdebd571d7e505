using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Domain.Money;
using Baznas.Bmd.Domain.Tests.Support;
using CsCheck;
using NUnit.Framework;
using static Baznas.Bmd.Domain.Loans.TrancheStatus;
using static Baznas.Bmd.Domain.Tests.Support.Make;

namespace Baznas.Bmd.Domain.Tests.Loans;

[TestFixture]
public class TranchesTests
{
    private static readonly Gen<PlannedTranche[]> Plan = Gens
        .Amount.Array[2, Tranches.Most]
        .Select(amounts => amounts.Select((amount, i) => Planned(i + 1, amount.Amount, "2026-01-05")).ToArray());

    [TestCase(new long[] { 600, 400 }, 1_000, null)]
    [TestCase(new long[] { 600, 399 }, 1_000, "application.tranches_not_principal")]
    [TestCase(new long[] { 600, 401 }, 1_000, "application.tranches_not_principal")]
    public void The_tranches_are_the_whole_principal(long[] amounts, long principal, string? code)
    {
        var plan = amounts.Select((amount, i) => Planned(i + 1, amount, "2026-01-05")).ToList();

        Assert.That(Tranches.Refuses(plan, Rp(principal), Day("2026-01-05"))?.Code, Is.EqualTo(code));
    }

    [TestCase("2026-01-05", "2026-01-05", null)]
    [TestCase("2026-01-06", "2026-02-01", null)]
    [TestCase("2026-01-04", "2026-02-01", "application.tranches_out_of_order")]
    [TestCase("2026-02-02", "2026-02-01", "application.tranches_out_of_order")]
    public void The_tranches_go_forward_from_the_application(string first, string second, string? code)
    {
        PlannedTranche[] plan = [Planned(1, 600, first), Planned(2, 400, second)];

        Assert.That(Tranches.Refuses(plan, Rp(1_000), Day("2026-01-05"))?.Code, Is.EqualTo(code));
    }

    [TestCase(1, 1)]
    [TestCase(2, 1)]
    [TestCase(0, 1)]
    [TestCase(1, 3)]
    public void The_tranches_count_from_1(int first, int second)
    {
        PlannedTranche[] plan = [Planned(first, 600, "2026-01-05"), Planned(second, 400, "2026-01-05")];

        Assert.That(
            Tranches.Refuses(plan, Rp(1_000), Day("2026-01-05"))?.Code,
            Is.EqualTo("application.tranches_not_numbered")
        );
    }

    [TestCase(1_000, new long[] { 500, 300, 200 })]
    [TestCase(900, new long[] { 500, 300, 100 })]
    [TestCase(800, new long[] { 500, 300 })]
    [TestCase(1, new long[] { 1 })]
    public void A_cut_comes_off_the_last_tranches(long principal, long[] left)
    {
        PlannedTranche[] plan =
        [
            Planned(1, 500, "2026-01-05"),
            Planned(2, 300, "2026-02-05"),
            Planned(3, 200, "2026-03-05"),
        ];

        Assert.That(Tranches.Lowered(plan, Rp(principal)).Select(t => t.Amount.Amount), Is.EqualTo(left));
        Assert.That(() => Tranches.Lowered(plan, Rp(1_001)), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void A_lowered_plan_is_the_principal_and_raises_no_tranche() =>
        Gen.Select(Plan, Gen.Double[0, 1])
            .Sample(
                (plan, share) =>
                {
                    var principal = Rp(Math.Max(1, (long)(plan.Sum(t => t.Amount).Amount * share)));
                    var lowered = Tranches.Lowered(plan, principal);
                    Assert.That(Tranches.Refuses(lowered, principal, Day("2026-01-05")), Is.Null);
                    Assert.That(lowered.Zip(plan).All(pair => pair.First.Amount <= pair.Second.Amount));
                    Assert.That(lowered.SkipLast(1), Is.EqualTo(plan.Take(lowered.Count - 1)));
                }
            );

    [TestCase(1, TrancheApproval.Plan, null, false, Approved)]
    [TestCase(2, TrancheApproval.Plan, null, false, Approved)]
    [TestCase(1, TrancheApproval.Each, null, false, Approved)]
    [TestCase(2, TrancheApproval.Each, null, false, Planned_)]
    [TestCase(2, TrancheApproval.Each, TrancheVerdict.Approve, false, Approved)]
    [TestCase(2, TrancheApproval.Plan, TrancheVerdict.Hold, false, Held)]
    [TestCase(2, TrancheApproval.Plan, TrancheVerdict.Cancel, false, Cancelled)]
    [TestCase(2, TrancheApproval.Each, TrancheVerdict.Approve, true, Paid)]
    public void The_status_follows_from_the_product_the_newest_decision_and_the_payment(
        int no,
        TrancheApproval approval,
        TrancheVerdict? newest,
        bool isPaid,
        TrancheStatus status
    ) => Assert.That(Tranches.StatusOf(no, approval, newest, isPaid), Is.EqualTo(status));

    [TestCase(null, 2, null, Paid, Approved, Approved)]
    [TestCase(2, 2, null, Paid, Approved, Approved)]
    [TestCase(null, 3, null, Paid, Cancelled, Approved)]
    [TestCase(3, 3, null, Paid, Cancelled, Approved)]
    [TestCase(3, 0, "tranche.out_of_order", Paid, Approved, Approved)]
    [TestCase(3, 0, "tranche.out_of_order", Paid, Held, Approved)]
    [TestCase(2, 0, "tranche.not_approved", Paid, Planned_, Approved)]
    [TestCase(null, 0, "tranche.not_approved", Paid, Held, Approved)]
    [TestCase(1, 0, "tranche.already_paid", Paid, Approved, Approved)]
    [TestCase(2, 0, "tranche.cancelled", Paid, Cancelled, Approved)]
    [TestCase(4, 0, "disbursement.no_such_tranche", Paid, Approved, Approved)]
    [TestCase(null, 0, "tranche.none_left", Paid, Paid, Cancelled)]
    public void The_next_tranche_is_paid_in_its_turn(int? asked, int paid, string? code, params TrancheStatus[] states)
    {
        var payable = Tranches.Payable([.. states.Select((status, i) => Standing(i + 1, status))], asked);

        Assert.That(payable.RefusalCode(), Is.EqualTo(code));
        Assert.That(code is not null || payable.Value.No == paid);
    }

    [TestCase(1, Approved, TrancheVerdict.Hold, "tranche.first")]
    [TestCase(1, Approved, TrancheVerdict.Cancel, "tranche.first")]
    [TestCase(1, Approved, TrancheVerdict.Approve, null)]
    [TestCase(1, Paid, TrancheVerdict.Hold, "tranche.already_paid")]
    [TestCase(2, Paid, TrancheVerdict.Cancel, "tranche.already_paid")]
    [TestCase(2, Cancelled, TrancheVerdict.Approve, "tranche.cancelled")]
    [TestCase(2, Held, TrancheVerdict.Approve, null)]
    [TestCase(2, Planned_, TrancheVerdict.Cancel, null)]
    public void What_is_paid_or_cancelled_is_decided_no_more(
        int no,
        TrancheStatus status,
        TrancheVerdict verdict,
        string? code
    ) => Assert.That(Tranches.Refuses(Standing(no, status), verdict)?.Code, Is.EqualTo(code));

    private const TrancheStatus Planned_ = TrancheStatus.Planned;

    private static PlannedTranche Planned(int no, long amount, string on) =>
        new()
        {
            No = no,
            Amount = Rp(amount),
            PlannedOn = Day(on),
        };

    private static Tranche Standing(int no, TrancheStatus status) =>
        new()
        {
            No = no,
            Amount = Rp(100),
            PlannedOn = Day("2026-01-05"),
            Status = status,
        };
}
