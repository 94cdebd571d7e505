using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Reports.Portfolio;

/// <summary>What the loans are worth, and how well they are paid.</summary>
public sealed class PortfolioPage : ReportPage<PortfolioReport>
{
    /// <summary>Shows it.</summary>
    public Task<IActionResult> OnGet(ReportQuery query) =>
        Show(new GetPortfolio { Query = query }, report => [Day("asOf", report?.AsOf), Fund(), Product(), Office()]);
}

/// <summary>A portfolio to be shown, as it is or as it was kept.</summary>
/// <param name="Report">What is shown.</param>
/// <param name="Page">Where.</param>
public sealed record PortfolioBody(PortfolioReport Report, ReportPage Page);
