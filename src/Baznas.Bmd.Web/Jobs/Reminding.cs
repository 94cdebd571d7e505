using Baznas.Bmd.Web.Features.Reminders.PlanReminders;
using Baznas.Bmd.Web.Features.Reminders.RemindersDue;
using Hangfire;

namespace Baznas.Bmd.Web.Jobs;

/// <summary>Plans the reminders that the offices owe their borrowers now.</summary>
/// <param name="rounds">The round of the offices.</param>
/// <param name="jobs">Has what was planned delivered at once.</param>
public sealed class Reminding(OfficeRounds rounds, IBackgroundJobClient jobs)
{
    /// <summary>Plans them.</summary>
    [AutomaticRetry(Attempts = 0)]
    public async Task Run(CancellationToken ct)
    {
        var planned = 0;
        await rounds.Visit(
            async officeId =>
            {
                if (await rounds.Send(new RemindersDue { OfficeId = officeId }, ct))
                {
                    planned += (await rounds.Send(new PlanReminders { OfficeId = officeId }, ct)).Count;
                }
            },
            ct
        );
        if (planned > 0)
        {
            jobs.Enqueue<Delivery>(delivery => delivery.Run(CancellationToken.None));
        }
    }
}
