namespace Baznas.Bmd.Web.Platform;

/// <summary>Makes the ids of everything: UUIDv7 in lower case, so that their order as text is the order of time.</summary>
/// <param name="time">The clock whose time the ids carry.</param>
public sealed class Ids(TimeProvider time)
{
    private readonly Lock _lock = new();
    private long _last;

    /// <summary>A new id, after every id this process made before at the same or an earlier time.</summary>
    public string New()
    {
        // Within a millisecond a UUIDv7 is random; the next millisecond is borrowed to keep the order.
        long milliseconds;
        lock (_lock)
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            milliseconds = now > _last || now < _last - MaxBorrowed ? now : _last + 1;
            _last = milliseconds;
        }

        return Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)).ToString();
    }

    // A clock that was set back farther than this is believed.
    private const long MaxBorrowed = 60_000;
}
