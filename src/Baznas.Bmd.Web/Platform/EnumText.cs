using System.Text.Json;

namespace Baznas.Bmd.Web.Platform;

/// <summary>The one spelling of an enumeration's values in the API and in the database: camelCase.</summary>
public static class EnumText
{
    /// <summary>The text of a value.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => Names<T>.Texts[value];

    /// <summary>The value of a text that the database holds.</summary>
    /// <exception cref="KeyNotFoundException">The database holds what the code does not know.</exception>
    public static T Parse<T>(string text)
        where T : struct, Enum => Names<T>.Values[text];

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> Texts = Enum.GetValues<T>()
            .ToDictionary(value => value, value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));

        public static readonly Dictionary<string, T> Values = Texts.ToDictionary(pair => pair.Value, pair => pair.Key);
    }
}
