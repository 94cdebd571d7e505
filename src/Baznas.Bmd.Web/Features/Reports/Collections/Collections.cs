using Baznas.Bmd.Web.Features.Reports.Files;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reports.Collections;

/// <summary>What was due in a period, how much of that was paid by its end, and all that was collected in it.</summary>
[Allowed(Role.Auditor, Role.Approver, Role.Cashier, Role.Admin)]
public sealed record GetCollections : IReportQuery<CollectionsReport>, IApiEndpoint
{
    /// <summary>What is asked for.</summary>
    public required PeriodQuery Query { get; init; }

    Subject IRead.Subject => ReportScope.SubjectOf(Query.OfficeId);

    ReportNarrowing IReportQuery.Narrowing => new() { FundId = Query.FundId };

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Report<GetCollections, CollectionsReport>(
            "/reports/collections",
            ([AsParameters] PeriodQuery query, EnumValue<ReportFormat>? format) => new GetCollections { Query = query }
        );
}

/// <summary>
/// The collections of a period, in rupiah. <see cref="Collected"/> is the funds' repaid together with the deposits applied;
/// over the whole life of a loan whose schedule never changed, <see cref="Scheduled"/> is what was disbursed.
/// </summary>
public sealed record CollectionsReport : IReport
{
    /// <summary>The first day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day.</summary>
    public required DateOnly To { get; init; }

    /// <summary>The instalments due in the period, each by the schedule in force on its due date.</summary>
    public required Rupiah Scheduled { get; init; }

    /// <summary>How much of exactly those instalments is paid by the end of the last day, be it in advance or in time.</summary>
    public required Rupiah CollectedAgainstScheduled { get; init; }

    /// <summary>The paid part of what was scheduled, 0 to 1, to 4 decimals; null when nothing was due.</summary>
    public required decimal? Rate { get; init; }

    /// <summary>All principal received in the period, in money or from deposits, net of reversals.</summary>
    public required Rupiah Collected { get; init; }

    /// <summary>What of it went to instalments due after the last day.</summary>
    public required Rupiah Prepaid { get; init; }

    /// <inheritdoc/>
    public ReportContent Content() =>
        new(
            $"collections-{From:yyyy-MM-dd}-{To:yyyy-MM-dd}",
            "reports.collections",
            new ReportPeriod(From, To),
            ReportSheet
                .Of<CollectionsReport>([this])
                .Date("from", "reports.by.from", report => report.From)
                .Date("to", "reports.by.to", report => report.To)
                .Money("scheduled", "reports.scheduled", report => report.Scheduled)
                .Money(
                    "collectedAgainstScheduled",
                    "reports.collected_of_scheduled",
                    report => report.CollectedAgainstScheduled
                )
                .Ratio("rate", "reports.share", report => report.Rate)
                .Money("collected", "reports.collected", report => report.Collected)
                .Money("prepaid", "reports.prepaid", report => report.Prepaid)
        );
}

