using Baznas.Bmd.Web.Features.Approvals.PlanApprovalsWaiting;
using Baznas.Bmd.Web.Features.Messaging;
using Baznas.Bmd.Web.Features.Messaging.StaffListDue;
using Hangfire;

namespace Baznas.Bmd.Web.Jobs;

/// <summary>Plans the approvers' lists of what waits, once a week by the office's own clock.</summary>
/// <param name="rounds">The round of the offices.</param>
public sealed class ApprovalLists(OfficeRounds rounds)
{
    /// <summary>Plans those that are due.</summary>
    [AutomaticRetry(Attempts = 0)]
    public Task Run(CancellationToken ct) =>
        rounds.Visit(
            async officeId =>
            {
                if (await rounds.Send(new StaffListDue { OfficeId = officeId, List = StaffList.Approvals }, ct))
                {
                    await rounds.Send(new PlanApprovalsWaiting { OfficeId = officeId }, ct);
                }
            },
            ct
        );
}
