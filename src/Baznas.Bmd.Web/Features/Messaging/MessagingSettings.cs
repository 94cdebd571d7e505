namespace Baznas.Bmd.Web.Features.Messaging;

/// <summary>How an office writes to its borrowers.</summary>
public sealed record OfficeMessaging
{
    /// <summary>What an office does that has chosen nothing.</summary>
    public static readonly OfficeMessaging Default = new()
    {
        From = new TimeOnly(8, 0),
        Until = new TimeOnly(17, 0),
        Channels = [MessageChannel.WhatsApp, MessageChannel.Sms, MessageChannel.Link],
        RetentionMonths = 24,
    };

    /// <summary>From when on it may, by its own clock, on the days it works.</summary>
    public required TimeOnly From { get; init; }

    /// <summary>Until when; that minute is too late.</summary>
    public required TimeOnly Until { get; init; }

    /// <summary>What is tried first, and what next when that fails.</summary>
    public required IReadOnlyList<MessageChannel> Channels { get; init; }

    /// <summary>How long messages are kept.</summary>
    public required int RetentionMonths { get; init; }
}

/// <summary>How offices write to their borrowers.</summary>
public sealed class MessagingSettings
{
    /// <summary>An office's.</summary>
    public Task<OfficeMessaging> Of(string officeId, CancellationToken ct) =>
        Task.FromResult(OfficeMessaging.Default);
}
