using Baznas.Bmd.Domain.Reminders;
using Baznas.Bmd.Web.Features.Offices;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Reminders;

/// <summary>A person who is to be reminded today, and of what.</summary>
public sealed record DueReminder
{
    /// <summary>Who.</summary>
    public required string BorrowerId { get; init; }

    /// <summary>The name.</summary>
    public required string BorrowerName { get; init; }

    /// <summary>The person's own phone.</summary>
    public required string Phone { get; init; }

    /// <summary>The language the person reads.</summary>
    public required string Language { get; init; }

    /// <summary>What is said, loan by loan.</summary>
    public required IReadOnlyList<ReminderItem> Items { get; init; }

    /// <summary>The numbers of the loans.</summary>
    public required IReadOnlyDictionary<string, string> LoanNumbers { get; init; }
}

/// <summary>Finds whom an office has to remind today, and has not.</summary>
public sealed class ReminderCandidates(Db db, ReminderHours hours, ReminderRules rules, Calendars calendars)
{
    /// <summary>What a message said is not said if the service itself took it back before it was sent.</summary>
    private const string WasSaid = """
        (s.[Status] <> 'cancelled' OR s.[Reason] IS NULL OR s.[Reason] NOT IN ('paid', 'consentWithdrawn',
            'disputed', 'phoneChanged', 'superseded', 'notOwed'))
        """;

    // The balances of the office's loans, along two indexes in the order of the loans; what is unpaid of their schedules,
    // day by day; of the late days the oldest, with all that is late; and of those what may be said to whom, and how far
    // it has been.
    private static readonly Sql<Day, Row> Unpaid = new(
        $"""
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
        ), [Late] AS (
            SELECT u.[LoanId], MAX(u.[UpTo]) AS [UpTo] FROM [Unpaid] u WHERE u.[DueOn] < @Today GROUP BY u.[LoanId]
        )
        SELECT u.[LoanId], l.[Number], l.[ProductId], m.[Id] AS [BorrowerId], m.[FullName], m.[Phone], m.[Language],
            u.[DueOn], u.[Paid], u.[Before], u.[UpTo], COALESCE(t.[UpTo], u.[Paid]) AS [LateUpTo],
            (SELECT MAX(i.[DayOffset]) FROM [MessageItem] i JOIN [OutgoingMessage] s ON s.[Id] = i.[MessageId]
                WHERE i.[LoanId] = u.[LoanId] AND i.[DueOn] = u.[DueOn] AND {WasSaid}) AS [Said],
            (SELECT MAX(i.[DayOffset]) FROM [MessageItem] i JOIN [OutgoingMessage] s ON s.[Id] = i.[MessageId]
                WHERE i.[LoanId] = u.[LoanId] AND i.[DueOn] = u.[DueOn] AND {WasSaid}
                AND (s.[Status] <> 'planned' OR s.[Day] >= @Today)) AS [SaidForGood]
        FROM [Unpaid] u
        JOIN [Loan] l ON l.[Id] = u.[LoanId]
        JOIN [Borrower] m ON m.[Id] = l.[BorrowerId]
        LEFT JOIN [Late] t ON t.[LoanId] = u.[LoanId]
        WHERE (u.[DueOn] >= @Today OR u.[Place] = 1)
            AND m.[Phone] IS NOT NULL
            AND EXISTS (SELECT 1 FROM [Consent] c WHERE c.[BorrowerId] = m.[Id] AND c.[Purpose] = 'reminders'
                AND c.[IsGiven] = 1 AND c.[Sequence] = (SELECT MAX(n.[Sequence]) FROM [Consent] n
                    WHERE n.[BorrowerId] = m.[Id] AND n.[Purpose] = 'reminders'))
            AND NOT EXISTS (SELECT 1 FROM [LoanDispute] d
                LEFT JOIN [LoanDisputeResolution] r ON r.[DisputeId] = d.[Id]
                WHERE d.[LoanId] = u.[LoanId] AND r.[DisputeId] IS NULL)
            AND NOT EXISTS (SELECT 1 FROM [OutgoingMessage] s WHERE s.[BorrowerId] = m.[Id] AND s.[Day] = @Today
                AND s.[Kind] = 'reminder')
        ORDER BY m.[Id], u.[LoanId], u.[DueOn]
        """
    );

    /// <summary>Who is to be reminded at an instant; nobody outside the office's hours.</summary>
    public async Task<IReadOnlyList<DueReminder>> Find(OfficeRow office, DateTimeOffset now, CancellationToken ct)
    {
        if (!await hours.Include(office, now, ct))
        {
            return [];
        }

        var today = office.Today(now);
        var (rule, calendar) = (await rules.Of(office.Id, ct), await calendars.Of(office.Id, null, ct));
        var rows = await db.Query(Unpaid, new Day(office.Id, today, today.AddDays(rule.DaysAhead)), ct);
        return
        [
            .. rows.GroupBy(row => row.BorrowerId)
                .Select(person => Of([.. person], DueReminders.Of(today, calendar, Loans([.. person], rule))))
                .Where(due => due.Items.Count > 0),
        ];
    }

    private static List<OwedLoan> Loans(IReadOnlyList<Row> rows, OfficeRules rules) =>
        [
            .. rows.GroupBy(row => row.LoanId)
                .Select(loan => new OwedLoan
                {
                    LoanId = loan.Key,
                    Rule = rules.For(loan.First().ProductId),
                    Unpaid = [.. loan.Select(row => row.ToDay())],
                    Overdue = loan.First().LateUpTo - loan.First().Paid,
                }),
        ];

    private static DueReminder Of(IReadOnlyList<Row> rows, IReadOnlyList<ReminderItem> items) =>
        new()
        {
            BorrowerId = rows[0].BorrowerId,
            BorrowerName = rows[0].FullName,
            Phone = rows[0].Phone,
            Language = rows[0].Language ?? ReminderTexts.DefaultLanguage,
            Items = items,
            LoanNumbers = rows.DistinctBy(row => row.LoanId).ToDictionary(row => row.LoanId, row => row.Number),
        };

    private sealed record Day(string OfficeId, DateOnly Today, DateOnly Until);

    private sealed class Row
    {
        public string LoanId { get; init; } = "";
        public string Number { get; init; } = "";
        public string ProductId { get; init; } = "";
        public string BorrowerId { get; init; } = "";
        public string FullName { get; init; } = "";
        public string Phone { get; init; } = "";
        public string? Language { get; init; }
        public DateOnly DueOn { get; init; }
        public Rupiah Paid { get; init; }
        public Rupiah Before { get; init; }
        public Rupiah UpTo { get; init; }
        public Rupiah LateUpTo { get; init; }
        public int? Said { get; init; }
        public int? SaidForGood { get; init; }

        public UnpaidDay ToDay() =>
            new()
            {
                DueOn = DueOn,
                Amount = new DueRange(Before, UpTo).Unpaid(Paid),
                Said = Said,
                SaidForGood = SaidForGood,
            };
    }
}
