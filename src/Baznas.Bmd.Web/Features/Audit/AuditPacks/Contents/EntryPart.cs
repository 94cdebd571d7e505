using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Web.Features.Reports;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Audit.AuditPacks.Contents;

/// <summary>What an auditor looks at first: reversals, entries dated back, gaps in the numbers, and counts of cash.</summary>
/// <param name="db">The request's database.</param>
public sealed class EntryPart(Db db)
{
    private static readonly Sql<PackPeriod, ReversalRow> Reversals = new(
        """
        SELECT e.[Number], e.[Kind], e.[EffectiveOn], e.[BookedAt], e.[BookedBy], u.[UserName] AS [BookedByName],
            o.[Number] AS [ReversedNumber], o.[EffectiveOn] AS [ReversedEffectiveOn], o.[BookedAt] AS [ReversedBookedAt],
            o.[BookedBy] AS [ReversedBookedBy], w.[UserName] AS [ReversedBookedByName], l.[Number] AS [LoanNumber], r.[Reason],
            (SELECT SUM(p.[Amount]) FROM [Posting] p WHERE p.[EntryId] = e.[Id] AND p.[Amount] > 0) AS [Amount]
        FROM [JournalEntry] e
        JOIN [Reversal] r ON r.[EntryId] = e.[Id]
        JOIN [JournalEntry] o ON o.[Id] = r.[ReversedEntryId]
        LEFT JOIN [Loan] l ON l.[Id] = e.[LoanId]
        LEFT JOIN [AppUser] u ON u.[Id] = e.[BookedBy]
        LEFT JOIN [AppUser] w ON w.[Id] = o.[BookedBy]
        WHERE e.[OfficeId] = @OfficeId AND e.[EffectiveOn] <= @To
            AND (e.[EffectiveOn] >= @From OR (e.[BookedAt] >= @Start AND e.[BookedAt] < @End))
        ORDER BY e.[EffectiveOn], e.[Id]
        """
    );

    private static readonly Sql<PackPeriod, EntryRow> Entries = new(
        """
        SELECT e.[Number], e.[Kind], e.[EffectiveOn], e.[BookedAt], e.[BookedBy], u.[UserName] AS [BookedByName],
            l.[Number] AS [LoanNumber], e.[Description],
            (SELECT SUM(p.[Amount]) FROM [Posting] p WHERE p.[EntryId] = e.[Id] AND p.[Amount] > 0) AS [Amount]
        FROM [JournalEntry] e
        LEFT JOIN [Loan] l ON l.[Id] = e.[LoanId]
        LEFT JOIN [AppUser] u ON u.[Id] = e.[BookedBy]
        WHERE e.[OfficeId] = @OfficeId AND e.[EffectiveOn] <= @To
            AND (e.[EffectiveOn] >= @From OR (e.[BookedAt] >= @Start AND e.[BookedAt] < @End))
        ORDER BY e.[EffectiveOn], e.[Id]
        """
    );

    private static readonly Sql<PackDays, CountRow> Counts = new(
        """
        SELECT c.[CountedOn], f.[Code] AS [FundCode], c.[Booked], c.[Counted], c.[Explanation], e.[Number] AS [EntryNumber],
            c.[CountedBy], u.[UserName] AS [CountedByName], c.[At]
        FROM [CashCount] c
        JOIN [Fund] f ON f.[Id] = c.[FundId]
        LEFT JOIN [JournalEntry] e ON e.[Id] = c.[EntryId]
        LEFT JOIN [AppUser] u ON u.[Id] = c.[CountedBy]
        WHERE c.[OfficeId] = @OfficeId AND c.[CountedOn] >= @From AND c.[CountedOn] <= @To
        ORDER BY c.[CountedOn], f.[Code], c.[Id]
        """
    );

    /// <summary>Adds them.</summary>
    public async Task Add(PackBuild build, CancellationToken ct)
    {
        var period = build.Scope.Period;
        build.Table("cash-counts", "audit_packs.cash_counts", CountSheet(await db.Query(Counts, build.Scope.Days, ct)));
        build.Table("reversals", "audit_packs.reversals", ReversalSheet(await db.Query(Reversals, period, ct)));
        var dated = await build.Keep(DatedBack(build.Scope, ct), ct);
        build.Table("backdated", "audit_packs.backdated", EntrySheet(dated, build.Scope));
    }

    private async IAsyncEnumerable<EntryRow> DatedBack(
        PackScope scope,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct
    )
    {
        await foreach (var entry in db.Stream(Entries, scope.Period, ct))
        {
            if (entry.DaysLate(scope.Office) > scope.BackdatedDays)
            {
                yield return entry;
            }
        }
    }

