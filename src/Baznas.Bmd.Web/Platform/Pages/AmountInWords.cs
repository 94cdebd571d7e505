namespace Baznas.Bmd.Web.Platform.Pages;

/// <summary>Amounts in words, as receipts and confirmations say them (Indonesian: <i>terbilang</i>).</summary>
public static class AmountInWords
{
    private static readonly string[] IndonesianOnes =
    [
        "nol",
        "satu",
        "dua",
        "tiga",
        "empat",
        "lima",
        "enam",
        "tujuh",
        "delapan",
        "sembilan",
        "sepuluh",
        "sebelas",
    ];

    private static readonly string[] EnglishOnes =
    [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];

    private static readonly string[] EnglishTens =
    [
        "",
        "",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
    ];

    private static readonly (long Size, string Indonesian, string English)[] Scales =
    [
        (1_000_000_000_000_000, "kuadriliun", "quadrillion"),
        (1_000_000_000_000, "triliun", "trillion"),
        (1_000_000_000, "miliar", "billion"),
        (1_000_000, "juta", "million"),
        (1_000, "ribu", "thousand"),
    ];

    /// <summary>The amount in words with the currency: <c>satu juta dua ratus lima puluh ribu rupiah</c>.</summary>
    /// <param name="amount">Any amount.</param>
    /// <param name="language"><c>en</c>, or else Indonesian.</param>
    public static string Of(Rupiah amount, string language)
    {
        var isEnglish = language.StartsWith("en", StringComparison.Ordinal);
        // Below the smallest long there is no opposite; no amount comes near it.
        var words = isEnglish ? English(Math.Abs(amount.Amount)) : Indonesian(Math.Abs(amount.Amount));
        var minus = amount.Amount < 0 ? "minus " : "";
        return $"{minus}{words} rupiah";
    }

    private static string Indonesian(long number)
    {
        foreach (var (size, name, _) in Scales)
        {
            if (number >= size)
            {
                var head = size == 1_000 && number / size == 1 ? "seribu" : $"{Indonesian(number / size)} {name}";
                return Join(head, number % size, Indonesian);
            }
        }

        return number switch
        {
            < 12 => IndonesianOnes[number],
            < 20 => $"{IndonesianOnes[number - 10]} belas",
            < 100 => Join($"{IndonesianOnes[number / 10]} puluh", number % 10, Indonesian),
            < 200 => Join("seratus", number % 100, Indonesian),
            _ => Join($"{IndonesianOnes[number / 100]} ratus", number % 100, Indonesian),
        };
    }

    private static string English(long number)
    {
        foreach (var (size, _, name) in Scales)
        {
            if (number >= size)
            {
                return Join($"{English(number / size)} {name}", number % size, English);
            }
        }

        return number switch
        {
            < 20 => EnglishOnes[number],
            < 100 when number % 10 > 0 => $"{EnglishTens[number / 10]}-{EnglishOnes[number % 10]}",
            < 100 => EnglishTens[number / 10],
            _ => Join($"{EnglishOnes[number / 100]} hundred", number % 100, English),
        };
    }

    private static string Join(string head, long rest, Func<long, string> words) =>
        rest == 0 ? head : $"{head} {words(rest)}";
}
