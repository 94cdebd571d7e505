using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Features.ArrearsCases;
using Baznas.Bmd.Web.Features.Borrowers;

namespace Baznas.Bmd.Web.Features.Today.GetToday;

/// <summary>Whom an office visits on a day: surveys are read in one statement and instalments in another.</summary>
public sealed class DayVisits(Db db)
{
    private static readonly Sql<Scope, SurveyRow> Surveys = new(
        """
        SELECT a.[Id] AS [ApplicationId], a.[Principal] AS [Amount], b.[Id] AS [BorrowerId], b.[FullName], b.[Phone],
            b.[VillageCode], b.[Address], g.[Id] AS [GroupId], g.[Code] AS [GroupCode], g.[Name] AS [GroupName]
        FROM [LoanApplication] a
        JOIN [Borrower] b ON b.[Id] = a.[BorrowerId]
        LEFT JOIN [GroupMember] m ON m.[BorrowerId] = b.[Id] AND m.[LeftOn] IS NULL
        LEFT JOIN [BorrowerGroup] g ON g.[Id] = m.[GroupId]
        WHERE a.[Status] = 'submitted' {?OfficeId: AND a.[OfficeId] = @OfficeId}
        """
    );

    // The balances of the office's loans, along two indexes in the order of the loans; then what of each schedule is due.
    private static readonly Sql<Day, LoanRow> Instalments = new(
        $$"""
        WITH [Balance] AS (
            SELECT l.[Id] AS [LoanId],
                SUM(CASE WHEN p.[Kind] IN ('repayment', 'depositApplied') THEN -p.[Amount] ELSE 0 END) AS [Repaid]
            FROM [Loan] l
            JOIN [Posting] p ON p.[LoanId] = l.[Id] AND p.[Account] = 'qardhReceivable' AND p.[EffectiveOn] <= @AsOf
            WHERE 1 = 1 {?OfficeId: AND l.[OfficeId] = @OfficeId}
            GROUP BY l.[Id]
            HAVING SUM(p.[Amount]) > 0
        ), [Unpaid] AS (
            SELECT c.[LoanId], MIN(i.[DueOn]) AS [OldestUnpaid],
                MAX(i.[Cumulative]) - (c.[Repaid] - v.[RepaidBefore]) AS [Amount]
            FROM [Balance] c
            JOIN [ScheduleVersion] v ON v.[LoanId] = c.[LoanId] AND v.[Version] = (SELECT MAX(x.[Version])
                FROM [ScheduleVersion] x WHERE x.[LoanId] = c.[LoanId] AND x.[EffectiveOn] <= @AsOf)
            JOIN [Instalment] i ON i.[LoanId] = c.[LoanId] AND i.[Version] = v.[Version] AND i.[DueOn] <= @AsOf
                AND i.[Cumulative] > c.[Repaid] - v.[RepaidBefore]
            GROUP BY c.[LoanId], c.[Repaid], v.[RepaidBefore]
        ), {{PromiseSql.LastPromises}}
        SELECT t.[LoanId], t.[OldestUnpaid], t.[Amount], q.[PromisedOn], q.[State] AS [Promise], b.[Id] AS [BorrowerId], b.[FullName], b.[Phone],
            b.[VillageCode], b.[Address], g.[Id] AS [GroupId], g.[Code] AS [GroupCode], g.[Name] AS [GroupName]
        FROM [Unpaid] t
        JOIN [Loan] l ON l.[Id] = t.[LoanId]
        JOIN [Borrower] b ON b.[Id] = l.[BorrowerId]
        LEFT JOIN [Promise] q ON {{PromiseSql.Counts}} AND t.[OldestUnpaid] < @AsOf
        LEFT JOIN [GroupMember] m ON m.[BorrowerId] = b.[Id] AND m.[LeftOn] IS NULL
        LEFT JOIN [BorrowerGroup] g ON g.[Id] = m.[GroupId]
        """
    );

    /// <summary>The visits of an office, or of all of them, in no order.</summary>
    public async Task<IReadOnlyList<Visit>> Of(string? officeId, DateOnly today, CancellationToken ct) =>
        [
            .. (await db.Query(Surveys, new Scope(officeId), ct)).Select(row => row.ToVisit()),
            .. (await db.Query(Instalments, new Day(officeId, today), ct)).Select(row => row.ToVisit(today)),
        ];

    private sealed record Scope(string? OfficeId);

    private sealed record Day(string? OfficeId, DateOnly AsOf);

    private sealed class SurveyRow : PersonRow
    {
        public string ApplicationId { get; init; } = "";

        public Visit ToVisit() => Visit(VisitKind.Survey) with { ApplicationId = ApplicationId };
    }

    private sealed class LoanRow : PersonRow
    {
        public string LoanId { get; init; } = "";
        public DateOnly OldestUnpaid { get; init; }
        public DateOnly? PromisedOn { get; init; }
        public string? Promise { get; init; }

        public Visit ToVisit(DateOnly today) =>
            Visit(KindOn(today)) with
            {
                PromisedOn = PromisedOn,
                LoanId = LoanId,
                DaysPastDue = Standing.DaysSince(OldestUnpaid, today),
            };

        private VisitKind KindOn(DateOnly today) =>
            OldestUnpaid >= today ? VisitKind.Due
            : Promise == EnumText.Of(PromiseState.Broken) ? VisitKind.Broken
            : PromisedOn == today ? VisitKind.Promised
            : VisitKind.Late;
    }

    private abstract class PersonRow
    {
        public Rupiah Amount { get; init; }
        public string BorrowerId { get; init; } = "";
        public string FullName { get; init; } = "";
        public string? Phone { get; init; }
        public string? VillageCode { get; init; }
        public string? Address { get; init; }
        public string? GroupId { get; init; }
        public string? GroupCode { get; init; }
        public string? GroupName { get; init; }

        protected Visit Visit(VisitKind kind) =>
            new()
            {
                Kind = kind,
                BorrowerId = BorrowerId,
                BorrowerName = FullName,
                Phone = Phone,
                VillageCode = VillageCode,
                Address = Address,
                Group = GroupId is null ? null : new GroupReference(GroupId, GroupCode!, GroupName!),
                ApplicationId = null,
                LoanId = null,
                Amount = Amount,
                DaysPastDue = 0,
                PromisedOn = null,
            };
    }
}
