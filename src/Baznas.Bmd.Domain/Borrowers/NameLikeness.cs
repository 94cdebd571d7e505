namespace Baznas.Bmd.Domain.Borrowers;

/// <summary>Whether two names may be one person's, written twice.</summary>
public static class NameLikeness
{
    private const int LettersForATypingError = 4;

    /// <summary>
    /// Names are alike when one has all the words of the other, in whatever order, each at most one letter away in every
    /// four: Siti Aminah, Sitti Aminah, and Siti Aminah Rahayu.
    /// </summary>
    public static bool IsAlike(string one, string other)
    {
        var (fewer, more) = (Words(one), Words(other));
        if (fewer.Count > more.Count)
        {
            (fewer, more) = (more, fewer);
        }

        return fewer.Count > 0 && fewer.All(word => more.Any(candidate => IsSameWord(word, candidate)));
    }

    private static List<string> Words(string name) =>
        [
            .. string.Concat(name.Select(c => char.IsLetter(c) ? char.ToUpperInvariant(c) : ' '))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries),
        ];

    private static bool IsSameWord(string one, string other) =>
        one == other || Distance(one, other) <= Math.Min(one.Length, other.Length) / LettersForATypingError;

    // How many letters must be put in, left out or changed (Levenshtein), row by row.
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var changed = corner + (one[i - 1] == other[j - 1] ? 0 : 1);
                corner = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
