using System.Net;
using System.Threading.Channels;
using Baznas.Bmd.Web.Features.MachineRoom;
using Baznas.Bmd.Web.Jobs;
using Baznas.Bmd.Web.Tests.Support;
using Hangfire;
using Hangfire.Common;
using Hangfire.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Baznas.Bmd.Web.Tests.Jobs;

/// <summary>Jobs started by hand, and runs that meet, on the real server.</summary>
public sealed class RunNowTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    [Test]
    public async Task A_job_is_run_when_asked_for_and_asked_twice_it_is_started_once()
    {
        await using var host = new BmdHost { WithJobs = true };
        var office = await TestOffice.Open(host);
        using var deadline = new CancellationTokenSource(Deadline);
        using var held = new Held();
        var client = host.Services.GetRequiredService<IBackgroundJobClient>();
        // Both workers are busy, so that what is asked for stays in line.
        client.Enqueue<SlowJob>(job => job.Run(CancellationToken.None));
        client.Enqueue<OtherSlowJob>(job => job.Run(CancellationToken.None));
        await held.Begun(2, deadline.Token);

        var first = await office.Admin.Post("/jobs/nightlyVerification/runs", null);
        var second = await office.Admin.Post("/jobs/nightlyVerification/runs", null);
        held.Release();
        string? lastRun = null;
        while (lastRun is null)
        {
            await held.Ended(
                host.Services.GetRequiredService<JobStorage>(),
                typeof(NightlyVerification),
                deadline.Token
            );
            var job = (await office.Admin.Get("/jobs")).Ok()["items"]!
                .AsArray()
                .Single(item => item!.Text("name") == "nightlyVerification")!;
            lastRun = (bool)job["isRequested"]! ? null : (string?)job["lastRunAt"];
        }

        var events = (await office.Admin.Get("/audit/events?action=job.requested")).Ok()["items"]!.AsArray();
        Assert.Multiple(async () =>
        {
            Assert.That(first.Status, Is.EqualTo(HttpStatusCode.Accepted));
            Assert.That((bool)first.Body!["wasRequestedBefore"]!, Is.False);
            Assert.That((bool)second.Body!["wasRequestedBefore"]!, Is.True);
            Assert.That(events, Has.Count.EqualTo(1));
            Assert.That((string?)events[0]!["after"]!["job"], Is.EqualTo("nightlyVerification"));
            (await office.Admin.Post("/jobs/nothing/runs", null)).Refused(HttpStatusCode.NotFound, "job.not_found");
        });
    }

    [Test]
    public async Task A_job_never_meets_itself_and_runs_that_wait_in_line_become_one()
    {
        await using var host = new BmdHost { WithJobs = true };
        await TestOffice.Open(host);
        var storage = host.Services.GetRequiredService<JobStorage>();
        using var deadline = new CancellationTokenSource(Deadline);
        using var held = new Held();
        var client = host.Services.GetRequiredService<IBackgroundJobClient>();
        client.Enqueue<SlowJob>(job => job.Run(CancellationToken.None));
        await held.Begun(1, deadline.Token);

        for (var tick = 0; tick < 5; tick++)
        {
            client.Enqueue<SlowJob>(job => job.Run(CancellationToken.None));
        }

        for (var tick = 0; tick < 5; tick++)
        {
            await held.Ended(storage, typeof(SlowJob), deadline.Token);
        }

        var whileTheFirstRan = held.Count;
        held.Release();
        await held.Begun(1, deadline.Token);
        await held.Ended(storage, typeof(SlowJob), deadline.Token);
        await held.Ended(storage, typeof(SlowJob), deadline.Token);

        Assert.That(whileTheFirstRan, Is.EqualTo(1));
        Assert.That(held.Count, Is.EqualTo(2));
        Assert.That(storage.GetMonitoringApi().FailedCount(), Is.Zero);
    }

    [Test]
    public async Task Where_jobs_are_switched_off_none_is_started()
    {
        await using var host = new BmdHost();
        var admin = await host.Admin();
        var before = new Books(host).Fingerprint();

        (await admin.Post("/jobs/delivery/runs", null)).Refused(HttpStatusCode.Conflict, "job.switched_off");

        Assert.That(new Books(host).Fingerprint(), Is.EqualTo(before));
    }

    [Test]
    public async Task The_button_of_the_page_starts_a_job()
    {
        await using var host = new BmdHost { WithJobs = true };
        await TestOffice.Open(host);
        var page = await PageClient.SignedIn(host, "admin", BmdHost.AdminPassword);

        var sent = await page.Send("/settings/jobs", ("job", "delivery"));
        var after = await page.Get(sent.Location!);

        Assert.That(sent.Location, Is.EqualTo("/settings/jobs"), sent.Html);
        Assert.That(after.Html, Does.Contain("Pengiriman pesan: sudah dimulai."));
    }

    /// <summary>Holds the slow jobs until it lets them go, and hears of every job that ends.</summary>
    private sealed class Held : JobFilterAttribute, IServerFilter, IDisposable
    {
        private static Held? _current;

        private readonly Channel<PerformedContext> _ended = Channel.CreateUnbounded<PerformedContext>();
        private readonly SemaphoreSlim _begun = new(0);
        private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _count;

        public Held()
        {
            _current = this;
            GlobalJobFilters.Filters.Add(this);
        }

        public int Count => _count;

        public static async Task<JobOutcome> Wait(CancellationToken ct)
        {
            var held = _current!;
            Interlocked.Increment(ref held._count);
            held._begun.Release();
            await held._gate.Task.WaitAsync(ct);
            return JobOutcome.Nothing;
        }

        public async Task Begun(int count, CancellationToken ct)
        {
            for (var i = 0; i < count; i++)
            {
                await _begun.WaitAsync(ct);
            }
        }

        public void Release() => _gate.TrySetResult();

        public async Task Ended(JobStorage storage, Type job, CancellationToken ct)
        {
            PerformedContext ended;
            do
            {
                ended = await _ended.Reader.ReadAsync(ct);
            } while (ended.Storage != storage || ended.BackgroundJob.Job.Type != job);
        }

        public void OnPerforming(PerformingContext context) { }

        public void OnPerformed(PerformedContext context) => _ended.Writer.TryWrite(context);

        public void Dispose()
        {
            Release();
            GlobalJobFilters.Filters.Remove(this);
            _begun.Dispose();
        }
    }

    private sealed class SlowJob(OfficeRounds rounds) : OfficeJob(rounds)
    {
        protected override Task<JobOutcome> ForService(CancellationToken ct) => Held.Wait(ct);
    }

    private sealed class OtherSlowJob(OfficeRounds rounds) : OfficeJob(rounds)
    {
        protected override Task<JobOutcome> ForService(CancellationToken ct) => Held.Wait(ct);
    }
}
