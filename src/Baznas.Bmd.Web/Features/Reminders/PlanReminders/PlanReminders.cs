using Baznas.Bmd.Web.Features.Messaging;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reminders.PlanReminders;

/// <summary>
/// Writes the reminders that an office owes its borrowers now into the outbox: instalments that fall due within three
/// days or today, and the oldest late one of each loan. Each is written once, whoever runs this and however often.
/// A borrower is reminded who has a phone and whose last word on reminders was yes.
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
public sealed class PlanRemindersHandler(Db db, Work work, Ids ids, ReminderCandidates due)
    : IRequestHandler<PlanReminders, Result<PlannedReminders>>
{
    private static readonly Sql<NewMessage, NoRows> Insert = new(
        """
        INSERT INTO [Message] ([Id], [OfficeId], [LoanId], [BorrowerId], [DueOn], [Occasion], [Recipient], [Body],
            [Status], [PlannedAt])
        VALUES (@Id, @OfficeId, @LoanId, @BorrowerId, @DueOn, @Occasion, @Recipient, @Body, @Status, @PlannedAt)
        """
    );

    /// <inheritdoc/>
    public async Task<Result<PlannedReminders>> Handle(PlanReminders request, CancellationToken cancellationToken)
    {
        var candidates = await due.Find(work.Office, work.Now, cancellationToken);
        if (candidates.Count == 0)
        {
            work.NothingChanged = true;
            return new PlannedReminders(0);
        }

        await db.ExecuteEach(Insert, candidates.Select(Message), cancellationToken);
        work.Audit(
            "reminder.planned",
            work.Office.Id,
            null,
            new
            {
                work.Today,
                candidates.Count,
                Occasions = candidates.CountBy(row => row.Occasion).OrderBy(pair => pair.Key).ToDictionary(),
            }
        );
        return new PlannedReminders(candidates.Count);
    }

    private NewMessage Message(ReminderCandidate row) =>
        new()
        {
            Id = ids.New(),
            OfficeId = work.Office.Id,
            LoanId = row.LoanId,
            BorrowerId = row.BorrowerId,
            DueOn = row.DueOn,
            Occasion = row.Occasion,
            Recipient = row.Phone,
            Body = new Reminder
            {
                Occasion = EnumText.Parse<Occasion>(row.Occasion),
                BorrowerName = row.BorrowerName,
                Amount = new DueRange(row.Before, row.UpTo).Unpaid(row.Paid),
                DueOn = row.DueOn,
                OfficeName = row.OfficeName,
            }.Text(),
            Status = EnumText.Of(MessageStatus.Planned),
            PlannedAt = work.Now,
        };

    private sealed record NewMessage
    {
        public required string Id { get; init; }
        public required string OfficeId { get; init; }
        public required string LoanId { get; init; }
        public required string BorrowerId { get; init; }
        public required DateOnly DueOn { get; init; }
        public required string Occasion { get; init; }
        public required string Recipient { get; init; }
        public required string Body { get; init; }
        public required string Status { get; init; }
        public required DateTimeOffset PlannedAt { get; init; }
    }
}
