using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Baznas.Bmd.Domain.Borrowers;

/// <summary>
/// A national identity number: 16 digits. It is sensitive (UU 27/2022), so its text is the masked form
/// and the whole number is only had by asking for <see cref="Value"/>.
/// </summary>
public sealed record Nik
{
    /// <summary>The number and the stated birth date disagree.</summary>
    public const string BirthDateMismatch = "nik.birth_date_mismatch";

    /// <summary>The number and the stated sex disagree.</summary>
    public const string SexMismatch = "nik.sex_mismatch";

    private const int Length = 16;
    private const int DaysAddedForWomen = 40;
    private const int YearsOfACentury = 100;
    private const int AgeOfACard = 17;

    private Nik(string value) => Value = value;

    /// <summary>The whole number.</summary>
    public string Value { get; }

    /// <summary>The first and the last four digits, as <c>3576••••••••0001</c>.</summary>
    public string Masked => $"{Value[..4]}••••••••{Value[^4..]}";

    /// <summary>The sex that the number was given for.</summary>
    public Sex StatedSex => Digits(6) > DaysAddedForWomen ? Sex.F : Sex.M;

    private int Day => Digits(6) - (StatedSex == Sex.F ? DaysAddedForWomen : 0);

    /// <summary>
    /// The birth date that the number was given for: of the centuries, the last in which the person is old enough for a
    /// card. Null when there is no such day.
    /// </summary>
    public DateOnly? StatedBirthDate(DateOnly today)
    {
        var (month, year) = (Digits(8), Digits(10));
        var newest = today.AddYears(-AgeOfACard);
        var inFull = newest.Year - (newest.Year % YearsOfACentury) + year;
        foreach (var candidate in (int[])[inFull, inFull - YearsOfACentury])
        {
            if (
                month is >= 1 and <= 12
                && Day >= 1
                && Day <= DateTime.DaysInMonth(candidate, month)
                && new DateOnly(candidate, month, Day) is var date
                && date <= newest
            )
            {
                return date;
            }
        }

        return null;
    }

    /// <summary>Takes exactly 16 digits 0–9 and nothing around them.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Nik? nik)
    {
        nik = text?.Length == Length && text.All(char.IsAsciiDigit) ? new Nik(text) : null;
        return nik is not null;
    }

    /// <summary>
    /// What the number contradicts of the stated facts: <see cref="BirthDateMismatch"/>,
    /// <see cref="SexMismatch"/>, both or nothing. Real cards carry such errors, so this is never a refusal.
    /// </summary>
    /// <remarks>Digits 7–12 are DDMMYY of birth, with 40 added to the day for women.</remarks>
    public IReadOnlyList<string> Warnings(DateOnly birthDate, Sex sex)
    {
        var written = (Day, Digits(8), Digits(10));
        var stated = (birthDate.Day, birthDate.Month, birthDate.Year % YearsOfACentury);

        var warnings = new List<string>();
        if (written != stated)
        {
            warnings.Add(BirthDateMismatch);
        }

        if (StatedSex != sex)
        {
            warnings.Add(SexMismatch);
        }

        return warnings;
    }

    /// <summary>The masked form, so that a number can't leak into a log.</summary>
    public override string ToString() => Masked;

    private int Digits(int from) => int.Parse(Value.AsSpan(from, 2), NumberStyles.None, CultureInfo.InvariantCulture);
}
