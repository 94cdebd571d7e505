using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reports.Scheduled.StopReportSchedule;

/// <summary>Has no more reports come of a schedule. Those that came stay.</summary>
/// <param name="Id">The schedule.</param>
[Allowed(Role.Admin, Role.Approver, Role.Cashier)]
public sealed record StopReportSchedule(string Id) : ICommand<ReportScheduleView>, IApiEndpoint
{
    Subject IWrite.Subject => Subject.ReportSchedule(Id);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.PostAction<StopReportSchedule, ReportScheduleView>(
            "/report-schedules/{id}/ending",
            (string id) => new StopReportSchedule(id)
        );
}

/// <summary>Stores a last version.</summary>
public sealed class StopReportScheduleHandler(ReportSchedules schedules, Work work)
    : IRequestHandler<StopReportSchedule, Result<ReportScheduleView>>
{
    /// <inheritdoc/>
    public async Task<Result<ReportScheduleView>> Handle(
        StopReportSchedule request,
        CancellationToken cancellationToken
    )
    {
        var before = (await schedules.VersionsOf(request.Id, cancellationToken))[0];
        if (!before.IsActive)
        {
            return ReportScheduleErrors.AlreadyStopped;
        }

        var after = ReportScheduleView.Of(before, before.Next(isActive: false, work));
        await schedules.Store(after, cancellationToken);
        work.Audit("reportSchedule.stopped", after.Id, before, after);
        return after;
    }
}
