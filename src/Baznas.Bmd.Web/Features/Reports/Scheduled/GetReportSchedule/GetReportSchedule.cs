using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reports.Scheduled.GetReportSchedule;

/// <summary>A schedule as it holds, and all that it was before.</summary>
/// <param name="Id">Which one.</param>
[Allowed(Role.Auditor, Role.Approver, Role.Cashier, Role.Admin)]
public sealed record GetReportSchedule(string Id) : IQuery<ReportScheduleWithHistory>, IApiEndpoint
{
    Subject IRead.Subject => Subject.ReportSchedule(Id);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetReportSchedule, ReportScheduleWithHistory>(
            "/report-schedules/{id}",
            (string id) => new GetReportSchedule(id)
        );
}

/// <summary>A schedule.</summary>
/// <param name="Schedule">As it holds.</param>
/// <param name="Earlier">What it was before, the newest first.</param>
public sealed record ReportScheduleWithHistory(ReportScheduleView Schedule, IReadOnlyList<ReportScheduleView> Earlier);

/// <summary>Reads it.</summary>
public sealed class GetReportScheduleHandler(ReportSchedules schedules)
    : IRequestHandler<GetReportSchedule, Result<ReportScheduleWithHistory>>
{
    /// <inheritdoc/>
    public async Task<Result<ReportScheduleWithHistory>> Handle(
        GetReportSchedule request,
        CancellationToken cancellationToken
    )
    {
        var versions = await schedules.VersionsOf(request.Id, cancellationToken);
        return new ReportScheduleWithHistory(versions[0], [.. versions.Skip(1)]);
    }
}
