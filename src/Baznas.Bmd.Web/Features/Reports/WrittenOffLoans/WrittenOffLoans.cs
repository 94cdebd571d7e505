using Baznas.Bmd.Web.Features.Reports.Files;
using Baznas.Bmd.Web.Features.WriteOffs;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reports.WrittenOffLoans;

/// <summary>The debts that left the books in a period, written off or forgiven, and what of that was taken back.</summary>
[Allowed(Role.Auditor, Role.Approver, Role.Cashier, Role.Admin)]
public sealed record GetWrittenOffLoans : IReportQuery<WrittenOffLoansReport>, IApiEndpoint
{
    /// <summary>What is asked for.</summary>
    public required PeriodQuery Query { get; init; }

    Subject IRead.Subject => ReportScope.SubjectOf(Query.OfficeId);

    ReportNarrowing IReportQuery.Narrowing => new() { FundId = Query.FundId };

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Report<GetWrittenOffLoans, WrittenOffLoansReport>(
            "/reports/written-off-loans",
            ([AsParameters] PeriodQuery query, EnumValue<ReportFormat>? format) =>
                new GetWrittenOffLoans { Query = query }
        );
}

/// <summary>The debts that left the books in a period. Its totals are those of the funds report.</summary>
public sealed record WrittenOffLoansReport : IReport
{
    /// <summary>The first day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day.</summary>
    public required DateOnly To { get; init; }

    /// <summary>In the order of their dates.</summary>
    public required IReadOnlyList<WrittenOffLine> Items { get; init; }

    /// <summary>Written off, net of what was taken back, rupiah.</summary>
    public required Rupiah WrittenOff { get; init; }

    /// <summary>Forgiven, net of what was taken back, rupiah.</summary>
    public required Rupiah Forgiven { get; init; }

    /// <summary>Recovered by the last day on the loans that are listed, rupiah.</summary>
    public required Rupiah Recovered { get; init; }

    /// <summary>Still owed off the books on them, rupiah.</summary>
    public required Rupiah StillOwed { get; init; }

    /// <inheritdoc/>
    public ReportContent Content() =>
        new(
            $"written-off-loans-{From:yyyy-MM-dd}-{To:yyyy-MM-dd}",
            "reports.written_off_loans",
            new ReportPeriod(From, To),
            ReportSheet
                .Of(Items)
                .Date("effectiveOn", "reports.date", item => item.EffectiveOn)
                .Text("journal", "reports.entry", item => item.JournalNumber)
                .Text("loan", "reports.loan", item => item.LoanNumber)
                .Text("borrower", "loans.borrower", item => item.BorrowerName)
                .Text("fund", "reports.fund", item => item.FundCode)
                .Code("kind", "reports.kind", item => CodedWord.Of(item.Kind))
                .Code("cause", "reports.cause", item => item.Cause is { } cause ? CodedWord.Of(cause) : null)
                .Money("amount", "field.amount", item => item.Amount)
                .Total(WrittenOff + Forgiven)
                .Money("recovered", "reports.recovered", item => item.Recovered)
                .Total(Recovered)
                .Money("stillOwed", "reports.still_owed", item => item.StillOwed)
                .Total(StillOwed)
                .Text("approvers", "reports.approvers", item => string.Join(", ", item.Approvers))
        );
}

/// <summary>A debt that left the books, or with an amount below zero what was taken back of one.</summary>
public sealed record WrittenOffLine
{
    /// <summary>The entry.</summary>
    public required string TransactionId { get; init; }

    /// <summary>Its journal number.</summary>
    public required string JournalNumber { get; init; }

    /// <summary>From which day on it counts.</summary>
    public required DateOnly EffectiveOn { get; init; }

    /// <summary>The loan.</summary>
    public required string LoanId { get; init; }

    /// <summary>Its number.</summary>
    public required string LoanNumber { get; init; }

    /// <summary>Who owes it, or owed it.</summary>
    public required string BorrowerName { get; init; }

    /// <summary>The fund's mark.</summary>
    public required string FundCode { get; init; }

    /// <inheritdoc cref="WriteOffKind"/>
    public required WriteOffKind Kind { get; init; }

    /// <inheritdoc cref="WriteOffCause"/>
    public required WriteOffCause? Cause { get; init; }

    /// <summary>Rupiah.</summary>
    public required Rupiah Amount { get; init; }

    /// <summary>Recovered on it by the last day, rupiah; nothing once it is taken back.</summary>
    public required Rupiah Recovered { get; init; }

    /// <summary>Still owed of it on the last day, rupiah; nothing when it is forgiven or taken back.</summary>
    public required Rupiah StillOwed { get; init; }

    /// <summary>The user names of those who agreed.</summary>
    public required IReadOnlyList<string> Approvers { get; init; }
}

