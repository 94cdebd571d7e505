using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Baznas.Bmd.Web.Tests.Support;

/// <summary>A call as a provider has received it.</summary>
public sealed record ProviderCall(string Method, string Path, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>The service's id of the message.</summary>
    public string MessageId => (string)Json["biz_opaque_callback_data"]!;
}

/// <summary>
/// A provider on a real port of this machine. It takes every message, unless it has been told how to answer the next calls;
/// like the real one, it names the same message the same each time.
/// </summary>
public sealed class ProviderStandIn : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _next = new();
    private readonly ConcurrentQueue<ProviderCall> _calls = new();

    private ProviderStandIn(WebApplication app) => _app = app;

    public IReadOnlyList<ProviderCall> Calls => [.. _calls];

    public string Address =>
        _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>How every call is answered for which nothing else was said.</summary>
    public Func<HttpContext, Task>? Always { get; set; }

    /// <summary>Heard of every call before it is answered.</summary>
    public Action<ProviderCall>? Heard { get; set; }

    public static async Task<ProviderStandIn> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var provider = new ProviderStandIn(app);
        app.Run(provider.Answer);
        await app.StartAsync();
        return provider;
    }

    /// <summary>Says how the next calls are answered, one each.</summary>
    public ProviderStandIn Then(params Func<HttpContext, Task>[] answers)
    {
        foreach (var answer in answers)
        {
            _next.Enqueue(answer);
        }

        return this;
    }

    public static Func<HttpContext, Task> Status(int status, string body = "", string? retryAfter = null) =>
        http =>
        {
            http.Response.StatusCode = status;
            if (retryAfter is not null)
            {
                http.Response.Headers.RetryAfter = retryAfter;
            }

            return http.Response.WriteAsync(body);
        };

    public static Func<HttpContext, Task> Error(int status, int code) =>
        Status(status, $$$"""{"error":{"message":"no","type":"OAuthException","code":{{{code}}}}}""");

    public static Func<HttpContext, Task> Text(string body) => Status(200, body);

    /// <summary>Never answers.</summary>
    public static async Task Hang(HttpContext http)
    {
        var gone = new TaskCompletionSource();
        await using var registration = http.RequestAborted.Register(() => gone.TrySetResult());
        await gone.Task;
    }

    /// <summary>Begins to answer, and is cut off.</summary>
    public static async Task Half(HttpContext http)
    {
        http.Response.ContentLength = 1000;
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes("""{"messages":[{"id":"wam"""));
        await http.Response.Body.FlushAsync();
        http.Abort();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Answer(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var call = new ProviderCall(
            http.Request.Method,
            http.Request.Path + http.Request.QueryString,
            await reader.ReadToEndAsync(),
            http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString())
        );
        _calls.Enqueue(call);
        Heard?.Invoke(call);
        var answer = _next.TryDequeue(out var next) ? next : Always;
        await (answer is null ? Accept(http, call) : answer(http));
    }

    private static Task Accept(HttpContext http, ProviderCall call)
    {
        http.Response.StatusCode = (int)HttpStatusCode.OK;
        return http.Response.WriteAsync(
            $$"""{"messaging_product":"whatsapp","messages":[{"id":"wamid.{{call.MessageId}}"}]}"""
        );
    }
}
