using Baznas.Bmd.Web.Features.Offices;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Reminders;

/// <summary>When an office may remind people: on its working days, from 08:00 and before 17:00 there.</summary>
/// <param name="work">The unit of work under way.</param>
/// <param name="calendars">The office's days off.</param>
public sealed class ReminderHours(Work work, Calendars calendars)
{
    private static readonly TimeOnly From = new(8, 0);

    private static readonly TimeOnly Until = new(17, 0);

    /// <summary>Whether they are now, at the office under way.</summary>
    public async Task<bool> AreNow(CancellationToken ct)
    {
        var now = TimeOnly.FromDateTime(work.Office.Local(work.Now).DateTime);
        return now >= From && now < Until && (await calendars.Of(work.Office.Id, null, ct)).IsWorkingDay(work.Today);
    }
}
