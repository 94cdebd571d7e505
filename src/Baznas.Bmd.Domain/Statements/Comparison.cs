namespace Baznas.Bmd.Domain.Statements;

/// <summary>What a period is compared with.</summary>
public enum ComparisonKind
{
    /// <summary>The end of the year before.</summary>
    LastYearEnd,

    /// <summary>A day that was asked for.</summary>
    ChosenDay,

    /// <summary>As many whole months just before.</summary>
    MonthsBefore,

    /// <summary>As many days just before.</summary>
    DaysBefore,
}

/// <summary>The days that a statement is compared with.</summary>
/// <param name="Kind">How they were found.</param>
/// <param name="From">The first; the one of a comparison with a day.</param>
/// <param name="To">The last.</param>
public readonly record struct Comparison(ComparisonKind Kind, DateOnly From, DateOnly To)
{
    /// <summary>The comparison of a period: whole months with whole months, other days with as many days.</summary>
    public static Comparison Before(DateOnly from, DateOnly to)
    {
        var end = from.AddDays(-1);
        if (from.Day == 1 && to.AddDays(1).Day == 1)
        {
            var months = ((to.Year - from.Year) * 12) + to.Month - from.Month + 1;
            return new Comparison(ComparisonKind.MonthsBefore, from.AddMonths(-months), end);
        }

        return new Comparison(ComparisonKind.DaysBefore, end.AddDays(from.DayNumber - to.DayNumber), end);
    }

    /// <summary>The comparison of a day: the end of the year before.</summary>
    public static Comparison Before(DateOnly day)
    {
        var end = new DateOnly(day.Year, 1, 1).AddDays(-1);
        return new Comparison(ComparisonKind.LastYearEnd, end, end);
    }

    /// <summary>The comparison with a day that was asked for.</summary>
    public static Comparison With(DateOnly day) => new(ComparisonKind.ChosenDay, day, day);
}
