using Baznas.Bmd.Web.Features.Offices.CreateOffice;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Settings;

/// <summary>What administrators keep; an empty service leads to its first steps.</summary>
public sealed class SettingsPage : SetUpReader
{
    /// <summary>Shows the places, or goes to the first steps.</summary>
    public async Task<IActionResult> OnGet()
    {
        OnlyFor<CreateOffice>();
        await ReadSetUp();
        return SetUp.Offices.Count == 0 ? GoTo("/setup") : Page();
    }
}
