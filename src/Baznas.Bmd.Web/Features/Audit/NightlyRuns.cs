using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Audit;

/// <summary>Which chains were verified in which nights. A night belongs to the office's date on which it ends.</summary>
public sealed class NightlyRuns(Db db, OfficeDates dates)
{
    private static readonly Sql<NightOfChain, int> CountOf = new(
        "SELECT COUNT(*) AS [Runs] FROM [VerificationRun] WHERE [ChainId] = @ChainId AND [Night] = @Night"
    );

    /// <summary>Last night of an office; of what belongs to no office, last night in Jakarta.</summary>
    public async Task<NightOfChain> LastNight(string? officeId, CancellationToken ct) =>
        new(officeId ?? AuditTrail.GlobalChain, await dates.TodayOf(officeId, ct));

    /// <summary>Whether a night has had its verification.</summary>
    public async Task<bool> IsDone(NightOfChain night, CancellationToken ct) => await db.Find(CountOf, night, ct) > 0;
}

/// <summary>A chain and a night.</summary>
/// <param name="ChainId">The office's id, or <see cref="AuditTrail.GlobalChain"/>.</param>
/// <param name="Night">The date on which it ends, at the office.</param>
public sealed record NightOfChain(string ChainId, DateOnly Night);
