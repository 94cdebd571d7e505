using Baznas.Bmd.Web.Platform.Texts;

namespace Baznas.Bmd.Web.Features.Reminders;

/// <summary>What a reminder is about. Each instalment is reminded of at most once for each.</summary>
public enum Occasion
{
    /// <summary>It falls due within the next days.</summary>
    DueSoon,

    /// <summary>It falls due on the day.</summary>
    DueToday,

    /// <summary>It is the oldest that is late.</summary>
    Overdue,
}

/// <summary>What a reminder says. Its dates are spelled out, for whoever reads it later.</summary>
public sealed record Reminder
{
    /// <summary>What it is about.</summary>
    public required Occasion Occasion { get; init; }

    /// <summary>Whom it addresses.</summary>
    public required string BorrowerName { get; init; }

    /// <summary>What is unpaid of what falls due that day, rupiah.</summary>
    public required Rupiah Amount { get; init; }

    /// <summary>When it falls due.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>Who reminds, and where to pay.</summary>
    public required string OfficeName { get; init; }

    /// <summary>The text, in Bahasa Indonesia: no NIK, no threat, nothing that shames, no word of infak.</summary>
    public string Text() =>
        Messages.FormatForBorrowers($"reminder.{EnumText.Of(Occasion)}", [BorrowerName, Amount, DueOn, OfficeName]);
}

/// <summary>What has been paid of what falls due on one day, by the order in which payments fill a schedule.</summary>
/// <param name="Before">Cumulative amount before the day's first instalment, rupiah.</param>
/// <param name="UpTo">Cumulative amount of its last, rupiah.</param>
public readonly record struct DueRange(Rupiah Before, Rupiah UpTo)
{
    /// <summary>What is unpaid of it when <paramref name="paid"/> has been paid on the schedule.</summary>
    public Rupiah Unpaid(Rupiah paid) => Rupiah.Max(UpTo - Rupiah.Max(paid, Before), Rupiah.Zero);
}
