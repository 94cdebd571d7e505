using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Messaging.CancelMessage;

/// <summary>Takes a message out of the outbox that waits there; it is never sent.</summary>
/// <param name="MessageId">The message.</param>
[Allowed(Role.Admin, Role.FieldOfficer)]
public sealed record CancelMessage(string MessageId) : ICommand<MessageView>, IApiEndpoint
{
    Subject IWrite.Subject => Subject.Message(MessageId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.PostAction<CancelMessage, MessageView>("/messages/{id}/cancellation", (string id) => new CancelMessage(id));
}

/// <summary>Cancels it.</summary>
public sealed class CancelMessageHandler(Work work, MessageBook book, MessageRows messages)
    : IRequestHandler<CancelMessage, Result<MessageView>>
{
    /// <inheritdoc/>
    public async Task<Result<MessageView>> Handle(CancelMessage request, CancellationToken cancellationToken)
    {
        var message = (await book.Find(request.MessageId, cancellationToken))!;
        if (message.Status != MessageStatus.Planned)
        {
            return MessageErrors.NotPlanned;
        }

        var cancelled = message.Cancelled("byHand");
        await book.Keep([cancelled], cancellationToken);
        work.Audit("message.cancelled", message.Id, new { message.Status }, new { cancelled.Status });
        return await messages.Find(message.Id, cancellationToken);
    }
}
