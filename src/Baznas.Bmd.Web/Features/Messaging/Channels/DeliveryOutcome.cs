using System.Net;

namespace Baznas.Bmd.Web.Features.Messaging.Channels;

/// <summary>What sort of answer a provider gave.</summary>
public enum DeliveryResult
{
    /// <summary>It has taken the message over.</summary>
    Sent,

    /// <summary>It may take it later: it is slow, busy, broken, or out of reach.</summary>
    Passing,

    /// <summary>It never will.</summary>
    Lasting,
}

/// <summary>What became of an attempt to send a message.</summary>
public sealed record DeliveryOutcome
{
    /// <summary>What sort of answer it was.</summary>
    public required DeliveryResult Result { get; init; }

    /// <summary>What the provider calls the message.</summary>
    public string? ProviderId { get; init; }

    /// <summary>Why it was not taken, in one word: <c>timeout</c>, <c>http503</c>, <c>whatsApp131026</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>How long the provider asks to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>It was taken over.</summary>
    public static DeliveryOutcome Sent(string? providerId) =>
        new() { Result = DeliveryResult.Sent, ProviderId = providerId };

    /// <summary>It was not, and may be later.</summary>
    public static DeliveryOutcome Passing(string reason, TimeSpan? retryAfter = null) =>
        new()
        {
            Result = DeliveryResult.Passing,
            Reason = reason,
            RetryAfter = retryAfter,
        };

    /// <summary>It was not, and never will be.</summary>
    public static DeliveryOutcome Lasting(string reason) => new() { Result = DeliveryResult.Lasting, Reason = reason };

    /// <summary>What an HTTP status that is no success means, when the provider says no more.</summary>
    public static DeliveryOutcome Of(ProviderAnswer answer, string? reason = null) =>
        IsPassing(answer.Status)
            ? Passing(reason ?? $"http{(int)answer.Status}", answer.RetryAfter)
            : Lasting(reason ?? $"http{(int)answer.Status}");

    // RFC 8470.
    private const int TooEarly = 425;

    private static bool IsPassing(HttpStatusCode status) =>
        (int)status >= 500
        || status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
        || (int)status == TooEarly;
}

/// <summary>A whole answer of a provider.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Body">Its text.</param>
/// <param name="RetryAfter">How long it asks to be left alone.</param>
public sealed record ProviderAnswer(HttpStatusCode Status, string Body, TimeSpan? RetryAfter)
{
    /// <summary>Whether it says that all is well.</summary>
    public bool IsSuccess => (int)Status is >= 200 and < 300;
}

/// <summary>A way by which messages leave.</summary>
public interface IMessageSender
{
    /// <summary>Which.</summary>
    MessageChannel Channel { get; }

    /// <summary>How long an attempt takes at the very most.</summary>
    TimeSpan Longest { get; }

    /// <summary>Sends a message; whatever goes wrong is an outcome.</summary>
    Task<DeliveryOutcome> Send(ClaimedMessage claimed, CancellationToken ct);
}

/// <summary>A message that a node has taken, and what it says as a template message.</summary>
public sealed record ClaimedMessage
{
    /// <summary>The message.</summary>
    public required StoredMessage Message { get; init; }

    /// <summary>The name of WhatsApp's template; null when the office named none.</summary>
    public string? TemplateName { get; init; }

    /// <summary>The language of that template.</summary>
    public string? TemplateLanguage { get; init; }

    /// <summary>What fills that template's places.</summary>
    public IReadOnlyList<string> TemplateParameters { get; init; } = [];
}
