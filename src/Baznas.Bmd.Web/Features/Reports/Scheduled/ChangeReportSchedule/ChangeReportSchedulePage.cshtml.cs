using Baznas.Bmd.Web.Features.Reports.ReportChoices;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Reports.Scheduled.ChangeReportSchedule;

/// <summary>Changes a schedule from now on.</summary>
public sealed class ChangeReportSchedulePage : BmdPage
{
    /// <summary>As it holds.</summary>
    public ReportScheduleView Schedule { get; private set; } = null!;

    /// <summary>What the form begins with.</summary>
    public ScheduleForm Form { get; private set; } = null!;

    /// <summary>Shows what holds.</summary>
    public async Task OnGet(string id)
    {
        OnlyFor<ChangeReportSchedule>();
        Schedule = (await Ask(new GetReportSchedule.GetReportSchedule(id))).Schedule;
        Form = new ScheduleForm(
            Schedule,
            await Ask(new GetReportReaders.GetReportReaders(Schedule.OfficeId)),
            await Ask(new GetReportChoices())
        );
    }

    /// <summary>Keeps the change.</summary>
    public async Task<IActionResult> OnPost(string id)
    {
        var command = Read<ChangeReportSchedule>() is { } read ? read with { Id = id } : null;
        if (await Send(command) is (true, { } schedule))
        {
            return GoTo($"/reports/schedules/{id}", "schedules.changed", schedule.Name);
        }

        await OnGet(id);
        return Page();
    }
}
