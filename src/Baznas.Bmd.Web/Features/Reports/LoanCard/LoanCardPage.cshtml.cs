using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Reports.LoanCard;

/// <summary>A loan on one sheet.</summary>
public sealed class LoanCardPage : ReportPage<LoanCardReport>
{
    /// <summary>Shows it.</summary>
    public Task<IActionResult> OnGet(string id, DateOnly? asOf) =>
        Show(new GetLoanCard { LoanId = id, AsOf = asOf }, report => [Day("asOf", report?.Loan.AsOf)]);
}
