using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Features.Loans;
using Baznas.Bmd.Web.Features.Reports;
using Baznas.Bmd.Web.Features.Reports.Files;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Groups.GetCollectionSheet;

/// <summary>What the members of a group are to pay at a meeting: as data, as a table, or as a page to print and sign.</summary>
[AllowedToStaff]
public sealed record GetCollectionSheet : IReportQuery<CollectionSheet>, IApiEndpoint
{
    /// <summary>The group.</summary>
    public required string GroupId { get; init; }

    /// <summary>The day of the meeting; today when left out.</summary>
    public DateOnly? Date { get; init; }

    Subject IRead.Subject => Subject.Group(GroupId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Report<GetCollectionSheet, CollectionSheet>(
                "/groups/{id}/collection-sheet",
                (string id, DateOnly? date, EnumValue<SheetFormat>? format) =>
                    new GetCollectionSheet { GroupId = id, Date = date }
            )
            .Produces<CollectionSheet>(
                StatusCodes.Status200OK,
                "application/json",
                [.. Api.ReportFileTypes, HtmlPage.MediaType]
            );
}

/// <summary>How a sheet is wanted.</summary>
public enum SheetFormat
{
    /// <summary>As the rest of the API.</summary>
    Json,

    /// <summary>For a spreadsheet: UTF-8 with a byte order mark, commas, a header row.</summary>
    Csv,

    /// <summary>A page to print and sign.</summary>
    Html,

    /// <summary>A workbook for a spreadsheet, with real numbers and dates.</summary>
    Xlsx,

    /// <summary>On A4 paper.</summary>
    Pdf,
}

/// <summary>The collection sheet of a group for a day, in rupiah. What was paid by the end of that day is taken off.</summary>
public sealed record CollectionSheet : IReport
{
    /// <summary>The group.</summary>
    public required string GroupId { get; init; }

    /// <summary>Its mark.</summary>
    public required string GroupCode { get; init; }

    /// <summary>Its name.</summary>
    public required string GroupName { get; init; }

    /// <summary>The office's name.</summary>
    public required string OfficeName { get; init; }

    /// <summary>The day of the meeting.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>A row for each running loan of a member, the longest in arrears first.</summary>
    public required IReadOnlyList<CollectionSheetRow> Rows { get; init; }

    /// <summary>Members without a running loan.</summary>
    public required IReadOnlyList<CollectionSheetMember> WithoutLoan { get; init; }

    /// <summary>The sums.</summary>
    public required CollectionSheetTotals Totals { get; init; }

    /// <inheritdoc/>
    public ReportContent Content() =>
        new(
            $"collection-sheet-{GroupCode}-{Date:yyyy-MM-dd}",
            "reports.collection_sheet",
            ReportPeriod.On(Date),
            ReportSheet
                .Of(Rows)
                .Text("loan", "reports.loan", row => row.LoanNumber)
                .Text("borrower", "loans.borrower", row => row.BorrowerName)
                .Code("chair", "groups.chair", row => CodedWord.Of(row.IsChair, "1", "0"))
                .Count("daysPastDue", "reports.days_late", row => row.DaysPastDue)
                .Money("overdue", "reports.overdue", row => row.Overdue)
                .Total(Totals.Overdue)
                .Money("dueToday", "groups.due_today", row => row.DueToday)
                .Total(Totals.DueToday)
                .Money("toCollect", "reports.to_collect", row => row.ToCollect)
                .Total(Totals.ToCollect)
                .Date("nextDueOn", "groups.next_due", row => row.NextDue?.DueOn)
                .Money("nextDueAmount", "reports.next_amount", row => row.NextDue?.Amount)
                .Money("outstanding", "loans.outstanding", row => row.Outstanding)
                .Total(Totals.Outstanding)
                .Money("deposit", "borrowers.deposit", row => row.Deposit)
        )
        {
            TitleArguments = [GroupName],
        };

    /// <inheritdoc/>
    public IFile ToHtml() => CollectionSheetPage.Of(this);
}

/// <summary>What is to be collected on one loan.</summary>
public sealed record CollectionSheetRow
{
    /// <summary>The loan.</summary>
    public required string LoanId { get; init; }

    /// <summary>Its number.</summary>
    public required string LoanNumber { get; init; }

