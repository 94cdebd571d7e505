using Baznas.Bmd.Web.Features.Documents.Drawing;
using Baznas.Bmd.Web.Features.Loans;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;

namespace Baznas.Bmd.Web.Features.Documents.Papers;

/// <summary>
/// The instalment card (kartu angsuran): one for each version of a loan's schedule, with room to write each payment down.
/// A new version makes a new card, and ends the one before.
/// </summary>
/// <param name="db">The request's database.</param>
/// <param name="loans">The loans.</param>
public sealed class CardPaper(Db db, LoanHeads loans) : IPaperSource
{
    /// <summary>High enough to write in.</summary>
    private const float RowHeight = 18;

    private static readonly Sql<IdParameter, VersionRow> Versions = new(
        """
        SELECT v.[Version], v.[EffectiveOn], v.[Cause], v.[RepaidBefore],
            COALESCE((SELECT SUM(i.[Amount]) FROM [Instalment] i
                WHERE i.[LoanId] = v.[LoanId] AND i.[Version] = v.[Version]), 0) AS [Total]
        FROM [ScheduleVersion] v
        WHERE v.[LoanId] = @Id
        ORDER BY v.[Version]
        """
    );

    private static readonly Sql<OneVersion, PaperInstalment> Instalments = new(
        """
        SELECT [No], [DueOn], [Amount], [Cumulative] FROM [Instalment]
        WHERE [LoanId] = @LoanId AND [Version] = @Version
        ORDER BY [No]
        """
    );

    async Task<Paper?> IPaperSource.Find(DocumentReference reference, CancellationToken ct)
    {
        var versions = await db.Query(Versions, new IdParameter(reference.Id), ct);
        if (
            versions.Count == 0
            || versions.FirstOrDefault(one => one.Version == (reference.Version ?? versions[^1].Version))
                is not { Total.IsPositive: true } version
        )
        {
            return null;
        }

        var loan = (await loans.Find(reference.Id, ct))!;
        var rows = await db.Query(Instalments, new OneVersion(reference.Id, version.Version), ct);
        return new Paper
        {
            Kind = DocumentKind.InstalmentCard,
            Number = NumberOf(loan.Number, version.Version),
            On = version.EffectiveOn,
            Amount = version.Total,
            OfficeId = loan.OfficeId,
            OfficeName = loan.OfficeName,
            BorrowerId = loan.BorrowerId,
            TakenBack = EndOf(loan.Number, version, versions[^1]),
            Body = pen => Write(pen, loan, version, rows),
        };
    }

    async Task<IReadOnlyList<DocumentView>> IPaperSource.OfLoan(string loanId, CancellationToken ct)
    {
        var versions = await db.Query(Versions, new IdParameter(loanId), ct);
        if (versions.Count == 0)
        {
            return [];
        }

        var number = (await loans.Find(loanId, ct))!.Number;
        return
        [
            .. versions
                .Where(version => version.Total.IsPositive)
                .Select(version => new DocumentView
                {
                    Kind = DocumentKind.InstalmentCard,
                    Number = NumberOf(number, version.Version),
                    IssuedOn = version.EffectiveOn,
                    Amount = version.Total,
                    Status = EndOf(number, version, versions[^1]) is null
                        ? DocumentStatus.Valid
                        : DocumentStatus.Reversed,
                    Path = $"/documents/instalmentCard/{loanId}?version={version.Version}",
                }),
        ];
    }

    private static string NumberOf(string loanNumber, int version) => $"{loanNumber}-KA{version}";

    private static string? EndOf(string loanNumber, VersionRow version, VersionRow last) =>
        version.Version == last.Version ? null
        : last.Total.IsPositive ? $"Kartu ini sudah diganti. Yang berlaku: kartu {NumberOf(loanNumber, last.Version)}."
        : "Pencairan pinjaman ini dibatalkan.";

    private static void Write(PaperPen pen, LoanHead loan, VersionRow version, IReadOnlyList<PaperInstalment> rows)
    {
        pen.Title("Kartu Angsuran", NumberOf(loan.Number, version.Version));
        pen.Facts(
            ("Nama", $"{loan.FullName} ({loan.BorrowerNumber})"),
            ("Pinjaman", loan.Number),
            ("Berlaku mulai", PageText.Date(version.EffectiveOn)),
            ("Jumlah jadwal ini", PageText.Money(version.Total)),
            ("Dibayar sebelumnya", version.RepaidBefore.IsPositive ? PageText.Money(version.RepaidBefore) : null)
        );
        if (EnumText.Parse<ScheduleCause>(version.Cause) is ScheduleCause.Reschedule)
        {
            pen.Note("Jadwal ini menggantikan jadwal sebelumnya. Jumlah utang tidak bertambah.");
            pen.Space(4);
        }

        var left = version.Total;
        new PaperTable(
            pen,
            new PaperColumn("Ke", 7, IsNumber: true),
            new PaperColumn("Jatuh tempo", 21),
            new PaperColumn("Angsuran", 21, IsNumber: true),
            new PaperColumn("Sisa sesudahnya", 22, IsNumber: true),
            new PaperColumn("Tanggal bayar", 19),
            new PaperColumn("Paraf", 12)
        )
        {
            LeastHeight = RowHeight,
        }.Write([
            .. rows.Select(row =>
                new[]
                {
                    PageText.Number(row.No),
                    PageText.ShortDate(row.DueOn),
                    PageText.Money(row.Amount),
                    PageText.Money(left -= row.Amount),
                    "",
                    "",
                }
            ),
        ]);
        pen.Note(
            "Bawa kartu ini setiap membayar, dan minta kuitansi. Angsuran boleh dibayar lebih awal. Bila ada kesulitan, beri tahu petugas sebelum jatuh tempo."
        );
        pen.Space(6);
    }

    private sealed record OneVersion(string LoanId, int Version);

    private sealed class VersionRow
    {
        public int Version { get; init; }
        public DateOnly EffectiveOn { get; init; }
        public string Cause { get; init; } = "";
        public Rupiah RepaidBefore { get; init; }
        public Rupiah Total { get; init; }
    }
}
