using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Reports.Disbursements;

/// <summary>What was paid out, loan by loan.</summary>
public sealed class DisbursementsPage : ReportPage<DisbursementsReport>
{
    /// <summary>Shows it.</summary>
    public Task<IActionResult> OnGet(PeriodQuery query) =>
        Show(
            new GetDisbursements { Query = query },
            report => [Day("from", report?.From), Day("to", report?.To), Fund(), Office()]
        );
}
