using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Reports.Arrears;

/// <summary>Who is late, loan by loan.</summary>
public sealed class ArrearsPage : ReportPage<ArrearsReport>
{
    /// <summary>The days that portfolio at risk is told for.</summary>
    private static readonly int[] Days = [7, 30, 60, 90];

    /// <summary>Shows it.</summary>
    public Task<IActionResult> OnGet(ArrearsQuery query) =>
        Show(
            new GetArrears { Query = query },
            report =>
                [
                    Day("asOf", report?.AsOf),
                    OneOf(
                        "over",
                        [.. Days.Select(days => new Choice(FieldText.Of(days)!, PageText.T("reports.over_days", days)))]
                    ),
                    OneOf("collectibility", Choice.Of(Enum.GetValues<CollectibilityClass>().Skip(1))),
                    Fund(),
                    Product(),
                    Office(),
                ]
        );
}
