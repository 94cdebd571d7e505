namespace Baznas.Bmd.Web.Platform.Hosting;

/// <summary>
/// The clock of everything that counts in an office's life: the machine's, unless a demonstration or an import has
/// moved it. A moved clock goes on at the usual pace, or stands still when told so.
/// </summary>
public sealed class ServiceClock : TimeProvider
{
    private volatile Setting _setting = new(TimeSpan.Zero, null);

    /// <summary>Raised after the clock was moved or stopped, for what waits for a time to come.</summary>
    public event EventHandler? Moved;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        var setting = _setting;
        return setting.StandsAt ?? System.GetUtcNow() + setting.Offset;
    }

    /// <summary>Moves the clock; it goes on from there.</summary>
    public void MoveTo(DateTimeOffset now) => Set(new Setting(now - System.GetUtcNow(), null));

    /// <summary>Stops the clock at an instant.</summary>
    public void StandAt(DateTimeOffset now) => Set(new Setting(TimeSpan.Zero, now));

    /// <summary>Gives the clock back to the machine.</summary>
    public void Release() => Set(new Setting(TimeSpan.Zero, null));

    private void Set(Setting setting)
    {
        _setting = setting;
        Moved?.Invoke(this, EventArgs.Empty);
    }

    private sealed record Setting(TimeSpan Offset, DateTimeOffset? StandsAt);
}