/// <summary>Sums them in one statement.</summary>
public sealed class GetCollectionsHandler(Db db, ReportScope scope)
    : IRequestHandler<GetCollections, Result<CollectionsReport>>
{
    // What counts against an instalment's version is what was repaid since it began, and, once a reschedule that stands
    // has taken its place, what was repaid until then: the rest belongs to the new schedule. Tranches, graces and moved
    // holidays keep all instalments and go on counting from where their version did.
    // An instalment counts while its loan was paid out: a reversed disbursement of the first release left its schedule.
    // What was received last lies last, so of a period's money what lies beyond all that was due is prepaid.
    private static readonly Sql<PeriodParameters, Row> Sums = new(
        """
        WITH [Repaid] AS (
            SELECT p.[LoanId], SUM(-p.[Amount]) AS [ByEnd],
                SUM(CASE WHEN p.[EffectiveOn] >= @From THEN -p.[Amount] ELSE 0 END) AS [InPeriod]
            FROM [Posting] p
            WHERE p.[Account] = 'qardhReceivable' AND p.[Kind] IN ('repayment', 'depositApplied')
                AND p.[EffectiveOn] <= @To
                {?OfficeId: AND p.[OfficeId] = @OfficeId}
                {?FundId: AND p.[FundId] = @FundId}
            GROUP BY p.[LoanId]
        ), [Due] AS (
            SELECT i.[Amount], i.[Cumulative], v.[RepaidBefore], COALESCE(r.[ByEnd], 0) AS [ByEnd],
                (SELECT MIN(w.[RepaidBefore]) FROM [ScheduleVersion] w
                WHERE w.[LoanId] = v.[LoanId] AND w.[Version] > v.[Version] AND w.[Cause] = 'reschedule'
                    AND w.[EffectiveOn] <= @To
                    AND NOT EXISTS (SELECT 1 FROM [ScheduleVersion] u WHERE u.[LoanId] = w.[LoanId]
                        AND u.[Undoes] = w.[Version] AND u.[EffectiveOn] <= @To)) AS [UntilNext]
            FROM [Instalment] i
            JOIN [ScheduleVersion] v ON v.[LoanId] = i.[LoanId] AND v.[Version] = i.[Version]
            JOIN [Loan] l ON l.[Id] = i.[LoanId]
            LEFT JOIN [Repaid] r ON r.[LoanId] = i.[LoanId]
            WHERE i.[DueOn] >= @From AND i.[DueOn] <= @To
                AND v.[Version] = (SELECT MAX(x.[Version]) FROM [ScheduleVersion] x
                    WHERE x.[LoanId] = i.[LoanId] AND x.[EffectiveOn] <= i.[DueOn])
                AND (SELECT SUM(p.[Amount]) FROM [Posting] p
                    WHERE p.[LoanId] = i.[LoanId] AND p.[Account] = 'qardhReceivable' AND p.[Kind] = 'disbursement'
                        AND p.[EffectiveOn] <= i.[DueOn]) > 0
                {?OfficeId: AND l.[OfficeId] = @OfficeId}
                {?FundId: AND l.[FundId] = @FundId}
        ), [Counted] AS (
            SELECT d.[Amount], d.[Cumulative],
                CASE WHEN d.[UntilNext] < d.[ByEnd] THEN d.[UntilNext] ELSE d.[ByEnd] END - d.[RepaidBefore] AS [Paid]
            FROM [Due] d
        ), [Received] AS (
            SELECT r.[InPeriod], r.[ByEnd] - v.[RepaidBefore]
                - COALESCE((SELECT SUM(i.[Amount]) FROM [Instalment] i WHERE i.[LoanId] = v.[LoanId]
                    AND i.[Version] = v.[Version] AND i.[DueOn] <= @To), 0) AS [Ahead]
            FROM [Repaid] r
            JOIN [ScheduleVersion] v ON v.[LoanId] = r.[LoanId] AND v.[Version] = (SELECT MAX(x.[Version])
                FROM [ScheduleVersion] x WHERE x.[LoanId] = r.[LoanId] AND x.[EffectiveOn] <= @To)
            WHERE r.[InPeriod] <> 0
        )
        SELECT COALESCE(SUM(s.[Scheduled]), 0) AS [Scheduled], COALESCE(SUM(s.[Against]), 0) AS [Against],
            COALESCE(SUM(s.[Collected]), 0) AS [Collected], COALESCE(SUM(s.[Prepaid]), 0) AS [Prepaid]
        FROM (
            SELECT c.[Amount] AS [Scheduled], CASE WHEN c.[Paid] >= c.[Cumulative] THEN c.[Amount]
                WHEN c.[Paid] > c.[Cumulative] - c.[Amount] THEN c.[Paid] - (c.[Cumulative] - c.[Amount])
                ELSE 0 END AS [Against], 0 AS [Collected], 0 AS [Prepaid]
            FROM [Counted] c
            UNION ALL
            SELECT 0, 0, p.[InPeriod], CASE WHEN p.[InPeriod] <= 0 OR p.[Ahead] <= 0 THEN 0
                WHEN p.[Ahead] < p.[InPeriod] THEN p.[Ahead] ELSE p.[InPeriod] END
            FROM [Received] p
        ) s
        """
    );

    /// <inheritdoc/>
    public async Task<Result<CollectionsReport>> Handle(GetCollections request, CancellationToken cancellationToken)
    {
        var asked = await scope.Of(request.Query, cancellationToken);
        if (asked.IsRefused(out var error))
        {
            return error;
        }

        var sums = (await db.Find(Sums, asked.Value, cancellationToken))!;
        return new CollectionsReport
        {
            From = asked.Value.From,
            To = asked.Value.To,
            Scheduled = sums.Scheduled,
            CollectedAgainstScheduled = sums.Against,
            Rate = sums.Scheduled.IsZero ? null : Share.Of(sums.Against, sums.Scheduled),
            Collected = sums.Collected,
            Prepaid = sums.Prepaid,
        };
    }

    private sealed class Row
    {
        public Rupiah Scheduled { get; init; }
        public Rupiah Against { get; init; }
        public Rupiah Collected { get; init; }
        public Rupiah Prepaid { get; init; }
    }
}
