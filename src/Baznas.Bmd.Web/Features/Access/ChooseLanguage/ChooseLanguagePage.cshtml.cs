using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Texts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Access.ChooseLanguage;

/// <summary>Keeps the language that pages speak on this browser.</summary>
[AllowAnonymous]
public sealed class ChooseLanguagePage(TimeProvider time) : BmdPage
{
    /// <inheritdoc/>
    protected override bool IsForBorrowers => true;

    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(365);

    /// <summary>Shows the choice.</summary>
    public void OnGet() { }

    /// <summary>Keeps the choice and goes back to where it was made.</summary>
    public IActionResult OnPost()
    {
        if (Messages.Languages.FirstOrDefault(language => language == Sent("language")) is { } chosen)
        {
            HttpContext.Response.Cookies.Append(
                PageSignIn.LanguageCookie,
                chosen,
                new CookieOptions
                {
                    HttpOnly = true,
                    SameSite = SameSiteMode.Lax,
                    Secure = HttpContext.Request.IsHttps,
                    IsEssential = true,
                    Expires = time.GetUtcNow() + KeptFor,
                }
            );
        }

        var to = Sent("to");
        return GoTo(Url.IsLocalUrl(to) ? to : "/");
    }
}
