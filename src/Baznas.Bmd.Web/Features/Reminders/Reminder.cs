using Baznas.Bmd.Domain.Reminders;
using Baznas.Bmd.Web.Features.Messaging;
using Baznas.Bmd.Web.Platform.Texts;

namespace Baznas.Bmd.Web.Features.Reminders;

/// <summary>
/// What is said to one person. Dates are spelled out, for whoever reads it later; no NIK, no threat, nothing that shames,
/// no word of infak.
/// </summary>
public sealed record Reminder
{
    /// <summary>Whom it addresses.</summary>
    public required string BorrowerName { get; init; }

    /// <summary>What it is about.</summary>
    public required IReadOnlyList<ReminderItem> Items { get; init; }

    /// <summary>The loans' numbers, named where it is about several.</summary>
    public required IReadOnlyDictionary<string, string> LoanNumbers { get; init; }

    /// <summary>Who reminds.</summary>
    public required OfficeTexts Office { get; init; }

    /// <summary>The text, shortened to the sum when a channel would not hold it.</summary>
    public string Text(ReminderTemplate template)
    {
        var whole = Whole(template);
        return Fits(whole, template.Channel) ? whole : template.Text.Fill(ShortValues(template.Language));
    }

    /// <summary>The text as long as it is.</summary>
    public string Whole(ReminderTemplate template) => template.Text.Fill(Values(template.Language));

    /// <summary>
    /// What fills the placeholders, in the order of the text, as a template that WhatsApp keeps wants it.
    /// </summary>
    public IReadOnlyList<string> Parameters(ReminderTemplate template)
    {
        var values = Fits(Whole(template), template.Channel)
            ? Values(template.Language)
            : ShortValues(template.Language);
        return [.. template.Text.Placeholders.Select(name => values[name])];
    }

    /// <summary>Whether a channel holds a text.</summary>
    public static bool Fits(string text, MessageChannel channel) =>
        channel is MessageChannel.Sms
            ? SmsLength.Of(text).Parts <= TemplateRules.MostSmsParts
            : text.Length <= TemplateRules.LongestChat;

    private Dictionary<string, string> Values(string language) =>
        Messages.In(
            language,
            () =>
                new Dictionary<string, string>
                {
                    [TemplateText.Name] = OneLine(BorrowerName),
                    [TemplateText.Details] = string.Join("; ", Items.Select(Say)),
                    [TemplateText.Amount] = Messages.Say(Sum),
                    [TemplateText.Office] = OneLine(Office.OfficeName),
                    [TemplateText.Phone] = Office.OfficePhone ?? Messages.Text("reminder.at_the_office")!,
                }
        );

    private Dictionary<string, string> ShortValues(string language)
    {
        var values = Values(language);
        values[TemplateText.Details] = Messages.In(
            language,
            () => Messages.Format("reminder.several", [Items.Count, Sum])
        );
        return values;
    }

    private Rupiah Sum => Items.Sum(item => item.Amount);

    private string Say(ReminderItem item)
    {
        var said = item.Offset switch
        {
            < 0 => Messages.Format("reminder.due_soon", [item.Amount, item.DueOn]),
            0 => Messages.Format("reminder.due_today", [item.Amount, item.DueOn]),
            > 0 => Messages.Format("reminder.late", [item.Amount, item.DueOn]),
        };
        return Items.DistinctBy(each => each.LoanId).Count() > 1
            ? Messages.Format("reminder.of_loan", [LoanNumbers[item.LoanId], said])
            : said;
    }

    // A template of WhatsApp takes no line breaks or tabs in what fills it.
    private static string OneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>What has been paid of what falls due on one day, by the order in which payments fill a schedule.</summary>
/// <param name="Before">Cumulative amount before the day's first instalment, rupiah.</param>
/// <param name="UpTo">Cumulative amount of its last, rupiah.</param>
public readonly record struct DueRange(Rupiah Before, Rupiah UpTo)
{
    /// <summary>What is unpaid of it when <paramref name="paid"/> has been paid on the schedule.</summary>
    public Rupiah Unpaid(Rupiah paid) => Rupiah.Max(UpTo - Rupiah.Max(paid, Before), Rupiah.Zero);
}
