using Baznas.Bmd.Web.Features.Offices;
using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.Funds.GetCashCount;

/// <summary>A count of cash as a sheet to print and to sign.</summary>
public sealed class CashCountPage : BmdPage
{
    /// <summary>The count.</summary>
    public CashCountView Count { get; private set; } = null!;

    /// <summary>The office whose cash it is.</summary>
    public OfficeView Office { get; private set; } = null!;

    /// <summary>Reads it.</summary>
    public async Task OnGet(string id)
    {
        Count = await Ask(new GetCashCount(id));
        var fund = await Ask(new GetFund.GetFund { Id = Count.FundId });
        Office = await Ask(new Features.Offices.GetOffice.GetOffice(fund.OfficeId));
    }
}
