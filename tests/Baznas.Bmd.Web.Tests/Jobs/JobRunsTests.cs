using System.Net;
using System.Text.Json.Nodes;
using Baznas.Bmd.Storage;
using Baznas.Bmd.Web.Features.MachineRoom;
using Baznas.Bmd.Web.Features.MachineRoom.ForgetJobRuns;
using Baznas.Bmd.Web.Jobs;
using Baznas.Bmd.Web.Platform.Hosting;
using Baznas.Bmd.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Baznas.Bmd.Web.Tests.Jobs;

/// <summary>What jobs did, and what is said of those that fail.</summary>
public sealed class JobRunsTests
{
    [Test]
    public async Task A_job_says_what_it_did_and_of_its_rounds_for_nothing_the_last_is_kept()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);

        await Run<MonthlyReports>(host);
        await Run<MonthlyReports>(host);
        host.Clock.StandAt(BmdHost.Start.AddHours(1));
        await Run<MonthlyReports>(host);

        var runs = await Runs(office.Admin);
        Assert.Multiple(() =>
        {
            Assert.That(
                runs.Select(run => $"{run!["job"]} {run["outcome"]} {run["line"]!["count"]}"),
                Is.EqualTo(new[] { "monthlyReports nothing 0", "monthlyReports done 2" })
            );
            Assert.That((string?)runs[1]!["line"]!["text"], Is.EqualTo("Laporan yang disimpan: 2."));
            Assert.That((string?)runs[1]!["officeId"], Is.EqualTo(office.Id));
            Assert.That(
                (DateTimeOffset)runs[0]!["endedAt"]!,
                Is.EqualTo(BmdHost.Start.AddHours(1)),
                "the last of those that found nothing"
            );
        });
    }

    [Test]
    public async Task Every_job_has_its_texts_and_stands_in_the_list_with_its_next_run()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        foreach (var plan in JobPlan.All)
        {
            await using var scope = host.Services.CreateAsyncScope();
            await ((OfficeJob)ActivatorUtilities.CreateInstance(scope.ServiceProvider, plan.Type)).Run(
                CancellationToken.None
            );
        }

        var jobs = (await office.Admin.Get("/jobs")).Ok()["items"]!.AsArray();

        Assert.That(jobs.Select(job => job!.Text("name")), Is.EqualTo(JobPlan.All.Select(plan => plan.Name)));
        Assert.That(jobs, Has.All.Matches<JsonNode>(job => job.Text("title").Length > 0));
        Assert.That(jobs, Has.All.Matches<JsonNode>(job => job["lastSuccessAt"] is not null));
        Assert.That(
            JobPlan.Hourly<Delivery>(minute: 15).NextAfter(BmdHost.Start.AddMinutes(15)),
            Is.EqualTo(BmdHost.Start.AddMinutes(75))
        );
        Assert.That(
            JobPlan.EveryMinute<Delivery>().NextAfter(BmdHost.Start.AddSeconds(59)),
            Is.EqualTo(BmdHost.Start.AddMinutes(1))
        );
    }

    [Test]
    public async Task What_fails_at_one_office_is_written_down_without_anybody_s_data_and_stops_no_other()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        var other = await TestOffice.Open(host, "KDR");

        var thrown = Assert.ThrowsAsync<AggregateException>(() => Round(host, office.Id));

        var runs = await Runs(office.Admin);
        Assert.Multiple(() =>
        {
            Assert.That(thrown!.InnerExceptions, Has.Count.EqualTo(1));
            var failed = runs.Single(run => (string?)run!["outcome"] == "failed")!;
            Assert.That((string?)failed["officeId"], Is.EqualTo(office.Id));
            Assert.That((string?)failed["error"]!["type"], Is.EqualTo("InvalidOperationException"));
            Assert.That((string?)failed["error"]!["message"], Is.EqualTo("No answer from … for …"));
            var done = runs.Single(run => (string?)run!["outcome"] == "done")!;
            Assert.That((string?)done["officeId"], Is.EqualTo(other.Id));
        });
    }

    [Test]
    public async Task A_failing_job_shows_in_the_health_and_on_the_dashboard_until_it_works_again()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        var other = await TestOffice.Open(host, "KDR");
        await Round(host);
        host.Clock.StandAt(BmdHost.Start.AddHours(1));
        await Fail(host, office.Id);
        host.Clock.StandAt(BmdHost.Start.AddHours(2));
        await Fail(host, office.Id);

        var anybody = await Health(host.Anonymous);
        var admin = await Health(office.Admin);
        var page = await PageClient.SignedIn(host, "approver.MJK", TestOffice.Password);
        var elsewhere = await PageClient.SignedIn(host, "approver.KDR", TestOffice.Password);
        var (seen, unseen) = (await page.Get("/dashboard"), await elsewhere.Get("/dashboard"));
        host.Clock.StandAt(BmdHost.Start.AddHours(3));
        await Round(host);

        Assert.Multiple(async () =>
        {
            Assert.That(anybody.ToJsonString(), Does.Contain("degraded").And.Not.Contain("delivery"));
            var trouble = admin["checks"]!["jobs"]!["troubles"]![0]!;
            Assert.That((string?)trouble["job"], Is.EqualTo("delivery"));
            Assert.That((DateTimeOffset)trouble["since"]!, Is.EqualTo(BmdHost.Start.AddHours(1)));
            Assert.That((DateTimeOffset)trouble["lastSuccessAt"]!, Is.EqualTo(BmdHost.Start));
            Assert.That((string?)trouble["officeId"], Is.EqualTo(office.Id));
            Assert.That(seen.Html, Does.Contain("Pengiriman pesan di BMD MJK gagal sejak 4 Mar 2026 10.00"));
            Assert.That(unseen.Html, Does.Not.Contain("gagal sejak"));
            Assert.That((string?)(await Health(other.Admin))["status"], Is.EqualTo("healthy"));
        });
    }

    [Test]
    public async Task A_job_that_has_not_run_for_two_of_its_periods_shows_while_the_service_is_up()
    {
        await using var host = new BmdHost();
        await TestOffice.Open(host);
        await Run<MonthlyReports>(host);
        await using var scope = host.Services.CreateAsyncScope();
        var here = new JobsHere(true, true) { Since = BmdHost.Start.AddHours(-5) };
        var watch = ActivatorUtilities.CreateInstance<JobWatch>(scope.ServiceProvider, here);

        async Task<IEnumerable<string>> Missing() =>
            (await watch.Troubles(CancellationToken.None)).Where(trouble => trouble.IsMissing).Select(t => t.Job);

        var now = (await Missing()).ToList();
        host.Clock.StandAt(BmdHost.Start.AddHours(2));
        var afterTwo = (await Missing()).ToList();
        host.Clock.StandAt(BmdHost.Start.AddHours(2).AddSeconds(1));
        var afterMore = (await Missing()).ToList();
        here.Since = BmdHost.Start.AddHours(2);
        var afterARestart = (await Missing()).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(now, Does.Not.Contain("monthlyReports").And.Contain("delivery"));
            Assert.That(afterTwo, Does.Not.Contain("monthlyReports"));
            Assert.That(afterMore, Does.Contain("monthlyReports"));
            Assert.That(afterARestart, Is.Empty);
        });
    }

    [Test]
    public async Task Whoever_asked_for_it_is_written_to_once_when_a_job_begins_to_fail_and_once_when_it_works_again()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        var other = await TestOffice.Open(host, "KDR");
        await Subscribe(host, "approver.MJK", "id");
        await Subscribe(host, "approver.KDR", "id");
        await Subscribe(host, "admin", "en");

        for (var hour = 1; hour <= 3; hour++)
        {
            host.Clock.StandAt(BmdHost.Start.AddHours(hour));
            await Fail(host, office.Id, other.Id);
        }

        var atFirst = Mails(host);
        host.Clock.StandAt(BmdHost.Start.AddHours(4));
        await Fail(host, other.Id);
        host.Clock.StandAt(BmdHost.Start.AddHours(5));
        await Round(host);
        await Round(host);

        Assert.Multiple(async () =>
        {
            Assert.That(
                atFirst,
                Is.EquivalentTo(
                    new[]
                    {
                        "approver.MJK Pekerjaan gagal: Pengiriman pesan, BMD MJK",
                        "approver.KDR Pekerjaan gagal: Pengiriman pesan, BMD KDR",
                        "admin Job fails: Delivery of messages, BMD MJK",
                    }
                )
            );
            Assert.That(
                Mails(host).Except(atFirst),
                Is.EquivalentTo(
                    new[]
                    {
                        "approver.MJK Pekerjaan berjalan lagi: Pengiriman pesan, BMD MJK",
                        "approver.KDR Pekerjaan berjalan lagi: Pengiriman pesan, BMD KDR",
                        "admin Job works again: Delivery of messages, BMD KDR",
                    }
                )
            );
            Assert.That(Mails(host), Has.Count.EqualTo(6));
            var events = (await office.Auditor.Get($"/audit/events?officeId={office.Id}")).Ok()["items"]!.AsArray();
            Assert.That(
                events.Select(item => item!.Text("action")).Where(action => action.StartsWith("job.", default)),
                Is.EqualTo(new[] { "job.recovered", "job.failing" })
            );
            Assert.That((bool)(await office.Auditor.Get("/audit/verification")).Ok()["verified"]!, Is.True);
        });
    }

    [Test]
    public async Task What_jobs_did_is_forgotten_after_a_time_and_how_they_stand_is_not()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        await Run<MonthlyReports>(host);

        host.Clock.StandAt(BmdHost.Start.AddDays(90));
        var tooSoon = (await host.Services.SendAsService(new ForgetJobRuns())).Value.Count;
        host.Clock.StandAt(BmdHost.Start.AddDays(90).AddSeconds(1));
        var forgotten = (await host.Services.SendAsService(new ForgetJobRuns())).Value.Count;

        Assert.That((tooSoon, forgotten), Is.EqualTo((0, 1)));
        Assert.That(await Runs(office.Admin), Is.Empty);
        var job = (await office.Admin.Get("/jobs")).Ok()["items"]!
            .AsArray()
            .Single(j => j!.Text("name") == "monthlyReports")!;
        Assert.That((DateTimeOffset)job["lastRunAt"]!, Is.EqualTo(BmdHost.Start));
    }

    [Test]
    public async Task The_history_is_filtered_and_paged_and_shows_an_administrator_of_one_office_that_office()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        var local = await office.AddUser("localadmin", ["admin"], null);
        await TestOffice.Open(host, "KDR");
        await Run<MonthlyReports>(host);
        await Run<MonthlyReports>(host);
        await Run<NightlyVerification>(host);

        var first = (await office.Admin.Get("/jobs/runs?limit=4")).Ok();
        var second = (await office.Admin.Get($"/jobs/runs?limit=4&cursor={first.Text("nextCursor")}")).Ok();

        Assert.Multiple(async () =>
        {
            Assert.That(await Runs(office.Admin, "?job=nightlyVerification"), Has.Count.EqualTo(3));
            Assert.That(await Runs(office.Admin, "?job=monthlyReports&outcome=nothing"), Has.Count.EqualTo(2));
            Assert.That(await Runs(office.Admin, $"?officeId={office.Id}"), Has.Count.EqualTo(3));
            Assert.That(first["items"]!.AsArray(), Has.Count.EqualTo(4));
            Assert.That(second["items"]!.AsArray(), Has.Count.EqualTo(3));
            Assert.That(await Runs(local), Has.Count.EqualTo(3));
            (await office.Admin.Get("/jobs/runs?cursor=x")).Refused(HttpStatusCode.BadRequest, "page.cursor_invalid");
        });
    }

    /// <summary>A round of the delivery that does one thing everywhere, but where it fails.</summary>
    private static async Task Round(BmdHost host, params string[] failingAt)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var rounds = scope.ServiceProvider.GetRequiredService<OfficeRounds>();
        await rounds.Visit(
            "delivery",
            officeId =>
                officeId is null ? null
                : failingAt.Contains(officeId)
                    ? throw new InvalidOperationException("No answer from siti@contoh.id for +62 812-3456-7890")
                : Task.FromResult(new JobOutcome(1, "messagesDelivered", 1, 0)),
            CancellationToken.None
        );
    }

    private static Task Fail(BmdHost host, params string[] offices)
    {
        Assert.ThrowsAsync<AggregateException>(() => Round(host, offices));
        return Task.CompletedTask;
    }

    private static async Task Run<TJob>(BmdHost host)
        where TJob : OfficeJob
    {
        await using var scope = host.Services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<TJob>(scope.ServiceProvider).Run(CancellationToken.None);
    }

    private static async Task<JsonArray> Runs(ApiClient client, string query = "") =>
        (await client.Get($"/jobs/runs{query}")).Ok()["items"]!.AsArray();

    private static async Task<JsonNode> Health(ApiClient client) =>
        JsonNode.Parse(await client.Http.GetStringAsync(new Uri("/health/ready", UriKind.Relative)))!;

    private static List<string> Mails(BmdHost host) =>
        [
            .. new Books(host)
                .Query(
                    """
                    SELECT u.[UserName], m.[Subject] FROM [OutgoingMessage] m JOIN [AppUser] u ON u.[Id] = m.[UserId]
                    WHERE m.[Kind] = 'jobTrouble' AND m.[Channel] = 'email' AND m.[Recipient] = 'x@contoh.id'
                    """
                )
                .Select(row => $"{row["UserName"]} {row["Subject"]}"),
        ];

    private static readonly Sql<Reader, NoRows> GiveAddress = new(
        "UPDATE [AppUser] SET [Email] = 'x@contoh.id', [Language] = @Language WHERE [UserName] = @UserName"
    );

    private static readonly Sql<Reader, NoRows> AskForTrouble = new(
        """
        INSERT INTO [Subscription] ([UserId], [Topic], [SubscribedAt])
        SELECT [Id], 'jobTrouble', @At FROM [AppUser] WHERE [UserName] = @UserName
        """
    );

    private static async Task Subscribe(BmdHost host, string userName, string language)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var reader = new Reader(userName, language, BmdHost.Start);
        await db.Execute(GiveAddress, reader, CancellationToken.None);
        await db.Execute(AskForTrouble, reader, CancellationToken.None);
    }

    private sealed record Reader(string UserName, string Language, DateTimeOffset At);
}
