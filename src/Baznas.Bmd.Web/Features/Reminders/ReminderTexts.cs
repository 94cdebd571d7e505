using Baznas.Bmd.Domain.Reminders;
using Baznas.Bmd.Web.Features.Messaging;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Texts;

namespace Baznas.Bmd.Web.Features.Reminders;

/// <summary>What a reminder says by one channel in one language.</summary>
public sealed record ReminderTemplate
{
    /// <summary>How it goes.</summary>
    public required MessageChannel Channel { get; init; }

    /// <summary>The language: <c>id</c>, <c>en</c>.</summary>
    public required string Language { get; init; }

    /// <summary>How often the office has written it; 0 for the text that the service brings along.</summary>
    public required int Version { get; init; }

    /// <summary>The text with its placeholders.</summary>
    public required TemplateText Text { get; init; }

    /// <summary>The name under which WhatsApp has approved it.</summary>
    public string? ProviderName { get; init; }

    /// <summary>The language under which WhatsApp has approved it.</summary>
    public string? ProviderLanguage { get; init; }
}

/// <summary>An office as its reminders name it, and what they say.</summary>
public sealed record OfficeTexts
{
    /// <summary>The office's name.</summary>
    public required string OfficeName { get; init; }

    /// <summary>Its phone; null when it gave none.</summary>
    public required string? OfficePhone { get; init; }

    /// <summary>The office's own texts; where there is none, the service's are used.</summary>
    public required IReadOnlyList<ReminderTemplate> Own { get; init; }

    /// <summary>The text for a channel and a language.</summary>
    public ReminderTemplate For(MessageChannel channel, string language) =>
        Own.FirstOrDefault(text => text.Channel == channel && text.Language == language)
        ?? ReminderTexts.ReadyMade(channel, language);
}

/// <summary>The texts of reminders.</summary>
/// <param name="db">The request's database.</param>
public sealed class ReminderTexts(Db db)
{
    /// <summary>What borrowers read who have not said otherwise.</summary>
    public const string DefaultLanguage = "id";

    /// <summary>The channels by which borrowers are reminded.</summary>
    public static readonly IReadOnlyList<MessageChannel> Channels =
    [
        MessageChannel.WhatsApp,
        MessageChannel.Sms,
        MessageChannel.Link,
    ];

    private static readonly Sql<IdParameter, OfficeRow> Office = new(
        "SELECT [Name], [Phone] FROM [Office] WHERE [Id] = @Id"
    );

    private static readonly Sql<IdParameter, TemplateRow> Newest = new(
        """
        SELECT t.[Channel], t.[Language], t.[Version], t.[Body], t.[ProviderName], t.[ProviderLanguage]
        FROM [MessageTemplate] t
        WHERE t.[OfficeId] = @Id AND t.[Kind] = 'reminder' AND t.[Version] = (SELECT MAX(n.[Version])
            FROM [MessageTemplate] n WHERE n.[OfficeId] = t.[OfficeId] AND n.[Kind] = t.[Kind]
            AND n.[Channel] = t.[Channel] AND n.[Language] = t.[Language])
        """
    );

    /// <summary>An office's.</summary>
    public async Task<OfficeTexts> Of(string officeId, CancellationToken ct)
    {
        var id = new IdParameter(officeId);
        var office =
            await db.Find(Office, id, ct) ?? throw new InvalidOperationException($"There is no office {officeId}.");
        return new OfficeTexts
        {
            OfficeName = office.Name,
            OfficePhone = office.Phone,
            Own = [.. (await db.Query(Newest, id, ct)).Select(row => row.ToTemplate())],
        };
    }

    /// <summary>The text that the service brings along.</summary>
    public static ReminderTemplate ReadyMade(MessageChannel channel, string language) =>
        new()
        {
            Channel = channel,
            Language = language,
            Version = 0,
            Text = new TemplateText(
                Messages.In(
                    language,
                    () => Messages.Text(channel is MessageChannel.Sms ? "reminder.text.short" : "reminder.text.long")!
                )
            ),
        };

    private sealed class OfficeRow
    {
        public string Name { get; init; } = "";
        public string? Phone { get; init; }
    }

    private sealed class TemplateRow
    {
        public string Channel { get; init; } = "";
        public string Language { get; init; } = "";
        public int Version { get; init; }
        public string Body { get; init; } = "";
        public string? ProviderName { get; init; }
        public string? ProviderLanguage { get; init; }

        public ReminderTemplate ToTemplate() =>
            new()
            {
                Channel = EnumText.Parse<MessageChannel>(Channel),
                Language = Language,
                Version = Version,
                Text = new TemplateText(Body),
                ProviderName = ProviderName,
                ProviderLanguage = ProviderLanguage,
            };
    }
}
