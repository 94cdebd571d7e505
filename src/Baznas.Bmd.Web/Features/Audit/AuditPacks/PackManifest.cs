using System.Text.Json;
using Baznas.Bmd.Web.Features.Audit.AuditPacks.Contents;

namespace Baznas.Bmd.Web.Features.Audit.AuditPacks;

/// <summary>What an auditor's pack says of itself.</summary>
public sealed record AuditPackManifest
{
    /// <summary>The manifest's name in the pack.</summary>
    public const string Name = "manifest.json";

    /// <summary>The form of packs that this program makes and checks.</summary>
    public const string ThisFormat = "bmd-audit-pack/1";

    private static readonly JsonSerializerOptions Readable = new(Json.Options) { WriteIndented = true };

    /// <summary>The form.</summary>
    public required string Format { get; init; }

    /// <summary>The office's mark.</summary>
    public required string Office { get; init; }

    /// <summary>The office's id, which is its chain's.</summary>
    public required string OfficeId { get; init; }

    /// <summary>The first day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day.</summary>
    public required DateOnly To { get; init; }

    /// <summary>The books as they were after this event of the audit trail.</summary>
    public required ManifestHead Books { get; init; }

    /// <summary>The events of the period.</summary>
    public required PackedEvents Events { get; init; }

    /// <summary>The sample.</summary>
    public required ManifestSample Sample { get; init; }

    /// <summary>After how many days an entry counts as dated back.</summary>
    public required int BackdatedDays { get; init; }

    /// <summary>Every other file of the pack.</summary>
    public required IReadOnlyList<PackedFile> Files { get; init; }

    /// <summary>As it stands in the pack.</summary>
    public string ToText() => JsonSerializer.Serialize(this, Readable);
}

/// <summary>An event that a pack rests on.</summary>
/// <param name="Sequence">Its place in the chain.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="At">When it was.</param>
public sealed record ManifestHead(long Sequence, string Hash, DateTimeOffset At);

/// <summary>How the sample was drawn.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Size">How many loans, and how many entries.</param>
/// <param name="Algorithm">How; see <see cref="SampleDraw"/>.</param>
public sealed record ManifestSample(string Seed, int Size, string Algorithm);
