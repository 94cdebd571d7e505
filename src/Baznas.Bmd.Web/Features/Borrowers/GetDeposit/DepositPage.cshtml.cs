using Baznas.Bmd.Web.Features.Till.ListPayableLoans;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Borrowers.GetDeposit;

/// <summary>What is held for a borrower, what they owe beside it, and what they want done with it.</summary>
public sealed class DepositPage : BmdPage
{
    /// <summary>Whose it is.</summary>
    public BorrowerView Borrower { get; private set; } = null!;

    /// <summary>What is held.</summary>
    public DepositView Deposit { get; private set; } = null!;

    /// <summary>The running loans it can be used for.</summary>
    public IReadOnlyList<PayableLoan> Loans { get; private set; } = [];

    /// <summary>Shows it.</summary>
    public async Task OnGet(string id)
    {
        Borrower = await Ask(new GetBorrower.GetBorrower(id));
        Deposit = await Ask(new GetDeposit(id));
        Loans = RunningOf(await Ask(new ListPayableLoans { BorrowerId = id }));
    }

    /// <summary>Notes what the borrower wants.</summary>
    public async Task<IActionResult> OnPost(string id)
    {
        var choice = Read<ChooseDepositUse.ChooseDepositUse>() is { } read ? read with { BorrowerId = id } : null;
        if (await Send(choice) is (true, { } deposit))
        {
            return GoTo($"/borrowers/{id}/deposit", deposit.ApplyWhenDue ? "deposit.chosen.yes" : "deposit.chosen.no");
        }

        await OnGet(id);
        return Page();
    }

    /// <summary>Those on the books.</summary>
    public static IReadOnlyList<PayableLoan> RunningOf(PayableLoans loans) =>
        [.. loans.Items.Where(loan => loan.Outstanding.IsPositive)];
}
