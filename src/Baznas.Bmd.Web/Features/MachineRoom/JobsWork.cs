using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Baznas.Bmd.Web.Features.MachineRoom;

/// <summary>Degraded while a job fails or has not run for too long. The service goes on without it.</summary>
/// <param name="watch">How the jobs stand.</param>
public sealed class JobsWork(JobWatch watch) : IHealthCheck
{
    /// <summary>Under which name the troubles stand among the result's data.</summary>
    public const string Troubles = "troubles";

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        var troubles = await watch.Troubles(cancellationToken);
        return troubles.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded(
                "A job fails, or has not run for too long.",
                data: new Dictionary<string, object> { [Troubles] = troubles }
            );
    }
}
