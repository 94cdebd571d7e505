using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Reminders;

/// <summary>Finds what an office has to remind its borrowers of, and has not.</summary>
/// <param name="db">The request's database.</param>
/// <param name="hours">When it may.</param>
public sealed class ReminderCandidates(Db db, ReminderHours hours)
{
    /// <summary>
    /// How long before an instalment falls due its reminder goes out. One that could not go out on that day, because it
    /// was a day off, goes out on the next day that the office works.
    /// </summary>
    private const int DaysBefore = 3;

    // The balances of the office's loans, along two indexes in the order of the loans; what is unpaid of their schedules,
    // day by day; of the late days the oldest; and of those what may be reminded of and has not been.
    private static readonly Sql<Day, ReminderCandidate> Candidates = new(
        """
        WITH [Balance] AS (
            SELECT l.[Id] AS [LoanId],
                SUM(CASE WHEN p.[Kind] IN ('repayment', 'depositApplied') THEN -p.[Amount] ELSE 0 END) AS [Repaid]
            FROM [Loan] l
            JOIN [Posting] p ON p.[LoanId] = l.[Id] AND p.[Account] = 'qardhReceivable' AND p.[EffectiveOn] <= @Today
            WHERE l.[OfficeId] = @OfficeId
            GROUP BY l.[Id]
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

    /// <summary>What is due at an instant; nothing outside the office's hours.</summary>
    public async Task<IReadOnlyList<ReminderCandidate>> Find(OfficeRow office, DateTimeOffset now, CancellationToken ct)
    {
        var today = office.Today(now);
        return await hours.Include(office, now, ct)
            ? await db.Query(Candidates, new Day(office.Id, today, today.AddDays(DaysBefore)), ct)
            : [];
    }

    private sealed record Day(string OfficeId, DateOnly Today, DateOnly Until);
}

/// <summary>One reminder to be written.</summary>
public sealed class ReminderCandidate
{
#pragma warning disable CS1591 // As in a message; what has been paid on the schedule, and what falls due that day.
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
#pragma warning restore CS1591
}
