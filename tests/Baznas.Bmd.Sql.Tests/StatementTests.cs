using System.Reflection;
using Baznas.Bmd.SqlTests.Planted;
using Baznas.Bmd.Storage;
using NUnit.Framework;

namespace Baznas.Bmd.SqlTests;

[TestFixture]
public class StatementTests
{
    [TestCaseSource(nameof(Names))]
    public void A_statement_means_the_same_to_both_engines_and_to_its_row(string name)
    {
        var report = Catalogue.Sound[name].Report();
        if (report.Length > 0)
        {
            Assert.Fail(report);
        }
    }

    [Test]
    public void Where_the_database_is_used_there_are_statements()
    {
        var users = Catalogue.Web.GetTypes().Where(UsesTheDatabase);
        if (Catalogue.OfTheProduct.Count == 0)
        {
            Assert.That(users, Is.Empty, "They use the database, and no statement was found.");
        }
    }

    [Test]
    public void The_SQL_Server_model_has_nothing_against_the_schema() =>
        Assert.That(Catalogue.Sound.OtherComplaints, Is.Empty);

    private static IEnumerable<string> Names() =>
        Catalogue.OfTheProduct.Concat(Catalogue.Healthy).Select(entry => entry.Name);

    private static bool UsesTheDatabase(Type type) =>
        type.GetFields(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Any(field => field.FieldType == typeof(Db));
}
