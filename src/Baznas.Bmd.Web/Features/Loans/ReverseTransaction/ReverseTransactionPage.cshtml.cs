using Baznas.Bmd.Web.Features.Receipts.GetReceipt;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Loans.ReverseTransaction;

/// <summary>Takes an entry of a loan back, with a reason, after a look at what it was and what follows.</summary>
public sealed class ReverseTransactionPage : BmdPage
{
    /// <summary>What is taken back.</summary>
    public ReceiptView Entry { get; private set; } = null!;

    /// <summary>What was filled in.</summary>
    public ReverseTransaction? Command { get; private set; }

    /// <summary>What it would do.</summary>
    public ReversalView? Would => Rehearsed as ReversalView;

    /// <summary>Whether it still stands, and is no reversal itself.</summary>
    public bool IsReversible => Entry is { ReversedBy: null, Reverses: null };

    /// <summary>Shows what was booked.</summary>
    public async Task OnGet(string id, string transactionId)
    {
        Entry = await Ask(new GetReceipt(transactionId));
        if (Entry.Loan?.Id != id)
        {
            throw new RefusedException(RunningLoanErrors.TransactionNotFound);
        }
    }

    /// <summary>Rehearses the reversal, and books it when it is confirmed.</summary>
    public async Task<IActionResult> OnPost(string id, string transactionId)
    {
        Command = Read<ReverseTransaction>() is { } read
            ? read with
            {
                LoanId = id,
                TransactionId = transactionId,
            }
            : null;
        if (await SendConfirmed(Command) is (true, { } reversal))
        {
            return GoTo($"/loans/{id}", "reverse.done", reversal.Outstanding);
        }

        await OnGet(id, transactionId);
        return Page();
    }
}
