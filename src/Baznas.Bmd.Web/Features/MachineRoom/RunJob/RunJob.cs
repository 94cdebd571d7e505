using Baznas.Bmd.Web.Jobs;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using Hangfire;
using MediatR;

namespace Baznas.Bmd.Web.Features.MachineRoom.RunJob;

/// <summary>Has a job run now, at all offices. Asked again before that run has ended, it starts no second one.</summary>
[Allowed(Role.Admin)]
public sealed record RunJob : ICommand<StartedJob>, IApiEndpoint
{
    /// <summary>The job.</summary>
    public required string Job { get; init; }

    Subject IWrite.Subject => Subject.Global;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.PostStart<RunJob, StartedJob>("/jobs/{job}/runs", (string job) => new RunJob { Job = job });
}

/// <summary>What was started.</summary>
public sealed record StartedJob
{
    /// <summary>The job.</summary>
    public required string Job { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>Whether it had been asked for before and has not ended yet; nothing was started now.</summary>
    public required bool WasRequestedBefore { get; init; }
}

/// <summary>Refusals of what is asked of jobs.</summary>
public static class JobErrors
{
    /// <summary>There is no such job.</summary>
    public static readonly Error NotFound = Error.NotFound("job.not_found");

    /// <summary>Jobs are switched off here.</summary>
    public static readonly Error SwitchedOff = Error.Conflict("job.switched_off");
}

/// <summary>Remembers that it was asked for, and starts it once that is kept.</summary>
public sealed class RunJobHandler(Db db, Work work, Ids ids, IServiceProvider services)
    : IRequestHandler<RunJob, Result<StartedJob>>
{
    // A run whose node was killed never ends; it may be asked for again after a time.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private static readonly Sql<OfJob, DateTimeOffset?> FindRequest = new(
        "SELECT [RequestedAt] FROM [JobRequest] WHERE [Job] = @Job"
    );

    private static readonly Sql<OfJob, NoRows> DeleteRequest = new("DELETE FROM [JobRequest] WHERE [Job] = @Job");

    private static readonly Sql<NewRequest, NoRows> InsertRequest = new(
        """
        INSERT INTO [JobRequest] ([Job], [Id], [RequestedAt], [RequestedBy])
        VALUES (@Job, @Id, @RequestedAt, @RequestedBy)
        """
    );

    /// <inheritdoc/>
    public async Task<Result<StartedJob>> Handle(RunJob request, CancellationToken cancellationToken)
    {
        if (JobPlan.Find(request.Job) is not { } plan)
        {
            return JobErrors.NotFound;
        }

        if (!services.GetRequiredService<JobsHere>().CanStart)
        {
            return JobErrors.SwitchedOff;
        }

        var job = new OfJob(plan.Name);
        if (await db.Find(FindRequest, job, cancellationToken) is { } before && work.Now - before < Longest)
        {
            work.NothingChanged = true;
            return Started(plan, before, wasRequestedBefore: true);
        }

        var asked = new NewRequest(plan.Name, ids.New(), work.Caller.UserId) { RequestedAt = work.Now };
        await db.Execute(DeleteRequest, job, cancellationToken);
        await db.Execute(InsertRequest, asked, cancellationToken);
        work.Audit("job.requested", asked.Id, null, new { Job = plan.Name });
        work.Afterwards(() => services.GetRequiredService<IRecurringJobManager>().Trigger(plan.RecurringId));
        return Started(plan, work.Now, wasRequestedBefore: false);
    }

    private static StartedJob Started(JobPlan plan, DateTimeOffset at, bool wasRequestedBefore) =>
        new()
        {
            Job = plan.Name,
            RequestedAt = at,
            WasRequestedBefore = wasRequestedBefore,
        };

    private sealed record OfJob(string Job);

    private sealed record NewRequest(string Job, string Id, string RequestedBy)
    {
        public required DateTimeOffset RequestedAt { get; init; }
    }
}
