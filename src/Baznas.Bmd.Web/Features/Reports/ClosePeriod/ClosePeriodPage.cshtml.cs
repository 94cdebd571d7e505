using Baznas.Bmd.Web.Features.Periods.PreviewClosing;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Reports.ClosePeriod;

/// <summary>Closes a month, after a look at what is not done yet.</summary>
public sealed class ClosePeriodPage : BmdPage
{
    /// <summary>What should be known before.</summary>
    public ClosingPreview Preview { get; private set; } = null!;

    /// <summary>Shows it.</summary>
    public async Task OnGet(string period) =>
        Preview = await Ask(new PreviewClosing { Period = period, OfficeId = Caller.OfficeId ?? "" });

    /// <summary>Closes the month.</summary>
    public async Task<IActionResult> OnPost(string period)
    {
        if (await Send(new ClosePeriod { Period = period, OfficeId = Caller.OfficeId ?? "" }) is (true, _))
        {
            return GoTo($"/periods/{period}", "periods.close.done");
        }

        await OnGet(period);
        return Page();
    }
}
