using System.Globalization;
using System.Xml;
using Baznas.Bmd.Web.Platform.Pages;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Baznas.Bmd.Web.Features.Reports.Files;

/// <summary>One worksheet: the head, a frozen and filtered header row, the rows, the totals.</summary>
internal sealed class XlsxSheet
{
    /// <summary>The rows whose words decide how wide a column is.</summary>
    private const int Sample = 200;

    private const int WidestText = 48;

    /// <summary>The longest text that a cell holds.</summary>
    private const int LongestText = 32_767;

    private static readonly int FirstDay = new DateOnly(1899, 12, 30).DayNumber;

    private readonly ReportSheet _sheet;
    private readonly ReportHead _head;
    private readonly IReadOnlyList<(string Text, XlsxStyle Style)> _lines;
    private readonly bool _hasTotals;

    public XlsxSheet(ReportContent report, ReportHead head, ReportSheet sheet, string name)
    {
        (_head, _sheet, Name) = (head, sheet, name);
        _hasTotals = sheet.Columns.Any(column => column.Total is not null);
        _lines =
        [
            (head.Office, XlsxStyle.Office),
            (sheet.TitleKey is { } key ? $"{report.Title}: {PageText.T(key)}" : report.Title, XlsxStyle.Title),
            (report.Period.Said, XlsxStyle.Line),
            .. head.Lines.Concat(report.Notes).Select(line => (line.ToString(), XlsxStyle.Line)),
        ];
    }

    public string Name { get; }

    /// <summary>The name as formulas write it.</summary>
    public string Quoted => $"'{Name}'!";

    // The head, an empty row, the header, the rows, the totals.
    private int HeaderRow => _lines.Count + 2;

    private int LastRow => HeaderRow + _sheet.RowCount;

    private string LastColumn => Letters(_sheet.Columns.Count - 1);

    public string FilterRange => Absolute(HeaderRow, LastRow);

    public string PrintRange => Absolute(1, LastRow + (_hasTotals ? 1 : 0));

    public string TitleRange => string.Create(CultureInfo.InvariantCulture, $"${HeaderRow}:${HeaderRow}");

    public void Write(Stream stream)
    {
        using var writer = OpenXmlWriter.Create(stream);
        writer.WriteStartDocument();
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(new SheetProperties(new PageSetupProperties { FitToPage = true }));
        writer.WriteElement(Views());
        writer.WriteElement(Widths());
        writer.WriteStartElement(new SheetData());
        WriteHead(writer);
        WriteRows(writer);
        WriteTotals(writer);
        writer.WriteEndElement();
        writer.WriteElement(new AutoFilter { Reference = Range(HeaderRow, LastRow) });
        writer.WriteElement(
            new PageMargins
            {
                Left = 0.4,
                Right = 0.4,
                Top = 0.5,
                Bottom = 0.6,
                Header = 0.3,
                Footer = 0.3,
            }
        );
        writer.WriteElement(
            new PageSetup
            {
                PaperSize = 9,
                Orientation = _sheet.Columns.Count > 7 ? OrientationValues.Landscape : OrientationValues.Portrait,
                FitToWidth = 1,
                FitToHeight = 0,
            }
        );
        writer.WriteElement(
            new HeaderFooter(new OddFooter($"&L{Footer(_head.Foot)}&R{PageText.T("reports.sheet_of", "&P", "&N")}"))
        );
        writer.WriteEndElement();
    }

    // An ampersand begins a command of footers.
    private static string Footer(string? text) => text?.Replace("&", "&&", StringComparison.Ordinal) ?? "";

    private SheetViews Views() =>
        new(
            new SheetView(
                new Pane
                {
                    VerticalSplit = HeaderRow,
                    TopLeftCell = string.Create(CultureInfo.InvariantCulture, $"A{HeaderRow + 1}"),
                    ActivePane = PaneValues.BottomLeft,
                    State = PaneStateValues.Frozen,
                },
                new Selection { Pane = PaneValues.BottomLeft }
            )
            {
                WorkbookViewId = 0,
            }
        );

    private Columns Widths()
    {
        var widths = _sheet.Columns.Select(column => (double)Math.Min(column.Title.Length, 16)).ToArray();
        foreach (var row in _sheet.Rows().Take(Sample))
        {
            for (var i = 0; i < widths.Length; i++)
            {
                widths[i] = Math.Max(widths[i], WidthOf(_sheet.Columns[i].Kind, row[i]));
            }
        }

        for (var i = 0; i < widths.Length; i++)
        {
            widths[i] = Math.Max(widths[i], WidthOf(_sheet.Columns[i].Kind, _sheet.Columns[i].Total));
        }

        return new Columns(
            widths.Select(
                (width, i) =>
                    new Column
                    {
                        Min = (uint)i + 1,
                        Max = (uint)i + 1,
                        Width = width + 2.5,
                        CustomWidth = true,
                    }
            )
        );
    }

    private static int WidthOf(CellKind kind, object? cell) =>
        (kind, cell) switch
        {
            (_, null) => 0,
            (CellKind.Date, _) => 11,
            (CellKind.Instant, _) => 17,
            (_, Rupiah amount) => PageText.Number(amount.Amount).Length,
            (_, CodedWord word) => Math.Min(word.Word.Length, WidestText),
            _ => Math.Min(cell.ToString()!.Length, WidestText),
        };

