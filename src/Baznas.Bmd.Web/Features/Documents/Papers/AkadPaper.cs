using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Features.Documents.Drawing;
using Baznas.Bmd.Web.Features.Schedules;
using Baznas.Bmd.Web.Features.Schedules.PreviewSchedule;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;

namespace Baznas.Bmd.Web.Features.Documents.Papers;

/// <summary>
/// The akad qardh. It speaks of the debt alone: nothing that a borrower may give, and no cost, is in it. The NIK is masked,
/// with boxes in which the borrower writes it when signing: so nobody's whole NIK lies about in a file.
/// </summary>
/// <param name="db">The request's database.</param>
/// <param name="loans">The loans.</param>
public sealed class AkadPaper(Db db, LoanHeads loans) : IPaperSource
{
    private static readonly Sql<IdParameter, TrancheRow> Tranches = new(
        "SELECT [No], [Amount], [PlannedOn] FROM [LoanTranche] WHERE [LoanId] = @Id ORDER BY [No]"
    );

    async Task<Paper?> IPaperSource.Find(DocumentReference reference, CancellationToken ct)
    {
        if (await loans.Find(reference.Id, ct) is not { AkadNumber: { } number, SignedOn: { } signedOn } loan)
        {
            return null;
        }

        var tranches = await db.Query(Tranches, new IdParameter(reference.Id), ct);
        return new Paper
        {
            Kind = DocumentKind.Akad,
            Number = number,
            On = signedOn,
            Amount = loan.Principal,
            OfficeId = loan.OfficeId,
            OfficeName = loan.OfficeName,
            BorrowerId = loan.BorrowerId,
            IsDense = true,
            TakenBack = loan.CancelledOn is { } cancelled
                ? $"Pinjaman ini batal pada {PaperWords.Date(cancelled)}; tidak ada uang yang dicairkan."
                : null,
            Body = pen => new AkadText(pen, loan, tranches).Write(),
        };
    }

    async Task<IReadOnlyList<DocumentView>> IPaperSource.OfLoan(string loanId, CancellationToken ct) =>
        await ((IPaperSource)this).Find(new DocumentReference(DocumentKind.Akad, loanId), ct) is { } akad
            ? [akad.ToView($"/documents/akad/{loanId}")]
            : [];

    internal sealed class TrancheRow
    {
        public int No { get; init; }
        public Rupiah Amount { get; init; }
        public DateOnly PlannedOn { get; init; }
    }
}

/// <summary>The words of an akad.</summary>
internal sealed class AkadText(PaperPen pen, LoanHead loan, IReadOnlyList<AkadPaper.TrancheRow> tranches)
{
    private int _clause;

    private string Rhythm => Schedules.Rhythm.Of(EnumText.Parse<PeriodUnit>(loan.Unit), loan.Every);

    private IReadOnlyList<ScheduleRow> Annex =>
        loan.Annex is { } rows ? Json.Read<IReadOnlyList<ScheduleRow>>(rows) : [];

    public void Write()
    {
        pen.Centered("Bismillahirrahmanirrahim", pen.Plain, Reports.Files.PdfInk.Black);
        pen.Space(2);
        pen.Title("Akad Qardh", $"Nomor {loan.AkadNumber}");
        Parties();
        Terms();
        Signatures();
        Schedule();
    }

    private void Parties()
    {
        pen.Paragraph($"Pada hari {PageText.LongDate(loan.SignedOn!.Value)}, di {loan.Place}, kami:");
        pen.Space(4);
        pen.Facts(
            ("Pemberi pinjaman", loan.OfficeName),
            ("Diwakili oleh", loan.Representative ?? "………………………………"),
            ("Disebut", "PIHAK PERTAMA (muqridh)")
        );
        pen.Facts(
            ("Penerima pinjaman", $"{loan.FullName} ({loan.BorrowerNumber})"),
            ("NIK", loan.NikMasked),
            ("Alamat", loan.Home),
            ("Usaha", loan.BusinessName),
            ("Disebut", "PIHAK KEDUA (muqtaridh)")
        );
        pen.NikBoxes("NIK lengkap, ditulis oleh Pihak Kedua saat menandatangani:");
        pen.Paragraph("Kedua pihak sepakat mengadakan akad qardh dengan ketentuan berikut.");
        pen.Space(5);
    }

