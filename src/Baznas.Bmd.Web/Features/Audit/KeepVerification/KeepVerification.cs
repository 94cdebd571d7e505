using Baznas.Bmd.Web.Features.Audit.VerifyBooks;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.Audit.KeepVerification;

/// <summary>
/// Keeps what the verification of an office's books found last night, once a night. The verification itself comes first
/// and apart: it reads everything, and nobody should have to wait for their turn so long.
/// </summary>
[AllowedToServiceOnly]
public sealed record KeepVerification : ICommand<Done>
{
    /// <summary>The office; null for what belongs to none.</summary>
    public required string? OfficeId { get; init; }

    /// <summary>What was found.</summary>
    public required Verification Found { get; init; }

    Subject IWrite.Subject => OfficeId is null ? Subject.Global : Subject.Office(OfficeId);
}

/// <summary>Writes the run, and tells the operators when something is broken.</summary>
public sealed class KeepVerificationHandler(Db db, Work work, NightlyRuns runs, ILogger<KeepVerificationHandler> logger)
    : IRequestHandler<KeepVerification, Result<Done>>
{
    private static readonly Sql<Run, NoRows> Insert = new(
        """
        INSERT INTO [VerificationRun] ([ChainId], [Night], [At], [IsVerified], [Events], [FirstBroken])
        VALUES (@ChainId, @Night, @At, @IsVerified, @Events, @FirstBroken)
        """
    );

    /// <inheritdoc/>
    public async Task<Result<Done>> Handle(KeepVerification request, CancellationToken cancellationToken)
    {
        // No event: a run has to be kept also when the chain is broken so that it can take none.
        work.NothingChanged = true;
        var night = await runs.LastNight(request.OfficeId, cancellationToken);
        if (await runs.IsDone(night, cancellationToken))
        {
            return Done.It;
        }

        var found = request.Found;
        var run = new Run
        {
            ChainId = night.ChainId,
            Night = night.Night,
            At = work.Now,
            IsVerified = found.Verified,
            Events = found.Events,
            FirstBroken = found.FirstBroken is null ? null : Json.Write(found.FirstBroken),
        };
        if (found.FirstBroken is { } broken)
        {
            logger.LogError(
                "The books of {Chain} do not hold: {Check} is broken by {Subject}",
                night.ChainId,
                broken.Check,
                broken.Subject
            );
        }

        await db.Execute(Insert, run, cancellationToken);
        return Done.It;
    }

    private sealed record Run
    {
        public required string ChainId { get; init; }
        public required DateOnly Night { get; init; }
        public required DateTimeOffset At { get; init; }
        public required bool IsVerified { get; init; }
        public required long Events { get; init; }
        public required string? FirstBroken { get; init; }
    }
}
