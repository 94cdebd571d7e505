using Baznas.Bmd.Web.Features.Offices;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Reminders;

/// <summary>When an office may remind people: on its working days, from 08:00 and before 17:00 there.</summary>
/// <param name="calendars">The offices' days off.</param>
public sealed class ReminderHours(Calendars calendars)
{
    private static readonly TimeOnly From = new(8, 0);

    private static readonly TimeOnly Until = new(17, 0);

    /// <summary>Whether an office may at an instant.</summary>
    public async Task<bool> Include(OfficeRow office, DateTimeOffset instant, CancellationToken ct)
    {
        var time = TimeOnly.FromDateTime(office.Local(instant).DateTime);
        return time >= From
            && time < Until
            && (await calendars.Of(office.Id, null, ct)).IsWorkingDay(office.Today(instant));
    }
}