    private void WriteHead(OpenXmlWriter writer)
    {
        for (var i = 0; i < _lines.Count; i++)
        {
            WriteRow(writer, i + 1, [(_lines[i].Text, _lines[i].Style)]);
        }

        WriteRow(writer, HeaderRow, _sheet.Columns.Select(column => ((object?)column.Title, XlsxStyle.Header)));
    }

    private void WriteRows(OpenXmlWriter writer)
    {
        var styles = _sheet.Columns.Select(column => XlsxStyles.Of(column.Kind)).ToList();
        var number = HeaderRow;
        foreach (var (row, isStrong) in _sheet.Rows().Zip(_sheet.StrongRows()))
        {
            WriteRow(
                writer,
                ++number,
                row.Select((cell, i) => (cell, isStrong ? XlsxStyles.Strong(styles[i]) : styles[i]))
            );
        }
    }

    // A sum is a formula, so that it follows the filter; the value beside it is the report's own.
    private void WriteTotals(OpenXmlWriter writer)
    {
        if (!_hasTotals)
        {
            return;
        }

        writer.WriteStartElement(RowAt(LastRow + 1));
        for (var i = 0; i < _sheet.Columns.Count; i++)
        {
            var column = _sheet.Columns[i];
            var (text, style) = column switch
            {
                { Total: null } => (i == 0 ? PageText.T("list.total") : null, XlsxStyle.TotalText),
                { Kind: CellKind.Money } => (null, XlsxStyle.TotalMoney),
                _ => ((string?)null, XlsxStyle.TotalCount),
            };
            var cell = CellOf(Reference(i, LastRow + 1), column.Total ?? text, style);
            if (column.IsSum && _sheet.RowCount > 0)
            {
                var letters = Letters(i);
                cell.InsertAt(
                    new CellFormula(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"SUBTOTAL(9,{letters}{HeaderRow + 1}:{letters}{LastRow})"
                        )
                    ),
                    0
                );
            }

            writer.WriteElement(cell);
        }

        writer.WriteEndElement();
    }

    private void WriteRow(OpenXmlWriter writer, int number, IEnumerable<(object? Cell, XlsxStyle Style)> cells)
    {
        writer.WriteStartElement(RowAt(number));
        var place = 0;
        foreach (var (cell, style) in cells)
        {
            if (cell is not null)
            {
                writer.WriteElement(CellOf(Reference(place, number), cell, style));
            }

            place++;
        }

        writer.WriteEndElement();
    }

    private static Row RowAt(int number) => new() { RowIndex = (uint)number };

    private Cell CellOf(string reference, object? value, XlsxStyle style)
    {
        var number = value switch
        {
            Rupiah amount => amount.Amount.ToString(CultureInfo.InvariantCulture),
            int count => count.ToString(CultureInfo.InvariantCulture),
            decimal ratio => ratio.ToString(CultureInfo.InvariantCulture),
            DateOnly day => (day.DayNumber - FirstDay).ToString(CultureInfo.InvariantCulture),
            DateTimeOffset instant => Serial(_head.Clock.Local(instant).DateTime),
            _ => null,
        };
        return number is not null
            ? new Cell(new CellValue(number)) { CellReference = reference, StyleIndex = (uint)style }
            : TextCell(reference, value is CodedWord word ? word.Word : (string?)value, style);
    }

    // A text stays a text: it is never a formula, also not after somebody opened it to change it.
    private static Cell TextCell(string reference, string? text, XlsxStyle style)
    {
        var isFormulaLike = text is { Length: > 0 } && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal);
        var cell = new Cell
        {
            CellReference = reference,
            StyleIndex = (uint)(isFormulaLike ? XlsxStyle.Quoted : style),
        };
        if (text is not null)
        {
            cell.DataType = CellValues.InlineString;
            cell.Append(new InlineString(new Text(Clean(text)) { Space = SpaceProcessingModeValues.Preserve }));
        }

        return cell;
    }

    private static string Clean(string text)
    {
        var clean = text.All(XmlConvert.IsXmlChar)
            ? text
            : string.Concat(
                text.EnumerateRunes()
                    .Where(rune => rune.Value > char.MaxValue || XmlConvert.IsXmlChar((char)rune.Value))
            );
        return clean.Length > LongestText ? clean[..LongestText] : clean;
    }

    private static string Serial(DateTime local) =>
        (DateOnly.FromDateTime(local).DayNumber - FirstDay + local.TimeOfDay.TotalDays).ToString(
            "0.########",
            CultureInfo.InvariantCulture
        );

    private string Range(int first, int last) =>
        string.Create(CultureInfo.InvariantCulture, $"A{first}:{LastColumn}{last}");

    private string Absolute(int first, int last) =>
        string.Create(CultureInfo.InvariantCulture, $"$A${first}:${LastColumn}${last}");

    private static string Reference(int column, int row) =>
        string.Create(CultureInfo.InvariantCulture, $"{Letters(column)}{row}");

    private static string Letters(int column) =>
        column < 26 ? ((char)('A' + column)).ToString() : Letters((column / 26) - 1) + (char)('A' + (column % 26));
}
