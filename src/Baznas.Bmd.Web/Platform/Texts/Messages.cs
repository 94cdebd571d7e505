using System.Globalization;
using System.Resources;

namespace Baznas.Bmd.Web.Platform.Texts;

/// <summary>
/// The texts people read, by code, from <c>Resources/Messages.resx</c> (Bahasa Indonesia) and
/// <c>Messages.en.resx</c>, in the language of the request.
/// </summary>
public static class Messages
{
    /// <summary>The languages, the default first.</summary>
    public static readonly IReadOnlyList<string> Languages = ["id", "en"];

    /// <summary>The resource files.</summary>
    public static readonly ResourceManager Resources = new(
        "Baznas.Bmd.Web.Resources.Messages",
        typeof(Messages).Assembly
    );

    private static readonly CultureInfo Indonesian = CultureInfo.GetCultureInfo("id-ID");

    /// <summary>The text of a refusal, its amounts, dates and names filled in as the language writes them.</summary>
    public static string Of(Error error) => Format(error.Code, error.Arguments);

    /// <summary>The text of a code with <paramref name="arguments"/> in its placeholders.</summary>
    /// <exception cref="MissingManifestResourceException">The code has no text.</exception>
    public static string Format(string code, IReadOnlyList<object> arguments)
    {
        var text = Text(code) ?? throw new MissingManifestResourceException($"No text for {code}.");
        return string.Format(CultureInfo.CurrentCulture, text, [.. arguments.Select(Say)]);
    }

    /// <summary>What is written while the language is another than the request's: for whom the text is meant.</summary>
    /// <param name="language">One of <see cref="Languages"/>.</param>
    /// <param name="write">Writes it.</param>
    public static T In<T>(string language, Func<T> write)
    {
        var (culture, uiCulture) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture =
                language == Languages[0] ? Indonesian : CultureInfo.GetCultureInfo(language);
            return write();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, uiCulture);
        }
    }

    /// <summary>The text of a code without placeholders, or null when it has none.</summary>
    public static string? Text(string code) => Resources.GetString(code, CultureInfo.CurrentUICulture);

    internal static string Say(object argument) =>
        argument switch
        {
            // Rupiah are written one way, whatever language stands around them.
            Rupiah rupiah => rupiah.ToString(Indonesian),
            DateOnly date => date.ToString("d MMMM yyyy", CultureInfo.CurrentCulture),
            IFormattable formattable => formattable.ToString(null, CultureInfo.CurrentCulture),
            _ => Text($"word.{argument}") ?? argument.ToString()!,
        };
}
