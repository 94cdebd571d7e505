using System.Text.Json.Nodes;

namespace Baznas.Bmd.Web.Tests.Support;

/// <summary>What the service says it can do, in its own description.</summary>
public sealed class Offers
{
    private readonly HashSet<string> _operations;

    private readonly string _text;

    private Offers(IEnumerable<string> operations, string text) => (_operations, _text) = ([.. operations], text);

    /// <summary>Reads the service's description.</summary>
    public static async Task<Offers> Of(BmdHost host)
    {
        var text = await host.CreateClient().GetStringAsync("/openapi/v1.json");
        var document = JsonNode.Parse(text)!;
        return new Offers(
            document["paths"]!
                .AsObject()
                .SelectMany(path =>
                    path.Value!.AsObject().Select(operation => $"{operation.Key} {Endpoints.Shape(path.Key)}")
                ),
            text
        );
    }

    /// <summary>Whether a field or a value has this name anywhere.</summary>
    public bool Mentions(string name) => _text.Contains($"\"{name}\"", StringComparison.Ordinal);

    /// <summary>Whether there is such an operation, written as <c>POST /loans/{}/graces</c>.</summary>
    public bool Has(string operation)
    {
        var parts = operation.Split(' ');
        return _operations.Contains($"{parts[0].ToLowerInvariant()} /api/v1{parts[1]}");
    }
}
