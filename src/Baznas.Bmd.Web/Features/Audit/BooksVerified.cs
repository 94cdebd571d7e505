using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Baznas.Bmd.Web.Features.Audit;

/// <summary>
/// Degraded while the last nightly verification of some books found something broken. The service goes on: who may sign
/// in can see what it is.
/// </summary>
/// <param name="db">The request's database.</param>
public sealed class BooksVerified(Db db) : IHealthCheck
{
    private static readonly Sql<NoParameters, int> CountBroken = new(
        """
        SELECT COUNT(*) AS [Broken] FROM [VerificationRun] r
        WHERE r.[IsVerified] = 0
            AND r.[Night] = (SELECT MAX(n.[Night]) FROM [VerificationRun] n WHERE n.[ChainId] = r.[ChainId])
        """
    );

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) =>
        await db.Find(CountBroken, NoParameters.None, cancellationToken) == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded("The last verification of the books found something broken.");
}
