using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.MachineRoom;

/// <summary>One visit of a job to an office, or to what belongs to none.</summary>
public sealed record JobRun
{
    /// <summary>Which machine and process this is.</summary>
    public static readonly string ThisNode = $"{Environment.MachineName}:{Environment.ProcessId}";

    /// <summary>The job.</summary>
    public required string Job { get; init; }

    /// <summary>The office; null for what belongs to none.</summary>
    public required string? OfficeId { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>What was done; null when it failed.</summary>
    public required JobOutcome? Did { get; init; }

    /// <summary>Why it failed; null when it did not.</summary>
    public JobFailure? Failure { get; init; }

    /// <summary>How it ended.</summary>
    public JobRunOutcome Outcome =>
        Failure is not null ? JobRunOutcome.Failed
        : Did!.Count > 0 ? JobRunOutcome.Done
        : JobRunOutcome.Nothing;

    /// <summary>The office's id, or that of what belongs to none.</summary>
    public string Place => OfficeId ?? AuditTrail.GlobalChain;
}
