using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Features.Loans;
using Baznas.Bmd.Web.Features.Reports.Files;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reports.Arrears;

/// <summary>Who is late on a day, loan by loan, latest first.</summary>
[Allowed(Role.Auditor, Role.Approver, Role.Cashier, Role.Admin)]
public sealed record GetArrears : IReportQuery<ArrearsReport>, IApiEndpoint
{
    /// <summary>What is asked for.</summary>
    public required ArrearsQuery Query { get; init; }

    Subject IRead.Subject => ReportScope.SubjectOf(Query.OfficeId);

    ReportNarrowing IReportQuery.Narrowing =>
        new()
        {
            FundId = Query.FundId,
            ProductId = Query.ProductId,
            Others = [.. Query.Said()],
        };

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Report<GetArrears, ArrearsReport>(
            "/reports/arrears",
            ([AsParameters] ArrearsQuery query, EnumValue<ReportFormat>? format) => new GetArrears { Query = query }
        );
}

/// <summary>What arrears can be asked for.</summary>
public sealed record ArrearsQuery
{
    /// <summary>The day; today when left out.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>Only this office, for who may see several.</summary>
    public string? OfficeId { get; init; }

    /// <summary>Only this fund.</summary>
    public string? FundId { get; init; }

    /// <summary>Only this product.</summary>
    public string? ProductId { get; init; }

    /// <summary>Only loans late by more than so many days.</summary>
    public int? Over { get; init; }

    /// <summary>Only loans of this quality class.</summary>
    public EnumValue<CollectibilityClass>? Collectibility { get; init; }

    /// <summary>The loans asked about.</summary>
    internal ReportQuery Loans =>
        new()
        {
            AsOf = AsOf,
            OfficeId = OfficeId,
            FundId = FundId,
            ProductId = ProductId,
        };

    /// <summary>What else it is narrowed to, in words.</summary>
    internal IEnumerable<HeadLine> Said()
    {
        if (Over is { } days)
        {
            yield return new HeadLine(PageText.T("reports.by.over"), PageText.T("reports.over_days", days));
        }

        if (Collectibility is { } asked)
        {
            yield return new HeadLine(PageText.T("reports.by.collectibility"), PageText.Word(asked.Value));
        }
    }

    /// <summary>Whether a late loan is asked about.</summary>
    internal bool Wants(ArrearsItem item) =>
        item.DaysPastDue > (Over ?? 0) && (Collectibility is null || item.Collectibility == Collectibility.Value.Value);
}

/// <summary>The late loans of a day.</summary>
public sealed record ArrearsReport : IReport
{
    /// <summary>The day.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>The late loans, latest first.</summary>
    public required IReadOnlyList<ArrearsItem> Items { get; init; }

    /// <summary>How many, and the whole outstanding of them.</summary>
    public required LoanTotal Total { get; init; }

    /// <summary>What of it is overdue, rupiah.</summary>
    public required Rupiah Overdue { get; init; }

    /// <inheritdoc/>
    public ReportContent Content() =>
        new(
            $"arrears-{AsOf:yyyy-MM-dd}",
            "reports.arrears",
            ReportPeriod.On(AsOf),
            ReportSheet
                .Of(Items)
                .Text("loanNumber", "reports.loan", item => item.LoanNumber)
                .Text("externalRef", "borrowers.old_number", item => item.ExternalRef)
                .Text("borrower", "loans.borrower", item => item.BorrowerName)
                .Text("phone", "reports.phone", item => item.Phone)
                .Text("village", "field.villageCode", item => item.VillageCode)
                .Text("product", "loans.product", item => item.ProductCode)
                .Text("fund", "reports.fund", item => item.FundCode)
                .Money("outstanding", "loans.outstanding", item => item.Outstanding)
                .Total(Total.Outstanding)
                .Money("overdue", "reports.overdue", item => item.Overdue)
                .Total(Overdue)
                .Date("oldestUnpaidDueOn", "reports.oldest_due", item => item.OldestUnpaidDueOn)
                .Count("daysPastDue", "reports.days_late", item => item.DaysPastDue)
                .Code("collectibility", "reports.class", item => CodedWord.Of(item.Collectibility))
                .Code("restructured", "reports.restructured", item => CodedWord.Of(item.Restructured))
        );
}

/// <summary>A late loan.</summary>
public sealed record ArrearsItem
{
#pragma warning disable CS1591 // As in a loan.
    public required string LoanId { get; init; }
    public required string LoanNumber { get; init; }
    public required string? ExternalRef { get; init; }
    public required string BorrowerId { get; init; }
    public required string BorrowerName { get; init; }
    public required string? Phone { get; init; }
    public required string? VillageCode { get; init; }
    public required string ProductCode { get; init; }
    public required string FundCode { get; init; }
    public required Rupiah Outstanding { get; init; }
    public required DateOnly OldestUnpaidDueOn { get; init; }
    public required int DaysPastDue { get; init; }
    public required CollectibilityClass Collectibility { get; init; }
#pragma warning restore CS1591

    /// <summary>Whether the loan was rescheduled.</summary>
    public required bool Restructured { get; init; }

