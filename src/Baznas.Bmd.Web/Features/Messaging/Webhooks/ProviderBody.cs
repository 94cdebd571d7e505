using System.Text.Json;
using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Platform.Http;

namespace Baznas.Bmd.Web.Features.Messaging.Webhooks;

/// <summary>The body of a provider's call, byte for byte, as it was signed.</summary>
internal static class ProviderBody
{
    /// <summary>Reads it; null when it is longer than any request may be.</summary>
    public static async Task<byte[]?> Read(HttpContext http)
    {
        var buffer = new byte[Api.MaxBodyBytes + 1];
        var length = await http.Request.Body.ReadAtLeastAsync(
            buffer,
            buffer.Length,
            throwOnEndOfStream: false,
            http.RequestAborted
        );
        return length > Api.MaxBodyBytes ? null : buffer[..length];
    }

    /// <summary>The body as JSON; null when it is none.</summary>
    public static JsonNode? Parse(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
