using System.Collections.Immutable;
using Baznas.Bmd.Domain.Money;
using Baznas.Bmd.Domain.Results;

namespace Baznas.Bmd.Domain.Loans;

/// <summary>How many approvers must agree up to an amount.</summary>
/// <param name="UpTo">The largest principal the tier covers, above zero.</param>
/// <param name="Count">How many approvers, at least 1.</param>
public sealed record ApprovalTier(Rupiah UpTo, int Count);

/// <summary>What one approver agreed to.</summary>
public sealed record Approval
{
    /// <summary>Who agreed.</summary>
    public required string ApproverId { get; init; }

    /// <summary>To lend how much.</summary>
    public required Rupiah Principal { get; init; }

    /// <summary>In how many instalments.</summary>
    public required int Installments { get; init; }
}

/// <summary>How many approvers a product asks for, by the amount.</summary>
public sealed record ApprovalPolicy
{
    private ApprovalPolicy(ImmutableArray<ApprovalTier> tiers) => Tiers = tiers;

    /// <summary>The tiers, from the smallest amount to the largest.</summary>
    public IReadOnlyList<ApprovalTier> Tiers { get; }

    /// <summary>
    /// A policy of at least one tier, with amounts that rise strictly from above zero and at least one
    /// approver each, or one of <see cref="LoanErrors"/>.
    /// </summary>
    public static Result<ApprovalPolicy> Create(IReadOnlyList<ApprovalTier> tiers)
    {
        if (tiers.Count == 0)
        {
            return LoanErrors.ApprovalTiersMissing;
        }

        if (tiers.Any(static tier => tier.Count < 1))
        {
            return LoanErrors.ApprovalCountNotPositive;
        }

        var rising =
            tiers[0].UpTo.IsPositive && tiers.Zip(tiers.Skip(1)).All(static pair => pair.First.UpTo < pair.Second.UpTo);
        return rising ? new ApprovalPolicy([.. tiers]) : LoanErrors.ApprovalTiersNotRising;
    }

    /// <summary>
    /// How many approvers must agree to <paramref name="principal"/>, or
    /// <c>approval.amount_above_tiers</c>.
    /// </summary>
    public Result<int> RequiredFor(Rupiah principal) =>
        Tiers.FirstOrDefault(tier => principal <= tier.UpTo) is { } tier
            ? tier.Count
            : LoanErrors.AmountAboveTiers(principal, Tiers[^1].UpTo);

    /// <summary>
    /// Whether enough different approvers agreed to the same count of instalments and at least this
    /// principal: who agreed to more agreed to less. An amount above the tiers is never complete.
    /// </summary>
    public bool IsComplete(IEnumerable<Approval> approvals, Rupiah principal, int installments)
    {
        var agreed = approvals
            .Where(approval => approval.Installments == installments && approval.Principal >= principal)
            .Select(static approval => approval.ApproverId)
            .Distinct(StringComparer.Ordinal)
            .Count();
        var required = RequiredFor(principal);
        return !required.IsRefused(out _) && agreed >= required.Value;
    }
}
