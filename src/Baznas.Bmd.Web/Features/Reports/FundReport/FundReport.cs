using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Web.Features.Reports.Files;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reports.FundReport;

/// <summary>What came into each fund in a period, what went out, and what is in it.</summary>
[Allowed(Role.Auditor, Role.Approver, Role.Cashier, Role.Admin)]
public sealed record GetFundReport : IReportQuery<FundsReport>, IApiEndpoint
{
    /// <summary>What is asked for.</summary>
    public required PeriodQuery Query { get; init; }

    Subject IRead.Subject => ReportScope.SubjectOf(Query.OfficeId);

    ReportNarrowing IReportQuery.Narrowing => new() { FundId = Query.FundId };

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Report<GetFundReport, FundsReport>(
            "/reports/funds",
            ([AsParameters] PeriodQuery query, EnumValue<ReportFormat>? format) => new GetFundReport { Query = query }
        );
}

/// <summary>The funds over a period, in rupiah.</summary>
public sealed record FundsReport : IReport
{
    /// <summary>The first day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day.</summary>
    public required DateOnly To { get; init; }

    /// <summary>A line for each fund.</summary>
    public required IReadOnlyList<FundLine> Funds { get; init; }

    /// <inheritdoc/>
    public ReportContent Content() =>
        new(
            $"funds-{From:yyyy-MM-dd}-{To:yyyy-MM-dd}",
            "reports.funds",
            new ReportPeriod(From, To),
            ReportSheet
                .Of(Funds)
                .Text("fund", "reports.fund", fund => fund.Code)
                .Text("name", "field.name", fund => fund.Name)
                .Code("kind", "reports.kind", fund => CodedWord.Of(fund.Kind))
                .Money("opening", "reports.funds.opening", fund => fund.Opening)
                .Summed()
                .Money("received", "reports.funds.received", fund => fund.Received)
                .Summed()
                .Money("disbursed", "reports.funds.disbursed", fund => fund.Disbursed)
                .Summed()
                .Money("repaid", "reports.funds.repaid", fund => fund.Repaid)
                .Summed()
                .Money("repaidFromDeposits", "reports.funds.repaid_from_deposits", fund => fund.RepaidFromDeposits)
                .Summed()
                .Money("infak", "reports.funds.infak", fund => fund.Infak)
                .Summed()
                .Money("deposits", "reports.funds.deposits", fund => fund.Deposits)
                .Summed()
                .Money("recovered", "reports.funds.recovered", fund => fund.Recovered)
                .Summed()
                .Money("cashDifference", "reports.funds.difference", fund => fund.CashDifference)
                .Summed()
                .Money("settledBetweenFunds", "reports.funds.settled", fund => fund.SettledBetweenFunds)
                .Summed()
                .Money("writtenOff", "reports.written_off", fund => fund.WrittenOff)
                .Summed()
                .Money("forgiven", "reports.forgiven", fund => fund.Forgiven)
                .Summed()
                .Money("closingCash", "reports.funds.closing", fund => fund.ClosingCash)
                .Summed()
                .Money("openingReceivable", "reports.funds.opening_receivable", fund => fund.OpeningReceivable)
                .Summed()
                .Money("closingReceivable", "reports.funds.receivable", fund => fund.ClosingReceivable)
                .Summed()
        );
}

/// <summary>
/// One fund: opening + received − disbursed + repaid + infak + deposits + recovered + cash difference + settled between
/// funds = closing cash; and opening receivable + disbursed − repaid − repaid from deposits − written off − forgiven =
/// closing receivable. Every figure is net of reversals, in rupiah.
/// </summary>
public sealed record FundLine
{
    /// <summary>The fund.</summary>
    public required string FundId { get; init; }

