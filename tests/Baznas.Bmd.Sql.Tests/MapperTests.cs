using Baznas.Bmd.Domain.Money;
using Baznas.Bmd.SqlTests.Planted;
using Baznas.Bmd.Storage;
using NUnit.Framework;
using static Baznas.Bmd.SqlTests.Planted.HealthyStatements;

namespace Baznas.Bmd.SqlTests;

/// <summary>The mapper does with each type on the closed list what the checks of rows and parameters take for granted.</summary>
[TestFixture]
public class MapperTests
{
    private string _folder = "";
    private Database _database = null!;

    [SetUp]
    public void Open()
    {
        _folder = Directory.CreateTempSubdirectory("bmd-sql-").FullName;
        var options = new DatabaseOptions { ConnectionString = $"Data Source={Path.Combine(_folder, "mapper.db")}" };
        _database = new Database(options);
    }

    [TearDown]
    public void Close()
    {
        _database.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task A_value_of_every_type_comes_back_as_it_was_sent()
    {
        var sent = Example() with
        {
            MaybeText = "x",
            MaybeWhole = 1,
            MaybeLong = 2,
            MaybeMoney = new Rupiah(3),
            MaybeTruth = true,
            MaybeDay = new DateOnly(2026, 2, 28),
            MaybeAt = Example().At,
            MaybeBytes = [4],
        };
        var read = await Single(Every_type_there_and_back, sent);
        Assert.That(read, Is.EqualTo(sent).UsingPropertiesComparer());
    }

    [Test]
    public async Task A_null_of_every_type_comes_back_as_null()
    {
        var read = await Single(Every_type_there_and_back, Example());
        Assert.That(read, Is.EqualTo(Example()).UsingPropertiesComparer());
    }

    [Test]
    public async Task A_lone_value_of_every_type_is_read_and_so_is_a_lone_null()
    {
        await IsRead<string?>("x", null);
        await IsRead<int?>(1, null);
        await IsRead<long?>(1, null);
        await IsRead<Rupiah?>(new Rupiah(1), null);
        await IsRead<bool?>(true, null);
        await IsRead<DateOnly?>(new DateOnly(2026, 1, 31), null);
        await IsRead<DateTimeOffset?>(Example().At, null);
        await IsRead<byte[]?>([1], null);
    }

    [Test]
    public async Task Text_is_read_as_the_enumeration_of_a_property()
    {
        var sql = new Sql<NoParameters, AccountTotal>("SELECT 'qardhReceivable' AS [Account]");
        var read = await Single(sql, NoParameters.None);
        Assert.That(read!.Account, Is.EqualTo(AccountKind.QardhReceivable));
    }

    private static EveryType Example() =>
        new()
        {
            Text = "Rp",
            Whole = int.MinValue,
            Long = long.MaxValue,
            Money = new Rupiah(1_000_000),
            Truth = true,
            Day = new DateOnly(2026, 1, 31),
            At = new DateTimeOffset(2026, 1, 31, 23, 59, 59, 999, TimeSpan.Zero),
            Bytes = [0, 1, 255],
        };

    private async Task IsRead<T>(params T[] values)
    {
        var sql = new Sql<Lone<T>, T>("SELECT @Value AS [Value]");
        foreach (var value in values)
        {
            Assert.That(await Single(sql, new Lone<T>(value)), Is.EqualTo(value));
        }
    }

    private async Task<TRow?> Single<TParameters, TRow>(Sql<TParameters, TRow> sql, TParameters parameters)
        where TParameters : notnull
    {
        await using var db = new Db(_database);
        return await db.Find(sql, parameters, CancellationToken.None);
    }

    private sealed record Lone<T>(T Value);
}
