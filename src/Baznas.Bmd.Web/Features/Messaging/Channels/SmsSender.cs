using System.Net.Http.Headers;
using System.Security;
using System.Text;
using System.Text.Json;

namespace Baznas.Bmd.Web.Features.Messaging.Channels;

/// <summary>
/// How the service reaches a gateway for text messages: <c>Bmd:Sms:…</c>. <c>{to}</c>, <c>{text}</c> and <c>{id}</c> stand
/// in the address and the body for the number, the text and the message's id, written as the place needs it.
/// </summary>
public sealed record SmsOptions
{
    /// <summary>Where it is.</summary>
    public string Address { get; init; } = "";

    /// <summary><c>POST</c>, <c>GET</c> or <c>PUT</c>.</summary>
    public string Method { get; init; } = "POST";

    /// <summary>What the body is.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>The body.</summary>
    public string Body { get; init; } = """{"to":"{to}","text":"{text}","id":"{id}"}""";

    /// <summary>Headers, secrets among them.</summary>
    public Dictionary<string, string> Headers { get; init; } = [];

    /// <summary>Where the gateway's own id stands in its answer: <c>messages.0.id</c>.</summary>
    public string IdPath { get; init; } = "";

    /// <summary>Where its answer says whether it took the message; left out, its status alone says so.</summary>
    public string SuccessPath { get; init; } = "";

    /// <summary>What stands there when it did.</summary>
    public string SuccessValue { get; init; } = "";

    /// <summary>What the gateway says in the address of its reports (<c>?token=</c>); a secret. Without it none is taken.</summary>
    public string ReportToken { get; init; } = "";

    /// <summary>Where in a report the message's id stands, the service's or the gateway's.</summary>
    public string ReportIdPath { get; init; } = "id";

    /// <summary>Where in a report its state stands.</summary>
    public string ReportStatusPath { get; init; } = "status";

    /// <summary>The states that mean that it has arrived.</summary>
    public string ReportDelivered { get; init; } = "delivered";

    /// <summary>The states that mean that it never will.</summary>
    public string ReportFailed { get; init; } = "failed,undelivered,rejected,expired";

    /// <summary>How patient the service is.</summary>
    public ProviderLimits Limits { get; init; } = new();
}

/// <summary>Sends text messages by the gateway that an office has a contract with.</summary>
/// <param name="options">How.</param>
/// <param name="provider">The calls.</param>
public sealed class SmsSender(SmsOptions options, HttpProvider provider) : IMessageSender, IDisposable
{
    private readonly HttpMethod _method = HttpMethod.Parse(options.Method.ToUpperInvariant());

    /// <inheritdoc/>
    public MessageChannel Channel => MessageChannel.Sms;

    /// <inheritdoc/>
    public TimeSpan Longest => provider.Longest;

    /// <inheritdoc/>
    public Task<DeliveryOutcome> Send(ClaimedMessage claimed, CancellationToken ct) =>
        provider.Send(() => Request(claimed.Message), Read, ct);

    /// <inheritdoc/>
    public void Dispose() => provider.Dispose();

    private HttpRequestMessage Request(StoredMessage message)
    {
        var request = new HttpRequestMessage(
            _method,
            new Uri(Fill(options.Address, message, Uri.EscapeDataString), UriKind.Absolute)
        );
        if (_method != HttpMethod.Get)
        {
            request.Content = new StringContent(
                Fill(options.Body, message, EscapeFor(options.ContentType)),
                Encoding.UTF8,
                MediaTypeHeaderValue.Parse(options.ContentType)
            );
        }

        foreach (var (name, value) in options.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private DeliveryOutcome Read(ProviderAnswer answer)
    {
        if (!answer.IsSuccess)
        {
            return DeliveryOutcome.Of(answer);
        }

        if (options.IdPath.Length == 0 && options.SuccessPath.Length == 0)
        {
            return DeliveryOutcome.Sent(null);
        }

        if (JsonAnswer.Parse(answer.Body) is not { } json)
        {
            return DeliveryOutcome.Passing("unreadableAnswer");
        }

        return options.SuccessPath.Length > 0 && json.At(options.SuccessPath) != options.SuccessValue
            ? DeliveryOutcome.Lasting("refusedByGateway")
            : DeliveryOutcome.Sent(options.IdPath.Length == 0 ? null : json.At(options.IdPath));
    }

    private static string Fill(string template, StoredMessage message, Func<string, string> escape) =>
        // The text last: what a person wrote may hold a placeholder.
        template
            .Replace("{to}", escape(message.Recipient), StringComparison.Ordinal)
            .Replace("{id}", escape(message.Id), StringComparison.Ordinal)
            .Replace("{text}", escape(message.Body), StringComparison.Ordinal);

    private static Func<string, string> EscapeFor(string contentType) =>
        contentType switch
        {
            _ when contentType.Contains("json", StringComparison.OrdinalIgnoreCase) => text =>
                JsonEncodedText.Encode(text).ToString(),
            _ when contentType.Contains("x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) =>
                Uri.EscapeDataString,
            _ when contentType.Contains("xml", StringComparison.OrdinalIgnoreCase) => text =>
                SecurityElement.Escape(text)!,
            _ => text => text,
        };
}
