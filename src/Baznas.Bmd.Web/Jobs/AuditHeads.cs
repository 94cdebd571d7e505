using Baznas.Bmd.Web.Features.Audit.PublishHead;
using Baznas.Bmd.Web.Features.MachineRoom;

namespace Baznas.Bmd.Web.Jobs;

/// <summary>Publishes the head of every audit trail once a night, where an installation wants that.</summary>
/// <param name="rounds">The round of the offices.</param>
public sealed class AuditHeads(OfficeRounds rounds) : OfficeJob(rounds)
{
    /// <inheritdoc/>
    protected override Task<JobOutcome> AtOffice(string officeId, CancellationToken ct) => Publish(officeId, ct);

    /// <inheritdoc/>
    protected override Task<JobOutcome> ForService(CancellationToken ct) => Publish(null, ct);

    private async Task<JobOutcome> Publish(string? officeId, CancellationToken ct) =>
        JobOutcome.Of(
            (await Rounds.Send(new PublishHead { OfficeId = officeId }, ct)).Now ? 1 : 0,
            "auditHeadPublished"
        );
}
