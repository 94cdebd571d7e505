using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Web.Features.Reports.Files;
using Baznas.Bmd.Web.Features.Statements;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reports.Journal;

/// <summary>Every entry of a period with its postings, in the order of its effective dates.</summary>
[Allowed(Role.Auditor, Role.Approver, Role.Cashier, Role.Admin)]
public sealed record GetJournal : IReportQuery<JournalReport>, IApiEndpoint
{
    /// <summary>What is asked for.</summary>
    public required PeriodQuery Query { get; init; }

    /// <summary>Only entries of this kind.</summary>
    public EntryKind? Kind { get; init; }

    Subject IRead.Subject => ReportScope.SubjectOf(Query.OfficeId);

    ReportNarrowing IReportQuery.Narrowing =>
        new()
        {
            FundId = Query.FundId,
            Others = Kind is { } kind ? [new HeadLine(PageText.T("reports.by.kind"), PageText.Word(kind))] : [],
        };

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Report<GetJournal, JournalReport>(
            "/reports/journal",
            ([AsParameters] PeriodQuery query, EnumValue<EntryKind>? kind, EnumValue<ReportFormat>? format) =>
                new GetJournal { Query = query, Kind = kind?.Value }
        );
}

/// <summary>The journal of a period, in rupiah.</summary>
public sealed record JournalReport : IReport
{
    /// <summary>The first day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day.</summary>
    public required DateOnly To { get; init; }

    /// <summary>The entries.</summary>
    public required IReadOnlyCollection<JournalReportEntry> Entries { get; init; }

    /// <summary>The sum of all debits.</summary>
    public required Rupiah TotalDebit { get; init; }

    /// <summary>The sum of all credits; the same.</summary>
    public required Rupiah TotalCredit { get; init; }

    /// <summary>How many postings they have.</summary>
    internal int LineCount { get; init; }

    /// <inheritdoc/>
    public ReportContent Content() =>
        new(
            $"journal-{From:yyyy-MM-dd}-{To:yyyy-MM-dd}",
            "reports.journal",
            new ReportPeriod(From, To),
            ReportSheet
                .Of(
                    new Counted<Row>(
                        Entries.SelectMany(entry => entry.Lines.Select(line => new Row(entry, line))),
                        LineCount
                    )
                )
                .Text("number", "reports.entry", row => row.Entry.Number)
                .Once()
                .Date("effectiveOn", "reports.date", row => row.Entry.EffectiveOn)
                .Once()
                .Code("kind", "reports.kind", row => CodedWord.Of(row.Entry.Kind))
                .Once()
                .Text("receipt", "reports.receipt", row => row.Entry.ReceiptNumber)
                .Once()
                .Text("loan", "reports.loan", row => row.Entry.LoanNumber)
                .Once()
                .Text("description", "funds.what", row => row.Entry.Description)
                .Once()
                .Text("account", "reports.account", row => row.Line.AccountCode)
                .Text("accountName", "reports.account_name", row => row.Line.AccountName)
                .Text("fund", "reports.fund", row => row.Line.FundCode)
                .Money("debit", "reports.debit", row => row.Line.Debit)
                .OrNothing()
                .Total(TotalDebit)
                .Money("credit", "reports.credit", row => row.Line.Credit)
                .OrNothing()
                .Total(TotalCredit)
                .Instant("bookedAt", "reports.booked_at", row => row.Entry.BookedAt)
                .Once()
                .Text("bookedBy", "reports.booked_by", row => row.Entry.BookedBy)
                .Once()
                .Text("reverses", "reports.reverses", row => row.Entry.ReversesNumber)
                .Once()
        );

    private readonly record struct Row(JournalReportEntry Entry, JournalReportLine Line);
}

/// <summary>One entry.</summary>
public sealed record JournalReportEntry
{
#pragma warning disable CS1591 // The columns of JournalEntry.
    public required string TransactionId { get; init; }
    public required string Number { get; init; }
    public required EntryKind Kind { get; init; }
    public required DateOnly EffectiveOn { get; init; }
    public required string? ReceiptNumber { get; init; }
    public required string? LoanId { get; init; }
    public required string? LoanNumber { get; init; }
    public required string? Description { get; init; }
    public required DateTimeOffset BookedAt { get; init; }
    public required string BookedBy { get; init; }
    public required string? ReversesNumber { get; init; }
    public required IReadOnlyList<JournalReportLine> Lines { get; init; }
#pragma warning restore CS1591
}

/// <summary>One posting.</summary>
public sealed record JournalReportLine
{
    /// <summary>The office's number for the account.</summary>
    public required string AccountCode { get; init; }

    /// <summary>The office's name for it.</summary>
    public required string AccountName { get; init; }

    /// <summary>The fund's mark.</summary>
    public required string FundCode { get; init; }

    /// <summary>Rupiah.</summary>
    public required Rupiah Debit { get; init; }

    /// <summary>Rupiah.</summary>
    public required Rupiah Credit { get; init; }
}

