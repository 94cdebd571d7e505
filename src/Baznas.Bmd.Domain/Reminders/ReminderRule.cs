namespace Baznas.Bmd.Domain.Reminders;

/// <summary>
/// On which days an office reminds of what falls due, counted from the due date: before it (negative), on it (0), and
/// after it. Without any, nobody is reminded.
/// </summary>
public sealed class ReminderRule
{
    /// <summary>The longest time before a due date.</summary>
    public const int MostBefore = 30;

    /// <summary>The longest time after a due date.</summary>
    public const int MostAfter = 365;

    /// <summary>What an office does that has said nothing else.</summary>
    public static readonly ReminderRule Default = new([-3, 0, 1, 7, 14, 30]);

    /// <summary>The days that are offered to choose from.</summary>
    public static readonly IReadOnlyList<int> Offered = [-7, -3, -1, 0, 1, 7, 14, 30];

    /// <summary>A rule of these offsets, in whatever order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One lies too far from the due date.</exception>
    public ReminderRule(IEnumerable<int> offsets)
    {
        Offsets = [.. offsets.Distinct().Order()];
        foreach (var offset in Offsets)
        {
            if (!IsPossible(offset))
            {
                throw new ArgumentOutOfRangeException(nameof(offsets), offset, "Too far from the due date.");
            }
        }
    }

    /// <summary>The days from the due date, ascending.</summary>
    public IReadOnlyList<int> Offsets { get; }

    /// <summary>How long before a due date it begins to remind; 0 when it doesn't.</summary>
    public int DaysAhead => Offsets.Count == 0 ? 0 : Math.Max(0, -Offsets[0]);

    /// <summary>Whether a rule may hold an offset.</summary>
    public static bool IsPossible(int offset) => offset is >= -MostBefore and <= MostAfter;

    /// <summary>The last of its days that has come for what is due on a day; null when none has.</summary>
    public int? StageOn(DateOnly today, DateOnly dueOn)
    {
        var age = today.DayNumber - dueOn.DayNumber;
        return Offsets.LastOrDefault(offset => offset <= age, int.MinValue) is var stage and > int.MinValue
            ? stage
            : null;
    }
}
