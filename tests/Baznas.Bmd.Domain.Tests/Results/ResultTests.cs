using Baznas.Bmd.Domain.Results;
using NUnit.Framework;

namespace Baznas.Bmd.Domain.Tests.Results;

[TestFixture]
public class ResultTests
{
    private static readonly Error Refusal = Error.Conflict("loan.overpaid");

    [Test]
    public void A_value_is_no_refusal()
    {
        Result<int> result = 7;

        Assert.That(result.IsRefused(out var error), Is.False);
        Assert.That(error, Is.Null);
        Assert.That(result.Value, Is.EqualTo(7));
    }

    [Test]
    public void A_refusal_has_no_value_to_ask_for()
    {
        Result<int> result = Refusal;

        Assert.That(result.IsRefused(out var error), Is.True);
        Assert.That(error, Is.SameAs(Refusal));
        Assert.That(() => result.Value, Throws.InvalidOperationException.With.Message.Contains("loan.overpaid"));
    }

    [Test]
    public void What_follows_a_refusal_is_not_done()
    {
        Result<int> value = 7;
        Result<int> refused = Refusal;

        Assert.That(value.Then<string>(number => $"{number}").Value, Is.EqualTo("7"));
        Assert.That(refused.Then<string>(_ => throw new AssertionException("was done")).Error, Is.SameAs(Refusal));
    }
}
