using Baznas.Bmd.Web.Features.Borrowers.GetDeposit;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Borrowers.RefundDeposit;

/// <summary>Gives a deposit back.</summary>
public sealed class RefundDepositPage : BmdPage
{
    /// <summary>Whose it is.</summary>
    public BorrowerView Borrower { get; private set; } = null!;

    /// <summary>What is held.</summary>
    public DepositView Deposit { get; private set; } = null!;

    /// <summary>The office's date.</summary>
    public DateOnly OfficeToday { get; private set; }

    /// <summary>What was filled in.</summary>
    public RefundDeposit? Command { get; private set; }

    /// <summary>What it would do.</summary>
    public DepositRefund? Would => Rehearsed as DepositRefund;

    /// <summary>Shows the form.</summary>
    public async Task OnGet(string id)
    {
        Borrower = await Ask(new GetBorrower.GetBorrower(id));
        Deposit = await Ask(new GetDeposit.GetDeposit(id));
        OfficeToday = await Today(Borrower.OfficeId);
    }

    /// <summary>Rehearses the refund, and books it when it is confirmed.</summary>
    public async Task<IActionResult> OnPost(string id)
    {
        Command = Read<RefundDeposit>() is { } read ? read with { BorrowerId = id } : null;
        if (await SendConfirmed(Command) is (true, { } refund))
        {
            return GoTo($"/transactions/{refund.TransactionId}/receipt", "deposit.refunded", refund.Balance);
        }

        await OnGet(id);
        return Page();
    }
}
