using Baznas.Bmd.SqlTests.Planted;
using Baznas.Bmd.SqlTests.Schemas;
using Baznas.Bmd.SqlTests.Statements;
using Baznas.Bmd.Storage;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using NUnit.Framework;

namespace Baznas.Bmd.SqlTests;

/// <summary>What is on the closed lists stands in a healthy statement, and so has been put to both engines.</summary>
[TestFixture]
public class CommonSubsetTests
{
    private static readonly Lazy<IReadOnlyList<TSqlFragment>> Fragments = new(() =>
        [
            .. from entry in Catalogue.Healthy
            let parameters = ParameterList.Of(entry.Statement.Parameters)
            from rendering in Rendering.Of(entry.Name, entry.Statement)
            from batch in TSql.Batches(rendering.Text(Engine.SqlServer, parameters), out _)
            from statement in batch.Statements
            from fragment in TSql.Tree(statement)
            select fragment,
        ]
    );

    [Test]
    public void Every_function_of_the_list_is_known_to_SQLite_by_a_healthy_statement()
    {
        var used = Fragments.Value.OfType<FunctionCall>().Select(call => call.FunctionName.Value.ToUpperInvariant());
        Assert.That(CommonSubset.Functions.Keys, Is.SubsetOf(used));
    }

    [Test]
    public void Every_construct_of_the_list_is_in_a_healthy_statement()
    {
        var used = Fragments.Value.Select(fragment => fragment.GetType());
        Assert.That(CommonSubset.Constructs, Is.SubsetOf(used));
    }

    [TestCase("{limit}")]
    [TestCase("{one}")]
    [TestCase("{lock}")]
    [TestCase("{?")]
    public void Every_token_is_in_a_healthy_statement(string token) =>
        Assert.That(Catalogue.Healthy.Select(entry => entry.Statement.Text), Has.Some.Contains(token));
}
