using Baznas.Bmd.Web.Features.MachineRoom;
using Baznas.Bmd.Web.Features.MachineRoom.ForgetJobRuns;

namespace Baznas.Bmd.Web.Jobs;

/// <summary>Deletes what jobs did long ago.</summary>
/// <param name="rounds">The round of the offices.</param>
public sealed class RunsForgotten(OfficeRounds rounds) : OfficeJob(rounds)
{
    /// <inheritdoc/>
    protected override async Task<JobOutcome> ForService(CancellationToken ct) =>
        JobOutcome.Of((await Rounds.Send(new ForgetJobRuns(), ct)).Count, "runsForgotten");
}
