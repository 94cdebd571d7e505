using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Features.Messaging.Channels;
using Baznas.Bmd.Web.Features.Messaging.RecordReport;
using Baznas.Bmd.Web.Features.Reminders;
using Baznas.Bmd.Web.Platform.Http;
using IHttpResult = Microsoft.AspNetCore.Http.IResult;

namespace Baznas.Bmd.Web.Features.Messaging.Webhooks;

/// <summary>
/// What WhatsApp tells the service: how far messages have come, and what people wrote. Every call is signed with the secret
/// of the application; what is not known here, the service leaves alone.
/// </summary>
public sealed class WhatsAppWebhook(ChannelSettings settings, DeliveryReports reports, StopRequests stops)
    : IApiEndpoint
{
    private const string Pattern = "/webhooks/whatsapp";

    private const string Signed = "sha256=";

    private static readonly Dictionary<string, MessageStatus> Statuses = new()
    {
        ["sent"] = MessageStatus.Sent,
        ["delivered"] = MessageStatus.Delivered,
        ["read"] = MessageStatus.Read,
        ["failed"] = MessageStatus.Failed,
    };

    private WhatsAppOptions? Options => settings.WhatsApp is { AppSecret.Length: > 0 } options ? options : null;

    /// <inheritdoc/>
    public static void Map(Api api)
    {
        api.MapProviderCall(HttpMethod.Get, Pattern, http => Task.FromResult(Of(http).Verify(http)));
        api.MapProviderCall(HttpMethod.Post, Pattern, http => Of(http).Take(http));
    }

    private static WhatsAppWebhook Of(HttpContext http) => http.RequestServices.GetRequiredService<WhatsAppWebhook>();

    private IHttpResult Verify(HttpContext http)
    {
        if (Options is not { } options)
        {
            return Api.Refuse(WebhookErrors.NotSetUp, http);
        }

        var query = http.Request.Query;
        return
            query["hub.mode"] == "subscribe" && DeliveryReports.AreSame(options.VerifyToken, query["hub.verify_token"])
            ? Results.Text(query["hub.challenge"].ToString(), "text/plain")
            : Api.Refuse(WebhookErrors.NotSigned, http);
    }

    private async Task<IHttpResult> Take(HttpContext http)
    {
        if (Options is not { } options)
        {
            return Api.Refuse(WebhookErrors.NotSetUp, http);
        }

        if (await ProviderBody.Read(http) is not { } body)
        {
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        if (!IsSigned(body, http.Request.Headers["X-Hub-Signature-256"].ToString(), options.AppSecret))
        {
            return Api.Refuse(WebhookErrors.NotSigned, http);
        }

        if (ProviderBody.Parse(body) is not { } json)
        {
            return Api.Refuse(Error.Invalid("request.malformed"), http);
        }

        foreach (var value in ValuesOf(json))
        {
            await Take(value, http.RequestAborted);
        }

        return Results.Ok();
    }

    private async Task Take(JsonNode value, CancellationToken ct)
    {
        foreach (var status in List(value, "statuses"))
        {
            if (Statuses.TryGetValue(status.At("status") ?? "", out var known))
            {
                await reports.Take(ReportOf(status, known), ct);
            }
        }

        foreach (var message in List(value, "messages"))
        {
            // Written, or chosen from the buttons of a template.
            if (message.At("from") is { } phone && (message.At("text.body") ?? message.At("button.text")) is { } text)
            {
                await stops.Follow(text, $"+{phone}", ct);
            }
        }
    }

    private static DeliveryReport ReportOf(JsonNode status, MessageStatus known) =>
        new()
        {
            Channel = MessageChannel.WhatsApp,
            ProviderId = status.At("id"),
            MessageId = status.At("biz_opaque_callback_data"),
            Status = known,
            Reason = int.TryParse(status.At("errors.0.code"), out var code) ? WhatsAppSender.ReasonOf(code) : null,
        };

    private static IEnumerable<JsonNode> ValuesOf(JsonNode json) =>
        from entry in List(json, "entry")
        from change in List(entry, "changes")
        let value = (change as JsonObject)?["value"]
        where value is JsonObject
        select value;

    private static IEnumerable<JsonNode> List(JsonNode? node, string name) =>
        ((node as JsonObject)?[name] as JsonArray)?.OfType<JsonNode>() ?? [];

    private static bool IsSigned(byte[] body, string signature, string secret)
    {
        var expected = HMACSHA256.HashData(System.Text.Encoding.UTF8.GetBytes(secret), body);
        return signature.StartsWith(Signed, StringComparison.Ordinal)
            && DeliveryReports.AreSame(Convert.ToHexStringLower(expected), signature[Signed.Length..]);
    }
}
