using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Web.Features.Reports.Files;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reports.GeneralLedger;

/// <summary>Every posting of one account in a period, with its running balance.</summary>
[Allowed(Role.Auditor, Role.Approver, Role.Cashier, Role.Admin)]
public sealed record GetGeneralLedger : IReportQuery<GeneralLedgerReport>, IApiEndpoint
{
    /// <summary>The account.</summary>
    public required Account Account { get; init; }

    /// <summary>What is asked for.</summary>
    public required PeriodQuery Query { get; init; }

    Subject IRead.Subject => ReportScope.SubjectOf(Query.OfficeId);

    ReportNarrowing IReportQuery.Narrowing => new() { FundId = Query.FundId };

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Report<GetGeneralLedger, GeneralLedgerReport>(
            "/reports/general-ledger",
            (EnumValue<Account> account, [AsParameters] PeriodQuery query, EnumValue<ReportFormat>? format) =>
                new GetGeneralLedger { Account = account.Value, Query = query }
        );
}

/// <summary>An account over a period, in rupiah; a debit is above zero.</summary>
public sealed record GeneralLedgerReport : IReport
{
    /// <summary>The account.</summary>
    public required Account Account { get; init; }

    /// <summary>The first day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day.</summary>
    public required DateOnly To { get; init; }

    /// <summary>The balance before the first day.</summary>
    public required Rupiah Opening { get; init; }

    /// <summary>The postings.</summary>
    public required IReadOnlyCollection<GeneralLedgerLine> Lines { get; init; }

    /// <summary>The balance at the end of the last day.</summary>
    public required Rupiah Closing { get; init; }

    /// <inheritdoc/>
    public ReportContent Content() =>
        new(
            $"ledger-{EnumText.Of(Account)}-{From:yyyy-MM-dd}-{To:yyyy-MM-dd}",
            "reports.ledger_of",
            new ReportPeriod(From, To),
            ReportSheet
                .Of(Lines)
                .Date("effectiveOn", "reports.date", line => line.EffectiveOn)
                .Text("number", "reports.entry", line => line.Number)
                .Code("kind", "reports.kind", line => CodedWord.Of(line.Kind))
                .Text("fund", "reports.fund", line => line.FundCode)
                .Text("loan", "reports.loan", line => line.LoanNumber)
                .Text("reference", "reports.reference", line => line.Reference)
                .Money("debit", "reports.debit", line => line.Debit)
                .OrNothing()
                .Summed()
                .Money("credit", "reports.credit", line => line.Credit)
                .OrNothing()
                .Summed()
                .Money("balance", "reports.balance", line => line.Balance)
                .Closing(Closing)
        )
        {
            TitleArguments = [PageText.Word(Account)],
            Notes = [new HeadLine(PageText.T("reports.ledger.opening", From), PageText.Money(Opening))],
        };
}

/// <summary>One posting.</summary>
public sealed record GeneralLedgerLine
{
#pragma warning disable CS1591 // The columns of JournalEntry and Posting.
    public required string TransactionId { get; init; }
    public required string Number { get; init; }
    public required EntryKind Kind { get; init; }
    public required DateOnly EffectiveOn { get; init; }
    public required string FundCode { get; init; }
    public required string? LoanId { get; init; }
    public required string? LoanNumber { get; init; }
    public required string? Reference { get; init; }
    public required Rupiah Debit { get; init; }
    public required Rupiah Credit { get; init; }
#pragma warning restore CS1591

    /// <summary>The account's balance after it.</summary>
    public required Rupiah Balance { get; init; }
}

