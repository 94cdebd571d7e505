using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Reports.WrittenOffLoans;

/// <summary>Debts that left the books.</summary>
public sealed class WrittenOffLoansPage : ReportPage<WrittenOffLoansReport>
{
    /// <summary>Shows it.</summary>
    public Task<IActionResult> OnGet(PeriodQuery query) =>
        Show(
            new GetWrittenOffLoans { Query = query },
            report => [Day("from", report?.From), Day("to", report?.To), Fund(), Office()]
        );
}
