using Baznas.Bmd.Web.Features.Funds.ListFunds;
using Baznas.Bmd.Web.Features.Offices.ListOffices;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;
using Microsoft.AspNetCore.Mvc;

namespace Baznas.Bmd.Web.Features.Funds.CreateFund;

/// <summary>The funds there are, and a new one.</summary>
public sealed class CreateFundPage : BmdPage
{
    /// <summary>The offices a fund may belong to.</summary>
    public IReadOnlyList<Choice> Offices { get; private set; } = [];

    /// <summary>The funds.</summary>
    public IReadOnlyList<FundBalanceView> Funds { get; private set; } = [];

    /// <summary>The name of the office that a fund belongs to.</summary>
    public string OfficeOf(FundBalanceView fund) => Offices.Single(office => office.Value == fund.OfficeId).Text;

    /// <summary>Shows them to whom they are for.</summary>
    public async Task OnGet()
    {
        OnlyFor<CreateFund>();
        Offices = [.. (await Ask(new ListOffices())).Items.Select(office => new Choice(office.Id, office.Name))];
        Funds = (await Ask(new ListFunds.ListFunds { Limit = PageRequest.MaxLimit })).Items;
    }

    /// <summary>Opens one.</summary>
    public async Task<IActionResult> OnPost()
    {
        if (await Send(Read<CreateFund>()) is (true, { } fund))
        {
            return GoTo("/settings/funds", "settings.fund.created", fund.Name);
        }

        await OnGet();
        return Page();
    }
}
