using Baznas.Bmd.Web.Features.Loans.GetLoan;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Loans.RecordRepayment;

/// <summary>Takes a repayment: three fields, one look at what it will do, and the receipt.</summary>
public sealed class RecordRepaymentPage : BmdPage
{
    /// <summary>The loan as it stands.</summary>
    public LoanView Loan { get; private set; } = null!;

    /// <summary>The office's date.</summary>
    public DateOnly OfficeToday { get; private set; }

    /// <summary>What was filled in.</summary>
    public RecordRepayment? Command { get; private set; }

    /// <summary>What it would do.</summary>
    public RepaymentReceipt? Would => Rehearsed as RepaymentReceipt;

    /// <summary>Shows the form.</summary>
    public async Task OnGet(string id)
    {
        Loan = await Ask(new GetLoan.GetLoan { Id = id });
        OfficeToday = await Today(Loan.OfficeId);
    }

    /// <summary>Rehearses the repayment, and books it when it is confirmed.</summary>
    public async Task<IActionResult> OnPost(string id)
    {
        Command = Read<RecordRepayment>() is { } read ? read with { LoanId = id } : null;
        if (await SendConfirmed(Command) is (true, { } receipt))
        {
            return GoTo($"/loans/{id}", "repay.done", receipt.Outstanding);
        }

        await OnGet(id);
        return Page();
    }
}
