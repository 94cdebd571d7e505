using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Writing;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Periods.RequestReopening;

/// <summary>Asks to open the month that was closed last again, with a reason.</summary>
public sealed class RequestReopeningPage : BmdPage
{
    /// <summary>The month's first day.</summary>
    public DateOnly Month { get; private set; }

    /// <summary>Shows the form.</summary>
    public IActionResult OnGet(string period)
    {
        if (!AccountingPeriod.TryParse(period, out var month))
        {
            return NotFound();
        }

        Month = month;
        return Page();
    }

    /// <summary>Asks.</summary>
    public async Task<IActionResult> OnPost(string period)
    {
        var command = Read<RequestReopening>();
        command = command is null ? null : command with { Period = period, OfficeId = Caller.OfficeId ?? "" };
        return await Send(command) is (true, { } request)
            ? GoTo($"/periods/reopenings/{request.Id}", "periods.reopen.done")
            : OnGet(period);
    }
}
