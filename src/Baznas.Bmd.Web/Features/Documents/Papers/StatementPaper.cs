using System.Globalization;
using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Web.Features.Documents.Drawing;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Documents.Papers;

/// <summary>
/// A statement of a loan up to a day: of its entries the first so many in the order in which they were booked. So a
/// statement that was handed out can be made again as it was, whatever was booked since, and with whatever effect.
/// </summary>
/// <param name="db">The request's database.</param>
/// <param name="loans">The loans.</param>
/// <param name="dates">The office's dates.</param>
public sealed class StatementPaper(Db db, LoanHeads loans, OfficeDates dates) : IPaperSource
{
    private static readonly Sql<IdParameter, Row> Entries = new(
        """
        SELECT e.[Id], COALESCE(e.[ReceiptNumber], e.[Number]) AS [Number], e.[Kind], e.[EffectiveOn], e.[BookedAt],
            CASE WHEN EXISTS (SELECT 1 FROM [Reversal] r WHERE r.[EntryId] = e.[Id]) THEN 1 ELSE 0 END
                AS [IsReversal],
            COALESCE((SELECT SUM(p.[Amount]) FROM [Posting] p
                WHERE p.[EntryId] = e.[Id] AND p.[Account] IN ('qardhReceivable', 'recoveryIncome')), 0) AS [Change]
        FROM [JournalEntry] e
        WHERE e.[LoanId] = @Id AND EXISTS (SELECT 1 FROM [Posting] p WHERE p.[EntryId] = e.[Id]
            AND p.[Account] IN ('qardhReceivable', 'recoveryIncome'))
        ORDER BY e.[Id]
        """
    );

    async Task<Paper?> IPaperSource.Find(DocumentReference reference, CancellationToken ct)
    {
        if (await loans.Find(reference.Id, ct) is not { } loan)
        {
            return null;
        }

        var today = await dates.Today(loan.OfficeId, ct);
        var asOf = reference.AsOf ?? today;
        var booked = await db.Query(Entries, new IdParameter(reference.Id), ct);
        var known = booked.Count(entry => loan.DateOf(entry.BookedAt) <= asOf);
        var count = reference.Entries ?? known;
        return asOf > today || count < 1 || count > known ? null : PaperOf(loan, asOf, [.. booked.Take(count)]);
    }

    async Task<IReadOnlyList<DocumentView>> IPaperSource.OfLoan(string loanId, CancellationToken ct)
    {
        var loan = (await loans.Find(loanId, ct))!;
        var booked = await db.Query(Entries, new IdParameter(loanId), ct);
        var asOf = await dates.Today(loan.OfficeId, ct);
        return booked.Count == 0
            ? []
            :
            [
                PaperOf(loan, asOf, booked)
                    .ToView(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"/documents/statement/{loanId}?asOf={asOf:yyyy-MM-dd}&entries={booked.Count}"
                        )
                    ),
            ];
    }

    private static Paper PaperOf(LoanHead loan, DateOnly asOf, IReadOnlyList<Row> entries)
    {
        var lines = Run(entries);
        var number = string.Create(CultureInfo.InvariantCulture, $"{loan.Number}-RK{asOf:yyyyMMdd}-{entries.Count}");
        return new Paper
        {
            Kind = DocumentKind.Statement,
            Number = number,
            On = asOf,
            Amount = lines[^1].StillOwed,
            OfficeId = loan.OfficeId,
            OfficeName = loan.OfficeName,
            BorrowerId = loan.BorrowerId,
            IsDense = true,
            Body = pen => Write(pen, loan, (number, asOf), lines),
        };
    }

    private static IReadOnlyList<Line> Run(IReadOnlyList<Row> entries)
    {
        var owed = Rupiah.Zero;
        return
        [
            .. entries
                .OrderBy(entry => entry.EffectiveOn)
                .ThenBy(entry => entry.Id, StringComparer.Ordinal)
                .Select(entry =>
                {
                    var kind = EnumText.Parse<EntryKind>(entry.Kind);
                    // What leaves the books is owed all the same.
                    owed += kind == EntryKind.WriteOff ? Rupiah.Zero : entry.Change;
                    return new Line(entry, kind, owed);
                }),
        ];
    }

    private static void Write(
        PaperPen pen,
        LoanHead loan,
        (string Number, DateOnly AsOf) head,
        IReadOnlyList<Line> lines
    )
    {
        pen.Title("Rekening Pinjaman", $"Nomor {head.Number}", $"Sampai dengan {PageText.Date(head.AsOf)}");
        pen.Facts(
            ("Nama", loan.FullName),
            ("Nomor mitra", loan.BorrowerNumber),
            ("Nomor pinjaman", loan.Number),
            ("Akad", loan.AkadNumber is null ? null : loan.Contract),
            ("Pokok yang disepakati", PageText.Money(loan.Principal)),
            ("Sudah dicairkan", PageText.Money(Sum(lines, EntryKind.Disbursement))),
            (
                "Sudah dibayar",
                PageText.Money(-Sum(lines, EntryKind.Repayment, EntryKind.DepositApplied, EntryKind.Recovery))
            ),
            ("Dibebaskan (ibra')", Positive(-Sum(lines, EntryKind.Forgiveness))),
            ("Dihapus dari buku", Positive(-Sum(lines, EntryKind.WriteOff)))
        );
        pen.Sum(lines[^1].StillOwed);
        pen.Note("Jumlah di atas adalah sisa yang masih terutang pada tanggal itu.");
        pen.Space(6);
        new PaperTable(
            pen,
            new PaperColumn("Tanggal", 16),
            new PaperColumn("Uraian", 21),
            new PaperColumn("Nomor bukti", 28),
            new PaperColumn("Cair", 17, IsNumber: true),
            new PaperColumn("Bayar", 17, IsNumber: true),
            new PaperColumn("Sisa", 17, IsNumber: true)
        ).Write([.. lines.Select(line => line.Cells())]);
        pen.Note(
            "Pembatalan ditulis sebagai baris sendiri di samping yang dibatalkan. Bila ada yang tidak sesuai dengan kuitansi Anda, sampaikan kepada kantor."
        );
        pen.Space(10);
    }

    private static Rupiah Sum(IReadOnlyList<Line> lines, params EntryKind[] kinds) =>
        lines.Where(line => kinds.Contains(line.Kind)).Sum(line => line.Entry.Change);

    private static string? Positive(Rupiah amount) => amount.IsPositive ? PageText.Money(amount) : null;

    private sealed record Line(Row Entry, EntryKind Kind, Rupiah StillOwed)
    {
        public string[] Cells()
        {
            var (out_, back) = Entry.Change > Rupiah.Zero ? (Entry.Change, Rupiah.Zero) : (Rupiah.Zero, -Entry.Change);
            return
            [
                PageText.ShortDate(Entry.EffectiveOn),
                Entry.IsReversal ? $"Pembatalan: {PageText.Word(Kind)}" : PageText.Word(Kind),
                Entry.Number,
                Shown(out_),
                Shown(back),
                PageText.Money(StillOwed),
            ];
        }

        private static string Shown(Rupiah amount) => amount.IsZero ? "" : PageText.Money(amount);
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string Number { get; init; } = "";
        public string Kind { get; init; } = "";
        public DateOnly EffectiveOn { get; init; }
        public DateTimeOffset BookedAt { get; init; }
        public bool IsReversal { get; init; }
        public Rupiah Change { get; init; }
    }
}
