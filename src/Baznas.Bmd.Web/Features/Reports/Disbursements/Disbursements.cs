using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Web.Features.Reports.Files;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reports.Disbursements;

/// <summary>What was paid out in a period, loan by loan, and what of it was taken back.</summary>
[Allowed(Role.Auditor, Role.Approver, Role.Cashier, Role.Admin)]
public sealed record GetDisbursements : IReportQuery<DisbursementsReport>, IApiEndpoint
{
    /// <summary>What is asked for.</summary>
    public required PeriodQuery Query { get; init; }

    Subject IRead.Subject => ReportScope.SubjectOf(Query.OfficeId);

    ReportNarrowing IReportQuery.Narrowing => new() { FundId = Query.FundId };

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Report<GetDisbursements, DisbursementsReport>(
            "/reports/disbursements",
            ([AsParameters] PeriodQuery query, EnumValue<ReportFormat>? format) =>
                new GetDisbursements { Query = query }
        );
}

/// <summary>The disbursements of a period.</summary>
public sealed record DisbursementsReport : IReport
{
    /// <summary>The first day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day.</summary>
    public required DateOnly To { get; init; }

    /// <summary>In the order of their dates.</summary>
    public required IReadOnlyList<DisbursementLine> Items { get; init; }

    /// <summary>Rupiah, net of reversals.</summary>
    public required Rupiah Total { get; init; }

    /// <inheritdoc/>
    public ReportContent Content() =>
        new(
            $"disbursements-{From:yyyy-MM-dd}-{To:yyyy-MM-dd}",
            "reports.disbursements",
            new ReportPeriod(From, To),
            ReportSheet
                .Of(Items)
                .Date("effectiveOn", "reports.date", item => item.EffectiveOn)
                .Text("journal", "reports.entry", item => item.JournalNumber)
                .Text("loan", "reports.loan", item => item.LoanNumber)
                .Text("borrower", "loans.borrower", item => item.BorrowerName)
                .Text("product", "loans.product", item => item.ProductCode)
                .Text("fund", "reports.fund", item => item.FundCode)
                .Code(
                    "account",
                    "reports.paid_from",
                    item => item.Account is { } account ? CodedWord.Of(EnumText.Parse<Account>(account)) : null
                )
                .Money("amount", "field.amount", item => item.Amount)
                .Total(Total)
        );
}

/// <summary>A disbursement, or with an amount below zero its reversal.</summary>
public sealed record DisbursementLine
{
#pragma warning disable CS1591 // As in a loan's transactions.
    public required string TransactionId { get; init; }
    public required string JournalNumber { get; init; }
    public required DateOnly EffectiveOn { get; init; }
    public required string LoanId { get; init; }
    public required string LoanNumber { get; init; }
    public required string BorrowerName { get; init; }
    public required string ProductCode { get; init; }
    public required string FundCode { get; init; }
    public required string? Account { get; init; }
    public required Rupiah Amount { get; init; }
#pragma warning restore CS1591
}

/// <summary>Reads them from the ledger.</summary>
public sealed class GetDisbursementsHandler(Db db, ReportScope scope)
    : IRequestHandler<GetDisbursements, Result<DisbursementsReport>>
{
    private static readonly Sql<PeriodParameters, Row> List = new(
        """
        SELECT e.[Id], e.[Number], p.[EffectiveOn], l.[Id] AS [LoanId], l.[Number] AS [LoanNumber], b.[FullName],
            t.[Code] AS [ProductCode], f.[Code] AS [FundCode], (SELECT MIN(m.[Account]) FROM [Posting] m
                WHERE m.[EntryId] = e.[Id] AND m.[Account] IN ('cash', 'bank')) AS [Account], p.[Amount]
        FROM [Posting] p
        JOIN [JournalEntry] e ON e.[Id] = p.[EntryId]
        JOIN [Loan] l ON l.[Id] = p.[LoanId]
        JOIN [Borrower] b ON b.[Id] = l.[BorrowerId]
        JOIN [Product] t ON t.[Id] = l.[ProductId]
        JOIN [Fund] f ON f.[Id] = p.[FundId]
        WHERE p.[Account] = 'qardhReceivable' AND p.[Kind] = 'disbursement'
            AND p.[EffectiveOn] >= @From AND p.[EffectiveOn] <= @To
            {?OfficeId: AND p.[OfficeId] = @OfficeId}
            {?FundId: AND p.[FundId] = @FundId}
        ORDER BY p.[EffectiveOn], e.[Id]
        """
    );

    /// <inheritdoc/>
    public async Task<Result<DisbursementsReport>> Handle(GetDisbursements request, CancellationToken cancellationToken)
    {
        var asked = await scope.Of(request.Query, cancellationToken);
        if (asked.IsRefused(out var error))
        {
            return error;
        }

        var period = asked.Value;
        var rows = await db.Query(List, period, cancellationToken);
        return new DisbursementsReport
        {
            From = period.From,
            To = period.To,
            Items = [.. rows.Select(row => row.ToLine())],
            Total = rows.Sum(row => row.Amount),
        };
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string Number { get; init; } = "";
        public DateOnly EffectiveOn { get; init; }
        public string LoanId { get; init; } = "";
        public string LoanNumber { get; init; } = "";
        public string FullName { get; init; } = "";
        public string ProductCode { get; init; } = "";
        public string FundCode { get; init; } = "";
        public string? Account { get; init; }
        public Rupiah Amount { get; init; }

        public DisbursementLine ToLine() =>
            new()
            {
                TransactionId = Id,
                JournalNumber = Number,
                EffectiveOn = EffectiveOn,
                LoanId = LoanId,
                LoanNumber = LoanNumber,
                BorrowerName = FullName,
                ProductCode = ProductCode,
                FundCode = FundCode,
                Account = Account,
                Amount = Amount,
            };
    }
}