/// <summary>Reads the postings and runs the balance over them.</summary>
public sealed class GetGeneralLedgerHandler(Db db, ReportScope scope, SpoolFolder folder)
    : IRequestHandler<GetGeneralLedger, Result<GeneralLedgerReport>>
{
    private static readonly Sql<BeforeParameters, Rupiah> SumBefore = new(
        """
        SELECT COALESCE(SUM(p.[Amount]), 0) AS [Opening] FROM [Posting] p
        WHERE p.[Account] = @Account AND p.[EffectiveOn] < @From
            {?OfficeId: AND p.[OfficeId] = @OfficeId}
            {?FundId: AND p.[FundId] = @FundId}
        """
    );

    private static readonly Sql<Parameters, Row> List = new(
        """
        SELECT e.[Id], e.[Number], e.[Kind], e.[EffectiveOn], f.[Code] AS [FundCode], e.[LoanId],
            l.[Number] AS [LoanNumber], e.[Reference], p.[Amount]
        FROM [Posting] p
        JOIN [JournalEntry] e ON e.[Id] = p.[EntryId]
        JOIN [Fund] f ON f.[Id] = p.[FundId]
        LEFT JOIN [Loan] l ON l.[Id] = e.[LoanId]
        WHERE p.[Account] = @Account AND p.[EffectiveOn] >= @From AND p.[EffectiveOn] <= @To
            {?OfficeId: AND p.[OfficeId] = @OfficeId}
            {?FundId: AND p.[FundId] = @FundId}
        ORDER BY e.[EffectiveOn], e.[Id], p.[Line]
        """
    );

    /// <inheritdoc/>
    public async Task<Result<GeneralLedgerReport>> Handle(GetGeneralLedger request, CancellationToken cancellationToken)
    {
        var asked = await scope.Of(request.Query, cancellationToken);
        if (asked.IsRefused(out var error))
        {
            return error;
        }

        var period = asked.Value;
        var parameters = new Parameters
        {
            Account = EnumText.Of(request.Account),
            OfficeId = period.OfficeId,
            From = period.From,
            To = period.To,
            FundId = period.FundId,
        };
        var before = new BeforeParameters
        {
            Account = parameters.Account,
            OfficeId = period.OfficeId,
            From = period.From,
            FundId = period.FundId,
        };
        var opening = await db.Find(SumBefore, before, cancellationToken);
        var balance = opening;
        var lines = await folder.Keep(Lines(), cancellationToken);
        return new GeneralLedgerReport
        {
            Account = request.Account,
            From = period.From,
            To = period.To,
            Opening = opening,
            Lines = lines,
            Closing = balance,
        };

        async IAsyncEnumerable<GeneralLedgerLine> Lines()
        {
            await foreach (var row in db.Stream(List, parameters, cancellationToken))
            {
                balance += row.Amount;
                yield return row.ToLine(balance);
            }
        }
    }

    private sealed record BeforeParameters
    {
        public required string Account { get; init; }
        public required string? OfficeId { get; init; }
        public required DateOnly From { get; init; }
        public required string? FundId { get; init; }
    }

    private sealed record Parameters
    {
        public required string Account { get; init; }
        public required string? OfficeId { get; init; }
        public required DateOnly From { get; init; }
        public required DateOnly To { get; init; }
        public required string? FundId { get; init; }
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string Number { get; init; } = "";
        public string Kind { get; init; } = "";
        public DateOnly EffectiveOn { get; init; }
        public string FundCode { get; init; } = "";
        public string? LoanId { get; init; }
        public string? LoanNumber { get; init; }
        public string? Reference { get; init; }
        public Rupiah Amount { get; init; }

        public GeneralLedgerLine ToLine(Rupiah balance) =>
            new()
            {
                TransactionId = Id,
                Number = Number,
                Kind = EnumText.Parse<EntryKind>(Kind),
                EffectiveOn = EffectiveOn,
                FundCode = FundCode,
                LoanId = LoanId,
                LoanNumber = LoanNumber,
                Reference = Reference,
                Debit = Rupiah.Max(Amount, Rupiah.Zero),
                Credit = Rupiah.Max(-Amount, Rupiah.Zero),
                Balance = balance,
            };
    }
}
