using Baznas.Bmd.Web.Features.Borrowers.GetDeposit;
using Baznas.Bmd.Web.Features.Till.ListPayableLoans;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Borrowers.ApplyDeposit;

/// <summary>Uses a deposit for an instalment.</summary>
public sealed class ApplyDepositPage : BmdPage
{
    /// <summary>Whose it is.</summary>
    public BorrowerView Borrower { get; private set; } = null!;

    /// <summary>What is held.</summary>
    public DepositView Deposit { get; private set; } = null!;

    /// <summary>The running loans it can be used for.</summary>
    public IReadOnlyList<PayableLoan> Loans { get; private set; } = [];

    /// <summary>The office's date.</summary>
    public DateOnly OfficeToday { get; private set; }

    /// <summary>What was filled in.</summary>
    public ApplyDeposit? Command { get; private set; }

    /// <summary>What it would do.</summary>
    public DepositApplication? Would => Rehearsed as DepositApplication;

    /// <summary>What it would use: what stands in the form, or as much as is held and owed.</summary>
    public Rupiah Used => Command?.Amount ?? Would!.Allocations.Sum(part => part.Amount);

    /// <summary>What the page proposes: what is due or next of the loan, as far as the deposit reaches.</summary>
    public Rupiah Proposed(PayableLoan loan) =>
        Rupiah.Min(Deposit.Balance, loan.DueNow.IsPositive ? loan.DueNow : loan.NextDueAmount);

    /// <summary>Shows the form.</summary>
    public async Task OnGet(string id)
    {
        Borrower = await Ask(new GetBorrower.GetBorrower(id));
        Deposit = await Ask(new GetDeposit.GetDeposit(id));
        var owed = await Ask(new ListPayableLoans { BorrowerId = id });
        Loans = DepositPage.RunningOf(owed);
        OfficeToday = owed.AsOf;
    }

    /// <summary>Rehearses the use, and books it when it is confirmed.</summary>
    public async Task<IActionResult> OnPost(string id)
    {
        Command = Read<ApplyDeposit>() is { } read ? read with { BorrowerId = id } : null;
        if (await SendConfirmed(Command) is (true, { } used))
        {
            return GoTo($"/transactions/{used.TransactionId}/receipt", "deposit.used", used.Balance);
        }

        await OnGet(id);
        return Page();
    }
}
