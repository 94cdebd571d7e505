namespace Baznas.Bmd.Domain.Impact;

/// <summary>Whether the figures of a group are shown.</summary>
public enum Disclosure
{
    /// <summary>They are.</summary>
    Shown,

    /// <summary>So few people are in it that one of them could be known by the figures.</summary>
    TooFew,

    /// <summary>It is large enough, but who knows the figures of all could take it away and be left with a small one.</summary>
    HidesAnother,
}

/// <summary>
/// Keeps apart what may be shown of groups of people: the minimum frequency rule of statistical disclosure control (A.
/// Hundepool et al., "Statistical Disclosure Control", 2012), with complementary suppression.
/// </summary>
public static class SmallGroups
{
    /// <summary>
    /// The fewest people of whom figures are shown. Offices of statistics use three to ten; five still lets a village with
    /// a few borrowers be read, while somebody who knows one of them, or two, can't tell the figures of another.
    /// </summary>
    public const int Least = 5;

    /// <summary>
    /// For each group whether it is shown. Groups below <see cref="Least"/> are not; and while what is hidden is a single
    /// group, or fewer people together than <see cref="Least"/>, the smallest group that is shown is hidden as well (of
    /// two of a size, the one that stands first). So another table of the same people, with its total, tells at most the
    /// sum of two or more hidden groups, of at least <see cref="Least"/> people.
    /// </summary>
    /// <param name="sizes">How many people are in each group.</param>
    public static IReadOnlyList<Disclosure> Of(IReadOnlyList<int> sizes)
    {
        var found = sizes.Select(size => size < Least ? Disclosure.TooFew : Disclosure.Shown).ToArray();
        while (IsTelling(sizes, found) && SmallestShown(sizes, found) is { } smallest)
        {
            found[smallest] = Disclosure.HidesAnother;
        }

        return found;
    }

    private static bool IsTelling(IReadOnlyList<int> sizes, Disclosure[] found)
    {
        var hidden = found.Index().Where(group => group.Item != Disclosure.Shown).ToList();
        return hidden.Count == 1 || (hidden.Count > 1 && hidden.Sum(group => sizes[group.Index]) < Least);
    }

    private static int? SmallestShown(IReadOnlyList<int> sizes, Disclosure[] found) =>
        found
            .Index()
            .Where(group => group.Item == Disclosure.Shown)
            .OrderBy(group => sizes[group.Index])
            .Select(group => (int?)group.Index)
            .FirstOrDefault();
}
