using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Reports.CashForecast;

/// <summary>Whether each fund's cash will suffice.</summary>
public sealed class CashForecastPage : ReportPage<CashForecastReport>
{
    /// <summary>Shows it.</summary>
    public Task<IActionResult> OnGet(ForecastQuery query) =>
        Show(
            new GetCashForecast { Query = query },
            report => [Day("from", report?.From), Day("to", report?.To), Fund(), Office()]
        );
}
