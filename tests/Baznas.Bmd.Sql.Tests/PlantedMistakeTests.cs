using System.Reflection;
using Baznas.Bmd.SqlTests.Planted;
using NUnit.Framework;

namespace Baznas.Bmd.SqlTests;

/// <summary>The tests of the tests: a check that finds nothing wrong in these would find nothing wrong anywhere.</summary>
[TestFixture]
public class PlantedMistakeTests
{
    [TestCaseSource(nameof(Mistakes))]
    public void A_planted_mistake_is_caught(string mistake)
    {
        var field = typeof(MistakenStatements).GetField(mistake)!;
        var expected = field.GetCustomAttribute<CaughtAttribute>()!.Complaints;
        var complaints = Catalogue.Mistaken[$"{typeof(MistakenStatements).FullName}.{mistake}"].Complaints;
        foreach (var complaint in expected)
        {
            Assert.That(complaints, Has.Some.Contains(complaint));
        }
    }

    private static IEnumerable<string> Mistakes() =>
        Catalogue.Of(typeof(MistakenStatements)).Select(entry => entry.Name.Split('.')[^1]);
}
