using Baznas.Bmd.Web.Features.Access.CreateUser;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Access.ChangeUser;

/// <summary>What a user is there for, whether they may sign in, and a new password.</summary>
public sealed class ChangeUserPage : BmdPage
{
    /// <summary>The user as they are.</summary>
    public UserView Chosen { get; private set; } = null!;

    /// <summary>A password that could be given.</summary>
    public string Proposed { get; } = FirstPassword.Propose();

    /// <summary>Shows them.</summary>
    public async Task OnGet(string id)
    {
        OnlyFor<ChangeUser>();
        Chosen = await Ask(new GetUser.GetUser(id));
    }

    /// <summary>Keeps the change.</summary>
    public async Task<IActionResult> OnPost(string id)
    {
        var command = Read<ChangeUser>() is { } read ? read with { Id = id } : null;
        if (await Send(command) is (true, { } user))
        {
            return GoTo("/settings/users", "settings.user.changed", user.UserName);
        }

        await OnGet(id);
        return Page();
    }
}
