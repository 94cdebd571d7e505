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
/// <param name="NextToClose">The month to be closed next; null while it still runs.</param>
public sealed record PeriodList(IReadOnlyList<PeriodView> Items, string? NextToClose);

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
/// <param name="ByName">That person's name.</param>
/// <param name="At">When.</param>
public sealed record PeriodEvent(string Change, string By, string ByName, DateTimeOffset At);

/// <summary>Lists them.</summary>
public sealed class ListPeriodsHandler(Db db, ClosedPeriods closed, OfficeDates dates)
    : IRequestHandler<ListPeriods, Result<PeriodList>>
{
    private static readonly Sql<IdParameter, DateOnly?> FirstPosting = new(
        "SELECT MIN([EffectiveOn]) AS [EffectiveOn] FROM [JournalEntry] WHERE [OfficeId] = @Id"
    );

    private static readonly Sql<IdParameter, ChangeRow> Changes = new(
        """
        SELECT c.[Period], c.[Change], c.[ChangedBy], u.[DisplayName] AS [ChangedByName], c.[At]
        FROM [PeriodChange] c
        LEFT JOIN [AppUser] u ON u.[Id] = c.[ChangedBy]
        WHERE c.[OfficeId] = @Id
        ORDER BY c.[Sequence]
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
                    Changes = [.. changes[period].Select(row => row.ToEvent())],
                }
            );
        }

        // Months close in order, and the newest is the one that runs.
        var next = items.LastOrDefault(month => month.State == PeriodState.Open);
        return new PeriodList(items, next == items[0] ? null : next?.Period);
    }

    private static DateOnly FirstDay(DateOnly day) => new(day.Year, day.Month, 1);

    private sealed class ChangeRow
    {
        public string Period { get; init; } = "";
        public string Change { get; init; } = "";
        public string ChangedBy { get; init; } = "";
        public string? ChangedByName { get; init; }
        public DateTimeOffset At { get; init; }

        public PeriodEvent ToEvent() => new(Change, ChangedBy, ChangedByName ?? ChangedBy, At);
    }
}
