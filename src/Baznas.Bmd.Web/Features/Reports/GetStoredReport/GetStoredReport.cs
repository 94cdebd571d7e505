using System.Text;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reports.GetStoredReport;

/// <summary>
/// A report byte for byte as it was kept; the <c>Repr-Digest</c> header (RFC 9530) is the SHA-256 that was kept with it.
/// </summary>
[Allowed(Role.Auditor, Role.Approver, Role.Cashier, Role.Admin)]
public sealed record GetStoredReport : IQuery<StoredReportFile>, IApiEndpoint
{
    /// <summary>Whose it is.</summary>
    public required string OfficeId { get; init; }

    /// <summary>What it is: <c>monthly.portfolio</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The month: <c>2026-03</c>.</summary>
    public required string Period { get; init; }

    Subject IRead.Subject => Subject.Office(OfficeId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetStoredReport, StoredReportFile>(
            "/reports/stored/{officeId}/{kind}/{period}",
            (string officeId, string kind, string period) =>
                new GetStoredReport
                {
                    OfficeId = officeId,
                    Kind = kind,
                    Period = period,
                }
        );
}

/// <summary>A kept report's content.</summary>
/// <param name="name">The file's name.</param>
/// <param name="content">The bytes.</param>
/// <param name="sha256">What was kept with it.</param>
public sealed class StoredReportFile(string name, byte[] content, byte[] sha256) : IFile
{
    /// <inheritdoc/>
    public byte[] Content => content;

    /// <inheritdoc/>
    public string ContentType => "application/json; charset=utf-8";

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public byte[] Sha256 => sha256;
}

/// <summary>Reads it.</summary>
public sealed class GetStoredReportHandler(Db db) : IRequestHandler<GetStoredReport, Result<StoredReportFile>>
{
    private static readonly Error NotFound = Error.NotFound("report.not_found");

    private static readonly Sql<GetStoredReport, Row> Find = new(
        """
        SELECT [Content], [Sha256] FROM [StoredReport]
        WHERE [OfficeId] = @OfficeId AND [Kind] = @Kind AND [Period] = @Period
        """
    );

    /// <inheritdoc/>
    public async Task<Result<StoredReportFile>> Handle(GetStoredReport request, CancellationToken cancellationToken) =>
        await db.Find(Find, request, cancellationToken) is { } row
            ? new StoredReportFile(
                $"{request.Kind}-{request.Period}.json",
                Encoding.UTF8.GetBytes(row.Content),
                Convert.FromHexString(row.Sha256)
            )
            : NotFound;

    private sealed class Row
    {
        public string Content { get; init; } = "";

        public string Sha256 { get; init; } = "";
    }
}
