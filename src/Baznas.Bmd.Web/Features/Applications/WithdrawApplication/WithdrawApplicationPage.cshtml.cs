using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Applications.WithdrawApplication;

/// <summary>Takes an application back, with the reason.</summary>
public sealed class WithdrawApplicationPage : BmdPage
{
    /// <summary>The application.</summary>
    public ApplicationView Application { get; private set; } = null!;

    /// <summary>Asks why.</summary>
    public async Task OnGet(string id) => Application = await Ask(new GetApplication.GetApplication(id));

    /// <summary>Ends it.</summary>
    public async Task<IActionResult> OnPost(string id)
    {
        var command = Read<WithdrawApplication>() is { } read ? read with { ApplicationId = id } : null;
        if (await Send(command) is (true, _))
        {
            return GoTo($"/applications/{id}", "applications.withdrawn");
        }

        await OnGet(id);
        return Page();
    }
}
