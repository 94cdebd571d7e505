using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Http;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.MachineRoom.ListJobRuns;

/// <summary>What the jobs did at the caller's offices, newest first; of the visits that found nothing, the last each.</summary>
[Allowed(Role.Admin)]
public sealed record ListJobRuns : IQuery<Page<JobRunView>>, IApiEndpoint
{
    /// <summary>What is asked for.</summary>
    public required JobRunFilter Filter { get; init; }

    Subject IRead.Subject => Filter.OfficeId is null ? Subject.None : Subject.Office(Filter.OfficeId);

    /// <inheritdoc/>
    public static void Map(Api api) =>
        api.Get<ListJobRuns, Page<JobRunView>>(
            "/jobs/runs",
            ([AsParameters] JobRunFilter filter) => new ListJobRuns { Filter = filter }
        );
}

/// <summary>The query string of the list.</summary>
public sealed record JobRunFilter
{
    /// <summary>Rows on the page.</summary>
    public int? Limit { get; init; }

    /// <summary>Where the page starts.</summary>
    public string? Cursor { get; init; }

    /// <summary>Only of this job.</summary>
    public string? Job { get; init; }

    /// <summary>Only at this office; all that the caller may see when left out.</summary>
    public string? OfficeId { get; init; }

    /// <summary>Only those that ended so.</summary>
    public EnumValue<JobRunOutcome>? Outcome { get; init; }
}

/// <summary>One visit of a job to a place.</summary>
public sealed record JobRunView
{
    /// <summary>The run.</summary>
    public required string Id { get; init; }

    /// <summary>The job.</summary>
    public required string Job { get; init; }

    /// <summary>The office; null for what belongs to none.</summary>
    public required string? OfficeId { get; init; }

    /// <summary>Its name.</summary>
    public required string? OfficeName { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>How it ended.</summary>
    public required JobRunOutcome Outcome { get; init; }

    /// <summary>What was done.</summary>
    public required JobLine Line { get; init; }

    /// <summary>Why it failed; null when it did not.</summary>
    public required JobFailure? Error { get; init; }

    /// <summary>Where it ran: the machine and the process.</summary>
    public required string Node { get; init; }
}

/// <summary>Reads one page.</summary>
public sealed class ListJobRunsHandler(Db db, CallContext context)
    : IRequestHandler<ListJobRuns, Result<Page<JobRunView>>>
{
    private static readonly Sql<Parameters, Row> List = new(
        """
        SELECT r.[Id], r.[Job], r.[Place], o.[Name] AS [OfficeName], r.[StartedAt], r.[EndedAt], r.[Outcome],
            r.[DoneCount], r.[LineCode], r.[LineArguments], r.[ErrorType], r.[ErrorMessage], r.[Node]
        FROM [JobRun] r
        LEFT JOIN [Office] o ON o.[Id] = r.[Place]
        WHERE 1 = 1
            {?Place: AND r.[Place] = @Place}
            {?Job: AND r.[Job] = @Job}
            {?Outcome: AND r.[Outcome] = @Outcome}
            {?Before: AND r.[Id] < @Before}
        ORDER BY r.[Id] DESC
        {limit}
        """
    );

    /// <inheritdoc/>
    public async Task<Result<Page<JobRunView>>> Handle(ListJobRuns request, CancellationToken cancellationToken)
    {
        var filter = request.Filter;
        var asked = PageRequest.Of(filter.Limit, filter.Cursor);
        if (asked.IsRefused(out var error))
        {
            return error;
        }

        var parameters = new Parameters
        {
            Take = asked.Value.Take,
            Before = asked.Value.Before,
            Place = filter.OfficeId ?? context.Caller!.OfficeId,
            Job = filter.Job,
            Outcome = filter.Outcome is { } outcome ? EnumText.Of(outcome.Value) : null,
        };
        var rows = await db.Query(List, parameters, cancellationToken);
        return asked.Value.Fill([.. rows.Select(row => row.ToView())], view => view.Id);
    }

    private sealed record Parameters
    {
        public required int Take { get; init; }
        public required string? Before { get; init; }
        public required string? Place { get; init; }
        public required string? Job { get; init; }
        public required string? Outcome { get; init; }
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string Job { get; init; } = "";
        public string Place { get; init; } = "";
        public string? OfficeName { get; init; }
        public DateTimeOffset StartedAt { get; init; }
        public DateTimeOffset EndedAt { get; init; }
        public string Outcome { get; init; } = "";
        public int DoneCount { get; init; }
        public string LineCode { get; init; } = "";
        public string LineArguments { get; init; } = "";
        public string? ErrorType { get; init; }
        public string? ErrorMessage { get; init; }
        public string Node { get; init; } = "";

        public JobRunView ToView() =>
            new()
            {
                Id = Id,
                Job = Job,
                OfficeId = Place == AuditTrail.GlobalChain ? null : Place,
                OfficeName = OfficeName,
                StartedAt = StartedAt,
                EndedAt = EndedAt,
                Outcome = EnumText.Parse<JobRunOutcome>(Outcome),
                Line = JobLine.Of(LineCode, DoneCount, LineArguments),
                Error = ErrorType is null ? null : new JobFailure(ErrorType, ErrorMessage ?? ""),
                Node = Node,
            };
    }
}
