namespace Baznas.Bmd.Web.Features.Messaging.Channels;

/// <summary>How patient the service is with a provider, and how gentle. <c>Bmd:WhatsApp:Limits:…</c></summary>
public sealed record ProviderLimits
{
    /// <summary>How long one call may take.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a message may take, with all that is tried again.</summary>
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a call is made again at once, after a failure that may pass.</summary>
    public int Retries { get; init; } = 2;

    /// <summary>How long the first pause is; each next is about twice as long.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The most calls a second.</summary>
    public int CallsPerSecond { get; init; } = 10;

    /// <summary>How many calls must have been made lately before the provider can be found to be down.</summary>
    public int BreakAfter { get; init; } = 5;

    /// <summary>How long a provider that is down is left alone.</summary>
    public TimeSpan BreakDuration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The settings that are out of their bounds.</summary>
    public IEnumerable<string> OutOfBounds()
    {
        if (!IsWithin(AttemptTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(2)))
        {
            yield return nameof(AttemptTimeout);
        }

        if (!IsWithin(TotalTimeout, AttemptTimeout, TimeSpan.FromMinutes(4)))
        {
            yield return nameof(TotalTimeout);
        }

        if (Retries is < 0 or > 10)
        {
            yield return nameof(Retries);
        }

        if (!IsWithin(RetryDelay, TimeSpan.Zero, TimeSpan.FromMinutes(1)))
        {
            yield return nameof(RetryDelay);
        }

        if (CallsPerSecond is < 1 or > 1000)
        {
            yield return nameof(CallsPerSecond);
        }

        if (BreakAfter is < 2 or > 1000)
        {
            yield return nameof(BreakAfter);
        }

        if (!IsWithin(BreakDuration, TimeSpan.FromMilliseconds(500), TimeSpan.FromHours(1)))
        {
            yield return nameof(BreakDuration);
        }
    }

    private static bool IsWithin(TimeSpan value, TimeSpan least, TimeSpan most) => value >= least && value <= most;
}
