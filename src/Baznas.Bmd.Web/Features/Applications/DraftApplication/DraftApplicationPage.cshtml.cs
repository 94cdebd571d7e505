using Baznas.Bmd.Web.Features.Borrowers;
using Baznas.Bmd.Web.Features.Borrowers.ListBorrowers;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Applications.DraftApplication;

/// <summary>Starts an application: who asks, then five fields, with the schedule they make beside them.</summary>
public sealed class DraftApplicationPage : ApplicationFormPage
{
    private const int MostFound = 10;

    /// <summary>Who was looked for.</summary>
    public string? Q { get; private set; }

    /// <summary>Who was found; the newest while nobody was looked for.</summary>
    public IReadOnlyList<BorrowerView> Found { get; private set; } = [];

    /// <summary>Shows who to choose from, or the form for who was chosen.</summary>
    public async Task OnGet(string? borrowerId, string? q)
    {
        Q = q;
        if (borrowerId is null)
        {
            Found = (await Ask(new ListBorrowers { Q = q, Limit = MostFound })).Items;
        }
        else
        {
            await Load(borrowerId, null);
        }
    }

    /// <summary>Stores the draft.</summary>
    public async Task<IActionResult> OnPost(string borrowerId)
    {
        if (Sent(StepField) != Look && await Send(Read<DraftApplication>("no")) is (true, { } application))
        {
            return GoTo($"/applications/{application.Id}", "applications.drafted");
        }

        await Load(borrowerId, null);
        return Page();
    }
}
