using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Baznas.Bmd.Web.Features.ArrearsCases.ListArrearsCases;

/// <summary>A case's place in the list, by which the next page goes on behind it.</summary>
/// <param name="Turn">Which sort of case.</param>
/// <param name="OldestUnpaid">Since when it is late.</param>
/// <param name="LoanId">The loan.</param>
internal sealed record ArrearsPlace(int Turn, DateOnly OldestUnpaid, string LoanId)
{
    /// <summary>As a cursor.</summary>
    public string Write() =>
        Base64Url.EncodeToString(
            Encoding.UTF8.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"{Turn}|{OldestUnpaid:yyyy-MM-dd}|{LoanId}")
            )
        );

    /// <summary>A cursor read back; null when it is none.</summary>
    public static ArrearsPlace? Read(string cursor)
    {
        try
        {
            var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split('|');
            return
                parts is [var turn, var day, var loanId]
                && int.TryParse(turn, NumberStyles.None, CultureInfo.InvariantCulture, out var no)
                && DateOnly.TryParseExact(
                    day,
                    "yyyy-MM-dd",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var on
                )
                && Guid.TryParse(loanId, out _)
                ? new ArrearsPlace(no, on, loanId)
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
