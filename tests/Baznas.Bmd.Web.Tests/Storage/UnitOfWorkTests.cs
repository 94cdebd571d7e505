using System.Reflection;
using System.Runtime.CompilerServices;
using Baznas.Bmd.Storage;
using Baznas.Bmd.Web.Tests.Support;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace Baznas.Bmd.Web.Tests.Storage;

/// <summary>Errors that pass by themselves: the whole unit of work again, or not at all.</summary>
public sealed class UnitOfWorkTests
{
    private const int SqliteBusy = 5;

    private static readonly Sql<Row, NoRows> Insert = new(
        "INSERT INTO [SignInFailure] ([NormalizedUserName], [Failures]) VALUES (@Name, @Failures)"
    );

    private static readonly Sql<NoParameters, int> Count = new("SELECT COUNT(*) AS [N] FROM [SignInFailure]");

    [Test]
    public async Task A_unit_of_work_that_fails_half_way_is_undone_and_tried_again_as_a_whole()
    {
        using var files = new TestDatabase();
        using var database = await Migrated(files);
        var attempts = 0;
        var rows = await InNewScope(
            database,
            async db =>
            {
                await db.Execute(Insert, new Row($"first-{attempts}", 1), CancellationToken.None);
                if (++attempts == 1)
                {
                    throw new SqliteException("database is locked", SqliteBusy);
                }

                await db.Execute(Insert, new Row("second", 1), CancellationToken.None);
                return await db.Find(Count, NoParameters.None, CancellationToken.None);
            }
        );

        Assert.That((attempts, rows), Is.EqualTo((2, 2)), "the first attempt's row is gone");
    }

    [Test]
    public async Task A_unit_of_work_waits_for_another_process_that_holds_the_file()
    {
        if (TestDatabase.SqlServer is not null)
        {
            return;
        }

        using var files = new TestDatabase();
        using var database = await Migrated(files, ";Default Timeout=1");
        await using var other = new SqliteConnection(files.ConnectionString);
        await other.OpenAsync();
        var held = other.BeginTransaction(deferred: false);
        // The first pause shows that the file was found locked; only then is it let go.
        var clock = new ClockWithoutWaiting(whenPausing: () => held.Dispose());
        await using var db = new Db(database);
        var done = await new UnitOfWorkRetry(clock).Run(
            ct => db.InTransaction(async () => await db.Execute(Insert, new Row("waited", 1), ct), _ => true, ct),
            CancellationToken.None
        );

        Assert.Multiple(() =>
        {
            Assert.That(done, Is.EqualTo(1));
            Assert.That(clock.Pauses, Is.EqualTo(1));
        });
    }

    [Test]
    public void A_unit_of_work_whose_commit_may_have_happened_is_never_tried_again()
    {
        var attempts = 0;
        var retry = new UnitOfWorkRetry(new ClockWithoutWaiting(() => { }));

        Assert.ThrowsAsync<CommitOutcomeUnknownException>(() =>
            retry.Run<int>(
                _ =>
                {
                    attempts++;
                    throw new CommitOutcomeUnknownException(new SqliteException("locked", SqliteBusy));
                },
                CancellationToken.None
            )
        );
        Assert.That(attempts, Is.EqualTo(1));
    }

    [Test]
    public void Trying_again_ends()
    {
        var attempts = 0;
        var retry = new UnitOfWorkRetry(new ClockWithoutWaiting(() => { }));

        Assert.ThrowsAsync<SqliteException>(() =>
            retry.Run<int>(
                _ =>
                {
                    attempts++;
                    throw new SqliteException("locked", SqliteBusy);
                },
                CancellationToken.None
            )
        );
        Assert.That(attempts, Is.EqualTo(6));
    }

    [TestCase(1205)]
    [TestCase(4060)]
    [TestCase(40197)]
    [TestCase(40501)]
    [TestCase(40613)]
    [TestCase(49918)]
    [TestCase(49919)]
    [TestCase(49920)]
    [TestCase(64)]
    [TestCase(10054)]
    public void SQL_Server_errors_that_pass_are_known(int number) =>
        Assert.That(Transient.IsTransient(SqlServerError(number)));

    [TestCase(2627)]
    [TestCase(547)]
    [TestCase(50001)]
    public void SQL_Server_errors_that_stay_are_not_tried_again(int number) =>
        Assert.That(Transient.IsTransient(SqlServerError(number)), Is.False);

    [Test]
    public void A_broken_constraint_is_not_tried_again() =>
        Assert.That(Transient.IsTransient(new SqliteException("constraint", 19)), Is.False);

    private static async Task<Database> Migrated(TestDatabase files, string more = "")
    {
        var database = new Database(
            new DatabaseOptions
            {
                Provider = TestDatabase.SqlServer is null ? Engine.Sqlite : Engine.SqlServer,
                ConnectionString = files.ConnectionString + more,
            }
        );
        await new Migrator(database).Migrate(CancellationToken.None);
        return database;
    }

    private static async Task<T> InNewScope<T>(Database database, Func<Db, Task<T>> work)
    {
        await using var db = new Db(database);
        return await new UnitOfWorkRetry(new ClockWithoutWaiting(() => { })).Run(
            ct => db.InTransaction(() => work(db), _ => true, ct),
            CancellationToken.None
        );
    }

    // The client makes its errors only itself; its own constructors are the way in.
    private static SqlException SqlServerError(int number)
    {
        const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic;
        var error = (SqlError)RuntimeHelpers.GetUninitializedObject(typeof(SqlError));
        typeof(SqlError)
            .GetFields(Hidden)
            .Single(f => f.Name is "_number" or "<Number>k__BackingField")
            .SetValue(error, number);
        var errors = (SqlErrorCollection)Activator.CreateInstance(typeof(SqlErrorCollection), nonPublic: true)!;
        typeof(SqlErrorCollection).GetMethod("Add", Hidden)!.Invoke(errors, [error]);
        return (SqlException)
            typeof(SqlException)
                .GetMethod("CreateException", Hidden, [typeof(SqlErrorCollection), typeof(string)])!
                .Invoke(null, [errors, "16.0"])!;
    }

    private sealed record Row(string Name, int Failures);

    /// <summary>A clock whose pauses end at once, after telling that they began.</summary>
    private sealed class ClockWithoutWaiting(Action whenPausing) : TimeProvider
    {
        public int Pauses { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Pauses++;
            whenPausing();
            return base.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}
