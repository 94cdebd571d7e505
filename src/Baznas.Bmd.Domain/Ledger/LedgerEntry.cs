using System.Collections.Immutable;
using Baznas.Bmd.Domain.Money;

namespace Baznas.Bmd.Domain.Ledger;

/// <summary>The event an entry books.</summary>
public enum EntryKind
{
    /// <summary>Capital received into a fund.</summary>
    FundReceipt,

    /// <summary>Money paid out to a borrower.</summary>
    Disbursement,

    /// <summary>Principal received, and any excess held as a deposit.</summary>
    Repayment,

    /// <summary>A voluntary gift, never part of a debt.</summary>
    Infak,

    /// <summary>A deposit used as a repayment.</summary>
    DepositApplied,

    /// <summary>A deposit given back.</summary>
    DepositRefund,

    /// <summary>The debt itself dropped (ibra').</summary>
    Forgiveness,

    /// <summary>A debt taken off the books (hapus buku).</summary>
    WriteOff,

    /// <summary>Money received on a written-off loan.</summary>
    Recovery,

    /// <summary>Money moved between cash and bank of one fund.</summary>
    FundTransfer,

    /// <summary>Counted cash that differed from the books.</summary>
    CashDifference,
}

/// <summary>One side of an entry.</summary>
public sealed record PostingLine
{
    /// <summary>The account.</summary>
    public required Account Account { get; init; }

    /// <summary>The fund the money belongs to; every rupiah carries one.</summary>
    public required string FundId { get; init; }

    /// <summary>Debit above zero, credit below; never zero.</summary>
    public required Rupiah Amount { get; init; }

    /// <summary>The loan, on the lines that concern one; always on the receivable.</summary>
    public string? LoanId { get; init; }

    /// <summary>The borrower, on the lines that concern one; always on deposits.</summary>
    public string? BorrowerId { get; init; }
}

/// <summary>
/// One balanced transfer. Entries are never changed; a mistake is corrected by another one that names
/// what it reverses.
/// </summary>
public sealed record LedgerEntry
{
    /// <summary>The event.</summary>
    public required EntryKind Kind { get; init; }

    /// <summary>The day it counts from.</summary>
    public required DateOnly EffectiveOn { get; init; }

    /// <summary>At least two lines, which sum to zero in every fund. The list is copied.</summary>
    /// <exception cref="ArgumentException">
    /// The lines do not balance, one of them is zero, or one lacks the fund, loan or borrower that its
    /// account's subledger needs.
    /// </exception>
    public required IReadOnlyList<PostingLine> Lines
    {
        get;
        init => field = Checked([.. value]);
    }

    /// <summary>The entry this one undoes, if it undoes one.</summary>
    public string? ReversesEntryId { get; init; }

    private static ImmutableArray<PostingLine> Checked(ImmutableArray<PostingLine> lines)
    {
        Demand(lines.Length >= 2, "An entry needs two lines.");
        foreach (var line in lines)
        {
            Demand(!line.Amount.IsZero, "A line is zero.");
            Demand(!string.IsNullOrEmpty(line.FundId), "A line names no fund.");
            Demand(
                line.Account != Account.QardhReceivable || !string.IsNullOrEmpty(line.LoanId),
                "A receivable line names no loan."
            );
            Demand(
                line.Account != Account.BorrowerDeposits || !string.IsNullOrEmpty(line.BorrowerId),
                "A deposit line names no borrower."
            );
        }

        foreach (var fund in lines.GroupBy(static line => line.FundId, StringComparer.Ordinal))
        {
            Demand(fund.Sum(static line => line.Amount).IsZero, $"The lines of fund {fund.Key} do not sum to zero.");
        }

        return lines;
    }

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new ArgumentException(otherwise);
        }
    }
}
