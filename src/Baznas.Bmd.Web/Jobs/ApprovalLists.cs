using Baznas.Bmd.Web.Features.Approvals.PlanApprovalsWaiting;
using Baznas.Bmd.Web.Features.MachineRoom;
using Baznas.Bmd.Web.Features.Messaging;
using Baznas.Bmd.Web.Features.Messaging.StaffListDue;

namespace Baznas.Bmd.Web.Jobs;

/// <summary>Plans the approvers' lists of what waits, once a week by the office's own clock.</summary>
/// <param name="rounds">The round of the offices.</param>
public sealed class ApprovalLists(OfficeRounds rounds) : OfficeJob(rounds)
{
    /// <inheritdoc/>
    protected override async Task<JobOutcome> AtOffice(string officeId, CancellationToken ct) =>
        await Rounds.Send(new StaffListDue { OfficeId = officeId, List = StaffList.Approvals }, ct)
            ? JobOutcome.Of(
                (await Rounds.Send(new PlanApprovalsWaiting { OfficeId = officeId }, ct)).Count,
                "approvalListsPlanned"
            )
            : JobOutcome.Nothing;
}
