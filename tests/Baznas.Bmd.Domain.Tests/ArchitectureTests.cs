using Baznas.Bmd.Domain.Schedules;
using NUnit.Framework;

namespace Baznas.Bmd.Domain.Tests;

[TestFixture]
public class ArchitectureTests
{
    [Test]
    public void The_domain_refers_to_nothing_but_the_base_library()
    {
        var references = typeof(Schedule)
            .Assembly.GetReferencedAssemblies()
            .Select(reference => reference.Name)
            .ToArray();

        Assert.That(references, Is.Not.Empty);
        Assert.That(references, Has.All.StartsWith("System.").Or.EqualTo("System").Or.EqualTo("netstandard"));
    }

    [Test]
    public void The_domain_has_no_interface_that_only_one_type_could_implement()
    {
        var interfaces = typeof(Schedule).Assembly.GetTypes().Where(type => type.IsInterface);

        // IResult is there for code that handles results of any type.
        Assert.That(interfaces.Select(type => type.Name), Is.EquivalentTo(["IResult", "IResult`1"]));
    }
}
