using Baznas.Bmd.Web.Features.Messaging;
using Baznas.Bmd.Web.Features.Offices;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Reminders;

/// <summary>When an office may remind people: on its working days, within its hours.</summary>
/// <param name="calendars">The offices' days off.</param>
/// <param name="settings">The offices' hours.</param>
public sealed class ReminderHours(Calendars calendars, MessagingSettings settings)
{
    /// <summary>Whether an office may at an instant.</summary>
    public async Task<bool> Include(OfficeRow office, DateTimeOffset instant, CancellationToken ct)
    {
        var time = TimeOnly.FromDateTime(office.Local(instant).DateTime);
        var hours = await settings.Of(office.Id, ct);
        return time >= hours.From
            && time < hours.Until
            && (await calendars.Of(office.Id, null, ct)).IsWorkingDay(office.Today(instant));
    }
}
