using CsCheck;
using NUnit.Framework;

// In no namespace, so that it is in force for every test.

/// <summary>
/// Tries each law on a thousand values: with the hundred of the default, a schedule that forgets the
/// disbursement goes unseen. CsCheck_Iter asks for more.
/// </summary>
[SetUpFixture]
internal sealed class EnoughSamples
{
    private const int Samples = 1_000;

    [OneTimeSetUp]
    public void AtLeastAThousand() => Check.Iter = Math.Max(Check.Iter, Samples);
}
