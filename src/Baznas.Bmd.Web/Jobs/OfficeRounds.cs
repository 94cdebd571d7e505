using Baznas.Bmd.Web.Features.MachineRoom;
using Baznas.Bmd.Web.Features.MachineRoom.KeepJobRuns;
using Baznas.Bmd.Web.Features.MachineRoom.TellJobTrouble;
using Baznas.Bmd.Web.Platform.Hosting;
using MediatR;

namespace Baznas.Bmd.Web.Jobs;

/// <summary>
/// What every job does: a round of the offices, each on its own, so that trouble at one stops no other. What was done at
/// each is written down here, whatever became of it.
/// </summary>
/// <param name="services">The service's parts.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">For operators.</param>
public sealed class OfficeRounds(IServiceProvider services, TimeProvider time, ILogger<OfficeRounds> logger)
{
    private static readonly Sql<NoParameters, string> Offices = new("SELECT [Id] FROM [Office] ORDER BY [Id]");

    /// <summary>Visits every office, and then what belongs to none.</summary>
    /// <param name="job">Whose round it is.</param>
    /// <param name="visit">What is done at an office, or for none (null); it answers null where the job has no part.</param>
    /// <param name="ct">Ends the round before the next office.</param>
    /// <exception cref="AggregateException">What went wrong, after all offices have been visited; the next run tries again.</exception>
    public async Task Visit(string job, Func<string?, Task<JobOutcome>?> visit, CancellationToken ct)
    {
        var startedAt = time.GetUtcNow();
        var (troubles, quiet, visited) = (new List<Exception>(), new List<JobRun>(), 0);
        foreach (var officeId in (await AllOffices(ct)).Append(null))
        {
            ct.ThrowIfCancellationRequested();
            var (run, trouble) = await VisitOne(Begin(job, officeId), visit, ct);
            if (run is null)
            {
                continue;
            }

            visited++;
            if (trouble is not null)
            {
                troubles.Add(trouble);
            }

            if (run.Outcome == JobRunOutcome.Nothing)
            {
                quiet.Add(run);
            }
            else
            {
                // At once, so that it is known though the next office takes long.
                await Keep(new KeepJobRuns { Job = job, Runs = [run] }, ct);
            }
        }

        if (visited == 0)
        {
            // There is no office yet. That the job looks for one is worth knowing too.
            quiet.Add(Begin(job, null) with { Did = JobOutcome.Nothing });
        }

        await Keep(
            new KeepJobRuns
            {
                Job = job,
                Runs = quiet,
                EndedRound = startedAt,
            },
            ct
        );
        await TellTroubles(job, ct);
        if (troubles.Count > 0)
        {
            throw new AggregateException(troubles);
        }
    }

    private JobRun Begin(string job, string? officeId)
    {
        var now = time.GetUtcNow();
        return new JobRun
        {
            Job = job,
            OfficeId = officeId,
            StartedAt = now,
            EndedAt = now,
            Did = null,
        };
    }

    private async Task<(JobRun? Run, Exception? Trouble)> VisitOne(
        JobRun begun,
        Func<string?, Task<JobOutcome>?> visit,
        CancellationToken ct
    )
    {
        try
        {
            return visit(begun.OfficeId) is { } visiting
                ? (begun with { Did = await visiting, EndedAt = time.GetUtcNow() }, null)
                : (null, null);
        }
#pragma warning disable CA1031 // Whatever it is, the other offices have nothing to do with it, and the round ends with it.
        catch (Exception e) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            logger.LogError(e, "{Job} failed for office {OfficeId}", begun.Job, begun.OfficeId);
            return (begun with { Failure = JobFailure.Of(e), EndedAt = time.GetUtcNow() }, e);
        }
    }

    /// <summary>Sends a request as the service.</summary>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public async Task<T> Send<T>(IRequest<Result<T>> request, CancellationToken ct)
        where T : notnull
    {
        var result = await Try(request, ct);
        return result.IsRefused(out var error)
            ? throw new InvalidOperationException($"{request.GetType().Name} was refused: {error.Code}")
            : result.Value;
    }

    /// <summary>Sends a request as the service, which may be refused.</summary>
    public Task<Result<T>> Try<T>(IRequest<Result<T>> request, CancellationToken ct)
        where T : notnull => services.SendAsService(request, ct);

    private Task Keep(KeepJobRuns runs, CancellationToken ct) =>
        WithoutHarm(() => Send(runs, ct), "What {Job} did could not be written down", runs.Job, ct);

    private Task TellTroubles(string job, CancellationToken ct) =>
        WithoutHarm(
            async () =>
            {
                foreach (var place in (await Send(new TroublesToTell { Job = job }, ct)).Places)
                {
                    await Send(new TellJobTrouble { Job = job, Place = place }, ct);
                }
            },
            "The trouble of {Job} could not be told",
            job,
            ct
        );

    // The work is done; what is said of it must not undo that, nor keep the other offices waiting.
    private async Task WithoutHarm(Func<Task> act, string message, string job, CancellationToken ct)
    {
        try
        {
            await act();
        }
#pragma warning disable CA1031 // See above.
        catch (Exception e) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
#pragma warning disable CA2254 // One of the two texts above.
            logger.LogError(e, message, job);
#pragma warning restore CA2254
        }
    }

    private async Task<IReadOnlyList<string?>> AllOffices(CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Db>().Query(Offices, NoParameters.None, ct);
    }
}
