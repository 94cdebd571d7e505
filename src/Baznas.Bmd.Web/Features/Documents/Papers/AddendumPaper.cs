using Baznas.Bmd.Web.Features.Documents.Drawing;
using Baznas.Bmd.Web.Features.Reschedules;
using Baznas.Bmd.Web.Platform.Pages;
using Baznas.Bmd.Web.Platform.Requests;

namespace Baznas.Bmd.Web.Features.Documents.Papers;

/// <summary>The addendum to an akad by which both parties agree to a new schedule of the same debt.</summary>
/// <param name="db">The request's database.</param>
/// <param name="loans">The loans.</param>
public sealed class AddendumPaper(Db db, LoanHeads loans) : IPaperSource
{
    private static readonly Sql<IdParameter, string> LoanOf = new("SELECT [LoanId] FROM [Reschedule] WHERE [Id] = @Id");

    private static readonly Sql<IdParameter, Row> OfLoan = new(
        """
        SELECT r.[Id], r.[EffectiveOn], r.[Cause], COALESCE(d.[Version], 0) AS [Version], d.[At], u.[DisplayName] AS [DecidedBy],
            x.[At] AS [ReversedAt],
            COALESCE((SELECT SUM(i.[Amount]) FROM [Instalment] i
                WHERE i.[LoanId] = r.[LoanId] AND i.[Version] = d.[Version]), 0) AS [Total]
        FROM [Reschedule] r
        JOIN [RescheduleDecision] d ON d.[RescheduleId] = r.[Id] AND d.[Decision] = 'approve'
        LEFT JOIN [RescheduleReversal] x ON x.[RescheduleId] = r.[Id]
        LEFT JOIN [AppUser] u ON u.[Id] = d.[DecidedBy]
        WHERE r.[LoanId] = @Id
        ORDER BY [Version]
        """
    );

    private static readonly Sql<OneVersion, PaperInstalment> Instalments = new(
        """
        SELECT [No], [DueOn], [Amount], [Cumulative] FROM [Instalment]
        WHERE [LoanId] = @LoanId AND [Version] = @Version
        ORDER BY [No]
        """
    );

    /// <summary>The request that made a loan's first, second, … addendum; null when there is none.</summary>
    internal async Task<string?> Find(string loanId, int ordinal, CancellationToken ct) =>
        (await db.Query(OfLoan, new IdParameter(loanId), ct)).ElementAtOrDefault(ordinal - 1)?.Id;

    async Task<Paper?> IPaperSource.Find(DocumentReference reference, CancellationToken ct)
    {
        if (await db.Find(LoanOf, new IdParameter(reference.Id), ct) is not { } loanId)
        {
            return null;
        }

        var rows = await db.Query(OfLoan, new IdParameter(loanId), ct);
        var ordinal = 1 + rows.ToList().FindIndex(row => row.Id == reference.Id);
        if (ordinal == 0)
        {
            return null;
        }

        var row = rows[ordinal - 1];
        var loan = (await loans.Find(loanId, ct))!;
        var schedule = await db.Query(Instalments, new OneVersion(loanId, row.Version), ct);
        return PaperOf(loan, row, ordinal) with { Body = pen => Write(pen, loan, (row, ordinal), schedule) };
    }

    async Task<IReadOnlyList<DocumentView>> IPaperSource.OfLoan(string loanId, CancellationToken ct)
    {
        var rows = await db.Query(OfLoan, new IdParameter(loanId), ct);
        if (rows.Count == 0)
        {
            return [];
        }

        var loan = (await loans.Find(loanId, ct))!;
        return [.. rows.Select((row, i) => PaperOf(loan, row, i + 1).ToView($"/documents/addendum/{row.Id}"))];
    }

    private static string NumberOf(LoanHead loan, int ordinal) => $"{loan.AkadNumber ?? loan.Number}-ADD{ordinal}";

    private static Paper PaperOf(LoanHead loan, Row row, int ordinal) =>
        new()
        {
            Kind = DocumentKind.Addendum,
            Number = NumberOf(loan, ordinal),
            On = loan.DateOf(row.At),
            Amount = row.Total,
            OfficeId = loan.OfficeId,
            OfficeName = loan.OfficeName,
            BorrowerId = loan.BorrowerId,
            IsDense = true,
            TakenBack = row.ReversedAt is { } reversed
                ? $"Penjadwalan ulang ini dibatalkan pada {PaperWords.Date(loan.DateOf(reversed))}."
                : null,
            Body = _ => { },
        };

    private static void Write(
        PaperPen pen,
        LoanHead loan,
        (Row Row, int Ordinal) asked,
        IReadOnlyList<PaperInstalment> schedule
    )
    {
        var row = asked.Row;
        pen.Title("Adendum Akad Qardh", $"Nomor {NumberOf(loan, asked.Ordinal)}", PageText.Date(loan.DateOf(row.At)));
        pen.Facts(
            ("Akad asal", loan.Contract),
            ("Nomor pinjaman", loan.Number),
            ("PIHAK PERTAMA", loan.OfficeName),
            ("Diwakili oleh", row.DecidedBy),
            ("PIHAK KEDUA", $"{loan.FullName} ({loan.BorrowerNumber})")
        );
        pen.Paragraph($"Karena: {Reason(row.Cause)}, kedua pihak sepakat mengubah jadwal angsuran sebagai berikut.");
        pen.Space(6);
        pen.Clause(
            1,
            $"Sisa utang PIHAK KEDUA pada {PageText.Date(row.EffectiveOn)} adalah {PaperWords.InBoth(row.Total)}. Jumlah ini tidak bertambah karena adendum ini."
        );
        pen.Clause(
            2,
            $"Sejak tanggal itu, sisa utang dibayar dalam {schedule.Count} kali angsuran menurut jadwal di bawah ini. Jadwal lama tidak berlaku lagi."
        );
        pen.Clause(3, "Tidak ada tambahan dalam bentuk apa pun. Ketentuan lain dalam akad tetap berlaku.");
        pen.Space(6);
        pen.Heading("Jadwal baru");
        pen.Instalments(schedule);
        pen.SignLast(
            new PaperSignature("PIHAK PERTAMA", row.DecidedBy) { Beneath = loan.OfficeName },
            new PaperSignature("PIHAK KEDUA", loan.FullName) { Beneath = loan.BorrowerNumber, IsStamped = true },
            new PaperSignature("Saksi 1", null),
            new PaperSignature("Saksi 2", null)
        );
    }

    // What was written down in the request is the staff's own; the paper says no more than both signed for.
    private static string Reason(string cause) =>
        EnumText.Parse<RescheduleCause>(cause) switch
        {
            RescheduleCause.Unable => "PIHAK KEDUA sedang dalam kesulitan membayar",
            RescheduleCause.ForceMajeure => "keadaan kahar yang tidak dapat dihindari",
            _ => "permintaan PIHAK KEDUA",
        };

    private sealed record OneVersion(string LoanId, int Version);

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public DateOnly EffectiveOn { get; init; }
        public string Cause { get; init; } = "";
        public int Version { get; init; }
        public DateTimeOffset At { get; init; }
        public string? DecidedBy { get; init; }
        public DateTimeOffset? ReversedAt { get; init; }
        public Rupiah Total { get; init; }
    }
}
