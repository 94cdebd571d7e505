using Baznas.Bmd.Web.Features.MachineRoom;
using Baznas.Bmd.Web.Features.Reports.KeepMonthlyReport;

namespace Baznas.Bmd.Web.Jobs;

/// <summary>Keeps the portfolio of each month that has ended, month after month until none is missing.</summary>
/// <param name="rounds">The round of the offices.</param>
public sealed class MonthlyReports(OfficeRounds rounds) : OfficeJob(rounds)
{
    /// <inheritdoc/>
    protected override async Task<JobOutcome> AtOffice(string officeId, CancellationToken ct)
    {
        var kept = 0;
        while ((await Rounds.Send(new KeepMonthlyReport { OfficeId = officeId }, ct)).Period is not null)
        {
            kept++;
        }

        return JobOutcome.Of(kept, "reportsKept");
    }
}
