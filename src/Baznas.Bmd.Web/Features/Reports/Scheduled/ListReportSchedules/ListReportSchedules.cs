using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reports.Scheduled.ListReportSchedules;

/// <summary>The reports that come by themselves, newest first, with when each comes next and came last.</summary>
[Allowed(Role.Auditor, Role.Approver, Role.Cashier, Role.Admin)]
public sealed record ListReportSchedules : IQuery<Page<ReportScheduleItem>>, IApiEndpoint
{
    /// <summary>What is asked for.</summary>
    public required ReportScheduleFilter Filter { get; init; }

    Subject IRead.Subject => ReportScope.SubjectOf(Filter.OfficeId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<ListReportSchedules, Page<ReportScheduleItem>>(
            "/report-schedules",
            ([AsParameters] ReportScheduleFilter filter) => new ListReportSchedules { Filter = filter }
        );
}

/// <summary>The query string of the list.</summary>
public sealed record ReportScheduleFilter
{
    /// <summary>Rows on the page.</summary>
    public int? Limit { get; init; }

    /// <summary>Where the page starts.</summary>
    public string? Cursor { get; init; }

    /// <summary>Only this office, for who may see several.</summary>
    public string? OfficeId { get; init; }

    /// <summary>Only those that come (<c>true</c>), or only those that were stopped.</summary>
    public bool? IsActive { get; init; }
}

/// <summary>A schedule in the list.</summary>
public sealed record ReportScheduleItem
{
    /// <summary>Which one.</summary>
    public required string Id { get; init; }

    /// <summary>Whose reports it makes.</summary>
    public required string OfficeId { get; init; }

    /// <summary>The office's mark.</summary>
    public required string OfficeCode { get; init; }

    /// <summary>What the office calls it.</summary>
    public required string Name { get; init; }

    /// <summary>The report.</summary>
    public required SchedulableReport Report { get; init; }

    /// <summary>The kind of file.</summary>
    public required ReportFormat Format { get; init; }

    /// <summary>Whether reports come.</summary>
    public required bool IsActive { get; init; }

    /// <summary>The day of the next, by the office's clock; null when none will come.</summary>
    public required DateOnly? NextOn { get; init; }

    /// <summary>The day of the last; null when none has come yet.</summary>
    public required DateOnly? LastOn { get; init; }
}

/// <summary>Reads one page.</summary>
public sealed class ListReportSchedulesHandler(Db db, CallContext context, TimeProvider time, ReportSchedules schedules)
    : IRequestHandler<ListReportSchedules, Result<Page<ReportScheduleItem>>>
{
    private static readonly Sql<Parameters, Row> List = new(
        """
        SELECT s.[Id], o.[Code] AS [OfficeCode], o.[TimeZone],
            (SELECT MAX(m.[Day]) FROM [ScheduledReport] m WHERE m.[ScheduleId] = s.[Id]) AS [LastOn]
        FROM [ReportSchedule] s
        JOIN [Office] o ON o.[Id] = s.[OfficeId]
        WHERE s.[Version] = (SELECT MAX(x.[Version]) FROM [ReportSchedule] x WHERE x.[Id] = s.[Id])
            {?OfficeId: AND s.[OfficeId] = @OfficeId}
            {?Before: AND s.[Id] < @Before}
            {?IsActive: AND s.[IsActive] = @IsActive}
        ORDER BY s.[Id] DESC
        {limit}
        """
    );

    /// <inheritdoc/>
    public async Task<Result<Page<ReportScheduleItem>>> Handle(
        ListReportSchedules request,
        CancellationToken cancellationToken
    )
    {
        var asked = PageRequest.Of(request.Filter.Limit, request.Filter.Cursor);
        if (asked.IsRefused(out var error))
        {
            return error;
        }

        var rows = await db.Query(
            List,
            new Parameters
            {
                Take = asked.Value.Take,
                Before = asked.Value.Before,
                OfficeId = request.Filter.OfficeId ?? context.Caller!.OfficeId,
                IsActive = request.Filter.IsActive,
            },
            cancellationToken
        );
        var newest = await schedules.NewestOf([.. rows.Select(row => row.Id)], cancellationToken);
        return asked.Value.Fill([.. rows.Select(row => row.ToItem(newest[row.Id], time.GetUtcNow()))], item => item.Id);
    }

    private sealed record Parameters
    {
        public required int Take { get; init; }
        public required string? Before { get; init; }
        public required string? OfficeId { get; init; }
        public required bool? IsActive { get; init; }
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string OfficeCode { get; init; } = "";
        public string TimeZone { get; init; } = "";
        public DateOnly? LastOn { get; init; }

        public ReportScheduleItem ToItem(ReportScheduleView schedule, DateTimeOffset now) =>
            new()
            {
                Id = Id,
                OfficeId = schedule.OfficeId,
                OfficeCode = OfficeCode,
                Name = schedule.Name,
                Report = schedule.Report,
                Format = schedule.Format,
                IsActive = schedule.IsActive,
                NextOn = schedule.IsActive
                    ? schedule
                        .Rhythm()
                        .NextAfter(
                            new OfficeRow { TimeZone = TimeZone }
                                .Local(now)
                                .DateTime
                        )
                    : null,
                LastOn = LastOn,
            };
    }
}
