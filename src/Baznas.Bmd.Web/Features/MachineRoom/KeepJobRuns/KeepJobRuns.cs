using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.MachineRoom.KeepJobRuns;

/// <summary>Writes down what a job did, apart from the work itself, so that it is known also when that was undone.</summary>
[AllowedToServiceOnly]
public sealed record KeepJobRuns : ICommand<Done>
{
    /// <summary>The job.</summary>
    public required string Job { get; init; }

    /// <summary>Its visits.</summary>
    public required IReadOnlyList<JobRun> Runs { get; init; }

    /// <summary>When the round began that has ended with these; null while it goes on.</summary>
    public DateTimeOffset? EndedRound { get; init; }

    Subject IWrite.Subject => Subject.Global;
}

/// <summary>Writes the runs and how the job stands now.</summary>
public sealed class KeepJobRunsHandler(Db db, Work work, Ids ids) : IRequestHandler<KeepJobRuns, Result<Done>>
{
    private static readonly Sql<Run, NoRows> Insert = new(
        """
        INSERT INTO [JobRun] ([Id], [Job], [Place], [StartedAt], [EndedAt], [Outcome], [DoneCount], [LineCode],
            [LineArguments], [ErrorType], [ErrorMessage], [Node])
        VALUES (@Id, @Job, @Place, @StartedAt, @EndedAt, @Outcome, @DoneCount, @LineCode,
            @LineArguments, @ErrorType, @ErrorMessage, @Node)
        """
    );

    private static readonly Sql<AtPlace, NoRows> DeleteNothing = new(
        "DELETE FROM [JobRun] WHERE [Job] = @Job AND [Place] = @Place AND [Outcome] = 'nothing'"
    );

    private static readonly Sql<AtPlace, StateRow> FindState = new(
        """
        SELECT [LastSuccessAt], [FailingSince] FROM [JobState]
        WHERE [Job] = @Job AND [Place] = @Place
        """
    );

    private static readonly Sql<State, NoRows> InsertState = new(
        """
        INSERT INTO [JobState] ([Job], [Place], [LastRunAt], [LastSuccessAt], [DoneCount], [LineCode], [LineArguments],
            [FailingSince], [ErrorType], [ErrorMessage])
        VALUES (@Job, @Place, @LastRunAt, @LastSuccessAt, @DoneCount, @LineCode, @LineArguments,
            @FailingSince, @ErrorType, @ErrorMessage)
        """
    );

    private static readonly Sql<State, NoRows> UpdateState = new(
        """
        UPDATE [JobState] SET [LastRunAt] = @LastRunAt, [LastSuccessAt] = @LastSuccessAt, [DoneCount] = @DoneCount,
            [LineCode] = @LineCode, [LineArguments] = @LineArguments, [FailingSince] = @FailingSince,
            [ErrorType] = @ErrorType, [ErrorMessage] = @ErrorMessage
        WHERE [Job] = @Job AND [Place] = @Place
        """
    );

    private static readonly Sql<RoundOfJob, NoRows> EndRequest = new(
        "DELETE FROM [JobRequest] WHERE [Job] = @Job AND [RequestedAt] <= @StartedAt"
    );

    /// <inheritdoc/>
    public async Task<Result<Done>> Handle(KeepJobRuns request, CancellationToken cancellationToken)
    {
        // No event: it says how the machine runs, and changes nothing that anybody answers for.
        work.NothingChanged = true;
        foreach (var run in request.Runs)
        {
            await Keep(run, cancellationToken);
        }

        if (request.EndedRound is { } startedAt)
        {
            await db.Execute(EndRequest, new RoundOfJob(request.Job, startedAt), cancellationToken);
        }

        return Done.It;
    }

    private async Task Keep(JobRun run, CancellationToken ct)
    {
        var place = new AtPlace(run.Job, run.Place);
        var row = RowOf(run);
        if (run.Outcome == JobRunOutcome.Nothing)
        {
            await db.Execute(DeleteNothing, place, ct);
        }

        await db.Execute(Insert, row, ct);
        var before = await db.Find(FindState, place, ct);
        var hasFailed = run.Outcome == JobRunOutcome.Failed;
        var state = new State
        {
            Job = row.Job,
            Place = row.Place,
            LastRunAt = row.EndedAt,
            LastSuccessAt = hasFailed ? before?.LastSuccessAt : row.EndedAt,
            DoneCount = row.DoneCount,
            LineCode = row.LineCode,
            LineArguments = row.LineArguments,
            FailingSince = hasFailed ? before?.FailingSince ?? row.EndedAt : null,
            ErrorType = row.ErrorType,
            ErrorMessage = row.ErrorMessage,
        };
        await db.Execute(before is null ? InsertState : UpdateState, state, ct);
    }

    private Run RowOf(JobRun run) =>
        new()
        {
            Id = ids.New(),
            Job = run.Job,
            Place = run.Place,
            StartedAt = run.StartedAt,
            EndedAt = run.EndedAt,
            Outcome = EnumText.Of(run.Outcome),
            DoneCount = run.Did?.Count ?? 0,
            LineCode = run.Did?.Code ?? "failed",
            LineArguments = Json.Write(run.Did?.Arguments ?? []),
            ErrorType = run.Failure?.Type,
            ErrorMessage = run.Failure?.Message,
            Node = JobRun.ThisNode,
        };

    private sealed record AtPlace(string Job, string Place);

    private sealed record RoundOfJob(string Job, DateTimeOffset StartedAt);

    private sealed class StateRow
    {
        public DateTimeOffset? LastSuccessAt { get; init; }
        public DateTimeOffset? FailingSince { get; init; }
    }

    private sealed record Run
    {
        public required string Id { get; init; }
        public required string Job { get; init; }
        public required string Place { get; init; }
        public required DateTimeOffset StartedAt { get; init; }
        public required DateTimeOffset EndedAt { get; init; }
        public required string Outcome { get; init; }
        public required int DoneCount { get; init; }
        public required string LineCode { get; init; }
        public required string LineArguments { get; init; }
        public required string? ErrorType { get; init; }
        public required string? ErrorMessage { get; init; }
        public required string Node { get; init; }
    }

    private sealed record State
    {
        public required string Job { get; init; }
        public required string Place { get; init; }
        public required DateTimeOffset LastRunAt { get; init; }
        public required DateTimeOffset? LastSuccessAt { get; init; }
        public required int DoneCount { get; init; }
        public required string LineCode { get; init; }
        public required string LineArguments { get; init; }
        public required DateTimeOffset? FailingSince { get; init; }
        public required string? ErrorType { get; init; }
        public required string? ErrorMessage { get; init; }
    }
}
