using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Funds;
using Baznas.Bmd.Web.Features.Groups;
using Baznas.Bmd.Web.Features.Groups.GetGroup;
using Baznas.Bmd.Web.Features.Loans.GetLoan;
using Baznas.Bmd.Web.Features.Till.ListPayableLoans;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Loans.RecordRepayment;

/// <summary>Takes a repayment: three fields, one look at what it will do, and the receipt.</summary>
public sealed class RecordRepaymentPage : BmdPage
{
    /// <summary>The loan as it stands.</summary>
    public LoanView Loan { get; private set; } = null!;

    /// <summary>What is due on it; null when nothing is owed.</summary>
    public PayableLoan? Due { get; private set; }

    /// <summary>The others of the borrower's group, who may pay for them.</summary>
    public IReadOnlyList<Choice> Payers { get; private set; } = [];

    /// <summary>The office's date.</summary>
    public DateOnly OfficeToday { get; private set; }

    /// <summary>What was filled in.</summary>
    public RecordRepayment? Command { get; private set; }

    /// <summary>What it would do.</summary>
    public RepaymentReceipt? Would => Rehearsed as RepaymentReceipt;

    /// <summary>What the page proposes: all that is due by today, or else the next instalment.</summary>
    public Rupiah? Proposed => Due is { } due ? (due.DueNow.IsPositive ? due.DueNow : due.NextDueAmount) : null;

    /// <summary>Where the money may lie: what came by the bank is the cashier's to see.</summary>
    public IReadOnlyList<Choice> Accounts => AccountsFor(Caller);

    /// <summary>Whether anything can be paid on the loan.</summary>
    public bool IsPayable => Loan.Status == LoanStatus.Active;

    /// <summary>The accounts that somebody may take money into.</summary>
    public static IReadOnlyList<Choice> AccountsFor(Caller caller) =>
        caller.Roles.Contains(Role.Cashier) ? Choice.All<MoneyAccount>() : Choice.Of(MoneyAccount.Cash);

    /// <summary>Shows the form.</summary>
    public async Task OnGet(string id)
    {
        Loan = await Ask(new GetLoan.GetLoan { Id = id });
        OfficeToday = Loan.AsOf;
        if (!IsPayable)
        {
            return;
        }

        var owed = await Ask(new ListPayableLoans { BorrowerId = Loan.Borrower.Id });
        Due = owed.Items.FirstOrDefault(loan => loan.LoanId == id);
        if (Due?.GroupId is { } groupId)
        {
            Payers = ChoicesOf(await Ask(new GetGroup(groupId)), Loan.Borrower.Id);
        }
    }

    /// <summary>Rehearses the repayment, and books it when it is confirmed.</summary>
    public async Task<IActionResult> OnPost(string id)
    {
        Command = Read<RecordRepayment>() is { } read ? read with { LoanId = id } : null;
        if (await SendConfirmed(Command) is (true, { } receipt))
        {
            return GoTo($"/transactions/{receipt.TransactionId}/receipt", "repay.done", receipt.Outstanding);
        }

        await OnGet(id);
        return Page();
    }

    private static IReadOnlyList<Choice> ChoicesOf(GroupView group, string exceptId) =>
        [
            .. group
                .Members!.Where(member => member.BorrowerId != exceptId)
                .Select(member => new Choice(member.BorrowerId, member.FullName)),
        ];
}
