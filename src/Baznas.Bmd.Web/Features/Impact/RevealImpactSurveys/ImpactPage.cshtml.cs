using Baznas.Bmd.Web.Features.Borrowers;
using Baznas.Bmd.Web.Features.Borrowers.GetBorrower;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Impact.RevealImpactSurveys;

/// <summary>Shows what a household answered, once and to who said what for; no cache keeps the page.</summary>
public sealed class ImpactPage : BmdPage
{
    /// <summary>Whose.</summary>
    public BorrowerView Borrower { get; private set; } = null!;

    /// <summary>The answers; null until they are asked for.</summary>
    public RevealedSurveys? Surveys { get; private set; }

    /// <summary>Asks what for.</summary>
    public async Task OnGet(string id)
    {
        OnlyFor<RevealImpactSurveys>();
        Borrower = await Ask(new GetBorrower(id));
    }

    /// <summary>Shows them; the audit trail keeps who looked and why.</summary>
    public async Task<IActionResult> OnPost(string id)
    {
        var command = Read<RevealImpactSurveys>() is { } read ? read with { BorrowerId = id } : null;
        Surveys = (await Send(command)).Answer;
        await OnGet(id);
        return Page();
    }
}
