using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Web.Features.Funds;
using Baznas.Bmd.Web.Features.Loans;
using Baznas.Bmd.Web.Features.Reports;
using Baznas.Bmd.Web.Features.Till.ListPayableLoans;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Till.GetTill;

/// <summary>What the day asks of a cashier: what is due, what is to be paid out, who meets, and what the money did.</summary>
[Allowed(Role.Cashier, Role.Approver, Role.Auditor, Role.Admin)]
public sealed record GetTill : IQuery<TillView>, IApiEndpoint
{
    Subject IRead.Subject => Subject.None;

    /// <inheritdoc/>
    public static void Map(Api api) => api.Get<GetTill, TillView>("/till", () => new GetTill());
}

/// <summary>A cashier's day.</summary>
public sealed record TillView
{
    /// <summary>The day.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>The loans on which something is due today or late.</summary>
    public required PayableLoans Due { get; init; }

    /// <summary>What is ready to be paid out, the longest waiting first; at most 20.</summary>
    public required IReadOnlyList<ReadyPayout> Payouts { get; init; }

    /// <summary>The groups of which members have an instalment due today.</summary>
    public required IReadOnlyList<TodaysMeeting> Meetings { get; init; }

    /// <summary>What each fund has, and what came and went today, account by account.</summary>
    public required IReadOnlyList<TillMoney> Money { get; init; }
}

/// <summary>A signed loan, or its next tranche, that may be paid out.</summary>
public sealed record ReadyPayout
{
    /// <summary>The loan.</summary>
    public required string LoanId { get; init; }

    /// <summary>Its number.</summary>
    public required string LoanNumber { get; init; }

    /// <summary>Who gets the money.</summary>
    public required string BorrowerName { get; init; }

    /// <summary>From which fund.</summary>
    public required string FundName { get; init; }

    /// <summary>Rupiah.</summary>
    public required Rupiah Amount { get; init; }

    /// <summary>When the akad was signed.</summary>
    public required DateOnly SignedOn { get; init; }

    /// <summary>Which tranche; null for a loan in one sum.</summary>
    public required int? TrancheNo { get; init; }

    /// <summary>When the tranche is meant to be paid out.</summary>
    public required DateOnly? PlannedOn { get; init; }
}

/// <summary>A group that has something to pay today.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="Name">Its name.</param>
/// <param name="Loans">How many loans of its members something is due or late on.</param>
/// <param name="DueNow">What that comes to, rupiah.</param>
/// <param name="MeetingId">The meeting recorded for today; null while there is none.</param>
public sealed record TodaysMeeting(string GroupId, string Name, int Loans, Rupiah DueNow, string? MeetingId);

/// <summary>A fund's money in one account.</summary>
public sealed record TillMoney
{
    /// <summary>The fund.</summary>
    public required string FundId { get; init; }

    /// <summary>Its name.</summary>
    public required string FundName { get; init; }

    /// <summary>Cash or bank.</summary>
    public required MoneyAccount Account { get; init; }

    /// <summary>What came in today, rupiah.</summary>
    public required Rupiah In { get; init; }

    /// <summary>What went out today, rupiah.</summary>
    public required Rupiah Out { get; init; }

    /// <summary>What is there now, rupiah.</summary>
    public required Rupiah Balance { get; init; }

    /// <summary>Whether it was counted today; a bank account is never counted.</summary>
    public required bool IsCounted { get; init; }
}

