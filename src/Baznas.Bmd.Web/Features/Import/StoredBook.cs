using Baznas.Bmd.Domain.Borrowers;
using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Web.Features.Funds;
using Baznas.Bmd.Web.Features.Offices;
using Baznas.Bmd.Web.Features.Products;
using Baznas.Bmd.Web.Platform.Personal;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Import;

/// <summary>What the office already has of what a folder may name, so that nothing is stored twice.</summary>
public sealed record StoredBook
{
    /// <summary>The office with its holidays; null when there is none with the file's code.</summary>
    public OfficeView? Office { get; init; }

    /// <summary>Its funds by code.</summary>
    public IReadOnlyDictionary<string, StoredFund> Funds { get; init; } = new Dictionary<string, StoredFund>();

    /// <summary>All versions of the products that the file names, by code, oldest first.</summary>
    public required ILookup<string, ProductView> Products { get; init; }

    /// <summary>Its groups' ids by code.</summary>
    public IReadOnlyDictionary<string, string> Groups { get; init; } = new Dictionary<string, string>();

    /// <summary>Its borrowers.</summary>
    public IReadOnlyList<StoredBorrower> Borrowers { get; init; } = [];

    /// <summary>The indexes of NIKs that other offices have registered.</summary>
    public required IReadOnlySet<string> NiksElsewhere { get; init; }

    /// <summary>Its loans that came from an older system.</summary>
    public IReadOnlyList<StoredLoan> Loans { get; init; } = [];

    /// <summary>What was booked on those loans' receivables, by day.</summary>
    public required ILookup<string, StoredChange> Changes { get; init; }

    /// <summary>Its receipts of capital and repayments, whether or not they were reversed since.</summary>
    public IReadOnlyList<StoredPayment> Payments { get; init; } = [];

    /// <summary>What went into and out of each fund's cash and bank, by day.</summary>
    public IReadOnlyList<StoredFundDay> FundDays { get; init; } = [];

    /// <summary>The last closed month, as <c>2026-03</c>; null when none is.</summary>
    public string? LastClosed { get; init; }
}

#pragma warning disable CS1591 // Rows of StoredBook's lists.
/// <summary>A fund as stored.</summary>
public sealed class StoredFund
{
    public string Id { get; init; } = "";
    public string Code { get; init; } = "";
    public string Kind { get; init; } = "";
}

/// <summary>A borrower as stored.</summary>
public sealed class StoredBorrower
{
    public string Id { get; init; } = "";
    public string? ExternalRef { get; init; }
    public string NikIndex { get; init; } = "";
    public string? Asnaf { get; init; }
    public int Groups { get; init; }
}

/// <summary>A loan as stored.</summary>
public sealed class StoredLoan
{
    public string Id { get; init; } = "";
    public string ExternalRef { get; init; } = "";
    public string BorrowerId { get; init; } = "";
    public string ProductCode { get; init; } = "";
    public string FundCode { get; init; } = "";
    public Rupiah Principal { get; init; }
    public int Installments { get; init; }
    public DateOnly ApprovedOn { get; init; }
    public string? Account { get; init; }
}

/// <summary>What happened to a loan's receivable on a day.</summary>
public sealed class StoredChange
{
    public string LoanId { get; init; } = "";
    public DateOnly On { get; init; }
    public Rupiah Change { get; init; }
}

/// <summary>Money that came in, as stored.</summary>
public sealed class StoredPayment
{
    public string Kind { get; init; } = "";
    public string? LoanId { get; init; }
    public string FundCode { get; init; } = "";
    public DateOnly EffectiveOn { get; init; }
    public string Account { get; init; } = "";
    public Rupiah Amount { get; init; }
    public string? Reference { get; init; }
    public string? Description { get; init; }
}

/// <summary>What happened to a fund's cash or bank on a day.</summary>
public sealed class StoredFundDay
{
    public string FundCode { get; init; } = "";
    public string Account { get; init; } = "";
    public DateOnly On { get; init; }
    public Rupiah Change { get; init; }
}
#pragma warning restore CS1591

