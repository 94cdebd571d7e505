namespace Baznas.Bmd.Web.Features.Messaging.Channels;

/// <summary>The channels that the service has been set up for.</summary>
public sealed class Senders : IDisposable
{
    private readonly Dictionary<MessageChannel, IMessageSender> _senders;

    /// <summary>Makes a sender for each channel that there are settings for.</summary>
    public Senders(ChannelSettings settings, TimeProvider time)
    {
        IMessageSender?[] set =
        [
            settings.WhatsApp is { } whatsApp
                ? new WhatsAppSender(whatsApp, new HttpProvider(whatsApp.Limits, time))
                : null,
            settings.Sms is { } sms ? new SmsSender(sms, new HttpProvider(sms.Limits, time)) : null,
            settings.Email is { } email ? new EmailSender(email, time) : null,
        ];
        _senders = set.OfType<IMessageSender>().ToDictionary(sender => sender.Channel);
        // A link needs nothing but an officer.
        Usable = _senders.Keys.Append(MessageChannel.Link).ToHashSet();
    }

    /// <summary>What a message can go by.</summary>
    public IReadOnlySet<MessageChannel> Usable { get; }

    /// <summary>The sender of a channel that is set up.</summary>
    public IMessageSender Of(MessageChannel channel) => _senders[channel];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var sender in _senders.Values.OfType<IDisposable>())
        {
            sender.Dispose();
        }
    }
}
