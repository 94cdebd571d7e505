using System.Diagnostics.CodeAnalysis;
using Baznas.Bmd.Domain.Calendars;
using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Platform.Requests;

namespace Baznas.Bmd.Web.Features.Products;

/// <summary>A version of a product.</summary>
public sealed record ProductView : ProductTerms
{
    /// <summary>Starts from nothing.</summary>
    public ProductView() { }

    [SetsRequiredMembers]
    private ProductView(ProductTerms terms, string id, int version)
        : base(terms) => (Id, Version) = (id, version);

    /// <summary>A version with these terms.</summary>
    public static ProductView Of(ProductTerms terms, string id, int version) => new(terms, id, version);

    /// <summary>The product.</summary>
    public required string Id { get; init; }

    /// <summary>Counts its revisions from 1.</summary>
    public required int Version { get; init; }
}

/// <summary>Products with their versions, as stored.</summary>
/// <param name="db">The request's database.</param>
public sealed class ProductBook(Db db)
{
    /// <summary>The columns of <see cref="ProductRow"/>: p is Product, v its version.</summary>
    public const string Columns = """
        p.[Id], p.[Code], v.[Version], v.[Name], v.[MinPrincipal], v.[MaxPrincipal], v.[MinInstallments],
            v.[MaxInstallments], v.[Unit], v.[Every], v.[RoundingMultiple], v.[RoundingMode], v.[NonWorkingDayRule],
            v.[FundKinds], v.[MaxActiveLoans], v.[Approvals], v.[RequiresGroup],
            v.[TrancheApproval]
        """;

    private static readonly Sql<IdParameter, ProductRow> Current = new(
        $"""
        SELECT {Columns} FROM [Product] p
        JOIN [ProductVersion] v ON v.[ProductId] = p.[Id] AND v.[Version] = p.[CurrentVersion]
        WHERE p.[Id] = @Id
        """
    );

    private static readonly Sql<IdVersion, ProductRow> OfVersion = new(
        $"""
        SELECT {Columns} FROM [Product] p
        JOIN [ProductVersion] v ON v.[ProductId] = p.[Id]
        WHERE p.[Id] = @Id AND v.[Version] = @Version
        """
    );

    private static readonly Sql<IdParameter, ProductVersionRow> AllVersions = new(
        $"""
        SELECT {Columns}, v.[CreatedAt] FROM [Product] p
        JOIN [ProductVersion] v ON v.[ProductId] = p.[Id]
        WHERE p.[Id] = @Id
        ORDER BY v.[Version] DESC
        """
    );

    private static readonly Sql<NewProduct, NoRows> InsertProduct = new(
        "INSERT INTO [Product] ([Id], [Code], [CurrentVersion]) VALUES (@Id, @Code, @Version)"
    );

    private static readonly Sql<NewProduct, NoRows> MoveVersion = new(
        "UPDATE [Product] SET [Code] = @Code, [CurrentVersion] = @Version WHERE [Id] = @Id"
    );

    private static readonly Sql<NewVersion, NoRows> InsertVersion = new(
        """
        INSERT INTO [ProductVersion] ([ProductId], [Version], [Name], [MinPrincipal], [MaxPrincipal], [MinInstallments],
            [MaxInstallments], [Unit], [Every], [RoundingMultiple], [RoundingMode], [NonWorkingDayRule], [FundKinds],
            [MaxActiveLoans], [Approvals], [RequiresGroup], [TrancheApproval], [CreatedAt])
        VALUES (@ProductId, @Version, @Name, @MinPrincipal, @MaxPrincipal, @MinInstallments,
            @MaxInstallments, @Unit, @Every, @RoundingMultiple, @RoundingMode, @NonWorkingDayRule, @FundKinds,
            @MaxActiveLoans, @Approvals, @RequiresGroup, @TrancheApproval, @CreatedAt)
        """
    );

    private static readonly Sql<CodeOfOther, int> CountCode = new(
        "SELECT COUNT(*) AS [Products] FROM [Product] WHERE [Code] = @Code AND [Id] <> @Id"
    );

    /// <summary>The product's newest version, or null.</summary>
    public async Task<ProductView?> Find(string id, CancellationToken ct) =>
        (await db.Find(Current, new IdParameter(id), ct))?.ToView();

    /// <summary>A version that a loan or an application names.</summary>
    public async Task<ProductView> Of(string id, int version, CancellationToken ct) =>
        (await db.Find(OfVersion, new IdVersion(id, version), ct))?.ToView()
        ?? throw new InvalidOperationException($"There is no version {version} of product {id}.");

    /// <summary>All versions of a product, newest first; none when there is no such product.</summary>
    public async Task<IReadOnlyList<ProductVersionView>> Versions(string id, CancellationToken ct) =>
        [
            .. (await db.Query(AllVersions, new IdParameter(id), ct)).Select(row => new ProductVersionView
            {
                Since = row.CreatedAt,
                Product = row.ToView(),
            }),
        ];

