using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.OpenApi;

/// <summary>One call as the published description tells it.</summary>
public sealed record DescribedCall(string Method, string Path, JsonNode Operation)
{
    public string Id => (string)Operation["operationId"]!;

    public IEnumerable<JsonNode> Parameters => Operation["parameters"]?.AsArray().Select(each => each!) ?? [];

    public JsonObject Responses => Operation["responses"]!.AsObject();

    /// <summary>The schema of the JSON body; null when there is none.</summary>
    public JsonNode? Body => Operation["requestBody"]?["content"]?["application/json"]?["schema"];

    public JsonNode? Parameter(string name) => Parameters.SingleOrDefault(each => (string)each["name"]! == name);

    public override string ToString() => $"{Method} {Path}";
}

/// <summary>The published description of the API.</summary>
public sealed class Description(JsonNode document)
{
    public JsonNode Document => document;

    public JsonObject Schemas => document["components"]!["schemas"]!.AsObject();

    public IEnumerable<DescribedCall> Calls =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select new DescribedCall(operation.Key.ToUpperInvariant(), path.Key, operation.Value!);

    public static async Task<Description> Of(BmdHost host) =>
        new(JsonNode.Parse(await host.Anonymous.Http.GetStringAsync("/openapi/v1.json"))!);

    public DescribedCall Call(string operationId) => Calls.Single(call => call.Id == operationId);

    /// <summary>A schema, or the one that it refers to.</summary>
    public JsonNode Resolve(JsonNode schema) =>
        (string?)schema["$ref"] is { } reference ? Schemas[reference.Split('/')[^1]]! : schema;
}
