using Baznas.Bmd.Web.Features.Reports.Packs.KeepMonthEndPack;
using Hangfire;

namespace Baznas.Bmd.Web.Jobs;

/// <summary>Makes the pack of each month that has ended, month after month until none is missing.</summary>
/// <param name="rounds">The round of the offices.</param>
public sealed class MonthEndPacks(OfficeRounds rounds)
{
    /// <summary>Makes them.</summary>
    [AutomaticRetry(Attempts = 0)]
    public Task Run(CancellationToken ct) =>
        rounds.Visit(
            async officeId =>
            {
                while ((await rounds.Send(new KeepMonthEndPack { OfficeId = officeId }, ct)).Period is not null)
                {
                    // What is missing still is made in a unit of work of its own, so that others get their turn between.
                }
            },
            ct
        );
}
