using Baznas.Bmd.Web.Features.Reports.ClosePeriod;
using Baznas.Bmd.Web.Features.WriteOffs;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Periods.PreviewClosing;

/// <summary>What should be known before a month is closed: what it holds, and what is not done yet. Stores nothing.</summary>
[Allowed(Role.Approver, Role.Cashier)]
public sealed record PreviewClosing : IQuery<ClosingPreview>, IApiEndpoint
{
    /// <summary>The month: <c>2026-03</c>.</summary>
    public required string Period { get; init; }

    /// <summary>The caller's office.</summary>
    public required string OfficeId { get; init; }

    Subject IRead.Subject => Subject.Office(OfficeId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<PreviewClosing, ClosingPreview>(
            "/periods/{period}/closing",
            (string period, CallContext context) =>
                new PreviewClosing { Period = period, OfficeId = context.Caller?.OfficeId ?? "" }
        );
}

/// <summary>A month before it is closed.</summary>
public sealed record ClosingPreview
{
    /// <summary>The month.</summary>
    public required string Period { get; init; }

    /// <summary>Its last day.</summary>
    public required DateOnly LastDay { get; init; }

    /// <summary>How many entries count from a day in it.</summary>
    public required int Entries { get; init; }

    /// <summary>Each fund's cash at its end, and when it was counted.</summary>
    public required IReadOnlyList<CountedFund> Funds { get; init; }

    /// <summary>Requests for new schedules from a day of the month or before it that still wait.</summary>
    public required int PendingReschedules { get; init; }

    /// <summary>Requests to write off or forgive from a day of the month or before it that still wait.</summary>
    public required int PendingWriteOffs { get; init; }
}

/// <summary>A fund's cash at the end of a month.</summary>
/// <param name="FundId">The fund.</param>
/// <param name="Name">Its name.</param>
/// <param name="Cash">Rupiah.</param>
/// <param name="CountedOn">The last day on which it was counted by then; null when it never was.</param>
/// <param name="MovedSince">Whether cash moved after that count, by the month's end.</param>
public sealed record CountedFund(string FundId, string Name, Rupiah Cash, DateOnly? CountedOn, bool MovedSince)
{
    /// <summary>Whether the cash at the month's end is what was counted.</summary>
    public bool IsCounted => Cash.IsZero || (CountedOn is not null && !MovedSince);
}

/// <summary>Reads it.</summary>
public sealed class PreviewClosingHandler(Db db) : IRequestHandler<PreviewClosing, Result<ClosingPreview>>
{
    private static readonly Sql<MonthEnd, FundRow> Funds = new(
        """
        WITH [Counted] AS (
            SELECT f.[Id], f.[Name], f.[Code], (SELECT MAX(c.[CountedOn]) FROM [CashCount] c
                WHERE c.[OfficeId] = @OfficeId AND c.[FundId] = f.[Id] AND c.[CountedOn] <= @To) AS [CountedOn]
            FROM [Fund] f
            WHERE f.[OfficeId] = @OfficeId
        )
        SELECT n.[Id], n.[Name], n.[CountedOn],
            COALESCE((SELECT SUM(p.[Amount]) FROM [Posting] p WHERE p.[OfficeId] = @OfficeId AND p.[Account] = 'cash'
                AND p.[FundId] = n.[Id] AND p.[EffectiveOn] <= @To), 0) AS [Cash],
            (SELECT COUNT(*) FROM [Posting] p WHERE p.[OfficeId] = @OfficeId AND p.[Account] = 'cash'
                AND p.[FundId] = n.[Id] AND p.[EffectiveOn] > n.[CountedOn] AND p.[EffectiveOn] <= @To) AS [Later]
        FROM [Counted] n
        ORDER BY n.[Code]
        """
    );

    private static readonly Sql<Month, WorkRow> OpenWork = new(
        $"""
        SELECT
            (SELECT COUNT(*) FROM [JournalEntry] e WHERE e.[OfficeId] = @OfficeId AND e.[EffectiveOn] >= @From
                AND e.[EffectiveOn] <= @To) AS [Entries],
            (SELECT COUNT(*) FROM [Reschedule] r WHERE r.[OfficeId] = @OfficeId AND r.[EffectiveOn] <= @To
                AND NOT EXISTS (SELECT 1 FROM [RescheduleDecision] x WHERE x.[RescheduleId] = r.[Id]))
                AS [PendingReschedules],
            (SELECT COUNT(*) FROM [WriteOff] w WHERE w.[OfficeId] = @OfficeId AND w.[EffectiveOn] <= @To
                AND {WriteOffBook.Status} = 'pending') AS [PendingWriteOffs]
        FROM [Office] o
        WHERE o.[Id] = @OfficeId
        """
    );

    /// <inheritdoc/>
    public async Task<Result<ClosingPreview>> Handle(PreviewClosing request, CancellationToken cancellationToken)
    {
        if (!AccountingPeriod.TryParse(request.Period, out var first))
        {
            return PeriodErrors.Malformed;
        }

        var month = new Month(request.OfficeId, first, LastDay(first));
        var work = (await db.Find(OpenWork, month, cancellationToken))!;
        var funds = await db.Query(Funds, new MonthEnd(month.OfficeId, month.To), cancellationToken);
        return new ClosingPreview
        {
            Period = request.Period,
            LastDay = month.To,
            Entries = work.Entries,
            Funds =
            [
                .. funds.Select(fund => new CountedFund(fund.Id, fund.Name, fund.Cash, fund.CountedOn, fund.Later > 0)),
            ],
            PendingReschedules = work.PendingReschedules,
            PendingWriteOffs = work.PendingWriteOffs,
        };
    }

    private static DateOnly LastDay(DateOnly first) =>
        new(first.Year, first.Month, DateTime.DaysInMonth(first.Year, first.Month));

    private sealed record MonthEnd(string OfficeId, DateOnly To);

    private sealed record Month(string OfficeId, DateOnly From, DateOnly To);

    private sealed class FundRow
    {
        public string Id { get; init; } = "";
        public string Name { get; init; } = "";
        public DateOnly? CountedOn { get; init; }
        public Rupiah Cash { get; init; }
        public int Later { get; init; }
    }

    private sealed class WorkRow
    {
        public int Entries { get; init; }
        public int PendingReschedules { get; init; }
        public int PendingWriteOffs { get; init; }
    }
}
