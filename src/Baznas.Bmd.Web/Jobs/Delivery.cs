using Baznas.Bmd.Web.Features.Reminders.DeliverMessages;
using Hangfire;

namespace Baznas.Bmd.Web.Jobs;

/// <summary>Hands planned messages over for sending, batch after batch until none waits.</summary>
/// <param name="rounds">The round of the offices.</param>
public sealed class Delivery(OfficeRounds rounds)
{
    /// <summary>Delivers them.</summary>
    [AutomaticRetry(Attempts = 0)]
    public Task Run(CancellationToken ct) =>
        rounds.Visit(
            async officeId =>
            {
                while ((await rounds.Send(new DeliverMessages { OfficeId = officeId }, ct)).IsAny) { }
            },
            ct
        );
}
