using System.Collections.Immutable;
using Baznas.Bmd.Domain.Money;
using Baznas.Bmd.Domain.Results;

namespace Baznas.Bmd.Domain.Schedules;

/// <summary>
/// Cuts a principal into instalments. Everything is whole numbers, wide enough that no 64-bit amount
/// overflows on the way: P/n is an exact fraction until it is rounded once.
/// </summary>
public static class InstalmentAmounts
{
    /// <summary>
    /// <paramref name="count"/> positive amounts that sum to exactly <paramref name="principal"/>, or
    /// <see cref="ScheduleErrors.RoundingTooCoarse"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The principal, the count or the multiple is zero or less.
    /// </exception>
    public static Result<ImmutableArray<Rupiah>> Split(Rupiah principal, int count, Rupiah multiple, RoundingMode mode)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(principal.Amount, nameof(principal));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(multiple.Amount, nameof(multiple));

        var amounts =
            mode == RoundingMode.Spread
                ? Dealt(principal.Amount, count, multiple.Amount)
                : Rounded(principal.Amount, count, multiple.Amount, mode);
        if (amounts.Any(static amount => amount <= 0))
        {
            return ScheduleErrors.RoundingTooCoarse;
        }

        return amounts.Select(static amount => new Rupiah((long)amount)).ToImmutableArray();
    }

    private static Int128[] Dealt(Int128 principal, int count, Int128 multiple)
    {
        var (multiples, odd) = Int128.DivRem(principal, multiple);
        var (each, spare) = Int128.DivRem(multiples, count);

        var amounts = new Int128[count];
        for (var i = 0; i < count; i++)
        {
            amounts[i] = (i < spare ? each + 1 : each) * multiple;
        }

        amounts[^1] += odd;
        return amounts;
    }

    private static Int128[] Rounded(Int128 principal, int count, Int128 multiple, RoundingMode mode)
    {
        var amount = QuotientIn(mode, principal, count * multiple) * multiple;

        var amounts = new Int128[count];
        Array.Fill(amounts, amount);
        amounts[^1] = principal - (amount * (count - 1));
        return amounts;
    }

    private static Int128 QuotientIn(RoundingMode mode, Int128 dividend, Int128 divisor)
    {
        var (down, rest) = Int128.DivRem(dividend, divisor);
        return mode switch
        {
            RoundingMode.Down => down,
            RoundingMode.Up => rest == 0 ? down : down + 1,
            RoundingMode.Nearest when rest * 2 == divisor => Int128.IsEvenInteger(down) ? down : down + 1,
            RoundingMode.Nearest => rest * 2 < divisor ? down : down + 1,
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, null),
        };
    }
}
