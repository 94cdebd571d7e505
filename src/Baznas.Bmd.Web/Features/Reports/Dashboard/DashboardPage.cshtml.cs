using Baznas.Bmd.Web.Features.Audit.GetAuditHead;
using Baznas.Bmd.Web.Features.Funds;
using Baznas.Bmd.Web.Features.Funds.ListFunds;
using Baznas.Bmd.Web.Features.MachineRoom;
using Baznas.Bmd.Web.Features.MachineRoom.GetJobTroubles;
using Baznas.Bmd.Web.Features.Reports.Collections;
using Baznas.Bmd.Web.Features.Reports.Portfolio;
using Baznas.Bmd.Web.Features.Reports.PortfolioTrend;
using Baznas.Bmd.Web.Features.Reports.ReportChoices;
using Baznas.Bmd.Web.Features.Reports.WaitingRequests;
using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.Reports.Dashboard;

/// <summary>How the programme stands, at a glance; every figure leads to the report it comes from.</summary>
public sealed class DashboardPage : BmdPage
{
    private const int MostFunds = 200;

    /// <summary>The office looked at; null for all of them together.</summary>
    public string? OfficeId { get; private set; }

    /// <summary>The offices there are to look at.</summary>
    public IReadOnlyList<Choice> Offices { get; private set; } = [];

    /// <summary>The loans today.</summary>
    public PortfolioReport Portfolio { get; private set; } = null!;

    /// <summary>This month so far.</summary>
    public CollectionsReport Collections { get; private set; } = null!;

    /// <summary>What there is to lend.</summary>
    public IReadOnlyList<FundBalanceView> Funds { get; private set; } = [];

    /// <summary>What waits for a decision.</summary>
    public WaitingRequestsView Waiting { get; private set; } = null!;

    /// <summary>The jobs that need somebody to look at them, for who can do something about it.</summary>
    public IReadOnlyList<JobTrouble> JobTroubles { get; private set; } = [];

    /// <summary>The ends of the last twelve months and today; none for all offices together.</summary>
    public IReadOnlyList<TrendMonth> Trend { get; private set; } = [];

    /// <summary>How far the audit trail has come, for who may see it.</summary>
    public AuditHead? Head { get; private set; }

    /// <summary>Reads it all.</summary>
    public async Task OnGet(string? officeId)
    {
        await ChooseOffice(officeId);
        // Who works for one office need not say which.
        var named = Caller.OfficeId is null ? OfficeId : null;
        Portfolio = await Ask(new GetPortfolio { Query = new ReportQuery { OfficeId = named } });
        Collections = await Ask(new GetCollections { Query = new PeriodQuery { OfficeId = named } });
        Waiting = await Ask(new GetWaitingRequests { OfficeId = named });
        if (May<GetJobTroubles>())
        {
            JobTroubles = (await Ask(new GetJobTroubles())).Items;
        }

        if (May<GetAuditHead>())
        {
            Head = await Ask(new GetAuditHead { OfficeId = named });
        }

        var funds = await Ask(new ListFunds { Limit = MostFunds });
        Funds =
        [
            .. funds.Items.Where(fund => OfficeId is null || fund.OfficeId == OfficeId).OrderBy(fund => fund.Code),
        ];
        if (OfficeId is not null)
        {
            var lastMonth = new DateOnly(Portfolio.AsOf.Year, Portfolio.AsOf.Month, 1).AddDays(-1);
            var past = await Ask(new GetPortfolioTrend { OfficeId = OfficeId, AsOf = lastMonth });
            Trend = [.. past.Months, TrendMonth.Of(Portfolio, isKept: false)];
        }
    }

    /// <summary>A report about the same office.</summary>
    public string To(string path) =>
        Offices.Count > 1 && OfficeId is not null
            ? $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}officeId={OfficeId}"
            : path;

    private async Task ChooseOffice(string? asked)
    {
        OfficeId = string.IsNullOrEmpty(asked) ? Caller.OfficeId : asked;
        if (Caller.OfficeId is not null)
        {
            return;
        }

        var choices = await Ask(new GetReportChoices());
        Offices = [.. choices.Offices.Select(office => new Choice(office.Id, office.Name))];
        // Of one office there is nothing to choose.
        OfficeId ??= Offices is [var only] ? only.Value : null;
    }
}
