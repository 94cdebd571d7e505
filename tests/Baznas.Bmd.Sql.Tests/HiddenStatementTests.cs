using Baznas.Bmd.SqlTests.Planted;
using Baznas.Bmd.SqlTests.Statements;
using Baznas.Bmd.Storage;
using NUnit.Framework;

namespace Baznas.Bmd.SqlTests;

[TestFixture]
public class HiddenStatementTests
{
    [Test]
    public void Every_statement_of_the_product_is_where_the_catalogue_finds_it()
    {
        Assert.That(HiddenStatements.Of(Catalogue.Web), Is.Empty);
        Assert.That(HiddenStatements.Of(typeof(Db).Assembly), Is.Empty);
    }

    [TestCase("HidingPlaces.ChangingField is not readonly.")]
    [TestCase("HidingPlaces.get_Property makes a statement")]
    [TestCase("HidingPlaces.Method makes a statement")]
    [TestCase("HidingPlaces+Generic`1.Field is in a generic type")]
    public void A_statement_elsewhere_is_found(string place) =>
        Assert.That(HiddenStatements.Of(typeof(HidingPlaces).Assembly), Has.One.Contains(place));

    [Test]
    public void A_statement_in_a_static_readonly_field_is_not_hidden() =>
        Assert.That(HiddenStatements.Of(typeof(HidingPlaces).Assembly), Has.None.Contains(nameof(HealthyStatements)));
}