    private void Terms()
    {
        Clause(
            $"PIHAK PERTAMA meminjamkan uang sebesar {PaperWords.InBoth(loan.Principal)} kepada PIHAK KEDUA, untuk: {loan.Purpose}. PIHAK KEDUA menerimanya sebagai utang."
        );
        Clause(
            tranches.Count == 0
                ? "Uang itu diserahkan seluruhnya, tanpa potongan apa pun."
                : $"Uang itu diserahkan tanpa potongan apa pun, dalam {tranches.Count} tahap: {string.Join("; ", tranches.Select(one => $"tahap {one.No} sebesar {PageText.Money(one.Amount)}, rencana {PageText.Date(one.PlannedOn)}"))}."
        );
        Clause(
            $"PIHAK KEDUA mengembalikan sebesar yang diterimanya, tidak lebih dan tidak kurang, dalam {loan.Installments} kali angsuran, {Rhythm}, menurut jadwal pada Lampiran."
        );
        Clause(
            "Bila uang diserahkan pada hari lain daripada hari akad ini, tanggal angsuran dihitung dari hari penyerahan dan ditulis pada Kartu Angsuran."
        );
        Clause("Tidak ada tambahan dalam bentuk apa pun atas utang ini, juga bila angsuran terlambat.");
        Clause(
            "Setiap pembayaran mengurangi pokok utang, mulai dari angsuran yang paling lama jatuh tempo. PIHAK KEDUA menerima kuitansi untuk setiap pembayaran, dan boleh melunasi lebih awal kapan saja."
        );
        Clause(
            "Bila mengalami kesulitan, PIHAK KEDUA memberi tahu PIHAK PERTAMA. Bila ia memang tidak mampu, PIHAK PERTAMA memberi kelonggaran: penundaan, penjadwalan ulang tanpa menambah utang, atau pembebasan. (Al-Baqarah: 280)"
        );
        Clause(
            "Perubahan akad ini dibuat tertulis dalam adendum yang ditandatangani kedua pihak. Tanggal yang bergeser karena hari libur atau penundaan cukup ditulis pada Kartu Angsuran yang baru."
        );
        Clause(
            "Perselisihan diselesaikan dengan musyawarah, dan bila tidak tercapai mufakat, menurut penyelesaian sengketa syariah yang berlaku di Indonesia."
        );
        pen.Space(2);
        pen.Paragraph(
            "Akad ini dibuat dengan sadar dan tanpa paksaan, dalam dua rangkap yang sama bunyinya, satu untuk setiap pihak."
        );
        pen.Space(10);
    }

    private void Signatures()
    {
        var witnesses = Json.Read<IReadOnlyList<string>>(loan.Witnesses!);
        pen.Sign([
            new PaperSignature("PIHAK PERTAMA", loan.Representative) { Beneath = loan.OfficeName },
            new PaperSignature("PIHAK KEDUA", loan.FullName) { Beneath = loan.BorrowerNumber, IsStamped = true },
            .. Enumerable
                .Range(0, Math.Max(2, witnesses.Count))
                .Select(no => new PaperSignature($"Saksi {no + 1}", witnesses.ElementAtOrDefault(no))),
        ]);
    }

    private void Schedule()
    {
        pen.NextPage();
        pen.Title("Lampiran: Jadwal Angsuran", $"Akad qardh nomor {loan.AkadNumber}");
        if (Annex.Count == 0)
        {
            pen.Paragraph(
                $"Utang sebesar {PaperWords.InBoth(loan.Principal)} dibayar dalam {loan.Installments} kali angsuran, {Rhythm}. Tanggal dan jumlahnya dihitung dari hari penyerahan uang dan ditulis pada Kartu Angsuran."
            );
            pen.Space(10);
            return;
        }

        pen.Paragraph(
            tranches.Count == 0
                ? $"Bila uang diserahkan pada {PageText.LongDate(loan.SignedOn!.Value)}:"
                : $"Untuk tahap 1, bila diserahkan pada {PageText.LongDate(loan.SignedOn!.Value)}. Setiap tahap berikutnya ditambahkan pada angsuran yang belum jatuh tempo, dan ditulis pada Kartu Angsuran yang baru."
        );
        pen.Space(6);
        pen.Instalments([
            .. Annex.Select(row => new PaperInstalment
            {
                No = row.No,
                DueOn = row.DueOn,
                Amount = row.Amount,
            }),
        ]);
        pen.SignLast(
            new PaperSignature("PIHAK PERTAMA", loan.Representative),
            new PaperSignature("PIHAK KEDUA", loan.FullName)
        );
    }

    private void Clause(string text) => pen.Clause(++_clause, text);
}
