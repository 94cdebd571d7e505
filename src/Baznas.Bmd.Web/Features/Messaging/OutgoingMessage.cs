namespace Baznas.Bmd.Web.Features.Messaging;

/// <summary>What a message is about.</summary>
public enum MessageKind
{
    /// <summary>What a borrower owes soon, today, or since some days.</summary>
    Reminder,

    /// <summary>Whom a field officer visits today.</summary>
    MorningList,

    /// <summary>What waits for an approver's decision.</summary>
    ApprovalsWaiting,

    /// <summary>A report that was made and can be fetched.</summary>
    ReportReady,

    /// <summary>A job that fails, or works again.</summary>
    JobTrouble,

    /// <summary>The head of the audit trail, for somebody to keep.</summary>
    AuditHead,
}

/// <summary>How a message goes.</summary>
public enum MessageChannel
{
    /// <summary>A template message of WhatsApp's Cloud API.</summary>
    WhatsApp,

    /// <summary>A text message through an office's gateway.</summary>
    Sms,

    /// <summary>E-mail.</summary>
    Email,

    /// <summary>A <c>wa.me</c> link that an officer opens and sends by hand.</summary>
    Link,
}

/// <summary>How far a message has come.</summary>
public enum MessageStatus
{
    /// <summary>It waits in the outbox.</summary>
    Planned,

    /// <summary>A node has taken it and is sending it.</summary>
    Claimed,

    /// <summary>The provider has taken it over, or an officer has sent it by hand.</summary>
    Sent,

    /// <summary>It has reached the phone.</summary>
    Delivered,

    /// <summary>It was opened.</summary>
    Read,

    /// <summary>It could not go by one channel; another may be left.</summary>
    Failed,

    /// <summary>No channel is left.</summary>
    GivenUp,

    /// <summary>It had become untrue or unwanted before it could be sent, and never will be.</summary>
    Cancelled,
}

/// <summary>A message to be planned.</summary>
public sealed record NewMessage
{
    /// <summary>What it is: in one office the same key is planned once. <c>morningList:{userId}:{yyyy-MM-dd}</c></summary>
    public required string Key { get; init; }

    /// <summary>What it is about.</summary>
    public required MessageKind Kind { get; init; }

    /// <summary>The borrower it is for; null when it is for the staff.</summary>
    public string? BorrowerId { get; init; }

    /// <summary>The user it is for; null when it is for a borrower.</summary>
    public string? UserId { get; init; }

    /// <summary>The office's day that it belongs to.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The language it is written in: <c>id</c>, <c>en</c>.</summary>
    public required string Language { get; init; }

    /// <summary>How it goes first.</summary>
    public required MessageChannel Channel { get; init; }

    /// <summary>A phone number, <c>+62…</c>, or an e-mail address.</summary>
    public required string Recipient { get; init; }

    /// <summary>The subject of an e-mail.</summary>
    public string? Subject { get; init; }

    /// <summary>The text; plain, without a NIK.</summary>
    public required string Body { get; init; }
}
