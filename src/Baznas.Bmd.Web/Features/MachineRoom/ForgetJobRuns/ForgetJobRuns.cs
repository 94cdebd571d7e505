using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;
using MediatR;

namespace Baznas.Bmd.Web.Features.MachineRoom.ForgetJobRuns;

/// <summary>Deletes what jobs did longer ago than <c>Bmd:Jobs:KeepDays</c> (default 90). How they stand now stays.</summary>
[AllowedToServiceOnly]
public sealed record ForgetJobRuns : ICommand<ForgottenRuns>
{
    Subject IWrite.Subject => Subject.Global;
}

/// <summary>What was deleted.</summary>
/// <param name="Count">How many runs.</param>
public readonly record struct ForgottenRuns(int Count);

/// <summary>Deletes them.</summary>
public sealed class ForgetJobRunsHandler(Db db, Work work, IConfiguration configuration)
    : IRequestHandler<ForgetJobRuns, Result<ForgottenRuns>>
{
    private const int DefaultDays = 90;

    private static readonly Sql<Moment, NoRows> Delete = new("DELETE FROM [JobRun] WHERE [EndedAt] < @Before");

    /// <inheritdoc/>
    public async Task<Result<ForgottenRuns>> Handle(ForgetJobRuns request, CancellationToken cancellationToken)
    {
        // No event, as when they were written.
        work.NothingChanged = true;
        var days = Math.Max(1, configuration.GetValue("Bmd:Jobs:KeepDays", DefaultDays));
        return new ForgottenRuns(await db.Execute(Delete, new Moment(work.Now.AddDays(-days)), cancellationToken));
    }

    private sealed record Moment(DateTimeOffset Before);
}
