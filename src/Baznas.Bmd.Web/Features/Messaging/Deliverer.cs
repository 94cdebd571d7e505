using Baznas.Bmd.Web.Features.Messaging.Channels;
using Baznas.Bmd.Web.Features.Messaging.ClaimMessages;
using Baznas.Bmd.Web.Platform.Hosting;

namespace Baznas.Bmd.Web.Features.Messaging;

/// <summary>
/// Sends an office's messages, as one of any number of nodes: it takes a batch, sends each outside of any transaction, and
/// writes down what became of it. What a node took and said nothing of is taken by another when its time is up, and sent
/// under the same id; so nothing is lost, and what a provider takes twice it knows to be one.
/// </summary>
public sealed class Deliverer(
    IServiceProvider services,
    Senders senders,
    ChannelSettings settings,
    TimeProvider time,
    ILogger<Deliverer> logger
)
{
    // What it takes to write a result down, and what clocks of two nodes differ by.
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(500);

    /// <summary>Names this node among all: no two hosts have the same, even in one process.</summary>
    public string Node { get; } = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";

    /// <summary>Sends what an office's messages there are to send now.</summary>
    public async Task<Delivered> Deliver(string officeId, CancellationToken ct)
    {
        var (sent, cancelled) = (0, 0);
        while (true)
        {
            var claim = await services.SendAsService(
                new ClaimMessages.ClaimMessages { OfficeId = officeId, Node = Node },
                ct
            );
            if (claim.IsRefused(out var error))
            {
                throw new InvalidOperationException($"Messages could not be claimed: {error.Code}");
            }

            if (claim.Value.Looked == 0)
            {
                return new Delivered(sent, cancelled);
            }

            cancelled += claim.Value.Cancelled;

            await Parallel.ForEachAsync(
                claim.Value.Messages,
                new ParallelOptions { MaxDegreeOfParallelism = settings.Delivery.SideBySide, CancellationToken = ct },
                async (each, token) =>
                {
                    if (await Send(each, token))
                    {
                        Interlocked.Increment(ref sent);
                    }
                }
            );
        }
    }

    private async Task<bool> Send(ClaimedMessage claimed, CancellationToken ct)
    {
        var message = claimed.Message;
        var sender = senders.Of(message.Channel);
        if (message.ClaimedUntil - time.GetUtcNow() <= sender.Longest + Margin)
        {
            // It might be another node's before it is sent: left alone, it is taken anew when its time is up.
            return false;
        }

        var outcome = await sender.Send(claimed, ct);
        if (outcome.Result != DeliveryResult.Sent)
        {
            logger.LogWarning(
                "Message {MessageId} did not go by {Channel}: {Reason}",
                message.Id,
                message.Channel,
                outcome.Reason
            );
        }

        var recorded = await services.SendAsService(
            new RecordDelivery.RecordDelivery
            {
                OfficeId = message.OfficeId,
                Claimed = message,
                Outcome = outcome,
            },
            ct
        );
        if (recorded.IsRefused(out var error))
        {
            logger.LogError("What became of message {MessageId} was not kept: {Code}", message.Id, error.Code);
        }

        return outcome.Result == DeliveryResult.Sent;
    }
}

/// <summary>What became of messages that were there to be sent.</summary>
/// <param name="Sent">How many the providers took over.</param>
/// <param name="Cancelled">How many were not to be sent any more.</param>
public readonly record struct Delivered(int Sent, int Cancelled);