    /// <summary>Whether another product has the code.</summary>
    public async Task<bool> IsCodeTaken(string code, string exceptId, CancellationToken ct) =>
        await db.Find(CountCode, new CodeOfOther(code, exceptId), ct) > 0;

    /// <summary>Stores a new product (version 1) or a product's next version.</summary>
    public async Task Store(ProductView product, DateTimeOffset now, CancellationToken ct)
    {
        var head = new NewProduct(product.Id, product.Code, product.Version);
        if (product.Version == 1)
        {
            await db.Execute(InsertProduct, head, ct);
        }

        await db.Execute(
            InsertVersion,
            new NewVersion
            {
                ProductId = product.Id,
                Version = product.Version,
                Name = product.Name,
                MinPrincipal = product.MinPrincipal,
                MaxPrincipal = product.MaxPrincipal,
                MinInstallments = product.MinInstallments,
                MaxInstallments = product.MaxInstallments,
                Unit = EnumText.Of(product.Unit),
                Every = product.Every,
                RoundingMultiple = product.RoundingMultiple,
                RoundingMode = EnumText.Of(product.RoundingMode),
                NonWorkingDayRule = product.NonWorkingDayRule is { } rule ? EnumText.Of(rule) : null,
                FundKinds = Json.Write(product.FundKinds),
                MaxActiveLoans = product.MaxActiveLoans,
                Approvals = Json.Write(product.Approvals),
                RequiresGroup = product.RequiresGroup,
                TrancheApproval = EnumText.Of(product.TrancheApproval),
                CreatedAt = now,
            },
            ct
        );
        if (product.Version > 1)
        {
            await db.Execute(MoveVersion, head, ct);
        }
    }

    private sealed record IdVersion(string Id, int Version);

    private sealed record CodeOfOther(string Code, string Id);

    private sealed record NewProduct(string Id, string Code, int Version);

    private sealed record NewVersion
    {
        public required string ProductId { get; init; }
        public required int Version { get; init; }
        public required string Name { get; init; }
        public required Rupiah MinPrincipal { get; init; }
        public required Rupiah MaxPrincipal { get; init; }
        public required int MinInstallments { get; init; }
        public required int MaxInstallments { get; init; }
        public required string Unit { get; init; }
        public required int Every { get; init; }
        public required Rupiah RoundingMultiple { get; init; }
        public required string RoundingMode { get; init; }
        public required string? NonWorkingDayRule { get; init; }
        public required string FundKinds { get; init; }
        public required int MaxActiveLoans { get; init; }
        public required string Approvals { get; init; }
        public required bool RequiresGroup { get; init; }
        public required string? TrancheApproval { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
    }
}

/// <summary>A product's version as stored.</summary>
public class ProductRow
{
#pragma warning disable CS1591 // The columns of Product and ProductVersion.
    public string Id { get; init; } = "";
    public string Code { get; init; } = "";
    public int Version { get; init; }
    public string Name { get; init; } = "";
    public Rupiah MinPrincipal { get; init; }
    public Rupiah MaxPrincipal { get; init; }
    public int MinInstallments { get; init; }
    public int MaxInstallments { get; init; }
    public string Unit { get; init; } = "";
    public int Every { get; init; }
    public Rupiah RoundingMultiple { get; init; }
    public string RoundingMode { get; init; } = "";
    public string? NonWorkingDayRule { get; init; }
    public string FundKinds { get; init; } = "";
    public int MaxActiveLoans { get; init; }
    public string Approvals { get; init; } = "";
    public bool RequiresGroup { get; init; }
    public string? TrancheApproval { get; init; }
#pragma warning restore CS1591

    /// <summary>As the API shows it.</summary>
    public ProductView ToView() =>
        new()
        {
            Id = Id,
            Version = Version,
            Code = Code,
            Name = Name,
            MinPrincipal = MinPrincipal,
            MaxPrincipal = MaxPrincipal,
            MinInstallments = MinInstallments,
            MaxInstallments = MaxInstallments,
            Unit = EnumText.Parse<PeriodUnit>(Unit),
            Every = Every,
            RoundingMultiple = RoundingMultiple,
            RoundingMode = EnumText.Parse<RoundingMode>(RoundingMode),
            NonWorkingDayRule = NonWorkingDayRule is null ? null : EnumText.Parse<NonWorkingDayRule>(NonWorkingDayRule),
            FundKinds = Json.Read<IReadOnlyList<FundKind>>(FundKinds),
            MaxActiveLoans = MaxActiveLoans,
            Approvals = Json.Read<IReadOnlyList<ApprovalTier>>(Approvals),
            RequiresGroup = RequiresGroup,
            TrancheApproval = TrancheApproval is null ? default : EnumText.Parse<TrancheApproval>(TrancheApproval),
        };
}

/// <summary>A product's version as stored, and since when.</summary>
public sealed class ProductVersionRow : ProductRow
{
    /// <summary>When it was written.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A version of a product, and since when it is the one on offer.</summary>
public sealed record ProductVersionView
{
    /// <summary>When it was written.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>What it says.</summary>
    public required ProductView Product { get; init; }
}
