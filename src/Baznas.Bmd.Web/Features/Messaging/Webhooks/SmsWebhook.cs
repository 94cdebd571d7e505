using Baznas.Bmd.Web.Features.Messaging.Channels;
using Baznas.Bmd.Web.Features.Messaging.RecordReport;
using Baznas.Bmd.Web.Platform.Http;
using IHttpResult = Microsoft.AspNetCore.Http.IResult;

namespace Baznas.Bmd.Web.Features.Messaging.Webhooks;

/// <summary>What the gateway for text messages tells the service of them: a JSON object for each, as its settings say.</summary>
public sealed class SmsWebhook(ChannelSettings settings, DeliveryReports reports) : IApiEndpoint
{
    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.MapProviderCall(
            HttpMethod.Post,
            "/webhooks/sms",
            http => http.RequestServices.GetRequiredService<SmsWebhook>().Take(http)
        );

    private async Task<IHttpResult> Take(HttpContext http)
    {
        if (settings.Sms is not { ReportToken.Length: > 0 } options)
        {
            return Api.Refuse(WebhookErrors.NotSetUp, http);
        }

        if (!DeliveryReports.AreSame(options.ReportToken, http.Request.Query["token"]))
        {
            return Api.Refuse(WebhookErrors.NotSigned, http);
        }

        if (await ProviderBody.Read(http) is not { } body)
        {
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        if (ProviderBody.Parse(body) is not { } json)
        {
            return Api.Refuse(Error.Invalid("request.malformed"), http);
        }

        var status = json.At(options.ReportStatusPath);
        var id = json.At(options.ReportIdPath);
        if (id is not null && StatusOf(status, options) is { } known)
        {
            await reports.Take(
                new DeliveryReport
                {
                    Channel = MessageChannel.Sms,
                    ProviderId = id,
                    MessageId = id,
                    Status = known,
                    Reason = known == MessageStatus.Failed ? "failedAtProvider" : null,
                },
                http.RequestAborted
            );
        }

        return Results.Ok();
    }

    private static MessageStatus? StatusOf(string? status, SmsOptions options) =>
        IsOneOf(status, options.ReportDelivered) ? MessageStatus.Delivered
        : IsOneOf(status, options.ReportFailed) ? MessageStatus.Failed
        : null;

    private static bool IsOneOf(string? status, string list) =>
        list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Contains(status, StringComparer.OrdinalIgnoreCase);
}
