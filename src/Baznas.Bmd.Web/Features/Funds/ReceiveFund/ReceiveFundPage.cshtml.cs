using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Funds.ReceiveFund;

/// <summary>Takes capital into a fund.</summary>
public sealed class ReceiveFundPage : BmdPage
{
    /// <summary>The fund.</summary>
    public FundBalanceView Fund { get; private set; } = null!;

    /// <summary>The office's date.</summary>
    public DateOnly OfficeToday { get; private set; }

    /// <summary>What was filled in.</summary>
    public ReceiveFund? Command { get; private set; }

    /// <summary>Shows the form.</summary>
    public async Task OnGet(string id)
    {
        Fund = await Ask(new GetFund.GetFund { Id = id });
        OfficeToday = await Today(Fund.OfficeId);
    }

    /// <summary>Rehearses the receipt, and books it when it is confirmed.</summary>
    public async Task<IActionResult> OnPost(string id)
    {
        Command = Read<ReceiveFund>() is { } read ? read with { FundId = id } : null;
        if (await SendConfirmed(Command) is (true, { } receipt))
        {
            return GoTo($"/funds/{id}", "funds.receive.done", receipt.Amount, receipt.ReceiptNumber);
        }

        await OnGet(id);
        return Page();
    }
}