/// <summary>Reads the postings in their order and gathers them by entry.</summary>
public sealed class GetJournalHandler(Db db, ReportScope scope, SpoolFolder folder)
    : IRequestHandler<GetJournal, Result<JournalReport>>
{
    private static readonly Sql<Parameters, Row> List = new(
        $$"""
        SELECT e.[Id], e.[Number], e.[Kind], e.[EffectiveOn], e.[ReceiptNumber], e.[LoanId],
            l.[Number] AS [LoanNumber], e.[Description], e.[BookedAt], e.[BookedBy], u.[UserName] AS [BookedByName],
            o.[Number] AS [ReversesNumber], {{AccountNames.Code}} AS [AccountCode], {{AccountNames.Name}} AS [AccountName],
            f.[Code] AS [FundCode], p.[Amount]
        FROM [JournalEntry] e
        JOIN [Posting] p ON p.[EntryId] = e.[Id]
        JOIN [Account] a ON a.[OfficeId] = p.[OfficeId] AND a.[Account] = p.[Account]
        {{AccountNames.On("@To")}}
        JOIN [Fund] f ON f.[Id] = p.[FundId]
        LEFT JOIN [Loan] l ON l.[Id] = e.[LoanId]
        LEFT JOIN [AppUser] u ON u.[Id] = e.[BookedBy]
        LEFT JOIN [Reversal] r ON r.[EntryId] = e.[Id]
        LEFT JOIN [JournalEntry] o ON o.[Id] = r.[ReversedEntryId]
        WHERE e.[EffectiveOn] >= @From AND e.[EffectiveOn] <= @To
            {?OfficeId: AND e.[OfficeId] = @OfficeId}
            {?FundId: AND p.[FundId] = @FundId}
            {?Kind: AND e.[Kind] = @Kind}
        ORDER BY e.[EffectiveOn], e.[Id], p.[Line]
        """
    );

    /// <inheritdoc/>
    public async Task<Result<JournalReport>> Handle(GetJournal request, CancellationToken cancellationToken)
    {
        var asked = await scope.Of(request.Query, cancellationToken);
        if (asked.IsRefused(out var error))
        {
            return error;
        }

        var period = asked.Value;
        var parameters = new Parameters
        {
            OfficeId = period.OfficeId,
            From = period.From,
            To = period.To,
            FundId = period.FundId,
            Kind = request.Kind is { } kind ? EnumText.Of(kind) : null,
        };
        var (debit, credit, lines) = (Rupiah.Zero, Rupiah.Zero, 0);
        var entries = await folder.Keep(Entries(), cancellationToken);
        return new JournalReport
        {
            From = period.From,
            To = period.To,
            Entries = entries,
            LineCount = lines,
            TotalDebit = debit,
            TotalCredit = credit,
        };

        async IAsyncEnumerable<JournalReportEntry> Entries()
        {
            await foreach (var rows in Runs.Of(db.Stream(List, parameters, cancellationToken), row => row.Id))
            {
                var entry = rows[0].ToEntry(rows);
                debit += entry.Lines.Sum(line => line.Debit);
                credit += entry.Lines.Sum(line => line.Credit);
                lines += entry.Lines.Count;
                yield return entry;
            }
        }
    }

    private sealed record Parameters
    {
        public required string? OfficeId { get; init; }
        public required DateOnly From { get; init; }
        public required DateOnly To { get; init; }
        public required string? FundId { get; init; }
        public required string? Kind { get; init; }
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string Number { get; init; } = "";
        public string Kind { get; init; } = "";
        public DateOnly EffectiveOn { get; init; }
        public string? ReceiptNumber { get; init; }
        public string? LoanId { get; init; }
        public string? LoanNumber { get; init; }
        public string? Description { get; init; }
        public DateTimeOffset BookedAt { get; init; }
        public string BookedBy { get; init; } = "";
        public string? BookedByName { get; init; }
        public string? ReversesNumber { get; init; }
        public string AccountCode { get; init; } = "";
        public string AccountName { get; init; } = "";
        public string FundCode { get; init; } = "";
        public Rupiah Amount { get; init; }

        public JournalReportEntry ToEntry(IEnumerable<Row> lines) =>
            new()
            {
                TransactionId = Id,
                Number = Number,
                Kind = EnumText.Parse<EntryKind>(Kind),
                EffectiveOn = EffectiveOn,
                ReceiptNumber = ReceiptNumber,
                LoanId = LoanId,
                LoanNumber = LoanNumber,
                Description = Description,
                BookedAt = BookedAt,
                BookedBy = BookedByName ?? BookedBy,
                ReversesNumber = ReversesNumber,
                Lines =
                [
                    .. lines.Select(line => new JournalReportLine
                    {
                        AccountCode = line.AccountCode,
                        AccountName = line.AccountName,
                        FundCode = line.FundCode,
                        Debit = Rupiah.Max(line.Amount, Rupiah.Zero),
                        Credit = Rupiah.Max(-line.Amount, Rupiah.Zero),
                    }),
                ],
            };
    }
}
