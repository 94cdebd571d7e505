using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Baznas.Bmd.Web.Features.Audit.AuditPacks;

/// <summary>
/// Rows laid on disk while they come from the database, to be read as often as a file is made of them: a long period
/// takes disk and not memory.
/// </summary>
/// <typeparam name="T">A row: a record of plain values.</typeparam>
internal sealed class Spool<T> : IReadOnlyCollection<T>
{
    private static readonly JsonSerializerOptions Plain = new(Json.Options)
    {
        IgnoreReadOnlyProperties = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    };

    private readonly string _file;

    private Spool(string file) => _file = file;

    /// <inheritdoc/>
    public int Count { get; private set; }

    /// <summary>Lays rows down.</summary>
    /// <param name="folder">Where; whoever made it deletes it.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<Spool<T>> Of(string folder, IAsyncEnumerable<T> rows, CancellationToken ct)
    {
        var spool = new Spool<T>(Path.Combine(folder, $"{Guid.NewGuid():N}.rows"));
        await using var writer = new StreamWriter(spool._file);
        await foreach (var row in rows.WithCancellation(ct))
        {
            await writer.WriteLineAsync(JsonSerializer.Serialize(row, Plain));
            spool.Count++;
        }

        return spool;
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator()
    {
        foreach (var line in File.ReadLines(_file))
        {
            yield return JsonSerializer.Deserialize<T>(line, Plain)!;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
