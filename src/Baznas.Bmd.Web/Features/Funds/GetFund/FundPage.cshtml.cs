using Baznas.Bmd.Web.Features.Funds.ListCashCounts;
using Baznas.Bmd.Web.Features.Funds.ListFundMovements;
using Baznas.Bmd.Web.Features.Reports.CashForecast;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Funds.GetFund;

/// <summary>One fund: what is in it, whether it will suffice, what moved lately, and how its cash was counted.</summary>
public sealed class FundPage : BmdPage
{
    private const int LatestMovements = 10;

    private const int LatestCounts = 4;

    private const int Weeks = 8;

    /// <summary>The fund.</summary>
    public FundBalanceView Fund { get; private set; } = null!;

    /// <summary>What moved; null for who may not see it.</summary>
    public Page<FundMovement>? Movements { get; private set; }

    /// <summary>The weeks to come; null for who may not see them.</summary>
    public ForecastWeeks? Forecast { get; private set; }

    /// <summary>The latest counts of its cash.</summary>
    public IReadOnlyList<CashCountView> Counts { get; private set; } = [];

    /// <summary>Whether this is a later page of the movements, which then stand alone.</summary>
    public bool IsLaterPage { get; private set; }

    /// <summary>Shows the fund.</summary>
    public async Task OnGet(string id, [FromQuery] string? cursor)
    {
        Fund = await Ask(new GetFund { Id = id });
        if (!May<ListFundMovements.ListFundMovements>())
        {
            return;
        }

        IsLaterPage = cursor is not null;
        Movements = await Ask(
            new ListFundMovements.ListFundMovements
            {
                FundId = id,
                Limit = IsLaterPage ? ListLength : LatestMovements,
                Cursor = cursor,
            }
        );
        if (!IsLaterPage)
        {
            Forecast = await Forecasted();
            var counts = new CashCountFilter { FundId = id, Limit = LatestCounts };
            Counts = (await Ask(new ListCashCounts.ListCashCounts { Filter = counts })).Items;
        }
    }

    private async Task<ForecastWeeks> Forecasted()
    {
        var today = await Today(Fund.OfficeId);
        var query = new ForecastQuery
        {
            OfficeId = Fund.OfficeId,
            FundId = Fund.Id,
            To = today.AddDays((Weeks * 7) - 1),
        };
        var report = await Ask(new GetCashForecast { Query = query });
        return new ForecastWeeks(report.From, report.Funds[0], Weeks);
    }
}
