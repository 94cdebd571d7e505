using Baznas.Bmd.Web.Features.Reports.Portfolio;
using Baznas.Bmd.Web.Features.Reports.TrialBalance;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reports.ClosePeriod;

/// <summary>
/// Closes a month: nothing is posted into it any more, and its reports are kept as they were. Months close in
/// order, after they have ended.
/// </summary>
[Allowed(Role.Approver, Role.Cashier)]
public sealed record ClosePeriod : ICommand<ClosedPeriod>, IApiEndpoint
{
    /// <summary>The month: <c>2026-03</c>.</summary>
    public required string Period { get; init; }

    /// <summary>The caller's office.</summary>
    public required string OfficeId { get; init; }

    Subject IWrite.Subject => Subject.Office(OfficeId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<ClosePeriod, ClosedPeriod>(
            "/periods/{period}/closing",
            (string period, CallContext context) =>
                new ClosePeriod { Period = period, OfficeId = context.Caller?.OfficeId ?? "" }
        );
}

/// <summary>A closed month.</summary>
/// <param name="Period">The month.</param>
/// <param name="ClosedAt">When it was closed.</param>
public sealed record ClosedPeriod(string Period, DateTimeOffset ClosedAt);

/// <summary>Closes the month and keeps its reports.</summary>
public sealed class ClosePeriodHandler(
    Db db,
    Work work,
    ClosedPeriods closed,
    IMediator mediator,
    StoredReports reports
) : IRequestHandler<ClosePeriod, Result<ClosedPeriod>>
{
    /// <summary>The audit event of a closing.</summary>
    public const string Action = "period.closed";

    private static readonly Sql<IdParameter, DateOnly?> FirstPosting = new(
        "SELECT MIN([EffectiveOn]) AS [EffectiveOn] FROM [JournalEntry] WHERE [OfficeId] = @Id"
    );

    /// <inheritdoc/>
    public async Task<Result<ClosedPeriod>> Handle(ClosePeriod request, CancellationToken cancellationToken)
    {
        if (!AccountingPeriod.TryParse(request.Period, out var month))
        {
            return PeriodErrors.Malformed;
        }

        // Compared as texts: the month after the last one that a date can name does not exist.
        if (string.CompareOrdinal(request.Period, AccountingPeriod.Of(work.Today)) >= 0)
        {
            return PeriodErrors.NotEnded(request.Period);
        }

        if (await RefusesOrder(request.Period, month, cancellationToken) is { } error)
        {
            return error;
        }

        await closed.Add(work, new PeriodChange(request.Period, "closed", request.Period), cancellationToken);
        await KeepReports(request.Period, month.AddMonths(1).AddDays(-1), cancellationToken);
        var view = new ClosedPeriod(request.Period, work.Now);
        work.Audit(Action, work.Office.Id, null, view);
        return view;
    }

    private async Task<Error?> RefusesOrder(string period, DateOnly month, CancellationToken ct)
    {
        var office = new IdParameter(work.Office.Id);
        if (await closed.Last(work.Office.Id, ct) is { } last)
        {
            if (string.CompareOrdinal(period, last) <= 0)
            {
                return PeriodErrors.ClosedAlready(period);
            }

            var next = AccountingPeriod.Of(AccountingPeriod.FirstDay(last).AddMonths(1));
            return next == period ? null : PeriodErrors.OutOfOrder(next);
        }

        var first = await db.Find(FirstPosting, office, ct);
        return first is null || AccountingPeriod.Of(first.Value) == period || first >= month.AddMonths(1)
            ? null
            : PeriodErrors.OutOfOrder(AccountingPeriod.Of(first.Value));
    }

    private async Task KeepReports(string period, DateOnly lastDay, CancellationToken ct)
    {
        var portfolio = await mediator.Send(
            new GetPortfolio
            {
                Query = new ReportQuery { OfficeId = work.Office.Id, AsOf = lastDay },
            },
            ct
        );
        var balance = await mediator.Send(
            new GetTrialBalance
            {
                Query = new TrialBalanceQuery { OfficeId = work.Office.Id, AsOf = lastDay },
            },
            ct
        );
        // What an earlier closing kept stays; a month opened and closed again has its reports kept beside it.
        var closings = await closed.Closings(work.Office.Id, period, ct);
        var time = closings == 1 ? "" : $"-{closings}";
        await reports.Keep("closing.portfolio" + time, period, portfolio.Value, ct);
        await reports.Keep("closing.trialBalance" + time, period, balance.Value, ct);
    }
}

/// <summary>Refusals about months.</summary>
public static class PeriodErrors
{
    /// <summary>It is not a month.</summary>
    public static readonly Error Malformed = Error.Invalid("period.malformed") with { Field = "period" };

    /// <summary>The month has not ended.</summary>
    public static Error NotEnded(string period) => Error.Conflict("period.not_ended", period);

    /// <summary>The month is closed.</summary>
    public static Error ClosedAlready(string period) => Error.Conflict("period.already_closed", period);

    /// <summary>An earlier month comes first.</summary>
    public static Error OutOfOrder(string next) => Error.Conflict("period.out_of_order", next);

    /// <summary>Only the month that was closed last can be opened again.</summary>
    public static Error NotLastClosed(string period) => Error.Conflict("period.not_last_closed", period);

    /// <summary>Another request of the office waits for its decision.</summary>
    public static readonly Error ReopeningPending = Error.Conflict("period.reopening_pending");

    /// <summary>It was decided before.</summary>
    public static readonly Error ReopeningDecided = Error.Conflict("period.reopening_decided");

    /// <summary>Who asked for it does not decide it.</summary>
    public static readonly Error OwnRequest = Error.Forbidden("period.own_request");
}
