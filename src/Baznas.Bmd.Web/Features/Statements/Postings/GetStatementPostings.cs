using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Statements;
using Baznas.Bmd.Web.Features.Reports;
using Baznas.Bmd.Web.Features.Reports.Files;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Statements.Postings;

/// <summary>The postings that make the figure of a statement's line; they add up to just that.</summary>
/// <remarks>
/// Of the financial position, what there was before the first day comes first, and the postings since then lead to the
/// figure.
/// </remarks>
[Allowed(Role.Auditor, Role.Approver, Role.Cashier, Role.Admin)]
public sealed record GetStatementPostings : IReportQuery<StatementPostings>, IApiEndpoint
{
    /// <summary>The statement.</summary>
    public required StatementKind Statement { get; init; }

    /// <summary>The mark of the line.</summary>
    public required string Line { get; init; }

    /// <summary>Only this kind of fund.</summary>
    public FundKind? FundKind { get; init; }

    /// <summary>What is asked for.</summary>
    public required PeriodQuery Query { get; init; }

    Subject IRead.Subject => ReportScope.SubjectOf(Query.OfficeId);

    ReportNarrowing IReportQuery.Narrowing =>
        new()
        {
            FundId = Query.FundId,
            Others = FundKind is { } kind ? [new HeadLine(PageText.T("reports.by.fundKind"), PageText.Word(kind))] : [],
        };

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Report<GetStatementPostings, StatementPostings>(
            "/reports/statement-postings",
            (
                EnumValue<StatementKind> statement,
                string line,
                EnumValue<FundKind>? fundKind,
                [AsParameters] PeriodQuery query,
                EnumValue<ReportFormat>? format
            ) =>
                new GetStatementPostings
                {
                    Statement = statement.Value,
                    Line = line,
                    FundKind = fundKind?.Value,
                    Query = query,
                }
        );
}

/// <summary>The postings of a line, in rupiah, each as the line counts it.</summary>
public sealed record StatementPostings : IReport
{
    /// <summary>The statement.</summary>
    public required StatementKind Statement { get; init; }

    /// <summary>The mark of the line.</summary>
    public required string Line { get; init; }

    /// <summary>What the line is called.</summary>
    public required string Caption { get; init; }

    /// <summary>The first day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day.</summary>
    public required DateOnly To { get; init; }

    /// <summary>What there was before, for the financial position; 0 in other statements.</summary>
    public required Rupiah Opening { get; init; }

    /// <summary>The postings.</summary>
    public required IReadOnlyList<StatementPosting> Postings { get; init; }

    /// <summary>The figure of the line.</summary>
    public required Rupiah Total { get; init; }

    /// <inheritdoc/>
    public ReportContent Content() =>
        new(
            $"{StatementWords.FileOf(Statement)}-{Line}-{From:yyyy-MM-dd}-{To:yyyy-MM-dd}",
            "statements.postings_of",
            new ReportPeriod(From, To),
            ReportSheet
                .Of(Postings)
                .Date("effectiveOn", "reports.date", posting => posting.EffectiveOn)
                .Text("number", "reports.entry", posting => posting.Number)
                .Code("kind", "reports.kind", posting => CodedWord.Of(posting.Kind))
                .Text("account", "reports.account", posting => posting.AccountCode)
                .Text("accountName", "reports.account_name", posting => posting.AccountName)
                .Text("fund", "reports.fund", posting => posting.FundCode)
                .Text("loan", "reports.loan", posting => posting.LoanNumber)
                .Money("amount", "reports.amount", posting => posting.Amount)
                .Summed()
        )
        {
            TitleArguments = [Caption],
            Notes =
            [
                new HeadLine(
                    PageText.T(StatementWords.TitleOf(Statement)),
                    PageText.T("statements.postings.sum", Opening, Total)
                ),
            ],
        };
}

/// <summary>A posting of a line.</summary>
public sealed record StatementPosting
{
#pragma warning disable CS1591 // The columns of JournalEntry and Posting.
    public required string TransactionId { get; init; }
    public required string Number { get; init; }
    public required EntryKind Kind { get; init; }
    public required DateOnly EffectiveOn { get; init; }
    public required Account Account { get; init; }
    public required string AccountCode { get; init; }
    public required string AccountName { get; init; }
    public required string FundCode { get; init; }
    public required string? LoanId { get; init; }
    public required string? LoanNumber { get; init; }
#pragma warning restore CS1591

    /// <summary>As the line counts and shows it.</summary>
    public required Rupiah Amount { get; init; }
}

