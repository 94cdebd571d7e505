using System.Globalization;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Loans;
using Baznas.Bmd.Web.Features.Reports.Files;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reports.Portfolio;

/// <summary>What the loans are worth on a day, and how well they are paid.</summary>
[Allowed(Role.Auditor, Role.Approver, Role.Cashier, Role.Admin)]
public sealed record GetPortfolio : IReportQuery<PortfolioReport>, IApiEndpoint
{
    /// <summary>What is asked for.</summary>
    public required ReportQuery Query { get; init; }

    Subject IRead.Subject => ReportScope.SubjectOf(Query.OfficeId);

    ReportNarrowing IReportQuery.Narrowing => new() { FundId = Query.FundId, ProductId = Query.ProductId };

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Report<GetPortfolio, PortfolioReport>(
            "/reports/portfolio",
            ([AsParameters] ReportQuery query, EnumValue<ReportFormat>? format) => new GetPortfolio { Query = query }
        );
}

/// <summary>The portfolio on a day, in rupiah.</summary>
public sealed record PortfolioReport : IReport
{
    /// <summary>The day.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>Loans on which something is owed.</summary>
    public required int ActiveLoans { get; init; }

    /// <summary>People who owe something.</summary>
    public required int ActiveBorrowers { get; init; }

    /// <summary>Ever paid out.</summary>
    public required Rupiah Disbursed { get; init; }

    /// <summary>Ever paid back.</summary>
    public required Rupiah Repaid { get; init; }

    /// <summary>Taken off the books, still owed (hapus buku).</summary>
    public required Rupiah WrittenOff { get; init; }

    /// <summary>No longer owed (ibra').</summary>
    public required Rupiah Forgiven { get; init; }

    /// <summary>Owed on active loans.</summary>
    public required Rupiah Outstanding { get; init; }

    /// <summary>Portfolio at risk: the whole outstanding of loans late by more than so many days.</summary>
    public required IReadOnlyList<ParLine> Par { get; init; }

    /// <summary>The outstanding by quality class; the classes sum to it.</summary>
    public required IReadOnlyList<CollectibilityLine> Collectibility { get; init; }

    /// <summary>Loans whose schedule was changed because of hardship, also counted above.</summary>
    public required LoanTotal Restructured { get; init; }

    /// <inheritdoc/>
    public ReportContent Content() =>
        new(
            $"portfolio-{AsOf:yyyy-MM-dd}",
            "reports.portfolio",
            ReportPeriod.On(AsOf),
            ReportSheet
                .Of("total", "reports.figures", Totals())
                .Code("item", "reports.figure", figure => figure.Item)
                .Count("loans", "reports.count", figure => figure.Loans)
                .Money("outstanding", "field.amount", figure => figure.Amount),
            ReportSheet
                .Of("par", "reports.par", Par)
                .Code("item", "reports.days_late", LateBy)
                .Count("loans", "reports.loans", line => line.Loans)
                .Money("outstanding", "loans.outstanding", line => line.Outstanding)
                .Ratio("ratio", "reports.share", line => line.Ratio),
            ReportSheet
                .Of("collectibility", "reports.classes", Collectibility)
                .Code("item", "reports.class", line => CodedWord.Of(line.Class))
                .Count("loans", "reports.loans", line => line.Loans)
                .Total(ActiveLoans)
                .Money("outstanding", "loans.outstanding", line => line.Outstanding)
                .Total(Outstanding),
            ReportSheet
                .Of<LoanTotal>("restructured", "reports.restructured", [Restructured])
                .Code("item", "reports.figure", _ => new CodedWord("restructured", PageText.T("reports.restructured")))
                .Count("loans", "reports.loans", total => total.Loans)
                .Money("outstanding", "loans.outstanding", total => total.Outstanding)
        );

    private static CodedWord LateBy(ParLine line) =>
        new(line.Over.ToString(CultureInfo.InvariantCulture), PageText.T("reports.over_days", line.Over));

    private IReadOnlyList<Figure> Totals() =>
        [
            new("outstanding", "loans.outstanding", ActiveLoans, Outstanding),
            new("activeBorrowers", "reports.active_borrowers", ActiveBorrowers, null),
            new("disbursed", "reports.disbursed", null, Disbursed),
            new("repaid", "reports.repaid", null, Repaid),
            new("writtenOff", "reports.written_off", null, WrittenOff),
            new("forgiven", "reports.forgiven", null, Forgiven),
        ];

    private readonly record struct Figure(string Name, string TitleKey, int? Loans, Rupiah? Amount)
    {
        public CodedWord Item => new(Name, PageText.T(TitleKey));
    }
}

