namespace Baznas.Bmd.Web.Tests.Model;

/// <summary>Finds a short script that still shows a difference, by leaving steps out and playing the rest anew.</summary>
internal static class Shrinker
{
    public static async Task<List<Step>> Shortest(OfficeTemplate template, IEnumerable<Step> steps, int attempts)
    {
        var batches = Play.Batches(steps);
        for (var size = Math.Max(batches.Count / 2, 1); size >= 1; size /= 2)
        {
            for (var at = batches.Count - size; at >= 0 && attempts > 0; at = Math.Min(at - size, batches.Count - size))
            {
                List<List<Step>> rest = [.. batches[..at], .. batches[(at + size)..]];
                attempts--;
                if (await Play.Script(template, rest.SelectMany(Together)) is not null)
                {
                    batches = rest;
                }
            }
        }

        return [.. batches.SelectMany(Together)];
    }

    private static IEnumerable<Step> Together(List<Step> batch) =>
        batch.Select((step, i) => step with { Together = i > 0 });
}
