using System.Threading.Channels;
using Baznas.Bmd.Web.Jobs;
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
    public async Task When_the_clock_jumps_the_jobs_remind_and_deliver_by_themselves()
    {
        await using var host = new BmdHost { WithJobs = true };
        var ends = new EndsOfJobs();
        GlobalJobFilters.Filters.Add(ends);
        try
        {
            // Before office hours, nobody is reminded.
            host.Clock.StandAt(BmdHost.Start.AddHours(-2));
            var office = await TestOffice.Open(host);
            var loanId = await office.NewActive();
            (await office.Pay(loanId, 800_000)).Ok();
            host.Clock.StandAt(BmdHost.Start.AddDays(6));

            using var deadline = new CancellationTokenSource(Deadline);
            var storage = host.Services.GetRequiredService<JobStorage>();
            string? sent = null;
            while (sent is null)
            {
                await ends.Next(storage, typeof(Delivery), deadline.Token);
                var messages = (await office.Auditor.Get("/messages?status=sent")).Ok()["items"]!.AsArray();
                sent = messages.Count == 0 ? null : $"{messages.Count} {messages[0]!["items"]![0]!["dueOn"]}";
            }

            Assert.That(sent, Is.EqualTo("1 2026-03-13"));
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
                        "DueDeposits",
                        "MorningLists",
                        "ApprovalLists",
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
