using Baznas.Bmd.Web.Features.Loans.GetLoan;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Graces.GrantGrace;

/// <summary>Lets instalments wait: shows which ones would move before it is granted.</summary>
public sealed class GrantGracePage : BmdPage
{
    /// <summary>The loan as it stands.</summary>
    public LoanView Loan { get; private set; } = null!;

    /// <summary>What was filled in.</summary>
    public GrantGrace? Command { get; private set; }

    /// <summary>What would move.</summary>
    public GraceView? Would => Rehearsed as GraceView;

    /// <summary>Shows the form.</summary>
    public async Task OnGet(string id) => Loan = await Ask(new GetLoan { Id = id });

    /// <summary>Shows what would move, and grants it when it is confirmed.</summary>
    public async Task<IActionResult> OnPost(string id)
    {
        Command = Read<GrantGrace>() is { } read ? read with { LoanId = id } : null;
        if (await SendConfirmed(Command) is (true, { } granted))
        {
            return GoTo($"/loans/{id}", "grace.done", granted.Loans.Sum(loan => loan.Rows.Count));
        }

        await OnGet(id);
        return Page();
    }
}
