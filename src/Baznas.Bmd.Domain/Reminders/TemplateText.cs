using System.Text.RegularExpressions;

namespace Baznas.Bmd.Domain.Reminders;

/// <summary>A text with placeholders that are filled in for each person: <c>Yth. {nama}, …</c></summary>
/// <param name="Body">The text.</param>
public sealed partial record TemplateText(string Body)
{
    /// <summary>The person's name.</summary>
    public const string Name = "nama";

    /// <summary>What is due, thing by thing.</summary>
    public const string Details = "rincian";

    /// <summary>The sum of it.</summary>
    public const string Amount = "jumlah";

    /// <summary>The office's name.</summary>
    public const string Office = "kantor";

    /// <summary>Where the office answers.</summary>
    public const string Phone = "telepon";

    /// <summary>All that may stand in braces.</summary>
    public static readonly IReadOnlyList<string> Known = [Name, Details, Amount, Office, Phone];

    /// <summary>What stands in braces, each once, in the order of the text.</summary>
    public IReadOnlyList<string> Placeholders =>
        [.. InBraces().Matches(Body).Select(match => match.Groups["name"].Value).Distinct()];

    /// <summary>Whether a brace stands alone.</summary>
    public bool HasLooseBraces => InBraces().Replace(Body, "").IndexOfAny(['{', '}']) >= 0;

    /// <summary>The text with its placeholders filled in.</summary>
    public string Fill(IReadOnlyDictionary<string, string> values) =>
        InBraces().Replace(Body, match => values[match.Groups["name"].Value]);

    [GeneratedRegex(@"\{(?<name>[^{}]*)\}")]
    private static partial Regex InBraces();
}
