using System.Diagnostics.CodeAnalysis;

namespace Baznas.Bmd.Domain.Borrowers;

/// <summary>An Indonesian telephone number, kept as <c>+62…</c>.</summary>
public sealed record PhoneNumber
{
    private const string CountryCode = "+62";
    private const int FewestDigits = 9;
    private const int MostDigits = 13;

    private PhoneNumber(string value) => Value = value;

    /// <summary><c>+62</c> and 9 to 13 digits, the first not 0.</summary>
    public string Value { get; }

    /// <summary>
    /// Takes <c>08…</c>, <c>62…</c> and <c>+62…</c>, with spaces, dots and dashes anywhere, and refuses
    /// whatever else is not a digit.
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PhoneNumber? phone)
    {
        phone =
            NationalPart(Compact(text ?? "")) is { Length: >= FewestDigits and <= MostDigits } part
            && part[0] != '0'
            && part.All(char.IsAsciiDigit)
                ? new PhoneNumber(CountryCode + part)
                : null;
        return phone is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static string Compact(string text) =>
        string.Concat(text.Trim().Where(static letter => letter is not (' ' or '.' or '-')));

    private static string? NationalPart(string number) =>
        number switch
        {
            ['+', '6', '2', .. var part] => part,
            ['6', '2', .. var part] => part,
            ['0', .. var part] => part,
            _ => null,
        };
}
