namespace Baznas.Bmd.Web.Platform.Requests;

/// <summary>Search texts as people type them.</summary>
public static class Search
{
    /// <summary>
    /// The LIKE pattern (escaped with <c>~</c>) for text that contains <paramref name="typed"/>; null for no search.
    /// </summary>
    public static string? Pattern(string? typed) =>
        string.IsNullOrWhiteSpace(typed)
            ? null
            : $"%{typed.Trim().Replace("~", "~~", StringComparison.Ordinal).Replace("%", "~%", StringComparison.Ordinal).Replace("_", "~_", StringComparison.Ordinal).Replace("[", "~[", StringComparison.Ordinal)}%";
}
