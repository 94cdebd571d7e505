using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;

namespace Baznas.Bmd.Web.Features.Reports.Scheduled.ListReportSchedules;

/// <summary>The reports that come by themselves.</summary>
public sealed class ReportSchedulesPage : BmdPage
{
    /// <summary>The page of the list.</summary>
    public Page<ReportScheduleItem> Schedules { get; private set; } = new() { Items = [] };

    /// <summary>Reads it.</summary>
    public async Task OnGet(ReportScheduleFilter filter) =>
        Schedules = await Ask(new ListReportSchedules { Filter = filter with { Limit = ListLength } });
}
