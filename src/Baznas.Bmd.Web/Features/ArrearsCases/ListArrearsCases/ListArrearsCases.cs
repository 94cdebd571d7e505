using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.ArrearsCases.ListArrearsCases;

/// <summary>The cases of late loans: promises that were not kept first, then those promised for the day.</summary>
/// <remarks>
/// Then what nothing is promised of, then promises that still have time; within each, who has been late longest. Cases that
/// are settled or off the books are listed when they are asked for, the newest loan first.
/// </remarks>
[AllowedToStaff]
public sealed record ListArrearsCases : IQuery<Page<ArrearsCaseItem>>, IApiEndpoint
{
    /// <summary>Rows on the page.</summary>
    public int? Limit { get; init; }

    /// <summary>Where the page starts.</summary>
    public string? Cursor { get; init; }

    /// <summary>The day; today when left out.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>Only cases that stand so; all that are late when left out.</summary>
    public ArrearsState? State { get; init; }

    /// <summary>Only loans that are late for this cause.</summary>
    public ArrearsCause? Cause { get; init; }

    /// <summary>Part of a borrower's name or of a loan's number.</summary>
    public string? Q { get; init; }

    Subject IRead.Subject => Subject.None;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<ListArrearsCases, Page<ArrearsCaseItem>>(
            "/arrears-cases",
            ([AsParameters] ArrearsCaseFilter filter) => filter.ToQuery()
        );
}

/// <summary>The query string of the list.</summary>
public sealed record ArrearsCaseFilter
{
#pragma warning disable CS1591 // As in the query.
    public int? Limit { get; init; }
    public string? Cursor { get; init; }
    public DateOnly? AsOf { get; init; }
    public EnumValue<ArrearsState>? State { get; init; }
    public EnumValue<ArrearsCause>? Cause { get; init; }
    public string? Q { get; init; }
#pragma warning restore CS1591

    /// <summary>What is asked for.</summary>
    public ListArrearsCases ToQuery() =>
        new()
        {
            Limit = Limit,
            Cursor = Cursor,
            AsOf = AsOf,
            State = State?.Value,
            Cause = Cause?.Value,
            Q = Q,
        };
}

/// <summary>A case in a list.</summary>
public sealed record ArrearsCaseItem
{
    /// <summary>The loan.</summary>
    public required string LoanId { get; init; }

    /// <summary>Its number.</summary>
    public required string LoanNumber { get; init; }

    /// <summary>Who owes it.</summary>
    public required string BorrowerId { get; init; }

    /// <summary>Their name.</summary>
    public required string BorrowerName { get; init; }

    /// <summary>Their phone number.</summary>
    public required string? Phone { get; init; }

    /// <summary>Their village.</summary>
    public required string? VillageCode { get; init; }

    /// <summary>How the case stands.</summary>
    public required ArrearsState State { get; init; }

    /// <summary>Days since the oldest unpaid instalment was due; 0 when nothing is late.</summary>
    public required int DaysPastDue { get; init; }

    /// <summary>The unpaid part of all instalments due before the day, rupiah.</summary>
    public required Rupiah Overdue { get; init; }

    /// <summary>Why it is late: what was noted last.</summary>
    public required ArrearsCause Cause { get; init; }

    /// <summary>The day of the promise that decides how the case stands; null when there is none.</summary>
    public required DateOnly? PromisedOn { get; init; }

    /// <summary>What was promised, rupiah.</summary>
    public required Rupiah? PromisedAmount { get; init; }

    /// <summary>When something was done about it last.</summary>
    public required DateOnly? LastStepOn { get; init; }
}

