using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;

namespace Baznas.Bmd.Web.Features.Funds.ListCashCounts;

/// <summary>How cash was counted, day by day.</summary>
public sealed class CashCountsPage : BmdPage
{
    private const int AllFunds = 200;

    /// <summary>What the address asks for.</summary>
    public CashCountFilter Filter { get; private set; } = new();

    /// <summary>The page of the list.</summary>
    public Page<CashCountView> Counts { get; private set; } = new() { Items = [] };

    /// <summary>The funds to choose from.</summary>
    public IReadOnlyList<FundBalanceView> Funds { get; private set; } = [];

    /// <summary>Reads them.</summary>
    public async Task OnGet(CashCountFilter filter)
    {
        Filter = filter with { Limit = ListLength };
        Counts = await Ask(new ListCashCounts { Filter = Filter });
        Funds = (await Ask(new ListFunds.ListFunds { Limit = AllFunds })).Items;
    }
}