/// <summary>Asks the ledger once and lets the domain age the answer.</summary>
public sealed class GetPortfolioHandler(Db db, ReportScope scope, CollectibilityTables tables)
    : IRequestHandler<GetPortfolio, Result<PortfolioReport>>
{
    // One row for each due date that is the oldest unpaid one of some active loan (and one without a date for the
    // loans that nothing is owed on): a few hundred rows, however many loans there are.
    private static readonly Sql<DayParameters, GroupRow> Groups = new(
        $$"""
        WITH [Balance] AS (
            SELECT p.[LoanId],
                SUM(CASE WHEN p.[Kind] = 'disbursement' THEN p.[Amount] ELSE 0 END) AS [Disbursed],
                SUM(CASE WHEN p.[Kind] IN ('repayment', 'depositApplied') THEN -p.[Amount] ELSE 0 END) AS [Repaid],
                SUM(CASE WHEN p.[Kind] = 'writeOff' THEN -p.[Amount] ELSE 0 END) AS [WrittenOff],
                SUM(CASE WHEN p.[Kind] = 'forgiveness' THEN -p.[Amount] ELSE 0 END) AS [Forgiven],
                SUM(p.[Amount]) AS [Outstanding]
            FROM [Posting] p
            WHERE p.[Account] = 'qardhReceivable' AND p.[EffectiveOn] <= @AsOf
                {?OfficeId: AND p.[OfficeId] = @OfficeId}
                {?FundId: AND p.[FundId] = @FundId}
            GROUP BY p.[LoanId]
        ), [Standing] AS (
            SELECT l.[BorrowerId], b.[Disbursed], b.[Repaid], b.[WrittenOff], b.[Forgiven], b.[Outstanding],
                CASE WHEN b.[Outstanding] > 0 THEN
                    (SELECT MIN(i.[DueOn]) FROM [Instalment] i
                    WHERE i.[LoanId] = b.[LoanId] AND i.[Version] = v.[Version]
                        AND i.[Cumulative] > b.[Repaid] - v.[RepaidBefore])
                    END AS [OldestUnpaid],
                CASE WHEN {{ScheduleBook.Restructured}} THEN 1 ELSE 0 END AS [Restructured]
            FROM [Balance] b
            JOIN [Loan] l ON l.[Id] = b.[LoanId]
            JOIN [ScheduleVersion] v ON v.[LoanId] = b.[LoanId] AND v.[Version] = (SELECT MAX(x.[Version])
                FROM [ScheduleVersion] x WHERE x.[LoanId] = b.[LoanId] AND x.[EffectiveOn] <= @AsOf)
            WHERE 1 = 1 {?ProductId: AND l.[ProductId] = @ProductId}
        )
        SELECT s.[OldestUnpaid], s.[Restructured],
            SUM(CASE WHEN s.[Outstanding] > 0 THEN 1 ELSE 0 END) AS [Loans],
            SUM(s.[Disbursed]) AS [Disbursed], SUM(s.[Repaid]) AS [Repaid], SUM(s.[WrittenOff]) AS [WrittenOff],
            SUM(s.[Forgiven]) AS [Forgiven], SUM(s.[Outstanding]) AS [Outstanding],
            (SELECT COUNT(DISTINCT a.[BorrowerId]) FROM [Standing] a WHERE a.[Outstanding] > 0) AS [ActiveBorrowers]
        FROM [Standing] s
        GROUP BY s.[OldestUnpaid], s.[Restructured]
        """
    );

    /// <inheritdoc/>
    public async Task<Result<PortfolioReport>> Handle(GetPortfolio request, CancellationToken cancellationToken)
    {
        var day = await scope.Of(request.Query, cancellationToken);
        var groups = await db.Query(Groups, day, cancellationToken);
        var quality = PortfolioQuality.Of(
            groups
                .Where(group => group.OldestUnpaid is not null)
                .Select(group => new ArrearsGroup
                {
                    OldestUnpaidDueOn = group.OldestUnpaid,
                    Restructured = group.Restructured,
                    Loans = group.Loans,
                    Outstanding = group.Outstanding,
                }),
            day.AsOf,
            await tables.Of(day.OfficeId, cancellationToken)
        );
        return new PortfolioReport
        {
            AsOf = day.AsOf,
            ActiveLoans = quality.Total.Loans,
            ActiveBorrowers = groups.Count == 0 ? 0 : groups[0].ActiveBorrowers,
            Disbursed = groups.Sum(group => group.Disbursed),
            Repaid = groups.Sum(group => group.Repaid),
            WrittenOff = groups.Sum(group => group.WrittenOff),
            Forgiven = groups.Sum(group => group.Forgiven),
            Outstanding = quality.Total.Outstanding,
            Par = quality.Par,
            Collectibility = quality.Collectibility,
            Restructured = quality.Restructured,
        };
    }

    private sealed class GroupRow
    {
        public DateOnly? OldestUnpaid { get; init; }
        public bool Restructured { get; init; }
        public int Loans { get; init; }
        public Rupiah Disbursed { get; init; }
        public Rupiah Repaid { get; init; }
        public Rupiah WrittenOff { get; init; }
        public Rupiah Forgiven { get; init; }
        public Rupiah Outstanding { get; init; }
        public int ActiveBorrowers { get; init; }
    }
}
