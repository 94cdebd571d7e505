using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.ArrearsCases.NoteCause;

/// <summary>Notes why a loan is late.</summary>
public sealed class NoteCausePage : BmdPage
{
    /// <summary>The case.</summary>
    public ArrearsCaseView Case { get; private set; } = null!;

    /// <summary>Shows the form.</summary>
    public async Task OnGet(string id)
    {
        OnlyFor<NoteCause>();
        Case = await Ask(new GetArrearsCase.GetArrearsCase { LoanId = id });
    }

    /// <summary>Notes it and goes back to the case.</summary>
    public async Task<IActionResult> OnPost(string id)
    {
        var command = Read<NoteCause>() is { } read ? read with { LoanId = id } : null;
        if (await Send(command) is (true, { }))
        {
            return GoTo($"/loans/{id}/arrears", "arrears.noted");
        }

        await OnGet(id);
        return Page();
    }
}
