using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Offices.CreateOffice;

/// <summary>Opens an office.</summary>
public sealed class CreateOfficePage : BmdPage
{
    /// <summary>Shows the form to whom it is for.</summary>
    public void OnGet() => OnlyFor<CreateOffice>();

    /// <summary>Opens it.</summary>
    public async Task<IActionResult> OnPost() =>
        await Send(Read<CreateOffice>()) is (true, { } office)
            ? GoTo($"/settings/offices/{office.Id}", "settings.office.created", office.Name)
            : Page();
}
