using Baznas.Bmd.Web.Features.MachineRoom;
using Baznas.Bmd.Web.Features.Reminders.DeliverMessages;

namespace Baznas.Bmd.Web.Jobs;

/// <summary>Hands planned messages over for sending, batch after batch until none waits.</summary>
/// <param name="rounds">The round of the offices.</param>
public sealed class Delivery(OfficeRounds rounds) : OfficeJob(rounds)
{
    /// <inheritdoc/>
    protected override async Task<JobOutcome> AtOffice(string officeId, CancellationToken ct)
    {
        var (sent, cancelled) = (0, 0);
        DeliveredMessages batch;
        do
        {
            batch = await Rounds.Send(new DeliverMessages { OfficeId = officeId }, ct);
            sent += batch.Sent;
            cancelled += batch.Cancelled;
        } while (batch.IsAny);

        return sent + cancelled == 0
            ? JobOutcome.Nothing
            : new JobOutcome(sent + cancelled, "messagesDelivered", sent, cancelled);
    }
}
