using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Pages;
using Microsoft.Net.Http.Headers;

namespace Baznas.Bmd.Web.Platform.Http;

/// <summary>
/// Reads what comes with a request beside the request itself, and refuses an idempotency key no server could keep and a
/// body in another encoding than UTF-8, which JSON between systems is always in (RFC 8259).
/// </summary>
/// <param name="next">The rest of the pipeline.</param>
public sealed class CallContextMiddleware(RequestDelegate next)
{
    private const int MaxKeyLength = 200;

    /// <summary>Handles one request.</summary>
    public async Task Invoke(HttpContext http, CallContext context)
    {
        context.RequestId = Problems.TraceId(http);
        context.Origin = OriginOf(http);
        // Routing takes any case and a slash at the end; the same address is the same path.
        context.Path = $"{http.Request.Method} {http.Request.Path.Value?.TrimEnd('/').ToLowerInvariant()}";
        context.IfMatch = http.Request.Headers.IfMatch.Count > 0 ? http.Request.Headers.IfMatch.ToString() : null;
        if (!IsInUtf8(http.Request))
        {
            await Problems.Write(Problems.OfStatus(StatusCodes.Status415UnsupportedMediaType, http), http);
            return;
        }

        if (http.Request.Headers.TryGetValue("Idempotency-Key", out var values))
        {
            var key = values.ToString();
            if (key.Length is 0 or > MaxKeyLength || key.Any(c => c is < '!' and not ' ' or > '~'))
            {
                await Problems.Write(Problems.Of(Error.Invalid("idempotency_key.missing"), http), http);
                return;
            }

            context.IdempotencyKey = key;
        }

        await next(http);
    }

    /// <summary>Where a request comes from. The address is a proxy's word only where that proxy is trusted; see Proxies.</summary>
    internal static Origin OriginOf(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress;
        return new Origin(
            PagesHost.IsPage(http) ? Edge.Page : Edge.Api,
            (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString()
        );
    }

    private static bool IsInUtf8(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.Charset.HasValue)
        {
            return true;
        }

        var isUtf8 = HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);
        if (isUtf8)
        {
            // What reads the body does not know it in quotation marks.
            type.Charset = "utf-8";
            request.ContentType = type.ToString();
        }

        return isUtf8;
    }
}
