using System.Globalization;

namespace Baznas.Bmd.Web.Features.Documents;

/// <summary>The sheets of each kind of document, and where it is shown on them.</summary>
public static class DocumentPapers
{
    private static readonly PaperSize[] Letter = [PaperSize.A4];

    private static readonly PaperSize[] Card = [PaperSize.A5, PaperSize.A4];

    private static readonly PaperSize[] Receipt = [PaperSize.A5, PaperSize.Roll58, PaperSize.A4];

    /// <summary>The sheets that a kind can be printed on, the usual one first.</summary>
    public static IReadOnlyList<PaperSize> Of(DocumentKind kind) =>
        kind switch
        {
            DocumentKind.InstalmentCard => Card,
            DocumentKind.DisbursementReceipt
            or DocumentKind.RepaymentReceipt
            or DocumentKind.DepositReceipt
            or DocumentKind.DepositUseReceipt
            or DocumentKind.RefundReceipt
            or DocumentKind.InfakReceipt
            or DocumentKind.RecoveryReceipt
            or DocumentKind.FundReceipt => Receipt,
            _ => Letter,
        };

    /// <summary>The page that shows a document on a sort of sheets.</summary>
    public static string Address(DocumentView document, PaperSize size) => On(document.Path, size);

    /// <summary>The page that shows the document of a kind and an id.</summary>
    public static string Address(DocumentKind kind, string id, PaperSize? size = null)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/documents/{EnumText.Of(kind)}/{id}");
        return size is { } on ? On(path, on) : path;
    }

    private static string On(string path, PaperSize size) =>
        $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}paper={EnumText.Of(size)}";
}
