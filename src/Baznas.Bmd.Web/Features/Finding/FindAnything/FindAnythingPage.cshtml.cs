using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Finding.FindAnything;

/// <summary>What was found for the words in the head of the pages; a whole number leads straight to its page.</summary>
public sealed class FindAnythingPage : BmdPage
{
    /// <summary>What was typed.</summary>
    public string Words { get; private set; } = "";

    /// <summary>What was found.</summary>
    public FoundThings Found { get; private set; } = null!;

    /// <summary>Whether nothing was.</summary>
    public bool IsNothing =>
        Found.Borrowers.Count + Found.Groups.Count + Found.Loans.Count + Found.Applications.Count == 0;

    /// <summary>Looks for it.</summary>
    public async Task<IActionResult> OnGet(string? q)
    {
        Words = q?.Trim() ?? "";
        Found = await Ask(new FindAnything { Q = q });
        return Found.Exact is { } address ? GoTo(address) : Page();
    }
}
