using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Web.Features.Borrowers.GetDeposit;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Loans.Reversals;

/// <summary>
/// A payment is not taken back from under a write-off or a forgiveness: that was of the whole rest, and would no longer
/// be.
/// </summary>
public sealed class PaymentReversalRule : IReversalRule
{
    /// <inheritdoc/>
    public Task<Error?> Before(Reversing reversing, CancellationToken ct) =>
        Task.FromResult(
            reversing.Loan!.History.OffTheBooksFrom(reversing.EffectiveOn) is null
                ? null
                : RunningLoanErrors.FollowedByOthers
        );
}

/// <summary>A write-off is taken back only after what was recovered on it.</summary>
public sealed class WriteOffReversalRule : IReversalRule
{
    /// <inheritdoc/>
    public Task<Error?> Before(Reversing reversing, CancellationToken ct) =>
        Task.FromResult(
            reversing.Loan!.History.Balance.Recovered.IsPositive ? RunningLoanErrors.FollowedByOthers : null
        );
}

/// <summary>No reversal leaves a day on which less than nothing is owed, or more is recovered than was written off.</summary>
public sealed class SoundLoanRule(LoanBook loans) : IReversalRule
{
    /// <inheritdoc/>
    public async Task<Error?> After(Reversing reversing, CancellationToken ct)
    {
        var after = (await loans.Find(reversing.Loan!.Row.Id, ct))!;
        return after.History.IsSound ? null : RunningLoanErrors.FollowedByOthers;
    }
}

/// <summary>What came into a borrower's deposit is taken back only while it is held, on every day since.</summary>
public sealed class DepositReversalRule(Deposits deposits) : IReversalRule
{
    /// <inheritdoc/>
    public async Task<Error?> After(Reversing reversing, CancellationToken ct)
    {
        var borrowers = reversing
            .Original.Lines.Where(line => line.Account == Account.BorrowerDeposits)
            .Select(line => line.BorrowerId!)
            .Distinct();
        foreach (var borrower in borrowers)
        {
            if (await deposits.FirstDayBelowZero(borrower, ct) is not null)
            {
                return RunningLoanErrors.DepositUsed;
            }
        }

        return null;
    }
}

/// <summary>
/// When a deposit was used by itself on a due date and that is taken back, the borrower's choice ends with it: else the
/// next round would use it again. It goes on when the borrower chooses so anew.
/// </summary>
public sealed class DueUseReversalRule(Deposits deposits, Work work) : IReversalRule
{
    /// <inheritdoc/>
    public async Task<Error?> After(Reversing reversing, CancellationToken ct)
    {
        var borrower = reversing.Loan!.Row.BorrowerId;
        if (reversing.BookedBy == Caller.Service.UserId && await deposits.IsAppliedWhenDue(borrower, ct))
        {
            await deposits.Choose(work, borrower, applyWhenDue: false, ct);
        }

        return null;
    }
}
