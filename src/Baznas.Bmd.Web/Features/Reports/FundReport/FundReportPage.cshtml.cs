using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Reports.FundReport;

/// <summary>What came into each fund, what went out, and what is left.</summary>
public sealed class FundReportPage : ReportPage<FundsReport>
{
    /// <summary>Shows it.</summary>
    public Task<IActionResult> OnGet(PeriodQuery query) =>
        Show(
            new GetFundReport { Query = query },
            report => [Day("from", report?.From), Day("to", report?.To), Fund(), Office()]
        );

    /// <summary>The movements of a fund, in the order in which they make its closing cash.</summary>
    public static IReadOnlyList<FundMovement> MovementsOf(FundLine fund) =>
        [
            new("opening", fund.Opening),
            new("received", fund.Received),
            new("disbursed", -fund.Disbursed),
            new("repaid", fund.Repaid),
            new("infak", fund.Infak),
            new("deposits", fund.Deposits),
            new("recovered", fund.Recovered),
            new("difference", fund.CashDifference),
            new("settled", fund.SettledBetweenFunds),
        ];
}

/// <summary>One line of a fund's statement.</summary>
/// <param name="Name">Which one.</param>
/// <param name="Amount">What it adds; below zero when it takes.</param>
public sealed record FundMovement(string Name, Rupiah Amount);
