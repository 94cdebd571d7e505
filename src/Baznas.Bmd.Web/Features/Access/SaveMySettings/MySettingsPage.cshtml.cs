using Baznas.Bmd.Web.Features.Access.GetMySettings;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Access.SaveMySettings;

/// <summary>A user's own settings.</summary>
public sealed class MySettingsPage : BmdPage
{
    /// <summary>The languages, each by its own name.</summary>
    public static readonly IReadOnlyList<Choice> Languages = [new("id", "Bahasa Indonesia"), new("en", "English")];

    /// <summary>As they are.</summary>
    public MySettings Settings { get; private set; } = null!;

    /// <summary>Shows them.</summary>
    public async Task OnGet() => Settings = await Ask(new GetMySettings.GetMySettings());

    /// <summary>Keeps them.</summary>
    public async Task<IActionResult> OnPost()
    {
        if (await Send(Read<SaveMySettings>()) is (true, { }))
        {
            return GoTo("/me/settings", "my_settings.kept");
        }

        await OnGet();
        return Page();
    }
}
