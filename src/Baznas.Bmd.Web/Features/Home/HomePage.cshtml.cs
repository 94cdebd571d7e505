using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Home;

/// <summary>Leads each to where their work begins.</summary>
public sealed class HomePage : BmdPage
{
    /// <inheritdoc/>
    protected override bool IsForBorrowers => true;

    /// <summary>Goes there, and takes along what is to be said.</summary>
    public IActionResult OnGet()
    {
        TempData.Keep();
        return GoTo(Navigation.HomeOf(Caller));
    }
}
