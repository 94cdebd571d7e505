using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Web.Features.Reschedules;

namespace Baznas.Bmd.Web.Features.Loans.Reversals;

/// <summary>What must hold, or has to follow, when entries of some kinds are taken back.</summary>
public interface IReversalRule
{
    /// <summary>Looks at what is there before the reversing entry is booked.</summary>
    /// <returns>Why it can't be taken back; null when it can.</returns>
    Task<Error?> Before(Reversing reversing, CancellationToken ct) => Task.FromResult<Error?>(null);

    /// <summary>Looks at what the reversing entry has left, and stores what follows from it.</summary>
    /// <returns>Why it can't be taken back after all; null when it can.</returns>
    Task<Error?> After(Reversing reversing, CancellationToken ct) => Task.FromResult<Error?>(null);
}

/// <summary>An entry being taken back.</summary>
public sealed record Reversing
{
    /// <summary>The entry that is taken back.</summary>
    public required string EntryId { get; init; }

    /// <summary>Who booked it.</summary>
    public required string BookedBy { get; init; }

    /// <summary>What it booked.</summary>
    public required LedgerEntry Original { get; init; }

    /// <summary>The loan as it was before; null for an entry that concerns none.</summary>
    public required Loan? Loan { get; init; }

    /// <summary>The borrower it concerns.</summary>
    public required string? BorrowerId { get; init; }

    /// <summary>From which day on it counts no more.</summary>
    public required DateOnly EffectiveOn { get; init; }
}

/// <summary>Which rules stand for which kind of entry.</summary>
public sealed class ReversalRules(
    RescheduleReversalRule reschedule,
    DisbursementReversalRule disbursement,
    DepositReversalRule deposit,
    DueUseReversalRule dueUse,
    SoundLoanRule soundLoan
)
{
    private static readonly PaymentReversalRule Payment = new();

    private static readonly WriteOffReversalRule WriteOff = new();

    /// <summary>The rules for a kind, in the order in which they are asked.</summary>
    public IReadOnlyList<IReversalRule> Of(EntryKind kind) =>
        kind switch
        {
            EntryKind.Repayment => [Payment, reschedule, soundLoan, deposit],
            EntryKind.DepositApplied => [Payment, reschedule, soundLoan, deposit, dueUse],
            EntryKind.Disbursement => [disbursement, soundLoan],
            EntryKind.WriteOff or EntryKind.Forgiveness => [WriteOff, soundLoan],
            EntryKind.Recovery => [soundLoan],
            EntryKind.DepositRefund => [deposit],
            EntryKind.FundReceipt or EntryKind.Infak or EntryKind.FundTransfer or EntryKind.CashDifference => [],
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
}
