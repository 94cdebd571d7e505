using System.Text;

namespace Baznas.Bmd.Web.Features.Messaging.Channels;

/// <summary>
/// Calls of one provider over HTTP. Nothing of them is logged: addresses and headers may hold secrets.
/// </summary>
public sealed class HttpProvider : IDisposable
{
    // More than any answer that says something.
    private const int LongestAnswer = 64 * 1024;

    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        }
    )
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private readonly ProviderPipeline _pipeline;
    private readonly TimeProvider _time;

    /// <summary>A provider.</summary>
    /// <param name="limits">How patient the service is with it.</param>
    /// <param name="time">Tells how long it is until an instant that it names.</param>
    public HttpProvider(ProviderLimits limits, TimeProvider time) =>
        (_pipeline, _time) = (new ProviderPipeline(limits), time);

    /// <summary>How long a call takes at the very most.</summary>
    public TimeSpan Longest => _pipeline.Longest;

    /// <summary>Makes a call; each try sends a request of its own.</summary>
    public Task<DeliveryOutcome> Send(
        Func<HttpRequestMessage> make,
        Func<ProviderAnswer, DeliveryOutcome> read,
        CancellationToken ct
    ) => _pipeline.Run(token => Once(make, read, token), ct);

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        _pipeline.Dispose();
    }

    private async Task<DeliveryOutcome> Once(
        Func<HttpRequestMessage> make,
        Func<ProviderAnswer, DeliveryOutcome> read,
        CancellationToken ct
    )
    {
        try
        {
            using var request = make();
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            return read(
                new ProviderAnswer(response.StatusCode, await Text(response.Content, ct), RetryAfterOf(response))
            );
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // Refused, cut off, or half an answer: whether it was taken over can't be told, so it is sent again under the
            // same id.
            return DeliveryOutcome.Passing("connection");
        }
    }

    private static async Task<string> Text(HttpContent content, CancellationToken ct)
    {
        await using var stream = await content.ReadAsStreamAsync(ct);
        var buffer = new byte[LongestAnswer];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private TimeSpan? RetryAfterOf(HttpResponseMessage response)
    {
        var after = response.Headers.RetryAfter;
        var wait = after?.Delta ?? after?.Date - _time.GetUtcNow();
        return wait is { } there && there > TimeSpan.Zero ? there : null;
    }
}
