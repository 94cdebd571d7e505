using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.RateLimiting;

namespace Baznas.Bmd.Web.Features.Documents.CheckDocument;

/// <summary>Where whoever holds a document finds out whether it is genuine, and still true. Nobody signs in for it.</summary>
[AllowAnonymous]
[EnableRateLimiting(CheckLimit.Policy)]
public sealed class CheckPage(DocumentChecks checks) : BmdPage
{
    /// <inheritdoc/>
    protected override bool IsForBorrowers => true;

    /// <summary>The number that was asked for; null when nothing was.</summary>
    public string? Number { get; private set; }

    /// <summary>The code that was typed.</summary>
    public string? Code { get; private set; }

    /// <summary>What was found; null when nothing was.</summary>
    public CheckedDocument? Found { get; private set; }

    /// <summary>Whether something was asked for.</summary>
    public bool IsAsked => !string.IsNullOrWhiteSpace(Number) || !string.IsNullOrWhiteSpace(Code);

    /// <summary>Shows what is known of a document, or the form.</summary>
    public async Task OnGet(string? number, string? code)
    {
        (Number, Code) = (number, code);
        // What is found is for whoever holds the paper, and for no search engine.
        Response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        if (!IsAsked)
        {
            return;
        }

        Found = await checks.Find(number ?? "", code ?? "", HttpContext.RequestAborted);
        if (Found is null)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }
}
