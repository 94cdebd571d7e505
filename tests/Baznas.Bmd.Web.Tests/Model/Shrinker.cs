using System.Text.RegularExpressions;

namespace Baznas.Bmd.Web.Tests.Model;

/// <summary>Finds a short script that still shows a difference, by leaving steps out and playing the rest anew.</summary>
internal static partial class Shrinker
{
    public static async Task<List<Step>> Shortest(
        OfficeTemplate template,
        (IEnumerable<Step> Steps, string Difference) found,
        int attempts
    )
    {
        var kind = Kind(found.Difference);
        var batches = Play.Batches(found.Steps);
        for (var size = Math.Max(batches.Count / 2, 1); size >= 1; size /= 2)
        {
            for (var at = batches.Count - size; at >= 0 && attempts > 0; at = Math.Min(at - size, batches.Count - size))
            {
                List<List<Step>> rest = [.. batches[..at], .. batches[(at + size)..]];
                attempts--;
                if (await Play.Script(template, rest.SelectMany(Together)) is { } still && Kind(still) == kind)
                {
                    batches = rest;
                }
            }
        }

        return [.. batches.SelectMany(Together)];
    }

    /// <summary>What kind of difference it is: its first line without names, numbers and what the step says.</summary>
    private static string Kind(string difference) =>
        Particulars().Replace(difference.Split('\n')[0].Split(" with ")[0], "");

    [GeneratedRegex(@" \S+=\S+|\S*[0-9]\S*")]
    private static partial Regex Particulars();

    private static IEnumerable<Step> Together(List<Step> batch) =>
        batch.Select((step, i) => step with { Together = i > 0 });
}
