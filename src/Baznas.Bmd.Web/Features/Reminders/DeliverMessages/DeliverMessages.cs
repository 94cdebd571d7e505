using Baznas.Bmd.Web.Features.Messaging;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reminders.DeliverMessages;

/// <summary>
/// Hands the oldest planned messages of an office over for sending, a batch at a time: each goes into the
/// <see cref="Outbox"/> first and is marked then, in the office's turn, so that no two nodes do it at once and a run that
/// broke off in between is repaired by the next. What has become untrue or unwanted meanwhile is cancelled instead.
/// </summary>
[AllowedToServiceOnly]
public sealed record DeliverMessages : ICommand<DeliveredMessages>
{
    /// <summary>The office.</summary>
    public required string OfficeId { get; init; }

    Subject IWrite.Subject => Subject.Office(OfficeId);
}

/// <summary>What became of a batch.</summary>
/// <param name="Sent">Handed over.</param>
/// <param name="Cancelled">Not to be sent any more.</param>
public readonly record struct DeliveredMessages(int Sent, int Cancelled)
{
    /// <summary>Whether there was anything to do, and so perhaps more of it.</summary>
    public bool IsAny => Sent + Cancelled > 0;
}

/// <summary>Looks at each message anew, writes the files, then marks the rows.</summary>
public sealed class DeliverMessagesHandler(Db db, Work work, ReminderHours hours, ReminderCheck check, Outbox outbox)
    : IRequestHandler<DeliverMessages, Result<DeliveredMessages>>
{
    // Others of the office wait for their turn meanwhile.
    private const int BatchSize = 100;

    private static readonly Sql<Batch, WaitingRow> Waiting = new(
        """
        SELECT s.[Id], s.[Day], s.[Recipient], s.[Body]
        FROM [OutgoingMessage] s
        WHERE s.[OfficeId] = @OfficeId AND s.[Status] = 'planned' AND s.[Kind] = 'reminder'
        ORDER BY s.[Id]
        {limit}
        """
    );

    private static readonly Sql<Mark, NoRows> Update = new(
        """
        UPDATE [OutgoingMessage] SET [Status] = @Status, [Reason] = @Reason, [Body] = @Body, [StatusAt] = @At
        WHERE [Id] = @Id AND [Status] = 'planned'
        """
    );

    private static readonly Sql<IdParameter, NoRows> InsertEvent = new(
        """
        INSERT INTO [MessageEvent] ([MessageId], [Sequence], [Status], [Channel], [Reason], [At])
        SELECT s.[Id], COALESCE((SELECT MAX(e.[Sequence]) FROM [MessageEvent] e WHERE e.[MessageId] = s.[Id]), 0) + 1,
            s.[Status], s.[Channel], s.[Reason], s.[StatusAt]
        FROM [OutgoingMessage] s
        WHERE s.[Id] = @Id
        """
    );

    /// <inheritdoc/>
    public async Task<Result<DeliveredMessages>> Handle(DeliverMessages request, CancellationToken cancellationToken)
    {
        var waiting = await hours.Include(work.Office, work.Now, cancellationToken)
            ? await db.Query(Waiting, new Batch(work.Office.Id, BatchSize), cancellationToken)
            : [];
        if (waiting.Count == 0)
        {
            work.NothingChanged = true;
            return default(DeliveredMessages);
        }

        var now = await check.Of([.. waiting.Select(row => row.Id)], cancellationToken);
        foreach (var row in waiting)
        {
            Hand(row, now[row.Id]);
        }

        var marks = waiting.Select(row => MarkOf(row, now[row.Id])).ToList();
        await db.ExecuteEach(Update, marks, cancellationToken);
        await db.ExecuteEach(InsertEvent, marks.Select(mark => new IdParameter(mark.Id)), cancellationToken);
        var cancelled = marks.Count(mark => mark.Reason is not null);
        var delivered = new DeliveredMessages(marks.Count - cancelled, cancelled);
        work.Audit("reminder.delivered", work.Office.Id, null, new { delivered.Sent, delivered.Cancelled });
        return delivered;
    }

    private void Hand(WaitingRow row, ReminderNow now)
    {
        if (now.CancelReason is not null)
        {
            outbox.TakeBack(row.Id, row.Day);
            return;
        }

        outbox.Put(
            new OutgoingMessage
            {
                Id = row.Id,
                PlannedOn = row.Day,
                Recipient = row.Recipient,
                Body = now.Body,
            }
        );
    }

    private Mark MarkOf(WaitingRow row, ReminderNow now) =>
        new()
        {
            Id = row.Id,
            Status = EnumText.Of(now.CancelReason is null ? MessageStatus.Sent : MessageStatus.Cancelled),
            Reason = now.CancelReason,
            Body = now.CancelReason is null ? now.Body : row.Body,
            At = work.Now,
        };

    private sealed record Batch(string OfficeId, int Take);

    private sealed record Mark
    {
        public required string Id { get; init; }
        public required string Status { get; init; }
        public required string? Reason { get; init; }
        public required string Body { get; init; }
        public required DateTimeOffset At { get; init; }
    }

    private sealed class WaitingRow
    {
        public string Id { get; init; } = "";
        public DateOnly Day { get; init; }
        public string Recipient { get; init; } = "";
        public string Body { get; init; } = "";
    }
}
