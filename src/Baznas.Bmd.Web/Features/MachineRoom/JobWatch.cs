using Baznas.Bmd.Web.Jobs;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.MachineRoom;

/// <summary>Whether jobs run on this node, and since when.</summary>
/// <param name="IsEnabled">Whether they do, as the settings say.</param>
/// <param name="CanStart">Whether they can be started from here: they run here, or on a node that shares the queue.</param>
public sealed record JobsHere(bool IsEnabled, bool CanStart)
{
    /// <summary>Since when the schedule stands; null before.</summary>
    public DateTimeOffset? Since { get; set; }
}

/// <summary>Something that is wrong with a job.</summary>
public sealed record JobTrouble
{
    /// <summary>The job.</summary>
    public required string Job { get; init; }

    /// <summary>Its name as people read it.</summary>
    public string Title => PageText.T($"job.{Job}");

    /// <summary>The office at which it fails; null for what belongs to none, or when the job does not run at all.</summary>
    public required string? OfficeId { get; init; }

    /// <summary>The office's name.</summary>
    public required string? OfficeName { get; init; }

    /// <summary>Whether it has not run for too long; else it fails.</summary>
    public required bool IsMissing { get; init; }

    /// <summary>Since when it fails, or has not been heard of.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When it last ended well; null when it never did.</summary>
    public required DateTimeOffset? LastSuccessAt { get; init; }

    /// <summary>The kind of error; null when it does not run at all.</summary>
    public required string? Error { get; init; }
}

/// <summary>How the jobs stand.</summary>
public sealed class JobWatch(Db db, TimeProvider time, JobsHere here)
{
    private static readonly Sql<NoParameters, JobStateRow> States = new(
        """
        SELECT s.[Job], s.[Place], o.[Name] AS [OfficeName], s.[LastRunAt], s.[LastSuccessAt], s.[DoneCount],
            s.[LineCode], s.[LineArguments], s.[FailingSince], s.[ErrorType], s.[ErrorMessage]
        FROM [JobState] s
        LEFT JOIN [Office] o ON o.[Id] = s.[Place]
        ORDER BY s.[Job], s.[Place]
        """
    );

    /// <summary>Every job at every place that it has been to.</summary>
    public async Task<IReadOnlyList<JobStateRow>> All(CancellationToken ct) =>
        await db.Query(States, NoParameters.None, ct);

    /// <summary>What is wrong now.</summary>
    public async Task<IReadOnlyList<JobTrouble>> Troubles(CancellationToken ct) => TroublesIn(await All(ct));

    /// <summary>What is wrong in how the jobs stand.</summary>
    public IReadOnlyList<JobTrouble> TroublesIn(IReadOnlyList<JobStateRow> states) =>
        [.. JobPlan.All.SelectMany(plan => TroublesOf(plan, [.. states.Where(state => state.Job == plan.Name)]))];

    private IEnumerable<JobTrouble> TroublesOf(JobPlan plan, IReadOnlyList<JobStateRow> states)
    {
        if (here is { IsEnabled: true, Since: { } since })
        {
            var lastRun = states.Max(state => (DateTimeOffset?)state.LastRunAt);
            var heardOf = lastRun > since ? lastRun.Value : since;
            if (time.GetUtcNow() - heardOf > plan.Patience)
            {
                yield return new JobTrouble
                {
                    Job = plan.Name,
                    OfficeId = null,
                    OfficeName = null,
                    IsMissing = true,
                    Since = lastRun ?? since,
                    LastSuccessAt = states.Max(state => state.LastSuccessAt),
                    Error = null,
                };
            }
        }

        foreach (var state in states.Where(state => state.FailingSince is not null))
        {
            yield return new JobTrouble
            {
                Job = plan.Name,
                OfficeId = state.OfficeId,
                OfficeName = state.OfficeName,
                IsMissing = false,
                Since = state.FailingSince!.Value,
                LastSuccessAt = state.LastSuccessAt,
                Error = state.ErrorType,
            };
        }
    }
}

/// <summary>How a job stands at a place.</summary>
public sealed class JobStateRow
{
#pragma warning disable CS1591 // Columns of JobState.
    public string Job { get; init; } = "";
    public string Place { get; init; } = "";
    public string? OfficeName { get; init; }
    public DateTimeOffset LastRunAt { get; init; }
    public DateTimeOffset? LastSuccessAt { get; init; }
    public int DoneCount { get; init; }
    public string LineCode { get; init; } = "";
    public string LineArguments { get; init; } = "";
    public DateTimeOffset? FailingSince { get; init; }
    public string? ErrorType { get; init; }
    public string? ErrorMessage { get; init; }
#pragma warning restore CS1591

    /// <summary>The office; null for what belongs to none.</summary>
    public string? OfficeId => Place == AuditTrail.GlobalChain ? null : Place;
}
