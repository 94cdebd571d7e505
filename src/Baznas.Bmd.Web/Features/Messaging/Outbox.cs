using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Messaging;

/// <summary>
/// The messages that wait to be sent. One is written in the unit of work that causes it: it is sent if and only if its
/// cause was kept.
/// </summary>
public sealed class Outbox(Db db, Work work, Ids ids)
{
    private static readonly Sql<KeyParameters, int> CountKey = new(
        """
        SELECT COUNT(*) AS [Messages] FROM [OutgoingMessage]
        WHERE [OfficeId] = @OfficeId AND [MessageKey] = @MessageKey
        """
    );

    private static readonly Sql<Row, NoRows> Insert = new(
        """
        INSERT INTO [OutgoingMessage] ([Id], [OfficeId], [MessageKey], [Kind], [BorrowerId], [UserId], [Day], [Language],
            [Channel], [Recipient], [Subject], [Body], [Status], [PlannedAt], [StatusAt], [Attempts], [NotBefore])
        VALUES (@Id, @OfficeId, @MessageKey, @Kind, @BorrowerId, @UserId, @Day, @Language,
            @Channel, @Recipient, @Subject, @Body, @Status, @At, @At, 0, @At)
        """
    );

    private static readonly Sql<FirstEvent, NoRows> InsertEvent = new(
        """
        INSERT INTO [MessageEvent] ([MessageId], [Sequence], [Status], [Channel], [At])
        VALUES (@MessageId, 1, @Status, @Channel, @At)
        """
    );

    /// <summary>
    /// Plans a message in the unit of work under way, whose office it is of. The caller notes what caused it for the
    /// audit trail.
    /// </summary>
    /// <returns>False when a message with the same key was planned before, and nothing was written.</returns>
    public async Task<bool> Plan(NewMessage message, CancellationToken ct)
    {
        if (await db.Find(CountKey, new KeyParameters(work.Office.Id, message.Key), ct) > 0)
        {
            return false;
        }

        await Plan([message], ct);
        return true;
    }

    /// <summary>Plans messages whose keys are known to be new.</summary>
    /// <returns>Their ids, in the same order.</returns>
    public async Task<IReadOnlyList<string>> Plan(IReadOnlyList<NewMessage> messages, CancellationToken ct)
    {
        var rows = messages.Select(RowOf).ToList();
        await db.ExecuteEach(Insert, rows, ct);
        await db.ExecuteEach(
            InsertEvent,
            rows.Select(row => new FirstEvent(row.Id, row.Status, row.Channel) { At = row.At }),
            ct
        );
        return [.. rows.Select(row => row.Id)];
    }

    private Row RowOf(NewMessage message) =>
        new()
        {
            Id = ids.New(),
            OfficeId = work.Office.Id,
            MessageKey = message.Key,
            Kind = EnumText.Of(message.Kind),
            BorrowerId = message.BorrowerId,
            UserId = message.UserId,
            Day = message.Day,
            Language = message.Language,
            Channel = EnumText.Of(message.Channel),
            Recipient = message.Recipient,
            Subject = message.Subject,
            Body = message.Body,
            Status = EnumText.Of(MessageStatus.Planned),
            At = work.Now,
        };

    private sealed record KeyParameters(string OfficeId, string MessageKey);

    private sealed record FirstEvent(string MessageId, string Status, string Channel)
    {
        public required DateTimeOffset At { get; init; }
    }

    private sealed record Row
    {
        public required string Id { get; init; }
        public required string OfficeId { get; init; }
        public required string MessageKey { get; init; }
        public required string Kind { get; init; }
        public required string? BorrowerId { get; init; }
        public required string? UserId { get; init; }
        public required DateOnly Day { get; init; }
        public required string Language { get; init; }
        public required string Channel { get; init; }
        public required string Recipient { get; init; }
        public required string? Subject { get; init; }
        public required string Body { get; init; }
        public required string Status { get; init; }
        public required DateTimeOffset At { get; init; }
    }
}
