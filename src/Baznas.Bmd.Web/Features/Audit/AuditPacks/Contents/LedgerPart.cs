using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Web.Features.Reports;
using Baznas.Bmd.Web.Features.Statements;

namespace Baznas.Bmd.Web.Features.Audit.AuditPacks.Contents;

/// <summary>The journal, every account's ledger, and the trial balance that follows from them.</summary>
/// <param name="db">The request's database.</param>
public sealed class LedgerPart(Db db)
{
    private const string Columns = $"""
        e.[Number], e.[Kind], e.[EffectiveOn], e.[ReceiptNumber], l.[Number] AS [LoanNumber],
            b.[Number] AS [BorrowerNumber], e.[Method], e.[Reference], e.[Description], e.[BookedAt],
            e.[BookedBy], u.[UserName] AS [BookedByName], o.[Number] AS [ReversesNumber],
            {AccountNames.Code} AS [AccountCode], {AccountNames.Name} AS [AccountName], f.[Code] AS [FundCode], p.[Amount]
        """;

    // Numbers and names are those of the last day, in every table of a pack.
    private static readonly string Joins = $"""
        JOIN [Account] a ON a.[OfficeId] = p.[OfficeId] AND a.[Account] = p.[Account]
        {AccountNames.On("@To")}
        JOIN [Fund] f ON f.[Id] = p.[FundId]
        LEFT JOIN [Loan] l ON l.[Id] = e.[LoanId]
        LEFT JOIN [Borrower] b ON b.[Id] = e.[BorrowerId]
        LEFT JOIN [AppUser] u ON u.[Id] = e.[BookedBy]
        LEFT JOIN [Reversal] r ON r.[EntryId] = e.[Id]
        LEFT JOIN [JournalEntry] o ON o.[Id] = r.[ReversedEntryId]
        """;

    private static readonly Sql<PackDays, Line> Journal = new(
        $"""
        SELECT {Columns}
        FROM [JournalEntry] e
        JOIN [Posting] p ON p.[EntryId] = e.[Id]
        {Joins}
        WHERE e.[OfficeId] = @OfficeId AND e.[EffectiveOn] >= @From AND e.[EffectiveOn] <= @To
        ORDER BY e.[EffectiveOn], e.[Id], p.[Line]
        """
    );

    private static readonly Sql<PackDays, Line> Ledgers = new(
        $"""
        SELECT {Columns}
        FROM [JournalEntry] e
        JOIN [Posting] p ON p.[EntryId] = e.[Id]
        {Joins}
        WHERE e.[OfficeId] = @OfficeId AND e.[EffectiveOn] >= @From AND e.[EffectiveOn] <= @To
        ORDER BY {AccountNames.Code}, f.[Code], e.[EffectiveOn], e.[Id], p.[Line]
        """
    );

    private static readonly Sql<PackDays, BalanceRow> Balances = new(
        $"""
        SELECT {AccountNames.Code} AS [AccountCode], {AccountNames.Name} AS [AccountName], f.[Code] AS [FundCode],
            SUM(CASE WHEN p.[EffectiveOn] < @From THEN p.[Amount] ELSE 0 END) AS [Opening],
            SUM(CASE WHEN p.[EffectiveOn] >= @From AND p.[Amount] > 0 THEN p.[Amount] ELSE 0 END) AS [Debit],
            SUM(CASE WHEN p.[EffectiveOn] >= @From AND p.[Amount] < 0 THEN -p.[Amount] ELSE 0 END) AS [Credit]
        FROM [Posting] p
        JOIN [Account] a ON a.[OfficeId] = p.[OfficeId] AND a.[Account] = p.[Account]
        {AccountNames.On("@To")}
        JOIN [Fund] f ON f.[Id] = p.[FundId]
        WHERE p.[OfficeId] = @OfficeId AND p.[EffectiveOn] <= @To
        GROUP BY n.[Code], a.[Code], n.[Name], a.[Name], f.[Code]
        ORDER BY {AccountNames.Code}, f.[Code]
        """
    );

    /// <summary>Adds them.</summary>
    /// <returns>Draws from the journal's entries.</returns>
    public async Task<SampleDraw> Add(PackBuild build, CancellationToken ct)
    {
        var days = build.Scope.Days;
        var journal = await build.Keep(db.Stream(Journal, days, ct), ct);
        build.Table("journal", "reports.journal", JournalSheet(journal));
        var balances = await db.Query(Balances, days, ct);
        var ledgers = await build.Keep(WithBalances(balances, days, ct), ct);
        build.Table("general-ledger", "reports.ledger", LedgerSheet(ledgers));
        build.Table("trial-balance", "reports.trial", BalanceSheet(balances));

        var draw = new SampleDraw(build.Scope.Seed, build.Scope.SampleSize);
        var last = "";
        foreach (var line in journal.Where(line => line.Number != last))
        {
            last = line.Number;
            draw.Offer(last);
        }

        return draw;
    }

