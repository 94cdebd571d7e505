using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Baznas.Bmd.Web.Features.Documents.CheckDocument;

/// <summary>How often documents are checked from one address: as fast as a person with a stack of papers, and no faster.</summary>
internal static class CheckLimit
{
    public const string Policy = "check";

    private const int Burst = 60;

    private static readonly TimeSpan EachAfter = TimeSpan.FromSeconds(1);

    public static void Configure(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.AddPolicy(
            Policy,
            http =>
                RateLimitPartition.GetTokenBucketLimiter(
                    http.Connection.RemoteIpAddress?.ToString() ?? "",
                    _ => new TokenBucketRateLimiterOptions
                    {
                        TokenLimit = Burst,
                        TokensPerPeriod = 1,
                        ReplenishmentPeriod = EachAfter,
                        QueueLimit = 0,
                    }
                )
        );
    }
}
