using Baznas.Bmd.Domain.Borrowers;
using Baznas.Bmd.Web.Features.Documents.Drawing;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;

namespace Baznas.Bmd.Web.Features.Documents.Papers;

/// <summary>
/// The letter that says how an application was decided. What approvers noted for each other stays among them; whoever
/// wants to know why can ask.
/// </summary>
/// <param name="db">The request's database.</param>
public sealed class DecisionPaper(Db db) : IPaperSource
{
    // An application is decided for good once: it has become a loan, or it was rejected.
    private const string Columns = """
        SELECT a.[Id], a.[OfficeId], o.[Name] AS [OfficeName], a.[BorrowerId], b.[Number] AS [BorrowerNumber],
            b.[FullName], b.[Sex], a.[AppliedOn], a.[Purpose], a.[Principal] AS [Asked], d.[DecidedOn],
            u.[DisplayName] AS [DecidedBy], l.[Id] AS [LoanId], l.[Number] AS [LoanNumber], l.[Principal],
            l.[Installments], c.[CancelledOn],
            (SELECT COUNT(*) FROM [LoanApplication] x WHERE x.[BorrowerId] = a.[BorrowerId] AND x.[Id] <= a.[Id])
                AS [Ordinal]
        FROM [LoanApplication] a
        JOIN [Office] o ON o.[Id] = a.[OfficeId]
        JOIN [Borrower] b ON b.[Id] = a.[BorrowerId]
        JOIN [Decision] d ON d.[ApplicationId] = a.[Id]
            AND d.[Id] = (SELECT MAX(x.[Id]) FROM [Decision] x WHERE x.[ApplicationId] = a.[Id])
        LEFT JOIN [AppUser] u ON u.[Id] = d.[DecidedBy]
        LEFT JOIN [Loan] l ON l.[ApplicationId] = a.[Id]
        LEFT JOIN [LoanCancellation] c ON c.[LoanId] = l.[Id]
        """;

    private static readonly Sql<IdParameter, Row> ById = new(
        $"{Columns} WHERE a.[Id] = @Id AND (l.[Id] IS NOT NULL OR a.[Status] = 'rejected')"
    );

    private static readonly Sql<IdParameter, Row> ByLoan = new($"{Columns} WHERE l.[Id] = @Id");

    private static readonly Sql<NthOfBorrower, string> Nth = new(
        """
        SELECT a.[Id] FROM [LoanApplication] a
        WHERE a.[BorrowerId] = @BorrowerId AND @Ordinal = (SELECT COUNT(*) FROM [LoanApplication] x
            WHERE x.[BorrowerId] = a.[BorrowerId] AND x.[Id] <= a.[Id])
        """
    );

    /// <summary>The application that was a borrower's first, second, …; null when there is none.</summary>
    internal Task<string?> Find(string borrowerId, int ordinal, CancellationToken ct) =>
        db.Find(Nth, new NthOfBorrower(borrowerId, ordinal), ct);

    async Task<Paper?> IPaperSource.Find(DocumentReference reference, CancellationToken ct) =>
        (await db.Find(ById, new IdParameter(reference.Id), ct))?.ToPaper();

    async Task<IReadOnlyList<DocumentView>> IPaperSource.OfLoan(string loanId, CancellationToken ct) =>
        [
            .. (await db.Query(ByLoan, new IdParameter(loanId), ct)).Select(row =>
                row.ToPaper().ToView($"/documents/decisionLetter/{row.Id}")
            ),
        ];

    private sealed record NthOfBorrower(string BorrowerId, int Ordinal);

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string OfficeId { get; init; } = "";
        public string OfficeName { get; init; } = "";
        public string BorrowerId { get; init; } = "";
        public string BorrowerNumber { get; init; } = "";
        public string FullName { get; init; } = "";
        public string Sex { get; init; } = "";
        public DateOnly AppliedOn { get; init; }
        public string Purpose { get; init; } = "";
        public Rupiah Asked { get; init; }
        public DateOnly DecidedOn { get; init; }
        public string? DecidedBy { get; init; }
        public string? LoanId { get; init; }
        public string? LoanNumber { get; init; }
        public Rupiah? Principal { get; init; }
        public int? Installments { get; init; }
        public DateOnly? CancelledOn { get; init; }
        public int Ordinal { get; init; }

        private string Number => $"{BorrowerNumber}-SK{Ordinal}";

        public Paper ToPaper() =>
            new()
            {
                Kind = DocumentKind.DecisionLetter,
                Number = Number,
                On = DecidedOn,
                Amount = Principal ?? Asked,
                OfficeId = OfficeId,
                OfficeName = OfficeName,
                BorrowerId = BorrowerId,
                TakenBack = CancelledOn is { } cancelled
                    ? $"Pengajuan ditarik pada {PaperWords.Date(cancelled)}; tidak ada uang yang dicairkan."
                    : null,
                Body = Write,
            };

        private void Write(PaperPen pen)
        {
            pen.Title("Surat Keputusan Pengajuan", $"Nomor {Number}", PageText.Date(DecidedOn));
            var title = EnumText.Parse<Sex>(Sex) == Domain.Borrowers.Sex.F ? "Ibu" : "Bapak";
            pen.Paragraph($"Kepada {title} {FullName} ({BorrowerNumber})");
            pen.Space(8);
            pen.Paragraph("Assalamu'alaikum warahmatullahi wabarakatuh.");
            pen.Space(6);
            pen.Paragraph(
                $"Pada {PageText.Date(AppliedOn)} {title} mengajukan pinjaman qardh sebesar {PaperWords.InBoth(Asked)} untuk: {Purpose}."
            );
            pen.Space(8);
            if (LoanNumber is null)
            {
                Reject(pen, title);
            }
            else
            {
                Approve(pen);
            }

            pen.Space(16);
            pen.SignLast(new PaperSignature("Yang memutuskan", DecidedBy) { Beneath = OfficeName });
            pen.Space(10);
        }

        private void Approve(PaperPen pen)
        {
            pen.Framed(
                "PENGAJUAN DISETUJUI",
                $"Jumlah yang disetujui {PaperWords.InBoth(Principal!.Value)}, dibayar kembali dalam {Installments} kali angsuran. Yang dikembalikan tepat sebesar yang diterima.",
                Reports.Files.PdfInk.Green
            );
            pen.Facts(("Nomor pinjaman", LoanNumber), ("Diputuskan pada", PageText.Date(DecidedOn)));
            pen.Paragraph(
                "Langkah berikutnya: penandatanganan akad qardh, lalu pencairan. Surat ini bukan akad, dan bukan bukti bahwa uang sudah diterima."
            );
        }

        private static void Reject(PaperPen pen, string title)
        {
            pen.Framed(
                "PENGAJUAN BELUM DAPAT DISETUJUI",
                $"Setelah ditimbang, pengajuan ini belum dapat kami setujui. Keputusan ini bukan penilaian atas pribadi {title}.",
                Reports.Files.PdfInk.Black
            );
            pen.Paragraph(
                $"Alasannya dapat {title} tanyakan langsung di kantor kami. {title} boleh mengajukan lagi di kemudian hari. Semoga Allah memberkahi usaha {title}."
            );
        }
    }
}
