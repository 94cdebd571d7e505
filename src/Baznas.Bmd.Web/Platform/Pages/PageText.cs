using System.Globalization;
using System.Resources;
using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Web.Platform.Texts;
using Baznas.Bmd.Web.Platform.Writing;
using Microsoft.AspNetCore.Html;

namespace Baznas.Bmd.Web.Platform.Pages;

/// <summary>
/// What pages say, by key, from <c>Resources/Pages.resx</c> (Bahasa Indonesia) and <c>Pages.en.resx</c>; and amounts,
/// dates and words as people write them.
/// </summary>
public static class PageText
{
    /// <summary>The resource files.</summary>
    public static readonly ResourceManager Resources = new("Baznas.Bmd.Web.Resources.Pages", typeof(PageText).Assembly);

    private static readonly CultureInfo Indonesian = CultureInfo.GetCultureInfo("id-ID");

    /// <summary>The text of a key, in the language of the request, with <paramref name="arguments"/> in its placeholders.</summary>
    /// <exception cref="MissingManifestResourceException">The key has no text.</exception>
    public static string T(string key, params object[] arguments)
    {
        var text =
            Resources.GetString(key, CultureInfo.CurrentUICulture)
            ?? throw new MissingManifestResourceException($"No page text for {key}.");
        return arguments.Length == 0
            ? text
            : string.Format(
                CultureInfo.CurrentCulture,
                text,
                [.. arguments.Select(argument => Messages.Say(argument))]
            );
    }

    /// <summary>The text of a key if it has one.</summary>
    public static string? Find(string key) => Resources.GetString(key, CultureInfo.CurrentUICulture);

    /// <summary>The word for a value that the code names: a status, a role, a kind of fund.</summary>
    public static string Word<TEnum>(TEnum value)
        where TEnum : struct, Enum => T($"{typeof(TEnum).Name}.{value}");

    /// <summary>A fund by its name, with its kind where the name does not say it already.</summary>
    public static string FundText(string name, FundKind kind) =>
        name.Equals(Word(kind), StringComparison.OrdinalIgnoreCase) ? name : $"{name} ({Word(kind)})";

    /// <summary>A telephone number as people here say and dial it: 0812 3456 7890.</summary>
    public static string Phone(string number)
    {
        if (!number.StartsWith("+62", StringComparison.Ordinal))
        {
            return number;
        }

        // Groups of four; what is left at the end never stands alone.
        var digits = "0" + number[3..];
        var groups = Math.Max(1, (digits.Length + 2) / 4);
        return string.Join(
            ' ',
            Enumerable
                .Range(0, groups)
                .Select(no => no == groups - 1 ? digits[(no * 4)..] : digits.Substring(no * 4, 4))
        );
    }

    /// <summary>An amount: <c>Rp1.250.000</c>, in any language.</summary>
    public static string Money(Rupiah amount) => amount.ToString(Indonesian);

    /// <summary>A whole number, grouped as Indonesians write it.</summary>
    public static string Number(long number) => number.ToString("N0", Indonesian);

    /// <summary>A date in full: 5 Maret 2026.</summary>
    public static string Date(DateOnly date) => date.ToString("d MMMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>A date in full, or a dash.</summary>
    public static string Date(DateOnly? date) => date is { } there ? Date(there) : "–";

    /// <summary>A date for narrow columns: 5 Mar 2026.</summary>
    public static string ShortDate(DateOnly date) => date.ToString("d MMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>A day with its name: Kamis, 5 Maret 2026.</summary>
    public static string LongDate(DateOnly date) => date.ToString("dddd, d MMMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>A month: Maret 2026.</summary>
    public static string Month(DateOnly date) => date.ToString("MMMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>An instant as clocks in western Indonesia show it: 5 Mar 2026 09.15.</summary>
    public static string Instant(DateTimeOffset instant) =>
        OfficeRow.Home.Local(instant).ToString("d MMM yyyy HH.mm", CultureInfo.CurrentCulture);

    /// <summary>A ratio as a percentage with one decimal: 12,5%.</summary>
    public static string Percent(decimal? ratio) =>
        ratio is { } there ? (there * 100).ToString("0.#", Indonesian) + "%" : "–";

    /// <summary>A ratio as a percentage with all of its four decimals: 12,34%.</summary>
    public static string ExactPercent(decimal ratio) => (ratio * 100).ToString("0.00", Indonesian) + "%";

    /// <summary>An amount in words, in the language of the request.</summary>
    public static string InWords(Rupiah amount) => AmountInWords.Of(amount, CultureInfo.CurrentUICulture.Name);

    /// <summary>An amount as a table cell shows it, its digits aligned.</summary>
    public static IHtmlContent Amount(Rupiah amount) =>
        new HtmlString($"<span class=\"money\">{amount.ToString(Indonesian)}</span>");
}
