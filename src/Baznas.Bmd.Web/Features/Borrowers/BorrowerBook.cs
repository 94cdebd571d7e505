using Baznas.Bmd.Domain.Borrowers;
using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Web.Features.Borrowers.RegisterBorrower;
using Baznas.Bmd.Web.Platform.Personal;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Borrowers;

/// <summary>A borrower; the NIK is masked.</summary>
public record BorrowerView
{
#pragma warning disable CS1591 // As in RegisterBorrower.
    public required string Id { get; init; }
    public required string OfficeId { get; init; }
    public required string Number { get; init; }
    public string? ExternalRef { get; init; }
    public required string Nik { get; init; }
    public required string FullName { get; init; }
    public required Sex Sex { get; init; }
    public required DateOnly BirthDate { get; init; }
    public required string? Phone { get; init; }
    public required string? VillageCode { get; init; }
    public required string? Address { get; init; }
    public required Asnaf? Asnaf { get; init; }
    public required int? HouseholdSize { get; init; }
    public required GroupReference? Group { get; init; }
    public required BusinessView? Business { get; init; }
    public required IReadOnlyList<ConsentPurpose> Consents { get; init; }
    public string? Language { get; init; }
    public required DateTimeOffset RegisteredAt { get; init; }
#pragma warning restore CS1591
}

/// <summary>A group, by name.</summary>
/// <param name="Id">The group.</param>
/// <param name="Code">Its mark.</param>
/// <param name="Name">Its name.</param>
public sealed record GroupReference(string Id, string Code, string Name);

/// <summary>A borrower's business, without its finances.</summary>
/// <param name="Name">What it is called or what it does.</param>
/// <param name="Sector">Its sector.</param>
/// <param name="StartedOn">When it began.</param>
public sealed record BusinessView(string Name, string Sector, DateOnly? StartedOn);

/// <summary>A borrower about to be stored.</summary>
public sealed record BorrowerData
{
    /// <summary>The new id.</summary>
    public required string Id { get; init; }

    /// <summary>What was said at registration.</summary>
    public required RegisterBorrower.RegisterBorrower Registration { get; init; }

    /// <summary>The NIK said there.</summary>
    public required Nik Nik { get; init; }

    /// <summary>The number in an older system.</summary>
    public string? ExternalRef { get; init; }

    /// <summary>Since when the borrower is known; today when left out.</summary>
    public DateOnly? Since { get; init; }
}

/// <summary>The register of borrowers.</summary>
public sealed class BorrowerBook(Db db, Work work, Numbers numbers, PersonalData personal)
{
    /// <summary>The columns of <see cref="BorrowerRow"/>: b is Borrower, m the current membership, g its group.</summary>
    public const string Select = """
        SELECT b.[Id], b.[OfficeId], b.[Number], b.[ExternalRef], b.[NikMasked], b.[FullName], b.[Sex], b.[BirthDate],
            b.[Phone], b.[VillageCode], b.[Address], b.[Asnaf], b.[HouseholdSize], b.[BusinessName], b.[BusinessSector],
            b.[BusinessStartedOn], b.[Language], b.[RegisteredAt], g.[Id] AS [GroupId], g.[Code] AS [GroupCode],
            g.[Name] AS [GroupName]
        FROM [Borrower] b
        LEFT JOIN [GroupMember] m ON m.[BorrowerId] = b.[Id] AND m.[LeftOn] IS NULL
        LEFT JOIN [BorrowerGroup] g ON g.[Id] = m.[GroupId]
        """;

    private static readonly Sql<IdParameter, BorrowerRow> ById = new($"{Select} WHERE b.[Id] = @Id");

    private static readonly Sql<IdParameter, string> ConsentsOf = new(
        """
        SELECT c.[Purpose] FROM [Consent] c
        WHERE c.[BorrowerId] = @Id AND c.[IsGiven] = 1 AND c.[Sequence] =
            (SELECT MAX(n.[Sequence]) FROM [Consent] n
            WHERE n.[BorrowerId] = c.[BorrowerId] AND n.[Purpose] = c.[Purpose])
        """
    );

    private static readonly Sql<NikParameter, int> CountNik = new(
        "SELECT COUNT(*) AS [Borrowers] FROM [Borrower] WHERE [NikIndex] = @NikIndex"
    );

    private static readonly Sql<NewBorrower, NoRows> Insert = new(
        """
        INSERT INTO [Borrower] ([Id], [OfficeId], [Number], [ExternalRef], [NikIndex], [NikMasked], [SensitiveData],
            [FullName], [Sex], [BirthDate], [Phone], [VillageCode], [Address], [Asnaf], [HouseholdSize], [BusinessName],
            [BusinessSector], [BusinessStartedOn], [Language], [RegisteredAt])
        VALUES (@Id, @OfficeId, @Number, @ExternalRef, @NikIndex, @NikMasked, @SensitiveData,
            @FullName, @Sex, @BirthDate, @Phone, @VillageCode, @Address, @Asnaf, @HouseholdSize, @BusinessName,
            @BusinessSector, @BusinessStartedOn, @Language, @RegisteredAt)
        """
    );

    private static readonly Sql<NewConsent, NoRows> InsertConsent = new(
        """
        INSERT INTO [Consent] ([BorrowerId], [Purpose], [Sequence], [IsGiven], [At])
        VALUES (@BorrowerId, @Purpose, 1, 1, @At)
        """
    );

    private static readonly Sql<NewMember, NoRows> InsertMember = new(
        "INSERT INTO [GroupMember] ([GroupId], [BorrowerId], [JoinedOn]) VALUES (@GroupId, @BorrowerId, @JoinedOn)"
    );

