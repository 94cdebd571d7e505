using Baznas.Bmd.SqlTests.Schemas;
using NUnit.Framework;

namespace Baznas.Bmd.SqlTests;

[TestFixture]
public class SchemaTests
{
    [Test]
    public void Both_engines_have_the_same_tables_columns_keys_checks_indexes_and_triggers()
    {
        Assert.That(Current.SqlServer.Tables, Is.Not.Empty);
        Assert.That(Schema.Differences(Current.SqlServer, Current.Sqlite), Is.Empty);
    }
}
