using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.BorrowerAccess.SignIn;

/// <summary>Signs a borrower in.</summary>
[AllowAnonymous]
public sealed class MySignInPage(BorrowerSignInService signIn) : BmdPage
{
    /// <inheritdoc/>
    protected override bool IsForBorrowers => true;

    /// <summary>Shows the form.</summary>
    public void OnGet() { }

    /// <summary>Checks number and PIN.</summary>
    public async Task<IActionResult> OnPost()
    {
        if (Read<BorrowerSignInRequest>() is not { } request)
        {
            return Page();
        }

        var session = await signIn.Check(request, HttpContext.RequestAborted);
        if (session.IsRefused(out var error))
        {
            Refuse(error);
            return Page();
        }

        await PageSignIn.SignIn(HttpContext, session.Value.BorrowerId, session.Value.Stamp);
        return GoTo("/my");
    }
}