    /// <summary>The borrower, or null.</summary>
    public async Task<BorrowerView?> Find(string id, CancellationToken ct)
    {
        var row = await db.Find(ById, new IdParameter(id), ct);
        if (row is null)
        {
            return null;
        }

        var consents = await db.Query(ConsentsOf, new IdParameter(id), ct);
        return row.ToView() with { Consents = [.. consents.Select(EnumText.Parse<ConsentPurpose>).Order()] };
    }

    /// <summary>Whether somebody, of whatever office, is registered with the NIK.</summary>
    public async Task<bool> IsNikTaken(Nik nik, CancellationToken ct) =>
        await db.Find(CountNik, new NikParameter(personal.IndexOf(nik)), ct) > 0;

    /// <summary>Stores a borrower, numbered, with the sensitive part encrypted.</summary>
    public async Task Store(BorrowerData data, CancellationToken ct)
    {
        var said = data.Registration;
        var since = data.Since ?? work.Today;
        await db.Execute(
            Insert,
            new NewBorrower
            {
                Id = data.Id,
                OfficeId = work.Office.Id,
                Number = await numbers.Next(DocumentSeries.Borrower, since, data.Id, ct),
                ExternalRef = data.ExternalRef,
                NikIndex = personal.IndexOf(data.Nik),
                NikMasked = data.Nik.Masked,
                SensitiveData = personal.Protect(
                    data.Id,
                    new PersonalData.Sensitive
                    {
                        Nik = data.Nik.Value,
                        MonthlyIncome = said.MonthlyIncome,
                        MonthlyTurnover = said.Business?.MonthlyTurnover,
                    }
                ),
                FullName = said.FullName.Trim(),
                Sex = EnumText.Of(said.Sex),
                BirthDate = said.BirthDate,
                Phone = PhoneNumber.TryParse(said.Phone, out var phone) ? phone.Value : null,
                VillageCode = said.VillageCode,
                Address = said.Address,
                Asnaf = said.Asnaf is { } asnaf ? EnumText.Of(asnaf) : null,
                HouseholdSize = said.HouseholdSize,
                BusinessName = said.Business?.Name,
                BusinessSector = said.Business?.Sector,
                BusinessStartedOn = said.Business?.StartedOn,
                Language = said.Language,
                RegisteredAt = work.Now,
            },
            ct
        );
        await db.ExecuteEach(
            InsertConsent,
            said.Consents.Distinct().Select(purpose => new NewConsent(data.Id, EnumText.Of(purpose), work.Now)),
            ct
        );
        if (said.GroupId is not null)
        {
            await db.Execute(InsertMember, new NewMember(said.GroupId, data.Id, since), ct);
        }
    }

    private sealed record NikParameter(string NikIndex);

    private sealed record NewConsent(string BorrowerId, string Purpose, DateTimeOffset At);

    private sealed record NewMember(string GroupId, string BorrowerId, DateOnly JoinedOn);

    private sealed record NewBorrower
    {
        public required string Id { get; init; }
        public required string OfficeId { get; init; }
        public required string Number { get; init; }
        public required string? ExternalRef { get; init; }
        public required string NikIndex { get; init; }
        public required string NikMasked { get; init; }
        public required byte[] SensitiveData { get; init; }
        public required string FullName { get; init; }
        public required string Sex { get; init; }
        public required DateOnly BirthDate { get; init; }
        public required string? Phone { get; init; }
        public required string? VillageCode { get; init; }
        public required string? Address { get; init; }
        public required string? Asnaf { get; init; }
        public required int? HouseholdSize { get; init; }
        public required string? BusinessName { get; init; }
        public required string? BusinessSector { get; init; }
        public required DateOnly? BusinessStartedOn { get; init; }
        public required string? Language { get; init; }
        public required DateTimeOffset RegisteredAt { get; init; }
    }
}

/// <summary>A borrower as stored, without what is under lock.</summary>
public sealed class BorrowerRow
{
#pragma warning disable CS1591 // The columns of Borrower.
    public string Id { get; init; } = "";
    public string OfficeId { get; init; } = "";
    public string Number { get; init; } = "";
    public string? ExternalRef { get; init; }
    public string NikMasked { get; init; } = "";
    public string FullName { get; init; } = "";
    public string Sex { get; init; } = "";
    public DateOnly BirthDate { get; init; }
    public string? Phone { get; init; }
    public string? VillageCode { get; init; }
    public string? Address { get; init; }
    public string? Asnaf { get; init; }
    public int? HouseholdSize { get; init; }
    public string? BusinessName { get; init; }
    public string? BusinessSector { get; init; }
    public DateOnly? BusinessStartedOn { get; init; }
    public string? Language { get; init; }
    public DateTimeOffset RegisteredAt { get; init; }
    public string? GroupId { get; init; }
    public string? GroupCode { get; init; }
    public string? GroupName { get; init; }
#pragma warning restore CS1591

    /// <summary>As the API shows it, without consents.</summary>
    public BorrowerView ToView() =>
        new()
        {
            Id = Id,
            OfficeId = OfficeId,
            Number = Number,
            ExternalRef = ExternalRef,
            Nik = NikMasked,
            FullName = FullName,
            Sex = EnumText.Parse<Sex>(Sex),
            BirthDate = BirthDate,
            Phone = Phone,
            VillageCode = VillageCode,
            Address = Address,
            Asnaf = Asnaf is null ? null : EnumText.Parse<Asnaf>(Asnaf),
            HouseholdSize = HouseholdSize,
            Group = GroupId is null ? null : new GroupReference(GroupId, GroupCode!, GroupName!),
            Business = BusinessName is null
                ? null
                : new BusinessView(BusinessName, BusinessSector ?? "", BusinessStartedOn),
            Consents = [],
            Language = Language,
            RegisteredAt = RegisteredAt,
        };
}