/// <summary>Reads the postings that the mapping in force on the last day puts on the line.</summary>
public sealed class GetStatementPostingsHandler(Db db, ReportScope scope, OneOffice offices, MappingBook mappings)
    : IRequestHandler<GetStatementPostings, Result<StatementPostings>>
{
    private static readonly Sql<Parameters, Row> List = new(
        $$"""
        SELECT e.[Id], e.[Number], p.[Kind], p.[EffectiveOn], p.[Account], {{AccountNames.Code}} AS [AccountCode],
            {{AccountNames.Name}} AS [AccountName], f.[Code] AS [FundCode], e.[LoanId], l.[Number] AS [LoanNumber],
            p.[Amount]
        FROM [Posting] p
        JOIN [Fund] f ON f.[Id] = p.[FundId]
        JOIN [JournalEntry] e ON e.[Id] = p.[EntryId]
        JOIN [Account] a ON a.[OfficeId] = p.[OfficeId] AND a.[Account] = p.[Account]
        {{AccountNames.On("@To")}}
        LEFT JOIN [Loan] l ON l.[Id] = e.[LoanId]
        WHERE p.[OfficeId] = @OfficeId AND p.[Account] IN @Accounts AND p.[EffectiveOn] >= @From
            AND p.[EffectiveOn] <= @To AND p.[Kind] IN @Kinds AND f.[Kind] IN @FundKinds
            {?FundId: AND p.[FundId] = @FundId}
        ORDER BY p.[EffectiveOn], p.[EntryId], p.[Line]
        """
    );

    private static readonly Sql<BeforeParameters, Rupiah> SumBefore = new(
        """
        SELECT COALESCE(SUM(p.[Amount]), 0) AS [Opening]
        FROM [Posting] p
        JOIN [Fund] f ON f.[Id] = p.[FundId]
        WHERE p.[OfficeId] = @OfficeId AND p.[Account] IN @Accounts AND p.[EffectiveOn] < @From
            AND p.[Kind] IN @Kinds AND f.[Kind] IN @FundKinds
            {?FundId: AND p.[FundId] = @FundId}
        """
    );

    /// <inheritdoc/>
    public async Task<Result<StatementPostings>> Handle(
        GetStatementPostings request,
        CancellationToken cancellationToken
    )
    {
        var asked = await scope.Of(request.Query, cancellationToken);
        var office = await offices.Of(request.Query.OfficeId, cancellationToken);
        if (asked.IsRefused(out var error) || office.IsRefused(out error))
        {
            return error;
        }

        var period = asked.Value with { OfficeId = office.Value };
        var mapping = await mappings.Of(office.Value, period.To, cancellationToken);
        return
            mapping.Lines.FirstOrDefault(line => line.Statement == request.Statement && line.Code == request.Line)
                is { } line
            ? await Read(line, Parameters.Of(line, request.FundKind, period), cancellationToken)
            : StatementErrors.LineNotFound(request.Line);
    }

    private async Task<StatementPostings> Read(StatementLine line, Parameters parameters, CancellationToken ct)
    {
        var opening =
            line.Statement is StatementKind.FinancialPosition
                ? Shown(line, line.Accounts[0], await db.Find(SumBefore, parameters.Before(), ct))
                : Rupiah.Zero;
        var postings = (await db.Query(List, parameters, ct)).Select(row => row.ToPosting(line)).ToList();
        return new StatementPostings
        {
            Statement = line.Statement,
            Line = line.Code,
            Caption = StatementWords.CaptionOf(line.Caption, line.CaptionEn),
            From = parameters.From,
            To = parameters.To,
            Opening = opening,
            Postings = postings,
            Total = opening + postings.Sum(posting => posting.Amount),
        };
    }

    private static Rupiah Shown(StatementLine line, Account account, Rupiah posted)
    {
        var counted = StatementBuilder.Turned(line.Statement, account, posted);
        return line.Sign is LineSign.Deducted ? -counted : counted;
    }

    private sealed record Parameters
    {
        public required string OfficeId { get; init; }
        public required DateOnly From { get; init; }
        public required DateOnly To { get; init; }
        public required string? FundId { get; init; }
        public required IReadOnlyList<string> Accounts { get; init; }
        public required IReadOnlyList<string> FundKinds { get; init; }
        public required IReadOnlyList<string> Kinds { get; init; }

        public static Parameters Of(StatementLine line, FundKind? kind, PeriodParameters period) =>
            new()
            {
                OfficeId = period.OfficeId!,
                From = period.From,
                To = period.To,
                FundId = period.FundId,
                Accounts = [.. line.Accounts.Select(EnumText.Of)],
                FundKinds =
                [
                    .. Enum.GetValues<FundKind>()
                        .Where(each => line.IsOf(each) && (kind is null || each == kind))
                        .Select(EnumText.Of),
                ],
                Kinds =
                [
                    .. (line.EntryKinds.Count > 0 ? line.EntryKinds : Enum.GetValues<EntryKind>()).Select(EnumText.Of),
                ],
            };

        public BeforeParameters Before() =>
            new()
            {
                OfficeId = OfficeId,
                From = From,
                FundId = FundId,
                Accounts = Accounts,
                FundKinds = FundKinds,
                Kinds = Kinds,
            };
    }

    private sealed record BeforeParameters
    {
        public required string OfficeId { get; init; }
        public required DateOnly From { get; init; }
        public required string? FundId { get; init; }
        public required IReadOnlyList<string> Accounts { get; init; }
        public required IReadOnlyList<string> FundKinds { get; init; }
        public required IReadOnlyList<string> Kinds { get; init; }
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string Number { get; init; } = "";
        public string Kind { get; init; } = "";
        public DateOnly EffectiveOn { get; init; }
        public string Account { get; init; } = "";
        public string AccountCode { get; init; } = "";
        public string AccountName { get; init; } = "";
        public string FundCode { get; init; } = "";
        public string? LoanId { get; init; }
        public string? LoanNumber { get; init; }
        public Rupiah Amount { get; init; }

        public StatementPosting ToPosting(StatementLine line)
        {
            var account = EnumText.Parse<Account>(Account);
            return new StatementPosting
            {
                TransactionId = Id,
                Number = Number,
                Kind = EnumText.Parse<EntryKind>(Kind),
                EffectiveOn = EffectiveOn,
                Account = account,
                AccountCode = AccountCode,
                AccountName = AccountName,
                FundCode = FundCode,
                LoanId = LoanId,
                LoanNumber = LoanNumber,
                Amount = Shown(line, account, Amount),
            };
        }
    }
}
