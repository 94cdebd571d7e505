using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Funds.TransferFund;

/// <summary>Carries a fund's cash to the bank, or back.</summary>
public sealed class TransferFundPage : BmdPage
{
    /// <summary>The fund.</summary>
    public FundBalanceView Fund { get; private set; } = null!;

    /// <summary>The office's date.</summary>
    public DateOnly OfficeToday { get; private set; }

    /// <summary>What was filled in.</summary>
    public TransferFund? Command { get; private set; }

    /// <summary>Shows the form.</summary>
    public async Task OnGet(string id)
    {
        Fund = await Ask(new GetFund.GetFund { Id = id });
        OfficeToday = await Today(Fund.OfficeId);
    }

    /// <summary>Rehearses the transfer, and books it when it is confirmed.</summary>
    public async Task<IActionResult> OnPost(string id)
    {
        Command = Read<TransferFund>() is { } read ? read with { FundId = id } : null;
        if (await SendConfirmed(Command) is (true, { } transfer))
        {
            return GoTo($"/funds/{id}", "funds.transfer.done", Command!.Amount, transfer.JournalNumber);
        }

        await OnGet(id);
        return Page();
    }
}
