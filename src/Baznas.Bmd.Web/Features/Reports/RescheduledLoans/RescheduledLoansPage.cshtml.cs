using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Reports.RescheduledLoans;

/// <summary>Schedules that were changed because of hardship.</summary>
public sealed class RescheduledLoansPage : ReportPage<RescheduledLoansReport>
{
    /// <summary>Shows it.</summary>
    public Task<IActionResult> OnGet(PeriodQuery query) =>
        Show(
            new GetRescheduledLoans { Query = query },
            report => [Day("from", report?.From), Day("to", report?.To), Fund(), Office()]
        );
}
