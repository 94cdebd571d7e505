using Baznas.Bmd.Domain.Calendars;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Features.Loans.GetLoan;

namespace Baznas.Bmd.Web.Features.Loans;

/// <summary>Which running loans' dates are to move.</summary>
public sealed record MovableQuery
{
    /// <summary>The office.</summary>
    public required string OfficeId { get; init; }

    /// <summary>Only loans that were running on this day, and have something due after it.</summary>
    public required DateOnly After { get; init; }

    /// <summary>Only this loan.</summary>
    public string? LoanId { get; init; }

    /// <summary>
    /// Only loans with something unpaid that is due, or has its own date, from this day on until <see cref="To"/>.
    /// </summary>
    public DateOnly? From { get; init; }

    /// <summary>The end of what <see cref="From"/> begins.</summary>
    public DateOnly? To { get; init; }
}

/// <summary>A running loan, with the version of its schedule that is the last.</summary>
public sealed record MovableLoan
{
    /// <summary>The loan.</summary>
    public required string LoanId { get; init; }

    /// <summary>Its number.</summary>
    public required string Number { get; init; }

    /// <summary>Who owes it.</summary>
    public required BorrowerReference Borrower { get; init; }

    /// <summary>The version.</summary>
    public required int Version { get; init; }

    /// <summary>From which day on it holds.</summary>
    public required DateOnly EffectiveOn { get; init; }

    /// <summary>What had been repaid when it began, rupiah.</summary>
    public required Rupiah RepaidBefore { get; init; }

    /// <summary>What has been repaid since then, rupiah.</summary>
    public required Rupiah Paid { get; init; }

    /// <summary>Its instalments, and what their dates follow.</summary>
    public required MovableSchedule Schedule { get; init; }
}

/// <summary>A loan whose dates move, and its instalments as they will be.</summary>
public sealed record MovedLoan(MovableLoan Loan, IReadOnlyList<Instalment> Instalments)
{
    /// <summary>The instalments whose own or due date changes, before and after.</summary>
    public IEnumerable<(Instalment Before, Instalment After)> Changes =>
        Loan.Schedule.Instalments.Zip(Instalments).Where(pair => pair.First != pair.Second);

    /// <summary>The next version: other dates, the same amounts.</summary>
    public (int Version, NewSchedule Schedule) ToVersion(ScheduleCause cause, DateOnly effectiveOn) =>
        (
            Loan.Version + 1,
            new NewSchedule
            {
                LoanId = Loan.LoanId,
                EffectiveOn = effectiveOn,
                RepaidBefore = Loan.RepaidBefore,
                Cause = cause,
                CountedFrom = Loan.Schedule.Series.CountedFrom,
                Instalments = Instalments,
            }
        );
}

/// <summary>Finds the loans of an office whose dates are to move: all of them in one statement.</summary>
/// <param name="db">The request's database.</param>
public sealed class MovableLoans(Db db)
{
    private static readonly Sql<MovableQuery, Row> List = new(
        """
        WITH [Owing] AS (
            SELECT p.[LoanId],
                SUM(CASE WHEN p.[Kind] IN ('repayment', 'depositApplied') THEN -p.[Amount] ELSE 0 END) AS [Repaid]
            FROM [Posting] p
            WHERE p.[OfficeId] = @OfficeId AND p.[Account] = 'qardhReceivable' {?LoanId: AND p.[LoanId] = @LoanId}
            GROUP BY p.[LoanId]
            HAVING SUM(p.[Amount]) > 0
                AND SUM(CASE WHEN p.[EffectiveOn] <= @After THEN p.[Amount] ELSE 0 END) > 0
        )
        SELECT l.[Id] AS [LoanId], l.[Number], l.[BorrowerId], m.[Number] AS [BorrowerNumber],
            m.[FullName] AS [BorrowerName], v.[Version], v.[EffectiveOn], v.[RepaidBefore], v.[CountedFrom], o.[Repaid],
            COALESCE((SELECT MAX(s.[EffectiveOn]) FROM [ScheduleVersion] s WHERE s.[LoanId] = l.[Id]
                AND s.[Cause] IN ('disbursement', 'reschedule')), v.[EffectiveOn]) AS [StartedOn],
            t.[Unit], t.[Every], t.[NonWorkingDayRule], i.[No], i.[AnchorOn], i.[DueOn], i.[Amount], i.[Cumulative]
        FROM [Owing] o
        JOIN [Loan] l ON l.[Id] = o.[LoanId]
        JOIN [Borrower] m ON m.[Id] = l.[BorrowerId]
        JOIN [ProductVersion] t ON t.[ProductId] = l.[ProductId] AND t.[Version] = l.[ProductVersion]
        JOIN [ScheduleVersion] v ON v.[LoanId] = l.[Id]
            AND v.[Version] = (SELECT MAX(x.[Version]) FROM [ScheduleVersion] x WHERE x.[LoanId] = l.[Id])
        JOIN [Instalment] i ON i.[LoanId] = v.[LoanId] AND i.[Version] = v.[Version]
        WHERE EXISTS (SELECT 1 FROM [Instalment] c
                WHERE c.[LoanId] = v.[LoanId] AND c.[Version] = v.[Version] AND c.[DueOn] > @After
                {?From: AND c.[Cumulative] > o.[Repaid] - v.[RepaidBefore]
                    AND (c.[AnchorOn] BETWEEN @From AND @To OR c.[DueOn] BETWEEN @From AND @To)})
        ORDER BY l.[Number], i.[No]
        """
    );

