using Baznas.Bmd.Domain.Money;

namespace Baznas.Bmd.Domain.Loans;

/// <summary>What money is expected to come or go for.</summary>
public enum ExpectedCashKind
{
    /// <summary>A later tranche of a loan that runs.</summary>
    PlannedTranche,

    /// <summary>A granted loan of which nothing was paid out yet.</summary>
    ApprovedLoan,

    /// <summary>An instalment.</summary>
    Repayment,
}

/// <summary>Money that is expected to come or go.</summary>
/// <param name="On">The day; a payment out whose day has passed is still to be made, today.</param>
/// <param name="Kind">What for.</param>
/// <param name="Amount">Rupiah, above zero.</param>
public readonly record struct ExpectedCash(DateOnly On, ExpectedCashKind Kind, Rupiah Amount);

/// <summary>A day on which money is expected to move.</summary>
public sealed record CashForecastDay
{
    /// <summary>The day.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Later tranches to pay out, rupiah.</summary>
    public required Rupiah PlannedTranches { get; init; }

    /// <summary>Granted loans to pay out, rupiah.</summary>
    public required Rupiah ApprovedLoans { get; init; }

    /// <summary>Instalments that fall due, as far as they are unpaid, rupiah.</summary>
    public required Rupiah ExpectedRepayments { get; init; }

    /// <summary>What would be there at the day's end, rupiah.</summary>
    public required Rupiah Balance { get; init; }
}

/// <summary>What would be in a fund's cash and bank from day to day.</summary>
public sealed record CashForecast
{
    /// <summary>What is there before the first day's movements, rupiah.</summary>
    public required Rupiah Opening { get; init; }

    /// <summary>The days on which something moves, in order.</summary>
    public required IReadOnlyList<CashForecastDay> Days { get; init; }

    /// <summary>What would be there in the end, rupiah.</summary>
    public required Rupiah Closing { get; init; }

    /// <summary>The least that would be there at the start or at the end of a day, rupiah; below zero when it does not suffice.</summary>
    public required Rupiah LowestBalance { get; init; }

    /// <summary>The first day that it is so low; the first day of all when it is so from the start.</summary>
    public required DateOnly LowestOn { get; init; }

    /// <summary>The forecast of a period that starts today or later.</summary>
    /// <param name="cash">What is there today.</param>
    /// <param name="moves">What is expected from today on.</param>
    /// <param name="today">Today.</param>
    /// <param name="period">The first and the last day.</param>
    public static CashForecast Of(
        Rupiah cash,
        IEnumerable<ExpectedCash> moves,
        DateOnly today,
        (DateOnly From, DateOnly To) period
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period.From, today, nameof(period));
        var days = moves
            .Select(move => move with { On = move.On < today ? today : move.On })
            .Where(move => move.On <= period.To)
            .ToLookup(move => move.On < period.From);
        var opening = cash + days[true].Sum(static move => SignedAmount(move));
        var balance = opening;
        var rows = days[false]
            .GroupBy(static move => move.On)
            .OrderBy(static day => day.Key)
            .Select(day => RowOf(day.Key, [.. day], ref balance))
            .ToList();
        var lowest = rows.MinBy(static row => row.Balance.Amount);
        var falls = lowest is not null && lowest.Balance < opening;
        return new CashForecast
        {
            Opening = opening,
            Days = rows,
            Closing = balance,
            LowestBalance = falls ? lowest!.Balance : opening,
            LowestOn = falls ? lowest!.Date : period.From,
        };
    }

    private static CashForecastDay RowOf(DateOnly day, IReadOnlyList<ExpectedCash> moves, ref Rupiah balance)
    {
        balance += moves.Sum(static move => SignedAmount(move));
        return new CashForecastDay
        {
            Date = day,
            PlannedTranches = SumOf(ExpectedCashKind.PlannedTranche, moves),
            ApprovedLoans = SumOf(ExpectedCashKind.ApprovedLoan, moves),
            ExpectedRepayments = SumOf(ExpectedCashKind.Repayment, moves),
            Balance = balance,
        };
    }

    private static Rupiah SumOf(ExpectedCashKind kind, IEnumerable<ExpectedCash> moves) =>
        moves.Where(move => move.Kind == kind).Sum(static move => move.Amount);

    private static Rupiah SignedAmount(ExpectedCash move) =>
        move.Kind == ExpectedCashKind.Repayment ? move.Amount : -move.Amount;
}
