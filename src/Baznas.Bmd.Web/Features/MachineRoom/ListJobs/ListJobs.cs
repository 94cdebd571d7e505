using Baznas.Bmd.Web.Jobs;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.MachineRoom.ListJobs;

/// <summary>Every job: what it is for, when it runs, and how it stands at the caller's offices.</summary>
[Allowed(Role.Admin)]
public sealed record ListJobs : IQuery<JobViewList>, IApiEndpoint
{
    Subject IRead.Subject => Subject.None;

    /// <inheritdoc/>
    public static void Map(Api api) => api.Get<ListJobs, JobViewList>("/jobs", () => new ListJobs());
}

/// <summary>The jobs.</summary>
/// <param name="Items">In the order of their work.</param>
public sealed record JobViewList(IReadOnlyList<JobView> Items);

/// <summary>A job.</summary>
public sealed record JobView
{
    /// <summary>Its name in the API.</summary>
    public required string Name { get; init; }

    /// <summary>Its name as people read it.</summary>
    public string Title => PageText.T($"job.{Name}");

    /// <summary>What it is for.</summary>
    public string Purpose => PageText.T($"job.{Name}.purpose");

    /// <summary>How often it runs, in minutes.</summary>
    public required int EveryMinutes { get; init; }

    /// <summary>When it next runs by itself; null when jobs are switched off here.</summary>
    public required DateTimeOffset? NextRunAt { get; init; }

    /// <summary>When it last ran; null when it never did.</summary>
    public required DateTimeOffset? LastRunAt { get; init; }

    /// <summary>When it last ended well, at whichever office; null when it never did.</summary>
    public required DateTimeOffset? LastSuccessAt { get; init; }

    /// <summary>What it did at the place it was at last; null when it never ran.</summary>
    public required JobLine? LastLine { get; init; }

    /// <summary>Whether somebody asked for a run that has not ended yet.</summary>
    public required bool IsRequested { get; init; }

    /// <summary>What is wrong with it; empty while all is well.</summary>
    public required IReadOnlyList<JobTrouble> Troubles { get; init; }
}

/// <summary>Reads how they stand.</summary>
public sealed class ListJobsHandler(Db db, JobWatch watch, CallContext context, IServiceProvider services)
    : IRequestHandler<ListJobs, Result<JobViewList>>
{
    private static readonly Sql<NoParameters, string> Requested = new("SELECT [Job] FROM [JobRequest]");

    /// <inheritdoc/>
    public async Task<Result<JobViewList>> Handle(ListJobs request, CancellationToken cancellationToken)
    {
        var states = (await watch.All(cancellationToken))
            .Where(state => state.OfficeId is null || context.Caller!.MaySee(state.OfficeId))
            .ToList();
        var troubles = watch.TroublesIn(states).ToLookup(trouble => trouble.Job);
        var requested = await db.Query(Requested, NoParameters.None, cancellationToken);
        var byJob = states.ToLookup(state => state.Job);
        return new JobViewList([
            .. JobPlan.All.Select(plan =>
                View(plan, [.. byJob[plan.Name]]) with
                {
                    IsRequested = requested.Contains(plan.Name),
                    Troubles = [.. troubles[plan.Name]],
                }
            ),
        ]);
    }

    private JobView View(JobPlan plan, IReadOnlyList<JobStateRow> states)
    {
        // Of the places of one round, what was done says more than that nothing was.
        var last = states
            .OrderByDescending(state => state.LastRunAt)
            .ThenByDescending(state => state.DoneCount)
            .FirstOrDefault();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        return new JobView
        {
            Name = plan.Name,
            EveryMinutes = (int)plan.Every.TotalMinutes,
            NextRunAt = services.GetRequiredService<JobsHere>().IsEnabled ? plan.NextAfter(now) : null,
            LastRunAt = last?.LastRunAt,
            LastSuccessAt = states.Max(state => state.LastSuccessAt),
            LastLine = last is null ? null : JobLine.Of(last.LineCode, last.DoneCount, last.LineArguments),
            IsRequested = false,
            Troubles = [],
        };
    }
}
