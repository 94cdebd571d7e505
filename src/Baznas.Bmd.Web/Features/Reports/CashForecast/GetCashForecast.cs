using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Loans;
using Baznas.Bmd.Web.Features.Reports.Files;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reports.CashForecast;

/// <summary>
/// Whether each fund's cash and bank will suffice: what is there today, what is granted or planned to be paid out, and
/// what falls due. What is overdue is not counted on.
/// </summary>
[Allowed(Role.Auditor, Role.Approver, Role.Cashier, Role.Admin)]
public sealed record GetCashForecast : IReportQuery<CashForecastReport>, IApiEndpoint
{
    /// <summary>What is asked for.</summary>
    public required ForecastQuery Query { get; init; }

    Subject IRead.Subject => ReportScope.SubjectOf(Query.OfficeId);

    ReportNarrowing IReportQuery.Narrowing => new() { FundId = Query.FundId };

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Report<GetCashForecast, CashForecastReport>(
            "/reports/cash-forecast",
            ([AsParameters] ForecastQuery query, EnumValue<ReportFormat>? format) =>
                new GetCashForecast { Query = query }
        );
}

/// <summary>What a forecast can be asked for.</summary>
public sealed record ForecastQuery
{
    /// <summary>The first day; today when left out or past.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day; three months after the first when left out.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Only this office, for who may see several.</summary>
    public string? OfficeId { get; init; }

    /// <summary>Only this fund.</summary>
    public string? FundId { get; init; }
}

/// <summary>The funds' cash and bank over days to come, in rupiah.</summary>
public sealed record CashForecastReport : IReport
{
    /// <summary>The first day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day.</summary>
    public required DateOnly To { get; init; }

    /// <summary>A forecast for each fund.</summary>
    public required IReadOnlyList<FundForecast> Funds { get; init; }

    /// <inheritdoc/>
    public ReportContent Content() =>
        new(
            $"cash-forecast-{From:yyyy-MM-dd}-{To:yyyy-MM-dd}",
            "reports.forecast",
            new ReportPeriod(From, To),
            ReportSheet
                .Of<Line>([.. Funds.SelectMany(Lines)])
                .Text("fund", "reports.fund", line => line.Fund.Code)
                .Text("name", "field.name", line => line.Fund.Name)
                .Date("date", "reports.date", line => line.Date)
                .Money("plannedTranches", "reports.forecast.tranches", line => line.Day?.PlannedTranches)
                .Money("approvedLoans", "reports.forecast.loans", line => line.Day?.ApprovedLoans)
                .Money("expectedRepayments", "reports.forecast.repayments", line => line.Day?.ExpectedRepayments)
                .Money("balance", "reports.balance", line => line.Balance)
        );

    // The first line of each fund is what it opens with.
    private IEnumerable<Line> Lines(FundForecast fund) =>
        fund
            .Rows.Select(row => new Line(fund, row.Date, row, row.Balance))
            .Prepend(new Line(fund, From, null, fund.Opening));

    private readonly record struct Line(FundForecast Fund, DateOnly Date, CashForecastDay? Day, Rupiah Balance);
}

/// <summary>One fund: from day to day, balance − planned tranches − approved loans + expected repayments.</summary>
public sealed record FundForecast
{
    /// <summary>The fund.</summary>
    public required string FundId { get; init; }

