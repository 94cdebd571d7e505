using Baznas.Bmd.Web.Features.Loans.GetLoan;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Disputes.OpenDispute;

/// <summary>Writes down what a borrower disputes of a loan.</summary>
public sealed class OpenDisputePage : BmdPage
{
    /// <summary>The loan.</summary>
    public LoanView Loan { get; private set; } = null!;

    /// <summary>Shows the form.</summary>
    public async Task OnGet(string id)
    {
        OnlyFor<OpenDispute>();
        Loan = await Ask(new GetLoan { Id = id });
    }

    /// <summary>Stores it.</summary>
    public async Task<IActionResult> OnPost(string id)
    {
        var command = Read<OpenDispute>() is { } read ? read with { LoanId = id } : null;
        if (await Send(command) is (true, _))
        {
            return GoTo($"/loans/{id}", "dispute.opened.done");
        }

        await OnGet(id);
        return Page();
    }
}
