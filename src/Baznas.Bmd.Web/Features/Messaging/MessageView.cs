namespace Baznas.Bmd.Web.Features.Messaging;

/// <summary>A message, as people and other systems see it.</summary>
public sealed record MessageView
{
    /// <summary>The message.</summary>
    public required string Id { get; init; }

    /// <summary>Who sends it.</summary>
    public required string OfficeId { get; init; }

    /// <summary>What it is about.</summary>
    public required MessageKind Kind { get; init; }

    /// <summary>The borrower it is for; null when it is for the staff.</summary>
    public required string? BorrowerId { get; init; }

    /// <summary>The user it is for; null when it is for a borrower.</summary>
    public required string? UserId { get; init; }

    /// <summary>The name of whoever it is for.</summary>
    public required string? Addressee { get; init; }

    /// <summary>The office's day that it belongs to.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>How it went, or goes next.</summary>
    public required MessageChannel Channel { get; init; }

    /// <summary>The borrower's own phone, or an e-mail address; empty once its words were taken out.</summary>
    public required string Recipient { get; init; }

    /// <summary>The subject of an e-mail.</summary>
    public required string? Subject { get; init; }

    /// <summary>The text; empty once its words were taken out.</summary>
    public required string Body { get; init; }

    /// <summary>How far it has come.</summary>
    public required MessageStatus Status { get; init; }

    /// <summary>Why it has come no farther.</summary>
    public required string? Reason { get; init; }

    /// <summary>When it was written into the outbox.</summary>
    public required DateTimeOffset PlannedAt { get; init; }

    /// <summary>Since when it is so far.</summary>
    public required DateTimeOffset StatusAt { get; init; }

    /// <summary>When it was sent; null when it was not.</summary>
    public required DateTimeOffset? SentAt { get; init; }

    /// <summary>While it waits: when it is tried next.</summary>
    public required DateTimeOffset? NotBefore { get; init; }

    /// <summary>How often it was tried.</summary>
    public required int Attempts { get; init; }

    /// <summary>The message that it repeats.</summary>
    public required string? RepeatsId { get; init; }

    /// <summary>While it waits for a hand: what an officer opens to send it.</summary>
    public required string? Link { get; init; }

    /// <summary>When its words were taken out because it is old.</summary>
    public required DateTimeOffset? BlankedAt { get; init; }

    /// <summary>What it says something of.</summary>
    public IReadOnlyList<MessageItemView> Items { get; init; } = [];
}

/// <summary>One thing that a message is about.</summary>
/// <param name="LoanId">The loan.</param>
/// <param name="LoanNumber">Its number.</param>
/// <param name="DueOn">When it falls due.</param>
/// <param name="Offset">How many days before (negative) or after that day it is said.</param>
public sealed record MessageItemView(string LoanId, string LoanNumber, DateOnly DueOn, int Offset);

/// <summary>A state that a message has been in.</summary>
/// <param name="Status">The state.</param>
/// <param name="Channel">The channel it was then to go by.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When.</param>
public sealed record MessageEventView(MessageStatus Status, MessageChannel Channel, string? Reason, DateTimeOffset At);

/// <summary>Links that open a chat with a text already written.</summary>
public static class WaLink
{
    /// <summary>The link for a phone number.</summary>
    public static string To(string phone, string text) =>
        $"https://wa.me/{phone.TrimStart('+')}?text={Uri.EscapeDataString(text)}";
}
