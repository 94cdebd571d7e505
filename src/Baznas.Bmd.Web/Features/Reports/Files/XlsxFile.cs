using System.Globalization;
using System.IO.Compression;
using System.Text;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.Reports.Files;

/// <summary>
/// A report as a workbook: a worksheet for each of its tables. It is written row by row and never held as a whole, and
/// the same report is the same bytes.
/// </summary>
public sealed class XlsxFile : IFile
{
    /// <summary>The media type.</summary>
    public const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Types = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    /// <summary>The earliest time that an archive can state; the report's own time is in its head.</summary>
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private XlsxFile(string name, byte[] content) => (Name, Content) = (name, content);

    /// <inheritdoc/>
    public byte[] Content { get; }

    /// <inheritdoc/>
    public string ContentType => MediaType;

    /// <inheritdoc/>
    public string? Name { get; }

    /// <summary>Writes a report.</summary>
    public static XlsxFile Of(ReportContent report, ReportHead head)
    {
        using var stream = new MemoryStream();
        Write(stream, report, head);
        return new XlsxFile($"{report.Name}.xlsx", stream.ToArray());
    }

    /// <summary>Writes a report to a stream, which stays open.</summary>
    public static void Write(Stream stream, ReportContent whole, ReportHead head)
    {
        var report = whole.ForPeople();
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        var names = SheetNames(report);
        WritePart(archive, "[Content_Types].xml", ContentTypes(names.Count));
        WritePart(archive, "_rels/.rels", Relations([$"{Links}/officeDocument|xl/workbook.xml"]));
        WritePart(
            archive,
            "xl/_rels/workbook.xml.rels",
            Relations([
                .. names.Select((_, i) => $"{Links}/worksheet|worksheets/sheet{i + 1}.xml"),
                $"{Links}/styles|styles.xml",
            ])
        );
        using (var styles = Open(archive, "xl/styles.xml"))
        {
            XlsxStyles.Write(styles);
        }

        var sheets = report.Sheets.Select((sheet, i) => new XlsxSheet(report, head, sheet, names[i])).ToList();
        for (var i = 0; i < sheets.Count; i++)
        {
            using var part = Open(archive, $"xl/worksheets/sheet{i + 1}.xml");
            sheets[i].Write(part);
        }

        WritePart(archive, "xl/workbook.xml", Workbook(sheets));
    }

    private static Stream Open(ZipArchive archive, string name)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = NoTime;
        return entry.Open();
    }

    private static void WritePart(ZipArchive archive, string name, string content)
    {
        using var part = Open(archive, name);
        part.Write(Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n" + content));
    }

    private static string ContentTypes(int sheets) =>
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
        + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
        + $"<Override PartName=\"/xl/workbook.xml\" ContentType=\"{Types}.sheet.main+xml\"/>"
        + $"<Override PartName=\"/xl/styles.xml\" ContentType=\"{Types}.styles+xml\"/>"
        + string.Concat(
            Enumerable
                .Range(1, sheets)
                .Select(no =>
                    $"<Override PartName=\"/xl/worksheets/sheet{no}.xml\" ContentType=\"{Types}.worksheet+xml\"/>"
                )
        )
        + "</Types>";

    private static string Relations(IEnumerable<string> relations) =>
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        + string.Concat(
            relations
                .Select(relation => relation.Split('|'))
                .Select((parts, i) => $"<Relationship Id=\"rId{i + 1}\" Type=\"{parts[0]}\" Target=\"{parts[1]}\"/>")
        )
        + "</Relationships>";

    // What is printed, what is repeated on each page, and what the filter covers are names of the workbook.
    private static string Workbook(IReadOnlyList<XlsxSheet> sheets)
    {
        var listed = sheets.Select(
            (sheet, i) => $"<sheet name=\"{Escaped(sheet.Name)}\" sheetId=\"{i + 1}\" r:id=\"rId{i + 1}\"/>"
        );
        var named = sheets.Select(
            (sheet, i) =>
                Defined("_FilterDatabase", i, sheet.Quoted + sheet.FilterRange, " hidden=\"1\"")
                + Defined("Print_Area", i, sheet.Quoted + sheet.PrintRange, "")
                + Defined("Print_Titles", i, sheet.Quoted + sheet.TitleRange, "")
        );
        return $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Links}\"><sheets>{string.Concat(listed)}</sheets>"
            + $"<definedNames>{string.Concat(named)}</definedNames></workbook>";
    }

    private static string Defined(string name, int sheet, string range, string more) =>
        $"<definedName name=\"_xlnm.{name}\" localSheetId=\"{sheet}\"{more}>{Escaped(range)}</definedName>";

    private static string Escaped(string text) => System.Security.SecurityElement.Escape(text);

    // At most 31 characters, none of []:*?/\, each name once.
    private static List<string> SheetNames(ReportContent report)
    {
        var names = new List<string>();
        foreach (var sheet in report.Sheets)
        {
            var title = sheet.TitleKey is { } key ? PageText.T(key) : report.Title;
            var clean = string.Concat(title.Where(c => !"[]:*?/\\'".Contains(c, StringComparison.Ordinal))).Trim();
            var name = clean.Length > 28 ? clean[..28].Trim() : clean;
            var no = names.Count(other => other.StartsWith(name, StringComparison.OrdinalIgnoreCase));
            names.Add(no == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name} {no + 1}"));
        }

        return names;
    }
}
