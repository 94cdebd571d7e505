using Baznas.Bmd.Domain.Money;
using Baznas.Bmd.Storage;

namespace Baznas.Bmd.SqlTests.Planted;

/// <summary>Statements with nothing wrong: between them they use every token, function, type and clause there is.</summary>
internal static class HealthyStatements
{
    public static readonly Sql<Filter, LoanRow> Every_token = new(
        """
        SELECT l.[Id], l.[Number], l.[ExternalRef], l.[Principal], l.[Installments], l.[ApprovedOn], l.[CreatedAt]
        FROM [Loan] AS l {lock}
        WHERE l.[OfficeId] = @OfficeId{?After: AND l.[Id] > @After}{?Numbers: AND l.[Number] IN @Numbers}
        ORDER BY l.[Id] {limit}
        """
    );

    public static readonly Sql<ByOffice, string> One_row = new(
        "SELECT [Id] FROM [Loan] WHERE [OfficeId] = @OfficeId ORDER BY [Id] DESC {one}"
    );

    public static readonly Sql<ByOffice, AccountTotal> Grouping_and_aggregates = new(
        """
        SELECT p.[Account], COUNT(*) AS [Postings], COUNT(DISTINCT p.[LoanId]) AS [Loans], SUM(p.[Amount]) AS [Total],
            MIN(p.[EffectiveOn]) AS [First], MAX(p.[EffectiveOn]) AS [Last],
            SUM(CASE WHEN p.[Amount] > 0 THEN p.[Amount] ELSE 0 END) AS [Debits],
            MAX(CASE WHEN p.[LoanId] IS NULL THEN 1 ELSE 0 END) AS [HasOthers],
            (SELECT a.[Name] FROM [Account] AS a WHERE a.[OfficeId] = @OfficeId AND a.[Account] = p.[Account]) AS [Name]
        FROM [Posting] AS p
        WHERE p.[OfficeId] = @OfficeId
        GROUP BY p.[Account]
        HAVING SUM(p.[Amount]) <> 0
        ORDER BY p.[Account]
        """
    );

    public static readonly Sql<ByOffice, Rupiah> A_total_of_perhaps_nothing = new(
        "SELECT COALESCE(SUM([Amount]), 0) AS [Total] FROM [Posting] WHERE [OfficeId] = @OfficeId"
    );

    public static readonly Sql<ByOffice, RunningRow> Windows = new(
        """
        WITH [Monthly] AS (
            SELECT SUBSTRING(CAST([EffectiveOn] AS nvarchar(10)), 1, 7) AS [Month], SUM([Amount]) AS [Amount]
            FROM [Posting]
            WHERE [OfficeId] = @OfficeId
            GROUP BY SUBSTRING(CAST([EffectiveOn] AS nvarchar(10)), 1, 7)
        )
        SELECT m.[Month], m.[Amount],
            SUM(m.[Amount]) OVER (ORDER BY m.[Month] ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS [Balance],
            LAG(m.[Amount]) OVER (ORDER BY m.[Month]) AS [Before],
            LEAD(m.[Amount], 1, 0) OVER (ORDER BY m.[Month]) AS [After],
            ROW_NUMBER() OVER (ORDER BY m.[Month]) AS [No],
            RANK() OVER (ORDER BY m.[Amount]) AS [Rank],
            DENSE_RANK() OVER (PARTITION BY m.[Month] ORDER BY m.[Amount]) AS [DenseRank]
        FROM [Monthly] AS m
        ORDER BY m.[Month]
        """
    );

    public static readonly Sql<ByOffice, FunctionRow> Text_and_number_functions = new(
        """
        SELECT CONCAT(b.[Number], '/', b.[FullName], NULL, 7) AS [Label], UPPER(b.[FullName]) AS [Upper],
            LOWER(b.[FullName]) AS [Lower], ABS(-(COALESCE(b.[HouseholdSize], 0) - 5)) AS [Distance],
            NULLIF(b.[Phone], '') AS [Phone], b.[SensitiveData], CAST(b.[HouseholdSize] AS bigint) AS [Size],
            10 / NULLIF(b.[HouseholdSize], 0) AS [Share], 10 % 3 AS [Rest],
            CASE b.[Sex] WHEN 'female' THEN 1 ELSE 0 END AS [IsFemale]
        FROM [Borrower] AS b
        WHERE b.[OfficeId] = @OfficeId AND b.[FullName] LIKE '%a\_b%' ESCAPE '\' AND NOT (b.[Sex] IN ('x', 'y'))
            AND b.[BirthDate] BETWEEN b.[BirthDate] AND b.[BirthDate]
        """
    );

