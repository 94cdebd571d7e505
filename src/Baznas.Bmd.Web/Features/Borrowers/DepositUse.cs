using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Features.Borrowers.GetDeposit;
using Baznas.Bmd.Web.Features.Funds;
using Baznas.Bmd.Web.Features.Loans;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Borrowers;

/// <summary>Uses deposits as repayments: on request, and on the day an instalment falls due.</summary>
public sealed class DepositUse(Work work, Deposits deposits, ScheduleBook schedules, LedgerBook ledger)
{
    /// <summary>Books a deposit, or some of it, as a repayment of one of its borrower's loans.</summary>
    /// <param name="loan">The loan.</param>
    /// <param name="asked">How much, all that is held or owed when nothing is said; when; and where money moves.</param>
    /// <param name="ct">To give up.</param>
    public async Task<Result<DepositApplication>> Apply(Loan loan, AskedUse asked, CancellationToken ct)
    {
        if (loan.RefusesPayment(asked.On, work.Today) is { } error)
        {
            return error;
        }

        var held = await deposits.Of(loan.Row.BorrowerId, ct);
        var available = held.AvailableFrom(asked.On);
        var owed = loan.History.LowestOutstandingFrom(asked.On);
        var amount = asked.Amount ?? Rupiah.Min(available, owed);
        if (amount > owed || owed.IsZero)
        {
            return RunningLoanErrors.Overpaid(owed) with { Field = "amount" };
        }

        if (amount > available || available.IsZero)
        {
            return DepositErrors.Insufficient(available);
        }

        var entry = Postings.DepositApplied(
            new DepositAppliedPosting
            {
                FundId = loan.Row.FundId,
                Account = asked.Account.InLedger(),
                LoanId = loan.Row.Id,
                BorrowerId = loan.Row.BorrowerId,
                Parts = held.Take(amount, asked.On, loan.Row.FundId),
                AppliedOn = asked.On,
            }
        );
        var details = new EntryDetails { LoanId = loan.Row.Id, BorrowerId = loan.Row.BorrowerId };
        var booked = await ledger.Post(entry, details, ct);
        return booked.IsRefused(out var refused)
            ? refused
            : new DepositApplication
            {
                TransactionId = booked.Value.Id,
                JournalNumber = booked.Value.Number,
                Outstanding = loan.History.Balance.Outstanding - amount,
                Allocations = await schedules.Allocate(loan, (amount, asked.On), ct),
                Balance = held.Balance - amount,
            };
    }
}

/// <summary>What of a deposit shall be used.</summary>
/// <param name="Amount">Rupiah; as much as possible when null.</param>
/// <param name="On">With effect from this day.</param>
/// <param name="Account">Where money moves from another fund into the loan's.</param>
public sealed record AskedUse(Rupiah? Amount, DateOnly On, MoneyAccount Account);

/// <summary>A deposit used as a repayment.</summary>
public sealed record DepositApplication
{
    /// <summary>The journal entry.</summary>
    public required string TransactionId { get; init; }

    /// <summary>Its number.</summary>
    public required string JournalNumber { get; init; }

    /// <summary>What is still owed on the loan, rupiah.</summary>
    public required Rupiah Outstanding { get; init; }

    /// <summary>Which instalments it filled.</summary>
    public required IReadOnlyList<AllocatedAmount> Allocations { get; init; }

    /// <summary>What is still held for the borrower, rupiah.</summary>
    public required Rupiah Balance { get; init; }
}
