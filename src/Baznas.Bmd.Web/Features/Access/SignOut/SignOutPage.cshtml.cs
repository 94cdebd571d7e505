using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Access.SignOut;

/// <summary>Ends the sign-in on this browser.</summary>
public sealed class SignOutPage : BmdPage
{
    /// <inheritdoc/>
    protected override bool IsForBorrowers => true;

    /// <summary>Asks first: an address alone signs nobody out.</summary>
    public void OnGet() { }

    /// <summary>Signs out.</summary>
    public async Task<IActionResult> OnPost()
    {
        var door = Caller.BorrowerId is null ? "/sign-in" : "/my/sign-in";
        await PageSignIn.SignOut(HttpContext);
        return GoTo(door);
    }
}
