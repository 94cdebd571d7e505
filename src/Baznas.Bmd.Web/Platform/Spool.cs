using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Baznas.Bmd.Web.Platform;

/// <summary>Rows of which the first are in memory and the others in a file, a line each.</summary>
/// <typeparam name="T">A row: a record of plain values.</typeparam>
/// <param name="held">How many are in memory.</param>
/// <param name="newFile">Names the file, once there are more.</param>
internal sealed class Spool<T>(int held, Func<string> newFile) : IReadOnlyCollection<T>
{
    private static readonly JsonSerializerOptions Plain = new(Json.Options)
    {
        IgnoreReadOnlyProperties = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    };

    private readonly List<T> _first = [];
    private string? _file;
    private StreamWriter? _writer;

    /// <inheritdoc/>
    public int Count { get; private set; }

    /// <summary>Adds a row.</summary>
    public async Task Add(T row)
    {
        Count++;
        if (Count <= held)
        {
            _first.Add(row);
            return;
        }

        _writer ??= new StreamWriter(_file = newFile());
        await _writer.WriteLineAsync(JsonSerializer.Serialize(row, Plain));
    }

    /// <summary>Ends the file; there are no more rows.</summary>
    public ValueTask Complete() => _writer?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator()
    {
        foreach (var row in _first)
        {
            yield return row;
        }

        foreach (var line in _file is null ? [] : File.ReadLines(_file))
        {
            yield return JsonSerializer.Deserialize<T>(line, Plain)!;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
