using System.Text.Json.Nodes;

namespace Baznas.Bmd.Web.Tests.Support;

/// <summary>What the service says it can do, in its own description.</summary>
public sealed class Offers
{
    private readonly HashSet<string> _operations;

    private Offers(IEnumerable<string> operations) => _operations = [.. operations];

    /// <summary>Reads the service's description.</summary>
    public static async Task<Offers> Of(BmdHost host)
    {
        var document = JsonNode.Parse(await host.CreateClient().GetStringAsync("/openapi/v1.json"))!;
        return new Offers(
            document["paths"]!
                .AsObject()
                .SelectMany(path =>
                    path.Value!.AsObject().Select(operation => $"{operation.Key} {Endpoints.Shape(path.Key)}")
                )
        );
    }

    /// <summary>Whether there is such an operation, written as <c>POST /loans/{}/graces</c>.</summary>
    public bool Has(string operation)
    {
        var parts = operation.Split(' ');
        return _operations.Contains($"{parts[0].ToLowerInvariant()} /api/v1{parts[1]}");
    }
}
