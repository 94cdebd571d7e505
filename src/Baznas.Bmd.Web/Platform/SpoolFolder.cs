namespace Baznas.Bmd.Web.Platform;

/// <summary>
/// A folder for what is too large to hold, made when it is first needed; it goes, with all in it, when whoever made it is
/// done: with the request, where it comes from the request's services.
/// </summary>
public sealed class SpoolFolder : IDisposable
{
    /// <summary>How many rows are held in memory before the others go to disk.</summary>
    public const int Held = 5_000;

    private readonly List<Stream> _streams = [];
    private string? _path;

    /// <summary>Where it is; null until something lies in it.</summary>
    public string? Made => _path;

    /// <summary>A new file, open to be written and read again.</summary>
    public FileStream NewFile()
    {
        var stream = new FileStream(NewName(), FileMode.CreateNew, FileAccess.ReadWrite);
        _streams.Add(stream);
        return stream;
    }

    /// <summary>
    /// Takes rows while they come from the database, to be gone through as often as needed for as long as the folder is
    /// there: a long period takes disk and not memory.
    /// </summary>
    /// <typeparam name="T">A row: a record of plain values.</typeparam>
    /// <param name="rows">The rows.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyCollection<T>> Keep<T>(IAsyncEnumerable<T> rows, CancellationToken ct)
    {
        var spool = new Spool<T>(Held, NewName);
        try
        {
            await foreach (var row in rows.WithCancellation(ct))
            {
                await spool.Add(row);
            }
        }
        finally
        {
            await spool.Complete();
        }

        return spool;
    }

    /// <summary>Takes all away.</summary>
    public void Dispose()
    {
        _streams.ForEach(stream => stream.Dispose());
        if (_path is not null)
        {
            Directory.Delete(_path, recursive: true);
            _path = null;
        }
    }

    private string NewName()
    {
        _path ??= Directory.CreateTempSubdirectory("bmd-").FullName;
        return Path.Combine(_path, $"{Guid.NewGuid():N}.spool");
    }
}