/// <summary>Reads <see cref="StoredBook"/>, in the office's turn: it stays true until the unit of work ends.</summary>
public sealed class StoredBookReader(Db db, PersonalData personal, OfficeTurn turn, ClosedPeriods closed)
{
    // Far below what either engine takes as parameters of one statement.
    private const int NiksAtOnce = 500;

    private static readonly Sql<CodeParameter, OfficeDataRow> OfficeByCode = new(
        $"SELECT {OfficeDataRow.Columns} FROM [Office] WHERE [Code] = @Code"
    );

    private static readonly Sql<IdParameter, DateOnly> Holidays = new(
        "SELECT [Date] FROM [Holiday] WHERE [OfficeId] = @Id"
    );

    private static readonly Sql<IdParameter, StoredFund> Funds = new(
        "SELECT [Id], [Code], [Kind] FROM [Fund] WHERE [OfficeId] = @Id"
    );

    private static readonly Sql<CodeParameter, ProductRow> Versions = new(
        $"""
        SELECT {ProductBook.Columns} FROM [Product] p
        JOIN [ProductVersion] v ON v.[ProductId] = p.[Id]
        WHERE p.[Code] = @Code
        ORDER BY v.[Version]
        """
    );

    private static readonly Sql<IdParameter, GroupCodeRow> Groups = new(
        "SELECT [Id], [Code] FROM [BorrowerGroup] WHERE [OfficeId] = @Id"
    );

    private static readonly Sql<IdParameter, StoredBorrower> Borrowers = new(
        """
        SELECT b.[Id], b.[ExternalRef], b.[NikIndex], b.[Asnaf], (SELECT COUNT(*) FROM [GroupMember] m
            WHERE m.[BorrowerId] = b.[Id] AND m.[LeftOn] IS NULL) AS [Groups]
        FROM [Borrower] b WHERE b.[OfficeId] = @Id
        """
    );

    private static readonly Sql<NikIndexes, string> KnownNiks = new(
        "SELECT [NikIndex] FROM [Borrower] WHERE [NikIndex] IN @Indexes"
    );

    private static readonly Sql<IdParameter, StoredLoan> Loans = new(
        """
        SELECT l.[Id], l.[ExternalRef], l.[BorrowerId], p.[Code] AS [ProductCode], f.[Code] AS [FundCode],
            l.[Principal], l.[Installments], l.[ApprovedOn],
            (SELECT MIN(m.[Account]) FROM [JournalEntry] e
                JOIN [Posting] m ON m.[EntryId] = e.[Id] AND m.[Account] IN ('cash', 'bank')
                WHERE e.[LoanId] = l.[Id] AND e.[Kind] = 'disbursement') AS [Account]
        FROM [Loan] l
        JOIN [Product] p ON p.[Id] = l.[ProductId]
        JOIN [Fund] f ON f.[Id] = l.[FundId]
        WHERE l.[OfficeId] = @Id AND l.[ExternalRef] IS NOT NULL
        """
    );

    private static readonly Sql<IdParameter, StoredChange> Changes = new(
        """
        SELECT p.[LoanId], p.[EffectiveOn] AS [On], SUM(p.[Amount]) AS [Change] FROM [Posting] p
        JOIN [Loan] l ON l.[Id] = p.[LoanId] AND l.[ExternalRef] IS NOT NULL
        WHERE p.[OfficeId] = @Id AND p.[Account] = 'qardhReceivable'
        GROUP BY p.[LoanId], p.[EffectiveOn]
        """
    );

    private static readonly Sql<IdParameter, StoredPayment> Payments = new(
        """
        SELECT e.[Kind], e.[LoanId], f.[Code] AS [FundCode], e.[EffectiveOn], p.[Account], p.[Amount], e.[Reference],
            e.[Description]
        FROM [JournalEntry] e
        JOIN [Posting] p ON p.[EntryId] = e.[Id] AND p.[Account] IN ('cash', 'bank')
        JOIN [Fund] f ON f.[Id] = p.[FundId]
        WHERE e.[OfficeId] = @Id AND e.[Kind] IN ('fundReceipt', 'repayment')
            AND NOT EXISTS (SELECT 1 FROM [Reversal] r WHERE r.[EntryId] = e.[Id])
        """
    );

