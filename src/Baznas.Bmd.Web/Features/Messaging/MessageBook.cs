using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Messaging;

/// <summary>Reads messages and writes down the steps they take, each with its event.</summary>
public sealed class MessageBook(Db db, Work work, MessagingSettings settings, Channels.Senders senders)
{
    internal const string Columns = """
        s.[Id], s.[OfficeId], s.[Kind], s.[BorrowerId], s.[UserId], s.[Day], s.[Language], s.[Recipient], s.[Subject],
            s.[Channel], s.[Body], s.[Status], s.[Reason], s.[Attempts], s.[NotBefore], s.[ClaimedBy],
            s.[ClaimedUntil], s.[ProviderId], s.[SentAt], s.[BlankedAt]
        """;

    private static readonly Sql<IdParameter, StoredRow> ById = new(
        $$"""
        SELECT {{Columns}}
        FROM [OutgoingMessage] s
        WHERE s.[Id] = @Id
        """
    );

    private static readonly Sql<Step, NoRows> Store = new(
        """
        UPDATE [OutgoingMessage] SET [Channel] = @Channel, [Body] = @Body, [Status] = @Status, [Reason] = @Reason,
            [StatusAt] = @At, [Attempts] = @Attempts, [NotBefore] = @NotBefore, [ClaimedBy] = @ClaimedBy,
            [ClaimedUntil] = @ClaimedUntil, [ProviderId] = @ProviderId, [SentAt] = @SentAt
        WHERE [Id] = @Id
        """
    );

    private static readonly Sql<Event, NoRows> Note = new(
        """
        INSERT INTO [MessageEvent] ([MessageId], [Sequence], [Status], [Channel], [Reason], [At])
        SELECT @Id, COALESCE(MAX(e.[Sequence]), 0) + 1, @Status, @Channel, @Reason, @At
        FROM [MessageEvent] e
        WHERE e.[MessageId] = @Id
        """
    );

    private static readonly Sql<Wait, NoRows> LookAgain = new(
        "UPDATE [OutgoingMessage] SET [NotBefore] = @NotBefore, [Body] = @Body WHERE [Id] = @Id"
    );

    private static readonly Sql<Way, NoRows> Turn = new(
        "UPDATE [OutgoingMessage] SET [Channel] = @Channel WHERE [Id] = @Id"
    );

    /// <summary>A message, if there is one.</summary>
    public async Task<StoredMessage?> Find(string id, CancellationToken ct) =>
        (await db.Find(ById, new IdParameter(id), ct))?.ToMessage();

    /// <summary>The channels that a message of the office under way may go by: the staff's e-mail, or what the office chose.</summary>
    public async Task<ChannelPlan> PlanFor(StoredMessage message, CancellationToken ct) =>
        new(
            message.BorrowerId is null ? [MessageChannel.Email] : (await settings.Of(work.Office.Id, ct)).Channels,
            senders.Usable
        );

    /// <summary>Writes steps down, in their order; of the same message the last is what it is.</summary>
    public async Task Keep(IEnumerable<StoredMessage> steps, CancellationToken ct)
    {
        var rows = steps.Select(StepOf).ToList();
        await db.ExecuteEach(Store, rows, ct);
        await db.ExecuteEach(
            Note,
            rows.Select(row => new Event(row.Id, row.Status, row.Channel, row.Reason) { At = row.At }),
            ct
        );
    }

    /// <summary>Has messages that wait for a hand looked at again later; that is no step.</summary>
    public Task KeepWaiting(IEnumerable<StoredMessage> messages, CancellationToken ct) =>
        db.ExecuteEach(
            LookAgain,
            messages.Select(each => new Wait(each.Id, each.Body) { NotBefore = each.NotBefore }),
            ct
        );

    /// <summary>Has messages go by another channel, before anybody asks what they say there.</summary>
    public Task TurnTo(IEnumerable<StoredMessage> messages, CancellationToken ct) =>
        db.ExecuteEach(Turn, messages.Select(each => new Way(each.Id, EnumText.Of(each.Channel))), ct);

    private Step StepOf(StoredMessage message) =>
        new()
        {
            Id = message.Id,
            Channel = EnumText.Of(message.Channel),
            Body = message.Body,
            Status = EnumText.Of(message.Status),
            Reason = message.Reason,
            Attempts = message.Attempts,
            NotBefore = message.NotBefore,
            ClaimedBy = message.ClaimedBy,
            ClaimedUntil = message.ClaimedUntil,
            ProviderId = message.ProviderId,
            SentAt = message.SentAt,
            At = work.Now,
        };

    private sealed record Event(string Id, string Status, string Channel, string? Reason)
    {
        public required DateTimeOffset At { get; init; }
    }

    private sealed record Way(string Id, string Channel);

    private sealed record Wait(string Id, string Body)
    {
        public required DateTimeOffset NotBefore { get; init; }
    }

    private sealed record Step
    {
        public required string Id { get; init; }
        public required string Channel { get; init; }
        public required string Body { get; init; }
        public required string Status { get; init; }
        public required string? Reason { get; init; }
        public required int Attempts { get; init; }
        public required DateTimeOffset NotBefore { get; init; }
        public required string? ClaimedBy { get; init; }
        public required DateTimeOffset? ClaimedUntil { get; init; }
        public required string? ProviderId { get; init; }
        public required DateTimeOffset? SentAt { get; init; }
        public required DateTimeOffset At { get; init; }
    }
}

/// <summary>A message as the database holds it.</summary>
public sealed class StoredRow
{
#pragma warning disable CS1591 // As in the message.
    public string Id { get; init; } = "";
    public string OfficeId { get; init; } = "";
    public string Kind { get; init; } = "";
    public string? BorrowerId { get; init; }
    public string? UserId { get; init; }
    public DateOnly Day { get; init; }
    public string Language { get; init; } = "";
    public string Recipient { get; init; } = "";
    public string? Subject { get; init; }
    public string Channel { get; init; } = "";
    public string Body { get; init; } = "";
    public string Status { get; init; } = "";
    public string? Reason { get; init; }
    public int Attempts { get; init; }
    public DateTimeOffset NotBefore { get; init; }
    public string? ClaimedBy { get; init; }
    public DateTimeOffset? ClaimedUntil { get; init; }
    public string? ProviderId { get; init; }
    public DateTimeOffset? SentAt { get; init; }
    public DateTimeOffset? BlankedAt { get; init; }
#pragma warning restore CS1591

    /// <summary>The message.</summary>
    public StoredMessage ToMessage() =>
        new()
        {
            Id = Id,
            OfficeId = OfficeId,
            Kind = EnumText.Parse<MessageKind>(Kind),
            BorrowerId = BorrowerId,
            UserId = UserId,
            Day = Day,
            Language = Language,
            Recipient = Recipient,
            Subject = Subject,
            Channel = EnumText.Parse<MessageChannel>(Channel),
            Body = Body,
            Status = EnumText.Parse<MessageStatus>(Status),
            Reason = Reason,
            Attempts = Attempts,
            NotBefore = NotBefore,
            ClaimedBy = ClaimedBy,
            ClaimedUntil = ClaimedUntil,
            ProviderId = ProviderId,
            SentAt = SentAt,
            BlankedAt = BlankedAt,
        };
}
