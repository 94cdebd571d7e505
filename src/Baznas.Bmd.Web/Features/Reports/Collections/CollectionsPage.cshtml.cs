using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Reports.Collections;

/// <summary>What was due in a period, and what came in.</summary>
public sealed class CollectionsPage : ReportPage<CollectionsReport>
{
    /// <summary>Shows it.</summary>
    public Task<IActionResult> OnGet(PeriodQuery query) =>
        Show(
            new GetCollections { Query = query },
            report => [Day("from", report?.From), Day("to", report?.To), Fund(), Office()]
        );
}
