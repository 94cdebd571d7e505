using Baznas.Bmd.Web.Features.Reports.Files;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Texts;
using SkiaSharp;

namespace Baznas.Bmd.Web.Features.Documents.Drawing;

/// <summary>Makes the PDF of a paper: the same paper is the same bytes.</summary>
internal static class PaperFile
{
    /// <summary>The PDF.</summary>
    public static byte[] Of(Paper paper, PaperSize size, PaperCheckMark mark) =>
        Languages.In(
            PaperWords.Language,
            () => Make(paper, paper.IsDense ? FormatOf(size).Dense : FormatOf(size), mark)
        );

    private static byte[] Make(Paper paper, PaperFormat format, PaperCheckMark mark)
    {
        // Once without paper, to know how many pages there will be, and how long a roll; then for good.
        var counting = Draw(paper, format, mark, new PdfPages(format.Size, null, 0, format.Margin));
        if (format.IsRoll)
        {
            format = format.CutAt(counting.Y + format.Margin);
        }

        using var stream = new MemoryStream();
        var metadata = new SKDocumentPdfMetadata
        {
            Title = $"{PageText.Word(paper.Kind)} {paper.Number}",
            Author = paper.OfficeName,
            Producer = "Baznas.Bmd",
            RasterDpi = SKDocumentPdfMetadata.DefaultRasterDpi,
            EncodingQuality = SKDocumentPdfMetadata.DefaultEncodingQuality,
        };
        using (var document = SKDocument.CreatePdf(stream, metadata))
        {
            Draw(paper, format, mark, new PdfPages(format.Size, document, counting.Number, format.Margin));
            document.Close();
        }

        return stream.ToArray();
    }

    private static PdfPages Draw(Paper paper, PaperFormat format, PaperCheckMark mark, PdfPages pages)
    {
        var foot = $"{PageText.Word(paper.Kind)} {paper.Number} · {PageText.Date(paper.On)}";
        using var pen = new PaperPen(pages, format, foot);
        pen.Letterhead(paper.OfficeName);
        if (paper.TakenBack is { } why)
        {
            pen.Framed("DIBATALKAN: TIDAK BERLAKU LAGI", why, PdfInk.Red);
        }

        paper.Body(pen);
        pen.Check(mark);
        pen.End();
        return pages;
    }

    private static PaperFormat FormatOf(PaperSize size) =>
        size switch
        {
            PaperSize.A5 => PaperFormat.A5,
            PaperSize.Roll58 => PaperFormat.Roll,
            _ => PaperFormat.A4,
        };
}