    /// <summary>Who owes it.</summary>
    public required string BorrowerId { get; init; }

    /// <summary>Their name.</summary>
    public required string BorrowerName { get; init; }

    /// <summary>Whether they chair the group on the day.</summary>
    public required bool IsChair { get; init; }

    /// <summary>Days since the oldest unpaid instalment was due.</summary>
    public required int DaysPastDue { get; init; }

    /// <summary>What is unpaid of the instalments due before the day.</summary>
    public required Rupiah Overdue { get; init; }

    /// <summary>What is unpaid of those due on the day.</summary>
    public required Rupiah DueToday { get; init; }

    /// <summary>Both together.</summary>
    public required Rupiah ToCollect { get; init; }

    /// <summary>The first instalment due after the day that is not fully paid; null when there is none.</summary>
    public required NextDue? NextDue { get; init; }

    /// <summary>All that is owed on the loan.</summary>
    public required Rupiah Outstanding { get; init; }

    /// <summary>What is held for the borrower and not yet allocated.</summary>
    public required Rupiah Deposit { get; init; }
}

/// <summary>A member who owes nothing.</summary>
public sealed record CollectionSheetMember
{
    /// <summary>The borrower.</summary>
    public required string BorrowerId { get; init; }

    /// <summary>Their name.</summary>
    public required string BorrowerName { get; init; }

    /// <summary>Whether they chair the group on the day.</summary>
    public required bool IsChair { get; init; }

