using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reports.Scheduled.GetReportReaders;

/// <summary>Whom the reports of an office can be sent to.</summary>
/// <param name="OfficeId">The office.</param>
[Allowed(Role.Admin, Role.Approver, Role.Cashier)]
public sealed record GetReportReaders(string OfficeId) : IQuery<ReportReadersView>, IApiEndpoint
{
    Subject IRead.Subject => Subject.Office(OfficeId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetReportReaders, ReportReadersView>(
            "/offices/{id}/report-readers",
            (string id) => new GetReportReaders(id)
        );
}

/// <summary>What there is to choose.</summary>
/// <param name="Readers">Those who may read the office's reports and have an e-mail address, by name.</param>
public sealed record ReportReadersView(IReadOnlyList<ReportReaderView> Readers);

/// <summary>Somebody to choose.</summary>
/// <param name="Id">The user.</param>
/// <param name="Name">The name people read.</param>
public sealed record ReportReaderView(string Id, string Name);

/// <summary>Reads them.</summary>
public sealed class GetReportReadersHandler(ReportReaders readers)
    : IRequestHandler<GetReportReaders, Result<ReportReadersView>>
{
    /// <inheritdoc/>
    public async Task<Result<ReportReadersView>> Handle(
        GetReportReaders request,
        CancellationToken cancellationToken
    ) =>
        new ReportReadersView([
            .. (await readers.Of(request.OfficeId, cancellationToken)).Select(reader => new ReportReaderView(
                reader.Id,
                reader.DisplayName
            )),
        ]);
}