    private static ReportSheet JournalSheet(IReadOnlyCollection<Line> lines) =>
        ReportSheet
            .Of(lines)
            .Text("number", "reports.entry", line => line.Number)
            .Date("effectiveOn", "reports.date", line => line.EffectiveOn)
            .Code("kind", "reports.kind", line => CodedWord.Of(EnumText.Parse<EntryKind>(line.Kind)))
            .Text("receipt", "reports.receipt", line => line.ReceiptNumber)
            .Text("loan", "reports.loan", line => line.LoanNumber)
            .Text("borrower", "loans.borrower", line => line.BorrowerNumber)
            .Text("account", "reports.account", line => line.AccountCode)
            .Text("accountName", "reports.account_name", line => line.AccountName)
            .Text("fund", "reports.fund", line => line.FundCode)
            .Money("debit", "reports.debit", line => line.Debit)
            .Summed()
            .Money("credit", "reports.credit", line => line.Credit)
            .Summed()
            .Text("description", "funds.what", line => line.Description)
            .Text("method", "audit.field.method", line => line.Method)
            .Text("reference", "reports.reference", line => line.Reference)
            .Instant("bookedAt", "reports.booked_at", line => line.BookedAt)
            .Text("bookedBy", "reports.booked_by", line => line.BookedByName ?? line.BookedBy)
            .Text("reverses", "reports.reverses", line => line.ReversesNumber);

    private static ReportSheet LedgerSheet(IReadOnlyCollection<LedgerLine> lines) =>
        ReportSheet
            .Of(lines)
            .Text("account", "reports.account", line => line.AccountCode)
            .Text("accountName", "reports.account_name", line => line.AccountName)
            .Text("fund", "reports.fund", line => line.FundCode)
            .Date("effectiveOn", "reports.date", line => line.EffectiveOn)
            .Text("number", "reports.entry", line => line.Number)
            .Text("loan", "reports.loan", line => line.LoanNumber)
            .Money("opening", "audit_packs.opening", line => line.Number is null ? line.Balance : null)
            .Money("debit", "reports.debit", line => line.Debit)
            .Money("credit", "reports.credit", line => line.Credit)
            .Money("balance", "reports.balance", line => line.Balance);

    private static ReportSheet BalanceSheet(IReadOnlyList<BalanceRow> rows) =>
        ReportSheet
            .Of(rows)
            .Text("account", "reports.account", row => row.AccountCode)
            .Text("accountName", "reports.account_name", row => row.AccountName)
            .Text("fund", "reports.fund", row => row.FundCode)
            .Money("opening", "audit_packs.opening", row => row.Opening)
            .Summed()
            .Money("debit", "reports.debit", row => row.Debit)
            .Summed()
            .Money("credit", "reports.credit", row => row.Credit)
            .Summed()
            .Money("closing", "audit_packs.closing", row => row.Closing)
            .Summed();

    // Each account of each fund begins with a line of its opening balance; one that nothing was posted to has no other.
    private async IAsyncEnumerable<LedgerLine> WithBalances(
        IReadOnlyList<BalanceRow> balances,
        PackDays days,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct
    )
    {
        await using var lines = db.Stream(Ledgers, days, ct).GetAsyncEnumerator(ct);
        var isThere = await lines.MoveNextAsync();
        foreach (var opening in balances)
        {
            var balance = opening.Opening;
            yield return LedgerLine.Of(opening);
            while (isThere && lines.Current.IsOf(opening))
            {
                balance += lines.Current.Amount;
                yield return LedgerLine.Of(lines.Current, balance);
                isThere = await lines.MoveNextAsync();
            }
        }
    }

    private sealed class Line
    {
        public string Number { get; init; } = "";
        public string Kind { get; init; } = "";
        public DateOnly EffectiveOn { get; init; }
        public string? ReceiptNumber { get; init; }
        public string? LoanNumber { get; init; }
        public string? BorrowerNumber { get; init; }
        public string? Method { get; init; }
        public string? Reference { get; init; }
        public string? Description { get; init; }
        public DateTimeOffset BookedAt { get; init; }
        public string BookedBy { get; init; } = "";
        public string? BookedByName { get; init; }
        public string? ReversesNumber { get; init; }
        public string AccountCode { get; init; } = "";
        public string AccountName { get; init; } = "";
        public string FundCode { get; init; } = "";
        public Rupiah Amount { get; init; }

        public Rupiah Debit => Rupiah.Max(Amount, Rupiah.Zero);

        public Rupiah Credit => Rupiah.Max(-Amount, Rupiah.Zero);

        public bool IsOf(BalanceRow balance) => AccountCode == balance.AccountCode && FundCode == balance.FundCode;
    }

    private sealed class BalanceRow
    {
        public string AccountCode { get; init; } = "";
        public string AccountName { get; init; } = "";
        public string FundCode { get; init; } = "";
        public Rupiah Opening { get; init; }
        public Rupiah Debit { get; init; }
        public Rupiah Credit { get; init; }

        public Rupiah Closing => Opening + Debit - Credit;
    }

    private sealed class LedgerLine
    {
        public string AccountCode { get; init; } = "";
        public string AccountName { get; init; } = "";
        public string FundCode { get; init; } = "";
        public DateOnly? EffectiveOn { get; init; }
        public string? Number { get; init; }
        public string? LoanNumber { get; init; }
        public Rupiah? Debit { get; init; }
        public Rupiah? Credit { get; init; }
        public Rupiah Balance { get; init; }

        public static LedgerLine Of(BalanceRow row) =>
            new()
            {
                AccountCode = row.AccountCode,
                AccountName = row.AccountName,
                FundCode = row.FundCode,
                Balance = row.Opening,
            };

        public static LedgerLine Of(Line line, Rupiah balance) =>
            new()
            {
                AccountCode = line.AccountCode,
                AccountName = line.AccountName,
                FundCode = line.FundCode,
                EffectiveOn = line.EffectiveOn,
                Number = line.Number,
                LoanNumber = line.LoanNumber,
                Debit = line.Debit,
                Credit = line.Credit,
                Balance = balance,
            };
    }
}
