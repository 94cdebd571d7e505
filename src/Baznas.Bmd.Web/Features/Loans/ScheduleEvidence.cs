using System.Text.Json.Serialization;

namespace Baznas.Bmd.Web.Features.Loans;

/// <summary>What the audit trail keeps of a schedule. What the first release did not know stays out when it is null.</summary>
internal sealed record ScheduleEvidence
{
    public required int Version { get; init; }
    public required string Cause { get; init; }
    public required DateOnly EffectiveOn { get; init; }
    public required Rupiah RepaidBefore { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? CountedFrom { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? EntryId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Undoes { get; init; }

    public required IReadOnlyList<InstalmentEvidence> Rows { get; init; }
}

/// <summary>One instalment in the audit trail.</summary>
internal sealed record InstalmentEvidence
{
    public required int No { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? AnchorOn { get; init; }

    public required DateOnly DueOn { get; init; }
    public required Rupiah Amount { get; init; }
}
