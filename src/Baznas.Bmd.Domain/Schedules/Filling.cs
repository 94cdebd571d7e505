using Baznas.Bmd.Domain.Money;

namespace Baznas.Bmd.Domain.Schedules;

/// <summary>How a total paid fills instalments, oldest first.</summary>
internal static class Filling
{
    /// <summary>How much of <paramref name="paid"/> reaches <paramref name="instalment"/>.</summary>
    public static Rupiah Of(Instalment instalment, Rupiah paid)
    {
        var paidBeforeIt = instalment.Cumulative - instalment.Amount;
        return Rupiah.Min(Rupiah.Max(paid - paidBeforeIt, Rupiah.Zero), instalment.Amount);
    }

    /// <summary>Throws unless the instalments add up and <paramref name="paid"/> fits into them.</summary>
    public static void Check(IReadOnlyList<Instalment> instalments, Rupiah paid)
    {
        var total = Rupiah.Zero;
        foreach (var instalment in instalments)
        {
            total += instalment.Amount;
            if (instalment.Cumulative != total)
            {
                throw new ArgumentException($"Instalment {instalment.No} is not the running sum.", nameof(instalments));
            }
        }

        ArgumentOutOfRangeException.ThrowIfNegative(paid.Amount, nameof(paid));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(paid, total);
    }
}
