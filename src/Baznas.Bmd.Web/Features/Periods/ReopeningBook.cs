using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Periods;

/// <summary>How far a request to open a month again has come.</summary>
public enum ReopeningStatus
{
    /// <summary>It waits for its decision.</summary>
    Pending,

    /// <summary>The month was opened.</summary>
    Approved,

    /// <summary>The month stays closed.</summary>
    Rejected,
}

/// <summary>What a second person says to a request.</summary>
public enum ReopeningChoice
{
    /// <summary>Open the month.</summary>
    Approve,

    /// <summary>Leave it closed.</summary>
    Reject,
}

/// <summary>A request to open a closed month again.</summary>
public sealed record ReopeningView
{
    /// <summary>The request.</summary>
    public required string Id { get; init; }

    /// <summary>Whose month.</summary>
    public required string OfficeId { get; init; }

    /// <summary>The month: <c>2026-03</c>.</summary>
    public required string Period { get; init; }

    /// <summary>How far it has come.</summary>
    public required ReopeningStatus Status { get; init; }

    /// <summary>Why it is needed.</summary>
    public required string Reason { get; init; }

    /// <summary>Who asked.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>That person's name.</summary>
    public string? RequestedByName { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>What was decided; null while it waits.</summary>
    public required ReopeningDecision? Decision { get; init; }
}

/// <summary>What was decided.</summary>
public sealed record ReopeningDecision
{
    /// <summary>What.</summary>
    public required ReopeningChoice Decision { get; init; }

    /// <summary>Why.</summary>
    public required string Note { get; init; }

    /// <summary>By whom: another than who asked.</summary>
    public required string DecidedBy { get; init; }

    /// <summary>That person's name.</summary>
    public string? DecidedByName { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset DecidedAt { get; init; }
}

/// <summary>Requests to open closed months again, as stored.</summary>
/// <param name="db">The request's database.</param>
public sealed class ReopeningBook(Db db)
{
    private const string Select = """
        SELECT r.[Id], r.[OfficeId], r.[Period], r.[Reason], r.[RequestedBy], r.[RequestedAt], d.[Decision], d.[Note],
            d.[DecidedBy], d.[At] AS [DecidedAt], u.[DisplayName] AS [RequestedByName], x.[DisplayName] AS [DecidedByName]
        FROM [PeriodReopening] r
        LEFT JOIN [PeriodReopeningDecision] d ON d.[ReopeningId] = r.[Id]
        LEFT JOIN [AppUser] u ON u.[Id] = r.[RequestedBy]
        LEFT JOIN [AppUser] x ON x.[Id] = d.[DecidedBy]
        """;

    private static readonly Sql<IdParameter, ReopeningRow> ById = new($"{Select}\nWHERE r.[Id] = @Id");

    private static readonly Sql<ReopeningPage, ReopeningRow> Page = new(
        $$"""
        {{Select}}
        WHERE 1 = 1
            {?OfficeId: AND r.[OfficeId] = @OfficeId}
            {?Before: AND r.[Id] < @Before}
            {?Status: AND COALESCE(d.[Decision], 'pending') = @Status}
        ORDER BY r.[Id] DESC
        {limit}
        """
    );

    private static readonly Sql<IdParameter, int> CountPending = new(
        """
        SELECT COUNT(*) AS [Requests] FROM [PeriodReopening] r
        WHERE r.[OfficeId] = @Id
            AND NOT EXISTS (SELECT 1 FROM [PeriodReopeningDecision] d WHERE d.[ReopeningId] = r.[Id])
        """
    );

    private static readonly Sql<NewRequest, NoRows> InsertRequest = new(
        """
        INSERT INTO [PeriodReopening] ([Id], [OfficeId], [Period], [Reason], [RequestedBy], [RequestedAt])
        VALUES (@Id, @OfficeId, @Period, @Reason, @RequestedBy, @RequestedAt)
        """
    );

    private static readonly Sql<NewDecision, NoRows> InsertDecision = new(
        """
        INSERT INTO [PeriodReopeningDecision] ([ReopeningId], [Decision], [Note], [DecidedBy], [At])
        VALUES (@ReopeningId, @Decision, @Note, @DecidedBy, @At)
        """
    );

