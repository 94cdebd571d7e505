using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Audit;

/// <summary>The head of a chain as it was published: a line of the file.</summary>
public sealed record PublishedHead
{
    private const string Nobody = "-";

    /// <summary>The date, at the office, on which the night ended.</summary>
    public required DateOnly Night { get; init; }

    /// <summary>When it was published.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The office's mark; null for what belongs to none.</summary>
    public required string? Office { get; init; }

    /// <summary>The office's id, or <see cref="AuditTrail.GlobalChain"/>.</summary>
    public required string ChainId { get; init; }

    /// <summary>How many events there were.</summary>
    public required long Sequence { get; init; }

    /// <summary>The hash of the last one.</summary>
    public required string Hash { get; init; }

    /// <summary>
    /// Six words with a space between: the night, the time, the office's mark (<c>-</c> for none), the chain, how many
    /// events it had, and its last hash.
    /// </summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Night:yyyy-MM-dd} {At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {Office ?? Nobody} {ChainId} {Sequence} {Hash}"
        );

    /// <summary>Reads a line.</summary>
    public static bool TryParse(string line, [NotNullWhen(true)] out PublishedHead? head)
    {
        head = null;
        if (
            line.Split(' ') is not [var night, var at, var office, var chain, var sequence, { Length: 64 } hash]
            || !DateOnly.TryParseExact(
                night,
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var day
            )
            || !DateTimeOffset.TryParse(
                at,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var instant
            )
            || !long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        )
        {
            return false;
        }

        head = new PublishedHead
        {
            Night = day,
            At = instant,
            Office = office == Nobody ? null : office,
            ChainId = chain,
            Sequence = number,
            Hash = hash,
        };
        return true;
    }
}

/// <summary>
/// Where an installation has the heads of its chains published, so that a rewrite of the whole database is found: a file
/// that lies elsewhere (<c>Bmd:Audit:Publish:File</c>), which only grows, and an e-mail address
/// (<c>Bmd:Audit:Publish:Email</c>).
/// </summary>
/// <param name="configuration">The settings.</param>
public sealed class PublishedHeads(IConfiguration configuration)
{
    /// <summary>The file; null where none is wanted.</summary>
    public string? File { get; } = Setting(configuration, "File") is { } file ? Path.GetFullPath(file) : null;

    /// <summary>The e-mail address; null where none is wanted.</summary>
    public string? Email { get; } = Setting(configuration, "Email");

    /// <summary>Whether the heads are published at all.</summary>
    public bool IsWanted => File is not null || Email is not null;

    /// <summary>The lines of the file with their numbers; a line that is no head has none.</summary>
    public IEnumerable<(int No, PublishedHead? Head)> Read() =>
        File is null || !System.IO.File.Exists(File)
            ? []
            : System
                .IO.File.ReadLines(File)
                .Select((line, i) => (i + 1, PublishedHead.TryParse(line, out var head) ? head : null));

    /// <summary>Adds a line, and has the machine keep it.</summary>
    public void Append(PublishedHead head)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File!)!);
        using var stream = new FileStream(File!, FileMode.Append, FileAccess.Write, FileShare.Read);
        stream.Write(Encoding.ASCII.GetBytes($"{head}\n"));
        stream.Flush(flushToDisk: true);
    }

    private static string? Setting(IConfiguration configuration, string name) =>
        configuration[$"Bmd:Audit:Publish:{name}"] is { Length: > 0 } value ? value : null;
}