/// <summary>Reads one page in one statement.</summary>
public sealed class ListArrearsCasesHandler(Db db, CallContext context, OfficeDates dates)
    : IRequestHandler<ListArrearsCases, Result<Page<ArrearsCaseItem>>>
{
    private const string Balances = """
        [Balance] AS (
            SELECT l.[Id] AS [LoanId],
                SUM(CASE WHEN p.[Kind] IN ('repayment', 'depositApplied') THEN -p.[Amount] ELSE 0 END) AS [Repaid]
            FROM [Loan] l
            JOIN [Posting] p ON p.[LoanId] = l.[Id] AND p.[Account] = 'qardhReceivable' AND p.[EffectiveOn] <= @AsOf
            WHERE 1 = 1 {?OfficeId: AND l.[OfficeId] = @OfficeId}
            GROUP BY l.[Id]
            HAVING SUM(p.[Amount]) > 0
        ), [Late] AS (
            SELECT c.[LoanId], MIN(i.[DueOn]) AS [OldestUnpaid],
                MAX(i.[Cumulative]) - (c.[Repaid] - v.[RepaidBefore]) AS [Overdue]
            FROM [Balance] c
            JOIN [ScheduleVersion] v ON v.[LoanId] = c.[LoanId] AND v.[Version] = (SELECT MAX(x.[Version])
                FROM [ScheduleVersion] x WHERE x.[LoanId] = c.[LoanId] AND x.[EffectiveOn] <= @AsOf)
            JOIN [Instalment] i ON i.[LoanId] = c.[LoanId] AND i.[Version] = v.[Version] AND i.[DueOn] < @AsOf
                AND i.[Cumulative] > c.[Repaid] - v.[RepaidBefore]
            GROUP BY c.[LoanId], c.[Repaid], v.[RepaidBefore]
        )
        """;

    private const string LastCause = """
        COALESCE((SELECT s.[Cause] FROM [ArrearsStep] s
            WHERE s.[LoanId] = l.[Id] AND s.[Kind] = 'cause' AND s.[HappenedOn] <= @AsOf
            ORDER BY s.[HappenedOn] DESC, s.[Id] DESC {one}), 'unknown')
        """;

    private const string LastStepOn = """
        (SELECT MAX(s.[HappenedOn]) FROM [ArrearsStep] s WHERE s.[LoanId] = l.[Id] AND s.[HappenedOn] <= @AsOf)
        """;

    private static readonly Sql<LateFilter, LateRow> Late = new(
        $$"""
        WITH {{Balances}}, {{PromiseSql.LastPromises}}, [Case] AS (
            SELECT l.[Id], l.[Number], l.[BorrowerId], b.[FullName], b.[Phone], b.[VillageCode], t.[OldestUnpaid],
                t.[Overdue], q.[PromisedOn], q.[Amount] AS [PromisedAmount],
                CASE WHEN q.[State] = 'broken' THEN 'broken' WHEN q.[State] = 'open' THEN 'promised' ELSE 'open' END
                    AS [State],
                CASE WHEN q.[State] = 'broken' THEN 0 WHEN q.[PromisedOn] = @AsOf THEN 1 WHEN q.[State] = 'open' THEN 3
                    ELSE 2 END AS [Turn],
                {{LastCause}} AS [Cause], {{LastStepOn}} AS [LastStepOn]
            FROM [Late] t
            JOIN [Loan] l ON l.[Id] = t.[LoanId]
            JOIN [Borrower] b ON b.[Id] = l.[BorrowerId]
            LEFT JOIN [Promise] q ON {{PromiseSql.Counts}}
        )
        SELECT c.[Id], c.[Number], c.[BorrowerId], c.[FullName], c.[Phone], c.[VillageCode], c.[OldestUnpaid],
            c.[Overdue], c.[PromisedOn], c.[PromisedAmount], c.[State], c.[Turn], c.[Cause], c.[LastStepOn]
        FROM [Case] c
        WHERE 1 = 1
            {?State: AND c.[State] = @State}
            {?Cause: AND c.[Cause] = @Cause}
            {?Pattern: AND (c.[FullName] LIKE @Pattern ESCAPE '~' OR c.[Number] LIKE @Pattern ESCAPE '~')}
            {?AfterTurn: AND (c.[Turn] > @AfterTurn OR (c.[Turn] = @AfterTurn AND (c.[OldestUnpaid] > @AfterOldest
                OR (c.[OldestUnpaid] = @AfterOldest AND c.[Id] > @AfterId))))}
        ORDER BY c.[Turn], c.[OldestUnpaid], c.[Id]
        {limit}
        """
    );

    private static readonly Sql<PastFilter, CaseRow> Past = new(
        $$"""
        WITH {{Balances}}, [Known] AS (
            SELECT s.[LoanId] FROM [ArrearsStep] s
            WHERE s.[HappenedOn] <= @AsOf {?OfficeId: AND s.[OfficeId] = @OfficeId}
            UNION
            SELECT p.[LoanId] FROM [Posting] p
            WHERE p.[Account] = 'qardhReceivable' AND p.[Kind] = 'writeOff' AND p.[EffectiveOn] <= @AsOf
                {?OfficeId: AND p.[OfficeId] = @OfficeId}
        ), [Case] AS (
            SELECT l.[Id], l.[Number], l.[BorrowerId], b.[FullName], b.[Phone], b.[VillageCode],
                CASE WHEN COALESCE((SELECT SUM(CASE WHEN p.[Kind] = 'recovery' THEN p.[Amount] ELSE -p.[Amount] END)
                        FROM [Posting] p WHERE p.[LoanId] = l.[Id]
                            AND ((p.[Account] = 'qardhReceivable' AND p.[Kind] = 'writeOff')
                                OR (p.[Account] = 'recoveryIncome' AND p.[Kind] = 'recovery'))
                            AND p.[EffectiveOn] <= @AsOf), 0) > 0
                    THEN 'writtenOff' ELSE 'settled' END AS [State],
                {{LastCause}} AS [Cause], {{LastStepOn}} AS [LastStepOn]
            FROM [Known] k
            JOIN [Loan] l ON l.[Id] = k.[LoanId]
            JOIN [Borrower] b ON b.[Id] = l.[BorrowerId]
            WHERE NOT EXISTS (SELECT 1 FROM [Late] t WHERE t.[LoanId] = k.[LoanId])
        )
        SELECT c.[Id], c.[Number], c.[BorrowerId], c.[FullName], c.[Phone], c.[VillageCode], c.[State], c.[Cause],
            c.[LastStepOn]
        FROM [Case] c
        WHERE c.[State] = @State AND (c.[State] = 'writtenOff' OR c.[LastStepOn] IS NOT NULL)
            {?Cause: AND c.[Cause] = @Cause}
            {?Pattern: AND (c.[FullName] LIKE @Pattern ESCAPE '~' OR c.[Number] LIKE @Pattern ESCAPE '~')}
            {?Before: AND c.[Id] < @Before}
        ORDER BY c.[Id] DESC
        {limit}
        """
    );

    /// <inheritdoc/>
    public async Task<Result<Page<ArrearsCaseItem>>> Handle(
        ListArrearsCases request,
        CancellationToken cancellationToken
    )
    {
        var officeId = context.Caller!.OfficeId;
        var asOf = request.AsOf ?? await dates.TodayOf(officeId, cancellationToken);
        return request.State is ArrearsState.WrittenOff or ArrearsState.Settled
            ? await PastCases(request, asOf, cancellationToken)
            : await LateCases(request, asOf, cancellationToken);
    }

    private async Task<Result<Page<ArrearsCaseItem>>> LateCases(
        ListArrearsCases request,
        DateOnly asOf,
        CancellationToken ct
    )
    {
        var asked = PageRequest.Of(request.Limit, null);
        if (asked.IsRefused(out var error))
        {
            return error;
        }

        var after = request.Cursor is null ? null : ArrearsPlace.Read(request.Cursor);
        if (request.Cursor is not null && after is null)
        {
            return Error.Invalid("page.cursor_invalid") with { Field = "cursor" };
        }

        var rows = await db.Query(
            Late,
            new LateFilter(FilterOf(request, asOf, asked.Value))
            {
                AfterTurn = after?.Turn,
                AfterOldest = after?.OldestUnpaid,
                AfterId = after?.LoanId,
            },
            ct
        );
        var shown = rows.Take(asked.Value.Limit).ToList();
        return new Page<ArrearsCaseItem>
        {
            Items = [.. shown.Select(row => row.ToItem(asOf))],
            NextCursor = rows.Count > shown.Count ? shown[^1].Place.Write() : null,
        };
    }

    private async Task<Result<Page<ArrearsCaseItem>>> PastCases(
        ListArrearsCases request,
        DateOnly asOf,
        CancellationToken ct
    )
    {
        var asked = PageRequest.Of(request.Limit, request.Cursor);
        if (asked.IsRefused(out var error))
        {
            return error;
        }

        var filter = new PastFilter(FilterOf(request, asOf, asked.Value)) { Before = asked.Value.Before };
        var rows = await db.Query(Past, filter, ct);
        return asked.Value.Fill([.. rows.Select(row => row.ToItem())], item => item.LoanId);
    }

    private Filter FilterOf(ListArrearsCases request, DateOnly asOf, PageRequest page) =>
        new()
        {
            Take = page.Take,
            AsOf = asOf,
            OfficeId = context.Caller!.OfficeId,
            State = request.State is { } state ? EnumText.Of(state) : null,
            Cause = request.Cause is { } cause ? EnumText.Of(cause) : null,
            Pattern = Search.Pattern(request.Q),
        };

    private record Filter
    {
        public required int Take { get; init; }
        public required DateOnly AsOf { get; init; }
        public required string? OfficeId { get; init; }
        public required string? State { get; init; }
        public required string? Cause { get; init; }
        public required string? Pattern { get; init; }
    }

    private sealed record LateFilter : Filter
    {
        [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
        public LateFilter(Filter filter)
            : base(filter) { }

        public int? AfterTurn { get; init; }
        public DateOnly? AfterOldest { get; init; }
        public string? AfterId { get; init; }
    }

    private sealed record PastFilter : Filter
    {
        [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
        public PastFilter(Filter filter)
            : base(filter) { }

        public string? Before { get; init; }
    }

    private class CaseRow
    {
        public string Id { get; init; } = "";
        public string Number { get; init; } = "";
        public string BorrowerId { get; init; } = "";
        public string FullName { get; init; } = "";
        public string? Phone { get; init; }
        public string? VillageCode { get; init; }
        public string State { get; init; } = "";
        public string Cause { get; init; } = "";
        public DateOnly? LastStepOn { get; init; }

        public ArrearsCaseItem ToItem() =>
            new()
            {
                LoanId = Id,
                LoanNumber = Number,
                BorrowerId = BorrowerId,
                BorrowerName = FullName,
                Phone = Phone,
                VillageCode = VillageCode,
                State = EnumText.Parse<ArrearsState>(State),
                DaysPastDue = 0,
                Overdue = Rupiah.Zero,
                Cause = EnumText.Parse<ArrearsCause>(Cause),
                PromisedOn = null,
                PromisedAmount = null,
                LastStepOn = LastStepOn,
            };
    }

    private sealed class LateRow : CaseRow
    {
        public DateOnly OldestUnpaid { get; init; }
        public Rupiah Overdue { get; init; }
        public DateOnly? PromisedOn { get; init; }
        public Rupiah? PromisedAmount { get; init; }
        public int Turn { get; init; }

        public ArrearsPlace Place => new(Turn, OldestUnpaid, Id);

        public ArrearsCaseItem ToItem(DateOnly asOf) =>
            ToItem() with
            {
                DaysPastDue = Standing.DaysSince(OldestUnpaid, asOf),
                Overdue = Overdue,
                PromisedOn = PromisedOn,
                PromisedAmount = PromisedAmount,
            };
    }
}