    private static readonly Sql<IdParameter, StoredFundDay> FundDays = new(
        """
        SELECT f.[Code] AS [FundCode], p.[Account], p.[EffectiveOn] AS [On], SUM(p.[Amount]) AS [Change]
        FROM [Posting] p
        JOIN [Fund] f ON f.[Id] = p.[FundId]
        WHERE p.[OfficeId] = @Id AND p.[Account] IN ('cash', 'bank')
        GROUP BY f.[Code], p.[Account], p.[EffectiveOn]
        """
    );

    /// <summary>Reads what is there of what the folder names.</summary>
    public async Task<StoredBook> Read(Folder folder, CancellationToken ct)
    {
        var file = folder.OfficeReader.Office;
        var row = file is null ? null : await FindOffice(file.Code, ct);
        var products = new List<ProductRow>();
        foreach (var product in file?.Products ?? [])
        {
            products.AddRange(await db.Query(Versions, new CodeParameter(product.Code), ct));
        }

        var book = row is null
            ? new StoredBook
            {
                Products = products.Select(product => product.ToView()).ToLookup(product => product.Code),
                Changes = Enumerable.Empty<StoredChange>().ToLookup(change => change.LoanId),
                NiksElsewhere = new HashSet<string>(),
            }
            : await OfOffice(row.ToView(), products, ct);
        return book with { NiksElsewhere = await NiksElsewhere(folder, book, ct) };
    }

    private async Task<OfficeDataRow?> FindOffice(string code, CancellationToken ct)
    {
        if (await db.Find(OfficeByCode, new CodeParameter(code), ct) is not { } there)
        {
            return null;
        }

        await turn.Take(there.Id, ct);
        return await db.Find(OfficeByCode, new CodeParameter(code), ct);
    }

    private async Task<StoredBook> OfOffice(OfficeView office, List<ProductRow> products, CancellationToken ct)
    {
        var id = new IdParameter(office.Id);
        var holidays = await db.Query(Holidays, id, ct);
        return new StoredBook
        {
            Office = office with { Holidays = [.. holidays.Select(day => new HolidayView { Date = day, Name = "" })] },
            Funds = (await db.Query(Funds, id, ct)).ToDictionary(fund => fund.Code),
            Products = products.Select(product => product.ToView()).ToLookup(product => product.Code),
            Groups = (await db.Query(Groups, id, ct)).ToDictionary(group => group.Code, group => group.Id),
            Borrowers = await db.Query(Borrowers, id, ct),
            Loans = await db.Query(Loans, id, ct),
            Changes = (await db.Query(Changes, id, ct)).ToLookup(change => change.LoanId),
            Payments = await db.Query(Payments, id, ct),
            FundDays = await db.Query(FundDays, id, ct),
            LastClosed = await closed.Last(office.Id, ct),
            NiksElsewhere = new HashSet<string>(),
        };
    }

    private async Task<HashSet<string>> NiksElsewhere(Folder folder, StoredBook book, CancellationToken ct)
    {
        var here = book.Borrowers.Select(borrower => borrower.NikIndex).ToHashSet();
        var elsewhere = new HashSet<string>();
        var named = folder.Borrowers.Where(borrower => borrower.Nik is not null).Select(b => personal.IndexOf(b.Nik!));
        foreach (var some in named.Where(index => !here.Contains(index)).Distinct().Chunk(NiksAtOnce))
        {
            elsewhere.UnionWith(await db.Query(KnownNiks, new NikIndexes(some), ct));
        }

        return elsewhere;
    }

    private sealed record CodeParameter(string Code);

    private sealed record NikIndexes(IReadOnlyList<string> Indexes);

    private sealed class GroupCodeRow
    {
        public string Id { get; init; } = "";
        public string Code { get; init; } = "";
    }
}
