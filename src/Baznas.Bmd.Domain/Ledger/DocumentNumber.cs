using System.Globalization;

namespace Baznas.Bmd.Domain.Ledger;

/// <summary>A run of numbers, gapless per office and year.</summary>
public enum DocumentSeries
{
    /// <summary>Journal entries (jurnal).</summary>
    Journal,

    /// <summary>Receipts of principal (kuitansi).</summary>
    Receipt,

    /// <summary>Loans; the numbers people know, so they carry no mark.</summary>
    Loan,

    /// <summary>Contracts (akad).</summary>
    Akad,

    /// <summary>Receipts of infak, apart from those of principal.</summary>
    InfakReceipt,

    /// <summary>Borrowers (mitra).</summary>
    Borrower,
}

/// <summary>Writes document numbers as people see them.</summary>
public static class DocumentNumber
{
    /// <summary>
    /// <c>MJK-2026-000123</c> for a loan; the other series carry a mark, as in <c>MJK-JU-2026-000123</c>.
    /// </summary>
    /// <param name="officeCode">The office's code, not empty.</param>
    /// <param name="series">Which run.</param>
    /// <param name="year">1 to 9999.</param>
    /// <param name="sequence">1 for the first of the year; past 999999 it just grows longer.</param>
    /// <exception cref="ArgumentException">A part is empty or out of range.</exception>
    public static string Format(string officeCode, DocumentSeries series, int year, long sequence)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(officeCode);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sequence);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(year);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, DateOnly.MaxValue.Year);
        return string.Create(CultureInfo.InvariantCulture, $"{officeCode}-{Mark(series)}{year:D4}-{sequence:D6}");
    }

    private static string Mark(DocumentSeries series) =>
        series switch
        {
            DocumentSeries.Loan => "",
            DocumentSeries.Journal => "JU-",
            DocumentSeries.Receipt => "KW-",
            DocumentSeries.Akad => "AQ-",
            DocumentSeries.InfakReceipt => "IN-",
            DocumentSeries.Borrower => "MT-",
            _ => throw new ArgumentOutOfRangeException(nameof(series), series, null),
        };
}
