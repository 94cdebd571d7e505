using Baznas.Bmd.Web.Features.Loans.GetLoan;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.WriteOffs.RequestWriteOff;

/// <summary>Asks to write a debt off or to forgive it; both are explained in plain words first.</summary>
public sealed class RequestWriteOffPage : BmdPage
{
    /// <summary>The loan as it stands.</summary>
    public LoanView Loan { get; private set; } = null!;

    /// <summary>What was filled in.</summary>
    public RequestWriteOff? Command { get; private set; }

    /// <summary>What would be asked for.</summary>
    public WriteOffView? Would => Rehearsed as WriteOffView;

    /// <summary>Shows the form.</summary>
    public async Task OnGet(string id) => Loan = await Ask(new GetLoan { Id = id });

    /// <summary>Shows the amount in words, and sends the request when it is confirmed.</summary>
    public async Task<IActionResult> OnPost(string id)
    {
        Command = Read<RequestWriteOff>() is { } read ? read with { LoanId = id } : null;
        if (await SendConfirmed(Command) is (true, { } asked))
        {
            return GoTo($"/write-offs/{asked.Id}", "write_off.asked");
        }

        await OnGet(id);
        return Page();
    }
}
