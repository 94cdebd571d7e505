using System.Text.Json;

namespace Baznas.Bmd.Web.Features.Import;

/// <summary>On which line of a JSON text each value begins: what the reader of values itself does not keep.</summary>
internal static class JsonLines
{
    /// <summary>The line of every value of a sound text by its path; the whole is the empty path.</summary>
    public static Dictionary<string, int> Of(byte[] json)
    {
        var lines = new Dictionary<string, int>();
        var parents = new Stack<(string Path, int Next)>();
        var reader = new Utf8JsonReader(json);
        var (line, counted, name) = (1, 0, "");
        while (reader.Read())
        {
            line += json.AsSpan(counted..(int)reader.TokenStartIndex).Count((byte)'\n');
            counted = (int)reader.TokenStartIndex;
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                name = reader.GetString()!;
                continue;
            }

            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                parents.Pop();
                continue;
            }

            var path = PathOf(parents, name);
            lines[path] = line;
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                parents.Push((path, reader.TokenType == JsonTokenType.StartArray ? 0 : -1));
            }
        }

        return lines;
    }

    // In an array a value has a number, in an object a name.
    private static string PathOf(Stack<(string Path, int Next)> parents, string name)
    {
        if (parents.Count == 0)
        {
            return "";
        }

        var (path, next) = parents.Pop();
        parents.Push((path, next < 0 ? next : next + 1));
        if (next >= 0)
        {
            return $"{path}[{next}]";
        }

        return path.Length == 0 ? name : $"{path}.{name}";
    }
}
