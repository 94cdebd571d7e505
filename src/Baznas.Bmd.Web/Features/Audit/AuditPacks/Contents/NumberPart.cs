using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Web.Features.Reports;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Audit.AuditPacks.Contents;

/// <summary>
/// The runs of numbers of the period's years: how many were given out, which of them are missing, and which no document
/// bears any more.
/// </summary>
/// <param name="db">The request's database.</param>
public sealed class NumberPart(Db db)
{
    // What other papers are numbered by can't be looked up here and counts as there.
    private static readonly Sql<Years, Row> Numbers = new(
        """
        SELECT d.[Series], d.[Year], d.[Sequence], d.[Number],
            CASE WHEN d.[Series] NOT IN ('journal', 'receipt', 'infakReceipt', 'loan', 'akad', 'borrower')
                OR e.[Id] IS NOT NULL OR l.[Id] IS NOT NULL OR k.[LoanId] IS NOT NULL OR b.[Id] IS NOT NULL
                THEN 1 ELSE 0 END AS [HasDocument]
        FROM [DocumentNumber] d
        LEFT JOIN [JournalEntry] e ON e.[Id] = d.[SubjectId] AND (e.[Number] = d.[Number] OR e.[ReceiptNumber] = d.[Number])
        LEFT JOIN [Loan] l ON l.[Id] = d.[SubjectId] AND l.[Number] = d.[Number]
        LEFT JOIN [Akad] k ON k.[LoanId] = d.[SubjectId] AND k.[Number] = d.[Number]
        LEFT JOIN [Borrower] b ON b.[Id] = d.[SubjectId] AND b.[Number] = d.[Number]
        WHERE d.[OfficeId] = @OfficeId AND d.[Year] >= @From AND d.[Year] <= @To
        ORDER BY d.[Series], d.[Year], d.[Sequence]
        """
    );

    /// <summary>Adds them.</summary>
    public async Task Add(PackBuild build, CancellationToken ct)
    {
        var scope = build.Scope;
        var years = new Years(scope.Office.Id, scope.From.Year, scope.To.Year);
        var (runs, faults) = (new List<Run>(), new List<Fault>());
        await foreach (var row in db.Stream(Numbers, years, ct))
        {
            if (runs.Count == 0 || runs[^1].Series != row.Series || runs[^1].Year != row.Year)
            {
                runs.Add(new Run(row.Series, row.Year));
            }

            Count(runs[^1], row, faults, scope.Office);
        }

        build.Table(
            "number-gaps",
            "audit_packs.numbers",
            ReportSheet
                .Of("series", "audit_packs.runs", runs)
                .Text("series", "audit_packs.series", run => run.Series)
                .Count("year", "audit_packs.year", run => run.Year)
                .Count("numbers", "reports.count", run => run.Numbers)
                .Count("last", "audit_packs.last_number", run => run.Last)
                .Count("missing", "audit_packs.missing", run => run.Missing)
                .Count("withoutDocument", "audit_packs.without_document", run => run.WithoutDocument),
            ReportSheet
                .Of("gap", "audit_packs.gaps", faults)
                .Text("series", "audit_packs.series", fault => fault.Run.Series)
                .Count("year", "audit_packs.year", fault => fault.Run.Year)
                .Text("number", "audit.field.number", fault => fault.Number)
                .Code("fault", "audit_packs.fault", fault => fault.What)
        );
    }

    private static void Count(Run run, Row row, List<Fault> faults, OfficeRow office)
    {
        for (var missing = run.Last + 1; missing < row.Sequence; missing++)
        {
            run.Missing++;
            var number = DocumentNumber.Format(
                office.Code,
                EnumText.Parse<DocumentSeries>(row.Series),
                row.Year,
                missing
            );
            faults.Add(new Fault(run, number, Word("missing")));
        }

        if (!row.HasDocument)
        {
            run.WithoutDocument++;
            faults.Add(new Fault(run, row.Number, Word("withoutDocument")));
        }

        run.Numbers++;
        run.Last = row.Sequence;
    }

    private static CodedWord Word(string fault) => new(fault, PageText.T($"audit_packs.fault.{fault}"));

    private sealed record Years(string OfficeId, int From, int To);

    private sealed class Row
    {
        public string Series { get; init; } = "";
        public int Year { get; init; }
        public int Sequence { get; init; }
        public string Number { get; init; } = "";
        public bool HasDocument { get; init; }
    }

    private sealed class Run(string series, int year)
    {
        public string Series => series;

        public int Year => year;

        public int Numbers { get; set; }

        public int Last { get; set; }

        public int Missing { get; set; }

        public int WithoutDocument { get; set; }
    }

    private sealed record Fault(Run Run, string Number, CodedWord What);
}
