using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Features.Graces;
using Baznas.Bmd.Web.Features.Reports.Files;
using Baznas.Bmd.Web.Features.Reschedules;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reports.RescheduledLoans;

/// <summary>
/// The schedules changed because of hardship that began in a period, loan by loan, with how each stood then and stands
/// today.
/// </summary>
[Allowed(Role.Auditor, Role.Approver, Role.Cashier, Role.Admin)]
public sealed record GetRescheduledLoans : IReportQuery<RescheduledLoansReport>, IApiEndpoint
{
    /// <summary>What is asked for.</summary>
    public required PeriodQuery Query { get; init; }

    Subject IRead.Subject => ReportScope.SubjectOf(Query.OfficeId);

    ReportNarrowing IReportQuery.Narrowing => new() { FundId = Query.FundId };

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Report<GetRescheduledLoans, RescheduledLoansReport>(
            "/reports/rescheduled-loans",
            ([AsParameters] PeriodQuery query, EnumValue<ReportFormat>? format) =>
                new GetRescheduledLoans { Query = query }
        );
}

/// <summary>The new schedules of a period.</summary>
public sealed record RescheduledLoansReport : IReport
{
    /// <summary>The first day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day.</summary>
    public required DateOnly To { get; init; }

    /// <summary>The day that the present standing is true of.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>In the order of their dates; those taken back too.</summary>
    public required IReadOnlyList<RescheduledLoan> Items { get; init; }

    /// <inheritdoc/>
    public ReportContent Content() =>
        new(
            $"rescheduled-loans-{From:yyyy-MM-dd}-{To:yyyy-MM-dd}",
            "reports.rescheduled",
            new ReportPeriod(From, To),
            ReportSheet
                .Of(Items)
                .Date("effectiveOn", "reports.since", item => item.EffectiveOn)
                .Text("loan", "reports.loan", item => item.LoanNumber)
                .Text("externalRef", "borrowers.old_number", item => item.ExternalRef)
                .Text("borrower", "loans.borrower", item => item.BorrowerName)
                .Count("version", "reports.version", item => item.Version)
                .Code("kind", "reports.kind", item => CodedWord.Of(item.Kind))
                .Code("cause", "reports.cause", item => new CodedWord(item.Cause, item.CauseInWords()))
                .Text("reason", "reports.reason", item => item.Reason)
                .Money("outstandingThen", "reports.owed_then", item => item.OutstandingThen)
                .Count("daysPastDueBefore", "reports.days_late_then", item => item.DaysPastDueBefore)
                .Money("outstandingNow", "reports.owed_now", item => item.OutstandingNow)
                .Count("daysPastDueNow", "reports.days_late_now", item => item.DaysPastDueNow)
                .Date("reversedOn", "reports.taken_back", item => item.ReversedOn)
        );
}

/// <summary>How a schedule was changed because of hardship.</summary>
public enum RescheduleKind
{
    /// <summary>What is owed was cut anew; the loan counts as restructured.</summary>
    Reschedule,

    /// <summary>The instalments were moved by whole periods.</summary>
    Grace,
}

/// <summary>A new schedule of a loan.</summary>
public sealed record RescheduledLoan
{
#pragma warning disable CS1591 // As in a loan and in the request.
    public required string LoanId { get; init; }
    public required string LoanNumber { get; init; }
    public required string? ExternalRef { get; init; }
    public required string BorrowerId { get; init; }
    public required string BorrowerName { get; init; }
    public required int Version { get; init; }
    public required DateOnly EffectiveOn { get; init; }
    public required RescheduleKind Kind { get; init; }
    public required string Cause { get; init; }
    public required string Reason { get; init; }
#pragma warning restore CS1591

    /// <summary>From which day on it was taken back; null when it was not.</summary>
    public required DateOnly? ReversedOn { get; init; }

    /// <summary>What was owed at the end of the day it began, rupiah.</summary>
    public required Rupiah OutstandingThen { get; init; }

