using Baznas.Bmd.Domain.Borrowers;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Features.Reports;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Personal;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Till.ListPayableLoans;

/// <summary>
/// The loans on which something is owed today, each with what is due. Those that a person at the counter may mean, or
/// those on which something is due or late, what is due today first.
/// </summary>
[AllowedToStaff]
public sealed record ListPayableLoans : IQuery<PayableLoans>, IApiEndpoint
{
    /// <summary>The most loans in the list.</summary>
    public const int Most = 200;

    /// <summary>Part of a name, of a number or of a phone number, or a whole NIK.</summary>
    public string? Q { get; init; }

    /// <summary>Only this borrower's.</summary>
    public string? BorrowerId { get; init; }

    /// <summary>Only those on which something is due today or late.</summary>
    public bool DueOnly { get; init; }

    Subject IRead.Subject => BorrowerId is null ? Subject.None : Subject.Borrower(BorrowerId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<ListPayableLoans, PayableLoans>(
            "/loans/payable",
            (string? q, string? borrowerId, bool? dueOnly) =>
                new ListPayableLoans
                {
                    Q = q,
                    BorrowerId = borrowerId,
                    DueOnly = dueOnly ?? false,
                }
        );
}

/// <summary>Loans on which something is owed.</summary>
public sealed record PayableLoans
{
    /// <summary>The day.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>At most 200 of them.</summary>
    public required IReadOnlyList<PayableLoan> Items { get; init; }

    /// <summary>How many there are.</summary>
    public required int Loans { get; init; }

    /// <summary>On how many something is due today.</summary>
    public required int LoansDueToday { get; init; }

    /// <summary>What is due today on all of them, rupiah.</summary>
    public required Rupiah DueToday { get; init; }

    /// <summary>On how many something is late.</summary>
    public required int LoansLate { get; init; }

    /// <summary>What is late on all of them, rupiah.</summary>
    public required Rupiah Overdue { get; init; }

    internal static PayableLoans Of(DateOnly asOf, IReadOnlyList<PayableLoan> loans) =>
        new()
        {
            AsOf = asOf,
            Items = [.. loans.Take(ListPayableLoans.Most)],
            Loans = loans.Count,
            LoansDueToday = loans.Count(loan => loan.DueToday.IsPositive),
            DueToday = loans.Sum(loan => loan.DueToday),
            LoansLate = loans.Count(loan => loan.Overdue.IsPositive),
            Overdue = loans.Sum(loan => loan.Overdue),
        };
}

/// <summary>A loan on which something is owed.</summary>
public sealed record PayableLoan
{
    /// <summary>The loan.</summary>
    public required string LoanId { get; init; }

    /// <summary>Its number.</summary>
    public required string LoanNumber { get; init; }

    /// <summary>Who owes it.</summary>
    public required string BorrowerId { get; init; }

    /// <summary>Their number.</summary>
    public required string BorrowerNumber { get; init; }

    /// <summary>Their name.</summary>
    public required string BorrowerName { get; init; }

    /// <summary>Their phone.</summary>
    public required string? Phone { get; init; }

    /// <summary>The group they belong to.</summary>
    public required string? GroupId { get; init; }

    /// <summary>Its name.</summary>
    public required string? GroupName { get; init; }

    /// <summary>Still owed on the books, rupiah.</summary>
    public required Rupiah Outstanding { get; init; }

    /// <summary>Still owed though it was written off, rupiah.</summary>
    public required Rupiah OffTheBooks { get; init; }

    /// <summary>What is late, rupiah.</summary>
    public required Rupiah Overdue { get; init; }

    /// <summary>What is due today, rupiah.</summary>
    public required Rupiah DueToday { get; init; }

    /// <summary>Age in days of the oldest instalment not fully paid; 0 when nothing is late.</summary>
    public required int DaysPastDue { get; init; }

    /// <summary>When the oldest instalment not fully paid is or was due.</summary>
    public required DateOnly? NextDueOn { get; init; }

    /// <summary>What is left of that one, rupiah.</summary>
    public required Rupiah NextDueAmount { get; init; }

