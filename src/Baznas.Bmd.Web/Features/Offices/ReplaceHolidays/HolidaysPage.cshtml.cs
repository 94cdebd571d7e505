using Baznas.Bmd.Web.Features.Offices.PreviewHolidays;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Offices.ReplaceHolidays;

/// <summary>An office's holidays, edited as lines; what moves by them is shown before it is kept.</summary>
public sealed class HolidaysPage : BmdPage
{
    /// <summary>The instalments shown of those that would move; all are counted.</summary>
    public const int Shown = 20;

    private const int AllOffices = 200;

    /// <summary>The office; null when there is none yet.</summary>
    public OfficeView? Office { get; private set; }

    /// <summary>The offices to choose from.</summary>
    public IReadOnlyList<OfficeView> Offices { get; private set; } = [];

    /// <summary>The office's date.</summary>
    public DateOnly OfficeToday { get; private set; }

    /// <summary>The list as it would be.</summary>
    public IReadOnlyList<HolidayView> Holidays { get; private set; } = [];

    /// <summary>What would move, while the person has yet to confirm it.</summary>
    public HolidayPreview? Preview { get; private set; }

    /// <summary>The days that are new.</summary>
    public IEnumerable<HolidayView> Added => Holidays.Except(Office!.Holidays!);

    /// <summary>The days that are no longer off.</summary>
    public IEnumerable<HolidayView> Removed => Office!.Holidays!.Except(Holidays);

    /// <summary>Shows the list.</summary>
    public async Task OnGet([FromQuery] string? officeId)
    {
        Offices = (await Ask(new ListOffices.ListOffices { Limit = AllOffices })).Items;
        if ((officeId ?? (Offices is [var first, ..] ? first.Id : null)) is { } id)
        {
            Office = await Ask(new GetOffice.GetOffice(id));
            OfficeToday = await Today(id);
        }
    }

    /// <summary>Shows what would move, and keeps the list when it is confirmed.</summary>
    public async Task<IActionResult> OnPost([FromQuery] string? officeId)
    {
        var id = officeId ?? "";
        var read = HolidayLines.Parse(Sent(HolidayLines.Field));
        if (read.IsRefused(out var error))
        {
            Refuse(error);
        }
        else if (Sent(StepField) != Edit)
        {
            Holidays = read.Value;
            if (Sent(StepField) == Confirm && await Keep(id))
            {
                return GoTo($"/settings/holidays?officeId={id}", "holidays.done");
            }

            await Look(id);
        }

        await OnGet(officeId);
        return Page();
    }

    private async Task<bool> Keep(string officeId) =>
        await Send(new ReplaceHolidays { OfficeId = officeId, Holidays = Holidays }) is (true, _);

    private async Task Look(string officeId)
    {
        try
        {
            Preview = await Ask(new PreviewHolidays.PreviewHolidays { OfficeId = officeId, Holidays = Holidays });
        }
        catch (RefusedException refused)
        {
            Refuse(refused.Error);
        }
    }
}
