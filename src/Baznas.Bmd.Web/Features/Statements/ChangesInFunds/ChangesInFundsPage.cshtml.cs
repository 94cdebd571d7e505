using Baznas.Bmd.Web.Features.Reports;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Statements.ChangesInFunds;

/// <summary>What each kind of fund gained and gave up in a period, from its opening to its closing.</summary>
public sealed class ChangesInFundsPage : StatementPage
{
    /// <summary>Shows it.</summary>
    public Task<IActionResult> OnGet(PeriodQuery query) =>
        Show(
            new GetChangesInFunds { Query = query },
            report => [Day("from", report?.From), Day("to", report?.To), Fund(), Office()]
        );
}
