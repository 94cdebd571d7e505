using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Access.SignIn;

/// <summary>Signs in who works for an office.</summary>
[AllowAnonymous]
public sealed class SignInPage(SignInService signIn) : BmdPage
{
    /// <inheritdoc/>
    protected override bool IsForBorrowers => true;

    /// <summary>Where to go on; a path of this service.</summary>
    [FromQuery(Name = "to")]
    public string? GoOnTo { get; set; }

    /// <summary>Shows the form.</summary>
    public void OnGet() { }

    /// <summary>Checks name and password.</summary>
    public async Task<IActionResult> OnPost()
    {
        if (Read<SignInRequest>() is not { } request)
        {
            return Page();
        }

        var user = await signIn.Check(request, HttpContext.RequestAborted);
        if (user.IsRefused(out var error))
        {
            Refuse(error);
            return Page();
        }

        await PageSignIn.SignIn(HttpContext, user.Value);
        return GoTo(Url.IsLocalUrl(GoOnTo) ? GoOnTo : "/");
    }
}
