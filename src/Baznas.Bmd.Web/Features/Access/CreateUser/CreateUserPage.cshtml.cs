using Baznas.Bmd.Web.Features.Offices.ListOffices;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Access.CreateUser;

/// <summary>Gives a person a sign-in.</summary>
public sealed class CreateUserPage : BmdPage
{
    /// <summary>The offices they may work for.</summary>
    public IReadOnlyList<Choice> Offices { get; private set; } = [];

    /// <summary>A first password, to keep or to change.</summary>
    public string Password { get; } = FirstPassword.Propose();

    /// <summary>Shows the form to whom it is for.</summary>
    public async Task OnGet()
    {
        OnlyFor<CreateUser>();
        var offices = await Ask(new ListOffices());
        Offices = [.. offices.Items.Select(office => new Choice(office.Id, office.Name))];
    }

    /// <summary>Makes the user, and says once what to hand over.</summary>
    public async Task<IActionResult> OnPost()
    {
        var command = Read<CreateUser>();
        if (await Send(command) is (true, { } user))
        {
            return GoTo("/settings/users", "settings.user.created", user.UserName, command!.Password);
        }

        await OnGet();
        return Page();
    }
}
