using Baznas.Bmd.Web.Features.Reports;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Statements.CashFlows;

/// <summary>Where cash and bank came from and went to in a period, by the direct method.</summary>
public sealed class CashFlowsPage : StatementPage
{
    /// <summary>Shows it.</summary>
    public Task<IActionResult> OnGet(PeriodQuery query) =>
        Show(
            new GetCashFlows { Query = query },
            report => [Day("from", report?.From), Day("to", report?.To), Fund(), Office()]
        );
}
