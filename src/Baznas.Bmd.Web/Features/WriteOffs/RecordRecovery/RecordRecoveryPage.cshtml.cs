using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Loans.GetLoan;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.WriteOffs.RecordRecovery;

/// <summary>Takes money on a loan that was written off.</summary>
public sealed class RecordRecoveryPage : BmdPage
{
    /// <summary>The loan as it stands.</summary>
    public LoanView Loan { get; private set; } = null!;

    /// <summary>What was filled in.</summary>
    public RecordRecovery? Command { get; private set; }

    /// <summary>What it would do.</summary>
    public RecoveryReceipt? Would => Rehearsed as RecoveryReceipt;

    /// <summary>Whether anything can be recovered on the loan.</summary>
    public bool IsRecoverable => Loan.Status == LoanStatus.WrittenOff && Loan.StillOwed.IsPositive;

    /// <summary>Shows the form.</summary>
    public async Task OnGet(string id) => Loan = await Ask(new GetLoan { Id = id });

    /// <summary>Rehearses the recovery, and books it when it is confirmed.</summary>
    public async Task<IActionResult> OnPost(string id)
    {
        Command = Read<RecordRecovery>() is { } read ? read with { LoanId = id } : null;
        if (await SendConfirmed(Command) is (true, { } receipt))
        {
            return GoTo($"/transactions/{receipt.TransactionId}/receipt", "recover.done", receipt.StillOwed);
        }

        await OnGet(id);
        return Page();
    }
}
