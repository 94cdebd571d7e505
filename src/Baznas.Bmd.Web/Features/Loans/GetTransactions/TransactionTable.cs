namespace Baznas.Bmd.Web.Features.Loans.GetTransactions;

/// <summary>Entries of a loan as a table on a page.</summary>
public sealed record TransactionTable
{
    /// <summary>The loan.</summary>
    public required string LoanId { get; init; }

    /// <summary>The entries, newest first.</summary>
    public required IEnumerable<TransactionView> Entries { get; init; }

    /// <summary>What the table is called.</summary>
    public required string Label { get; init; }

    /// <summary>Whether whoever looks may take entries back.</summary>
    public required bool MayReverse { get; init; }
}