    /// <summary>Its mark.</summary>
    public required string Code { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What the money is in sharia.</summary>
    public required FundKind Kind { get; init; }

    /// <summary>Cash and bank today, or what would be there before a first day to come.</summary>
    public required Rupiah Opening { get; init; }

    /// <summary>The days on which something is expected.</summary>
    public required IReadOnlyList<CashForecastDay> Rows { get; init; }

    /// <summary>What would be there at the end of the last day.</summary>
    public required Rupiah Closing { get; init; }

    /// <summary>The least that would be there; below zero when it does not suffice.</summary>
    public required Rupiah LowestBalance { get; init; }

    /// <summary>The first day that it is so low.</summary>
    public required DateOnly LowestOn { get; init; }
}

/// <summary>Asks what is there and what is expected, and lets the domain count the days.</summary>
public sealed class GetCashForecastHandler(Db db, ReportScope scope)
    : IRequestHandler<GetCashForecast, Result<CashForecastReport>>
{
    private const int MonthsAhead = 3;

    private static readonly Sql<Asked, FundRow> Funds = new(
        """
        SELECT f.[Id], f.[Code], f.[Name], f.[Kind], COALESCE((SELECT SUM(p.[Amount]) FROM [Posting] p
            WHERE p.[OfficeId] = f.[OfficeId] AND p.[Account] IN ('cash', 'bank') AND p.[FundId] = f.[Id]
                AND p.[EffectiveOn] <= @Today), 0) AS [Cash]
        FROM [Fund] f
        WHERE 1 = 1
            {?OfficeId: AND f.[OfficeId] = @OfficeId}
            {?FundId: AND f.[Id] = @FundId}
        ORDER BY f.[OfficeId], f.[Code]
        """
    );

    // Of a loan of which nothing was paid out, what is paid first is the loan; a later tranche is a tranche. A loan
    // written off or forgiven is paid out no further.
    private static readonly Sql<Asked, ExpectedRow> Payouts = new(
        $$"""
        WITH [Granted] AS (
            SELECT l.[Id], l.[FundId], l.[Principal],
                COALESCE((SELECT SUM(p.[Amount]) FROM [Posting] p WHERE p.[LoanId] = l.[Id]
                    AND p.[Account] = 'qardhReceivable' AND p.[Kind] = 'disbursement'), 0) AS [Disbursed],
                COALESCE((SELECT SUM(p.[Amount]) FROM [Posting] p WHERE p.[LoanId] = l.[Id]
                    AND p.[Account] = 'qardhReceivable' AND p.[Kind] IN ('writeOff', 'forgiveness')), 0) AS [Ended],
                CASE WHEN EXISTS (SELECT 1 FROM [LoanTranche] t WHERE t.[LoanId] = l.[Id]) THEN 1 ELSE 0 END
                    AS [InTranches]
            FROM [Loan] l
            WHERE NOT EXISTS (SELECT 1 FROM [LoanCancellation] c WHERE c.[LoanId] = l.[Id])
                {?OfficeId: AND l.[OfficeId] = @OfficeId}
                {?FundId: AND l.[FundId] = @FundId}
        )
        SELECT g.[FundId], t.[PlannedOn] AS [On], CASE WHEN g.[Disbursed] = 0 AND t.[No] = 1 THEN 'approvedLoan'
            ELSE 'plannedTranche' END AS [Kind], t.[Amount]
        FROM [Granted] g
        JOIN [LoanTranche] t ON t.[LoanId] = g.[Id]
        WHERE g.[Ended] = 0 AND {{TrancheBook.IsOpen}}
        UNION ALL
        SELECT g.[FundId], @Today, 'approvedLoan', g.[Principal]
        FROM [Granted] g
        WHERE g.[InTranches] = 0 AND g.[Disbursed] = 0
        """
    );

    private static readonly Sql<Asked, ExpectedRow> Repayments = new(
        """
        WITH [Balance] AS (
            SELECT p.[LoanId], p.[FundId],
                SUM(CASE WHEN p.[Kind] IN ('repayment', 'depositApplied') THEN -p.[Amount] ELSE 0 END) AS [Repaid]
            FROM [Posting] p
            WHERE p.[Account] = 'qardhReceivable' AND p.[EffectiveOn] <= @Today
                {?OfficeId: AND p.[OfficeId] = @OfficeId}
                {?FundId: AND p.[FundId] = @FundId}
            GROUP BY p.[LoanId], p.[FundId]
            HAVING SUM(p.[Amount]) > 0
        ), [Unpaid] AS (
            SELECT b.[FundId], i.[DueOn], CASE WHEN i.[Cumulative] - (b.[Repaid] - v.[RepaidBefore]) < i.[Amount]
                THEN i.[Cumulative] - (b.[Repaid] - v.[RepaidBefore]) ELSE i.[Amount] END AS [Amount]
            FROM [Balance] b
            JOIN [ScheduleVersion] v ON v.[LoanId] = b.[LoanId] AND v.[Version] = (SELECT MAX(x.[Version])
                FROM [ScheduleVersion] x WHERE x.[LoanId] = b.[LoanId] AND x.[EffectiveOn] <= @Today)
            JOIN [Instalment] i ON i.[LoanId] = b.[LoanId] AND i.[Version] = v.[Version]
                AND i.[DueOn] >= @Today AND i.[Cumulative] > b.[Repaid] - v.[RepaidBefore]
        )
        SELECT u.[FundId], u.[DueOn] AS [On], 'repayment' AS [Kind], SUM(u.[Amount]) AS [Amount]
        FROM [Unpaid] u
        GROUP BY u.[FundId], u.[DueOn]
        """
    );

    /// <inheritdoc/>
    public async Task<Result<CashForecastReport>> Handle(GetCashForecast request, CancellationToken cancellationToken)
    {
        var (officeId, today) = await scope.Of(request.Query.OfficeId, null, cancellationToken);
        var from = request.Query.From is { } wanted && wanted > today ? wanted : today;
        var to =
            request.Query.To
            ?? (from <= DateOnly.MaxValue.AddMonths(-MonthsAhead) ? from.AddMonths(MonthsAhead) : from);
        if (from > to)
        {
            return ReportErrors.PeriodReversed;
        }

        var asked = new Asked
        {
            Today = today,
            OfficeId = officeId,
            FundId = request.Query.FundId,
        };
        var payouts = await db.Query(Payouts, asked, cancellationToken);
        var repayments = await db.Query(Repayments, asked, cancellationToken);
        var expected = payouts.Concat(repayments).ToLookup(row => row.FundId, row => row.ToExpected());
        var funds = await db.Query(Funds, asked, cancellationToken);
        return new CashForecastReport
        {
            From = from,
            To = to,
            Funds =
            [
                .. funds.Select(fund =>
                    View(fund, Domain.Loans.CashForecast.Of(fund.Cash, expected[fund.Id], today, (from, to)))
                ),
            ],
        };
    }

    private static FundForecast View(FundRow fund, Domain.Loans.CashForecast forecast) =>
        new()
        {
            FundId = fund.Id,
            Code = fund.Code,
            Name = fund.Name,
            Kind = EnumText.Parse<FundKind>(fund.Kind),
            Opening = forecast.Opening,
            Rows = forecast.Days,
            Closing = forecast.Closing,
            LowestBalance = forecast.LowestBalance,
            LowestOn = forecast.LowestOn,
        };

    private sealed record Asked
    {
        public required DateOnly Today { get; init; }
        public required string? OfficeId { get; init; }
        public required string? FundId { get; init; }
    }

    private sealed class FundRow
    {
        public string Id { get; init; } = "";
        public string Code { get; init; } = "";
        public string Name { get; init; } = "";
        public string Kind { get; init; } = "";
        public Rupiah Cash { get; init; }
    }

    private sealed class ExpectedRow
    {
        public string FundId { get; init; } = "";
        public DateOnly On { get; init; }
        public string Kind { get; init; } = "";
        public Rupiah Amount { get; init; }

        public ExpectedCash ToExpected() => new(On, EnumText.Parse<ExpectedCashKind>(Kind), Amount);
    }
}
