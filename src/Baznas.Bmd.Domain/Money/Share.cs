namespace Baznas.Bmd.Domain.Money;

/// <summary>One amount as a part of another, as reports show it.</summary>
public static class Share
{
    private const int Scale = 10_000;

    /// <summary>
    /// The quotient rounded half up to 4 decimals; 0 when there is nothing to be a part of.
    /// </summary>
    /// <param name="part">Not below zero.</param>
    /// <param name="whole">Not below zero.</param>
    public static decimal Of(Rupiah part, Rupiah whole)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(part.Amount, nameof(part));
        ArgumentOutOfRangeException.ThrowIfNegative(whole.Amount, nameof(whole));
        if (whole.IsZero)
        {
            return 0;
        }

        // Half up in whole numbers: adding half a divisor before the division rounds exactly once.
        var scaled = (((Int128)part.Amount * Scale * 2) + whole.Amount) / ((Int128)whole.Amount * 2);
        return (decimal)scaled / Scale;
    }
}
