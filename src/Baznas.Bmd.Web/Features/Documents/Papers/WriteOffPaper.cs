using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Documents.Drawing;
using Baznas.Bmd.Web.Features.WriteOffs;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;

namespace Baznas.Bmd.Web.Features.Documents.Papers;

/// <summary>
/// The letters about a debt that left the books. Each says truly what that means: forgiven, it is owed no more; written
/// off, it still is.
/// </summary>
/// <param name="db">The request's database.</param>
/// <param name="loans">The loans.</param>
public sealed class WriteOffPaper(Db db, LoanHeads loans) : IPaperSource
{
    private const string Columns = """
        SELECT w.[Id], w.[LoanId], w.[Kind], w.[EffectiveOn], w.[DiedOn], e.[Number] AS [EntryNumber], d.[At],
            u.[DisplayName] AS [SecondName], (SELECT MIN(n.[DisplayName]) FROM [WriteOffDecision] f
                JOIN [AppUser] n ON n.[Id] = f.[DecidedBy]
                WHERE f.[WriteOffId] = w.[Id] AND f.[EntryId] IS NULL) AS [FirstName],
            COALESCE((SELECT -SUM(p.[Amount]) FROM [Posting] p
                WHERE p.[EntryId] = e.[Id] AND p.[Account] = 'qardhReceivable'), 0) AS [Amount],
            (SELECT MIN(z.[Number]) FROM [Reversal] r JOIN [JournalEntry] z ON z.[Id] = r.[EntryId]
                WHERE r.[ReversedEntryId] = e.[Id]) AS [ReversedBy]
        FROM [WriteOff] w
        JOIN [WriteOffDecision] d ON d.[WriteOffId] = w.[Id] AND d.[EntryId] IS NOT NULL
        JOIN [JournalEntry] e ON e.[Id] = d.[EntryId]
        LEFT JOIN [AppUser] u ON u.[Id] = d.[DecidedBy]
        """;

    private static readonly Sql<IdParameter, Row> ById = new($"{Columns} WHERE w.[Id] = @Id");

    private static readonly Sql<IdParameter, Row> ByLoan = new($"{Columns} WHERE w.[LoanId] = @Id ORDER BY w.[Id]");

    /// <summary>The request that an entry of a loan booked; null when it booked none.</summary>
    internal async Task<string?> Find(string loanId, string entryNumber, CancellationToken ct) =>
        (await db.Query(ByLoan, new IdParameter(loanId), ct)).FirstOrDefault(row => row.EntryNumber == entryNumber)?.Id;

    async Task<Paper?> IPaperSource.Find(DocumentReference reference, CancellationToken ct) =>
        await db.Find(ById, new IdParameter(reference.Id), ct) is { } row && row.DocumentKind == reference.Kind
            ? PaperOf((await loans.Find(row.LoanId, ct))!, row)
            : null;

    async Task<IReadOnlyList<DocumentView>> IPaperSource.OfLoan(string loanId, CancellationToken ct)
    {
        var rows = await db.Query(ByLoan, new IdParameter(loanId), ct);
        if (rows.Count == 0)
        {
            return [];
        }

        var loan = (await loans.Find(loanId, ct))!;
        return
        [
            .. rows.Select(row => PaperOf(loan, row).ToView($"/documents/{EnumText.Of(row.DocumentKind)}/{row.Id}")),
        ];
    }

    private static Paper PaperOf(LoanHead loan, Row row) =>
        new()
        {
            Kind = row.DocumentKind,
            Number = row.Number,
            On = row.EffectiveOn,
            Amount = row.Amount,
            OfficeId = loan.OfficeId,
            OfficeName = loan.OfficeName,
            BorrowerId = loan.BorrowerId,
            TakenBack = row.ReversedBy is { } entry
                ? $"Dibatalkan dengan {entry}. Utang kembali seperti semula."
                : null,
            Body = pen => Write(pen, loan, row),
        };

    private static void Write(PaperPen pen, LoanHead loan, Row row)
    {
        pen.Title(PageText.Word(row.DocumentKind), $"Nomor {row.Number}", PageText.Date(row.EffectiveOn));
        pen.Paragraph(
            row.DiedOn is { } died
                ? $"Kepada ahli waris {loan.Addressed}, yang berpulang pada {PageText.Date(died)}"
                : $"Kepada {loan.Addressed} ({loan.BorrowerNumber})"
        );
        pen.Space(8);
        pen.Facts(
            ("Nomor pinjaman", loan.Number),
            ("Akad", loan.AkadNumber is null ? null : loan.Contract),
            ("Sisa utang", PageText.Money(row.Amount)),
            ("Berlaku sejak", PageText.Date(row.EffectiveOn))
        );
        pen.Sum(row.Amount);
        if (row.DocumentKind == DocumentKind.ForgivenessLetter)
        {
            Forgive(pen, row);
        }
        else
        {
            WriteOff(pen, row);
        }

        pen.Space(18);
        pen.SignLast(
            new PaperSignature("Disetujui oleh", row.FirstName) { Beneath = loan.OfficeName },
            new PaperSignature("Disetujui oleh", row.SecondName) { Beneath = loan.OfficeName }
        );
        pen.Space(10);
    }

    private static void Forgive(PaperPen pen, Row row)
    {
        pen.Framed(
            "UTANG INI DIBEBASKAN (IBRA')",
            $"Sisa utang sebesar {PaperWords.InBoth(row.Amount)} dibebaskan seluruhnya. Tidak ada lagi yang harus dibayar atas pinjaman ini, oleh siapa pun.",
            Reports.Files.PdfInk.Green
        );
        pen.Paragraph(
            "Pembebasan ini diberikan karena Allah, sesuai Al-Baqarah: 280. Semoga menjadi kelapangan dan keberkahan."
        );
    }

    private static void WriteOff(PaperPen pen, Row row)
    {
        pen.Framed(
            "UTANG INI MASIH ADA",
            $"Sisa utang sebesar {PaperWords.InBoth(row.Amount)} dikeluarkan dari pembukuan kantor (hapus buku). Itu urusan pembukuan kami: utangnya sendiri tidak dihapus dan tetap wajib dibayar bila sudah mampu.",
            Reports.Files.PdfInk.Black
        );
        pen.Paragraph(
            "Tidak ada tambahan dalam bentuk apa pun. Pembayaran boleh dicicil, berapa pun dan kapan pun mampu; setiap pembayaran diberi kuitansi. Bila keadaan tetap sulit, sampaikan kepada petugas kami."
        );
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string LoanId { get; init; } = "";
        public string Kind { get; init; } = "";
        public DateOnly EffectiveOn { get; init; }
        public DateOnly? DiedOn { get; init; }
        public string EntryNumber { get; init; } = "";
        public string? FirstName { get; init; }
        public string? SecondName { get; init; }
        public DateTimeOffset At { get; init; }
        public Rupiah Amount { get; init; }
        public string? ReversedBy { get; init; }

        public DocumentKind DocumentKind =>
            EnumText.Parse<WriteOffKind>(Kind) == WriteOffKind.Forgiveness
                ? DocumentKind.ForgivenessLetter
                : DocumentKind.WriteOffLetter;

        public string Number => $"{EntryNumber}-{(DocumentKind == DocumentKind.ForgivenessLetter ? "IB" : "HB")}";
    }
}
