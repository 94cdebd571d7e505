using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Messaging.MarkMessageSent;

/// <summary>Says that an officer has sent a message by hand that waited for it.</summary>
/// <param name="MessageId">The message.</param>
[Allowed(Role.Admin, Role.FieldOfficer)]
public sealed record MarkMessageSent(string MessageId) : ICommand<MessageView>, IApiEndpoint
{
    Subject IWrite.Subject => Subject.Message(MessageId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.PostAction<MarkMessageSent, MessageView>("/messages/{id}/sent", (string id) => new MarkMessageSent(id));
}

/// <summary>Marks it.</summary>
public sealed class MarkMessageSentHandler(Work work, MessageBook book, MessageRows messages)
    : IRequestHandler<MarkMessageSent, Result<MessageView>>
{
    /// <inheritdoc/>
    public async Task<Result<MessageView>> Handle(MarkMessageSent request, CancellationToken cancellationToken)
    {
        var message = (await book.Find(request.MessageId, cancellationToken))!;
        if (!message.WaitsForHand)
        {
            return MessageErrors.NotByHand;
        }

        var sent = message.SentAs(null, work.Now);
        await book.Keep([sent], cancellationToken);
        work.Audit("message.sent_by_hand", message.Id, new { message.Status }, new { sent.Status });
        return await messages.Find(message.Id, cancellationToken);
    }
}
