using Baznas.Bmd.Web.Features.Messaging.Channels;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Messaging.RecordDelivery;

/// <summary>
/// Writes down what became of a message that a node sent, as long as it is still that node's and nothing was heard of it
/// from elsewhere meanwhile.
/// </summary>
[AllowedToServiceOnly]
public sealed record RecordDelivery : ICommand<Done>
{
    /// <summary>The office.</summary>
    public required string OfficeId { get; init; }

    /// <summary>The message as the node took it.</summary>
    public required StoredMessage Claimed { get; init; }

    /// <summary>What became of it.</summary>
    public required DeliveryOutcome Outcome { get; init; }

    Subject IWrite.Subject => Subject.Office(OfficeId);
}

/// <summary>Writes it down.</summary>
public sealed class RecordDeliveryHandler(Work work, MessageBook book) : IRequestHandler<RecordDelivery, Result<Done>>
{
    /// <inheritdoc/>
    public async Task<Result<Done>> Handle(RecordDelivery request, CancellationToken cancellationToken)
    {
        // The batch has its audit event; what became of each message is told by its own events, which are kept as strictly.
        work.NothingChanged = true;
        var claimed = request.Claimed;
        var message = await book.Find(claimed.Id, cancellationToken);
        if (
            message is { Status: MessageStatus.Claimed }
            && message.ClaimedBy == claimed.ClaimedBy
            && message.Attempts == claimed.Attempts
        )
        {
            await book.Keep(await Steps(message, request.Outcome, cancellationToken), cancellationToken);
        }

        return Done.It;
    }

    private async Task<IEnumerable<StoredMessage>> Steps(
        StoredMessage message,
        DeliveryOutcome outcome,
        CancellationToken ct
    ) =>
        outcome.Result switch
        {
            DeliveryResult.Sent => [message.SentAs(outcome.ProviderId, work.Now)],
            DeliveryResult.Passing => [message.PutOff(outcome.Reason, work.Now + Delay(message, outcome))],
            _ => message.Failed(outcome.Reason!, await book.PlanFor(message, ct), work.Now),
        };

    private static TimeSpan Delay(StoredMessage message, DeliveryOutcome outcome) =>
#pragma warning disable CA5394 // It spreads load, and guards nothing.
        DeliveryDelay.After(message.Attempts, outcome.RetryAfter, Random.Shared.NextDouble());
#pragma warning restore CA5394
}