    public static readonly Sql<ByOffice, JoinedRow> Joins_and_unions = new(
        """
        SELECT l.[Number], a.[SignedOn], x.[Cancelled]
        FROM [Loan] AS l
        JOIN [Office] AS o ON o.[Id] = l.[OfficeId]
        LEFT JOIN [Akad] AS a ON a.[LoanId] = l.[Id]
        CROSS JOIN (SELECT COUNT(*) AS [Cancelled] FROM [LoanCancellation]) AS x
        WHERE o.[Id] = @OfficeId AND NOT EXISTS (SELECT 1 FROM [LoanCancellation] AS c WHERE c.[LoanId] = l.[Id])
        UNION ALL
        SELECT e.[Number], e.[EffectiveOn], 0
        FROM [JournalEntry] AS e
        WHERE e.[OfficeId] = @OfficeId AND e.[LoanId] IN (SELECT c.[LoanId] FROM [LoanCancellation] AS c)
        ORDER BY [Number]
        """
    );

    /// <summary>What WHERE keeps from being NULL is not NULL in the row.</summary>
    public static readonly Sql<ByOffice, DateOnly> Not_null_by_its_condition = new(
        """
        SELECT DISTINCT [FirstDueOn] FROM [LoanApplication]
        WHERE [OfficeId] = @OfficeId AND [FirstDueOn] IS NOT NULL ORDER BY [FirstDueOn]
        """
    );

    /// <summary>It reads a whole table in the order of its key, and stops after a page.</summary>
    public static readonly Sql<Page, string> A_page_of_everything = new(
        "SELECT [Number] FROM [Loan]{?After: WHERE [Id] > @After} ORDER BY [Id] {limit}"
    );

    public static readonly Sql<Page, string> A_page_of_everything_from_within = new(
        """
        SELECT x.[Number] FROM (
            SELECT l.[Id], l.[Number] FROM [Loan] AS l JOIN [Borrower] AS b ON b.[Id] = l.[BorrowerId]
            WHERE 1 = 1 {?After: AND l.[Id] < @After}
        ) AS x
        ORDER BY x.[Id] DESC {limit}
        """
    );

    public static readonly Sql<NoParameters, int> A_count_of_few = new("SELECT COUNT(*) AS [Offices] FROM [Office]");

    public static readonly Sql<NewOffice, NoRows> Insert = new(
        """
        INSERT INTO [Office] ([Id], [Code], [Name], [RegionCode], [TimeZone], [RestDays], [NonWorkingDayRule], [Collectibility], [CreatedAt])
        VALUES (@Id, @Code, @Code, @RegionCode, 'Asia/Jakarta', '', 'none', '[]', @CreatedAt)
        """
    );

    public static readonly Sql<NewOffice, NoRows> Insert_if_absent = new(
        """
        INSERT INTO [Fund] ([Id], [OfficeId], [Code], [Name], [Kind], [CreatedAt])
        SELECT @Id, o.[Id], @Code, COALESCE(@RegionCode, 'none'), 'zakat', @CreatedAt FROM [Office] AS o
        WHERE NOT EXISTS (SELECT 1 FROM [Fund] AS f WHERE f.[Id] = @Id)
        """
    );

    public static readonly Sql<UserChange, NoRows> Update = new(
        """
        UPDATE [AppUser] SET [IsActive] = @IsActive, [ApprovalLimit] = @Limit{?Name:, [DisplayName] = @Name}
        WHERE [Id] = @Id AND [IsActive] = 1 AND [ApprovalLimit] < @Limit
        """
    );

    public static readonly Sql<OnDay, NoRows> Delete = new(
        "DELETE FROM [Holiday] WHERE [OfficeId] = @OfficeId AND [Date] = @Day; -- {limit} in a comment"
    );

