using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.Reports.Scheduled.ListScheduledReports;

/// <summary>The reports that came of a schedule, the newest first; each lies in a pack of its own.</summary>
[Allowed(Role.Auditor, Role.Approver, Role.Cashier, Role.Admin)]
public sealed record ListScheduledReports : IQuery<Page<ScheduledReportView>>, IApiEndpoint
{
    /// <summary>The schedule.</summary>
    public required string ScheduleId { get; init; }

    /// <summary>Rows on the page.</summary>
    public int? Limit { get; init; }

    /// <summary>Where the page starts.</summary>
    public string? Cursor { get; init; }

    Subject IRead.Subject => Subject.ReportSchedule(ScheduleId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<ListScheduledReports, Page<ScheduledReportView>>(
            "/report-schedules/{id}/reports",
            (string id, int? limit, string? cursor) =>
                new ListScheduledReports
                {
                    ScheduleId = id,
                    Limit = limit,
                    Cursor = cursor,
                }
        );
}

/// <summary>A report that came by itself.</summary>
public sealed record ScheduledReportView
{
    /// <summary>The day it was made for.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The pack in which it lies.</summary>
    public required string PackId { get; init; }

    /// <summary>The file's name in it.</summary>
    public required string FileName { get; init; }

    /// <summary>How many bytes.</summary>
    public required int Size { get; init; }

    /// <summary>Of its bytes, in hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset KeptAt { get; init; }
}

/// <summary>Reads one page.</summary>
public sealed class ListScheduledReportsHandler(Db db)
    : IRequestHandler<ListScheduledReports, Result<Page<ScheduledReportView>>>
{
    private static readonly Sql<Parameters, Row> List = new(
        """
        SELECT m.[Day], m.[PackId], f.[Name], f.[Size], f.[Sha256], p.[KeptAt]
        FROM [ScheduledReport] m
        JOIN [KeptPack] p ON p.[Id] = m.[PackId]
        JOIN [KeptFile] f ON f.[PackId] = m.[PackId]
        WHERE m.[ScheduleId] = @ScheduleId {?Before: AND m.[PackId] < @Before}
        ORDER BY m.[PackId] DESC
        {limit}
        """
    );

    /// <inheritdoc/>
    public async Task<Result<Page<ScheduledReportView>>> Handle(
        ListScheduledReports request,
        CancellationToken cancellationToken
    )
    {
        var asked = PageRequest.Of(request.Limit, request.Cursor);
        if (asked.IsRefused(out var error))
        {
            return error;
        }

        var rows = await db.Query(
            List,
            new Parameters(request.ScheduleId, asked.Value.Take, asked.Value.Before),
            cancellationToken
        );
        return asked.Value.Fill([.. rows.Select(row => row.ToView())], view => view.PackId);
    }

    private sealed record Parameters(string ScheduleId, int Take, string? Before);

    private sealed class Row
    {
        public DateOnly Day { get; init; }
        public string PackId { get; init; } = "";
        public string Name { get; init; } = "";
        public int Size { get; init; }
        public string Sha256 { get; init; } = "";
        public DateTimeOffset KeptAt { get; init; }

        public ScheduledReportView ToView() =>
            new()
            {
                Day = Day,
                PackId = PackId,
                FileName = Name,
                Size = Size,
                Sha256 = Sha256,
                KeptAt = KeptAt,
            };
    }
}
