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

/// <summary>Finds them in one statement, and writes them.</summary>
public sealed class PlanRemindersHandler(Db db, Work work, Ids ids, ReminderHours hours)
    : IRequestHandler<PlanReminders, Result<PlannedReminders>>
{
    /// <summary>
    /// How long before an instalment falls due its reminder goes out. One that could not go out on that day, because it
    /// was a day off, goes out on the next day that the office works.
    /// </summary>
    private const int DaysBefore = 3;

    // The balances of the office's loans from one index; what is unpaid of their schedules by the day; of the late
    // days the oldest; and of those the ones that may be reminded of and have not been.
    private static readonly Sql<Day, CandidateRow> Candidates = new(
        """
        WITH [Balance] AS (
            SELECT p.[LoanId],
                SUM(CASE WHEN p.[Kind] IN ('repayment', 'depositApplied') THEN -p.[Amount] ELSE 0 END) AS [Repaid]
            FROM [Posting] p
            WHERE p.[OfficeId] = @OfficeId AND p.[Account] = 'qardhReceivable' AND p.[EffectiveOn] <= @Today
            GROUP BY p.[LoanId]
            HAVING SUM(p.[Amount]) > 0
        ), [Unpaid] AS (
            SELECT b.[LoanId], i.[DueOn], b.[Repaid] - v.[RepaidBefore] AS [Paid],
                MIN(i.[Cumulative] - i.[Amount]) AS [Before], MAX(i.[Cumulative]) AS [UpTo],
                ROW_NUMBER() OVER (PARTITION BY b.[LoanId] ORDER BY i.[DueOn]) AS [Place]
            FROM [Balance] b
            JOIN [ScheduleVersion] v ON v.[LoanId] = b.[LoanId] AND v.[Version] = (SELECT MAX(x.[Version])
                FROM [ScheduleVersion] x WHERE x.[LoanId] = b.[LoanId] AND x.[EffectiveOn] <= @Today)
            JOIN [Instalment] i ON i.[LoanId] = b.[LoanId] AND i.[Version] = v.[Version] AND i.[DueOn] <= @Until
                AND i.[Cumulative] > b.[Repaid] - v.[RepaidBefore]
            GROUP BY b.[LoanId], i.[DueOn], b.[Repaid], v.[RepaidBefore]
        ), [Due] AS (
            SELECT u.[LoanId], u.[DueOn], u.[Paid], u.[Before], u.[UpTo],
                CASE WHEN u.[DueOn] > @Today THEN 'dueSoon' WHEN u.[DueOn] = @Today THEN 'dueToday'
                    ELSE 'overdue' END AS [Occasion]
            FROM [Unpaid] u
            WHERE u.[DueOn] >= @Today OR u.[Place] = 1
        )
        SELECT d.[LoanId], l.[BorrowerId], m.[FullName] AS [BorrowerName], m.[Phone], o.[Name] AS [OfficeName],
            d.[DueOn], d.[Occasion], d.[Paid], d.[Before], d.[UpTo]
        FROM [Due] d
        JOIN [Loan] l ON l.[Id] = d.[LoanId]
        JOIN [Borrower] m ON m.[Id] = l.[BorrowerId]
        JOIN [Office] o ON o.[Id] = l.[OfficeId]
        WHERE m.[Phone] IS NOT NULL
            AND EXISTS (SELECT 1 FROM [Consent] c WHERE c.[BorrowerId] = m.[Id] AND c.[Purpose] = 'reminders'
                AND c.[IsGiven] = 1 AND c.[Sequence] = (SELECT MAX(n.[Sequence]) FROM [Consent] n
                    WHERE n.[BorrowerId] = m.[Id] AND n.[Purpose] = 'reminders'))
            AND NOT EXISTS (SELECT 1 FROM [Message] s WHERE s.[LoanId] = d.[LoanId] AND s.[DueOn] = d.[DueOn]
                AND s.[Occasion] = d.[Occasion])
        ORDER BY d.[DueOn], d.[LoanId]
        """
    );

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
        var day = new Day(work.Office.Id, work.Today, work.Today.AddDays(DaysBefore));
        var candidates = await hours.AreNow(cancellationToken)
            ? await db.Query(Candidates, day, cancellationToken)
            : [];
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
                day.Today,
                candidates.Count,
                Occasions = candidates.CountBy(row => row.Occasion).OrderBy(pair => pair.Key).ToDictionary(),
            }
        );
        return new PlannedReminders(candidates.Count);
    }

    private NewMessage Message(CandidateRow row) =>
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

    private sealed record Day(string OfficeId, DateOnly Today, DateOnly Until);

    private sealed class CandidateRow
    {
        public string LoanId { get; init; } = "";
        public string BorrowerId { get; init; } = "";
        public string BorrowerName { get; init; } = "";
        public string Phone { get; init; } = "";
        public string OfficeName { get; init; } = "";
        public DateOnly DueOn { get; init; }
        public string Occasion { get; init; } = "";
        public Rupiah Paid { get; init; }
        public Rupiah Before { get; init; }
        public Rupiah UpTo { get; init; }
    }

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
