using System.Text.Json;
using Baznas.Bmd.Domain.Reminders;
using Baznas.Bmd.Web.Features.Messaging;

namespace Baznas.Bmd.Web.Features.Reminders;

/// <summary>When, how and on which days an office reminds its borrowers.</summary>
public sealed record ReminderSettingsView
{
    /// <summary>Within which hours, by the office's clock, on the days it works.</summary>
    public required HoursView Hours { get; init; }

    /// <summary>What is tried first, and what next when that fails.</summary>
    public required IReadOnlyList<MessageChannel> Channels { get; init; }

    /// <summary>How long messages are kept.</summary>
    public required int RetentionMonths { get; init; }

    /// <summary>The office's rule, which has no product, and those of products that have their own.</summary>
    public required IReadOnlyList<RuleView> Rules { get; init; }

    /// <summary>As it is stored and read.</summary>
    public static ReminderSettingsView Of(OfficeMessaging messaging, OfficeRules rules) =>
        new()
        {
            Hours = new HoursView
            {
                From = MessagingSettings.Text(messaging.From),
                Until = MessagingSettings.Text(messaging.Until),
            },
            Channels = messaging.Channels,
            RetentionMonths = messaging.RetentionMonths,
            Rules =
            [
                new RuleView { ProductId = null, Offsets = rules.Office.Offsets },
                .. rules.Products.Select(rule => new RuleView { ProductId = rule.Key, Offsets = rule.Value.Offsets }),
            ],
        };
}

/// <summary>Hours of a day.</summary>
public sealed record HoursView
{
    /// <summary>From when on: <c>08:00</c>.</summary>
    public required string From { get; init; }

    /// <summary>Until when; that minute is too late.</summary>
    public required string Until { get; init; }
}

/// <summary>On which days something is said of what falls due.</summary>
public sealed record RuleView
{
    /// <summary>The product; null for all that have no rule of their own.</summary>
    public string? ProductId { get; init; }

    /// <summary>Days before (negative), on (0) and after the due date; none for no reminder.</summary>
    public required IReadOnlyList<int> Offsets { get; init; }
}
