using Baznas.Bmd.Web.Platform.Http;
using SkiaSharp;

namespace Baznas.Bmd.Web.Features.Reports.Files;

/// <summary>A report on paper: A4, upright or, for many columns, lying. The same report is the same bytes.</summary>
public sealed class PdfFile : IFile
{
    /// <summary>The media type.</summary>
    public const string MediaType = "application/pdf";

    private static readonly SKSize Upright = new(595.28f, 841.89f);

    private static readonly SKSize Lying = new(841.89f, 595.28f);

    /// <summary>What is tried one after the other until the tables fit: large letters first, paper upright first.</summary>
    private static readonly (SKSize Paper, float Size)[] Layouts =
    [
        (Upright, 9),
        (Upright, 8.5f),
        (Lying, 9),
        (Lying, 8.5f),
        (Lying, 8),
        (Lying, 7.5f),
        (Lying, 7),
        (Lying, 6.5f),
        (Lying, 6),
        (Lying, 5.5f),
    ];

    private PdfFile(string name, byte[] content) => (Name, Content) = (name, content);

    /// <inheritdoc/>
    public byte[] Content { get; }

    /// <inheritdoc/>
    public string ContentType => MediaType;

    /// <inheritdoc/>
    public string? Name { get; }

    /// <summary>Writes a report.</summary>
    public static PdfFile Of(ReportContent whole, ReportHead head)
    {
        var report = whole.ForPeople();
        var (paper, tables) = Fit(report, head);
        // Once without paper, to know how many pages there will be; then for good.
        var counting = new PdfReport(report, head, tables, new PdfPages(paper, null, 0));
        counting.Draw();
        using var stream = new MemoryStream();
        var metadata = new SKDocumentPdfMetadata
        {
            Title = $"{report.Title}, {report.Period.Said}",
            Author = head.Office,
            Producer = "Baznas.Bmd",
            RasterDpi = SKDocumentPdfMetadata.DefaultRasterDpi,
            EncodingQuality = SKDocumentPdfMetadata.DefaultEncodingQuality,
        };
        using (var document = SKDocument.CreatePdf(stream, metadata))
        {
            new PdfReport(report, head, tables, new PdfPages(paper, document, counting.PageCount)).Draw();
            document.Close();
        }

        return new PdfFile($"{report.Name}.pdf", stream.ToArray());
    }

    private static (SKSize Paper, IReadOnlyList<PdfTable> Tables) Fit(ReportContent report, ReportHead head)
    {
        foreach (var (paper, size) in Layouts)
        {
            var tables = report.Sheets.Select(sheet => new PdfTable(sheet, head, size)).ToList();
            if (tables.TrueForAll(table => table.LeastWidth <= PdfPages.WidthOf(paper)) || (paper, size) == Layouts[^1])
            {
                return (paper, tables);
            }
        }

        throw new InvalidOperationException("There is a last layout.");
    }
}
