using Baznas.Bmd.Web.Features.Reminders;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Messaging.ResendMessage;

/// <summary>Says a message again that was sent, or could not be: a new message, which says what it repeats.</summary>
/// <remarks>
/// It goes to where its addressee is reached now, by the office's first channel. What it said something of goes over to it.
/// </remarks>
/// <param name="MessageId">What is repeated.</param>
[Allowed(Role.Admin, Role.FieldOfficer)]
public sealed record ResendMessage(string MessageId) : ICommand<MessageView>, IApiEndpoint
{
    Subject IWrite.Subject => Subject.Message(MessageId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Post<ResendMessage, MessageView>("/messages/{id}/resend", (string id) => new ResendMessage(id));
}

/// <summary>Plans it.</summary>
public sealed class ResendMessageHandler(
    Db db,
    Work work,
    MessageBook book,
    MessageRows messages,
    Outbox outbox,
    ReminderCheck check
) : IRequestHandler<ResendMessage, Result<MessageView>>
{
    private static readonly Sql<IdParameter, int> Repeats = new(
        "SELECT COUNT(*) AS [Messages] FROM [OutgoingMessage] WHERE [RepeatsId] = @Id"
    );

    private static readonly Sql<IdParameter, string> Reached = new(
        """
        SELECT COALESCE(b.[Phone], u.[Email], s.[Recipient]) AS [Recipient]
        FROM [OutgoingMessage] s
        LEFT JOIN [Borrower] b ON b.[Id] = s.[BorrowerId]
        LEFT JOIN [AppUser] u ON u.[Id] = s.[UserId]
        WHERE s.[Id] = @Id
        """
    );

    private static readonly Sql<Repeat, NoRows> Tie = new(
        "UPDATE [OutgoingMessage] SET [RepeatsId] = @RepeatsId WHERE [Id] = @Id"
    );

    private static readonly Sql<Repeat, NoRows> TakeOver = new(
        "UPDATE [MessageItem] SET [MessageId] = @Id WHERE [MessageId] = @RepeatsId"
    );

    /// <inheritdoc/>
    public async Task<Result<MessageView>> Handle(ResendMessage request, CancellationToken cancellationToken)
    {
        var message = (await book.Find(request.MessageId, cancellationToken))!;
        if (await Refuses(message, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var id = (await outbox.Plan([await Again(message, cancellationToken)], cancellationToken))[0];
        var repeat = new Repeat(id, message.Id);
        await db.Execute(Tie, repeat, cancellationToken);
        await db.Execute(TakeOver, repeat, cancellationToken);
        if (message.Kind == MessageKind.Reminder && !await IsWanted(id, cancellationToken))
        {
            return MessageErrors.NotWanted;
        }

        work.Audit("message.resent", id, null, new { RepeatsId = message.Id, message.Kind });
        return await messages.Find(id, cancellationToken);
    }

    private async Task<Error?> Refuses(StoredMessage message, CancellationToken ct) =>
        message.BlankedAt is not null ? MessageErrors.Blanked
        : message.Status
            is not (MessageStatus.Sent or MessageStatus.Failed or MessageStatus.GivenUp or MessageStatus.Cancelled)
            ? MessageErrors.NotRepeatable
        : await db.Find(Repeats, new IdParameter(message.Id), ct) > 0 ? MessageErrors.Repeated
        : null;

    private async Task<NewMessage> Again(StoredMessage message, CancellationToken ct)
    {
        var plan = await book.PlanFor(message, ct);
        return new NewMessage
        {
            Key = $"repeat:{message.Id}",
            Kind = message.Kind,
            BorrowerId = message.BorrowerId,
            UserId = message.UserId,
            Day = work.Today,
            Language = message.Language,
            Channel = plan.From(plan.Order[0]) ?? message.Channel,
            Recipient = (await db.Find(Reached, new IdParameter(message.Id), ct))!,
            Subject = message.Subject,
            Body = message.Body,
        };
    }

    private async Task<bool> IsWanted(string id, CancellationToken ct) =>
        (await check.Of([id], ct)).GetValueOrDefault(id) is { CancelReason: null };

    private sealed record Repeat(string Id, string RepeatsId);
}
