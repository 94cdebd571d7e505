using Baznas.Bmd.Web.Platform.Pages;
using SkiaSharp;

namespace Baznas.Bmd.Web.Features.Reports.Files;

/// <summary>One table flowing over pages.</summary>
internal sealed class PdfSheet
{
    private const float LineSpacing = 1.28f;
    private const float CellPadding = 2.2f;

    private readonly ReportSheet _sheet;
    private readonly PdfTable _table;
    private readonly PdfPages _pages;
    private readonly Action _newPage;
    private readonly IReadOnlyList<PdfColumn> _columns;
    private readonly long[] _onPage;
    private IReadOnlyList<object?>? _rowAbove;
    private int _rowsOnPage;
    private bool _isContinued;

    public PdfSheet(ReportSheet sheet, PdfTable table, PdfPages pages, Action newPage)
    {
        (_sheet, _table, _pages, _newPage) = (sheet, table, pages, newPage);
        _columns = table.Lay(pages.Left, pages.Width);
        _onPage = new long[_columns.Count];
    }

    private float LineHeight => _table.Size * LineSpacing;

    private float TotalHeight => LineHeight + (2 * CellPadding);

    private bool HasSums => _sheet.Columns.Any(column => column.IsSum);

    private bool HasTotals => _sheet.Columns.Any(column => column.Total is not null);

    public void Draw()
    {
        using var plain = PdfFonts.Of(_table.Size);
        using var bold = PdfFonts.Of(_table.Size, isBold: true);
        DrawTitle(bold);
        DrawHead(bold);
        if (_sheet.RowCount == 0)
        {
            DrawEmpty(plain);
        }

        foreach (var (row, isStrong) in _sheet.Rows().Zip(_sheet.StrongRows()))
        {
            DrawRow(row, isStrong ? bold : plain, bold);
        }

        DrawEnd(bold);
        _pages.Y += 10;
    }

    private void DrawTitle(SKFont bold)
    {
        // A table's title, its head and a row stay together.
        if (!_pages.Fits(24 + HeadHeight(bold) + (2 * TotalHeight)))
        {
            _newPage();
        }

        if (_sheet.TitleKey is not { } key)
        {
            return;
        }

        using var font = PdfFonts.Of(10.5f, isBold: true);
        _pages.Write(new PdfText(PageText.T(key), font, PdfInk.Black), _pages.Left, _pages.Y + 11);
        _pages.Y += 18;
    }

    private float HeadHeight(SKFont bold) =>
        (HeadLines(bold).Max(lines => lines.Count) * LineHeight) + (2 * CellPadding) + 1;

    private List<IReadOnlyList<string>> HeadLines(SKFont bold) =>
        [.. _columns.Select(column => PdfLines.Of(column.Column.Title, bold, column.TextWidth))];

    private void DrawHead(SKFont bold)
    {
        var height = HeadHeight(bold);
        _pages.Fill(SKRect.Create(_pages.Left, _pages.Y, _pages.Width, height), PdfInk.HeadFill);
        DrawCells(HeadLines(bold), bold);
        _pages.Y += height;
        _pages.Rule(_pages.Y - 0.7f, PdfInk.Green, 0.7f);
    }

    private void DrawEmpty(SKFont plain)
    {
        _pages.Write(
            new PdfText(PageText.T("reports.no_rows"), plain, PdfInk.Gray),
            _pages.Left + PdfColumn.Padding,
            _pages.Y + CellPadding + _table.Size
        );
        _pages.Y += TotalHeight;
    }

    private void DrawRow(IReadOnlyList<object?> row, SKFont font, SKFont bold)
    {
        var lines = LinesOf(row, font);
        var height = HeightOf(lines);
        // The sum of a page stands on that page.
        if (!_pages.Fits(height + (HasSums ? TotalHeight : 0)) && _rowsOnPage > 0)
        {
            GoOnNextPage(bold);
            lines = LinesOf(row, font);
            height = HeightOf(lines);
        }

        DrawCells(lines, font);
        _pages.Y += height;
        _pages.Rule(_pages.Y - 0.4f, PdfInk.Hairline, 0.4f);
        for (var i = 0; i < _columns.Count; i++)
        {
            _onPage[i] += row[i] switch
            {
                Rupiah amount => amount.Amount,
                int count => count,
                _ => 0,
            };
        }

        _rowAbove = row;
        _rowsOnPage++;
    }

