using Baznas.Bmd.Web.Features.MachineRoom;
using Baznas.Bmd.Web.Features.Messaging.BlankOldMessages;

namespace Baznas.Bmd.Web.Jobs;

/// <summary>Takes the words out of messages that are older than their office keeps them, batch after batch.</summary>
/// <param name="rounds">The round of the offices.</param>
public sealed class MessageRetention(OfficeRounds rounds) : OfficeJob(rounds)
{
    /// <inheritdoc/>
    protected override async Task<JobOutcome> AtOffice(string officeId, CancellationToken ct)
    {
        var (all, batch) = (0, 0);
        do
        {
            batch = (await Rounds.Send(new BlankOldMessages { OfficeId = officeId }, ct)).Count;
            all += batch;
        } while (batch > 0);

        return JobOutcome.Of(all, "messagesBlanked");
    }
}