    /// <summary>The loans in the order of their numbers.</summary>
    /// <param name="query">Which.</param>
    /// <param name="calendar">The office's; a product's own rule for days off goes before the calendar's.</param>
    /// <param name="ct">To give up.</param>
    public async Task<IReadOnlyList<MovableLoan>> Of(MovableQuery query, OfficeCalendar calendar, CancellationToken ct)
    {
        var loans = new List<MovableLoan>();
        Row? head = null;
        List<Instalment> instalments = [];
        await foreach (var row in db.Stream(List, query, ct))
        {
            if (row.LoanId != head?.LoanId)
            {
                instalments = [];
                loans.Add(row.ToLoan(calendar, instalments));
                head = row;
            }

            instalments.Add(row.ToInstalment());
        }

        return loans;
    }

    private sealed class Row
    {
        public string LoanId { get; init; } = "";
        public string Number { get; init; } = "";
        public string BorrowerId { get; init; } = "";
        public string BorrowerNumber { get; init; } = "";
        public string BorrowerName { get; init; } = "";
        public int Version { get; init; }
        public DateOnly EffectiveOn { get; init; }
        public Rupiah RepaidBefore { get; init; }
        public DateOnly? CountedFrom { get; init; }
        public Rupiah Repaid { get; init; }
        public DateOnly StartedOn { get; init; }
        public string Unit { get; init; } = "";
        public int Every { get; init; }
        public string? NonWorkingDayRule { get; init; }
        public int No { get; init; }
        public DateOnly AnchorOn { get; init; }
        public DateOnly DueOn { get; init; }
        public Rupiah Amount { get; init; }
        public Rupiah Cumulative { get; init; }

        public MovableLoan ToLoan(OfficeCalendar calendar, IReadOnlyList<Instalment> instalments) =>
            new()
            {
                LoanId = LoanId,
                Number = Number,
                Borrower = new BorrowerReference(BorrowerId, BorrowerNumber, BorrowerName),
                Version = Version,
                EffectiveOn = EffectiveOn,
                RepaidBefore = RepaidBefore,
                Paid = Rupiah.Max(Repaid - RepaidBefore, Rupiah.Zero),
                Schedule = new MovableSchedule
                {
                    Instalments = instalments,
                    Series = new Series(new Period(EnumText.Parse<PeriodUnit>(Unit), Every), CountedFrom ?? AnchorOn),
                    StartedOn = StartedOn,
                    Calendar = NonWorkingDayRule is null
                        ? calendar
                        : calendar with
                        {
                            Rule = EnumText.Parse<NonWorkingDayRule>(NonWorkingDayRule),
                        },
                },
            };

        public Instalment ToInstalment() =>
            new()
            {
                No = No,
                AnchorOn = AnchorOn,
                DueOn = DueOn,
                Amount = Amount,
                Cumulative = Cumulative,
            };
    }
}
