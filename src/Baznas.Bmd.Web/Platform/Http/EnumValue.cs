using System.Diagnostics.CodeAnalysis;

namespace Baznas.Bmd.Web.Platform.Http;

/// <summary>A value of an enumeration in a query string, spelled as everywhere in the API.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
/// <param name="Value">The value.</param>
public readonly record struct EnumValue<T>(T Value)
    where T : struct, Enum
{
    /// <summary>Reads the API's spelling, and no other.</summary>
    [SuppressMessage("Design", "CA1000", Justification = "Binding looks for it here.")]
    public static bool TryParse(string? text, out EnumValue<T> value)
    {
        foreach (var candidate in Enum.GetValues<T>())
        {
            if (EnumText.Of(candidate) == text)
            {
                value = new EnumValue<T>(candidate);
                return true;
            }
        }

        value = default;
        return false;
    }
}