    /// <summary>The request, which must exist.</summary>
    public async Task<ReopeningView> Find(string id, CancellationToken ct) =>
        (await db.Find(ById, new IdParameter(id), ct))!.ToView();

    /// <summary>One page of requests, newest first.</summary>
    public async Task<IReadOnlyList<ReopeningView>> List(ReopeningPage page, CancellationToken ct) =>
        [.. (await db.Query(Page, page, ct)).Select(row => row.ToView())];

    /// <summary>Whether a request of an office waits for its decision.</summary>
    public async Task<bool> IsAnyPending(string officeId, CancellationToken ct) =>
        await db.Find(CountPending, new IdParameter(officeId), ct) > 0;

    /// <summary>Stores a request.</summary>
    public Task Add(ReopeningView request, CancellationToken ct) =>
        db.Execute(
            InsertRequest,
            new NewRequest
            {
                Id = request.Id,
                OfficeId = request.OfficeId,
                Period = request.Period,
                Reason = request.Reason,
                RequestedBy = request.RequestedBy,
                RequestedAt = request.RequestedAt,
            },
            ct
        );

    /// <summary>Stores what was decided about a request.</summary>
    public Task Decide(string id, ReopeningDecision decision, CancellationToken ct) =>
        db.Execute(
            InsertDecision,
            new NewDecision
            {
                ReopeningId = id,
                Decision = EnumText.Of(decision.Decision),
                Note = decision.Note,
                DecidedBy = decision.DecidedBy,
                At = decision.DecidedAt,
            },
            ct
        );

    private sealed class ReopeningRow
    {
        public string Id { get; init; } = "";
        public string OfficeId { get; init; } = "";
        public string Period { get; init; } = "";
        public string Reason { get; init; } = "";
        public string RequestedBy { get; init; } = "";
        public DateTimeOffset RequestedAt { get; init; }
        public string? Decision { get; init; }
        public string? Note { get; init; }
        public string? DecidedBy { get; init; }
        public DateTimeOffset? DecidedAt { get; init; }
        public string? RequestedByName { get; init; }
        public string? DecidedByName { get; init; }

        public ReopeningView ToView()
        {
            ReopeningChoice? choice = Decision is null ? null : EnumText.Parse<ReopeningChoice>(Decision);
            return new ReopeningView
            {
                Id = Id,
                OfficeId = OfficeId,
                Period = Period,
                Status = choice switch
                {
                    null => ReopeningStatus.Pending,
                    ReopeningChoice.Approve => ReopeningStatus.Approved,
                    _ => ReopeningStatus.Rejected,
                },
                Reason = Reason,
                RequestedBy = RequestedBy,
                RequestedByName = RequestedByName,
                RequestedAt = RequestedAt,
                Decision = choice is null
                    ? null
                    : new ReopeningDecision
                    {
                        Decision = choice.Value,
                        Note = Note!,
                        DecidedBy = DecidedBy!,
                        DecidedByName = DecidedByName,
                        DecidedAt = DecidedAt!.Value,
                    },
            };
        }
    }

    private sealed record NewRequest
    {
        public required string Id { get; init; }
        public required string OfficeId { get; init; }
        public required string Period { get; init; }
        public required string Reason { get; init; }
        public required string RequestedBy { get; init; }
        public required DateTimeOffset RequestedAt { get; init; }
    }

    private sealed record NewDecision
    {
        public required string ReopeningId { get; init; }
        public required string Decision { get; init; }
        public required string Note { get; init; }
        public required string DecidedBy { get; init; }
        public required DateTimeOffset At { get; init; }
    }
}

/// <summary>Which requests are listed.</summary>
public sealed record ReopeningPage
{
    /// <summary>How many.</summary>
    public required int Take { get; init; }

    /// <summary>Only those before this one.</summary>
    public required string? Before { get; init; }

    /// <summary>Null for all offices.</summary>
    public required string? OfficeId { get; init; }

    /// <summary>The decision as it is stored, <c>pending</c> for none; null for all.</summary>
    public required string? Status { get; init; }
}
