using Baznas.Bmd.Web.Features.MachineRoom;
using Baznas.Bmd.Web.Features.Messaging;
using Baznas.Bmd.Web.Features.Messaging.StaffListDue;
using Baznas.Bmd.Web.Features.Today.PlanMorningLists;

namespace Baznas.Bmd.Web.Jobs;

/// <summary>Plans the morning lists of field officers, once a working day by the office's own clock.</summary>
/// <param name="rounds">The round of the offices.</param>
public sealed class MorningLists(OfficeRounds rounds) : OfficeJob(rounds)
{
    /// <inheritdoc/>
    protected override async Task<JobOutcome> AtOffice(string officeId, CancellationToken ct) =>
        await Rounds.Send(new StaffListDue { OfficeId = officeId, List = StaffList.Morning }, ct)
            ? JobOutcome.Of(
                (await Rounds.Send(new PlanMorningLists { OfficeId = officeId }, ct)).Count,
                "morningListsPlanned"
            )
            : JobOutcome.Nothing;
}
