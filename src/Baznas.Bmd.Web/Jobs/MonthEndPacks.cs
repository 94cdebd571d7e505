using Baznas.Bmd.Web.Features.MachineRoom;
using Baznas.Bmd.Web.Features.Reports.Packs.KeepMonthEndPack;

namespace Baznas.Bmd.Web.Jobs;

/// <summary>Makes the pack of each month that has ended, month after month until none is missing.</summary>
/// <param name="rounds">The round of the offices.</param>
public sealed class MonthEndPacks(OfficeRounds rounds) : OfficeJob(rounds)
{
    /// <inheritdoc/>
    protected override async Task<JobOutcome> AtOffice(string officeId, CancellationToken ct)
    {
        var kept = 0;
        // Each in a unit of work of its own, so that others get their turn between.
        while ((await Rounds.Send(new KeepMonthEndPack { OfficeId = officeId }, ct)).Period is not null)
        {
            kept++;
        }

        return JobOutcome.Of(kept, "packsKept");
    }
}
