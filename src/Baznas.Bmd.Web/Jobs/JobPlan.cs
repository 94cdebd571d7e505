using System.Text.Json;
using Hangfire;
using Hangfire.Common;

namespace Baznas.Bmd.Web.Jobs;

/// <summary>When a job runs. All times are UTC; what is due by an office's own time, the job asks itself.</summary>
/// <param name="Type">The job.</param>
/// <param name="Every">Its period: a minute, an hour, or a day.</param>
/// <param name="After">How far into each period.</param>
public sealed record JobPlan(Type Type, TimeSpan Every, TimeSpan After)
{
    // What takes a while, or had to wait for a worker, is not missing yet.
    private static readonly TimeSpan LeastPatience = TimeSpan.FromMinutes(15);

    /// <summary>Every job of the service. A new one is a line here.</summary>
    public static readonly IReadOnlyList<JobPlan> All =
    [
        Hourly<MonthlyReports>(minute: 0),
        Hourly<MonthEndPacks>(minute: 1),
        Hourly<DueDeposits>(minute: 2),
        Hourly<Reminding>(minute: 5),
        EveryMinute<Delivery>(),
        EveryMinute<ScheduledReports>(),
        Hourly<MessageRetention>(minute: 25),
        Hourly<NightlyVerification>(minute: 30),
        // After it: what is published was found whole, or known not to be.
        Hourly<AuditHeads>(minute: 40),
        // The lists are due at seven on Mondays, and at half past six.
        Hourly<ApprovalLists>(minute: 1),
        Hourly<MorningLists>(minute: 31),
        Hourly<RunsForgotten>(minute: 45),
    ];

    /// <summary>Its name in the API, the database and the texts.</summary>
    public string Name => NameOf(Type);

    /// <summary>Its name in the schedule of Hangfire.</summary>
    public string RecurringId => Type.Name;

    /// <summary>For how long it may not be heard of before something is wrong: two of its periods.</summary>
    public TimeSpan Patience => Every * 2 < LeastPatience ? LeastPatience : Every * 2;

    /// <summary>The name of a job.</summary>
    public static string NameOf(Type job) => JsonNamingPolicy.CamelCase.ConvertName(job.Name);

    /// <summary>The job of a name; null when there is none.</summary>
    public static JobPlan? Find(string name) => All.SingleOrDefault(plan => plan.Name == name);

    /// <summary>Once a minute.</summary>
    public static JobPlan EveryMinute<TJob>()
        where TJob : OfficeJob => new(typeof(TJob), TimeSpan.FromMinutes(1), TimeSpan.Zero);

    /// <summary>Once an hour.</summary>
    public static JobPlan Hourly<TJob>(int minute)
        where TJob : OfficeJob => new(typeof(TJob), TimeSpan.FromHours(1), TimeSpan.FromMinutes(minute));

    /// <summary>The next time after <paramref name="now"/>.</summary>
    public DateTimeOffset NextAfter(DateTimeOffset now)
    {
        var begun = (now.UtcTicks - After.Ticks) / Every.Ticks * Every.Ticks + After.Ticks;
        return new DateTimeOffset(begun, TimeSpan.Zero) + Every;
    }

    /// <summary>Puts it into the schedule. Periods missed while the service was down are made up for by one run.</summary>
    internal void Schedule(IRecurringJobManager recurring)
    {
        var run = new Job(Type, Type.GetMethod(nameof(OfficeJob.Run))!, CancellationToken.None);
        recurring.AddOrUpdate(
            RecurringId,
            run,
            Every == TimeSpan.FromMinutes(1) ? Cron.Minutely() : Cron.Hourly(After.Minutes),
            new RecurringJobOptions { MisfireHandling = MisfireHandlingMode.Relaxed }
        );
    }
}