    /// <summary>Its mark.</summary>
    public required string Code { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What the money is in sharia.</summary>
    public required FundKind Kind { get; init; }

    /// <summary>Cash and bank at the end of the day before.</summary>
    public required Rupiah Opening { get; init; }

    /// <summary>Capital received.</summary>
    public required Rupiah Received { get; init; }

    /// <summary>Paid out to borrowers.</summary>
    public required Rupiah Disbursed { get; init; }

    /// <summary>Principal paid back in money.</summary>
    public required Rupiah Repaid { get; init; }

    /// <summary>Principal paid back from deposits that were held.</summary>
    public required Rupiah RepaidFromDeposits { get; init; }

    /// <summary>Voluntary infak received.</summary>
    public required Rupiah Infak { get; init; }

    /// <summary>Taken in to hold for borrowers, less what was refunded.</summary>
    public required Rupiah Deposits { get; init; }

    /// <summary>Received on written-off loans.</summary>
    public required Rupiah Recovered { get; init; }

    /// <summary>Cash counted above the books, less what was counted below.</summary>
    public required Rupiah CashDifference { get; init; }

    /// <summary>
    /// Come from other funds, less what went there, when deposits repaid loans of another fund; 0 over all funds together.
    /// </summary>
    public required Rupiah SettledBetweenFunds { get; init; }

    /// <summary>Taken off the books.</summary>
    public required Rupiah WrittenOff { get; init; }

    /// <summary>Forgiven.</summary>
    public required Rupiah Forgiven { get; init; }

    /// <summary>Cash and bank at the end of the last day.</summary>
    public required Rupiah ClosingCash { get; init; }

    /// <summary>With borrowers at the end of the day before.</summary>
    public required Rupiah OpeningReceivable { get; init; }

    /// <summary>With borrowers at the end of the last day.</summary>
    public required Rupiah ClosingReceivable { get; init; }
}

/// <summary>Sums the postings of each fund once.</summary>
public sealed class GetFundReportHandler(Db db, ReportScope scope) : IRequestHandler<GetFundReport, Result<FundsReport>>
{
    private static readonly Sql<PeriodParameters, Row> Sums = new(
        """
        SELECT f.[Id], f.[Code], f.[Name], f.[Kind],
            COALESCE(s.[Opening], 0) AS [Opening], COALESCE(s.[Received], 0) AS [Received],
            COALESCE(s.[Disbursed], 0) AS [Disbursed], COALESCE(s.[Repaid], 0) AS [Repaid],
            COALESCE(s.[RepaidFromDeposits], 0) AS [RepaidFromDeposits],
            COALESCE(s.[OpeningReceivable], 0) AS [OpeningReceivable], COALESCE(s.[Infak], 0) AS [Infak], COALESCE(s.[Deposits], 0) AS [Deposits],
            COALESCE(s.[Recovered], 0) AS [Recovered], COALESCE(s.[CashDifference], 0) AS [CashDifference],
            COALESCE(s.[SettledBetweenFunds], 0) AS [SettledBetweenFunds], COALESCE(s.[WrittenOff], 0) AS [WrittenOff],
            COALESCE(s.[Forgiven], 0) AS [Forgiven], COALESCE(s.[ClosingCash], 0) AS [ClosingCash],
            COALESCE(s.[ClosingReceivable], 0) AS [ClosingReceivable]
        FROM [Fund] f
        LEFT JOIN (
            SELECT p.[FundId],
                SUM(CASE WHEN p.[Account] IN ('cash', 'bank') AND p.[EffectiveOn] < @From
                    THEN p.[Amount] ELSE 0 END) AS [Opening],
                SUM(CASE WHEN p.[Account] = 'fundBalance' AND p.[EffectiveOn] >= @From
                    THEN -p.[Amount] ELSE 0 END) AS [Received],
                SUM(CASE WHEN p.[Account] = 'qardhReceivable' AND p.[Kind] = 'disbursement' AND p.[EffectiveOn] >= @From
                    THEN p.[Amount] ELSE 0 END) AS [Disbursed],
                SUM(CASE WHEN p.[Account] = 'qardhReceivable' AND p.[Kind] = 'repayment' AND p.[EffectiveOn] >= @From
                    THEN -p.[Amount] ELSE 0 END) AS [Repaid],
                SUM(CASE WHEN p.[Account] = 'qardhReceivable' AND p.[Kind] = 'depositApplied'
                    AND p.[EffectiveOn] >= @From THEN -p.[Amount] ELSE 0 END) AS [RepaidFromDeposits],
                SUM(CASE WHEN p.[Account] = 'qardhReceivable' AND p.[EffectiveOn] < @From
                    THEN p.[Amount] ELSE 0 END) AS [OpeningReceivable],
                SUM(CASE WHEN p.[Account] = 'infakIncome' AND p.[EffectiveOn] >= @From
                    THEN -p.[Amount] ELSE 0 END) AS [Infak],
                SUM(CASE WHEN p.[Account] = 'borrowerDeposits' AND p.[Kind] <> 'depositApplied'
                    AND p.[EffectiveOn] >= @From THEN -p.[Amount] ELSE 0 END) AS [Deposits],
                SUM(CASE WHEN p.[Account] = 'recoveryIncome' AND p.[EffectiveOn] >= @From
                    THEN -p.[Amount] ELSE 0 END) AS [Recovered],
                SUM(CASE WHEN p.[Account] = 'cashDifference' AND p.[EffectiveOn] >= @From
                    THEN -p.[Amount] ELSE 0 END) AS [CashDifference],
                SUM(CASE WHEN p.[Account] IN ('cash', 'bank') AND p.[Kind] = 'depositApplied'
                    AND p.[EffectiveOn] >= @From THEN p.[Amount] ELSE 0 END) AS [SettledBetweenFunds],
                SUM(CASE WHEN p.[Account] = 'writeOff' AND p.[EffectiveOn] >= @From
                    THEN p.[Amount] ELSE 0 END) AS [WrittenOff],
                SUM(CASE WHEN p.[Account] = 'forgiveness' AND p.[EffectiveOn] >= @From
                    THEN p.[Amount] ELSE 0 END) AS [Forgiven],
                SUM(CASE WHEN p.[Account] IN ('cash', 'bank') THEN p.[Amount] ELSE 0 END) AS [ClosingCash],
                SUM(CASE WHEN p.[Account] = 'qardhReceivable' THEN p.[Amount] ELSE 0 END) AS [ClosingReceivable]
            FROM [Posting] p
            WHERE p.[EffectiveOn] <= @To {?OfficeId: AND p.[OfficeId] = @OfficeId}
            GROUP BY p.[FundId]) s ON s.[FundId] = f.[Id]
        WHERE 1 = 1
            {?OfficeId: AND f.[OfficeId] = @OfficeId}
            {?FundId: AND f.[Id] = @FundId}
        ORDER BY f.[OfficeId], f.[Code]
        """
    );

