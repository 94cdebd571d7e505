namespace Baznas.Bmd.Web.Features.Messaging;

/// <summary>
/// A message as it is stored, and the steps it can take. A step says what it becomes and nothing else; writing it down is
/// <see cref="MessageBook"/>'s.
/// </summary>
public sealed record StoredMessage
{
    /// <summary>The message; the providers are told it, so that what arrives twice is known to be one.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required string OfficeId { get; init; }

    /// <summary>What it is about.</summary>
    public required MessageKind Kind { get; init; }

    /// <summary>The borrower it is for; null when it is for the staff.</summary>
    public required string? BorrowerId { get; init; }

    /// <summary>The user it is for.</summary>
    public required string? UserId { get; init; }

    /// <summary>The office's day that it belongs to.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The language it is written in.</summary>
    public required string Language { get; init; }

    /// <summary>A phone number or an e-mail address.</summary>
    public required string Recipient { get; init; }

    /// <summary>The subject of an e-mail.</summary>
    public required string? Subject { get; init; }

    /// <summary>How it goes, or goes next.</summary>
    public required MessageChannel Channel { get; init; }

    /// <summary>The text.</summary>
    public required string Body { get; init; }

    /// <summary>How far it has come.</summary>
    public required MessageStatus Status { get; init; }

    /// <summary>Why it has come no farther.</summary>
    public required string? Reason { get; init; }

    /// <summary>How often a node took it.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it may be taken next.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>The node that took it.</summary>
    public required string? ClaimedBy { get; init; }

    /// <summary>Until when it is that node's.</summary>
    public required DateTimeOffset? ClaimedUntil { get; init; }

    /// <summary>What the provider calls it.</summary>
    public required string? ProviderId { get; init; }

    /// <summary>When it was sent last.</summary>
    public required DateTimeOffset? SentAt { get; init; }

    /// <summary>When its words were taken out.</summary>
    public required DateTimeOffset? BlankedAt { get; init; }

    /// <summary>Whether it waits for an officer to send it by hand.</summary>
    public bool WaitsForHand => Status == MessageStatus.Planned && Channel == MessageChannel.Link;

    /// <summary>A node takes it for a time.</summary>
    public StoredMessage ClaimedFor(string node, DateTimeOffset until) =>
        this with
        {
            Status = MessageStatus.Claimed,
            Reason = null,
            Attempts = Attempts + 1,
            ClaimedBy = node,
            ClaimedUntil = until,
        };

    /// <summary>The provider has it, or an officer has sent it.</summary>
    public StoredMessage SentAs(string? providerId, DateTimeOffset now) =>
        Free(MessageStatus.Sent, null) with
        {
            ProviderId = providerId,
            SentAt = now,
        };

    /// <summary>The provider says how far it has come since.</summary>
    public StoredMessage Reported(MessageStatus status, string? providerId, DateTimeOffset now) =>
        Free(status, null) with
        {
            ProviderId = providerId ?? ProviderId,
            SentAt = SentAt ?? now,
        };

    /// <summary>It waits again.</summary>
    public StoredMessage PutOff(string? reason, DateTimeOffset notBefore) =>
        Free(MessageStatus.Planned, reason) with
        {
            NotBefore = notBefore,
        };

    /// <summary>
    /// It can't go by its channel: it goes by the next, and when none is left it is given up.
    /// </summary>
    public IEnumerable<StoredMessage> Failed(string reason, ChannelPlan plan, DateTimeOffset now)
    {
        var failed = Free(MessageStatus.Failed, reason);
        yield return failed;
        yield return plan.After(Channel) is { } next
            ? failed with
            {
                Status = MessageStatus.Planned,
                Reason = null,
                Channel = next,
                NotBefore = now,
                ProviderId = null,
            }
            : failed.GivenUp();
    }

    /// <summary>No channel is left.</summary>
    public StoredMessage GivenUp() => Free(MessageStatus.GivenUp, ChannelPlan.None);

    /// <summary>It is not to be sent any more.</summary>
    public StoredMessage Cancelled(string reason) => Free(MessageStatus.Cancelled, reason);

    private StoredMessage Free(MessageStatus status, string? reason) =>
        this with
        {
            Status = status,
            Reason = reason,
            ClaimedBy = null,
            ClaimedUntil = null,
        };
}

/// <summary>The channels that a message may go by, in their order, and which of them are there.</summary>
/// <param name="Order">What is tried first, and what next.</param>
/// <param name="Usable">Those that the service has been set up for.</param>
public sealed record ChannelPlan(IReadOnlyList<MessageChannel> Order, IReadOnlySet<MessageChannel> Usable)
{
    /// <summary>Why a message is given up: there is no channel for it, or none that is left.</summary>
    public const string None = "channel.none";

    /// <summary>The channel itself, or else the first after it that can be used; null when there is none.</summary>
    public MessageChannel? From(MessageChannel channel) =>
        Order.Contains(channel) && Usable.Contains(channel) ? channel : After(channel);

    /// <summary>The first channel after it that can be used; null when there is none.</summary>
    public MessageChannel? After(MessageChannel channel) =>
        // Of a channel that the office no longer names, the first of those it does.
        Order
            .SkipWhile(each => Order.Contains(channel) && each != channel)
            .Where(each => each != channel && Usable.Contains(each))
            .Cast<MessageChannel?>()
            .FirstOrDefault();
}
