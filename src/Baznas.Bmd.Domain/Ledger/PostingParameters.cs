using Baznas.Bmd.Domain.Money;

namespace Baznas.Bmd.Domain.Ledger;

/// <summary>Capital received into a fund.</summary>
public sealed record FundReceiptPosting
{
    /// <summary>The fund that grows.</summary>
    public required string FundId { get; init; }

    /// <summary>Cash or bank.</summary>
    public required Account Account { get; init; }

    /// <summary>What was received, above zero.</summary>
    public required Rupiah Amount { get; init; }

    /// <summary>The effective date.</summary>
    public required DateOnly ReceivedOn { get; init; }
}

/// <summary>Money paid out on a loan. Nothing is netted out of it (DSN-MUI 19/IV/2001).</summary>
public sealed record DisbursementPosting
{
    /// <summary>The loan's fund.</summary>
    public required string FundId { get; init; }

    /// <summary>Cash or bank.</summary>
    public required Account Account { get; init; }

    /// <summary>The loan.</summary>
    public required string LoanId { get; init; }

    /// <summary>Its borrower.</summary>
    public required string BorrowerId { get; init; }

    /// <summary>What was paid out, above zero.</summary>
    public required Rupiah Amount { get; init; }

    /// <summary>The effective date.</summary>
    public required DateOnly DisbursedOn { get; init; }
}

/// <summary>A payment on a loan, with what exceeds the debt held for the borrower if the payer asked.</summary>
public sealed record RepaymentPosting
{
    /// <summary>The loan's fund.</summary>
    public required string FundId { get; init; }

    /// <summary>Cash or bank.</summary>
    public required Account Account { get; init; }

    /// <summary>The loan.</summary>
    public required string LoanId { get; init; }

    /// <summary>Its borrower, for whom an excess is held.</summary>
    public required string BorrowerId { get; init; }

    /// <summary>What goes to the debt, above zero.</summary>
    public required Rupiah Principal { get; init; }

    /// <summary>What is held as a deposit; usually nothing.</summary>
    public Rupiah Excess { get; init; }

    /// <summary>The effective date.</summary>
    public required DateOnly PaidOn { get; init; }
}

/// <summary>A voluntary gift. It names no loan: it is never part of a debt.</summary>
public sealed record InfakPosting
{
    /// <summary>The office's fund of infak tidak terikat.</summary>
    public required string FundId { get; init; }

    /// <summary>Cash or bank.</summary>
    public required Account Account { get; init; }

    /// <summary>What was given, above zero.</summary>
    public required Rupiah Amount { get; init; }

    /// <summary>The borrower who gave it, if one did.</summary>
    public string? BorrowerId { get; init; }

    /// <summary>The effective date.</summary>
    public required DateOnly ReceivedOn { get; init; }
}

/// <summary>A part of a deposit.</summary>
/// <param name="FundId">The fund it is held in.</param>
/// <param name="Amount">Above zero.</param>
public sealed record DepositPart(string FundId, Rupiah Amount);

/// <summary>
/// A deposit used as a repayment. What of it is held in another fund than the loan's takes its money along: funds
/// never mix.
/// </summary>
public sealed record DepositAppliedPosting
{
    /// <summary>The loan's fund.</summary>
    public required string FundId { get; init; }

    /// <summary>Cash or bank, where money moves from another fund into the loan's.</summary>
    public required Account Account { get; init; }

    /// <summary>The loan.</summary>
    public required string LoanId { get; init; }

    /// <summary>The borrower whose deposit it is.</summary>
    public required string BorrowerId { get; init; }

    /// <summary>What is applied, fund by fund, each once.</summary>
    public required IReadOnlyList<DepositPart> Parts { get; init; }

    /// <summary>The effective date.</summary>
    public required DateOnly AppliedOn { get; init; }
}

/// <summary>A deposit given back.</summary>
public sealed record DepositRefundPosting
{
    /// <summary>Cash or bank.</summary>
    public required Account Account { get; init; }

    /// <summary>The borrower whose deposit it is.</summary>
    public required string BorrowerId { get; init; }

    /// <summary>What is given back, fund by fund, each once.</summary>
    public required IReadOnlyList<DepositPart> Parts { get; init; }

    /// <summary>The effective date.</summary>
    public required DateOnly RefundedOn { get; init; }
}

/// <summary>A debt dropped (ibra').</summary>
public sealed record ForgivenessPosting
{
    /// <summary>The loan's fund.</summary>
    public required string FundId { get; init; }

    /// <summary>The loan.</summary>
    public required string LoanId { get; init; }

    /// <summary>Its borrower.</summary>
    public required string BorrowerId { get; init; }

    /// <summary>What is dropped, above zero.</summary>
    public required Rupiah Amount { get; init; }

    /// <summary>The effective date.</summary>
    public required DateOnly ForgivenOn { get; init; }
}

/// <summary>A debt taken off the books but still owed (hapus buku).</summary>
public sealed record WriteOffPosting
{
    /// <summary>The loan's fund.</summary>
    public required string FundId { get; init; }

    /// <summary>The loan.</summary>
    public required string LoanId { get; init; }

    /// <summary>Its borrower.</summary>
    public required string BorrowerId { get; init; }

    /// <summary>What is written off, above zero.</summary>
    public required Rupiah Amount { get; init; }

    /// <summary>The effective date.</summary>
    public required DateOnly WrittenOffOn { get; init; }
}

/// <summary>Money received on a written-off loan; income of its fund.</summary>
public sealed record RecoveryPosting
{
    /// <summary>The loan's fund.</summary>
    public required string FundId { get; init; }

    /// <summary>Cash or bank.</summary>
    public required Account Account { get; init; }

    /// <summary>The loan.</summary>
    public required string LoanId { get; init; }

    /// <summary>Its borrower.</summary>
    public required string BorrowerId { get; init; }

    /// <summary>What was received, above zero.</summary>
    public required Rupiah Amount { get; init; }

    /// <summary>The effective date.</summary>
    public required DateOnly ReceivedOn { get; init; }
}

/// <summary>Money moved between cash and bank of one fund.</summary>
public sealed record FundTransferPosting
{
    /// <summary>The fund, which keeps what it has.</summary>
    public required string FundId { get; init; }

    /// <summary>Cash or bank: where the money is taken.</summary>
    public required Account From { get; init; }

    /// <summary>The other one.</summary>
    public required Account To { get; init; }

    /// <summary>What is moved, above zero.</summary>
    public required Rupiah Amount { get; init; }

    /// <summary>The effective date.</summary>
    public required DateOnly TransferredOn { get; init; }
}

/// <summary>Cash that was counted and is more, or less, than the books say.</summary>
public sealed record CashDifferencePosting
{
    /// <summary>The fund whose cash was counted.</summary>
    public required string FundId { get; init; }

    /// <summary>What the books said.</summary>
    public required Rupiah Booked { get; init; }

    /// <summary>What was there; not the same.</summary>
    public required Rupiah Counted { get; init; }

    /// <summary>The day of the count.</summary>
    public required DateOnly CountedOn { get; init; }
}
