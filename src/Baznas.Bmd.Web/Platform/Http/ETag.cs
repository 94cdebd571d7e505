using System.Security.Cryptography;
using System.Text.Json;

namespace Baznas.Bmd.Web.Platform.Http;

/// <summary>The mark of one state of a resource: the same answer has the same mark, whoever computes it.</summary>
public static class ETag
{
    /// <summary>The mark of an answer, as it stands in the header, quotes included.</summary>
    public static string Of(object answer) =>
        OfBytes(JsonSerializer.SerializeToUtf8Bytes(answer, answer.GetType(), Json.Options));

    /// <summary>The mark of an answer's JSON.</summary>
    public static string OfBytes(ReadOnlySpan<byte> json) =>
        $"\"{Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, 16))}\"";
}
