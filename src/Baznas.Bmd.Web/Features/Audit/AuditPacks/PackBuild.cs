using System.Text;
using Baznas.Bmd.Web.Features.Audit.AuditPacks.Archive;
using Baznas.Bmd.Web.Features.Reports;
using Baznas.Bmd.Web.Features.Reports.Files;
using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.Audit.AuditPacks;

/// <summary>A file that was laid into a pack.</summary>
/// <param name="Name">Its name, with folders.</param>
/// <param name="Size">How many bytes.</param>
/// <param name="Sha256">Of its bytes, in hexadecimal.</param>
public sealed record PackedFile(string Name, long Size, string Sha256);

/// <summary>A pack while it is made: files go in one after the other, and are measured as they do.</summary>
public sealed class PackBuild
{
    /// <summary>More rows than this fit no worksheet; the CSV has them.</summary>
    private const int MostSheetRows = 1_000_000;

    private readonly StoredZipWriter _archive;
    private readonly SpoolFolder _folder;
    private readonly List<PackedFile> _files = [];
    private readonly ReportHead _head;

    internal PackBuild(StoredZipWriter archive, SpoolFolder folder, PackScope scope)
    {
        (_archive, _folder, Scope) = (archive, folder, scope);
        var sequence = PageText.Number(scope.Books.Sequence);
        _head = new ReportHead
        {
            Office = scope.OfficeName,
            Clock = scope.Office,
            Lines =
            [
                new HeadLine(PageText.T("packs.chain"), PageText.T("packs.chain.head", sequence, scope.Books.Hash)),
            ],
            Foot = PageText.T("packs.foot", scope.OfficeName, sequence, scope.Books.Hash[..16]),
        };
    }

    /// <summary>What the pack is about.</summary>
    public PackScope Scope { get; }

    /// <summary>What went in so far.</summary>
    public IReadOnlyList<PackedFile> Files => _files;

    /// <summary>Takes rows while they come, to go through them again.</summary>
    internal Task<IReadOnlyCollection<T>> Keep<T>(IAsyncEnumerable<T> rows, CancellationToken ct) =>
        _folder.Keep(rows, ct);

    /// <summary>Adds a table of the period, for programs and for people.</summary>
    /// <param name="name">The files' name without an ending.</param>
    /// <param name="titleKey">The page text above it.</param>
    /// <param name="sheets">Its tables.</param>
    public void Table(string name, string titleKey, params IReadOnlyList<ReportSheet> sheets) =>
        Table(name, new ReportContent(name, titleKey, new ReportPeriod(Scope.From, Scope.To), sheets));

    /// <summary>Adds a report, for programs and for people.</summary>
    /// <param name="name">The files' name without an ending.</param>
    /// <param name="content">The report.</param>
    public void Table(string name, ReportContent content)
    {
        Add($"{name}.csv", stream => CsvFile.Write(stream, content));
        if (content.Sheets.All(sheet => sheet.RowCount <= MostSheetRows))
        {
            Add($"{name}.xlsx", stream => XlsxFile.Write(stream, content, _head));
        }
    }

    /// <summary>Adds a report on paper.</summary>
    public void Paper(string name, ReportContent content) =>
        Add($"{name}.pdf", stream => stream.Write(PdfFile.Of(content, _head).Content));

    /// <summary>Adds a text, in UTF-8.</summary>
    public void Text(string name, string text) => Add(name, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>Adds a file.</summary>
    /// <param name="name">Its name, with folders.</param>
    /// <param name="write">Writes its bytes.</param>
    public void Add(string name, Action<Stream> write)
    {
        var (size, sha256) = _archive.Add(name, write);
        _files.Add(new PackedFile(name, size, sha256));
    }
}
