using Baznas.Bmd.Domain.Money;

namespace Baznas.Bmd.Domain.Ledger;

/// <summary>What one day's entries did to a borrower's deposit in one fund.</summary>
/// <param name="FundId">The fund.</param>
/// <param name="Day">The effective date.</param>
/// <param name="Change">Held above zero, used or given back below.</param>
public readonly record struct DepositChange(string FundId, DateOnly Day, Rupiah Change);

/// <summary>
/// A borrower's deposit (titipan), which may lie in several funds. It is never below zero in any of them at the end of
/// any day, so what can be taken with effect from a day is the least that is held on that day or later.
/// </summary>
public sealed class HeldDeposit
{
    private readonly IReadOnlyList<FundDays> _funds;

    /// <summary>Sorts the changes by fund and day; they may come in any order, several a day if so.</summary>
    public HeldDeposit(IEnumerable<DepositChange> changes) =>
        _funds = [
            .. changes
                .GroupBy(static change => change.FundId, StringComparer.Ordinal)
                .OrderBy(static fund => fund.Key, StringComparer.Ordinal)
                .Select(static fund => FundDays.Of(fund.Key, fund)),
        ];

    /// <summary>What is held when everything booked has taken effect, fund by fund, without empty ones.</summary>
    public IReadOnlyList<DepositPart> Parts =>
        [
            .. _funds
                .Select(static fund => new DepositPart(fund.FundId, fund.Days[^1].Balance))
                .Where(static part => !part.Amount.IsZero),
        ];

    /// <summary>What is held when everything booked has taken effect, all funds together.</summary>
    public Rupiah Balance => Parts.Sum(static part => part.Amount);

    /// <summary>The first day that ends below zero in some fund; null when there is none.</summary>
    public DateOnly? FirstDayBelowZero =>
        _funds
            .SelectMany(static fund => fund.Days)
            .Where(static day => day.Balance < Rupiah.Zero)
            .Select(static day => (DateOnly?)day.On)
            .Min();

    /// <summary>The day since which something has been held without a break; null while nothing is.</summary>
    public DateOnly? HeldSince
    {
        get
        {
            DateOnly? since = null;
            var held = Rupiah.Zero;
            foreach (
                var day in _funds
                    .SelectMany(static fund => fund.Changes)
                    .GroupBy(static c => c.Day)
                    .OrderBy(static d => d.Key)
            )
            {
                held += day.Sum(static change => change.Change);
                since = held.IsZero ? null : since ?? day.Key;
            }

            return since;
        }
    }

    /// <summary>What can be taken with effect from a day, all funds together.</summary>
    public Rupiah AvailableFrom(DateOnly day) => _funds.Sum(fund => fund.AvailableFrom(day));

    /// <summary>From which funds an amount is taken: the preferred one first, then by their ids.</summary>
    /// <param name="amount">No more than <see cref="AvailableFrom"/> says.</param>
    /// <param name="from">From which day on it is gone.</param>
    /// <param name="preferred">The fund that is used up first; null for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is not so much.</exception>
    public IReadOnlyList<DepositPart> Take(Rupiah amount, DateOnly from, string? preferred)
    {
        var parts = new List<DepositPart>();
        var left = amount;
        foreach (var fund in _funds.OrderBy(fund => fund.FundId == preferred ? 0 : 1))
        {
            var taken = Rupiah.Min(left, fund.AvailableFrom(from));
            if (taken.IsPositive)
            {
                parts.Add(new DepositPart(fund.FundId, taken));
                left -= taken;
            }
        }

        return left.IsZero ? parts : throw new ArgumentOutOfRangeException(nameof(amount), amount, null);
    }

    private sealed record FundDays(string FundId, IReadOnlyList<(DateOnly On, Rupiah Balance)> Days)
    {
        public IEnumerable<DepositChange> Changes =>
            Days.Select(
                (day, i) =>
                    new DepositChange(FundId, day.On, day.Balance - (i == 0 ? Rupiah.Zero : Days[i - 1].Balance))
            );

        public static FundDays Of(string fundId, IEnumerable<DepositChange> changes)
        {
            var balance = Rupiah.Zero;
            return new FundDays(
                fundId,
                [
                    .. changes
                        .GroupBy(static change => change.Day)
                        .OrderBy(static day => day.Key)
                        .Select(day => (day.Key, balance += day.Sum(static change => change.Change))),
                ]
            );
        }

        public Rupiah AvailableFrom(DateOnly day)
        {
            var atItsEnd = Days.LastOrDefault(each => each.On <= day).Balance;
            var least = Days.Where(each => each.On > day).Select(static each => each.Balance).Append(atItsEnd).Min();
            return Rupiah.Max(least, Rupiah.Zero);
        }
    }
}
