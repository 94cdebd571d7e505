using Baznas.Bmd.Web.Features.Messaging.Channels;
using Baznas.Bmd.Web.Features.Offices;
using Baznas.Bmd.Web.Features.Reminders;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Messaging;

/// <summary>What is to become of messages that a node is about to take.</summary>
public sealed record ReviewedMessages
{
    /// <summary>To be sent, saying what they say now.</summary>
    public required IReadOnlyList<ClaimedMessage> ToSend { get; init; }

    /// <summary>Cancelled, given up, or put off; their steps.</summary>
    public required IReadOnlyList<StoredMessage> Ended { get; init; }

    /// <summary>Links that still wait for an officer, to be looked at again later.</summary>
    public required IReadOnlyList<StoredMessage> Waiting { get; init; }
}

/// <summary>Looks at messages anew before they are sent, in their office's turn.</summary>
public sealed class ClaimReview(
    Db db,
    Work work,
    MessageBook book,
    MessagingSettings settings,
    Calendars calendars,
    ReminderCheck check
)
{
    /// <summary>How often a link that waits is looked at: what was paid meanwhile is not asked for.</summary>
    private static readonly TimeSpan LinkRound = TimeSpan.FromHours(1);

    /// <summary>For how many days mail to the staff is worth sending; a morning's list is for that day.</summary>
    private const int StaffDays = 7;

    private static readonly Sql<People, SaidRow> SaidSince = new(
        """
        SELECT s.[Id], s.[BorrowerId]
        FROM [OutgoingMessage] s
        WHERE s.[BorrowerId] IN @Borrowers AND s.[Kind] = 'reminder'
            AND (s.[Status] = 'claimed' OR s.[SentAt] >= @Since)
        """
    );

    /// <summary>Whether the office may write to borrowers now: on its working days, within its hours.</summary>
    public async Task<bool> MayWriteToBorrowers(CancellationToken ct)
    {
        var office = await settings.Of(work.Office.Id, ct);
        var time = TimeOnly.FromDateTime(work.Office.Local(work.Now).DateTime);
        return time >= office.From
            && time < office.Until
            && (await calendars.Of(work.Office.Id, null, ct)).IsWorkingDay(work.Today);
    }

    /// <summary>What is to become of each.</summary>
    public async Task<ReviewedMessages> Of(IReadOnlyList<StoredMessage> found, CancellationToken ct)
    {
        List<StoredMessage> ended = [];
        List<StoredMessage> going = [];
        foreach (var message in found)
        {
            var turned = await Turned(message, ct);
            (turned.Status is MessageStatus.GivenUp or MessageStatus.Cancelled ? ended : going).Add(turned);
        }

        await book.TurnTo(going.Where(each => each.Channel != ChannelIn(found, each)), ct);
        var reminders = going.Where(each => each.Kind == MessageKind.Reminder).Select(each => each.Id).ToList();
        var now = reminders.Count == 0 ? new Dictionary<string, ReminderNow>() : await check.Of(reminders, ct);
        var toSend = new List<ClaimedMessage>();
        foreach (var message in going)
        {
            var said = now.GetValueOrDefault(message.Id);
            if (said?.CancelReason is { } reason)
            {
                ended.Add(message.Cancelled(reason));
            }
            else
            {
                toSend.Add(Saying(message, said));
            }
        }

        return await OneADay(found, toSend, ended, ct);
    }

    private static MessageChannel ChannelIn(IReadOnlyList<StoredMessage> found, StoredMessage message) =>
        found.First(each => each.Id == message.Id).Channel;

    // By the channel that it can go by, if any.
    private async Task<StoredMessage> Turned(StoredMessage message, CancellationToken ct)
    {
        if (message.BorrowerId is null && message.Day.AddDays(DaysWorth(message.Kind)) < work.Today)
        {
            return message.Cancelled("outdated");
        }

        var plan = await book.PlanFor(message, ct);
        return plan.From(message.Channel) is { } channel ? message with { Channel = channel } : message.GivenUp();
    }

    private static int DaysWorth(MessageKind kind) => kind == MessageKind.MorningList ? 0 : StaffDays;

    private static ClaimedMessage Saying(StoredMessage message, ReminderNow? now) =>
        new()
        {
            Message = now is null ? message : message with { Body = now.Body },
            TemplateName = now?.TemplateName,
            TemplateLanguage = now?.TemplateLanguage,
            TemplateParameters = now?.TemplateParameters ?? [],
        };

    // A person is reminded once a day at most: who was, is reminded tomorrow.
    private async Task<ReviewedMessages> OneADay(
        IReadOnlyList<StoredMessage> found,
        IReadOnlyList<ClaimedMessage> going,
        List<StoredMessage> ended,
        CancellationToken ct
    )
    {
        var office = await settings.Of(work.Office.Id, ct);
        var reminded = await RemindedToday(found, ct);
        List<ClaimedMessage> toSend = [];
        List<StoredMessage> waiting = [];
        foreach (var each in going)
        {
            var message = each.Message;
            if (message.Channel == MessageChannel.Link)
            {
                var next = message.PutOff(null, work.Now + LinkRound);
                var isNew = ChannelIn(found, message) != MessageChannel.Link || message.Status != MessageStatus.Planned;
                (isNew ? ended : waiting).Add(next);
            }
            else if (message.Kind == MessageKind.Reminder && !reminded.Add(message.BorrowerId!))
            {
                ended.Add(message.PutOff("onceADay", work.Office.At(work.Today.AddDays(1), office.From)));
            }
            else
            {
                toSend.Add(each);
            }
        }

        return new ReviewedMessages
        {
            ToSend = toSend,
            Ended = ended,
            Waiting = waiting,
        };
    }

    private async Task<HashSet<string>> RemindedToday(IReadOnlyList<StoredMessage> found, CancellationToken ct)
    {
        var borrowers = found
            .Where(each => each.Kind == MessageKind.Reminder)
            .Select(each => each.BorrowerId!)
            .ToList();
        if (borrowers.Count == 0)
        {
            return [];
        }

        var since = work.Office.At(work.Today, TimeOnly.MinValue);
        var said = await db.Query(SaidSince, new People([.. borrowers.Distinct()]) { Since = since }, ct);
        return [.. said.Where(row => found.All(each => each.Id != row.Id)).Select(row => row.BorrowerId)];
    }

    private sealed record People(IReadOnlyList<string> Borrowers)
    {
        public required DateTimeOffset Since { get; init; }
    }

    private sealed class SaidRow
    {
        public string Id { get; init; } = "";
        public string BorrowerId { get; init; } = "";
    }
}
