using System.Threading.Channels;
using Baznas.Bmd.Web.Jobs;
using Baznas.Bmd.Web.Tests.Messaging;
using Baznas.Bmd.Web.Tests.Support;
using Hangfire;
using Hangfire.Common;
using Hangfire.Server;
using Hangfire.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Baznas.Bmd.Web.Tests.Jobs;

public sealed class JobsServerTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    [Test]
    public async Task When_the_clock_jumps_what_waits_is_delivered_by_itself()
    {
        await using var scene = await DeliveryScene.OpenWithJobs();
        var ends = new EndsOfJobs();
        GlobalJobFilters.Filters.Add(ends);
        try
        {
            // Before office hours, nobody is reminded.
            scene.GoTo("2026-03-04T07:00");
            var id = await scene.Reminder();
            scene.GoTo("2026-03-04T09:00");

            using var deadline = new CancellationTokenSource(Deadline);
            var storage = scene.Host.Services.GetRequiredService<JobStorage>();
            var state = "";
            while (state != "sent whatsApp")
            {
                await ends.Next(storage, typeof(Delivery), deadline.Token);
                state = await scene.State(id);
            }

            Assert.That(scene.WhatsApp.Calls, Has.Count.EqualTo(1));
            using var connection = storage.GetConnection();
            Assert.That(
                connection.GetRecurringJobs().Select(job => job.Id),
                Is.EquivalentTo(
                    new[]
                    {
                        "MonthlyReports",
                        "Reminding",
                        "Delivery",
                        "NightlyVerification",
                        "AuditHeads",
                        "DueDeposits",
                        "RunsForgotten",
                        "MorningLists",
                        "ApprovalLists",
                        "MonthEndPacks",
                        "ScheduledReports",
                        "MessageRetention",
                    }
                )
            );
        }
        finally
        {
            GlobalJobFilters.Filters.Remove(ends);
        }
    }

    [Test]
    public async Task Without_jobs_there_is_neither_a_server_nor_a_schedule()
    {
        await using var host = new BmdHost();
        var storage = host.Services.GetRequiredService<JobStorage>();

        using var connection = storage.GetConnection();

        Assert.That(storage.GetMonitoringApi().Servers(), Is.Empty);
        Assert.That(connection.GetRecurringJobs(), Is.Empty);
    }

    /// <summary>Hears from Hangfire of every job that has been performed.</summary>
    private sealed class EndsOfJobs : JobFilterAttribute, IServerFilter
    {
        private readonly Channel<PerformedContext> _ended = Channel.CreateUnbounded<PerformedContext>();

        public void OnPerforming(PerformingContext context) { }

        public void OnPerformed(PerformedContext context) => _ended.Writer.TryWrite(context);

        public async Task Next(JobStorage storage, Type job, CancellationToken ct)
        {
            PerformedContext ended;
            do
            {
                ended = await _ended.Reader.ReadAsync(ct);
            } while (ended.Storage != storage || ended.BackgroundJob.Job.Type != job);

            Assert.That(ended.Exception, Is.Null);
        }
    }
}
