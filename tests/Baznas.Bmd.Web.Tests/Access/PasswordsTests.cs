using System.Globalization;
using Baznas.Bmd.Web.Features.Access;
using Microsoft.Extensions.Configuration;

namespace Baznas.Bmd.Web.Tests.Access;

public sealed class PasswordsTests
{
    [Test]
    public void A_password_stays_good_when_hashes_are_made_slower()
    {
        var hash = With(10).Hash("kata sandi");

        Assert.Multiple(() =>
        {
            Assert.That(With(20).IsRight(hash, "kata sandi"), Is.True);
            Assert.That(With(20).IsRight(hash, "Kata sandi"), Is.False);
        });
    }

    [Test]
    public void The_same_password_is_never_kept_the_same_way() =>
        Assert.That(With(1).Hash("kata sandi"), Is.Not.EqualTo(With(1).Hash("kata sandi")));

    [Test]
    public void Nobody_has_a_password_not_even_the_one_that_is_hashed_for_nobody() =>
        Assert.That(With(1).IsRight(null, "nobody's password"), Is.False);

    [Test]
    public void No_iterations_at_all_are_refused() => Assert.That(() => With(0), Throws.InvalidOperationException);

    private static Passwords With(int iterations) =>
        new(
            new ConfigurationBuilder()
                .AddInMemoryCollection([
                    new("Bmd:Passwords:Iterations", iterations.ToString(CultureInfo.InvariantCulture)),
                ])
                .Build()
        );
}
