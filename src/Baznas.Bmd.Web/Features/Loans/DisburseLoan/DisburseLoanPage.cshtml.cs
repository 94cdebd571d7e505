using Baznas.Bmd.Web.Features.Funds;
using Baznas.Bmd.Web.Features.Loans.GetLoan;
using Baznas.Bmd.Web.Features.Loans.PlanDisbursement;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Loans.DisburseLoan;

/// <summary>Pays a loan out, or its next tranche: how much is fixed, where from is chosen, and the schedule is seen first.</summary>
public sealed class DisburseLoanPage : BmdPage
{
    /// <summary>The loan as it stands.</summary>
    public LoanView Loan { get; private set; } = null!;

    /// <summary>What would be paid out, and what would follow; null when it can't be.</summary>
    public DisbursementPlan? Plan { get; private set; }

    /// <summary>Why it can't be paid out, known before anything is filled in.</summary>
    public Problem? WhyNot { get; private set; }

    /// <summary>What was filled in.</summary>
    public DisburseLoan? Command { get; private set; }

    /// <summary>What it would do.</summary>
    public DisbursementView? Would => Rehearsed as DisbursementView;

    /// <summary>Whether the fund has enough in an account.</summary>
    public bool IsEnoughIn(MoneyAccount account) => InFund(account) >= Plan!.Amount;

    /// <summary>The accounts, each with what is in it.</summary>
    public IEnumerable<Choice> Accounts =>
        Enum.GetValues<MoneyAccount>()
            .Where(IsEnoughIn)
            .Select(account => new Choice(
                FieldText.Of(account)!,
                PageText.T("disburse.account.has", PageText.Word(account), InFund(account))
            ));

    /// <summary>Shows what would be paid out.</summary>
    public Task OnGet(string id) => Show(id, null);

    /// <summary>Rehearses the payout, and books it when it is confirmed.</summary>
    public async Task<IActionResult> OnPost(string id)
    {
        Command = Read<DisburseLoan>() is { } read ? read with { LoanId = id } : null;
        if (await SendConfirmed(Command) is (true, { } paid))
        {
            return GoTo($"/transactions/{paid.TransactionId}/receipt", "disburse.done", paid.Amount);
        }

        // A day that was refused has no plan; what is wrong with it stands in the form.
        await Show(id, Refusal is null ? Command?.DisbursedOn : null);
        return Page();
    }

    /// <summary>What the fund has in an account.</summary>
    public Rupiah InFund(MoneyAccount account) => account == MoneyAccount.Cash ? Plan!.Cash : Plan!.Bank;

    private async Task Show(string id, DateOnly? on)
    {
        Loan = await Ask(new GetLoan.GetLoan { Id = id });
        try
        {
            Plan = await Ask(new PlanDisbursement.PlanDisbursement { LoanId = id, DisbursedOn = on });
        }
        catch (RefusedException refused) when (refused.Error.Code != "access.denied")
        {
            WhyNot = Problems.Of(refused.Error, HttpContext);
        }
    }
}
