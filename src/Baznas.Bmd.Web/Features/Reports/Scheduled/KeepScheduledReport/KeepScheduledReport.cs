using Baznas.Bmd.Web.Features.Reports.Packs;
using Baznas.Bmd.Web.Features.Reports.Scheduled.ScheduledReportsDue;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reports.Scheduled.KeepScheduledReport;

/// <summary>Keeps the file of a report that was due, and tells its readers; once for each day.</summary>
[AllowedToServiceOnly]
public sealed record KeepScheduledReport : ICommand<KeptReport>
{
    /// <summary>What the packs are kept as.</summary>
    public const string Kind = "scheduled";

    /// <summary>Which one.</summary>
    public required DueReport Due { get; init; }

    /// <summary>The file.</summary>
    public required PackFile File { get; init; }

    Subject IWrite.Subject => Subject.ReportSchedule(Due.Schedule.Id);
}

/// <summary>What became of it.</summary>
/// <param name="PackId">The pack in which it lies; null when another node had kept one.</param>
public sealed record KeptReport(string? PackId);

/// <summary>Keeps it.</summary>
public sealed class KeepScheduledReportHandler(Db db, Work work, KeptPacks packs, ScheduledReportMails mails)
    : IRequestHandler<KeepScheduledReport, Result<KeptReport>>
{
    private static readonly Sql<Key, int> CountOf = new(
        "SELECT COUNT(*) AS [Reports] FROM [ScheduledReport] WHERE [ScheduleId] = @ScheduleId AND [Day] = @Day"
    );

    private static readonly Sql<PacksOfMonth, int?> LastEdition = new(
        """
        SELECT MAX([Edition]) AS [Edition] FROM [KeptPack]
        WHERE [OfficeId] = @OfficeId AND [Kind] = @Kind AND [Period] = @Period
        """
    );

    private static readonly Sql<NewReport, NoRows> Insert = new(
        """
        INSERT INTO [ScheduledReport] ([ScheduleId], [Day], [Version], [OfficeId], [PackId])
        VALUES (@ScheduleId, @Day, @Version, @OfficeId, @PackId)
        """
    );

    /// <inheritdoc/>
    public async Task<Result<KeptReport>> Handle(KeepScheduledReport request, CancellationToken cancellationToken)
    {
        var (schedule, day) = (request.Due.Schedule, request.Due.Day);
        if (await db.Find(CountOf, new Key(schedule.Id, day), cancellationToken) > 0)
        {
            work.NothingChanged = true;
            return new KeptReport(null);
        }

        var packId = await packs.Keep(await NextKey(day, cancellationToken), [request.File], cancellationToken);
        await db.Execute(
            Insert,
            new NewReport
            {
                ScheduleId = schedule.Id,
                Day = day,
                Version = schedule.Version,
                OfficeId = work.Office.Id,
                PackId = packId,
            },
            cancellationToken
        );
        work.Audit("reportSchedule.made", schedule.Id, null, new ReportEvidence(schedule.Name, day, packId));
        if (request.Due.IsNewest)
        {
            await mails.Plan(request.Due, packId, cancellationToken);
        }

        return new KeptReport(packId);
    }

    // The packs of a month are counted, whatever report is in them.
    private async Task<PackKey> NextKey(DateOnly day, CancellationToken ct)
    {
        var key = new PackKey(KeepScheduledReport.Kind, AccountingPeriod.Of(day), 1);
        var last = await db.Find(LastEdition, new PacksOfMonth(work.Office.Id, key.Kind, key.Period), ct);
        return key with { Edition = (last ?? 0) + 1 };
    }

    private sealed record ReportEvidence(string Name, DateOnly Day, string PackId);

    private sealed record Key(string ScheduleId, DateOnly Day);

    private sealed record PacksOfMonth(string OfficeId, string Kind, string Period);

    private sealed record NewReport
    {
        public required string ScheduleId { get; init; }
        public required DateOnly Day { get; init; }
        public required int Version { get; init; }
        public required string OfficeId { get; init; }
        public required string PackId { get; init; }
    }
}
