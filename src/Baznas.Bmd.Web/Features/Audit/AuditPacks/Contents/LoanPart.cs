using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Features.Loans;
using Baznas.Bmd.Web.Features.Reports;
using Baznas.Bmd.Web.Features.Reports.Portfolio;
using Baznas.Bmd.Web.Features.Statements;
using MediatR;

namespace Baznas.Bmd.Web.Features.Audit.AuditPacks.Contents;

/// <summary>
/// Every loan that was paid out by the last day with how late it is, the portfolio report that follows, and the sums of
/// borrowers' accounts against the accounts of the ledger.
/// </summary>
public sealed class LoanPart(Db db, IMediator mediator, CollectibilityTables tables)
{
    private static readonly Sql<Day, Row> Loans = new(
        $"""
        WITH [Balance] AS (
            SELECT p.[LoanId],
                SUM(CASE WHEN p.[Kind] = 'disbursement' THEN p.[Amount] ELSE 0 END) AS [Disbursed],
                SUM(CASE WHEN p.[Kind] IN ('repayment', 'depositApplied') THEN -p.[Amount] ELSE 0 END) AS [Repaid],
                SUM(CASE WHEN p.[Kind] = 'writeOff' THEN -p.[Amount] ELSE 0 END) AS [WrittenOff],
                SUM(CASE WHEN p.[Kind] = 'forgiveness' THEN -p.[Amount] ELSE 0 END) AS [Forgiven],
                SUM(p.[Amount]) AS [Outstanding], MIN(p.[EffectiveOn]) AS [DisbursedOn]
            FROM [Posting] p
            WHERE p.[Account] = 'qardhReceivable' AND p.[EffectiveOn] <= @AsOf AND p.[OfficeId] = @OfficeId
            GROUP BY p.[LoanId]
        )
        SELECT l.[Id], l.[Number], l.[ExternalRef], m.[Number] AS [BorrowerNumber], m.[FullName], m.[VillageCode],
            c.[Code] AS [ProductCode], f.[Code] AS [FundCode], l.[Principal], l.[Installments], k.[Number] AS [AkadNumber],
            b.[Disbursed], b.[Repaid], b.[WrittenOff], b.[Forgiven], b.[Outstanding], b.[DisbursedOn],
            CASE WHEN b.[Outstanding] > 0 THEN
                (SELECT MIN(i.[DueOn]) FROM [Instalment] i
                WHERE i.[LoanId] = b.[LoanId] AND i.[Version] = v.[Version]
                    AND i.[Cumulative] > b.[Repaid] - v.[RepaidBefore])
                END AS [OldestUnpaid],
            CASE WHEN {ScheduleBook.Restructured} THEN 1 ELSE 0 END AS [Restructured]
        FROM [Balance] b
        JOIN [Loan] l ON l.[Id] = b.[LoanId]
        JOIN [Borrower] m ON m.[Id] = l.[BorrowerId]
        JOIN [Product] c ON c.[Id] = l.[ProductId]
        JOIN [Fund] f ON f.[Id] = l.[FundId]
        JOIN [ScheduleVersion] v ON v.[LoanId] = b.[LoanId] AND v.[Version] = (SELECT MAX(x.[Version])
            FROM [ScheduleVersion] x WHERE x.[LoanId] = b.[LoanId] AND x.[EffectiveOn] <= @AsOf)
        LEFT JOIN [Akad] k ON k.[LoanId] = l.[Id]
        ORDER BY l.[Number]
        """
    );

    private static readonly Sql<Day, DepositRow> Deposits = new(
        """
        SELECT b.[Number] AS [BorrowerNumber], b.[FullName], f.[Code] AS [FundCode], SUM(p.[Amount]) AS [Balance]
        FROM [Posting] p
        JOIN [Borrower] b ON b.[Id] = p.[BorrowerId]
        JOIN [Fund] f ON f.[Id] = p.[FundId]
        WHERE p.[Account] = 'borrowerDeposits' AND p.[EffectiveOn] <= @AsOf AND p.[OfficeId] = @OfficeId
        GROUP BY b.[Number], b.[FullName], f.[Code]
        HAVING SUM(p.[Amount]) <> 0
        ORDER BY b.[Number], f.[Code]
        """
    );

