namespace Baznas.Bmd.Web.Features.Messaging;

/// <summary>How long a message waits after a failure that may pass.</summary>
public static class DeliveryDelay
{
    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private static readonly TimeSpan LongestAsked = TimeSpan.FromHours(24);

    /// <summary>
    /// A minute after the first attempt, twice as long after each next, an hour at most, and up to a quarter more so that
    /// they don't all come back at once; never sooner than the provider asks, within a day.
    /// </summary>
    /// <param name="attempts">How many there were.</param>
    /// <param name="asked">What the provider asks for.</param>
    /// <param name="chance">From 0 up to 1.</param>
    public static TimeSpan After(int attempts, TimeSpan? asked, double chance)
    {
        // Six doublings pass the longest.
        var growing = First * Math.Pow(2, Math.Clamp(attempts - 1, 0, 6));
        var own = (growing < Longest ? growing : Longest) * (1 + (chance / 4));
        return asked > own ? (asked < LongestAsked ? asked.Value : LongestAsked) : own;
    }
}
