using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Web.Features.Reports.Files;
using Baznas.Bmd.Web.Features.Statements;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reports.TrialBalance;

/// <summary>Every account's balance on a day, fund by fund. Debits equal credits.</summary>
[Allowed(Role.Auditor, Role.Approver, Role.Cashier, Role.Admin)]
public sealed record GetTrialBalance : IReportQuery<TrialBalanceReport>, IApiEndpoint
{
    /// <summary>What is asked for.</summary>
    public required TrialBalanceQuery Query { get; init; }

    Subject IRead.Subject => ReportScope.SubjectOf(Query.OfficeId);

    ReportNarrowing IReportQuery.Narrowing => new() { FundId = Query.FundId };

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Report<GetTrialBalance, TrialBalanceReport>(
            "/reports/trial-balance",
            ([AsParameters] TrialBalanceQuery query, EnumValue<ReportFormat>? format) =>
                new GetTrialBalance { Query = query }
        );
}

/// <summary>What a trial balance can be asked for.</summary>
public sealed record TrialBalanceQuery
{
    /// <summary>The day; today when left out.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>Only this office, for who may see several.</summary>
    public string? OfficeId { get; init; }

    /// <summary>Only this fund.</summary>
    public string? FundId { get; init; }
}

/// <summary>The trial balance of a day, in rupiah.</summary>
public sealed record TrialBalanceReport : IReport
{
    /// <summary>The day.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>A row for each account and fund that has a posting.</summary>
    public required IReadOnlyList<TrialBalanceRow> Rows { get; init; }

    /// <summary>The sum of all debit balances.</summary>
    public required Rupiah TotalDebit { get; init; }

    /// <summary>The sum of all credit balances; the same.</summary>
    public required Rupiah TotalCredit { get; init; }

    /// <inheritdoc/>
    public ReportContent Content() =>
        new(
            $"trial-balance-{AsOf:yyyy-MM-dd}",
            "reports.trial",
            ReportPeriod.On(AsOf),
            ReportSheet
                .Of(Rows)
                .Text("office", "reports.by.officeId", row => row.OfficeCode)
                .Text("accountCode", "reports.account", row => row.AccountCode)
                .Text("accountName", "reports.account_name", row => row.AccountName)
                .Text("fund", "reports.fund", row => row.FundCode)
                .Money("debit", "reports.debit", row => row.Debit)
                .OrNothing()
                .Total(TotalDebit)
                .Money("credit", "reports.credit", row => row.Credit)
                .OrNothing()
                .Total(TotalCredit)
        );
}

/// <summary>An account's balance in one fund.</summary>
public sealed record TrialBalanceRow
{
    /// <summary>The office's mark.</summary>
    public required string OfficeCode { get; init; }

    /// <summary>What the account is to the service.</summary>
    public required Account Account { get; init; }

    /// <summary>The office's number for it.</summary>
    public required string AccountCode { get; init; }

    /// <summary>The office's name for it.</summary>
    public required string AccountName { get; init; }

    /// <summary>The fund.</summary>
    public required string FundId { get; init; }

    /// <summary>The fund's mark.</summary>
    public required string FundCode { get; init; }

    /// <summary>The balance when it is a debit, rupiah.</summary>
    public required Rupiah Debit { get; init; }

    /// <summary>The balance when it is a credit, rupiah.</summary>
    public required Rupiah Credit { get; init; }
}

/// <summary>Sums the ledger.</summary>
public sealed class GetTrialBalanceHandler(Db db, ReportScope scope)
    : IRequestHandler<GetTrialBalance, Result<TrialBalanceReport>>
{
    private static readonly Sql<Parameters, Row> Sums = new(
        $$"""
        SELECT o.[Code] AS [OfficeCode], s.[Account], {{AccountNames.Code}} AS [AccountCode],
            {{AccountNames.Name}} AS [AccountName], s.[FundId], f.[Code] AS [FundCode], s.[Balance]
        FROM (
            SELECT p.[OfficeId], p.[Account], p.[FundId], SUM(p.[Amount]) AS [Balance]
            FROM [Posting] p
            WHERE p.[EffectiveOn] <= @AsOf
                {?OfficeId: AND p.[OfficeId] = @OfficeId}
                {?FundId: AND p.[FundId] = @FundId}
            GROUP BY p.[OfficeId], p.[Account], p.[FundId]
        ) s
        JOIN [Office] o ON o.[Id] = s.[OfficeId]
        JOIN [Account] a ON a.[OfficeId] = s.[OfficeId] AND a.[Account] = s.[Account]
        {{AccountNames.On("@AsOf")}}
        JOIN [Fund] f ON f.[Id] = s.[FundId]
        ORDER BY o.[Code], {{AccountNames.Code}}, f.[Code]
        """
    );

    /// <inheritdoc/>
    public async Task<Result<TrialBalanceReport>> Handle(GetTrialBalance request, CancellationToken cancellationToken)
    {
        var (officeId, asOf) = await scope.Of(request.Query.OfficeId, request.Query.AsOf, cancellationToken);
        var sums = await db.Query(Sums, new Parameters(asOf, officeId, request.Query.FundId), cancellationToken);
        var rows = sums.Select(row => row.ToRow()).ToList();
        return new TrialBalanceReport
        {
            AsOf = asOf,
            Rows = rows,
            TotalDebit = rows.Sum(row => row.Debit),
            TotalCredit = rows.Sum(row => row.Credit),
        };
    }

    private sealed record Parameters(DateOnly AsOf, string? OfficeId, string? FundId);

    private sealed class Row
    {
        public string OfficeCode { get; init; } = "";
        public string Account { get; init; } = "";
        public string AccountCode { get; init; } = "";
        public string AccountName { get; init; } = "";
        public string FundId { get; init; } = "";
        public string FundCode { get; init; } = "";
        public Rupiah Balance { get; init; }

        public TrialBalanceRow ToRow() =>
            new()
            {
                OfficeCode = OfficeCode,
                Account = EnumText.Parse<Account>(Account),
                AccountCode = AccountCode,
                AccountName = AccountName,
                FundId = FundId,
                FundCode = FundCode,
                Debit = Rupiah.Max(Balance, Rupiah.Zero),
                Credit = Rupiah.Max(-Balance, Rupiah.Zero),
            };
    }
}