/// <summary>Reads them from the ledger, and from the requests who agreed.</summary>
public sealed class GetWrittenOffLoansHandler(Db db, ReportScope scope)
    : IRequestHandler<GetWrittenOffLoans, Result<WrittenOffLoansReport>>
{
    private static readonly Sql<PeriodParameters, Row> List = new(
        """
        SELECT e.[Id], e.[Number], e.[Kind], p.[EffectiveOn], l.[Id] AS [LoanId], l.[Number] AS [LoanNumber],
            b.[FullName], f.[Code] AS [FundCode], p.[Amount], r.[ReversedEntryId] AS [Reverses],
            CASE WHEN EXISTS (SELECT 1 FROM [Reversal] d JOIN [JournalEntry] x ON x.[Id] = d.[EntryId]
                WHERE d.[ReversedEntryId] = e.[Id] AND x.[EffectiveOn] <= @To) THEN 1 ELSE 0 END AS [IsTakenBack],
            COALESCE((SELECT -SUM(x.[Amount]) FROM [Posting] x WHERE x.[LoanId] = l.[Id]
                AND x.[Account] = 'recoveryIncome' AND x.[EffectiveOn] <= @To), 0) AS [Recovered]
        FROM [Posting] p
        JOIN [JournalEntry] e ON e.[Id] = p.[EntryId]
        JOIN [Loan] l ON l.[Id] = p.[LoanId]
        JOIN [Borrower] b ON b.[Id] = l.[BorrowerId]
        JOIN [Fund] f ON f.[Id] = p.[FundId]
        LEFT JOIN [Reversal] r ON r.[EntryId] = e.[Id]
        WHERE p.[Account] IN ('writeOff', 'forgiveness')
            AND p.[EffectiveOn] >= @From AND p.[EffectiveOn] <= @To
            {?OfficeId: AND p.[OfficeId] = @OfficeId}
            {?FundId: AND p.[FundId] = @FundId}
        ORDER BY p.[EffectiveOn], e.[Id]
        """
    );

    private static readonly Sql<PeriodParameters, VoiceRow> Voices = new(
        """
        SELECT d.[EntryId], w.[Cause], u.[UserName] FROM [WriteOff] w
        JOIN [WriteOffDecision] d ON d.[WriteOffId] = w.[Id] AND d.[EntryId] IS NOT NULL
        JOIN [WriteOffDecision] a ON a.[WriteOffId] = w.[Id]
        JOIN [AppUser] u ON u.[Id] = a.[DecidedBy]
        WHERE EXISTS (SELECT 1 FROM [Posting] p WHERE p.[LoanId] = w.[LoanId]
                AND p.[Account] IN ('writeOff', 'forgiveness')
                AND p.[EffectiveOn] >= @From AND p.[EffectiveOn] <= @To
                {?FundId: AND p.[FundId] = @FundId})
            {?OfficeId: AND w.[OfficeId] = @OfficeId}
        ORDER BY a.[At], a.[DecidedBy]
        """
    );

    /// <inheritdoc/>
    public async Task<Result<WrittenOffLoansReport>> Handle(
        GetWrittenOffLoans request,
        CancellationToken cancellationToken
    )
    {
        var asked = await scope.Of(request.Query, cancellationToken);
        if (asked.IsRefused(out var error))
        {
            return error;
        }

        var period = asked.Value;
        var rows = await db.Query(List, period, cancellationToken);
        var voices = (await db.Query(Voices, period, cancellationToken)).ToLookup(voice => voice.EntryId);
        var items = rows.Select(row => row.ToLine([.. voices[row.Reverses ?? row.Id]])).ToList();
        return new WrittenOffLoansReport
        {
            From = period.From,
            To = period.To,
            Items = items,
            WrittenOff = items.Where(item => item.Kind == WriteOffKind.WriteOff).Sum(item => item.Amount),
            Forgiven = items.Where(item => item.Kind == WriteOffKind.Forgiveness).Sum(item => item.Amount),
            Recovered = items.Sum(item => item.Recovered),
            StillOwed = items.Sum(item => item.StillOwed),
        };
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string Number { get; init; } = "";
        public string Kind { get; init; } = "";
        public DateOnly EffectiveOn { get; init; }
        public string LoanId { get; init; } = "";
        public string LoanNumber { get; init; } = "";
        public string FullName { get; init; } = "";
        public string FundCode { get; init; } = "";
        public Rupiah Amount { get; init; }
        public string? Reverses { get; init; }
        public bool IsTakenBack { get; init; }
        public Rupiah Recovered { get; init; }

        public WrittenOffLine ToLine(IReadOnlyList<VoiceRow> voices)
        {
            var kind = EnumText.Parse<WriteOffKind>(Kind);
            var owedSince = Reverses is null && !IsTakenBack && kind == WriteOffKind.WriteOff;
            return new()
            {
                TransactionId = Id,
                JournalNumber = Number,
                EffectiveOn = EffectiveOn,
                LoanId = LoanId,
                LoanNumber = LoanNumber,
                BorrowerName = FullName,
                FundCode = FundCode,
                Kind = kind,
                Cause = voices.Count == 0 ? null : EnumText.Parse<WriteOffCause>(voices[0].Cause),
                Amount = Amount,
                Recovered = owedSince ? Recovered : Rupiah.Zero,
                StillOwed = owedSince ? Amount - Recovered : Rupiah.Zero,
                Approvers = [.. voices.Select(voice => voice.UserName)],
            };
        }
    }

    private sealed class VoiceRow
    {
        public string EntryId { get; init; } = "";
        public string Cause { get; init; } = "";
        public string UserName { get; init; } = "";
    }
}
