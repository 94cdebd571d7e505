using System.Globalization;
using Baznas.Bmd.Web.Features.Offices;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Messaging;

/// <summary>A list that goes to the staff by e-mail: to whom, and when by the office's own clock.</summary>
public sealed record StaffList
{
    /// <summary>Each working day from 06:30, to field officers.</summary>
    public static readonly StaffList Morning = new()
    {
        Topic = SubscriptionTopic.MorningList,
        Kind = MessageKind.MorningList,
        Role = Role.FieldOfficer,
        From = new TimeOnly(6, 30),
    };

    /// <summary>Each week from 07:00 on Monday or the next working day, to approvers.</summary>
    public static readonly StaffList Approvals = new()
    {
        Topic = SubscriptionTopic.ApprovalsWaiting,
        Kind = MessageKind.ApprovalsWaiting,
        Role = Role.Approver,
        From = new TimeOnly(7, 0),
        IsWeekly = true,
    };

    /// <summary>What its readers asked for.</summary>
    public required SubscriptionTopic Topic { get; init; }

    /// <summary>The kind of message it is.</summary>
    public required MessageKind Kind { get; init; }

    /// <summary>Whom it is for.</summary>
    public required Role Role { get; init; }

    /// <summary>From when on in the morning.</summary>
    public required TimeOnly From { get; init; }

    /// <summary>Whether it comes once a week; else once a day.</summary>
    public bool IsWeekly { get; init; }

    /// <summary>What names the list of a day, so that it is planned once: a weekly one by the week's Monday.</summary>
    public string KeyOf(string userId, DateOnly today)
    {
        var day = IsWeekly ? today.AddDays(-(((int)today.DayOfWeek + 6) % 7)) : today;
        return string.Create(CultureInfo.InvariantCulture, $"{EnumText.Of(Kind)}:{userId}:{day:yyyy-MM-dd}");
    }
}

/// <summary>
/// Who is still to be sent a list. A list that was missed is made up for on the same day, a weekly one on the next working
/// day of its week; never later.
/// </summary>
public sealed class StaffLists(Db db, Subscribers subscribers, Calendars calendars)
{
    private static readonly Sql<Keys, string> Planned = new(
        """
        SELECT [MessageKey] FROM [OutgoingMessage] WHERE [OfficeId] = @OfficeId AND [MessageKey] IN @MessageKeys
        """
    );

    /// <summary>Those whose list is due now and not planned yet; none before its hour or on a day off.</summary>
    public async Task<IReadOnlyList<Subscriber>> Due(
        StaffList list,
        OfficeRow office,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var today = office.Today(now);
        if (
            TimeOnly.FromDateTime(office.Local(now).DateTime) < list.From
            || !(await calendars.Of(office.Id, null, ct)).IsWorkingDay(today)
        )
        {
            return [];
        }

        var readers = (await subscribers.Of(office.Id, list.Topic, ct))
            .Where(reader => reader.Roles.Contains(list.Role))
            .ToList();
        if (readers.Count == 0)
        {
            return [];
        }

        var keys = readers.Select(reader => list.KeyOf(reader.UserId, today)).ToList();
        var planned = (await db.Query(Planned, new Keys(office.Id, keys), ct)).ToHashSet();
        return [.. readers.Where(reader => !planned.Contains(list.KeyOf(reader.UserId, today)))];
    }

    private sealed record Keys(string OfficeId, IReadOnlyList<string> MessageKeys);
}
