using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Baznas.Bmd.Web.Platform.Hosting;

/// <summary>Ready when the database answers and its schema is the one this version needs.</summary>
public sealed class DatabaseReady(Migrator migrator) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) =>
        Task.FromResult(
            migrator.IsUpToDate()
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("The schema is out of date.")
        );
}
