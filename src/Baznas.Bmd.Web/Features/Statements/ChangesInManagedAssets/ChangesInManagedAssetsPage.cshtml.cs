using Baznas.Bmd.Web.Features.Reports;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Statements.ChangesInManagedAssets;

/// <summary>What was lent, came back or is lost in a period, by kinds of funds.</summary>
public sealed class ChangesInManagedAssetsPage : StatementPage
{
    /// <summary>Shows it.</summary>
    public Task<IActionResult> OnGet(PeriodQuery query) =>
        Show(
            new GetChangesInManagedAssets { Query = query },
            report => [Day("from", report?.From), Day("to", report?.To), Fund(), Office()]
        );
}
