using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.Funds.ListFunds;

/// <summary>What each fund holds, in the cash box, in the bank and with borrowers, and what can be done with it.</summary>
public sealed class FundsPage : BmdPage
{
    // More than any office has; funds are opened by kind, not by the day.
    private const int AllFunds = 200;

    /// <summary>The funds, by their marks.</summary>
    public IReadOnlyList<FundBalanceView> Funds { get; private set; } = [];

    /// <summary>The offices' names, for who may see several; else empty.</summary>
    public IReadOnlyDictionary<string, string> Offices { get; private set; } = new Dictionary<string, string>();

    /// <summary>Reads them.</summary>
    public async Task OnGet()
    {
        var page = await Ask(new ListFunds { Limit = AllFunds });
        Funds = [.. page.Items.OrderBy(fund => fund.OfficeId).ThenBy(fund => fund.Code, StringComparer.Ordinal)];
        if (Caller.OfficeId is null)
        {
            var offices = await Ask(new Features.Offices.ListOffices.ListOffices { Limit = AllFunds });
            Offices = offices.Items.ToDictionary(office => office.Id, office => office.Name);
        }
    }
}
