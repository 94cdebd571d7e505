using System.Globalization;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Writing;
using SkiaSharp;

namespace Baznas.Bmd.Web.Features.Reports.Files;

/// <summary>A column on paper.</summary>
/// <param name="Column">The report's column.</param>
/// <param name="Left">Where it begins.</param>
/// <param name="Width">How wide it is, with the space around its text.</param>
internal readonly record struct PdfColumn(ReportColumn Column, float Left, float Width)
{
    /// <summary>The space at each side of a column's text.</summary>
    public const float Padding = 3;

    public float TextWidth => Width - (2 * Padding);

    public bool IsNumber => Column.Kind is CellKind.Money or CellKind.Count or CellKind.Ratio;
}

/// <summary>What a table wants of paper at a size of letters.</summary>
internal sealed class PdfTable
{
    /// <summary>A column of words needs no more than this to be readable.</summary>
    private const float NarrowestText = 10.5f;

    private readonly ReportSheet _sheet;
    private readonly OfficeRow _clock;
    private readonly float[] _least;
    private readonly float[] _wanted;

    public PdfTable(ReportSheet sheet, ReportHead head, float size)
    {
        (_sheet, _clock, Size) = (sheet, head.Clock, size);
        using var bold = PdfFonts.Of(size, isBold: true);
        using var plain = PdfFonts.Of(size);
        _least = [.. sheet.Columns.Select(column => PdfLines.LongestWord(column.Title, bold))];
        _wanted = [.. _least];
        Measure(plain, bold);
        for (var i = 0; i < _least.Length; i++)
        {
            _least[i] += 2 * PdfColumn.Padding;
            _wanted[i] += 2 * PdfColumn.Padding;
        }
    }

    public float Size { get; }

    /// <summary>The least width at which no number is broken.</summary>
    public float LeastWidth => _least.Sum();

    /// <summary>Lays the columns over a width.</summary>
    public IReadOnlyList<PdfColumn> Lay(float left, float width)
    {
        var (least, wanted) = (_least.Sum(), _wanted.Sum());
        // What is there beyond the least goes to those who want more, and what is left then to all alike.
        var share = wanted > least ? Math.Min(1, Math.Max(0, width - least) / (wanted - least)) : 0;
        var widths = _least.Select((narrow, i) => narrow + ((_wanted[i] - narrow) * share)).ToArray();
        var factor = width / widths.Sum();
        var columns = new List<PdfColumn>(widths.Length);
        for (var i = 0; i < widths.Length; i++)
        {
            columns.Add(new PdfColumn(_sheet.Columns[i], left, widths[i] * factor));
            left += widths[i] * factor;
        }

        return columns;
    }

    /// <summary>A value as paper has it.</summary>
    public string Said(ReportColumn column, object? cell) => Said(column, cell, _clock);

    private static string Said(ReportColumn column, object? cell, OfficeRow clock) =>
        cell switch
        {
            null => "",
            Rupiah amount => PageText.Number(amount.Amount),
            int count => column.Kind == CellKind.Count
                ? PageText.Number(count)
                : count.ToString(CultureInfo.InvariantCulture),
            DateOnly day => PageText.ShortDate(day),
            DateTimeOffset instant => clock.Local(instant).ToString("d MMM yyyy HH.mm", CultureInfo.CurrentCulture),
            decimal ratio => PageText.ExactPercent(ratio),
            CodedWord word => word.Word,
            _ => Printable(cell.ToString()!),
        };

    private static string Printable(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)) : text;

    private void Measure(SKFont plain, SKFont bold)
    {
        for (var i = 0; i < _least.Length; i++)
        {
            var column = _sheet.Columns[i];
            Widen(i, column, bold.MeasureText(Said(column, column.Total)));
        }

        foreach (var row in _sheet.Rows())
        {
            for (var i = 0; i < _least.Length; i++)
            {
                if (row[i] is not null)
                {
                    Widen(i, _sheet.Columns[i], plain.MeasureText(Said(_sheet.Columns[i], row[i])));
                }
            }
        }
    }

    private void Widen(int place, ReportColumn column, float width)
    {
        _wanted[place] = Math.Max(_wanted[place], width);
        _least[place] = Math.Max(
            _least[place],
            column.Kind is CellKind.Text ? Math.Min(width, NarrowestText * Size) : width
        );
    }
}
