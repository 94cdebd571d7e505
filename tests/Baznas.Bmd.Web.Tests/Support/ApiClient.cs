using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Baznas.Bmd.Web.Tests.Support;

/// <summary>An answer of the API, as another system sees it.</summary>
public sealed record Answer(HttpStatusCode Status, JsonNode? Body, HttpResponseMessage Message)
{
    /// <summary>The body of a success.</summary>
    public JsonNode Ok()
    {
        Assert.That((int)Status, Is.InRange(200, 299), Body?.ToJsonString() ?? "(no body)");
        return Body!;
    }

    /// <summary>Asserts a refusal by its status and code, in the contract's form.</summary>
    public JsonNode Refused(HttpStatusCode status, string code)
    {
        Assert.Multiple(() =>
        {
            Assert.That(Status, Is.EqualTo(status), Body?.ToJsonString() ?? "(no body)");
            Assert.That((string?)Body?["code"], Is.EqualTo(code));
            Assert.That(Message.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
            Assert.That((string?)Body?["detail"], Is.Not.Empty);
            Assert.That((string?)Body?["traceId"], Is.Not.Empty);
        });
        return Body!;
    }
}

/// <summary>Calls the API as another system would. Every POST carries a new idempotency key unless told otherwise.</summary>
public sealed class ApiClient(HttpClient http)
{
    public HttpClient Http => http;

    /// <summary>What the caller asks to be answered in; nothing is said when null.</summary>
    public string? Language { get; private init; }

    /// <summary>The same caller, asking for another language.</summary>
    public ApiClient In(string language) => new(http) { Language = language };

    public Task<Answer> Get(string path) => Send(HttpMethod.Get, path, null, []);

    public Task<Answer> Post(string path, object? body) => Post(path, body, Guid.NewGuid().ToString());

    public Task<Answer> Post(string path, object? body, string? idempotencyKey) =>
        Send(HttpMethod.Post, path, body, idempotencyKey is null ? [] : [("Idempotency-Key", idempotencyKey)]);

    public Task<Answer> Put(string path, object? body, string? ifMatch = null) =>
        Send(HttpMethod.Put, path, body, ifMatch is null ? [] : [("If-Match", ifMatch)]);

    public async Task<Answer> Send(
        HttpMethod method,
        string path,
        object? body,
        IEnumerable<(string Name, string Value)> headers
    )
    {
        using var request = new HttpRequestMessage(method, $"/api/v1{path}");
        if (body is not null)
        {
            request.Content = body as HttpContent ?? JsonContent.Create(body);
        }

        if (Language is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept-Language", Language);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var message = await http.SendAsync(request);
        var text = await message.Content.ReadAsStringAsync();
        var isJson = message.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return new Answer(message.StatusCode, isJson && text.Length > 0 ? JsonNode.Parse(text) : null, message);
    }
}
