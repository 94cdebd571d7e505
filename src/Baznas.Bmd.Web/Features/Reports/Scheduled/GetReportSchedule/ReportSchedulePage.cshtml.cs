using Baznas.Bmd.Web.Features.Access.NamePeople;
using Baznas.Bmd.Web.Features.Reports.Scheduled.ListScheduledReports;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Reports.Scheduled.GetReportSchedule;

/// <summary>A schedule, what came of it, and what it was before.</summary>
public sealed class ReportSchedulePage : BmdPage
{
    /// <summary>As it holds.</summary>
    public ReportScheduleView Schedule { get; private set; } = null!;

    /// <summary>What it was before, the newest first.</summary>
    public IReadOnlyList<ReportScheduleView> Earlier { get; private set; } = [];

    /// <summary>The reports that came, the newest first.</summary>
    public Page<ScheduledReportView> Reports { get; private set; } = new() { Items = [] };

    /// <summary>What the users are called.</summary>
    public PeopleView People { get; private set; } = new([]);

    /// <summary>Reads all of it.</summary>
    public async Task OnGet(string id, string? cursor)
    {
        (Schedule, Earlier) = await Ask(new GetReportSchedule(id));
        Reports = await Ask(
            new ListScheduledReports.ListScheduledReports
            {
                ScheduleId = id,
                Limit = ListLength,
                Cursor = cursor,
            }
        );
        People = await Ask(
            new NamePeople
            {
                Ids = [.. Schedule.Recipients, Schedule.ChangedBy, .. Earlier.Select(version => version.ChangedBy)],
            }
        );
    }

    /// <summary>Stops it.</summary>
    public async Task<IActionResult> OnPost(string id)
    {
        if (await Send(new StopReportSchedule.StopReportSchedule(id)) is (true, { } schedule))
        {
            return GoTo($"/reports/schedules/{id}", "schedules.stopped.done", schedule.Name);
        }

        await OnGet(id, null);
        return Page();
    }
}
