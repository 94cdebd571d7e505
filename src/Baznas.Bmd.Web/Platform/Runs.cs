namespace Baznas.Bmd.Web.Platform;

/// <summary>Gathers rows that stand one after the other.</summary>
public static class Runs
{
    /// <summary>Rows in a row that share a key, one list each; rows must come sorted by it.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<T>> Of<T>(IAsyncEnumerable<T> rows, Func<T, string> key)
    {
        var run = new List<T>();
        await foreach (var row in rows)
        {
            if (run.Count > 0 && key(run[0]) != key(row))
            {
                yield return run;
                run = [];
            }

            run.Add(row);
        }

        if (run.Count > 0)
        {
            yield return run;
        }
    }
}
