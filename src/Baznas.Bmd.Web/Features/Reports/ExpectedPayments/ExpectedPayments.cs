using Baznas.Bmd.Web.Features.Reports.Files;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reports.ExpectedPayments;

/// <summary>The instalments of running loans that are due in a period and not fully paid, and what they come to each day.</summary>
[Allowed(Role.Auditor, Role.Approver, Role.Cashier, Role.Admin)]
public sealed record GetExpectedPayments : IReportQuery<ExpectedPaymentsReport>, IApiEndpoint
{
    /// <summary>What is asked for.</summary>
    public required ExpectedPaymentsQuery Query { get; init; }

    Subject IRead.Subject => ReportScope.SubjectOf(Query.OfficeId);

    ReportNarrowing IReportQuery.Narrowing => new() { FundId = Query.FundId };

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Report<GetExpectedPayments, ExpectedPaymentsReport>(
            "/reports/expected-payments",
            ([AsParameters] ExpectedPaymentsQuery query, EnumValue<ReportFormat>? format) =>
                new GetExpectedPayments { Query = query }
        );
}

/// <summary>What expected payments can be asked for.</summary>
public sealed record ExpectedPaymentsQuery
{
    /// <summary>The first due date; today when left out.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last due date; 30 days after the first when left out.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Only this office, for who may see several.</summary>
    public string? OfficeId { get; init; }

    /// <summary>Only loans of this fund.</summary>
    public string? FundId { get; init; }
}

/// <summary>
/// What is expected in a period, in rupiah. All that is expected from tomorrow on and all that is overdue tomorrow are
/// together what is outstanding.
/// </summary>
public sealed record ExpectedPaymentsReport : IReport
{
    /// <summary>The first due date.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last due date.</summary>
    public required DateOnly To { get; init; }

    /// <summary>The day whose schedules and balances are shown: today, or the first due date when it lies later.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>In the order of their due dates.</summary>
    public required IReadOnlyList<ExpectedPayment> Items { get; init; }

    /// <summary>The same day by day.</summary>
    public required IReadOnlyList<ExpectedDay> Days { get; init; }

    /// <summary>What is unpaid of all of them.</summary>
    public required Rupiah Total { get; init; }

    /// <inheritdoc/>
    public ReportContent Content() =>
        new(
            $"expected-payments-{From:yyyy-MM-dd}-{To:yyyy-MM-dd}",
            "reports.expected",
            new ReportPeriod(From, To),
            ReportSheet
                .Of(Items)
                .Date("dueOn", "reports.due_on", item => item.DueOn)
                .Text("loan", "reports.loan", item => item.LoanNumber)
                .Count("no", "reports.instalment", item => item.No)
                .Text("borrower", "loans.borrower", item => item.BorrowerName)
                .Text("phone", "reports.phone", item => item.Phone)
                .Text("group", "reports.group", item => item.GroupCode)
                .Money("amount", "field.amount", item => item.Amount)
                .Money("paid", "reports.paid", item => item.Paid)
                .Money("outstanding", "reports.to_pay", item => item.Outstanding)
                .Total(Total)
        );
}

/// <summary>An instalment that is not fully paid.</summary>
public sealed record ExpectedPayment
{
#pragma warning disable CS1591 // As in a loan.
    public required string LoanId { get; init; }
    public required string LoanNumber { get; init; }
    public required string BorrowerId { get; init; }
    public required string BorrowerName { get; init; }
    public required string? Phone { get; init; }
    public required string? GroupCode { get; init; }
    public required int No { get; init; }
    public required DateOnly DueOn { get; init; }
    public required Rupiah Amount { get; init; }
    public required Rupiah Paid { get; init; }
    public required Rupiah Outstanding { get; init; }
#pragma warning restore CS1591
}

/// <summary>What is expected on one day.</summary>
/// <param name="DueOn">The day.</param>
/// <param name="Payments">How many instalments.</param>
/// <param name="Outstanding">What is unpaid of them.</param>
public readonly record struct ExpectedDay(DateOnly DueOn, int Payments, Rupiah Outstanding);

