using Baznas.Bmd.Domain.Ledger;

namespace Baznas.Bmd.Web.Features.Statements;

/// <summary>An office's chart of accounts.</summary>
public sealed record ChartView
{
    /// <summary>The office.</summary>
    public required string OfficeId { get; init; }

    /// <summary>Counts the office's changes; 0 for the chart it began with.</summary>
    public required int Version { get; init; }

    /// <summary>From when on it holds; null for the chart the office began with.</summary>
    public required DateOnly? ValidFrom { get; init; }

    /// <summary>The accounts, by their numbers.</summary>
    public required IReadOnlyList<AccountView> Accounts { get; init; }
}

/// <summary>An account: what the service posts to, and what the office calls it.</summary>
public sealed record AccountView
{
    /// <summary>What it is to the service.</summary>
    public required Account Account { get; init; }

    /// <summary>What its balance means.</summary>
    public required AccountType Type { get; init; }

    /// <summary>The office's number for it.</summary>
    public required string Code { get; init; }

    /// <summary>The office's name for it.</summary>
    public required string Name { get; init; }
}

/// <summary>The charts of offices.</summary>
/// <param name="db">The request's database.</param>
public sealed class ChartBook(Db db)
{
    /// <summary>After every day that a version can begin on.</summary>
    private static readonly DateOnly Ever = DateOnly.MaxValue;

    private static readonly Sql<OfficeDay, VersionRow> InForce = new(
        """
        SELECT c.[Version], c.[ValidFrom] FROM [ChartVersion] c
        WHERE c.[OfficeId] = @OfficeId AND c.[Version] = (SELECT MAX(x.[Version]) FROM [ChartVersion] x
            WHERE x.[OfficeId] = @OfficeId AND x.[ValidFrom] <= @Day)
        """
    );

    private static readonly Sql<OfficeDay, Row> Accounts = new(
        $$"""
        SELECT a.[Account], {{AccountNames.Code}} AS [Code], {{AccountNames.Name}} AS [Name]
        FROM [Account] a
        {{AccountNames.On("@Day")}}
        WHERE a.[OfficeId] = @OfficeId
        """
    );

    private static readonly Sql<NewVersion, NoRows> InsertVersion = new(
        """
        INSERT INTO [ChartVersion] ([OfficeId], [Version], [ValidFrom], [WrittenBy], [WrittenAt])
        VALUES (@OfficeId, @Version, @ValidFrom, @WrittenBy, @WrittenAt)
        """
    );

    private static readonly Sql<NewName, NoRows> InsertName = new(
        """
        INSERT INTO [AccountName] ([OfficeId], [Version], [Account], [Code], [Name])
        VALUES (@OfficeId, @Version, @Account, @Code, @Name)
        """
    );

    /// <summary>The chart in force on a day; the one written last when no day is named.</summary>
    public async Task<ChartView> Of(string officeId, DateOnly? day, CancellationToken ct)
    {
        var asked = new OfficeDay(officeId, day ?? Ever);
        var version = await db.Find(InForce, asked, ct);
        var accounts = await db.Query(Accounts, asked, ct);
        return new ChartView
        {
            OfficeId = officeId,
            Version = version?.Version ?? 0,
            ValidFrom = version?.ValidFrom,
            Accounts = [.. accounts.Select(row => row.ToView()).OrderBy(row => row.Code, StringComparer.Ordinal)],
        };
    }

    /// <summary>Stores a version.</summary>
    public async Task Add(ChartView chart, Platform.Writing.Work work, CancellationToken ct)
    {
        await db.Execute(
            InsertVersion,
            new NewVersion
            {
                OfficeId = chart.OfficeId,
                Version = chart.Version,
                ValidFrom = chart.ValidFrom!.Value,
                WrittenBy = work.Caller.UserId,
                WrittenAt = work.Now,
            },
            ct
        );
        await db.ExecuteEach(
            InsertName,
            chart.Accounts.Select(account => new NewName
            {
                OfficeId = chart.OfficeId,
                Version = chart.Version,
                Account = EnumText.Of(account.Account),
                Code = account.Code,
                Name = account.Name,
            }),
            ct
        );
    }

    private sealed record OfficeDay(string OfficeId, DateOnly Day);

    private sealed class VersionRow
    {
        public int Version { get; init; }
        public DateOnly ValidFrom { get; init; }
    }

    private sealed class Row
    {
        public string Account { get; init; } = "";
        public string Code { get; init; } = "";
        public string Name { get; init; } = "";

        public AccountView ToView()
        {
            var account = EnumText.Parse<Account>(Account);
            return new AccountView
            {
                Account = account,
                Type = account.Type(),
                Code = Code,
                Name = Name,
            };
        }
    }

    private sealed record NewVersion
    {
        public required string OfficeId { get; init; }
        public required int Version { get; init; }
        public required DateOnly ValidFrom { get; init; }
        public required string WrittenBy { get; init; }
        public required DateTimeOffset WrittenAt { get; init; }
    }

    private sealed record NewName
    {
        public required string OfficeId { get; init; }
        public required int Version { get; init; }
        public required string Account { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }
    }
}
