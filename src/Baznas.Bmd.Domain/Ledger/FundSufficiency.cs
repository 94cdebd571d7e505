using Baznas.Bmd.Domain.Money;

namespace Baznas.Bmd.Domain.Ledger;

/// <summary>What went into, or out of, one fund's cash or bank on a day.</summary>
/// <param name="Day">The effective date.</param>
/// <param name="Change">In above zero, out below.</param>
public readonly record struct DailyChange(DateOnly Day, Rupiah Change);

/// <summary>A fund can't go below zero, in cash or in bank, at the end of any day.</summary>
public static class FundSufficiency
{
    /// <summary>
    /// The first day that ends below zero, or null. Only what a day ends with counts: money received and
    /// paid out on the same day may be booked in either order.
    /// </summary>
    /// <param name="changes">Every change of one fund and account, in any order, several a day if so.</param>
    public static DateOnly? FirstDayBelowZero(IEnumerable<DailyChange> changes)
    {
        var balance = Rupiah.Zero;
        foreach (var day in changes.GroupBy(static change => change.Day).OrderBy(static day => day.Key))
        {
            balance += day.Sum(static change => change.Change);
            if (balance < Rupiah.Zero)
            {
                return day.Key;
            }
        }

        return null;
    }
}
