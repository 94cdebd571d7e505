using Baznas.Bmd.Web.Features.Documents.Papers;
using Baznas.Bmd.Web.Features.Reports.Files;
using Baznas.Bmd.Web.Platform.Pages;
using SkiaSharp;

namespace Baznas.Bmd.Web.Features.Documents.Drawing;

/// <summary>Parts that several papers have.</summary>
internal static class PaperParts
{
    private const int NikLength = 16;

    /// <summary>Whose paper it is.</summary>
    public static void Letterhead(this PaperPen pen, string office)
    {
        var pages = pen.Pages;
        using var name = PdfFonts.Of(pen.Format.Letter * 1.2f, isBold: true);
        if (pen.Format.IsRoll)
        {
            pen.Centered(office, name, PdfInk.Black);
            pen.Centered("Baznas Microfinance Desa", pen.Small, PdfInk.Black);
            pages.Rule(pages.Y, PdfInk.Black);
            pen.Space(8);
            return;
        }

        var side = pen.Format.Letter * 2.6f;
        Mark(pages, side);
        var column = (pages.Left + side + 6, pages.Width - side - 6);
        var top = pages.Y;
        pen.Lines(office, name, column, PdfInk.Green);
        pen.Lines("Baznas Microfinance Desa · pinjaman qardh tanpa tambahan", pen.Small, column, PdfInk.Gray);
        pages.Y = Math.Max(pages.Y, top + side) + 5;
        pages.Rule(pages.Y, PdfInk.Green, 1);
        pen.Space(14);
    }

    // The service's own mark, as on its pages: drawn in a square of 24.
    private static void Mark(PdfPages pages, float side)
    {
        using var mark = SKPath.ParseSvgPathData("M12 2 3 7v10l9 5 9-5V7zM8 10h8M8 14h8");
        mark.Transform(
            SKMatrix.CreateScaleTranslation(side / 24, side / 24, pages.Left - (side / 8), pages.Y - (side / 24))
        );
        pages.Stroke(mark, PdfInk.Green, side / 13);
    }

    /// <summary>A schedule, with what is left after each instalment.</summary>
    public static void Instalments(this PaperPen pen, IReadOnlyList<PaperInstalment> rows)
    {
        var total = rows.Sum(row => row.Amount);
        var left = total;
        new PaperTable(
            pen,
            new PaperColumn("Ke", 10, IsNumber: true),
            new PaperColumn("Jatuh tempo", 40),
            new PaperColumn("Angsuran", 25, IsNumber: true),
            new PaperColumn("Sisa sesudahnya", 25, IsNumber: true)
        ).Write(
            [
                .. rows.Select(row =>
                    new[]
                    {
                        PageText.Number(row.No),
                        PageText.LongDate(row.DueOn),
                        PageText.Money(row.Amount),
                        PageText.Money(left -= row.Amount),
                    }
                ),
            ],
            ["", "Jumlah", PageText.Money(total), ""]
        );
        pen.Note($"Terbilang: {PaperWords.InWords(total)}.");
        pen.Space(10);
    }

    /// <summary>Boxes for the digits of a NIK, written by hand.</summary>
    public static void NikBoxes(this PaperPen pen, string label)
    {
        const float side = 16;
        pen.Keep(side + (2 * pen.LineHeight));
        pen.Paragraph(label);
        pen.Space(2);
        for (var i = 0; i < NikLength; i++)
        {
            // Groups of four, as people read long numbers.
            var left = pen.Pages.Left + (i * side) + (i / 4 * 6);
            pen.Pages.Frame(SKRect.Create(left, pen.Pages.Y, side, side), PdfInk.Gray, 0.6f);
        }

        pen.Pages.Y += side;
        pen.Space(8);
    }
}
