using Baznas.Bmd.Web.Platform.Http;

namespace Baznas.Bmd.Web.Features.Reports.Files;

/// <summary>Makes the file that a report is wanted as.</summary>
/// <param name="heads">The words of heads.</param>
/// <param name="folder">Where files lie until they are sent.</param>
public sealed class ReportFiles(ReportHeads heads, SpoolFolder folder)
{
    /// <summary>The file; null when the report is wanted as JSON, or as something it can't be had as.</summary>
    /// <param name="report">The report.</param>
    /// <param name="query">What it answers.</param>
    /// <param name="format">As the query string says it.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IFile?> Of(IReport report, IReportQuery query, string? format, CancellationToken ct) =>
        format switch
        {
            "csv" => Csv(report.Content()),
            "xlsx" => Workbook(report.Content(), await heads.Of(query, ct)),
            "pdf" => PdfFile.Of(report.Content(), await heads.Of(query, ct)),
            "html" => report.ToHtml(),
            _ => null,
        };

    private LaidFile Csv(ReportContent report)
    {
        var file = new LaidFile($"{report.Name}.csv", CsvFile.MediaType, folder.NewFile());
        CsvFile.Write(file.Stream, report);
        return file.Rewound();
    }

    private LaidFile Workbook(ReportContent report, ReportHead head)
    {
        var file = new LaidFile($"{report.Name}.xlsx", XlsxFile.MediaType, folder.NewFile());
        XlsxFile.Write(file.Stream, report, head);
        return file.Rewound();
    }

    // However long the report, no more of it is in memory than is being written or sent.
    private sealed record LaidFile(string Name, string ContentType, Stream Stream) : IFile
    {
        public byte[] Content
        {
            get
            {
                using var all = new MemoryStream();
                Rewound().Stream.CopyTo(all);
                return all.ToArray();
            }
        }

        public LaidFile Rewound()
        {
            Stream.Position = 0;
            return this;
        }
    }
}
