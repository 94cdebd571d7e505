using Baznas.Bmd.Domain.Reminders;
using Baznas.Bmd.Web.Features.Messaging;
using Baznas.Bmd.Web.Platform.Texts;

namespace Baznas.Bmd.Web.Features.Reminders;

/// <summary>What reminders of an office say by one channel in one language.</summary>
public sealed record TemplateView
{
    /// <summary>The office.</summary>
    public required string OfficeId { get; init; }

    /// <summary>How it goes.</summary>
    public required MessageChannel Channel { get; init; }

    /// <summary>The language: <c>id</c>, <c>en</c>.</summary>
    public required string Language { get; init; }

    /// <summary>How often the office has written it; 0 for the text that the service brings along.</summary>
    public required int Version { get; init; }

    /// <summary>The text with its placeholders.</summary>
    public required string Body { get; init; }

    /// <summary>The name under which WhatsApp has approved it.</summary>
    public required string? ProviderName { get; init; }

    /// <summary>The language under which WhatsApp has approved it.</summary>
    public required string? ProviderLanguage { get; init; }

    /// <summary>As the API shows it.</summary>
    public static TemplateView Of(string officeId, ReminderTemplate template) =>
        new()
        {
            OfficeId = officeId,
            Channel = template.Channel,
            Language = template.Language,
            Version = template.Version,
            Body = template.Text.Body,
            ProviderName = template.ProviderName,
            ProviderLanguage = template.ProviderLanguage,
        };
}

/// <summary>A text as it would be read, and how long it is.</summary>
public sealed record TemplatePreview
{
    /// <summary>The text with an example filled in; empty when it can't be.</summary>
    public required string Example { get; init; }

    /// <summary>Its letters.</summary>
    public required int Length { get; init; }

    /// <summary>The text messages it takes; null by other channels.</summary>
    public required int? SmsParts { get; init; }

    /// <summary>Whether the text messages need 16 bits for each letter; null by other channels.</summary>
    public required bool? IsUnicode { get; init; }

    /// <summary>What speaks against it; nothing when it may be used.</summary>
    public required IReadOnlyList<string> Problems { get; init; }
}

/// <summary>Whether a text may be used, tried on an example.</summary>
public static class TemplateTrial
{
    private static readonly DateOnly ExampleDay = new(2026, 3, 6);

    /// <summary>What a text reads like, and whatever speaks against it.</summary>
    public static (string Example, IReadOnlyList<Error> Problems) Of(ReminderTemplate template, OfficeTexts office)
    {
        var problems = TemplateRules.Of(template.Text);
        if (template.Text.Placeholders.Except(TemplateText.Known).Any())
        {
            return ("", problems);
        }

        var whole = Example(template, office);
        if (!Reminder.Fits(whole, template.Channel))
        {
            problems =
            [
                .. problems,
                template.Channel is MessageChannel.Sms
                    ? Error.Invalid("template.too_many_parts", TemplateRules.MostSmsParts)
                    : Error.Invalid("template.too_long", TemplateRules.LongestChat),
            ];
        }

        return (whole, problems);
    }

    /// <summary>As people see it.</summary>
    public static TemplatePreview Preview(ReminderTemplate template, OfficeTexts office)
    {
        var (example, problems) = Of(template, office);
        var sms = template.Channel is MessageChannel.Sms ? SmsLength.Of(example) : (SmsLength?)null;
        return new TemplatePreview
        {
            Example = example,
            Length = example.Length,
            SmsParts = sms?.Parts,
            IsUnicode = !sms?.IsGsm,
            Problems = [.. problems.Select(Messages.Of)],
        };
    }

    private static string Example(ReminderTemplate template, OfficeTexts office) =>
        new Reminder
        {
            BorrowerName = "Siti Aminah",
            Items = [new ReminderItem("", ExampleDay, -1, new Rupiah(250_000))],
            LoanNumbers = new Dictionary<string, string>(),
            Office = office,
        }.Whole(template);
}
