using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Borrowers.RevealNik;

/// <summary>Shows a borrower's whole NIK and finances, once and to who said what for; no cache keeps the page.</summary>
public sealed class RevealNikPage : BmdPage
{
    /// <summary>Whose.</summary>
    public BorrowerView Borrower { get; private set; } = null!;

    /// <summary>What is under lock; null until it is asked for.</summary>
    public RevealedData? Data { get; private set; }

    /// <summary>Asks what for.</summary>
    public async Task OnGet(string id) => Borrower = await Ask(new GetBorrower.GetBorrower(id));

    /// <summary>Shows it; the audit trail keeps who looked and why.</summary>
    public async Task<IActionResult> OnPost(string id)
    {
        var command = Read<RevealNik>() is { } read ? read with { BorrowerId = id } : null;
        Data = (await Send(command)).Answer;
        await OnGet(id);
        return Page();
    }
}
