using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Reports.ExpectedPayments;

/// <summary>What falls due in the days to come.</summary>
public sealed class ExpectedPaymentsPage : ReportPage<ExpectedPaymentsReport>
{
    /// <summary>Shows it.</summary>
    public Task<IActionResult> OnGet(ExpectedPaymentsQuery query) =>
        Show(
            new GetExpectedPayments { Query = query },
            report => [Day("from", report?.From), Day("to", report?.To), Fund(), Office()]
        );
}
