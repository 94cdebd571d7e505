using System.Diagnostics.CodeAnalysis;
using Baznas.Bmd.Domain.Money;

namespace Baznas.Bmd.Domain.Loans;

/// <summary>Where a loan is in its life on a day.</summary>
public enum LoanStatus
{
    /// <summary>Approved, without a signed akad yet.</summary>
    Approved,

    /// <summary>The akad is signed and its terms are frozen; nothing is paid out.</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "An akad is signed; no number is meant.")]
    Signed,

    /// <summary>Paid out, and something is still owed.</summary>
    Active,

    /// <summary>All repaid.</summary>
    Closed,

    /// <summary>Off the books, still owed (hapus buku).</summary>
    WrittenOff,

    /// <summary>The debt itself is dropped (ibra').</summary>
    Forgiven,

    /// <summary>Ended before anything was paid out.</summary>
    Cancelled,
}

/// <summary>The sums of a loan's postings by their effective dates, reversals taken out.</summary>
public sealed record LoanBalance
{
    /// <summary>What was paid out.</summary>
    public required Rupiah Disbursed { get; init; }

    /// <summary>The principal received.</summary>
    public required Rupiah Repaid { get; init; }

    /// <summary>What was taken off the books; recoveries do not lower it.</summary>
    public required Rupiah WrittenOff { get; init; }

    /// <summary>What was dropped.</summary>
    public required Rupiah Forgiven { get; init; }

    /// <summary>
    /// What is still owed on the books, so that on every date disbursed = outstanding + repaid + written
    /// off + forgiven.
    /// </summary>
    public Rupiah Outstanding => Disbursed - Repaid - WrittenOff - Forgiven;

    /// <summary>What was received since on what was taken off the books.</summary>
    public Rupiah Recovered { get; init; }

    /// <summary>What the borrower owes, on the books and off them; what was dropped is owed no more.</summary>
    public Rupiah StillOwed => Outstanding + WrittenOff - Recovered;
}

/// <summary>What decides a loan's status on a day.</summary>
public sealed record LoanFacts
{
    /// <summary>Whether the akad is signed.</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "An akad is signed; no number is meant.")]
    public required bool Signed { get; init; }

    /// <summary>Whether the loan was ended before anything was paid out.</summary>
    public required bool Cancelled { get; init; }

    /// <inheritdoc cref="LoanBalance"/>
    public required LoanBalance Balance { get; init; }
}

/// <summary>
/// Derives a loan's status. It is stored nowhere, so reversing the last repayment reopens the loan by
/// itself.
/// </summary>
public static class LoanLifecycle
{
    /// <summary>The status the facts of a day come to.</summary>
    /// <exception cref="InvalidOperationException">More was taken off the loan than was paid out.</exception>
    public static LoanStatus StatusOf(LoanFacts facts)
    {
        if (facts.Cancelled)
        {
            return LoanStatus.Cancelled;
        }

        if (facts.Balance.Outstanding < Rupiah.Zero)
        {
            throw new InvalidOperationException("The loan's outstanding is below zero.");
        }

        return facts switch
        {
            { Balance.Disbursed.IsZero: true, Signed: true } => LoanStatus.Signed,
            { Balance.Disbursed.IsZero: true } => LoanStatus.Approved,
            { Balance.Outstanding.IsPositive: true } => LoanStatus.Active,
            { Balance.WrittenOff.IsPositive: true } => LoanStatus.WrittenOff,
            { Balance.Forgiven.IsPositive: true } => LoanStatus.Forgiven,
            _ => LoanStatus.Closed,
        };
    }
}