    /// <summary>What is held for them.</summary>
    public required Rupiah Deposit { get; init; }
}

/// <summary>The sums of a sheet. A deposit counts once, however many loans its borrower has.</summary>
public sealed record CollectionSheetTotals
{
#pragma warning disable CS1591 // As in a row.
    public required Rupiah Overdue { get; init; }
    public required Rupiah DueToday { get; init; }
    public required Rupiah ToCollect { get; init; }
    public required Rupiah Outstanding { get; init; }
    public required Rupiah Deposit { get; init; }
#pragma warning restore CS1591
}

/// <summary>Reads members, balances and deposits at once, and the schedules of the running loans at once.</summary>
public sealed class GetCollectionSheetHandler(Db db, ScheduleBook schedules, OfficeDates dates)
    : IRequestHandler<GetCollectionSheet, Result<CollectionSheet>>
{
    private static readonly Sql<IdParameter, GroupHead> FindGroup = new(
        """
        SELECT g.[Id], g.[OfficeId], g.[Code], g.[Name], o.[Name] AS [OfficeName]
        FROM [BorrowerGroup] g
        JOIN [Office] o ON o.[Id] = g.[OfficeId]
        WHERE g.[Id] = @Id
        """
    );

    private static readonly Sql<GroupOnDay, string?> ChairOfDay = new(
        """
        SELECT h.[ChairId] FROM [GroupChair] h
        WHERE h.[GroupId] = @GroupId AND h.[Sequence] =
            (SELECT MAX(x.[Sequence]) FROM [GroupChair] x WHERE x.[GroupId] = @GroupId AND x.[FromOn] <= @On)
        """
    );

    private static readonly Sql<GroupOnDay, MemberLoan> Members = new(
        """
        WITH [Running] AS (
            SELECT l.[Id], l.[Number], l.[BorrowerId], SUM(p.[Amount]) AS [Outstanding],
                SUM(CASE WHEN p.[Kind] IN ('repayment', 'depositApplied') THEN -p.[Amount] ELSE 0 END) AS [Repaid]
            FROM [GroupMember] m
            JOIN [Loan] l ON l.[BorrowerId] = m.[BorrowerId]
            JOIN [Posting] p ON p.[LoanId] = l.[Id] AND p.[Account] = 'qardhReceivable' AND p.[EffectiveOn] <= @On
            WHERE m.[GroupId] = @GroupId AND m.[JoinedOn] <= @On AND (m.[LeftOn] IS NULL OR m.[LeftOn] > @On)
            GROUP BY l.[Id], l.[Number], l.[BorrowerId]
            HAVING SUM(p.[Amount]) > 0
        )
        SELECT m.[BorrowerId], b.[FullName], r.[Id] AS [LoanId], r.[Number] AS [LoanNumber], r.[Outstanding], r.[Repaid],
            COALESCE((SELECT -SUM(d.[Amount]) FROM [Posting] d WHERE d.[BorrowerId] = m.[BorrowerId]
                AND d.[Account] = 'borrowerDeposits' AND d.[EffectiveOn] <= @On), 0) AS [Deposit]
        FROM [GroupMember] m
        JOIN [Borrower] b ON b.[Id] = m.[BorrowerId]
        LEFT JOIN [Running] r ON r.[BorrowerId] = m.[BorrowerId]
        WHERE m.[GroupId] = @GroupId AND m.[JoinedOn] <= @On AND (m.[LeftOn] IS NULL OR m.[LeftOn] > @On)
        ORDER BY b.[FullName], m.[BorrowerId], r.[Number]
        """
    );

    /// <inheritdoc/>
    public async Task<Result<CollectionSheet>> Handle(GetCollectionSheet request, CancellationToken cancellationToken)
    {
        var group = (await db.Find(FindGroup, new IdParameter(request.GroupId), cancellationToken))!;
        var date = request.Date ?? await dates.Today(group.OfficeId, cancellationToken);
        var day = new GroupOnDay(group.Id, date);
        var chairId = await db.Find(ChairOfDay, day, cancellationToken);
        var members = await db.Query(Members, day, cancellationToken);
        var running = members.Where(member => member.LoanId is not null).ToList();
        var inForce = await schedules.InForceOn([.. running.Select(loan => loan.LoanId!)], date, cancellationToken);
        var rows = running
            .Select(loan => loan.ToRow(inForce[loan.LoanId!].Standing(loan.Repaid!.Value, date), date, chairId))
            .ToList();

        return new CollectionSheet
        {
            GroupId = group.Id,
            GroupCode = group.Code,
            GroupName = group.Name,
            OfficeName = group.OfficeName,
            Date = date,
            Rows = [.. rows.OrderByDescending(row => row.DaysPastDue)],
            WithoutLoan =
            [
                .. members.Where(member => member.LoanId is null).Select(member => member.ToMember(chairId)),
            ],
            Totals = new CollectionSheetTotals
            {
                Overdue = rows.Sum(row => row.Overdue),
                DueToday = rows.Sum(row => row.DueToday),
                ToCollect = rows.Sum(row => row.ToCollect),
                Outstanding = rows.Sum(row => row.Outstanding),
                Deposit = members.DistinctBy(member => member.BorrowerId).Sum(member => member.Deposit),
            },
        };
    }

    private sealed class GroupHead
    {
        public string Id { get; init; } = "";
        public string OfficeId { get; init; } = "";
        public string Code { get; init; } = "";
        public string Name { get; init; } = "";
        public string OfficeName { get; init; } = "";
    }

    private sealed class MemberLoan
    {
        public string BorrowerId { get; init; } = "";
        public string FullName { get; init; } = "";
        public string? LoanId { get; init; }
        public string? LoanNumber { get; init; }
        public Rupiah? Outstanding { get; init; }
        public Rupiah? Repaid { get; init; }
        public Rupiah Deposit { get; init; }

        public CollectionSheetRow ToRow(Standing standing, DateOnly date, string? chairId)
        {
            var dueToday = standing.Rows.Where(row => row.Instalment.DueOn == date).Sum(row => row.Outstanding);
            var next = standing.Rows.FirstOrDefault(row => row.Instalment.DueOn > date && row.Outstanding.IsPositive);
            return new CollectionSheetRow
            {
                LoanId = LoanId!,
                LoanNumber = LoanNumber!,
                BorrowerId = BorrowerId,
                BorrowerName = FullName,
                IsChair = BorrowerId == chairId,
                DaysPastDue = standing.DaysPastDue,
                Overdue = standing.Overdue,
                DueToday = dueToday,
                ToCollect = standing.Overdue + dueToday,
                NextDue = next is null
                    ? null
                    : new NextDue
                    {
                        No = next.Instalment.No,
                        DueOn = next.Instalment.DueOn,
                        Amount = next.Outstanding,
                    },
                Outstanding = Outstanding!.Value,
                Deposit = Deposit,
            };
        }

        public CollectionSheetMember ToMember(string? chairId) =>
            new()
            {
                BorrowerId = BorrowerId,
                BorrowerName = FullName,
                IsChair = BorrowerId == chairId,
                Deposit = Deposit,
            };
    }
}