    private static ReportSheet CountSheet(IReadOnlyList<CountRow> rows) =>
        ReportSheet
            .Of(rows)
            .Date("countedOn", "audit.field.countedOn", row => row.CountedOn)
            .Text("fund", "reports.fund", row => row.FundCode)
            .Money("booked", "audit.field.booked", row => row.Booked)
            .Money("counted", "audit.field.counted", row => row.Counted)
            .Money("difference", "audit_packs.difference", row => row.Counted - row.Booked)
            .Text("explanation", "audit.field.explanation", row => row.Explanation)
            .Text("number", "reports.entry", row => row.EntryNumber)
            .Text("countedBy", "audit.field.countedBy", row => row.CountedByName ?? row.CountedBy)
            .Instant("at", "reports.booked_at", row => row.At);

    private static ReportSheet ReversalSheet(IReadOnlyList<ReversalRow> rows) =>
        ReportSheet
            .Of(rows)
            .Text("number", "reports.entry", row => row.Number)
            .Code("kind", "reports.kind", row => CodedWord.Of(EnumText.Parse<EntryKind>(row.Kind)))
            .Date("effectiveOn", "reports.date", row => row.EffectiveOn)
            .Instant("bookedAt", "reports.booked_at", row => row.BookedAt)
            .Text("bookedBy", "reports.booked_by", row => row.BookedByName ?? row.BookedBy)
            .Money("amount", "field.amount", row => row.Amount)
            .Text("loan", "reports.loan", row => row.LoanNumber)
            .Text("reverses", "reports.reverses", row => row.ReversedNumber)
            .Date("reversedEffectiveOn", "audit_packs.reversed_on", row => row.ReversedEffectiveOn)
            .Instant("reversedBookedAt", "audit_packs.reversed_at", row => row.ReversedBookedAt)
            .Text(
                "reversedBookedBy",
                "audit_packs.reversed_by",
                row => row.ReversedBookedByName ?? row.ReversedBookedBy
            )
            .Text("reason", "reports.reason", row => row.Reason);

    private static ReportSheet EntrySheet(IReadOnlyCollection<EntryRow> rows, PackScope scope) =>
        ReportSheet
            .Of(rows)
            .Text("number", "reports.entry", row => row.Number)
            .Code("kind", "reports.kind", row => CodedWord.Of(EnumText.Parse<EntryKind>(row.Kind)))
            .Date("effectiveOn", "reports.date", row => row.EffectiveOn)
            .Instant("bookedAt", "reports.booked_at", row => row.BookedAt)
            .Count("daysLate", "audit_packs.days_between", row => row.DaysLate(scope.Office))
            .Text("bookedBy", "reports.booked_by", row => row.BookedByName ?? row.BookedBy)
            .Money("amount", "field.amount", row => row.Amount)
            .Text("loan", "reports.loan", row => row.LoanNumber)
            .Text("description", "funds.what", row => row.Description);

    private sealed class EntryRow
    {
        public string Number { get; init; } = "";
        public string Kind { get; init; } = "";
        public DateOnly EffectiveOn { get; init; }
        public DateTimeOffset BookedAt { get; init; }
        public string BookedBy { get; init; } = "";
        public string? BookedByName { get; init; }
        public string? LoanNumber { get; init; }
        public string? Description { get; init; }
        public Rupiah? Amount { get; init; }

        public int DaysLate(OfficeRow office) => office.Today(BookedAt).DayNumber - EffectiveOn.DayNumber;
    }

    private sealed class ReversalRow
    {
        public string Number { get; init; } = "";
        public string Kind { get; init; } = "";
        public DateOnly EffectiveOn { get; init; }
        public DateTimeOffset BookedAt { get; init; }
        public string BookedBy { get; init; } = "";
        public string? BookedByName { get; init; }
        public string ReversedNumber { get; init; } = "";
        public DateOnly ReversedEffectiveOn { get; init; }
        public DateTimeOffset ReversedBookedAt { get; init; }
        public string ReversedBookedBy { get; init; } = "";
        public string? ReversedBookedByName { get; init; }
        public string? LoanNumber { get; init; }
        public string Reason { get; init; } = "";
        public Rupiah? Amount { get; init; }
    }

    private sealed class CountRow
    {
        public DateOnly CountedOn { get; init; }
        public string FundCode { get; init; } = "";
        public Rupiah Booked { get; init; }
        public Rupiah Counted { get; init; }
        public string? Explanation { get; init; }
        public string? EntryNumber { get; init; }
        public string CountedBy { get; init; } = "";
        public string? CountedByName { get; init; }
        public DateTimeOffset At { get; init; }
    }
}
