using Baznas.Bmd.Web.Platform.Pages;
using SkiaSharp;

namespace Baznas.Bmd.Web.Features.Reports.Files;

/// <summary>A report flowing over pages: its head, its tables with a repeated head row and page totals, its signatures.</summary>
internal sealed class PdfReport(ReportContent report, ReportHead head, IReadOnlyList<PdfTable> tables, PdfPages pages)
{
    private const float SignatureHeight = 96;

    private static readonly string[] Signatures =
    [
        "reports.signature.made",
        "reports.signature.checked",
        "reports.signature.approved",
    ];

    /// <summary>How many pages it took.</summary>
    public int PageCount => pages.Number;

    /// <summary>Draws all of it.</summary>
    public void Draw()
    {
        NewPage();
        for (var i = 0; i < tables.Count; i++)
        {
            new PdfSheet(report.Sheets[i], tables[i], pages, NewPage).Draw();
        }

        DrawSignatures();
        EndPage();
    }

    private void NewPage()
    {
        if (!pages.IsBlank)
        {
            EndPage();
        }

        pages.Begin();
        if (pages.Number == 1)
        {
            DrawHead();
        }
        else
        {
            DrawRunningHead();
        }
    }

    private void DrawHead()
    {
        using var office = PdfFonts.Of(11, isBold: true);
        using var title = PdfFonts.Of(16, isBold: true);
        using var plain = PdfFonts.Of(9);
        DrawLines(head.Office, office, PdfInk.Green, 14);
        pages.Y += 4;
        DrawLines(report.Title, title, PdfInk.Black, 21);
        pages.Y += 2;
        DrawLines(report.Period.Said, plain, PdfInk.Black, 13);
        foreach (var line in head.Lines.Concat(report.Notes))
        {
            DrawLines(line.ToString(), plain, PdfInk.Black, 13);
        }

        if (report.Sheets.Any(sheet => sheet.Columns.Any(column => column.Kind == CellKind.Money)))
        {
            DrawLines(PageText.T("reports.in_rupiah"), plain, PdfInk.Gray, 13);
        }

        pages.Y += 5;
        pages.Rule(pages.Y, PdfInk.Green, 1);
        pages.Y += 10;
    }

    private void DrawRunningHead()
    {
        using var font = PdfFonts.Of(8);
        pages.Write(new PdfText($"{report.Title} · {report.Period.Said}", font, PdfInk.Gray), pages.Left, pages.Y + 8);
        pages.WriteBefore(new PdfText(head.Office, font, PdfInk.Gray), pages.Right, pages.Y + 8);
        pages.Y += 13;
        pages.Rule(pages.Y, PdfInk.Hairline);
        pages.Y += 9;
    }

    private void DrawLines(string text, SKFont font, PdfInk ink, float height)
    {
        foreach (var line in PdfLines.Of(text, font, pages.Width))
        {
            pages.Y += height;
            pages.Write(new PdfText(line, font, ink), pages.Left, pages.Y - (height * 0.25f));
        }
    }

    private void EndPage()
    {
        using var font = PdfFonts.Of(7.5f);
        pages.Rule(pages.FootLine - 11, PdfInk.Hairline);
        pages.Write(new PdfText(head.Foot ?? head.Office, font, PdfInk.Gray), pages.Left, pages.FootLine);
        var number = PageText.T("reports.sheet_of", PageText.Number(pages.Number), PageText.Number(pages.Total));
        pages.WriteBefore(new PdfText(number, font, PdfInk.Gray), pages.Right, pages.FootLine);
        pages.End();
    }

    private void DrawSignatures()
    {
        if (!pages.Fits(SignatureHeight))
        {
            NewPage();
        }

        using var font = PdfFonts.Of(9);
        using var small = PdfFonts.Of(8);
        var (top, width) = (pages.Y + 14, pages.Width / Signatures.Length);
        for (var i = 0; i < Signatures.Length; i++)
        {
            var left = pages.Left + (i * width);
            pages.Write(new PdfText(PageText.T(Signatures[i]), font, PdfInk.Black), left, top + 8);
            pages.Fill(SKRect.Create(left, top + 56, width - 24, 0.5f), PdfInk.Black);
            pages.Write(new PdfText(PageText.T("reports.signature.name"), small, PdfInk.Gray), left, top + 67);
            pages.Write(new PdfText(PageText.T("reports.signature.date"), small, PdfInk.Gray), left, top + 79);
        }

        pages.Y += SignatureHeight;
    }
}
