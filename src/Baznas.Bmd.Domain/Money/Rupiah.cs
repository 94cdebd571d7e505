using System.Globalization;

namespace Baznas.Bmd.Domain.Money;

/// <summary>
/// An amount of whole rupiah. Arithmetic is checked: an overflow throws rather than wraps, and
/// there is no conversion to a fraction or to floating point.
/// </summary>
/// <param name="Amount">Whole rupiah; may be negative, for the credit side of a posting.</param>
public readonly record struct Rupiah(long Amount) : IComparable<Rupiah>
{
    /// <summary>Rp0.</summary>
    public static readonly Rupiah Zero;

    /// <summary>
    /// The largest amount one request may name, Rp1 trillion: far above any office, far below where
    /// a sum over a million loans would overflow.
    /// </summary>
    public static readonly Rupiah MaxPerRequest = new(1_000_000_000_000);

    /// <summary>Whether the amount is above zero.</summary>
    public bool IsPositive => Amount > 0;

    /// <summary>Whether the amount is zero.</summary>
    public bool IsZero => Amount == 0;

    /// <summary>The smaller of two amounts.</summary>
    public static Rupiah Min(Rupiah left, Rupiah right) => left <= right ? left : right;

    /// <summary>The larger of two amounts.</summary>
    public static Rupiah Max(Rupiah left, Rupiah right) => left >= right ? left : right;

    /// <inheritdoc/>
    public int CompareTo(Rupiah other) => Amount.CompareTo(other.Amount);

    /// <summary>The amount as Indonesians write it: <c>Rp1.250.000</c>, <c>-Rp5.000</c>.</summary>
    public override string ToString() => ToString(CultureInfo.GetCultureInfo("id-ID"));

    /// <summary>The amount with the digit grouping of <paramref name="culture"/>.</summary>
    public string ToString(CultureInfo culture) =>
        Amount < 0 ? $"-Rp{Negate(this).Amount.ToString("N0", culture)}" : $"Rp{Amount.ToString("N0", culture)}";

    /// <summary>The sum.</summary>
    public static Rupiah Add(Rupiah left, Rupiah right) => new(checked(left.Amount + right.Amount));

    /// <summary>The difference.</summary>
    public static Rupiah Subtract(Rupiah left, Rupiah right) => new(checked(left.Amount - right.Amount));

    /// <summary>The same amount on the other side.</summary>
    public static Rupiah Negate(Rupiah value) => new(checked(-value.Amount));

#pragma warning disable CS1591 // The operators are the arithmetic above, and order.
    public static Rupiah operator +(Rupiah left, Rupiah right) => Add(left, right);

    public static Rupiah operator -(Rupiah left, Rupiah right) => Subtract(left, right);

    public static Rupiah operator -(Rupiah value) => Negate(value);

    public static bool operator <(Rupiah left, Rupiah right) => left.Amount < right.Amount;

    public static bool operator >(Rupiah left, Rupiah right) => left.Amount > right.Amount;

    public static bool operator <=(Rupiah left, Rupiah right) => left.Amount <= right.Amount;

    public static bool operator >=(Rupiah left, Rupiah right) => left.Amount >= right.Amount;
#pragma warning restore CS1591
}

/// <summary>Sums of amounts.</summary>
public static class RupiahSums
{
    /// <summary>The checked sum; <see cref="Rupiah.Zero"/> of nothing.</summary>
    public static Rupiah Sum(this IEnumerable<Rupiah> amounts) =>
        amounts.Aggregate(Rupiah.Zero, static (sum, amount) => sum + amount);

    /// <summary>The checked sum of one amount of each item.</summary>
    public static Rupiah Sum<T>(this IEnumerable<T> items, Func<T, Rupiah> amount) => items.Select(amount).Sum();
}
