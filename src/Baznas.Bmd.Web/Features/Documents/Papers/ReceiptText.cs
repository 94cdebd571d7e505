using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Web.Features.Documents.Drawing;
using Baznas.Bmd.Web.Features.Receipts.GetReceipt;
using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.Documents.Papers;

/// <summary>The words of a receipt.</summary>
internal sealed class ReceiptText(PaperPen pen, DocumentView paper, ReceiptView receipt)
{
    /// <summary>As many instalments are named one by one.</summary>
    private const int MostLines = 6;

    /// <summary>Where money came from that came into a fund.</summary>
    public string? Source { get; init; }

    private bool IsOutgoing => paper.Kind is DocumentKind.DisbursementReceipt or DocumentKind.RefundReceipt;

    private bool MovesMoney => paper.Kind != DocumentKind.DepositUseReceipt;

    private bool IsOfDebt =>
        paper.Kind is DocumentKind.RepaymentReceipt or DocumentKind.DepositUseReceipt or DocumentKind.RecoveryReceipt;

    public void Write()
    {
        pen.Title(PageText.Word(paper.Kind), paper.Number, PageText.Date(paper.IssuedOn));
        Facts();
        pen.Sum(paper.Amount);
        Purpose();
        Signatures();
        pen.Note($"Dicatat oleh {receipt.BookedBy}, {PageText.Instant(receipt.BookedAt)} · {receipt.JournalNumber}");
        pen.Space(6);
    }

    private void Facts() =>
        pen.Facts(
            (
                IsOutgoing ? "Dibayarkan kepada"
                : MovesMoney ? "Diterima dari"
                : "Mitra",
                paper.Kind == DocumentKind.FundReceipt ? Source : Named(receipt.Borrower)
            ),
            ("Dibayarkan oleh", Named(receipt.PaidBy)),
            ("Pinjaman", receipt.Loan?.Number),
            ("Sumber dana", paper.Kind == DocumentKind.FundReceipt ? receipt.FundName : null),
            ("Cara", Way()),
            ("Nomor acuan", receipt.Reference)
        );

    private void Purpose()
    {
        switch (paper.Kind)
        {
            case DocumentKind.DepositReceipt:
                pen.Paragraph(
                    "Uang ini dititipkan dan tetap milik mitra. Boleh diambil kembali, atau dipakai membayar angsuran bila mitra meminta."
                );
                break;
            case DocumentKind.RefundReceipt:
                pen.Paragraph("Uang titipan milik mitra dikembalikan kepada mitra.");
                break;
            case DocumentKind.InfakReceipt:
                pen.Paragraph("Infak ini sukarela dan bukan bagian dari angsuran. Jazakumullahu khairan.");
                break;
            case DocumentKind.DisbursementReceipt:
                pen.Paragraph("Pinjaman qardh diserahkan seluruhnya, tanpa potongan apa pun.");
                break;
            default:
                Allocations();
                break;
        }

        pen.Space(8);
    }

    private void Allocations()
    {
        var rows = Instalments().ToList();
        if (receipt.Deposited.IsPositive)
        {
            rows.Add(["Dititipkan", PageText.Money(receipt.Deposited)]);
        }

        if (rows.Count > 0)
        {
            new PaperTable(
                pen,
                new PaperColumn("Untuk angsuran", 58),
                new PaperColumn("Jumlah", 42, IsNumber: true)
            ).Write(rows);
        }

        if (!IsOfDebt || receipt.Loan is not { } loan)
        {
            return;
        }

        pen.Strong(
            loan.StillOwed.IsZero
                ? "LUNAS. Terima kasih, semoga usahanya berkah."
                : $"Sisa yang belum dibayar: {PageText.Money(loan.StillOwed)}"
        );
        pen.Note("Qardh tanpa bunga, tanpa biaya, tanpa denda.");
    }

    // Many at once are one line, so that the paper stays one sheet.
    private IEnumerable<string[]> Instalments()
    {
        var parts = receipt.Allocations;
        if (parts.Count > MostLines)
        {
            yield return
            [
                $"Angsuran ke-{parts[0].No} sampai ke-{parts[^1].No}",
                PageText.Money(parts.Sum(part => part.Amount)),
            ];
            yield break;
        }

        foreach (var part in parts)
        {
            var day = PageText.ShortDate(part.DueOn);
            yield return
            [
                pen.Format.IsRoll ? $"Ke-{part.No}, {day}" : $"Angsuran ke-{part.No}, jatuh tempo {day}",
                PageText.Money(part.Amount),
            ];
        }
    }

    private void Signatures()
    {
        if (!MovesMoney)
        {
            return;
        }

        var needsStamp = StampDuty.NeedsStamp(paper.Amount);
        var payer = paper.Kind == DocumentKind.FundReceipt ? Source : (receipt.PaidBy ?? receipt.Borrower)?.FullName;
        pen.SignLast(
            new PaperSignature(IsOutgoing ? "Kasir" : "Penyetor", IsOutgoing ? receipt.BookedBy : payer),
            new PaperSignature("Penerima", IsOutgoing ? payer : receipt.BookedBy) { IsStamped = needsStamp }
        );
    }

    private string? Way()
    {
        if (!MovesMoney || receipt.Account is not { } account)
        {
            return null;
        }

        var (by, where) = (receipt.Method is { } method ? PageText.Word(method) : null, PageText.Word(account));
        return by is null || by == where ? where : $"{where}, {by}";
    }

    private static string? Named(Loans.GetLoan.BorrowerReference? borrower) =>
        borrower is null ? null : $"{borrower.FullName} ({borrower.Number})";
}