    private static readonly Sql<Day, ControlRow> Controls = new(
        $"""
        SELECT p.[Account], {AccountNames.Code} AS [AccountCode], {AccountNames.Name} AS [AccountName], f.[Code] AS [FundCode],
            SUM(p.[Amount]) AS [Balance]
        FROM [Posting] p
        JOIN [Account] a ON a.[OfficeId] = p.[OfficeId] AND a.[Account] = p.[Account]
        {AccountNames.On("@AsOf")}
        JOIN [Fund] f ON f.[Id] = p.[FundId]
        WHERE p.[OfficeId] = @OfficeId AND p.[Account] IN ('qardhReceivable', 'borrowerDeposits')
            AND p.[EffectiveOn] <= @AsOf
        GROUP BY p.[Account], n.[Code], a.[Code], n.[Name], a.[Name], f.[Code]
        ORDER BY {AccountNames.Code}, f.[Code]
        """
    );

    /// <summary>Adds them.</summary>
    /// <returns>The ids of the loans that were drawn, by their numbers, and the draw.</returns>
    public async Task<(SampleDraw Draw, IReadOnlyDictionary<string, string> Ids)> Add(
        PackBuild build,
        CancellationToken ct
    )
    {
        var day = new Day(build.Scope.Office.Id, build.Scope.To);
        var table = await tables.Of(day.OfficeId, ct);
        var loans = await build.Keep(db.Stream(Loans, day, ct), ct);
        build.Table("loans", "reports.loans", LoanSheet(loans, day.AsOf, table));
        var query = new ReportQuery { OfficeId = day.OfficeId, AsOf = day.AsOf };
        build.Table("portfolio", (await mediator.Send(new GetPortfolio { Query = query }, ct)).Value.Content());

        var deposits = await db.Query(Deposits, day, ct);
        build.Table("deposits", "audit_packs.deposits", DepositSheet(deposits));
        var controls = await db.Query(Controls, day, ct);
        build.Table("subledgers", "audit_packs.subledgers", SubledgerSheet(controls, Sums(loans, deposits)));
        return Draw(build.Scope, loans);
    }

    private static (SampleDraw, IReadOnlyDictionary<string, string>) Draw(
        PackScope scope,
        IReadOnlyCollection<Row> loans
    )
    {
        var draw = new SampleDraw(scope.Seed, scope.SampleSize);
        foreach (var loan in loans)
        {
            draw.Offer(loan.Number);
        }

        var drawn = draw.Drawn().Select(one => one.Number).ToHashSet();
        return (
            draw,
            loans.Where(loan => drawn.Contains(loan.Number)).ToDictionary(loan => loan.Number, loan => loan.Id)
        );
    }

    private static Dictionary<(string Account, string Fund), (Rupiah Sum, int Items)> Sums(
        IReadOnlyCollection<Row> loans,
        IReadOnlyList<DepositRow> deposits
    )
    {
        var sums = new Dictionary<(string, string), (Rupiah Sum, int Items)>();
        foreach (var loan in loans.Where(loan => !loan.Outstanding.IsZero))
        {
            Count(("qardhReceivable", loan.FundCode), loan.Outstanding);
        }

        foreach (var deposit in deposits)
        {
            Count(("borrowerDeposits", deposit.FundCode), deposit.Balance);
        }

        return sums;

        void Count((string, string) key, Rupiah amount)
        {
            var (sum, items) = sums.GetValueOrDefault(key);
            sums[key] = (sum + amount, items + 1);
        }
    }

