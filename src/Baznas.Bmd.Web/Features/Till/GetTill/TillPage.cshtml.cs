using Baznas.Bmd.Web.Features.Loans.RecordRepayment;
using Baznas.Bmd.Web.Features.Till.ListPayableLoans;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Till.GetTill;

/// <summary>Where a cashier's day begins: find who stands at the counter, and see what the day asks for.</summary>
public sealed class TillPage : BmdPage
{
    /// <summary>The rows shown of what is due; the rest is a link away.</summary>
    public const int FirstRows = 8;

    /// <summary>Who is looked for.</summary>
    public string? Q { get; private set; }

    /// <summary>Who was found; null while nobody is looked for.</summary>
    public PayableLoans? Found { get; private set; }

    /// <summary>The day; null while somebody is looked for.</summary>
    public TillView? Day { get; private set; }

    /// <summary>Shows the day, or who was found; straight on to the payment when it can be only one.</summary>
    public async Task<IActionResult> OnGet(string? q)
    {
        Q = string.IsNullOrWhiteSpace(q) ? null : q.Trim();
        if (Q is null)
        {
            Day = await Ask(new GetTill());
            return Page();
        }

        Found = await Ask(new ListPayableLoans.ListPayableLoans { Q = Q });
        return Found.Items is [var only] && May<RecordRepayment>() ? GoTo(PaymentOf(only)) : Page();
    }

    /// <summary>Where money on a loan is taken: what is off the books has a page of its own.</summary>
    public static string PaymentOf(PayableLoan loan) =>
        loan.Outstanding.IsPositive ? $"/loans/{loan.LoanId}/repay" : $"/loans/{loan.LoanId}/recover";
}
