using Baznas.Bmd.Web.Platform.Requests;

namespace Baznas.Bmd.Web.Platform.Writing;

/// <summary>Which months of an office are closed. They close in order, so the last one says it all.</summary>
/// <param name="db">The request's database.</param>
public sealed class ClosedPeriods(Db db)
{
    private static readonly Sql<IdParameter, ChangeRow> Newest = new(
        """
        SELECT c.[Sequence], c.[ClosedThrough] FROM [PeriodChange] c
        WHERE c.[OfficeId] = @Id
            AND c.[Sequence] = (SELECT MAX(x.[Sequence]) FROM [PeriodChange] x WHERE x.[OfficeId] = @Id)
        """
    );

    private static readonly Sql<OfficePeriod, string> BeforeItsClosing = new(
        """
        SELECT c.[ClosedThrough] FROM [PeriodChange] c
        WHERE c.[OfficeId] = @OfficeId AND c.[ClosedThrough] IS NOT NULL
            AND c.[Sequence] = (SELECT MAX(x.[Sequence]) - 1 FROM [PeriodChange] x
                WHERE x.[OfficeId] = @OfficeId AND x.[Period] = @Period AND x.[Change] = 'closed')
        """
    );

    private static readonly Sql<OfficePeriod, int> CountClosings = new(
        """
        SELECT COUNT(*) AS [Closings] FROM [PeriodChange]
        WHERE [OfficeId] = @OfficeId AND [Period] = @Period AND [Change] = 'closed'
        """
    );

    private static readonly Sql<NewChange, NoRows> Insert = new(
        """
        INSERT INTO [PeriodChange] ([OfficeId], [Sequence], [Period], [Change], [ClosedThrough], [ChangedBy], [At])
        VALUES (@OfficeId, @Sequence, @Period, @Change, @ClosedThrough, @ChangedBy, @At)
        """
    );

    /// <summary>The last closed month; null when none is.</summary>
    public async Task<string?> Last(string officeId, CancellationToken ct) =>
        (await db.Find(Newest, new IdParameter(officeId), ct))?.ClosedThrough;

    /// <summary>Whether the month of a date, or a later one, is closed.</summary>
    public async Task<bool> Contain(string officeId, DateOnly date, CancellationToken ct) =>
        string.CompareOrdinal(AccountingPeriod.Of(date), await Last(officeId, ct)) <= 0;

    /// <summary>The date itself while its month is open, else the first day of the earliest open month.</summary>
    public async Task<DateOnly> FirstOpenFrom(string officeId, DateOnly date, CancellationToken ct)
    {
        if (await Last(officeId, ct) is not { } last)
        {
            return date;
        }

        var open = AccountingPeriod.FirstDay(last).AddMonths(1);
        return date >= open ? date : open;
    }

    /// <summary>The last closed month as it was before a month was closed the last time; null when none was.</summary>
    public Task<string?> LastBefore(string officeId, string period, CancellationToken ct) =>
        db.Find(BeforeItsClosing, new OfficePeriod(officeId, period), ct);

    /// <summary>How often a month has been closed.</summary>
    public Task<int> Closings(string officeId, string period, CancellationToken ct) =>
        db.Find(CountClosings, new OfficePeriod(officeId, period), ct);

    /// <summary>Closes a month, or opens it again.</summary>
    /// <param name="work">The unit of work, in the office's turn.</param>
    /// <param name="change">What happens to it.</param>
    /// <param name="ct">To give up.</param>
    public async Task Add(Work work, PeriodChange change, CancellationToken ct)
    {
        var newest = await db.Find(Newest, new IdParameter(work.Office.Id), ct);
        await db.Execute(
            Insert,
            new NewChange
            {
                OfficeId = work.Office.Id,
                Sequence = 1 + (newest?.Sequence ?? 0),
                Period = change.Period,
                Change = change.Change,
                ClosedThrough = change.ClosedThrough,
                ChangedBy = work.Caller.UserId,
                At = work.Now,
            },
            ct
        );
    }

    private sealed record OfficePeriod(string OfficeId, string Period);

    private sealed class ChangeRow
    {
        public int Sequence { get; init; }
        public string? ClosedThrough { get; init; }
    }

    private sealed record NewChange
    {
        public required string OfficeId { get; init; }
        public required int Sequence { get; init; }
        public required string Period { get; init; }
        public required string Change { get; init; }
        public required string? ClosedThrough { get; init; }
        public required string ChangedBy { get; init; }
        public required DateTimeOffset At { get; init; }
    }
}

/// <summary>A month closed (<c>closed</c>) or opened again (<c>reopened</c>).</summary>
/// <param name="Period">The month.</param>
/// <param name="Change">What happened to it.</param>
/// <param name="ClosedThrough">The last closed month from here on; null when none is.</param>
public sealed record PeriodChange(string Period, string Change, string? ClosedThrough);
