using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Documents.Drawing;
using Baznas.Bmd.Web.Features.Loans;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;

namespace Baznas.Bmd.Web.Features.Documents.Papers;

/// <summary>
/// The letter of full payment (surat lunas): everything that was paid out has come back. It belongs to the entry that paid
/// the last of it; once that is taken back, or more is paid out, it says no longer what is so.
/// </summary>
/// <param name="db">The request's database.</param>
/// <param name="heads">Loans and their parties.</param>
/// <param name="book">Loans and what moved them.</param>
public sealed class SettlementPaper(Db db, LoanHeads heads, LoanBook book) : IPaperSource
{
    /// <summary>What the letter adds to the number of the last receipt.</summary>
    public const string Mark = "SL";

    // Ids ascend in time: what stood when an entry was booked has a lower one.
    private static readonly Sql<IdParameter, Row> Payments = new(
        """
        SELECT e.[Id], COALESCE(e.[ReceiptNumber], e.[Number]) AS [Number], e.[EffectiveOn],
            (SELECT d.[EntryId] FROM [Reversal] d WHERE d.[ReversedEntryId] = e.[Id]) AS [ReversedBy],
            COALESCE((SELECT SUM(p.[Amount]) FROM [Posting] p WHERE p.[LoanId] = e.[LoanId]
                AND p.[Account] = 'qardhReceivable' AND p.[Kind] = 'disbursement' AND p.[EntryId] <= e.[Id]), 0)
                AS [Disbursed]
        FROM [JournalEntry] e
        WHERE e.[LoanId] = @Id AND e.[Kind] IN ('repayment', 'depositApplied', 'recovery')
            AND NOT EXISTS (SELECT 1 FROM [Reversal] r WHERE r.[EntryId] = e.[Id])
        ORDER BY e.[Id]
        """
    );

    async Task<Paper?> IPaperSource.Find(DocumentReference reference, CancellationToken ct)
    {
        if (await book.Find(reference.Id, ct) is not { } loan)
        {
            return null;
        }

        var payments = await db.Query(Payments, new IdParameter(reference.Id), ct);
        var last = IsSettled(loan) ? payments.LastOrDefault(payment => !payment.IsReversed) : null;
        var wanted = reference.EntryId is { } id ? payments.FirstOrDefault(payment => payment.Id == id) : last;
        if (wanted is null)
        {
            return null;
        }

        var head = (await heads.Find(reference.Id, ct))!;
        // By what stood when it was written, so that its date stays whatever is taken back later.
        var settledOn = payments.Where(one => one.StoodAt(wanted.Id)).Max(one => one.EffectiveOn);
        return new Paper
        {
            Kind = DocumentKind.SettlementLetter,
            Number = $"{wanted.Number}-{Mark}",
            On = settledOn,
            Amount = wanted.Disbursed,
            OfficeId = head.OfficeId,
            OfficeName = head.OfficeName,
            BorrowerId = head.BorrowerId,
            TakenBack = wanted == last ? null : "Pembayaran yang melunasi dibatalkan, atau pinjaman dicairkan lagi.",
            Body = pen => Write(pen, head, wanted, settledOn),
        };
    }

    async Task<IReadOnlyList<DocumentView>> IPaperSource.OfLoan(string loanId, CancellationToken ct) =>
        await ((IPaperSource)this).Find(new DocumentReference(DocumentKind.SettlementLetter, loanId), ct) is { } paper
            ? [paper.ToView($"/documents/settlementLetter/{loanId}")]
            : [];

    // A debt that left the books and was recovered whole is paid as well; one that was forgiven is not.
    private static bool IsSettled(Loan loan)
    {
        var balance = loan.History.Balance;
        return loan.StatusOn(DateOnly.MaxValue) is LoanStatus.Closed or LoanStatus.WrittenOff
            && balance.StillOwed.IsZero
            && balance.Forgiven.IsZero;
    }

    private static void Write(PaperPen pen, LoanHead loan, Row payment, DateOnly settledOn)
    {
        pen.Title("Surat Keterangan Lunas", $"Nomor {payment.Number}-{Mark}", PageText.Date(settledOn));
        pen.Paragraph($"{loan.OfficeName} menerangkan bahwa:");
        pen.Space(6);
        pen.Facts(
            ("Nama", loan.FullName),
            ("Nomor mitra", loan.BorrowerNumber),
            ("Nomor pinjaman", loan.Number),
            ("Akad", loan.AkadNumber is null ? null : loan.Contract),
            ("Pembayaran terakhir", payment.Number)
        );
        pen.Paragraph("telah membayar kembali seluruh pinjaman qardh sebesar:");
        pen.Space(4);
        pen.Sum(payment.Disbursed);
        pen.Framed(
            "LUNAS",
            $"Sejak {PageText.Date(settledOn)} tidak ada lagi yang terutang atas pinjaman ini.",
            Reports.Files.PdfInk.Green
        );
        pen.Paragraph(
            "Terima kasih atas amanah yang dijaga. Uang yang kembali ini dipinjamkan lagi kepada saudara kita yang membutuhkan. Semoga usahanya berkah."
        );
        pen.Space(18);
        pen.SignLast(new PaperSignature("Atas nama kantor", null) { Beneath = loan.OfficeName });
        pen.Space(10);
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string Number { get; init; } = "";
        public DateOnly EffectiveOn { get; init; }
        public string? ReversedBy { get; init; }
        public Rupiah Disbursed { get; init; }

        public bool IsReversed => ReversedBy is not null;

        public bool StoodAt(string entryId) =>
            string.CompareOrdinal(Id, entryId) <= 0
            && (ReversedBy is null || string.CompareOrdinal(ReversedBy, entryId) > 0);
    }
}
