using Baznas.Bmd.Storage;
using Baznas.Bmd.Web.Jobs;
using Baznas.Bmd.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Baznas.Bmd.Web.Tests.Jobs;

/// <summary>
/// What is due by an office's own clock is done once, whatever became of the runs before: by two nodes at once on one
/// database, after missed nights, and after a node was started anew.
/// </summary>
public sealed class CatchingUpTests
{
    private static readonly Sql<NewZone, NoRows> ChangeZone = new(
        "UPDATE [Office] SET [TimeZone] = @TimeZone WHERE [Id] = @OfficeId"
    );

    [TestCase("Asia/Jakarta", 7)]
    [TestCase("Asia/Makassar", 8)]
    [TestCase("Asia/Jayapura", 9)]
    public async Task A_month_and_a_night_end_at_the_midnight_of_the_office(string zone, int offset)
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        await Move(host, office, zone);
        var midnight = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.FromHours(offset));

        await AllJobs(host, midnight.AddMinutes(-1));
        var before = Done(host);
        await AllJobs(host, midnight);

        Assert.Multiple(() =>
        {
            Assert.That(before, Does.Contain("report 2026-01").And.Contain($"night 2026-02-28"));
            Assert.That(before, Does.Not.Contain("report 2026-02").And.Not.Contain("night 2026-03-01"));
            Assert.That(Done(host), Does.Contain("report 2026-02").And.Contain("night 2026-03-01"));
        });
    }

    [TestCase("Asia/Jakarta", 7)]
    [TestCase("Asia/Makassar", 8)]
    [TestCase("Asia/Jayapura", 9)]
    public async Task Reminders_wait_for_the_hours_of_the_office(string zone, int offset)
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        await Move(host, office, zone);
        await office.NewActive();
        var morning = new DateTimeOffset(2026, 3, 4, 8, 0, 0, TimeSpan.FromHours(offset));

        await AllJobs(host, morning.AddMinutes(-1));
        var before = Done(host).Count(line => line.StartsWith("message", StringComparison.Ordinal));
        await AllJobs(host, morning);

        Assert.That(before, Is.Zero);
        Assert.That(Of(Done(host), "message"), Is.Not.Empty);
    }

    [Test]
    public async Task Two_nodes_with_a_restart_and_missed_nights_do_what_one_does_that_never_stops()
    {
        await using var steady = new BmdHost();
        await Furnish(steady);
        for (var hour = 0; hour < 3 * 24; hour += 3)
        {
            await AllJobs(steady, BmdHost.Start.AddHours(hour));
        }

        await using var host = new BmdHost();
        await Furnish(host);
        await AllJobs(host, BmdHost.Start);
        await using (var second = new BmdHost(host))
        {
            second.Clock.StandAt(BmdHost.Start.AddHours(3));
            await Task.WhenAll(
                Task.Run(() => AllJobs(host, BmdHost.Start.AddHours(3))),
                Task.Run(() => AllJobs(second, BmdHost.Start.AddHours(3)))
            );
        }

        // The first node is stopped too, and both are started anew two nights later.
        var later = BmdHost.Start.AddHours(69);
        await using var third = new BmdHost(host);
        await using var fourth = new BmdHost(host);
        await Task.WhenAll(Task.Run(() => AllJobs(third, later)), Task.Run(() => AllJobs(fourth, later)));
        await AllJobs(third, later);

        var (expected, done) = (Done(steady), Done(host));
        Assert.Multiple(() =>
        {
            Assert.That(done, Is.Unique);
            Assert.That(Of(done, "report"), Is.EqualTo(Of(expected, "report")));
            Assert.That(Of(done, "posting"), Is.Not.Empty.And.EqualTo(Of(expected, "posting")));
            Assert.That(Of(done, "night"), Is.EqualTo(new[] { "night 2026-03-04", "night 2026-03-07" }));
            Assert.That(done, Is.SubsetOf(expected), "nothing is sent that would not have been");
            Assert.That(Of(done, "message"), Is.Not.Empty);
        });
    }

    private static async Task Furnish(BmdHost host)
    {
        var office = await TestOffice.Open(host);
        await office.NewActive();
        var depositor = await office.NewDepositor(150_000);
        await office.NewLoanOf(depositor, disbursedOn: "2026-02-13");
        await office.ChooseDepositUse(depositor);
    }

    private static async Task AllJobs(BmdHost host, DateTimeOffset at)
    {
        host.Clock.StandAt(at);
        foreach (var plan in JobPlan.All)
        {
            await using var scope = host.Services.CreateAsyncScope();
            var job = (OfficeJob)ActivatorUtilities.CreateInstance(scope.ServiceProvider, plan.Type);
            await job.Run(CancellationToken.None);
        }
    }

    private static IEnumerable<string> Of(IEnumerable<string> done, string kind) =>
        done.Where(line => line.StartsWith(kind, StringComparison.Ordinal));

    /// <summary>What the jobs left behind, each in a line that would stand there twice if it was done twice.</summary>
    private static List<string> Done(BmdHost host)
    {
        var books = new Books(host);
        return
        [
            .. books
                .Query("SELECT [Period] FROM [StoredReport] ORDER BY [Period]")
                .Select(row => $"report {row["Period"]}"),
            .. books
                .Query(
                    """
                    SELECT [Night] FROM [VerificationRun]
                    WHERE [ChainId] <> '00000000-0000-0000-0000-000000000000' ORDER BY [Night]
                    """
                )
                .Select(row => $"night {row["Night"]:yyyy-MM-dd}"),
            .. books
                .Query(
                    """
                    SELECT p.[EffectiveOn], p.[Amount] FROM [Posting] p
                    WHERE p.[Kind] = 'depositApplied' AND p.[Account] = 'qardhReceivable' ORDER BY p.[EffectiveOn]
                    """
                )
                .Select(row => $"posting {row["EffectiveOn"]:yyyy-MM-dd} {row["Amount"]}"),
            .. books
                .Query(
                    """
                    SELECT b.[Number], m.[Day] FROM [OutgoingMessage] m
                    JOIN [Borrower] b ON b.[Id] = m.[BorrowerId] ORDER BY b.[Number], m.[Day]
                    """
                )
                .Select(row => $"message {row["Number"]} {row["Day"]:yyyy-MM-dd}"),
            .. books
                .Query(
                    """
                    SELECT l.[Number], i.[DueOn], i.[DayOffset] FROM [MessageItem] i
                    JOIN [Loan] l ON l.[Id] = i.[LoanId] ORDER BY l.[Number], i.[DueOn], i.[DayOffset]
                    """
                )
                .Select(row => $"said {row["Number"]} {row["DueOn"]:yyyy-MM-dd} {row["DayOffset"]}"),
        ];
    }

    private static async Task Move(BmdHost host, TestOffice office, string zone)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        await db.Execute(ChangeZone, new NewZone(office.Id, zone), CancellationToken.None);
    }

    private sealed record NewZone(string OfficeId, string TimeZone);
}
