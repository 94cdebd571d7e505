using System.Globalization;
using Baznas.Bmd.Web.Platform.Requests;

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

/// <summary>How offices write to their borrowers, as their administrators chose.</summary>
/// <param name="db">The request's database.</param>
public sealed class MessagingSettings(Db db)
{
    private static readonly Sql<IdParameter, Row> Find = new(
        """
        SELECT [HoursFrom], [HoursUntil], [Channels], [RetentionMonths] FROM [ReminderSettings] WHERE [OfficeId] = @Id
        """
    );

    /// <summary>An office's.</summary>
    public async Task<OfficeMessaging> Of(string officeId, CancellationToken ct) =>
        (await db.Find(Find, new IdParameter(officeId), ct))?.ToMessaging() ?? OfficeMessaging.Default;

    /// <summary>A time of day as it is stored and sent: <c>08:00</c>.</summary>
    public static string Text(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The time of day that a text says, if it does.</summary>
    public static TimeOnly? Time(string? text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : null;

    /// <summary>Channels as they are stored: <c>whatsApp,sms</c>.</summary>
    public static string Text(IEnumerable<MessageChannel> channels) => string.Join(',', channels.Select(EnumText.Of));

    private sealed class Row
    {
        public string HoursFrom { get; init; } = "";
        public string HoursUntil { get; init; } = "";
        public string Channels { get; init; } = "";
        public int RetentionMonths { get; init; }

        public OfficeMessaging ToMessaging() =>
            new()
            {
                From = Time(HoursFrom)!.Value,
                Until = Time(HoursUntil)!.Value,
                Channels = [.. Channels.Split(',').Select(EnumText.Parse<MessageChannel>)],
                RetentionMonths = RetentionMonths,
            };
    }
}