    /// <inheritdoc/>
    public async Task<Result<FundsReport>> Handle(GetFundReport request, CancellationToken cancellationToken)
    {
        var asked = await scope.Of(request.Query, cancellationToken);
        if (asked.IsRefused(out var error))
        {
            return error;
        }

        var period = asked.Value;
        var rows = await db.Query(Sums, period, cancellationToken);
        return new FundsReport
        {
            From = period.From,
            To = period.To,
            Funds = [.. rows.Select(row => row.ToLine())],
        };
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string Code { get; init; } = "";
        public string Name { get; init; } = "";
        public string Kind { get; init; } = "";
        public Rupiah Opening { get; init; }
        public Rupiah Received { get; init; }
        public Rupiah Disbursed { get; init; }
        public Rupiah Repaid { get; init; }
        public Rupiah RepaidFromDeposits { get; init; }
        public Rupiah OpeningReceivable { get; init; }
        public Rupiah Infak { get; init; }
        public Rupiah Deposits { get; init; }
        public Rupiah Recovered { get; init; }
        public Rupiah CashDifference { get; init; }
        public Rupiah SettledBetweenFunds { get; init; }
        public Rupiah WrittenOff { get; init; }
        public Rupiah Forgiven { get; init; }
        public Rupiah ClosingCash { get; init; }
        public Rupiah ClosingReceivable { get; init; }

        public FundLine ToLine() =>
            new()
            {
                FundId = Id,
                Code = Code,
                Name = Name,
                Kind = EnumText.Parse<FundKind>(Kind),
                Opening = Opening,
                Received = Received,
                Disbursed = Disbursed,
                Repaid = Repaid,
                RepaidFromDeposits = RepaidFromDeposits,
                Infak = Infak,
                Deposits = Deposits,
                Recovered = Recovered,
                CashDifference = CashDifference,
                SettledBetweenFunds = SettledBetweenFunds,
                WrittenOff = WrittenOff,
                Forgiven = Forgiven,
                ClosingCash = ClosingCash,
                OpeningReceivable = OpeningReceivable,
                ClosingReceivable = ClosingReceivable,
            };
    }
}
