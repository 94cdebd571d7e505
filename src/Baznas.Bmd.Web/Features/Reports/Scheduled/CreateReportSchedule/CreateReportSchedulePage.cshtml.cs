using Baznas.Bmd.Web.Features.Reports.ReportChoices;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Reports.Scheduled.CreateReportSchedule;

/// <summary>Has a report come by itself.</summary>
public sealed class CreateReportSchedulePage : BmdPage
{
    /// <summary>Whose report it is; empty while there is no office.</summary>
    public string OfficeId { get; private set; } = "";

    /// <summary>The offices to choose from.</summary>
    public IReadOnlyList<Choice> Offices { get; private set; } = [];

    /// <summary>What the form begins with; null while there is no office.</summary>
    public ScheduleForm? Form { get; private set; }

    /// <summary>Shows the form; from a report's page, with that report chosen.</summary>
    public async Task OnGet([FromQuery] string? officeId, [FromQuery] EnumValue<SchedulableReport>? report)
    {
        OnlyFor<CreateReportSchedule>();
        var names = await Ask(new GetReportChoices());
        Offices = [.. names.Offices.Select(office => new Choice(office.Id, office.Name))];
        if (Offices.Count == 0)
        {
            return;
        }

        OfficeId = Offices.FirstOrDefault(office => office.Value == officeId)?.Value ?? Offices[0].Value;
        Form = new ScheduleForm(
            ScheduleForm.Blank with
            {
                Report = report?.Value ?? ScheduleForm.Blank.Report,
            },
            await Ask(new GetReportReaders.GetReportReaders(OfficeId)),
            names
        );
    }

    /// <summary>Keeps it.</summary>
    public async Task<IActionResult> OnPost([FromQuery] string? officeId)
    {
        if (await Send(Read<CreateReportSchedule>()) is (true, { } schedule))
        {
            return GoTo($"/reports/schedules/{schedule.Id}", "schedules.created", schedule.Name);
        }

        await OnGet(officeId, null);
        return Page();
    }
}