    /// <summary>What is late and what is due today, rupiah.</summary>
    public Rupiah DueNow => Overdue + DueToday;
}

/// <summary>Finds them.</summary>
public sealed class ListPayableLoansHandler(PayableLoanBook loans, ReportScope scope, PersonalData personal)
    : IRequestHandler<ListPayableLoans, Result<PayableLoans>>
{
    /// <inheritdoc/>
    public async Task<Result<PayableLoans>> Handle(ListPayableLoans request, CancellationToken cancellationToken)
    {
        var (officeId, today) = await scope.Of(null, null, cancellationToken);
        var q = request.Q?.Trim();
        var nik = Nik.TryParse(q, out var parsed) ? personal.IndexOf(parsed) : null;
        var phone = nik is null && PhoneNumber.TryParse(q, out var number) ? number.Value : null;
        var wanted = new PayableFilter
        {
            OfficeId = officeId,
            AsOf = today,
            BorrowerId = request.BorrowerId,
            NikIndex = nik,
            Phone = phone,
            Pattern = nik is null && phone is null ? Search.Pattern(q) : null,
            DueBy = request.DueOnly ? today : null,
        };
        return PayableLoans.Of(today, await loans.Find(wanted, cancellationToken));
    }
}

/// <summary>Which loans are looked for.</summary>
public sealed record PayableFilter
{
#pragma warning disable CS1591 // As in the query; null where nothing is narrowed.
    public required string? OfficeId { get; init; }
    public required DateOnly AsOf { get; init; }
    public string? BorrowerId { get; init; }
    public string? NikIndex { get; init; }
    public string? Phone { get; init; }
    public string? Pattern { get; init; }
#pragma warning restore CS1591

    /// <summary>The day by which something must be due.</summary>
    public DateOnly? DueBy { get; init; }
}

/// <summary>Loans on which something is owed, from the ledger and the schedules in force, in one statement.</summary>
public sealed class PayableLoanBook(Db db)
{
    private static readonly Sql<PayableFilter, Row> List = new(
        """
        WITH [Owed] AS (
            SELECT l.[Id] AS [LoanId],
                SUM(CASE WHEN p.[Account] = 'qardhReceivable' THEN p.[Amount] ELSE 0 END) AS [Outstanding],
                SUM(CASE WHEN p.[Kind] IN ('repayment', 'depositApplied') THEN -p.[Amount] ELSE 0 END) AS [Repaid],
                SUM(CASE WHEN p.[Account] = 'recoveryIncome' THEN p.[Amount]
                    WHEN p.[Kind] = 'writeOff' THEN -p.[Amount] ELSE 0 END) AS [OffTheBooks]
            FROM [Borrower] b
            JOIN [Loan] l ON l.[BorrowerId] = b.[Id]
            JOIN [Posting] p ON p.[LoanId] = l.[Id] AND p.[Account] IN ('qardhReceivable', 'recoveryIncome')
                AND p.[EffectiveOn] <= @AsOf
            WHERE 1 = 1
                {?OfficeId: AND b.[OfficeId] = @OfficeId}
                {?BorrowerId: AND b.[Id] = @BorrowerId}
                {?NikIndex: AND b.[NikIndex] = @NikIndex}
                {?Phone: AND b.[Phone] = @Phone}
                {?Pattern: AND (b.[FullName] LIKE @Pattern ESCAPE '~' OR b.[Number] LIKE @Pattern ESCAPE '~'
                    OR b.[Phone] LIKE @Pattern ESCAPE '~' OR l.[Number] LIKE @Pattern ESCAPE '~'
                    OR l.[ExternalRef] LIKE @Pattern ESCAPE '~')}
            GROUP BY l.[Id]
        ), [Due] AS (
            SELECT o.[LoanId], o.[Outstanding], o.[OffTheBooks], MIN(i.[DueOn]) AS [NextDueOn],
                MIN(i.[Cumulative]) - (o.[Repaid] - v.[RepaidBefore]) AS [NextDueAmount],
                SUM(CASE WHEN i.[DueOn] >= @AsOf THEN 0
                    WHEN i.[Cumulative] - (o.[Repaid] - v.[RepaidBefore]) < i.[Amount]
                    THEN i.[Cumulative] - (o.[Repaid] - v.[RepaidBefore]) ELSE i.[Amount] END) AS [Overdue],
                SUM(CASE WHEN i.[DueOn] <> @AsOf THEN 0
                    WHEN i.[Cumulative] - (o.[Repaid] - v.[RepaidBefore]) < i.[Amount]
                    THEN i.[Cumulative] - (o.[Repaid] - v.[RepaidBefore]) ELSE i.[Amount] END) AS [DueToday]
            FROM [Owed] o
            JOIN [ScheduleVersion] v ON v.[LoanId] = o.[LoanId] AND v.[Version] = (SELECT MAX(x.[Version])
                FROM [ScheduleVersion] x WHERE x.[LoanId] = o.[LoanId] AND x.[EffectiveOn] <= @AsOf)
            JOIN [Instalment] i ON i.[LoanId] = v.[LoanId] AND i.[Version] = v.[Version]
                AND i.[Cumulative] > o.[Repaid] - v.[RepaidBefore]
            WHERE o.[Outstanding] > 0 OR o.[OffTheBooks] > 0
            GROUP BY o.[LoanId], o.[Outstanding], o.[OffTheBooks], o.[Repaid], v.[RepaidBefore]
        )
        SELECT d.[LoanId], l.[Number] AS [LoanNumber], b.[Id] AS [BorrowerId], b.[Number] AS [BorrowerNumber],
            b.[FullName], b.[Phone], g.[Id] AS [GroupId], g.[Name] AS [GroupName], d.[Outstanding], d.[OffTheBooks],
            d.[NextDueOn], d.[NextDueAmount], d.[Overdue], d.[DueToday]
        FROM [Due] d
        JOIN [Loan] l ON l.[Id] = d.[LoanId]
        JOIN [Borrower] b ON b.[Id] = l.[BorrowerId]
        LEFT JOIN [GroupMember] m ON m.[BorrowerId] = b.[Id] AND m.[LeftOn] IS NULL
        LEFT JOIN [BorrowerGroup] g ON g.[Id] = m.[GroupId]
        WHERE 1 = 1 {?DueBy: AND d.[Outstanding] > 0 AND d.[NextDueOn] <= @DueBy}
        ORDER BY CASE WHEN d.[DueToday] > 0 THEN 0 ELSE 1 END, d.[NextDueOn] DESC, b.[FullName], l.[Number]
        """
    );