/// <summary>Reads it, each part in one statement.</summary>
public sealed class GetTillHandler(Db db, ReportScope scope, PayableLoanBook loans)
    : IRequestHandler<GetTill, Result<TillView>>
{
    private const int MostPayouts = 20;

    // The next tranche is the first open one; by its product's way it was approved with the loan or by itself.
    private static readonly Sql<PayoutFilter, PayoutRow> Payouts = new(
        $$"""
        SELECT l.[Id] AS [LoanId], l.[Number] AS [LoanNumber], b.[FullName], f.[Name] AS [FundName],
            COALESCE(n.[Amount], l.[Principal]) AS [Amount], k.[SignedOn], n.[No] AS [TrancheNo], n.[PlannedOn]
        FROM [Loan] l
        JOIN [Akad] k ON k.[LoanId] = l.[Id]
        JOIN [Borrower] b ON b.[Id] = l.[BorrowerId]
        JOIN [Fund] f ON f.[Id] = l.[FundId]
        JOIN [ProductVersion] v ON v.[ProductId] = l.[ProductId] AND v.[Version] = l.[ProductVersion]
        LEFT JOIN [LoanTranche] n ON n.[LoanId] = l.[Id] AND n.[No] = (SELECT MIN(t.[No]) FROM [LoanTranche] t
            WHERE t.[LoanId] = l.[Id] AND {{TrancheBook.IsOpen}})
        LEFT JOIN [TrancheDecision] d ON d.[LoanId] = n.[LoanId] AND d.[No] = n.[No]
            AND d.[Sequence] = (SELECT MAX(w.[Sequence]) FROM [TrancheDecision] w
                WHERE w.[LoanId] = n.[LoanId] AND w.[No] = n.[No])
        WHERE 1 = 1 {?OfficeId: AND l.[OfficeId] = @OfficeId}
            AND NOT EXISTS (SELECT 1 FROM [LoanCancellation] c WHERE c.[LoanId] = l.[Id])
            AND COALESCE((SELECT SUM(p.[Amount]) FROM [Posting] p WHERE p.[LoanId] = l.[Id]
                AND p.[Account] = 'qardhReceivable' AND p.[Kind] IN ('writeOff', 'forgiveness')), 0) = 0
            AND ((n.[No] IS NULL AND COALESCE((SELECT SUM(p.[Amount]) FROM [Posting] p WHERE p.[LoanId] = l.[Id]
                        AND p.[Account] = 'qardhReceivable' AND p.[Kind] = 'disbursement'), 0) = 0
                    AND NOT EXISTS (SELECT 1 FROM [LoanTranche] q WHERE q.[LoanId] = l.[Id]))
                OR (n.[No] IS NOT NULL AND (d.[Decision] = 'approve'
                    OR (d.[Decision] IS NULL AND (n.[No] = 1 OR v.[TrancheApproval] = 'plan')))))
        ORDER BY COALESCE(n.[PlannedOn], k.[SignedOn]), l.[Number]
        {limit}
        """
    );

    private static readonly Sql<GroupsOnDay, MeetingRow> Recorded = new(
        """
        SELECT m.[GroupId], MAX(m.[Id]) AS [MeetingId] FROM [GroupMeeting] m
        WHERE m.[GroupId] IN @GroupIds AND m.[HeldOn] = @HeldOn
        GROUP BY m.[GroupId]
        """
    );

    private static readonly Sql<OfficeDay, MoneyRow> Money = new(
        """
        SELECT f.[Id] AS [FundId], f.[Name] AS [FundName], s.[Account], s.[In], s.[Out], s.[Balance],
            (SELECT COUNT(*) FROM [CashCount] c
                WHERE c.[OfficeId] = f.[OfficeId] AND c.[FundId] = f.[Id] AND c.[CountedOn] = @Today) AS [Counts]
        FROM [Fund] f
        JOIN (
            SELECT p.[FundId], p.[Account], SUM(p.[Amount]) AS [Balance],
                SUM(CASE WHEN p.[EffectiveOn] = @Today AND p.[Amount] > 0 THEN p.[Amount] ELSE 0 END) AS [In],
                SUM(CASE WHEN p.[EffectiveOn] = @Today AND p.[Amount] < 0 THEN -p.[Amount] ELSE 0 END) AS [Out]
            FROM [Posting] p
            WHERE p.[Account] IN ('cash', 'bank') {?OfficeId: AND p.[OfficeId] = @OfficeId}
            GROUP BY p.[FundId], p.[Account]
        ) s ON s.[FundId] = f.[Id]
        ORDER BY s.[Account] DESC, f.[Name], f.[Id]
        """
    );

    /// <inheritdoc/>
    public async Task<Result<TillView>> Handle(GetTill request, CancellationToken cancellationToken)
    {
        var (officeId, today) = await scope.Of(null, null, cancellationToken);
        var filter = new PayableFilter
        {
            OfficeId = officeId,
            AsOf = today,
            DueBy = today,
        };
        var due = await loans.Find(filter, cancellationToken);
        var payouts = await db.Query(Payouts, new PayoutFilter(officeId, MostPayouts), cancellationToken);
        var money = await db.Query(Money, new OfficeDay(officeId, today), cancellationToken);
        return new TillView
        {
            Today = today,
            Due = PayableLoans.Of(today, due),
            Payouts = [.. payouts.Select(row => row.ToItem())],
            Meetings = await MeetingsOf(today, due, cancellationToken),
            Money = [.. money.Select(row => row.ToItem())],
        };
    }

    private async Task<IReadOnlyList<TodaysMeeting>> MeetingsOf(
        DateOnly today,
        IReadOnlyList<PayableLoan> due,
        CancellationToken ct
    )
    {
        var groups = due.Where(loan => loan.GroupId is not null)
            .GroupBy(loan => loan.GroupId!)
            .Where(group => group.Any(loan => loan.DueToday.IsPositive))
            .ToList();
        if (groups.Count == 0)
        {
            return [];
        }

        var asked = new GroupsOnDay([.. groups.Select(group => group.Key)], today);
        var recorded = (await db.Query(Recorded, asked, ct)).ToDictionary(row => row.GroupId, row => row.MeetingId);
        return
        [
            .. groups
                .Select(group => new TodaysMeeting(
                    group.Key,
                    group.First().GroupName!,
                    group.Count(),
                    group.Sum(loan => loan.DueNow),
                    recorded.GetValueOrDefault(group.Key)
                ))
                .OrderBy(meeting => meeting.MeetingId is not null)
                .ThenBy(meeting => meeting.Name, StringComparer.Ordinal),
        ];
    }

    private sealed record PayoutFilter(string? OfficeId, int Take);

    private sealed record GroupsOnDay(IReadOnlyList<string> GroupIds, DateOnly HeldOn);

    private sealed record OfficeDay(string? OfficeId, DateOnly Today);

    private sealed class PayoutRow
    {
        public string LoanId { get; init; } = "";
        public string LoanNumber { get; init; } = "";
        public string FullName { get; init; } = "";
        public string FundName { get; init; } = "";
        public Rupiah Amount { get; init; }
        public DateOnly SignedOn { get; init; }
        public int? TrancheNo { get; init; }
        public DateOnly? PlannedOn { get; init; }

        public ReadyPayout ToItem() =>
            new()
            {
                LoanId = LoanId,
                LoanNumber = LoanNumber,
                BorrowerName = FullName,
                FundName = FundName,
                Amount = Amount,
                SignedOn = SignedOn,
                TrancheNo = TrancheNo,
                PlannedOn = PlannedOn,
            };
    }

    private sealed class MeetingRow
    {
        public string GroupId { get; init; } = "";
        public string MeetingId { get; init; } = "";
    }

    private sealed class MoneyRow
    {
        public string FundId { get; init; } = "";
        public string FundName { get; init; } = "";
        public string Account { get; init; } = "";
        public Rupiah In { get; init; }
        public Rupiah Out { get; init; }
        public Rupiah Balance { get; init; }
        public int Counts { get; init; }

        public TillMoney ToItem() =>
            new()
            {
                FundId = FundId,
                FundName = FundName,
                Account = EnumText.Parse<MoneyAccount>(Account),
                In = In,
                Out = Out,
                Balance = Balance,
                IsCounted = Counts > 0,
            };
    }
}
