using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Baznas.Bmd.Web.Features.Reports.Files;

/// <summary>How a cell of a workbook looks; the number is its place among the workbook's formats.</summary>
internal enum XlsxStyle
{
    Plain,
    Office,
    Title,
    Line,
    Header,
    Text,

    /// <summary>A text that would be a formula if somebody typed it.</summary>
    Quoted,
    Money,
    Count,
    Date,
    Instant,
    Ratio,
    TotalText,
    TotalMoney,
    TotalCount,
    StrongText,
    StrongNumber,
}

/// <summary>The formats of every workbook. Numbers and dates are written as Indonesians write them.</summary>
internal static class XlsxStyles
{
    private const uint FirstFormat = 164;

    // 421 is Indonesian: dots between thousands, a comma before decimals, months by their names.
    private static readonly string[] NumberFormats =
    [
        "[$-421]#,##0;[$-421]\\-#,##0",
        "[$-421]dd\\ mmm\\ yyyy",
        "[$-421]dd\\ mmm\\ yyyy\\ hh:mm",
        "[$-421]0.00%",
    ];

    private const uint Whole = FirstFormat;
    private const uint Day = FirstFormat + 1;
    private const uint Clock = FirstFormat + 2;
    private const uint Percent = FirstFormat + 3;

    public static XlsxStyle Of(CellKind kind) =>
        kind switch
        {
            CellKind.Money => XlsxStyle.Money,
            CellKind.Count => XlsxStyle.Count,
            CellKind.Date => XlsxStyle.Date,
            CellKind.Instant => XlsxStyle.Instant,
            CellKind.Ratio => XlsxStyle.Ratio,
            _ => XlsxStyle.Text,
        };

    /// <summary>The style of a row that stands out.</summary>
    public static XlsxStyle Strong(XlsxStyle style) =>
        style switch
        {
            XlsxStyle.Text => XlsxStyle.StrongText,
            XlsxStyle.Money or XlsxStyle.Count => XlsxStyle.StrongNumber,
            _ => style,
        };

    public static void Write(Stream stream)
    {
        using var writer = OpenXmlWriter.Create(stream);
        writer.WriteStartDocument();
        writer.WriteElement(
            new Stylesheet(
                new NumberingFormats(
                    NumberFormats.Select(
                        (code, i) => new NumberingFormat { NumberFormatId = FirstFormat + (uint)i, FormatCode = code }
                    )
                ),
                new Fonts(Font(11, false), Font(11, true), Font(14, true)),
                new Fills(
                    new Fill(new PatternFill { PatternType = PatternValues.None }),
                    new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
                    new Fill(
                        new PatternFill(new ForegroundColor { Rgb = "FFE3EDE6" }) { PatternType = PatternValues.Solid }
                    )
                ),
                new Borders(new Border(), Ruled(top: false), Ruled(top: true)),
                new CellStyleFormats(new CellFormat()),
                new CellFormats(Enum.GetValues<XlsxStyle>().Select(FormatOf)),
                new CellStyles(
                    new CellStyle
                    {
                        Name = "Normal",
                        FormatId = 0,
                        BuiltinId = 0,
                    }
                )
            )
        );
    }

    private static Font Font(double size, bool isBold) =>
        new(isBold ? [new Bold(), new FontSize { Val = size }] : [new FontSize { Val = size }]);

    private static Border Ruled(bool top)
    {
        var line = BorderStyleValues.Thin;
        return new Border(
            new LeftBorder(),
            new RightBorder(),
            top ? new TopBorder { Style = line } : new TopBorder(),
            top ? new BottomBorder() : new BottomBorder { Style = line }
        );
    }

    private static CellFormat FormatOf(XlsxStyle style) =>
        style switch
        {
            XlsxStyle.Office or XlsxStyle.Line => new CellFormat { FontId = style == XlsxStyle.Office ? 1U : 0U },
            XlsxStyle.Title => new CellFormat { FontId = 2 },
            XlsxStyle.Header => new CellFormat(
                new Alignment { WrapText = true, Vertical = VerticalAlignmentValues.Center }
            )
            {
                FontId = 1,
                FillId = 2,
                BorderId = 1,
            },
            XlsxStyle.Quoted => new CellFormat { NumberFormatId = 49, QuotePrefix = true },
            XlsxStyle.Text => new CellFormat { NumberFormatId = 49 },
            XlsxStyle.Money or XlsxStyle.Count => new CellFormat { NumberFormatId = Whole },
            XlsxStyle.StrongText => new CellFormat { FontId = 1, NumberFormatId = 49 },
            XlsxStyle.StrongNumber => new CellFormat { FontId = 1, NumberFormatId = Whole },
            XlsxStyle.Date => new CellFormat { NumberFormatId = Day },
            XlsxStyle.Instant => new CellFormat { NumberFormatId = Clock },
            XlsxStyle.Ratio => new CellFormat { NumberFormatId = Percent },
            XlsxStyle.TotalText => new CellFormat { FontId = 1, BorderId = 2 },
            XlsxStyle.TotalMoney or XlsxStyle.TotalCount => new CellFormat
            {
                FontId = 1,
                BorderId = 2,
                NumberFormatId = Whole,
            },
            _ => new CellFormat(),
        };
}
