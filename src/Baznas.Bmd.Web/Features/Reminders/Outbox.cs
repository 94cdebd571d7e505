using System.Globalization;
using System.Text;

namespace Baznas.Bmd.Web.Features.Reminders;

/// <summary>A message as it leaves the service.</summary>
public sealed record OutgoingMessage
{
    /// <summary>The same for the same message, however often it is written.</summary>
    public required string Id { get; init; }

    /// <summary>The office's day on which it was planned; its folder.</summary>
    public required DateOnly PlannedOn { get; init; }

    /// <summary>The borrower's own phone: <c>+62…</c>.</summary>
    public required string Recipient { get; init; }

    /// <summary>The text.</summary>
    public required string Body { get; init; }
}

/// <summary>
/// The folder from which messages are fetched for sending: <c>&lt;folder&gt;/&lt;yyyy-MM-dd&gt;/&lt;id&gt;.json</c>.
/// A file is there whole or not at all, and writing it again changes nothing, so that a run that broke off is repaired
/// by the next.
/// </summary>
public sealed class Outbox
{
    private readonly string _folder;

    /// <summary>Reads <c>Bmd:Outbox:Folder</c>; when left out, <c>outbox</c> beside the embedded database (<c>data/outbox</c>).</summary>
    public Outbox(IConfiguration configuration, Database database)
    {
        var data = Path.GetDirectoryName(database.FilePath) ?? Path.GetFullPath("data");
        _folder = Path.GetFullPath(
            configuration["Bmd:Outbox:Folder"] is { Length: > 0 } folder ? folder : Path.Combine(data, "outbox")
        );
    }

    /// <summary>Writes a message.</summary>
    /// <exception cref="IOException">It can't be written; nothing of it is left under its name.</exception>
    public void Put(OutgoingMessage message)
    {
        var file = FileOf(message.Id, message.PlannedOn);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        // Its own name for each writer: two nodes that write the same message don't meet in one file.
        var partial = $"{file}.{Guid.NewGuid():N}.partial";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            // It names a person, a phone and a debt.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            using (var stream = new FileStream(partial, options))
            {
                stream.Write(Encoding.UTF8.GetBytes(Json.Write(message)));
                stream.Flush(flushToDisk: true);
            }

            File.Move(partial, file, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    /// <summary>Takes a message back that a run which broke off may have left.</summary>
    public void TakeBack(string id, DateOnly plannedOn)
    {
        var file = FileOf(id, plannedOn);
        if (File.Exists(file))
        {
            File.Delete(file);
        }
    }

    private string FileOf(string id, DateOnly plannedOn) =>
        Path.Combine(_folder, plannedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), $"{id}.json");
}
