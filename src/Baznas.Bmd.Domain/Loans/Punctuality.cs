using Baznas.Bmd.Domain.Money;
using Baznas.Bmd.Domain.Schedules;

namespace Baznas.Bmd.Domain.Loans;

/// <summary>How instalments were paid that have been due: what a next decision may look at.</summary>
public sealed record Punctuality
{
    /// <summary>How many instalments were due before the day.</summary>
    public required int Due { get; init; }

    /// <summary>How many of them were fully paid by their own due date.</summary>
    public required int OnTime { get; init; }

    /// <summary>The most days that one of them was late, until it was paid or until the day.</summary>
    public required int LongestDelay { get; init; }

    /// <summary>The record of one version of a schedule.</summary>
    /// <param name="instalments">The instalments, in due order.</param>
    /// <param name="payments">What counted against them, day by day in order; less than nothing when taken back.</param>
    /// <param name="asOf">The day.</param>
    public static Punctuality Of(
        IEnumerable<Instalment> instalments,
        IReadOnlyList<(DateOnly On, Rupiah Amount)> payments,
        DateOnly asOf
    )
    {
        var delays = instalments
            .Where(instalment => instalment.DueOn < asOf)
            .Select(instalment => Standing.DaysSince(instalment.DueOn, PaidOn(instalment, payments, asOf) ?? asOf))
            .ToList();
        return new Punctuality
        {
            Due = delays.Count,
            OnTime = delays.Count(static delay => delay == 0),
            LongestDelay = delays.DefaultIfEmpty().Max(),
        };
    }

    // The day since which it stands paid; what was taken back later does not stand.
    private static DateOnly? PaidOn(
        Instalment instalment,
        IEnumerable<(DateOnly On, Rupiah Amount)> payments,
        DateOnly asOf
    )
    {
        DateOnly? since = null;
        var paid = Rupiah.Zero;
        foreach (var (on, amount) in payments.TakeWhile(payment => payment.On <= asOf))
        {
            paid += amount;
            since = paid >= instalment.Cumulative ? since ?? on : null;
        }

        return since;
    }
}