    /// <summary>The unpaid part of all instalments due before the day, rupiah.</summary>
    public required Rupiah Overdue { get; init; }
}

/// <summary>Reads them in one statement.</summary>
public sealed class GetArrearsHandler(Db db, ReportScope scope, CollectibilityTables tables)
    : IRequestHandler<GetArrears, Result<ArrearsReport>>
{
    private static readonly Sql<DayParameters, Row> List = new(
        $$"""
        WITH [Balance] AS (
            SELECT p.[LoanId], SUM(p.[Amount]) AS [Outstanding],
                SUM(CASE WHEN p.[Kind] IN ('repayment', 'depositApplied') THEN -p.[Amount] ELSE 0 END) AS [Repaid]
            FROM [Posting] p
            WHERE p.[Account] = 'qardhReceivable' AND p.[EffectiveOn] <= @AsOf
                {?OfficeId: AND p.[OfficeId] = @OfficeId}
                {?FundId: AND p.[FundId] = @FundId}
            GROUP BY p.[LoanId]
            HAVING SUM(p.[Amount]) > 0
        ), [Late] AS (
            SELECT b.[LoanId], b.[Outstanding], b.[Repaid] - v.[RepaidBefore] AS [Paid],
                MIN(i.[DueOn]) AS [OldestUnpaid], MAX(i.[Cumulative]) AS [DueSoFar], v.[Version]
            FROM [Balance] b
            JOIN [ScheduleVersion] v ON v.[LoanId] = b.[LoanId] AND v.[Version] = (SELECT MAX(x.[Version])
                FROM [ScheduleVersion] x WHERE x.[LoanId] = b.[LoanId] AND x.[EffectiveOn] <= @AsOf)
            JOIN [Instalment] i ON i.[LoanId] = b.[LoanId] AND i.[Version] = v.[Version] AND i.[DueOn] < @AsOf
                AND i.[Cumulative] > b.[Repaid] - v.[RepaidBefore]
            GROUP BY b.[LoanId], b.[Outstanding], b.[Repaid], v.[RepaidBefore], v.[Version]
        )
        SELECT l.[Id], l.[Number], l.[ExternalRef], l.[BorrowerId], m.[FullName], m.[Phone], m.[VillageCode],
            p.[Code] AS [ProductCode], f.[Code] AS [FundCode], t.[Outstanding], t.[DueSoFar] - t.[Paid] AS [Overdue],
            t.[OldestUnpaid], CASE WHEN {{ScheduleBook.Restructured}} THEN 1 ELSE 0 END AS [Restructured]
        FROM [Late] t
        JOIN [ScheduleVersion] v ON v.[LoanId] = t.[LoanId] AND v.[Version] = t.[Version]
        JOIN [Loan] l ON l.[Id] = t.[LoanId]
        JOIN [Borrower] m ON m.[Id] = l.[BorrowerId]
        JOIN [Product] p ON p.[Id] = l.[ProductId]
        JOIN [Fund] f ON f.[Id] = l.[FundId]
        WHERE 1 = 1 {?ProductId: AND l.[ProductId] = @ProductId}
        ORDER BY t.[OldestUnpaid], t.[Outstanding] DESC, l.[Number]
        """
    );

    /// <inheritdoc/>
    public async Task<Result<ArrearsReport>> Handle(GetArrears request, CancellationToken cancellationToken)
    {
        var day = await scope.Of(request.Query.Loans, cancellationToken);
        var table = await tables.Of(day.OfficeId, cancellationToken);
        var items = (await db.Query(List, day, cancellationToken))
            .Select(row => row.ToItem(Standing.DaysSince(row.OldestUnpaid, day.AsOf), table))
            .Where(request.Query.Wants)
            .ToList();
        return new ArrearsReport
        {
            AsOf = day.AsOf,
            Items = items,
            Total = new LoanTotal(items.Count, items.Sum(item => item.Outstanding)),
            Overdue = items.Sum(item => item.Overdue),
        };
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string Number { get; init; } = "";
        public string? ExternalRef { get; init; }
        public string BorrowerId { get; init; } = "";
        public string FullName { get; init; } = "";
        public string? Phone { get; init; }
        public string? VillageCode { get; init; }
        public string ProductCode { get; init; } = "";
        public string FundCode { get; init; } = "";
        public Rupiah Outstanding { get; init; }
        public Rupiah Overdue { get; init; }
        public DateOnly OldestUnpaid { get; init; }
        public bool Restructured { get; init; }

        public ArrearsItem ToItem(int daysPastDue, CollectibilityTable table) =>
            new()
            {
                LoanId = Id,
                LoanNumber = Number,
                ExternalRef = ExternalRef,
                BorrowerId = BorrowerId,
                BorrowerName = FullName,
                Phone = Phone,
                VillageCode = VillageCode,
                ProductCode = ProductCode,
                FundCode = FundCode,
                Outstanding = Outstanding,
                Overdue = Overdue,
                OldestUnpaidDueOn = OldestUnpaid,
                DaysPastDue = daysPastDue,
                Collectibility = table.Classify(daysPastDue),
                Restructured = Restructured,
            };
    }
}
