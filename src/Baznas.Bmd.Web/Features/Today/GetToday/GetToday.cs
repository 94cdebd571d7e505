using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Features.Borrowers;
using Baznas.Bmd.Web.Features.Borrowers.ListVillages;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Today.GetToday;

/// <summary>
/// Who is to be visited today: surveys that wait, instalments due, and what is late; by village, the one with the most to
/// do first, and within one village by group, so that neighbours stand together.
/// </summary>
[Allowed(Role.FieldOfficer)]
public sealed record GetToday : IQuery<TodayView>, IApiEndpoint
{
    /// <summary>The village whose visits are listed, or <see cref="NoVillage"/>; the first when left out.</summary>
    public string? VillageCode { get; init; }

    /// <summary>Stands for borrowers whose village is not on record.</summary>
    public const string NoVillage = "-";

    Subject IRead.Subject => Subject.None;

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<GetToday, TodayView>("/today", (string? villageCode) => new GetToday { VillageCode = villageCode });
}

/// <summary>A day's visits.</summary>
public sealed record TodayView
{
    /// <summary>The day.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>All visits together.</summary>
    public required VisitCounts All { get; init; }

    /// <summary>Where there is something to do, the most first.</summary>
    public required IReadOnlyList<TodayVillage> Villages { get; init; }

    /// <summary>The village whose visits are listed; null when there is nothing to do anywhere.</summary>
    public required string? VillageCode { get; init; }

    /// <summary>The visits of that village, by group and address.</summary>
    public required IReadOnlyList<Visit> Visits { get; init; }
}

/// <summary>How much there is to do.</summary>
public sealed record VisitCounts
{
    /// <summary>Applications that wait for a survey.</summary>
    public required int Surveys { get; init; }

    /// <summary>Loans with an instalment due today and none late.</summary>
    public required int Due { get; init; }

    /// <summary>Loans with an instalment that is late.</summary>
    public required int Late { get; init; }

    /// <summary>What is due by today and unpaid, rupiah.</summary>
    public required Rupiah ToCollect { get; init; }

    /// <summary>All visits.</summary>
    public int Total => Surveys + Due + Late;

    internal static VisitCounts Of(IReadOnlyCollection<Visit> visits) =>
        new()
        {
            Surveys = visits.Count(visit => visit.Kind == VisitKind.Survey),
            Due = visits.Count(visit => visit.Kind == VisitKind.Due),
            Late = visits.Count(visit => visit.Kind == VisitKind.Late),
            ToCollect = visits.Where(visit => visit.Kind != VisitKind.Survey).Sum(visit => visit.Amount),
        };
}

/// <summary>A village with something to do.</summary>
/// <param name="Code">Its Kemendagri code, or <c>-</c>.</param>
/// <param name="Name">Its name; null where the village is not on record.</param>
/// <param name="Counts">How much.</param>
public sealed record TodayVillage(string Code, string? Name, VisitCounts Counts);

/// <summary>Why somebody is visited.</summary>
public enum VisitKind
{
    /// <summary>An application waits for its survey.</summary>
    Survey,

    /// <summary>An instalment is due today.</summary>
    Due,

    /// <summary>An instalment is late.</summary>
    Late,
}

/// <summary>One visit.</summary>
public sealed record Visit
{
    /// <summary>Why.</summary>
    public required VisitKind Kind { get; init; }

    /// <summary>Whom.</summary>
    public required string BorrowerId { get; init; }

    /// <summary>Their name.</summary>
    public required string BorrowerName { get; init; }

    /// <summary>Their phone number.</summary>
    public required string? Phone { get; init; }

    /// <summary>Their village.</summary>
    public required string? VillageCode { get; init; }

    /// <summary>Their address.</summary>
    public required string? Address { get; init; }

    /// <summary>The group they belong to.</summary>
    public required GroupReference? Group { get; init; }

    /// <summary>The application to be surveyed.</summary>
    public required string? ApplicationId { get; init; }

    /// <summary>The loan that is due.</summary>
    public required string? LoanId { get; init; }

    /// <summary>What is due by today and unpaid, or what is applied for; rupiah.</summary>
    public required Rupiah Amount { get; init; }

    /// <summary>Days since the oldest unpaid instalment was due.</summary>
    public required int DaysPastDue { get; init; }
}