    private void GoOnNextPage(SKFont bold)
    {
        DrawPageTotal(bold);
        _newPage();
        DrawHead(bold);
        Array.Clear(_onPage);
        (_rowAbove, _rowsOnPage, _isContinued) = (null, 0, true);
    }

    private void DrawEnd(SKFont bold)
    {
        if (!HasTotals)
        {
            return;
        }

        if (!_pages.Fits(TotalHeight * (_isContinued && HasSums ? 2 : 1)) && _rowsOnPage > 0)
        {
            GoOnNextPage(bold);
        }

        if (_isContinued && _rowsOnPage > 0)
        {
            DrawPageTotal(bold);
        }

        DrawTotal(
            bold,
            "list.total",
            place => _columns[place].Column is { Total: { } total } column ? _table.Said(column, total) : null
        );
    }

    private void DrawPageTotal(SKFont bold)
    {
        if (HasSums)
        {
            DrawTotal(
                bold,
                "reports.page_total",
                place => _columns[place].Column.IsSum ? PageText.Number(_onPage[place]) : null
            );
        }
    }

    private void DrawTotal(SKFont bold, string label, Func<int, string?> totalOf)
    {
        _pages.Fill(SKRect.Create(_pages.Left, _pages.Y, _pages.Width, TotalHeight), PdfInk.TotalFill);
        var baseline = _pages.Y + CellPadding + _table.Size;
        _pages.Write(new PdfText(PageText.T(label), bold, PdfInk.Black), _pages.Left + PdfColumn.Padding, baseline);
        for (var i = 0; i < _columns.Count; i++)
        {
            if (totalOf(i) is { } total)
            {
                var column = _columns[i];
                _pages.WriteBefore(
                    new PdfText(total, bold, PdfInk.Black),
                    column.Left + column.Width - PdfColumn.Padding,
                    baseline
                );
            }
        }

        _pages.Y += TotalHeight;
        _pages.Rule(_pages.Y - 0.4f, PdfInk.Gray, 0.4f);
    }

    private List<IReadOnlyList<string>> LinesOf(IReadOnlyList<object?> row, SKFont font)
    {
        var isSame = _rowAbove is not null && IsSameGroup(row, _rowAbove);
        return
        [
            .. _columns.Select(
                (column, i) =>
                    (isSame && column.Column.IsSaidOnce)
                    || (column.Column.IsZeroEmpty && row[i] is Rupiah { IsZero: true })
                        ? []
                        : PdfLines.Of(_table.Said(column.Column, row[i]), font, column.TextWidth)
            ),
        ];
    }

    // Only rows that share all that is said once belong together.
    private bool IsSameGroup(IReadOnlyList<object?> row, IReadOnlyList<object?> above)
    {
        var once = Enumerable.Range(0, _columns.Count).Where(i => _columns[i].Column.IsSaidOnce).ToList();
        return once.Count > 0 && once.TrueForAll(i => Equals(row[i], above[i]));
    }

    private float HeightOf(List<IReadOnlyList<string>> lines) =>
        (Math.Max(1, lines.Max(cell => cell.Count)) * LineHeight) + (2 * CellPadding);

    private void DrawCells(List<IReadOnlyList<string>> cells, SKFont font)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            var column = _columns[i];
            for (var line = 0; line < cells[i].Count; line++)
            {
                var baseline = _pages.Y + CellPadding + _table.Size + (line * LineHeight);
                if (column.IsNumber)
                {
                    _pages.WriteBefore(
                        new PdfText(cells[i][line], font, PdfInk.Black),
                        column.Left + column.Width - PdfColumn.Padding,
                        baseline
                    );
                }
                else
                {
                    _pages.Write(
                        new PdfText(cells[i][line], font, PdfInk.Black),
                        column.Left + PdfColumn.Padding,
                        baseline
                    );
                }
            }
        }
    }
}
