using Baznas.Bmd.Domain.Reporting;
using Baznas.Bmd.Web.Features.Offices;
using Baznas.Bmd.Web.Platform.Requests;

namespace Baznas.Bmd.Web.Features.Reports.Scheduled;

/// <summary>The schedules of reports, version by version.</summary>
/// <param name="db">The request's database.</param>
public sealed class ReportSchedules(Db db)
{
    private const string Columns = """
        s.[Id], s.[Version], s.[OfficeId], s.[Name], s.[Report], s.[Parameters], s.[Format], s.[Frequency], s.[OnWeekday],
        s.[OnDay], s.[AtTime], s.[Recipients], s.[IsActive], s.[ChangedBy], s.[ChangedAt]
        """;

    private static readonly Sql<IdParameter, Row> OfId = new(
        $"SELECT {Columns} FROM [ReportSchedule] s WHERE s.[Id] = @Id ORDER BY s.[Version] DESC"
    );

    private static readonly Sql<IdParameter, Row> OfOffice = new(
        $"SELECT {Columns} FROM [ReportSchedule] s WHERE s.[OfficeId] = @Id ORDER BY s.[Id], s.[Version]"
    );

    private static readonly Sql<Several, Row> Newest = new(
        $"""
        SELECT {Columns} FROM [ReportSchedule] s
        WHERE s.[Id] IN @Ids
            AND s.[Version] = (SELECT MAX(x.[Version]) FROM [ReportSchedule] x WHERE x.[Id] = s.[Id])
        ORDER BY s.[Id]
        """
    );

    private static readonly Sql<Row, NoRows> Insert = new(
        """
        INSERT INTO [ReportSchedule] ([Id], [Version], [OfficeId], [Name], [Report], [Parameters], [Format], [Frequency],
            [OnWeekday], [OnDay], [AtTime], [Recipients], [IsActive], [ChangedBy], [ChangedAt])
        VALUES (@Id, @Version, @OfficeId, @Name, @Report, @Parameters, @Format, @Frequency,
            @OnWeekday, @OnDay, @AtTime, @Recipients, @IsActive, @ChangedBy, @ChangedAt)
        """
    );

    /// <summary>All versions of a schedule that exists, the newest first.</summary>
    public async Task<IReadOnlyList<ReportScheduleView>> VersionsOf(string id, CancellationToken ct) =>
        [.. (await db.Query(OfId, new IdParameter(id), ct)).Select(row => row.ToView())];

    /// <summary>All versions of all schedules of an office, each schedule's in their order.</summary>
    public async Task<IReadOnlyList<ReportScheduleView>> AllOf(string officeId, CancellationToken ct) =>
        [.. (await db.Query(OfOffice, new IdParameter(officeId), ct)).Select(row => row.ToView())];

    /// <summary>Schedules as they hold, by their ids.</summary>
    public async Task<IReadOnlyDictionary<string, ReportScheduleView>> NewestOf(
        IReadOnlyList<string> ids,
        CancellationToken ct
    ) =>
        ids.Count == 0
            ? new Dictionary<string, ReportScheduleView>()
            : (await db.Query(Newest, new Several(ids), ct)).ToDictionary(row => row.Id, row => row.ToView());

    /// <summary>Keeps a version.</summary>
    public Task Store(ReportScheduleView version, CancellationToken ct) => db.Execute(Insert, Row.Of(version), ct);

    private sealed record Several(IReadOnlyList<string> Ids);

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public int Version { get; init; }
        public string OfficeId { get; init; } = "";
        public string Name { get; init; } = "";
        public string Report { get; init; } = "";
        public string Parameters { get; init; } = "";
        public string Format { get; init; } = "";
        public string Frequency { get; init; } = "";
        public string? OnWeekday { get; init; }
        public int? OnDay { get; init; }
        public string AtTime { get; init; } = "";
        public string Recipients { get; init; } = "";
        public bool IsActive { get; init; }
        public string ChangedBy { get; init; } = "";
        public DateTimeOffset ChangedAt { get; init; }

        public static Row Of(ReportScheduleView view) =>
            new()
            {
                Id = view.Id,
                Version = view.Version,
                OfficeId = view.OfficeId,
                Name = view.Name,
                Report = EnumText.Of(view.Report),
                Parameters = Json.Write(view.Parameters),
                Format = EnumText.Of(view.Format),
                Frequency = EnumText.Of(view.Frequency),
                OnWeekday = view.Weekday is { } weekday ? EnumText.Of(weekday) : null,
                OnDay = view.Day,
                AtTime = view.Time,
                Recipients = Json.Write(view.Recipients),
                IsActive = view.IsActive,
                ChangedBy = view.ChangedBy,
                ChangedAt = view.ChangedAt,
            };

        public ReportScheduleView ToView() =>
            new()
            {
                Id = Id,
                Version = Version,
                OfficeId = OfficeId,
                Name = Name,
                Report = EnumText.Parse<SchedulableReport>(Report),
                Parameters = Json.Read<ReportParameters>(Parameters),
                Format = EnumText.Parse<ReportFormat>(Format),
                Frequency = EnumText.Parse<ReportFrequency>(Frequency),
                Weekday = OnWeekday is null ? null : EnumText.Parse<Weekday>(OnWeekday),
                Day = OnDay,
                Time = AtTime,
                Recipients = Json.Read<IReadOnlyList<string>>(Recipients),
                IsActive = IsActive,
                ChangedBy = ChangedBy,
                ChangedAt = ChangedAt,
            };
    }
}