/// <summary>Reads surveys in one statement and instalments in another.</summary>
public sealed class GetTodayHandler(Db db, CallContext context, OfficeDates dates)
    : IRequestHandler<GetToday, Result<TodayView>>
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
        """
        WITH [Balance] AS (
            SELECT l.[Id] AS [LoanId],
                SUM(CASE WHEN p.[Kind] IN ('repayment', 'depositApplied') THEN -p.[Amount] ELSE 0 END) AS [Repaid]
            FROM [Loan] l
            JOIN [Posting] p ON p.[LoanId] = l.[Id] AND p.[Account] = 'qardhReceivable' AND p.[EffectiveOn] <= @Today
            WHERE 1 = 1 {?OfficeId: AND l.[OfficeId] = @OfficeId}
            GROUP BY l.[Id]
            HAVING SUM(p.[Amount]) > 0
        ), [Unpaid] AS (
            SELECT c.[LoanId], MIN(i.[DueOn]) AS [OldestUnpaid],
                MAX(i.[Cumulative]) - (c.[Repaid] - v.[RepaidBefore]) AS [Amount]
            FROM [Balance] c
            JOIN [ScheduleVersion] v ON v.[LoanId] = c.[LoanId] AND v.[Version] = (SELECT MAX(x.[Version])
                FROM [ScheduleVersion] x WHERE x.[LoanId] = c.[LoanId] AND x.[EffectiveOn] <= @Today)
            JOIN [Instalment] i ON i.[LoanId] = c.[LoanId] AND i.[Version] = v.[Version] AND i.[DueOn] <= @Today
                AND i.[Cumulative] > c.[Repaid] - v.[RepaidBefore]
            GROUP BY c.[LoanId], c.[Repaid], v.[RepaidBefore]
        )
        SELECT u.[LoanId], u.[OldestUnpaid], u.[Amount], b.[Id] AS [BorrowerId], b.[FullName], b.[Phone],
            b.[VillageCode], b.[Address], g.[Id] AS [GroupId], g.[Code] AS [GroupCode], g.[Name] AS [GroupName]
        FROM [Unpaid] u
        JOIN [Loan] l ON l.[Id] = u.[LoanId]
        JOIN [Borrower] b ON b.[Id] = l.[BorrowerId]
        LEFT JOIN [GroupMember] m ON m.[BorrowerId] = b.[Id] AND m.[LeftOn] IS NULL
        LEFT JOIN [BorrowerGroup] g ON g.[Id] = m.[GroupId]
        """
    );

    /// <inheritdoc/>
    public async Task<Result<TodayView>> Handle(GetToday request, CancellationToken cancellationToken)
    {
        var officeId = context.Caller!.OfficeId;
        var day = new Day(officeId, await dates.TodayOf(officeId, cancellationToken));
        var surveys = await db.Query(Surveys, new Scope(officeId), cancellationToken);
        var instalments = await db.Query(Instalments, day, cancellationToken);
        var visits = surveys
            .Select(row => row.ToVisit())
            .Concat(instalments.Select(row => row.ToVisit(day.Today)))
            .ToList();
        var villages = visits
            .GroupBy(visit => visit.VillageCode ?? GetToday.NoVillage)
            .Select(village => new TodayVillage(
                village.Key,
                village.Key == GetToday.NoVillage ? null : Villages.Of(village.Key).Name,
                VisitCounts.Of([.. village])
            ))
            .OrderByDescending(village => village.Counts.Total)
            .ThenBy(village => village.Name, StringComparer.OrdinalIgnoreCase)
            .ToList();
        var chosen = request.VillageCode ?? villages.FirstOrDefault()?.Code;
        return new TodayView
        {
            Date = day.Today,
            All = VisitCounts.Of(visits),
            Villages = villages,
            VillageCode = chosen,
            Visits =
            [
                .. visits
                    .Where(visit => (visit.VillageCode ?? GetToday.NoVillage) == chosen)
                    .OrderBy(visit => visit.Group is null)
                    .ThenBy(visit => visit.Group?.Name, StringComparer.OrdinalIgnoreCase)
                    .ThenBy(visit => visit.Address, StringComparer.OrdinalIgnoreCase)
                    .ThenBy(visit => visit.BorrowerName, StringComparer.OrdinalIgnoreCase),
            ],
        };
    }

    private sealed record Scope(string? OfficeId);

    private sealed record Day(string? OfficeId, DateOnly Today);

    private sealed class SurveyRow : PersonRow
    {
        public string ApplicationId { get; init; } = "";

        public Visit ToVisit() => Visit(VisitKind.Survey) with { ApplicationId = ApplicationId };
    }

    private sealed class LoanRow : PersonRow
    {
        public string LoanId { get; init; } = "";
        public DateOnly OldestUnpaid { get; init; }

        public Visit ToVisit(DateOnly today) =>
            Visit(OldestUnpaid < today ? VisitKind.Late : VisitKind.Due) with
            {
                LoanId = LoanId,
                DaysPastDue = Standing.DaysSince(OldestUnpaid, today),
            };
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
            };
    }
}
