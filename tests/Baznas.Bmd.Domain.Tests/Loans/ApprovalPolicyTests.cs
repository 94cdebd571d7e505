using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Domain.Results;
using NUnit.Framework;
using static Baznas.Bmd.Domain.Tests.Support.Make;

namespace Baznas.Bmd.Domain.Tests.Loans;

[TestFixture]
public class ApprovalPolicyTests
{
    private static readonly ApprovalPolicy Policy = ApprovalPolicy
        .Create([new(Rp(2_500_000), 1), new(Rp(5_000_000), 2)])
        .Value;

    [TestCase(1, 1)]
    [TestCase(2_500_000, 1)]
    [TestCase(2_500_001, 2)]
    [TestCase(5_000_000, 2)]
    public void The_first_tier_that_covers_the_amount_says_how_many_approvers(long principal, int count) =>
        Assert.That(Policy.RequiredFor(Rp(principal)).Value, Is.EqualTo(count));

    [Test]
    public void An_amount_above_the_last_tier_is_refused()
    {
        var error = Policy.RequiredFor(Rp(5_000_001)).Error;

        Assert.That(error?.Code, Is.EqualTo("approval.amount_above_tiers"));
        Assert.That(error?.Kind, Is.EqualTo(ErrorKind.Conflict));
        Assert.That(error?.Arguments, Is.EqualTo(new object[] { Rp(5_000_001), Rp(5_000_000) }));
    }

    [Test]
    public void Two_different_approvers_complete_a_tier_of_two()
    {
        Assert.That(IsComplete(4_000_000, By("ani", 4_000_000)), Is.False);
        Assert.That(IsComplete(4_000_000, By("ani", 4_000_000), By("budi", 4_000_000)), Is.True);
    }

    [Test]
    public void One_approver_who_agrees_twice_counts_once() =>
        Assert.That(IsComplete(4_000_000, By("ani", 4_000_000), By("ani", 5_000_000)), Is.False);

    [Test]
    public void Who_agreed_to_more_agreed_to_less_but_not_the_other_way_round()
    {
        Assert.That(IsComplete(4_000_000, By("ani", 5_000_000), By("budi", 4_000_000)), Is.True);
        Assert.That(IsComplete(5_000_000, By("ani", 5_000_000), By("budi", 4_000_000)), Is.False);
    }

    [Test]
    public void An_approval_of_another_count_of_instalments_does_not_count() =>
        Assert.That(IsComplete(1_000_000, By("ani", 1_000_000) with { Installments = 12 }), Is.False);

    [Test]
    public void A_lowered_amount_needs_only_the_approvers_of_its_own_tier() =>
        Assert.That(IsComplete(2_000_000, By("ani", 4_000_000)), Is.True);

    [Test]
    public void An_amount_above_the_tiers_is_never_complete() =>
        Assert.That(IsComplete(9_000_000, By("ani", 9_000_000), By("budi", 9_000_000)), Is.False);

    [Test]
    public void Without_any_approval_nothing_is_complete() => Assert.That(IsComplete(1), Is.False);

    [Test]
    public void A_policy_needs_a_tier() =>
        Assert.That(ApprovalPolicy.Create([]).RefusalCode(), Is.EqualTo("approval.tiers_missing"));

    [TestCase(0, 1_000)]
    [TestCase(-5, 1_000)]
    [TestCase(1_000, 1_000)]
    [TestCase(2_000, 1_000)]
    public void Amounts_rise_strictly_from_above_zero(long first, long second) =>
        Assert.That(
            ApprovalPolicy.Create([new(Rp(first), 1), new(Rp(second), 2)]).RefusalCode(),
            Is.EqualTo("approval.tiers_not_rising")
        );

    [Test]
    public void Every_amount_rises_and_not_just_one_of_them() =>
        Assert.That(
            ApprovalPolicy.Create([new(Rp(1_000), 1), new(Rp(3_000), 2), new(Rp(2_000), 3)]).RefusalCode(),
            Is.EqualTo("approval.tiers_not_rising")
        );

    [Test]
    public void A_refused_policy_points_at_the_products_approvals() =>
        Assert.That(
            new[]
            {
                LoanErrors.ApprovalTiersMissing,
                LoanErrors.ApprovalTiersNotRising,
                LoanErrors.ApprovalCountNotPositive,
            },
            Has.All.Property(nameof(Error.Field))
                .EqualTo("approvals")
                .And.Property(nameof(Error.Kind))
                .EqualTo(ErrorKind.Invalid)
        );

    [Test]
    public void Every_tier_needs_an_approver() =>
        Assert.That(
            ApprovalPolicy.Create([new(Rp(1_000), 1), new(Rp(2_000), 0)]).RefusalCode(),
            Is.EqualTo("approval.count_not_positive")
        );

    private static bool IsComplete(long principal, params Approval[] approvals) =>
        Policy.IsComplete(approvals, Rp(principal), 10);

    private static Approval By(string approver, long principal) =>
        new()
        {
            ApproverId = approver,
            Principal = Rp(principal),
            Installments = 10,
        };
}
