using Baznas.Bmd.Web.Features.MachineRoom;
using Baznas.Bmd.Web.Features.Reports.Scheduled.KeepScheduledReport;
using Baznas.Bmd.Web.Features.Reports.Scheduled.MakeScheduledReport;
using Baznas.Bmd.Web.Features.Reports.Scheduled.ScheduledReportsDue;

namespace Baznas.Bmd.Web.Jobs;

/// <summary>Makes the reports that an office wants by themselves, once each, and those that were missed.</summary>
/// <param name="rounds">The round of the offices.</param>
public sealed class ScheduledReports(OfficeRounds rounds) : OfficeJob(rounds)
{
    /// <summary>Makes them one after the other; trouble with one stops no other, and is tried again with the next round.</summary>
    protected override async Task<JobOutcome> AtOffice(string officeId, CancellationToken ct)
    {
        var (made, troubles) = (0, new List<Exception>());
        foreach (var due in (await Rounds.Send(new ScheduledReportsDue(officeId), ct)).Items)
        {
            try
            {
                made += await Make(due, ct) ? 1 : 0;
            }
#pragma warning disable CA1031 // Whatever it is, the other reports have nothing to do with it, and the round ends with it.
            catch (Exception e) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
            {
                troubles.Add(e);
            }
        }

        return troubles.Count == 0 ? JobOutcome.Of(made, "reportsMade") : throw new AggregateException(troubles);
    }

    private async Task<bool> Make(DueReport due, CancellationToken ct)
    {
        var file = await Rounds.Send(new MakeScheduledReport(due), ct);
        return (await Rounds.Send(new KeepScheduledReport { Due = due, File = file }, ct)).PackId is not null;
    }
}
