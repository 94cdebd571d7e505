using Baznas.Bmd.Web.Features.Borrowers.RegisterBorrower;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Borrowers.ChangeConsent;

/// <summary>What a borrower agreed to, and a button for each to write the other word down.</summary>
public sealed class ChangeConsentPage : BmdPage
{
    /// <summary>Who it is.</summary>
    public BorrowerView Borrower { get; private set; } = null!;

    /// <summary>Whether the borrower agrees to a use of their data.</summary>
    public bool Agrees(ConsentPurpose purpose) => Borrower.Consents.Contains(purpose);

    /// <summary>Shows it.</summary>
    public async Task OnGet(string id)
    {
        OnlyFor<ChangeConsent>();
        Borrower = await Ask(new GetBorrower.GetBorrower(id));
    }

    /// <summary>Writes a word down.</summary>
    public async Task<IActionResult> OnPost(string id)
    {
        var command = Read<ChangeConsent>() is { } read ? read with { BorrowerId = id } : null;
        if (await Send(command) is (true, _))
        {
            return GoTo($"/borrowers/{id}", "consents.done");
        }

        await OnGet(id);
        return Page();
    }
}
