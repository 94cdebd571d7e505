using Baznas.Bmd.Domain.Impact;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Reports.Impact;

/// <summary>What has changed for borrowers.</summary>
public sealed class ImpactReportPage : ReportPage<ImpactReport>
{
    /// <summary>What is compared: the end of its texts' keys, and its mean.</summary>
    public static readonly IReadOnlyList<(string Name, Func<ImpactMeans, Rupiah> Mean)> Means =
    [
        ("income", means => means.Income),
        ("turnover", means => means.Turnover),
        ("assets", means => means.Assets),
    ];

    /// <summary>Shows it.</summary>
    public Task<IActionResult> OnGet(ImpactQuery query) =>
        Show(
            new GetImpact { Query = query },
            report =>
                [
                    Day("from", report?.From),
                    Day("to", report?.To),
                    OneOf("by", Choice.All<ImpactGrouping>(), report?.By ?? ImpactGrouping.Office) with
                    {
                        IsNeeded = true,
                    },
                    Office(),
                ]
        );
}