    private static ReportSheet LoanSheet(IReadOnlyCollection<Row> loans, DateOnly asOf, CollectibilityTable table) =>
        ReportSheet
            .Of(loans)
            .Text("loan", "reports.loan", row => row.Number)
            .Text("externalRef", "borrowers.old_number", row => row.ExternalRef)
            .Text("borrower", "audit.field.number", row => row.BorrowerNumber)
            .Text("borrowerName", "loans.borrower", row => row.FullName)
            .Text("village", "field.villageCode", row => row.VillageCode)
            .Text("product", "loans.product", row => row.ProductCode)
            .Text("fund", "reports.fund", row => row.FundCode)
            .Text("akad", "reports.akad", row => row.AkadNumber)
            .Date("disbursedOn", "audit_packs.disbursed_on", row => row.DisbursedOn)
            .Money("principal", "loans.principal", row => row.Principal)
            .Count("installments", "reports.instalments", row => row.Installments)
            .Money("disbursed", "reports.disbursed", row => row.Disbursed)
            .Summed()
            .Money("repaid", "reports.repaid", row => row.Repaid)
            .Summed()
            .Money("writtenOff", "reports.written_off", row => row.WrittenOff)
            .Summed()
            .Money("forgiven", "reports.forgiven", row => row.Forgiven)
            .Summed()
            .Money("outstanding", "loans.outstanding", row => row.Outstanding)
            .Summed()
            .Date("oldestUnpaidDueOn", "reports.oldest_due", row => row.OldestUnpaid)
            .Count("daysPastDue", "reports.days_late", row => row.DaysPastDue(asOf))
            .Code(
                "collectibility",
                "reports.class",
                row => row.DaysPastDue(asOf) is { } days ? CodedWord.Of(table.Classify(days)) : null
            )
            .Code("restructured", "reports.restructured", row => CodedWord.Of(row.Restructured));

    private static ReportSheet DepositSheet(IReadOnlyList<DepositRow> deposits) =>
        ReportSheet
            .Of(deposits)
            .Text("borrower", "audit.field.number", row => row.BorrowerNumber)
            .Text("borrowerName", "loans.borrower", row => row.FullName)
            .Text("fund", "reports.fund", row => row.FundCode)
            .Money("balance", "reports.balance", row => row.Balance)
            .Summed();

    private static ReportSheet SubledgerSheet(
        IReadOnlyList<ControlRow> controls,
        Dictionary<(string Account, string Fund), (Rupiah Sum, int Items)> sums
    ) =>
        ReportSheet
            .Of(controls)
            .Text("account", "reports.account", row => row.AccountCode)
            .Text("accountName", "reports.account_name", row => row.AccountName)
            .Text("fund", "reports.fund", row => row.FundCode)
            .Money("control", "audit_packs.control", row => row.Balance)
            .Money("subledger", "audit_packs.subledger", row => sums.GetValueOrDefault((row.Account, row.FundCode)).Sum)
            .Count("items", "reports.count", row => sums.GetValueOrDefault((row.Account, row.FundCode)).Items)
            .Money(
                "difference",
                "audit_packs.difference",
                row => row.Balance - sums.GetValueOrDefault((row.Account, row.FundCode)).Sum
            );

    private sealed record Day(string OfficeId, DateOnly AsOf);

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string Number { get; init; } = "";
        public string? ExternalRef { get; init; }
        public string BorrowerNumber { get; init; } = "";
        public string FullName { get; init; } = "";
        public string? VillageCode { get; init; }
        public string ProductCode { get; init; } = "";
        public string FundCode { get; init; } = "";
        public Rupiah Principal { get; init; }
        public int Installments { get; init; }
        public string? AkadNumber { get; init; }
        public Rupiah Disbursed { get; init; }
        public Rupiah Repaid { get; init; }
        public Rupiah WrittenOff { get; init; }
        public Rupiah Forgiven { get; init; }
        public Rupiah Outstanding { get; init; }
        public DateOnly DisbursedOn { get; init; }
        public DateOnly? OldestUnpaid { get; init; }
        public bool Restructured { get; init; }

        public int? DaysPastDue(DateOnly asOf) => OldestUnpaid is { } due ? Standing.DaysSince(due, asOf) : null;
    }

    private sealed class DepositRow
    {
        public string BorrowerNumber { get; init; } = "";
        public string FullName { get; init; } = "";
        public string FundCode { get; init; } = "";
        public Rupiah Balance { get; init; }
    }

    private sealed class ControlRow
    {
        public string Account { get; init; } = "";
        public string AccountCode { get; init; } = "";
        public string AccountName { get; init; } = "";
        public string FundCode { get; init; } = "";
        public Rupiah Balance { get; init; }
    }
}
