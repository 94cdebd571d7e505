using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Requests;
using MediatR;

namespace Baznas.Bmd.Web.Features.MachineRoom.TellJobTrouble;

/// <summary>Where a job began to fail, or works again, and nobody has been told yet.</summary>
[AllowedToServiceOnly]
public sealed record TroublesToTell : IQuery<PlacesToTell>
{
    /// <summary>The job.</summary>
    public required string Job { get; init; }

    Subject IRead.Subject => Subject.None;
}

/// <summary>Where there is something to tell.</summary>
/// <param name="Places">Offices, or what belongs to none.</param>
public sealed record PlacesToTell(IReadOnlyList<string> Places);

/// <summary>Looks for them.</summary>
public sealed class TroublesToTellHandler(Db db) : IRequestHandler<TroublesToTell, Result<PlacesToTell>>
{
    private static readonly Sql<OfJob, string> Find = new(
        """
        SELECT [Place] FROM [JobState]
        WHERE [Job] = @Job AND (([FailingSince] IS NOT NULL AND [ToldAt] IS NULL)
            OR ([FailingSince] IS NULL AND [ToldAt] IS NOT NULL))
        ORDER BY [Place]
        """
    );

    /// <inheritdoc/>
    public async Task<Result<PlacesToTell>> Handle(TroublesToTell request, CancellationToken cancellationToken) =>
        new PlacesToTell(await db.Query(Find, new OfJob(request.Job), cancellationToken));

    private sealed record OfJob(string Job);
}
