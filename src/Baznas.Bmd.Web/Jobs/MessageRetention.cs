using Baznas.Bmd.Web.Features.Messaging.BlankOldMessages;
using Hangfire;

namespace Baznas.Bmd.Web.Jobs;

/// <summary>Takes the words out of messages that are older than their office keeps them, batch after batch.</summary>
/// <param name="rounds">The round of the offices.</param>
public sealed class MessageRetention(OfficeRounds rounds)
{
    /// <summary>Takes them out.</summary>
    [AutomaticRetry(Attempts = 0)]
    public Task Run(CancellationToken ct) =>
        rounds.Visit(
            async officeId =>
            {
                while ((await rounds.Send(new BlankOldMessages { OfficeId = officeId }, ct)).Count > 0) { }
            },
            ct
        );
}
