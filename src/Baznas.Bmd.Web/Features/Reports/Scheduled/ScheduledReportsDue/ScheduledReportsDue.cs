using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reports.Scheduled.ScheduledReportsDue;

/// <summary>The reports of an office that have fallen due and were not made yet; most rounds end here.</summary>
/// <param name="OfficeId">The office.</param>
[AllowedToServiceOnly]
public sealed record ScheduledReportsDue(string OfficeId) : IQuery<DueReports>
{
    Subject IRead.Subject => Subject.Office(OfficeId);
}

/// <summary>What is due, the oldest first.</summary>
/// <param name="Items">Each of them.</param>
public sealed record DueReports(IReadOnlyList<DueReport> Items);

/// <summary>A report that is due.</summary>
public sealed record DueReport
{
    /// <summary>The schedule as it held at the time.</summary>
    public required ReportScheduleView Schedule { get; init; }

    /// <summary>The day it is made for.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Whether it is the schedule's newest; of others that were missed nobody needs a mail each.</summary>
    public required bool IsNewest { get; init; }
}

/// <summary>Asks each schedule for its days, version by version, and leaves out those that were made.</summary>
public sealed class ScheduledReportsDueHandler(Db db, OfficeRows offices, TimeProvider time, ReportSchedules schedules)
    : IRequestHandler<ScheduledReportsDue, Result<DueReports>>
{
    /// <summary>How far back missed reports are made up for.</summary>
    private const int DaysBack = 31;

    private static readonly Sql<Since, MadeRow> Made = new(
        "SELECT [ScheduleId], [Day] FROM [ScheduledReport] WHERE [OfficeId] = @OfficeId AND [Day] >= @Day"
    );

    /// <inheritdoc/>
    public async Task<Result<DueReports>> Handle(ScheduledReportsDue request, CancellationToken cancellationToken)
    {
        var versions = await schedules.AllOf(request.OfficeId, cancellationToken);
        if (versions.Count == 0)
        {
            return new DueReports([]);
        }

        var office = await offices.Find(request.OfficeId, cancellationToken);
        var now = office.Local(time.GetUtcNow()).DateTime;
        var since = now.AddDays(-DaysBack);
        var made = (await db.Query(Made, new Since(office.Id, DateOnly.FromDateTime(since)), cancellationToken))
            .Select(row => (row.ScheduleId, row.Day))
            .ToHashSet();
        return new DueReports([
            .. versions
                .GroupBy(version => version.Id)
                .SelectMany(schedule => Due([.. schedule], office, (since, now)))
                .Where(due => !made.Contains((due.Schedule.Id, due.Day)))
                .OrderBy(due => due.Day),
        ]);
    }

    // A day that fell due under one version and, by a change, once more under the next is one day: the first made it.
    private static IEnumerable<DueReport> Due(
        IReadOnlyList<ReportScheduleView> versions,
        OfficeRow office,
        (DateTime Since, DateTime Now) bounds
    )
    {
        var due = versions
            .SelectMany((version, i) => DueOf(version, i + 1 < versions.Count ? versions[i + 1] : null, office, bounds))
            .DistinctBy(each => each.Day)
            .ToList();
        return due.Select(each => each with { IsNewest = each.Day == due[^1].Day });
    }

    private static IEnumerable<DueReport> DueOf(
        ReportScheduleView version,
        ReportScheduleView? next,
        OfficeRow office,
        (DateTime Since, DateTime Now) bounds
    )
    {
        var from = Later(office.Local(version.ChangedAt).DateTime, bounds.Since);
        var until = next is null ? bounds.Now : office.Local(next.ChangedAt).DateTime;
        return version.IsActive
            ? version
                .Rhythm()
                .DueBetween(from, until)
                .Select(day => new DueReport
                {
                    Schedule = version,
                    Day = day,
                    IsNewest = false,
                })
            : [];
    }

    private static DateTime Later(DateTime one, DateTime other) => one > other ? one : other;

    private sealed record Since(string OfficeId, DateOnly Day);

    private sealed class MadeRow
    {
        public string ScheduleId { get; init; } = "";
        public DateOnly Day { get; init; }
    }
}
