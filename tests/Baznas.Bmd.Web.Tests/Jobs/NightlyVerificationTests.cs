using Baznas.Bmd.Storage;
using Baznas.Bmd.Web.Jobs;
using Baznas.Bmd.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Baznas.Bmd.Web.Tests.Jobs;

public sealed class NightlyVerificationTests
{
    private static readonly Sql<NoParameters, RunRow> Runs = new(
        "SELECT [ChainId], [Night], [IsVerified], [Events] FROM [VerificationRun] ORDER BY [Night], [ChainId]"
    );

    private static readonly Sql<Chain, NoRows> ForgeHead = new(
        "UPDATE [AuditChain] SET [Length] = [Length] - 1 WHERE [Id] = @Id"
    );

    [Test]
    public async Task Every_office_and_what_belongs_to_none_is_verified_once_a_night()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        await TestOffice.Open(host, "KDR");

        await Run(host);
        await Run(host);
        var once = await RunsOf(host);
        host.Clock.StandAt(BmdHost.Start.AddDays(1));
        await Run(host);

        Assert.Multiple(async () =>
        {
            Assert.That(once, Has.Count.EqualTo(3));
            Assert.That(once, Has.All.Matches<RunRow>(run => run.IsVerified && run.Events > 0));
            Assert.That(once.Select(run => run.Night).Distinct(), Is.EqualTo(new[] { new DateOnly(2026, 3, 4) }));
            Assert.That(once.Select(run => run.ChainId), Does.Contain(office.Id));
            Assert.That(await RunsOf(host), Has.Count.EqualTo(6));
        });
    }

    [Test]
    public async Task An_auditor_reads_what_the_nights_found_the_newest_first()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        await Run(host);
        host.Clock.StandAt(BmdHost.Start.AddDays(1));
        await Run(host);

        var nights = (await office.Auditor.Get("/audit/verification-runs")).Ok()["items"]!.AsArray();

        Assert.That(nights.Select(night => night!.Text("night")), Is.EqualTo(new[] { "2026-03-05", "2026-03-04" }));
        Assert.That(nights.Select(night => (bool)night!["verified"]!), Is.All.True);
    }

    [Test]
    public async Task A_night_ends_by_the_office_s_own_clock()
    {
        await using var host = new BmdHost();
        await TestOffice.Open(host);

        host.Clock.StandAt(new DateTimeOffset(2026, 3, 4, 17, 30, 0, TimeSpan.Zero));
        await Run(host);

        Assert.That(
            (await RunsOf(host)).Select(run => run.Night),
            Is.EqualTo(new DateOnly[] { new(2026, 3, 5), new(2026, 3, 5) })
        );
    }

    [Test]
    public async Task Two_nodes_at_once_keep_one_run_a_night()
    {
        await using var host = new BmdHost();
        await TestOffice.Open(host);
        await using var second = new BmdHost(host);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(run => Task.Run(() => Run(run % 2 == 0 ? host : second))));

        Assert.That(await RunsOf(host), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Broken_books_show_in_the_health_while_the_service_stays_ready()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        await Run(host);
        var before = await host.Anonymous.Http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        await using (var scope = host.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<Db>();
            await db.Execute(ForgeHead, new Chain(office.Id), CancellationToken.None);
        }

        host.Clock.StandAt(BmdHost.Start.AddDays(1));
        await Run(host);
        var after = await host.Anonymous.Http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        var told = await office.Admin.Http.GetStringAsync(new Uri("/health/ready", UriKind.Relative));

        Assert.Multiple(async () =>
        {
            Assert.That(await before.Content.ReadAsStringAsync(), Does.StartWith("{\"status\":\"healthy\""));
            Assert.That(after.IsSuccessStatusCode, Is.True);
            Assert.That(
                await after.Content.ReadAsStringAsync(),
                Is.EqualTo(
                    """
                    {"status":"degraded","checks":{"database":{"status":"healthy"},"books":{"status":"degraded"},"jobs":{"status":"healthy"}}}
                    """
                )
            );
            Assert.That(told, Does.Contain("The last verification of the books found something broken."));
            Assert.That((await RunsOf(host)).Count(run => !run.IsVerified), Is.EqualTo(1));
        });
    }

    private static async Task Run(BmdHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<NightlyVerification>(scope.ServiceProvider).Run(CancellationToken.None);
    }

    private static async Task<IReadOnlyList<RunRow>> RunsOf(BmdHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        return await db.Query(Runs, NoParameters.None, CancellationToken.None);
    }

    private sealed record Chain(string Id);

    private sealed class RunRow
    {
        public string ChainId { get; init; } = "";
        public DateOnly Night { get; init; }
        public bool IsVerified { get; init; }
        public long Events { get; init; }
    }
}
