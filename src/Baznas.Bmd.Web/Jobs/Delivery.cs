using Baznas.Bmd.Web.Features.MachineRoom;
using Baznas.Bmd.Web.Features.Messaging;

namespace Baznas.Bmd.Web.Jobs;

/// <summary>Sends what waits in the outbox.</summary>
/// <param name="rounds">The round of the offices.</param>
/// <param name="deliverer">Sends.</param>
public sealed class Delivery(OfficeRounds rounds, Deliverer deliverer) : OfficeJob(rounds)
{
    /// <inheritdoc/>
    protected override async Task<JobOutcome> AtOffice(string officeId, CancellationToken ct)
    {
        var (sent, cancelled) = await deliverer.Deliver(officeId, ct);
        return sent + cancelled == 0
            ? JobOutcome.Nothing
            : new JobOutcome(sent + cancelled, "messagesDelivered", sent, cancelled);
    }
}
