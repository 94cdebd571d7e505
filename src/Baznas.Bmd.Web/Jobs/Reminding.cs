using Baznas.Bmd.Web.Features.MachineRoom;
using Baznas.Bmd.Web.Features.Reminders.PlanReminders;
using Baznas.Bmd.Web.Features.Reminders.RemindersDue;
using Hangfire;

namespace Baznas.Bmd.Web.Jobs;

/// <summary>Plans the reminders that the offices owe their borrowers now.</summary>
/// <param name="rounds">The round of the offices.</param>
/// <param name="jobs">Has what was planned delivered at once.</param>
public sealed class Reminding(OfficeRounds rounds, IBackgroundJobClient jobs) : OfficeJob(rounds)
{
    /// <inheritdoc/>
    protected override async Task<JobOutcome> AtOffice(string officeId, CancellationToken ct)
    {
        if (!await Rounds.Send(new RemindersDue { OfficeId = officeId }, ct))
        {
            return JobOutcome.Nothing;
        }

        var planned = (await Rounds.Send(new PlanReminders { OfficeId = officeId }, ct)).Count;
        if (planned > 0)
        {
            jobs.Enqueue<Delivery>(delivery => delivery.Run(CancellationToken.None));
        }

        return JobOutcome.Of(planned, "remindersPlanned");
    }
}
