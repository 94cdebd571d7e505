using Baznas.Bmd.Web.Features.Messaging;
using Baznas.Bmd.Web.Features.Messaging.StaffListDue;
using Baznas.Bmd.Web.Features.Today.PlanMorningLists;
using Hangfire;

namespace Baznas.Bmd.Web.Jobs;

/// <summary>Plans the morning lists of field officers, once a working day by the office's own clock.</summary>
/// <param name="rounds">The round of the offices.</param>
public sealed class MorningLists(OfficeRounds rounds)
{
    /// <summary>Plans those that are due.</summary>
    [AutomaticRetry(Attempts = 0)]
    public Task Run(CancellationToken ct) =>
        rounds.Visit(
            async officeId =>
            {
                if (await rounds.Send(new StaffListDue { OfficeId = officeId, List = StaffList.Morning }, ct))
                {
                    await rounds.Send(new PlanMorningLists { OfficeId = officeId }, ct);
                }
            },
            ct
        );
}