    public static readonly Sql<EveryType, EveryType> Every_type_there_and_back = new(
        """
        SELECT @Text AS [Text], @Whole AS [Whole], @Long AS [Long], @Money AS [Money], @Truth AS [Truth], @Day AS [Day],
            @At AS [At], @Bytes AS [Bytes], @MaybeText AS [MaybeText], @MaybeWhole AS [MaybeWhole], @MaybeLong AS [MaybeLong],
            @MaybeMoney AS [MaybeMoney], @MaybeTruth AS [MaybeTruth], @MaybeDay AS [MaybeDay], @MaybeAt AS [MaybeAt],
            @MaybeBytes AS [MaybeBytes]
        """
    );

    internal sealed record EveryType
    {
        public string Text { get; init; } = "";

        public int Whole { get; init; }

        public long Long { get; init; }

        public Rupiah Money { get; init; }

        public bool Truth { get; init; }

        public DateOnly Day { get; init; }

        public DateTimeOffset At { get; init; }

        public byte[] Bytes { get; init; } = [];

        public string? MaybeText { get; init; }

        public int? MaybeWhole { get; init; }

        public long? MaybeLong { get; init; }

        public Rupiah? MaybeMoney { get; init; }

        public bool? MaybeTruth { get; init; }

        public DateOnly? MaybeDay { get; init; }

        public DateTimeOffset? MaybeAt { get; init; }

        public byte[]? MaybeBytes { get; init; }
    }

    internal sealed record ByOffice
    {
        public required string OfficeId { get; init; }
    }

    internal sealed record Filter
    {
        public required string OfficeId { get; init; }

        public string? After { get; init; }

        public IReadOnlyList<string>? Numbers { get; init; }

        public int Take { get; init; } = 50;
    }

    internal sealed record Page
    {
        public string? After { get; init; }

        public int Take { get; init; } = 50;
    }

    internal sealed record NewOffice
    {
        public required string Id { get; init; }

        public required string Code { get; init; }

        public string? RegionCode { get; init; }

        public required DateTimeOffset CreatedAt { get; init; }
    }

    internal sealed record UserChange
    {
        public required string Id { get; init; }

        public required bool IsActive { get; init; }

        public Rupiah? Limit { get; init; }

        public string? Name { get; init; }
    }

    internal sealed record OnDay
    {
        public required string OfficeId { get; init; }

        public required DateOnly Day { get; init; }
    }

    internal sealed class LoanRow
    {
        public string Id { get; init; } = "";

        public string Number { get; init; } = "";

        public string? ExternalRef { get; init; }

        public Rupiah Principal { get; init; }

        public int Installments { get; init; }

        public DateOnly ApprovedOn { get; init; }

        public DateTimeOffset CreatedAt { get; init; }
    }

    internal sealed class AccountTotal
    {
        public AccountKind Account { get; init; }

        public int Postings { get; init; }

        public long Loans { get; init; }

        public Rupiah Total { get; init; }

        public DateOnly First { get; init; }

        public DateOnly Last { get; init; }

        public Rupiah Debits { get; init; }

        public bool HasOthers { get; init; }

        public string? Name { get; init; }
    }

    internal enum AccountKind
    {
        CashAndBank,
        QardhReceivable,
    }

    internal sealed class RunningRow
    {
        public string Month { get; init; } = "";

        public long Amount { get; init; }

        public long Balance { get; init; }

        public long? Before { get; init; }

        public long After { get; init; }

        public long No { get; init; }

        public long Rank { get; init; }

        public long DenseRank { get; init; }
    }

    internal sealed class FunctionRow
    {
        public string Label { get; init; } = "";

        public string Upper { get; init; } = "";

        public string Lower { get; init; } = "";

        public int Distance { get; init; }

        public string? Phone { get; init; }

        public byte[] SensitiveData { get; init; } = [];

        public long? Size { get; init; }

        public int? Share { get; init; }

        public int Rest { get; init; }

        public bool IsFemale { get; init; }
    }

    internal sealed class JoinedRow
    {
        public string Number { get; init; } = "";

        public DateOnly? SignedOn { get; init; }

        public int Cancelled { get; init; }
    }
}
