using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Baznas.Bmd.Web.Features.Messaging.Channels;

/// <summary>Reads single values out of what a provider answered, which may be anything.</summary>
public static class JsonAnswer
{
    /// <summary>The answer as JSON; null when it is none.</summary>
    public static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The value at a path such as <c>messages.0.id</c>; null when there is none.</summary>
    public static string? At(this JsonNode? node, string path)
    {
        foreach (var step in path.Split('.'))
        {
            node = node switch
            {
                JsonObject thing => thing[step],
                JsonArray list
                    when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                        && index < list.Count => list[index],
                _ => null,
            };
        }

        return node is JsonValue value ? value.ToString() : null;
    }
}
