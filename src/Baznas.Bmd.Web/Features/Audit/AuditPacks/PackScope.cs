using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Audit.AuditPacks;

/// <summary>What a pack is about.</summary>
public sealed record PackScope
{
    /// <summary>The office.</summary>
    public required OfficeRow Office { get; init; }

    /// <summary>Its name.</summary>
    public required string OfficeName { get; init; }

    /// <summary>The first day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day.</summary>
    public required DateOnly To { get; init; }

    /// <summary>When the books were as the pack says.</summary>
    public required BooksMoment Books { get; init; }

    /// <summary>What the sample is drawn by.</summary>
    public required string Seed { get; init; }

    /// <summary>How many loans, and how many entries, are drawn.</summary>
    public required int SampleSize { get; init; }

    /// <summary>An entry booked later than this many days after its date is listed as dated back.</summary>
    public required int BackdatedDays { get; init; }

    /// <summary>The instant at which the first day begins at the office.</summary>
    public DateTimeOffset Start => Office.At(From, TimeOnly.MinValue);

    /// <summary>The instant at which the last day ends at the office.</summary>
    public DateTimeOffset End => Office.At(To.AddDays(1), TimeOnly.MinValue);

    /// <summary>The period's days as statements take them.</summary>
    internal PackDays Days => new(Office.Id, From, To);

    /// <summary>The period's instants as statements take them.</summary>
    internal PackTimes Times => new(Office.Id, Start, End);

    /// <summary>The period as statements take it.</summary>
    internal PackPeriod Period =>
        new()
        {
            OfficeId = Office.Id,
            From = From,
            To = To,
            Start = Start,
            End = End,
        };
}

/// <summary>
/// The last event of the trail that is not itself the making of a pack. Two packs of the same books are the same bytes,
/// though the making of the first left an event.
/// </summary>
public sealed class BooksMoment
{
    /// <summary>Its place in the chain.</summary>
    public long Sequence { get; init; }

    /// <summary>When it was.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Its hash.</summary>
    public string Hash { get; init; } = "";
}

/// <summary>A pack's period in days.</summary>
internal sealed record PackDays(string OfficeId, DateOnly From, DateOnly To);

/// <summary>A pack's period in instants.</summary>
internal sealed record PackTimes(string OfficeId, DateTimeOffset Start, DateTimeOffset End);

/// <summary>A pack's period, as its statements take it.</summary>
internal sealed record PackPeriod
{
    public required string OfficeId { get; init; }
    public required DateOnly From { get; init; }
    public required DateOnly To { get; init; }
    public required DateTimeOffset Start { get; init; }
    public required DateTimeOffset End { get; init; }
}
