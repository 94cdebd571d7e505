using Baznas.Bmd.Web.Features.Reports.Portfolio;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reports.KeepMonthlyReport;

/// <summary>
/// Keeps an office's portfolio as of the last day of the earliest month that has ended and has none kept yet. What is
/// booked into that month later shows in the books, not in what was kept.
/// </summary>
[AllowedToServiceOnly]
public sealed record KeepMonthlyReport : ICommand<KeptReport>
{
    /// <summary>What the reports are kept as.</summary>
    public const string Kind = "monthly.portfolio";

    /// <summary>The office.</summary>
    public required string OfficeId { get; init; }

    Subject IWrite.Subject => Subject.Office(OfficeId);
}

/// <summary>What was kept.</summary>
/// <param name="Period">The month; null when none was missing.</param>
public readonly record struct KeptReport(string? Period);

/// <summary>Finds the month and keeps its report.</summary>
public sealed class KeepMonthlyReportHandler(Db db, Work work, IMediator mediator, StoredReports reports)
    : IRequestHandler<KeepMonthlyReport, Result<KeptReport>>
{
    /// <summary>How far back missed months are caught up.</summary>
    private const int MostMonths = 24;

    private static readonly Sql<IdParameter, DateOnly?> FirstPosting = new(
        "SELECT MIN([EffectiveOn]) AS [EffectiveOn] FROM [JournalEntry] WHERE [OfficeId] = @Id"
    );

    private static readonly Sql<ReportsOfOffice, string> KeptPeriods = new(
        "SELECT [Period] FROM [StoredReport] WHERE [OfficeId] = @OfficeId AND [Kind] = @Kind"
    );

    /// <inheritdoc/>
    public async Task<Result<KeptReport>> Handle(KeepMonthlyReport request, CancellationToken cancellationToken)
    {
        if (await EarliestMissing(cancellationToken) is not { } month)
        {
            work.NothingChanged = true;
            return new KeptReport(null);
        }

        var query = new ReportQuery { OfficeId = work.Office.Id, AsOf = month.AddMonths(1).AddDays(-1) };
        var portfolio = await mediator.Send(new GetPortfolio { Query = query }, cancellationToken);
        var period = AccountingPeriod.Of(month);
        await reports.Keep(KeepMonthlyReport.Kind, period, portfolio.Value, cancellationToken);
        return new KeptReport(period);
    }

    /// <summary>The first day of the earliest month without a report, since the first posting.</summary>
    private async Task<DateOnly?> EarliestMissing(CancellationToken ct)
    {
        if (await db.Find(FirstPosting, new IdParameter(work.Office.Id), ct) is not { } first)
        {
            return null;
        }

        var kept = await db.Query(KeptPeriods, new ReportsOfOffice(work.Office.Id, KeepMonthlyReport.Kind), ct);
        var thisMonth = FirstDay(work.Today);
        return Enumerable
            .Range(1, MostMonths)
            .Select(months => (DateOnly?)thisMonth.AddMonths(-months))
            .Where(month => month >= FirstDay(first) && !kept.Contains(AccountingPeriod.Of(month.Value)))
            .Min();
    }

    private static DateOnly FirstDay(DateOnly day) => new(day.Year, day.Month, 1);

    private sealed record ReportsOfOffice(string OfficeId, string Kind);
}
