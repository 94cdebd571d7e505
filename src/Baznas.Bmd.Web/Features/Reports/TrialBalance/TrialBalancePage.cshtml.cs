using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Reports.TrialBalance;

/// <summary>Every account's balance.</summary>
public sealed class TrialBalancePage : ReportPage<TrialBalanceReport>
{
    /// <summary>Shows it.</summary>
    public Task<IActionResult> OnGet(TrialBalanceQuery query) =>
        Show(new GetTrialBalance { Query = query }, report => [Day("asOf", report?.AsOf), Fund(), Office()]);
}

/// <summary>A trial balance to be shown, as it is or as it was kept.</summary>
/// <param name="Report">What is shown.</param>
/// <param name="Page">Where.</param>
public sealed record TrialBalanceBody(TrialBalanceReport Report, ReportPage Page);
