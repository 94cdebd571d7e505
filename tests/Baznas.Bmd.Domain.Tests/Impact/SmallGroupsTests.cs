using Baznas.Bmd.Domain.Impact;
using CsCheck;
using NUnit.Framework;
using static Baznas.Bmd.Domain.Impact.Disclosure;

namespace Baznas.Bmd.Domain.Tests.Impact;

[TestFixture]
public class SmallGroupsTests
{
    private static readonly Gen<int[]> Sizes = Gen.Frequency((3, Gen.Int[1, 6]), (2, Gen.Int[1, 40])).Array[0, 9];

    [TestCase(new[] { 7, 5, 9 }, new[] { Shown, Shown, Shown })]
    [TestCase(new[] { 7, 4, 9 }, new[] { HidesAnother, TooFew, Shown })]
    [TestCase(new[] { 7, 4, 1, 9 }, new[] { Shown, TooFew, TooFew, Shown })]
    [TestCase(new[] { 7, 2, 1, 9 }, new[] { HidesAnother, TooFew, TooFew, Shown })]
    [TestCase(new[] { 6, 6, 4 }, new[] { HidesAnother, Shown, TooFew })]
    [TestCase(new[] { 3 }, new[] { TooFew })]
    [TestCase(new int[0], new Disclosure[0])]
    public void Small_groups_are_hidden_and_with_them_what_would_tell_them(int[] sizes, Disclosure[] expected) =>
        Assert.That(SmallGroups.Of(sizes), Is.EqualTo(expected));

    [Test]
    public void No_small_group_is_shown_and_no_more_is_hidden_than_needed() =>
        Sizes.Sample(sizes =>
        {
            var found = SmallGroups.Of(sizes);
            for (var i = 0; i < sizes.Length; i++)
            {
                Assert.That(found[i] == TooFew, Is.EqualTo(sizes[i] < SmallGroups.Least));
            }

            if (sizes.All(size => size >= SmallGroups.Least))
            {
                Assert.That(found, Has.All.EqualTo(Shown));
            }
        });

    /// <summary>
    /// Whoever reads the report, and the total of all from a report of the same people put together otherwise, sees the
    /// same in two worlds in which a hidden group has different sums: so they can't know them.
    /// </summary>
    [Test]
    public void Nobody_can_tell_the_sums_of_a_hidden_group_from_what_is_shown() =>
        Gen.Select(Sizes, Gen.Long[1_000, 1_000_000].Array[9], Gen.Long[1, 999])
            .Sample(
                (sizes, means, moved) =>
                {
                    var found = SmallGroups.Of(sizes);
                    var world = sizes.Select((size, i) => size * means[i]).ToArray();
                    var hidden = Enumerable.Range(0, sizes.Length).Where(i => found[i] != Shown).ToList();
                    foreach (var group in hidden)
                    {
                        // The grand total of fewer than the least is hidden in every report.
                        var others = hidden.Where(other => other != group).ToList();
                        Assert.That(others.Count > 0 || sizes.Sum() < SmallGroups.Least);
                        var another = (long[])world.Clone();
                        another[group] += moved;
                        if (others.Count > 0)
                        {
                            another[others[0]] -= moved;
                        }

                        Assert.That(Published(sizes, another), Is.EqualTo(Published(sizes, world)));
                        Assert.That(another[group], Is.Not.EqualTo(world[group]));
                    }
                }
            );

    [Test]
    public void What_is_hidden_together_is_no_small_group_either_while_anything_is_shown() =>
        Sizes.Sample(sizes =>
        {
            var found = SmallGroups.Of(sizes);
            var hidden = sizes.Where((_, i) => found[i] != Shown).ToList();
            return hidden.Count == 0
                || !found.Contains(Shown)
                || (hidden.Count > 1 && hidden.Sum() >= SmallGroups.Least);
        });

    // What is shown of each group, over those shown, and elsewhere over all.
    private static List<long?> Published(int[] sizes, long[] sums)
    {
        var found = SmallGroups.Of(sizes);
        return
        [
            .. sums.Select((sum, i) => found[i] == Shown ? sum : (long?)null),
            sums.Where((_, i) => found[i] == Shown).Sum(),
            sizes.Sum() >= SmallGroups.Least ? sums.Sum() : null,
        ];
    }
}
