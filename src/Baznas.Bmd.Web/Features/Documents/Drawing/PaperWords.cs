using System.Globalization;
using Baznas.Bmd.Web.Platform.Pages;

namespace Baznas.Bmd.Web.Features.Documents.Drawing;

/// <summary>
/// Words as papers say them. Papers are in Bahasa Indonesia whatever the reader's language is: a translation would be
/// another document.
/// </summary>
internal static class PaperWords
{
    /// <summary>The language of all papers.</summary>
    public const string Language = "id";

    private static readonly CultureInfo Indonesian = CultureInfo.GetCultureInfo("id-ID");

    /// <summary>A date in full.</summary>
    public static string Date(DateOnly date) => date.ToString("d MMMM yyyy", Indonesian);

    /// <summary>An amount in words, as a sentence begins.</summary>
    public static string InWords(Rupiah amount) => Begin(AmountInWords.Of(amount, Language));

    /// <summary>An amount in figures, and in words after it.</summary>
    public static string InBoth(Rupiah amount) => $"{PageText.Money(amount)} ({AmountInWords.Of(amount, Language)})";

    /// <summary>The text with a capital letter.</summary>
    public static string Begin(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
