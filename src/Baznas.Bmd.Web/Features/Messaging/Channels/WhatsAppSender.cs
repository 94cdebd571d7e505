using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Baznas.Bmd.Web.Features.Messaging.Channels;

/// <summary>How the service reaches WhatsApp's Cloud API: <c>Bmd:WhatsApp:…</c></summary>
public sealed record WhatsAppOptions
{
    /// <summary>Where it is.</summary>
    public string BaseAddress { get; init; } = "https://graph.facebook.com/v23.0";

    /// <summary>The id of the number that messages come from.</summary>
    public string PhoneNumberId { get; init; } = "";

    /// <summary>The token that lets the service send; a secret.</summary>
    public string AccessToken { get; init; } = "";

    /// <summary>What the provider signs its reports with; a secret. Without it no report is taken.</summary>
    public string AppSecret { get; init; } = "";

    /// <summary>What the provider says when the address of its reports is set up; a secret.</summary>
    public string VerifyToken { get; init; } = "";

    /// <summary>
    /// A template with one place, for messages whose office named none of its own: the whole text goes into it.
    /// </summary>
    public string Template { get; init; } = "";

    /// <summary>How patient the service is.</summary>
    public ProviderLimits Limits { get; init; } = new();
}

/// <summary>Sends template messages by WhatsApp's Cloud API.</summary>
/// <param name="options">Where, and as whom.</param>
/// <param name="provider">The calls.</param>
public sealed class WhatsAppSender(WhatsAppOptions options, HttpProvider provider) : IMessageSender, IDisposable
{
    // Errors that pass, by the provider's list: too many calls or messages, a fault of its own, maintenance.
    private static readonly HashSet<int> Passing =
    [
        1,
        2,
        4,
        80007,
        130429,
        131000,
        131016,
        131048,
        131056,
        131057,
        133004,
    ];

    private readonly Uri _address = new(
        $"{options.BaseAddress.TrimEnd('/')}/{Uri.EscapeDataString(options.PhoneNumberId)}/messages"
    );

    /// <inheritdoc/>
    public MessageChannel Channel => MessageChannel.WhatsApp;

    /// <inheritdoc/>
    public TimeSpan Longest => provider.Longest;

    /// <inheritdoc/>
    public Task<DeliveryOutcome> Send(ClaimedMessage claimed, CancellationToken ct) =>
        TemplateOf(claimed) is { } template
            ? provider.Send(() => Request(claimed.Message, template), Read, ct)
            : Task.FromResult(DeliveryOutcome.Lasting("templateMissing"));

    /// <inheritdoc/>
    public void Dispose() => provider.Dispose();

    private JsonObject? TemplateOf(ClaimedMessage claimed)
    {
        if (claimed.TemplateName is { } named)
        {
            return Template(named, claimed.TemplateLanguage ?? claimed.Message.Language, claimed.TemplateParameters);
        }

        // A template's parameter has no line breaks.
        return options.Template.Length == 0
            ? null
            : Template(options.Template, claimed.Message.Language, [OneLine(claimed.Message.Body)]);
    }

    private static JsonObject Template(string name, string language, IReadOnlyList<string> parameters)
    {
        var template = new JsonObject
        {
            ["name"] = name,
            ["language"] = new JsonObject { ["code"] = language },
        };
        if (parameters.Count > 0)
        {
            template["components"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "body",
                    ["parameters"] = new JsonArray([
                        .. parameters.Select(text => new JsonObject { ["type"] = "text", ["text"] = text }),
                    ]),
                }
            );
        }

        return template;
    }

    private static string OneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private HttpRequestMessage Request(StoredMessage message, JsonObject template) =>
        new(HttpMethod.Post, _address)
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", options.AccessToken) },
            // Of a stated length: not everything between here and the provider takes a body in pieces.
            Content = new StringContent(
                new JsonObject
                {
                    ["messaging_product"] = "whatsapp",
                    ["recipient_type"] = "individual",
                    ["to"] = message.Recipient.TrimStart('+'),
                    ["type"] = "template",
                    ["template"] = template.DeepClone(),
                    ["biz_opaque_callback_data"] = message.Id,
                }.ToJsonString(),
                Encoding.UTF8,
                "application/json"
            ),
        };

    private static DeliveryOutcome Read(ProviderAnswer answer)
    {
        var json = JsonAnswer.Parse(answer.Body);
        if (answer.IsSuccess)
        {
            return json.At("messages.0.id") is { } id
                ? DeliveryOutcome.Sent(id)
                : DeliveryOutcome.Passing("unreadableAnswer");
        }

        if (
            !int.TryParse(json.At("error.code"), NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            || code == 0
        )
        {
            return DeliveryOutcome.Of(answer);
        }

        var reason = ReasonOf(code);
        return IsPassing(code)
            ? DeliveryOutcome.Passing(reason, answer.RetryAfter)
            : DeliveryOutcome.Of(answer, reason);
    }

    /// <summary>An error of the provider in one word.</summary>
    public static string ReasonOf(int code) => string.Create(CultureInfo.InvariantCulture, $"whatsApp{code}");

    private static bool IsPassing(int code) => Passing.Contains(code);
}
