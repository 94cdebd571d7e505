using Baznas.Bmd.Domain.Money;

namespace Baznas.Bmd.Domain.Schedules;

/// <summary>The part of a payment that one instalment takes.</summary>
/// <param name="No">The instalment's number.</param>
/// <param name="Amount">What it takes, above zero.</param>
public sealed record AllocatedAmount(int No, Rupiah Amount);

/// <summary>Says which instalments a payment fills: the oldest due first.</summary>
public static class Allocation
{
    /// <summary>
    /// What each instalment takes of <paramref name="amount"/>: none that takes nothing is listed, and the
    /// parts sum to exactly the amount.
    /// </summary>
    /// <param name="instalments">One schedule version, in due order.</param>
    /// <param name="paidBefore">The principal already counted against it.</param>
    /// <param name="amount">The new payment's principal.</param>
    /// <exception cref="ArgumentException">More would be paid than the schedule comes to.</exception>
    public static IReadOnlyList<AllocatedAmount> Of(
        IReadOnlyList<Instalment> instalments,
        Rupiah paidBefore,
        Rupiah amount
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount.Amount, nameof(amount));
        Filling.Check(instalments, paidBefore);
        var paidAfter = paidBefore + amount;
        Filling.Check(instalments, paidAfter);

        return
        [
            .. instalments
                .Select(instalment => new AllocatedAmount(
                    instalment.No,
                    Filling.Of(instalment, paidAfter) - Filling.Of(instalment, paidBefore)
                ))
                .Where(static allocated => allocated.Amount.IsPositive),
        ];
    }
}
