using Baznas.Bmd.Web.Features.Reports.Files;
using SkiaSharp;

namespace Baznas.Bmd.Web.Features.Documents.Drawing;

/// <summary>A column of a paper's table.</summary>
/// <param name="Title">What stands above it.</param>
/// <param name="Share">How wide it is, compared with the others.</param>
/// <param name="IsNumber">Whether it is aligned on the right.</param>
internal sealed record PaperColumn(string Title, float Share, bool IsNumber = false);

/// <summary>A table that flows over pages, its head on each of them.</summary>
internal sealed class PaperTable(PaperPen pen, params PaperColumn[] columns)
{
    /// <summary>How high a row is at least; more where something is written in by hand.</summary>
    public float LeastHeight { get; init; }

    private PdfPages Pages => pen.Pages;

    private float Padding => pen.Format.IsRoll ? 2 : 3.4f;

    private float Line => pen.Format.Letter * 1.3f;

    /// <summary>Writes the rows, and beneath them the totals.</summary>
    public void Write(IReadOnlyList<string[]> rows, string[]? total = null)
    {
        var head = Height(Cells([.. columns.Select(column => column.Title)], pen.SmallBold));
        pen.Keep(head + (2 * RowHeight(rows.Count > 0 ? rows[0] : [])));
        Head();
        for (var i = 0; i < rows.Count; i++)
        {
            // The last row takes the total along, so that no total stands alone on a page.
            var isLast = i == rows.Count - 1 && total is not null;
            if (!pen.Fits(RowHeight(rows[i]) * (isLast ? 2 : 1)))
            {
                pen.NextPage();
                Head();
            }

            Row(rows[i], pen.Plain);
            Pages.Rule(Pages.Y - 0.4f, PdfInk.Hairline, 0.4f);
        }

        if (total is not null)
        {
            pen.Area(RowHeight(total), PdfInk.TotalFill);
            Row(total, pen.Bold);
            Pages.Rule(Pages.Y - 0.4f, PdfInk.Gray, 0.6f);
        }

        pen.Space(8);
    }

    private void Head()
    {
        string[] titles = [.. columns.Select(column => column.Title)];
        var height = Height(Cells(titles, pen.SmallBold));
        if (!pen.Format.IsRoll)
        {
            pen.Area(height, PdfInk.HeadFill);
        }

        Draw(Cells(titles, pen.SmallBold), pen.SmallBold, Padding);
        Pages.Y += height;
        Pages.Rule(Pages.Y - 0.7f, pen.Format.IsRoll ? PdfInk.Black : PdfInk.Green, 0.7f);
    }

    private void Row(string[] row, SKFont font)
    {
        var height = RowHeight(row);
        var cells = Cells(row, font);
        Draw(cells, font, Math.Max(Padding, (height - (cells.Max(cell => cell.Count) * Line)) / 2));
        Pages.Y += height;
    }

    private float RowHeight(string[] row) => row.Length == 0 ? 0 : Math.Max(LeastHeight, Height(Cells(row, pen.Bold)));

    private float Height(List<IReadOnlyList<string>> cells) => (cells.Max(cell => cell.Count) * Line) + (2 * Padding);

    private List<IReadOnlyList<string>> Cells(string[] row, SKFont font) =>
        [.. row.Select((cell, i) => PdfLines.Of(cell, font, Width(i) - (3 * Padding)))];

    private float Width(int column) => Pages.Width * columns[column].Share / columns.Sum(one => one.Share);

    private void Draw(List<IReadOnlyList<string>> cells, SKFont font, float above)
    {
        var left = Pages.Left;
        for (var i = 0; i < cells.Count; i++)
        {
            for (var line = 0; line < cells[i].Count; line++)
            {
                var text = new PdfText(cells[i][line], font, PdfInk.Black);
                var baseline = Pages.Y + above + font.Size + (line * Line);
                if (columns[i].IsNumber)
                {
                    Pages.WriteBefore(text, left + Width(i) - (2 * Padding), baseline);
                }
                else
                {
                    Pages.Write(text, left + Padding, baseline);
                }
            }

            left += Width(i);
        }
    }
}
