using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Statements.FinancialPosition;

/// <summary>What there is on a day, what is owed, and whose funds it is.</summary>
public sealed class FinancialPositionPage : StatementPage
{
    /// <summary>Shows it.</summary>
    public Task<IActionResult> OnGet(PositionQuery query) =>
        Show(
            new GetFinancialPosition { Query = query },
            report => [Day("asOf", report?.To), Day("compareTo", report?.PreviousTo), Fund(), Office()]
        );
}
