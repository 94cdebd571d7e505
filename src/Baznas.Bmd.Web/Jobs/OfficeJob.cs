using Baznas.Bmd.Web.Features.MachineRoom;
using Hangfire;

namespace Baznas.Bmd.Web.Jobs;

/// <summary>
/// What runs by itself: at its time a round of the offices, and then what belongs to none of them. A job asks the database
/// what is due and does that, so that a run too many changes nothing and a missed one is made up for by the next.
/// </summary>
/// <remarks>
/// A new job is a class with one of the two methods, a line in <see cref="JobPlan.All"/>, and its texts: <c>job.name</c>,
/// <c>job.name.purpose</c>, and a <c>job.line.code</c> for each code it reports.
/// </remarks>
/// <param name="rounds">The round of the offices.</param>
[AutomaticRetry(Attempts = 0)]
[OneAtATime]
public abstract class OfficeJob(OfficeRounds rounds)
{
    /// <summary>Sends the job's requests.</summary>
    protected OfficeRounds Rounds { get; } = rounds;

    /// <summary>Makes one round.</summary>
    public Task Run(CancellationToken ct) =>
        Rounds.Visit(
            JobPlan.NameOf(GetType()),
            officeId => officeId is null ? ForService(ct) : AtOffice(officeId, ct),
            ct
        );

    /// <summary>Does what is due at an office; null when the job has nothing to do with offices.</summary>
    /// <returns>What was done, for the machine room.</returns>
    protected virtual Task<JobOutcome>? AtOffice(string officeId, CancellationToken ct) => null;

    /// <summary>Does what is due and belongs to no office; null when there is no such thing.</summary>
    /// <returns>What was done, for the machine room.</returns>
    protected virtual Task<JobOutcome>? ForService(CancellationToken ct) => null;
}
