using System.Security.Claims;
using Baznas.Bmd.Web.Features.Access;
using Baznas.Bmd.Web.Platform.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Baznas.Bmd.Web.Platform.Pages;

/// <summary>
/// The sign-in of pages: a protected cookie that says only who. What they may do is read anew for each page, as with a
/// token of the API.
/// </summary>
public static class PageSignIn
{
    /// <summary>The name of this way to sign in.</summary>
    public const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    /// <summary>The cookie that holds the chosen language.</summary>
    public const string LanguageCookie = "bmd.language";

    private const string Subject = "sub";

    /// <summary>Signs a user in on this browser.</summary>
    public static Task SignIn(HttpContext http, UserRow user) => SignIn(http, user.Id, user.SecurityStamp);

    /// <summary>Signs somebody in on this browser.</summary>
    /// <param name="http">The request.</param>
    /// <param name="id">Who.</param>
    /// <param name="stamp">What ends the sign-in when it changes.</param>
    public static Task SignIn(HttpContext http, string id, string stamp) =>
        http.SignInAsync(
            Scheme,
            new ClaimsPrincipal(
                new ClaimsIdentity([new Claim(Subject, id), new Claim(Tokens.StampClaim, stamp)], Scheme)
            )
        );

    /// <summary>Ends the sign-in on this browser.</summary>
    public static Task SignOut(HttpContext http) => http.SignOutAsync(Scheme);

    /// <summary>Finds who the cookie names; one whose sign-in ended is nobody.</summary>
    public static async Task Recognize(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var caller = await services
            .GetRequiredService<SignedInUsers>()
            .Find(
                context.Principal!.FindFirst(Subject)?.Value,
                context.Principal.FindFirst(Tokens.StampClaim)?.Value,
                context.HttpContext.RequestAborted
            );
        if (caller is null)
        {
            context.RejectPrincipal();
            return;
        }

        services.GetRequiredService<CallContext>().Caller = caller;
    }
}