    /// <summary>The days past due on that day, by the schedule before it.</summary>
    public required int DaysPastDueBefore { get; init; }

    /// <summary>What is owed today, rupiah.</summary>
    public required Rupiah OutstandingNow { get; init; }

    /// <summary>The days past due today.</summary>
    public required int DaysPastDueNow { get; init; }

    /// <summary>The cause as people say it: requests and graces have lists of their own.</summary>
    internal string CauseInWords() =>
        Kind == RescheduleKind.Grace
            ? PageText.Word(EnumText.Parse<GraceCause>(Cause))
            : PageText.Word(EnumText.Parse<RescheduleCause>(Cause));
}

/// <summary>Reads them in one statement and lets the domain age them.</summary>
public sealed class GetRescheduledLoansHandler(Db db, ReportScope scope, OfficeDates dates)
    : IRequestHandler<GetRescheduledLoans, Result<RescheduledLoansReport>>
{
    // The changes with their reasons, each with its loan's balances then and today; and the oldest instalment that these
    // leave unpaid in the version before, and in the one in force today.
    private static readonly Sql<Parameters, Row> List = new(
        """
        WITH [Why] AS (
            SELECT r.[LoanId], d.[Version], r.[Cause], r.[Reason]
            FROM [RescheduleDecision] d
            JOIN [Reschedule] r ON r.[Id] = d.[RescheduleId]
            WHERE d.[Version] IS NOT NULL {?OfficeId: AND r.[OfficeId] = @OfficeId}
            UNION ALL
            SELECT s.[LoanId], s.[Version], g.[Cause], g.[Reason]
            FROM [GraceSchedule] s
            JOIN [Grace] g ON g.[Id] = s.[GraceId]
            WHERE 1 = 1 {?OfficeId: AND g.[OfficeId] = @OfficeId}
        ), [Change] AS (
            SELECT w.[LoanId], w.[Version], v.[EffectiveOn], v.[Cause] AS [Kind], w.[Cause], w.[Reason],
                COALESCE((SELECT SUM(p.[Amount]) FROM [Posting] p WHERE p.[LoanId] = w.[LoanId]
                    AND p.[Account] = 'qardhReceivable' AND p.[EffectiveOn] <= v.[EffectiveOn]), 0) AS [OwedThen],
                COALESCE((SELECT SUM(-p.[Amount]) FROM [Posting] p WHERE p.[LoanId] = w.[LoanId]
                    AND p.[Account] = 'qardhReceivable' AND p.[EffectiveOn] <= v.[EffectiveOn]
                    AND p.[Kind] IN ('repayment', 'depositApplied')), 0) AS [RepaidThen],
                COALESCE((SELECT SUM(p.[Amount]) FROM [Posting] p WHERE p.[LoanId] = w.[LoanId]
                    AND p.[Account] = 'qardhReceivable' AND p.[EffectiveOn] <= @Today), 0) AS [OwedNow],
                COALESCE((SELECT SUM(-p.[Amount]) FROM [Posting] p WHERE p.[LoanId] = w.[LoanId]
                    AND p.[Account] = 'qardhReceivable' AND p.[EffectiveOn] <= @Today
                    AND p.[Kind] IN ('repayment', 'depositApplied')), 0) AS [RepaidNow]
            FROM [Why] w
            JOIN [ScheduleVersion] v ON v.[LoanId] = w.[LoanId] AND v.[Version] = w.[Version]
            WHERE v.[EffectiveOn] >= @From AND v.[EffectiveOn] <= @To
        )
        SELECT c.[LoanId], l.[Number], l.[ExternalRef], l.[BorrowerId], m.[FullName], c.[Version], c.[EffectiveOn],
            c.[Kind], c.[Cause], c.[Reason], u.[EffectiveOn] AS [ReversedOn], c.[OwedThen], c.[OwedNow],
            (SELECT MIN(i.[DueOn]) FROM [Instalment] i WHERE i.[LoanId] = c.[LoanId] AND i.[Version] = b.[Version]
                AND i.[Cumulative] > c.[RepaidThen] - b.[RepaidBefore]) AS [OldestThen],
            (SELECT MIN(i.[DueOn]) FROM [Instalment] i WHERE i.[LoanId] = c.[LoanId] AND i.[Version] = n.[Version]
                AND i.[Cumulative] > c.[RepaidNow] - n.[RepaidBefore]) AS [OldestNow]
        FROM [Change] c
        JOIN [Loan] l ON l.[Id] = c.[LoanId]
        JOIN [Borrower] m ON m.[Id] = l.[BorrowerId]
        JOIN [ScheduleVersion] b ON b.[LoanId] = c.[LoanId] AND b.[Version] = c.[Version] - 1
        JOIN [ScheduleVersion] n ON n.[LoanId] = c.[LoanId] AND n.[Version] = (SELECT MAX(x.[Version])
            FROM [ScheduleVersion] x WHERE x.[LoanId] = c.[LoanId] AND x.[EffectiveOn] <= @Today)
        LEFT JOIN [ScheduleVersion] u ON u.[LoanId] = c.[LoanId] AND u.[Undoes] = c.[Version]
        WHERE 1 = 1 {?FundId: AND l.[FundId] = @FundId}
        ORDER BY c.[EffectiveOn], l.[Number], c.[Version]
        """
    );

    /// <inheritdoc/>
    public async Task<Result<RescheduledLoansReport>> Handle(
        GetRescheduledLoans request,
        CancellationToken cancellationToken
    )
    {
        var asked = await scope.Of(request.Query, cancellationToken);
        if (asked.IsRefused(out var error))
        {
            return error;
        }

        var period = asked.Value;
        var today = await dates.TodayOf(period.OfficeId, cancellationToken);
        var parameters = new Parameters
        {
            OfficeId = period.OfficeId,
            From = period.From,
            To = period.To,
            FundId = period.FundId,
            Today = today,
        };
        var rows = await db.Query(List, parameters, cancellationToken);
        return new RescheduledLoansReport
        {
            From = period.From,
            To = period.To,
            Today = today,
            Items = [.. rows.Select(row => row.ToItem(today))],
        };
    }

    private sealed record Parameters
    {
        public required string? OfficeId { get; init; }
        public required DateOnly From { get; init; }
        public required DateOnly To { get; init; }
        public required string? FundId { get; init; }
        public required DateOnly Today { get; init; }
    }

    private sealed class Row
    {
        public string LoanId { get; init; } = "";
        public string Number { get; init; } = "";
        public string? ExternalRef { get; init; }
        public string BorrowerId { get; init; } = "";
        public string FullName { get; init; } = "";
        public int Version { get; init; }
        public DateOnly EffectiveOn { get; init; }
        public string Kind { get; init; } = "";
        public string Cause { get; init; } = "";
        public string Reason { get; init; } = "";
        public DateOnly? ReversedOn { get; init; }
        public Rupiah OwedThen { get; init; }
        public Rupiah OwedNow { get; init; }
        public DateOnly? OldestThen { get; init; }
        public DateOnly? OldestNow { get; init; }

        public RescheduledLoan ToItem(DateOnly today) =>
            new()
            {
                LoanId = LoanId,
                LoanNumber = Number,
                ExternalRef = ExternalRef,
                BorrowerId = BorrowerId,
                BorrowerName = FullName,
                Version = Version,
                EffectiveOn = EffectiveOn,
                Kind = EnumText.Parse<RescheduleKind>(Kind),
                Cause = Cause,
                Reason = Reason,
                ReversedOn = ReversedOn,
                OutstandingThen = OwedThen,
                DaysPastDueBefore = OldestThen is { } then ? Standing.DaysSince(then, EffectiveOn) : 0,
                OutstandingNow = OwedNow,
                // What was written off or forgiven is late no more.
                DaysPastDueNow = OwedNow.IsPositive && OldestNow is { } now ? Standing.DaysSince(now, today) : 0,
            };
    }
}
