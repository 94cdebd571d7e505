using System.Globalization;
using Baznas.Bmd.Web.Features.Messaging;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reminders.PlanReminders;

/// <summary>
/// Writes the reminders that an office owes its borrowers today into the outbox: one message a person, with whatever of
/// their loans the office's rules say something of today and that was not said before. A borrower is reminded who has a
/// phone and whose last word on reminders was yes; of a loan that is disputed nothing is said. A message of an earlier day
/// that still waits is cancelled where a newer one says it.
/// </summary>
[AllowedToServiceOnly]
public sealed record PlanReminders : ICommand<PlannedReminders>
{
    /// <summary>The office.</summary>
    public required string OfficeId { get; init; }

    Subject IWrite.Subject => Subject.Office(OfficeId);
}

/// <summary>How many reminders were written.</summary>
/// <param name="Count">0 when there was nothing to remind of, or it was not the time to.</param>
public readonly record struct PlannedReminders(int Count);

/// <summary>Finds and writes them.</summary>
public sealed class PlanRemindersHandler(
    Db db,
    Work work,
    Messaging.Outbox outbox,
    ReminderCandidates due,
    ReminderTexts texts,
    MessagingSettings settings
) : IRequestHandler<PlanReminders, Result<PlannedReminders>>
{
    private static readonly Sql<Item, NoRows> InsertItem = new(
        """
        INSERT INTO [MessageItem] ([MessageId], [LoanId], [DueOn], [DayOffset])
        VALUES (@MessageId, @LoanId, @DueOn, @DayOffset)
        """
    );

    private static readonly Sql<Day, WaitingRow> Waiting = new(
        """
        SELECT s.[Id], s.[BorrowerId]
        FROM [OutgoingMessage] s
        WHERE s.[OfficeId] = @OfficeId AND s.[Status] = 'planned' AND s.[Kind] = 'reminder' AND s.[Day] < @Today
        """
    );

    private static readonly Sql<Cancelled, NoRows> Cancel = new(
        """
        UPDATE [OutgoingMessage] SET [Status] = 'cancelled', [Reason] = 'superseded', [StatusAt] = @At
        WHERE [Id] = @Id AND [Status] = 'planned'
        """
    );

    private static readonly Sql<Cancelled, NoRows> InsertEvent = new(
        """
        INSERT INTO [MessageEvent] ([MessageId], [Sequence], [Status], [Channel], [Reason], [At])
        SELECT s.[Id], COALESCE((SELECT MAX(e.[Sequence]) FROM [MessageEvent] e WHERE e.[MessageId] = s.[Id]), 0) + 1,
            s.[Status], s.[Channel], s.[Reason], @At
        FROM [OutgoingMessage] s
        WHERE s.[Id] = @Id
        """
    );

    /// <inheritdoc/>
    public async Task<Result<PlannedReminders>> Handle(PlanReminders request, CancellationToken cancellationToken)
    {
        var people = await due.Find(work.Office, work.Now, cancellationToken);
        if (people.Count == 0)
        {
            work.NothingChanged = true;
            return new PlannedReminders(0);
        }

        var superseded = await Supersede(people, cancellationToken);
        await Plan(people, cancellationToken);
        work.Audit(
            "reminder.planned",
            work.Office.Id,
            null,
            new
            {
                work.Today,
                people.Count,
                Superseded = superseded,
                Offsets = people
                    .SelectMany(person => person.Items)
                    .CountBy(item => item.Offset)
                    .OrderBy(pair => pair.Key)
                    .ToDictionary(pair => pair.Key.ToString(CultureInfo.InvariantCulture), pair => pair.Value),
            }
        );
        return new PlannedReminders(people.Count);
    }

    private async Task<int> Supersede(IReadOnlyList<DueReminder> people, CancellationToken ct)
    {
        var ids = people.Select(person => person.BorrowerId).ToHashSet();
        var older = (await db.Query(Waiting, new Day(work.Office.Id, work.Today), ct))
            .Where(row => ids.Contains(row.BorrowerId!))
            .Select(row => new Cancelled(row.Id, work.Now))
            .ToList();
        await db.ExecuteEach(Cancel, older, ct);
        await db.ExecuteEach(InsertEvent, older, ct);
        return older.Count;
    }

    private async Task Plan(IReadOnlyList<DueReminder> people, CancellationToken ct)
    {
        var office = await texts.Of(work.Office.Id, ct);
        var channel = (await settings.Of(work.Office.Id, ct)).Channels[0];
        var planned = await outbox.Plan([.. people.Select(person => Message(person, office, channel))], ct);
        var items = people.Zip(
            planned,
            (person, id) => person.Items.Select(item => new Item(id, item.LoanId, item.DueOn, item.Offset))
        );
        await db.ExecuteEach(InsertItem, items.SelectMany(of => of), ct);
    }

    private NewMessage Message(DueReminder person, OfficeTexts office, MessageChannel channel) =>
        new()
        {
            Key = $"reminder:{person.BorrowerId}:{work.Today:yyyy-MM-dd}",
            Kind = MessageKind.Reminder,
            BorrowerId = person.BorrowerId,
            Day = work.Today,
            Language = person.Language,
            Channel = channel,
            Recipient = person.Phone,
            Body = new Reminder
            {
                BorrowerName = person.BorrowerName,
                Items = person.Items,
                LoanNumbers = person.LoanNumbers,
                Office = office,
            }.Text(office.For(channel, person.Language)),
        };

    private sealed record Day(string OfficeId, DateOnly Today);

    private sealed record Item(string MessageId, string LoanId, DateOnly DueOn, int DayOffset);

    private sealed record Cancelled(string Id, DateTimeOffset At);

    private sealed class WaitingRow
    {
        public string Id { get; init; } = "";
        public string? BorrowerId { get; init; }
    }
}
