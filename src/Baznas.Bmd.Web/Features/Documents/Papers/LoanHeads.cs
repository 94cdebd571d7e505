using Baznas.Bmd.Domain.Borrowers;
using Baznas.Bmd.Web.Features.Borrowers.ListVillages;
using Baznas.Bmd.Web.Features.Documents.Drawing;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Documents.Papers;

/// <summary>What the papers of a loan say of it and of its two parties.</summary>
/// <param name="db">The request's database.</param>
public sealed class LoanHeads(Db db)
{
    private static readonly Sql<IdParameter, LoanHead> ById = new(
        """
        SELECT l.[Id], l.[Number], l.[OfficeId], o.[Name] AS [OfficeName], o.[TimeZone], l.[BorrowerId],
            b.[Number] AS [BorrowerNumber], b.[FullName], b.[NikMasked], b.[Sex], b.[Address], b.[VillageCode],
            b.[BusinessName], l.[Principal], l.[Installments], l.[Purpose], v.[Unit], v.[Every],
            k.[Number] AS [AkadNumber], k.[SignedOn], k.[Place], k.[Witnesses], k.[Annex],
            c.[CancelledOn], s.[DisplayName] AS [RecordedBy],
            (SELECT u.[DisplayName] FROM [Decision] d
                JOIN [AppUser] u ON u.[Id] = d.[DecidedBy]
                WHERE d.[Id] = (SELECT MAX(x.[Id]) FROM [Decision] x
                    WHERE x.[ApplicationId] = l.[ApplicationId] AND x.[Decision] = 'approve')) AS [ApprovedBy]
        FROM [Loan] l
        JOIN [Office] o ON o.[Id] = l.[OfficeId]
        JOIN [Borrower] b ON b.[Id] = l.[BorrowerId]
        JOIN [ProductVersion] v ON v.[ProductId] = l.[ProductId] AND v.[Version] = l.[ProductVersion]
        LEFT JOIN [Akad] k ON k.[LoanId] = l.[Id]
        LEFT JOIN [AppUser] s ON s.[Id] = k.[SignedBy]
        LEFT JOIN [LoanCancellation] c ON c.[LoanId] = l.[Id]
        WHERE l.[Id] = @Id
        """
    );

    // A list of all papers of a loan asks for it with each.
    private LoanHead? _last;

    /// <summary>The loan; null when there is none.</summary>
    internal async Task<LoanHead?> Find(string loanId, CancellationToken ct) =>
        _last?.Id == loanId ? _last : _last = await db.Find(ById, new IdParameter(loanId), ct);
}

/// <summary>A loan and its parties as stored.</summary>
internal sealed class LoanHead
{
    public string Id { get; init; } = "";
    public string Number { get; init; } = "";
    public string OfficeId { get; init; } = "";
    public string OfficeName { get; init; } = "";
    public string TimeZone { get; init; } = "";
    public string BorrowerId { get; init; } = "";
    public string BorrowerNumber { get; init; } = "";
    public string FullName { get; init; } = "";
    public string NikMasked { get; init; } = "";
    public string Sex { get; init; } = "";
    public string? Address { get; init; }
    public string? VillageCode { get; init; }
    public string? BusinessName { get; init; }
    public Rupiah Principal { get; init; }
    public int Installments { get; init; }
    public string Purpose { get; init; } = "";
    public string Unit { get; init; } = "";
    public int Every { get; init; }
    public string? AkadNumber { get; init; }
    public DateOnly? SignedOn { get; init; }
    public string? Place { get; init; }
    public string? Witnesses { get; init; }
    public string? Annex { get; init; }
    public DateOnly? CancelledOn { get; init; }
    public string? RecordedBy { get; init; }
    public string? ApprovedBy { get; init; }

    /// <summary>Who stands for the office: who granted the loan, or who wrote the akad down.</summary>
    public string? Representative => ApprovedBy ?? RecordedBy;

    /// <summary>The name with what people of that sex are called.</summary>
    public string Addressed => $"{(EnumText.Parse<Sex>(Sex) == Domain.Borrowers.Sex.F ? "Ibu" : "Bapak")} {FullName}";

    /// <summary>Where the borrower lives.</summary>
    public string? Home =>
        (Address, Villages.NameOf(VillageCode)) switch
        {
            ({ } address, { } village) => $"{address}, {village}",
            var (address, village) => address ?? village,
        };

    /// <summary>The office's date at an instant.</summary>
    public DateOnly DateOf(DateTimeOffset instant) => new OfficeRow { TimeZone = TimeZone }.Today(instant);

    /// <summary>The akad's number with its date, or the loan's where no akad was written down.</summary>
    public string Contract =>
        AkadNumber is { } akad && SignedOn is { } day ? $"{akad}, {PaperWords.Date(day)}" : Number;
}

/// <summary>An instalment on paper.</summary>
internal sealed class PaperInstalment
{
    public int No { get; init; }
    public DateOnly DueOn { get; init; }
    public Rupiah Amount { get; init; }
    public Rupiah Cumulative { get; init; }
}
