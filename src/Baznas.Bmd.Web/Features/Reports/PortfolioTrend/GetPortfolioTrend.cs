using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Reports.Portfolio;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reports.PortfolioTrend;

/// <summary>
/// What an office's loans were worth at the ends of the last twelve months, and how well they were paid. The month that
/// runs counts up to today; months before the first posting are left out.
/// </summary>
[Allowed(Role.Auditor, Role.Approver, Role.Cashier, Role.Admin)]
public sealed record GetPortfolioTrend : IQuery<PortfolioTrendReport>, IApiEndpoint
{
    /// <summary>The office, for who may see several; the caller's own when left out.</summary>
    public required string OfficeId { get; init; }

    /// <summary>The last day; today when left out.</summary>
    public DateOnly? AsOf { get; init; }

    Subject IRead.Subject => Subject.Office(OfficeId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetPortfolioTrend, PortfolioTrendReport>(
            "/reports/portfolio-trend",
            (string? officeId, DateOnly? asOf, CallContext context) =>
                new GetPortfolioTrend { OfficeId = officeId ?? context.Caller?.OfficeId ?? "", AsOf = asOf }
        );
}

/// <summary>The portfolio from month to month.</summary>
/// <param name="AsOf">The last day.</param>
/// <param name="Months">The oldest first.</param>
public sealed record PortfolioTrendReport(DateOnly AsOf, IReadOnlyList<TrendMonth> Months);

/// <summary>The portfolio at the end of a month.</summary>
public sealed record TrendMonth
{
    /// <summary>Loans late by more days than this are at risk.</summary>
    public const int DaysAtRisk = 30;

    /// <summary>The month's last day, or the last day asked for.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>Owed on active loans, rupiah.</summary>
    public required Rupiah Outstanding { get; init; }

    /// <summary>Loans on which something is owed.</summary>
    public required int ActiveLoans { get; init; }

    /// <summary>The whole outstanding of loans late by more than 30 days, rupiah.</summary>
    public required Rupiah AtRisk { get; init; }

    /// <summary>Its share of the outstanding, to 4 decimals.</summary>
    public required decimal AtRiskRatio { get; init; }

    /// <summary>Whether it is what the closing of the month kept.</summary>
    public required bool Kept { get; init; }

    /// <summary>What a portfolio says of the day it was counted for.</summary>
    public static TrendMonth Of(PortfolioReport portfolio, bool isKept)
    {
        var risk = portfolio.Par.Single(line => line.Over == DaysAtRisk);
        return new TrendMonth
        {
            AsOf = portfolio.AsOf,
            Outstanding = portfolio.Outstanding,
            ActiveLoans = portfolio.ActiveLoans,
            AtRisk = risk.Outstanding,
            AtRiskRatio = risk.Ratio,
            Kept = isKept,
        };
    }
}

/// <summary>
/// Takes closed months from what their closing kept, which nothing booked later can change, and counts only the open ones
/// anew. So an office that closes its months in time counts one or two, however many loans it has.
/// </summary>
public sealed class GetPortfolioTrendHandler(Db db, ReportScope scope, ClosedPeriods closed, IMediator mediator)
    : IRequestHandler<GetPortfolioTrend, Result<PortfolioTrendReport>>
{
    private const int MonthsShown = 12;

    private static readonly Sql<IdParameter, DateOnly?> FirstPosting = new(
        "SELECT MIN([EffectiveOn]) AS [EffectiveOn] FROM [JournalEntry] WHERE [OfficeId] = @Id"
    );

    // A month that was opened again and closed once more has several; the last one stands.
    private static readonly Sql<KeptParameters, KeptRow> Kept = new(
        """
        SELECT [Period], [Content] FROM [StoredReport]
        WHERE [OfficeId] = @OfficeId AND [Kind] LIKE 'closing.portfolio%' AND [Period] >= @From AND [Period] <= @To
        ORDER BY [Period], [CreatedAt]
        """
    );

    /// <inheritdoc/>
    public async Task<Result<PortfolioTrendReport>> Handle(
        GetPortfolioTrend request,
        CancellationToken cancellationToken
    )
    {
        var (_, asOf) = await scope.Of(request.OfficeId, request.AsOf, cancellationToken);
        var days = await DaysOf(request.OfficeId, asOf, cancellationToken);
        var kept = await KeptOf(request.OfficeId, days, cancellationToken);
        var months = new List<TrendMonth>();
        foreach (var day in days)
        {
            if (!kept.TryGetValue(day, out var portfolio))
            {
                var query = new ReportQuery { OfficeId = request.OfficeId, AsOf = day };
                portfolio = (await mediator.Send(new GetPortfolio { Query = query }, cancellationToken)).Value;
            }

            months.Add(TrendMonth.Of(portfolio, kept.ContainsKey(day)));
        }

        return new PortfolioTrendReport(asOf, months);
    }

    /// <summary>The last day of each month since the first posting, the last one being the day itself.</summary>
    private async Task<IReadOnlyList<DateOnly>> DaysOf(string officeId, DateOnly asOf, CancellationToken ct)
    {
        if (await db.Find(FirstPosting, new IdParameter(officeId), ct) is not { } first)
        {
            return [];
        }

        var days = new List<DateOnly>();
        for (
            var day = asOf;
            day >= first && days.Count < MonthsShown;
            day = new DateOnly(day.Year, day.Month, 1).AddDays(-1)
        )
        {
            days.Insert(0, day);
        }

        return days;
    }

    private async Task<Dictionary<DateOnly, PortfolioReport>> KeptOf(
        string officeId,
        IReadOnlyList<DateOnly> days,
        CancellationToken ct
    )
    {
        if (days.Count == 0 || await closed.Last(officeId, ct) is not { } last)
        {
            return [];
        }

        var parameters = new KeptParameters(officeId, AccountingPeriod.Of(days[0]), last);
        return (await db.Query(Kept, parameters, ct))
            .GroupBy(row => row.Period)
            .Select(month => Json.Read<PortfolioReport>(month.Last().Content))
            .ToDictionary(portfolio => portfolio.AsOf);
    }

    private sealed record KeptParameters(string OfficeId, string From, string To);

    private sealed class KeptRow
    {
        public string Period { get; init; } = "";
        public string Content { get; init; } = "";
    }
}