/// <summary>Reads them in one statement.</summary>
public sealed class GetExpectedPaymentsHandler(Db db, ReportScope scope)
    : IRequestHandler<GetExpectedPayments, Result<ExpectedPaymentsReport>>
{
    private const int DaysWhenLeftOut = 30;

    private static readonly Sql<Parameters, Row> List = new(
        """
        WITH [Running] AS (
            SELECT p.[LoanId],
                SUM(CASE WHEN p.[Kind] IN ('repayment', 'depositApplied') THEN -p.[Amount] ELSE 0 END) AS [Repaid]
            FROM [Posting] p
            WHERE p.[Account] = 'qardhReceivable' AND p.[EffectiveOn] <= @AsOf
                {?OfficeId: AND p.[OfficeId] = @OfficeId}
                {?FundId: AND p.[FundId] = @FundId}
            GROUP BY p.[LoanId]
            HAVING SUM(p.[Amount]) > 0
        )
        SELECT l.[Id] AS [LoanId], l.[Number], l.[BorrowerId], b.[FullName], b.[Phone], g.[Code] AS [GroupCode], i.[No],
            i.[DueOn], i.[Amount], i.[Cumulative] - (r.[Repaid] - v.[RepaidBefore]) AS [Missing]
        FROM [Running] r
        JOIN [ScheduleVersion] v ON v.[LoanId] = r.[LoanId] AND v.[Version] = (SELECT MAX(x.[Version])
            FROM [ScheduleVersion] x WHERE x.[LoanId] = r.[LoanId] AND x.[EffectiveOn] <= @AsOf)
        JOIN [Instalment] i ON i.[LoanId] = v.[LoanId] AND i.[Version] = v.[Version] AND i.[DueOn] >= @From
            AND i.[DueOn] <= @To AND i.[Cumulative] > r.[Repaid] - v.[RepaidBefore]
        JOIN [Loan] l ON l.[Id] = r.[LoanId]
        JOIN [Borrower] b ON b.[Id] = l.[BorrowerId]
        LEFT JOIN [GroupMember] m ON m.[BorrowerId] = l.[BorrowerId] AND m.[LeftOn] IS NULL
        LEFT JOIN [BorrowerGroup] g ON g.[Id] = m.[GroupId]
        ORDER BY i.[DueOn], l.[Number], i.[No]
        """
    );

    /// <inheritdoc/>
    public async Task<Result<ExpectedPaymentsReport>> Handle(
        GetExpectedPayments request,
        CancellationToken cancellationToken
    )
    {
        var (officeId, today) = await scope.Of(request.Query.OfficeId, null, cancellationToken);
        var from = request.Query.From ?? today;
        // The calendar itself ends somewhere.
        var to =
            request.Query.To
            ?? DateOnly.FromDayNumber(Math.Min(from.DayNumber + DaysWhenLeftOut, DateOnly.MaxValue.DayNumber));
        if (from > to)
        {
            return ReportErrors.PeriodReversed;
        }

        var asOf = from > today ? from : today;
        var parameters = new Parameters
        {
            OfficeId = officeId,
            FundId = request.Query.FundId,
            AsOf = asOf,
            From = from,
            To = to,
        };
        var items = (await db.Query(List, parameters, cancellationToken)).Select(row => row.ToItem()).ToList();
        return new ExpectedPaymentsReport
        {
            From = from,
            To = to,
            AsOf = asOf,
            Items = items,
            Days =
            [
                .. items
                    .GroupBy(item => item.DueOn)
                    .Select(day => new ExpectedDay(day.Key, day.Count(), day.Sum(item => item.Outstanding))),
            ],
            Total = items.Sum(item => item.Outstanding),
        };
    }

    private sealed record Parameters
    {
        public required string? OfficeId { get; init; }
        public required string? FundId { get; init; }
        public required DateOnly AsOf { get; init; }
        public required DateOnly From { get; init; }
        public required DateOnly To { get; init; }
    }

    private sealed class Row
    {
        public string LoanId { get; init; } = "";
        public string Number { get; init; } = "";
        public string BorrowerId { get; init; } = "";
        public string FullName { get; init; } = "";
        public string? Phone { get; init; }
        public string? GroupCode { get; init; }
        public int No { get; init; }
        public DateOnly DueOn { get; init; }
        public Rupiah Amount { get; init; }
        public Rupiah Missing { get; init; }

        public ExpectedPayment ToItem()
        {
            var outstanding = Rupiah.Min(Missing, Amount);
            return new ExpectedPayment
            {
                LoanId = LoanId,
                LoanNumber = Number,
                BorrowerId = BorrowerId,
                BorrowerName = FullName,
                Phone = Phone,
                GroupCode = GroupCode,
                No = No,
                DueOn = DueOn,
                Amount = Amount,
                Paid = Amount - outstanding,
                Outstanding = outstanding,
            };
        }
    }
}
