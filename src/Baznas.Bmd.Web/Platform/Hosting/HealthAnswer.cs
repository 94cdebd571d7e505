using Baznas.Bmd.Web.Features.MachineRoom;
using Baznas.Bmd.Web.Platform.Access;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Baznas.Bmd.Web.Platform.Hosting;

/// <summary>
/// How ready the service is, as JSON: to anybody the state of each check; to a signed-in administrator or auditor also what
/// is wrong, as far as it concerns their office.
/// </summary>
public sealed record HealthAnswer
{
    /// <summary><c>healthy</c>, <c>degraded</c>, or <c>unhealthy</c>.</summary>
    public required HealthStatus Status { get; init; }

    /// <summary>Each check.</summary>
    public required IReadOnlyDictionary<string, HealthCheckAnswer> Checks { get; init; }

    /// <summary>Writes the answer.</summary>
    internal static Task Write(HttpContext http, HealthReport report)
    {
        var caller = http.RequestServices.GetRequiredService<CallContext>().Caller;
        var reader = caller?.Roles.Overlaps([Role.Admin, Role.Auditor]) == true ? caller : null;
        var answer = new HealthAnswer
        {
            Status = report.Status,
            Checks = report.Entries.ToDictionary(entry => entry.Key, entry => Of(entry.Value, reader)),
        };
        http.Response.ContentType = "application/json; charset=utf-8";
        return http.Response.WriteAsync(Json.Write(answer));
    }

    private static HealthCheckAnswer Of(HealthReportEntry entry, Caller? reader) =>
        reader is null
            ? new HealthCheckAnswer { Status = entry.Status }
            : new HealthCheckAnswer
            {
                Status = entry.Status,
                // An exception's words are for the logs.
                Description = entry.Exception is null ? entry.Description : null,
                Troubles = entry.Data.GetValueOrDefault(JobsWork.Troubles) is IReadOnlyList<JobTrouble> troubles
                    ? [.. troubles.Where(trouble => trouble.OfficeId is null || reader.MaySee(trouble.OfficeId))]
                    : null,
            };
}

/// <summary>One check.</summary>
public sealed record HealthCheckAnswer
{
    /// <summary>How it stands.</summary>
    public required HealthStatus Status { get; init; }

    /// <summary>What is wrong; null when nothing is, or when whoever asks is not to know.</summary>
    [System.Text.Json.Serialization.JsonIgnore(
        Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull
    )]
    public string? Description { get; init; }

    /// <summary>The jobs concerned; null when none is, or when whoever asks is not to know.</summary>
    [System.Text.Json.Serialization.JsonIgnore(
        Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull
    )]
    public IReadOnlyList<JobTrouble>? Troubles { get; init; }
}
