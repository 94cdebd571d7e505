using Baznas.Bmd.Web.Features.Reports.KeepMonthlyReport;
using Hangfire;

namespace Baznas.Bmd.Web.Jobs;

/// <summary>Keeps the portfolio of each month that has ended, month after month until none is missing.</summary>
/// <param name="rounds">The round of the offices.</param>
public sealed class MonthlyReports(OfficeRounds rounds)
{
    /// <summary>Keeps them.</summary>
    [AutomaticRetry(Attempts = 0)]
    public Task Run(CancellationToken ct) =>
        rounds.Visit(
            async officeId =>
            {
                while ((await rounds.Send(new KeepMonthlyReport { OfficeId = officeId }, ct)).Period is not null) { }
            },
            ct
        );
}
