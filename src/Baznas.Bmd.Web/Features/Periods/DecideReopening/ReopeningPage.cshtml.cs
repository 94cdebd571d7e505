using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Periods.DecideReopening;

/// <summary>A request to open a closed month again, and its decision by another person than who asked.</summary>
public sealed class ReopeningPage : BmdPage
{
    /// <summary>The request.</summary>
    public ReopeningView Reopening { get; private set; } = null!;

    /// <summary>Whether who is signed in asked for it, and so may not decide it.</summary>
    public bool IsOwn => Reopening.RequestedBy == Caller.UserId;

    /// <summary>Shows it.</summary>
    public async Task OnGet(string id) => Reopening = await Ask(new GetReopening.GetReopening(id));

    /// <summary>Decides it.</summary>
    public async Task<IActionResult> OnPost(string id)
    {
        var command = Read<DecideReopening>();
        command = command is null ? null : command with { ReopeningId = id };
        if (await Send(command) is (true, { } decided))
        {
            return GoTo(
                $"/periods/{decided.Period}",
                decided.Status == ReopeningStatus.Approved ? "periods.reopened" : "periods.stays_closed"
            );
        }

        await OnGet(id);
        return Page();
    }
}