    /// <summary>The loans that are looked for: what is due today first, then the others, the latest due first.</summary>
    public async Task<IReadOnlyList<PayableLoan>> Find(PayableFilter wanted, CancellationToken ct) =>
        [.. (await db.Query(List, wanted, ct)).Select(row => row.ToItem(wanted.AsOf))];

    private sealed class Row
    {
        public string LoanId { get; init; } = "";
        public string LoanNumber { get; init; } = "";
        public string BorrowerId { get; init; } = "";
        public string BorrowerNumber { get; init; } = "";
        public string FullName { get; init; } = "";
        public string? Phone { get; init; }
        public string? GroupId { get; init; }
        public string? GroupName { get; init; }
        public Rupiah Outstanding { get; init; }
        public Rupiah OffTheBooks { get; init; }
        public DateOnly NextDueOn { get; init; }
        public Rupiah NextDueAmount { get; init; }
        public Rupiah Overdue { get; init; }
        public Rupiah DueToday { get; init; }

        public PayableLoan ToItem(DateOnly asOf)
        {
            // Off the books nothing falls due any more.
            var isRunning = Outstanding.IsPositive;
            return new PayableLoan
            {
                LoanId = LoanId,
                LoanNumber = LoanNumber,
                BorrowerId = BorrowerId,
                BorrowerNumber = BorrowerNumber,
                BorrowerName = FullName,
                Phone = Phone,
                GroupId = GroupId,
                GroupName = GroupName,
                Outstanding = Outstanding,
                OffTheBooks = OffTheBooks,
                Overdue = isRunning ? Overdue : Rupiah.Zero,
                DueToday = isRunning ? DueToday : Rupiah.Zero,
                DaysPastDue = isRunning ? Standing.DaysSince(NextDueOn, asOf) : 0,
                NextDueOn = isRunning ? NextDueOn : null,
                NextDueAmount = isRunning ? NextDueAmount : Rupiah.Zero,
            };
        }
    }
}
