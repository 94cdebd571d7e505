using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Periods.ListPeriods;

/// <summary>An office's months, the newest first, from its first posting or closing to the month that runs.</summary>
[AllowedToStaff]
public sealed record ListPeriods : IQuery<PeriodList>, IApiEndpoint
{
    /// <summary>The office, for who may see several; the caller's own when left out.</summary>
    public required string OfficeId { get; init; }

    Subject IRead.Subject => Subject.Office(OfficeId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<ListPeriods, PeriodList>(
            "/periods",
            (string? officeId, CallContext context) =>
                new ListPeriods { OfficeId = officeId ?? context.Caller?.OfficeId ?? "" }
        );
}

/// <summary>Months.</summary>
/// <param name="Items">The newest first.</param>
public sealed record PeriodList(IReadOnlyList<PeriodView> Items);

/// <summary>Whether a month takes postings.</summary>
public enum PeriodState
{
    /// <summary>It does.</summary>
    Open,

    /// <summary>It does not.</summary>
    Closed,
}

/// <summary>A month.</summary>
public sealed record PeriodView
{
    /// <summary>The month: <c>2026-03</c>.</summary>
    public required string Period { get; init; }

    /// <inheritdoc cref="PeriodState"/>
    public required PeriodState State { get; init; }

    /// <summary>What has happened to it, in order.</summary>
    public required IReadOnlyList<PeriodEvent> Changes { get; init; }
}

/// <summary>What happened to a month.</summary>
/// <param name="Change"><c>closed</c> or <c>reopened</c>.</param>
/// <param name="By">By whom.</param>
/// <param name="At">When.</param>
public sealed record PeriodEvent(string Change, string By, DateTimeOffset At);

/// <summary>Lists them.</summary>
public sealed class ListPeriodsHandler(Db db, ClosedPeriods closed, OfficeDates dates)
    : IRequestHandler<ListPeriods, Result<PeriodList>>
{
    private static readonly Sql<IdParameter, DateOnly?> FirstPosting = new(
        "SELECT MIN([EffectiveOn]) AS [EffectiveOn] FROM [JournalEntry] WHERE [OfficeId] = @Id"
    );

    private static readonly Sql<IdParameter, ChangeRow> Changes = new(
        """
        SELECT [Period], [Change], [ChangedBy], [At] FROM [PeriodChange]
        WHERE [OfficeId] = @Id
        ORDER BY [Sequence]
        """
    );

    /// <inheritdoc/>
    public async Task<Result<PeriodList>> Handle(ListPeriods request, CancellationToken cancellationToken)
    {
        var office = new IdParameter(request.OfficeId);
        var changes = (await db.Query(Changes, office, cancellationToken)).ToLookup(row => row.Period);
        var last = await closed.Last(request.OfficeId, cancellationToken);
        var month = FirstDay(await dates.Today(request.OfficeId, cancellationToken));
        var earliest = changes
            .Select(each => AccountingPeriod.FirstDay(each.Key))
            .Append(FirstDay(await db.Find(FirstPosting, office, cancellationToken) ?? month))
            .Min();
        var items = new List<PeriodView>();
        for (; month >= earliest; month = month.AddMonths(-1))
        {
            var period = AccountingPeriod.Of(month);
            items.Add(
                new PeriodView
                {
                    Period = period,
                    State = string.CompareOrdinal(period, last) <= 0 ? PeriodState.Closed : PeriodState.Open,
                    Changes = [.. changes[period].Select(row => new PeriodEvent(row.Change, row.ChangedBy, row.At))],
                }
            );
        }

        return new PeriodList(items);
    }

    private static DateOnly FirstDay(DateOnly day) => new(day.Year, day.Month, 1);

    private sealed class ChangeRow
    {
        public string Period { get; init; } = "";
        public string Change { get; init; } = "";
        public string ChangedBy { get; init; } = "";
        public DateTimeOffset At { get; init; }
    }
}
