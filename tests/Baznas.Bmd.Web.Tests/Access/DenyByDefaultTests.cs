using System.Reflection;
using Baznas.Bmd.Web.Features.Access.GetMe;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Access;

/// <summary>Permission is stated, never assumed.</summary>
public sealed class DenyByDefaultTests
{
    private static readonly Type[] Permissions =
    [
        typeof(AllowedAttribute),
        typeof(AllowedToStaffAttribute),
        typeof(AllowedToAllSignedInAttribute),
        typeof(AllowedToServiceOnlyAttribute),
    ];

    /// <summary>What anybody may call, and why it must be so.</summary>
    private static readonly Dictionary<string, string> Anonymous = new()
    {
        ["/api/v1/auth/tokens"] = "signing in",
        ["/api/v1/auth/borrower-tokens"] = "signing in as a borrower",
        ["/api/v1/webhooks/whatsapp"] = "the provider signs its calls with a secret",
        ["/api/v1/webhooks/sms"] = "the gateway calls with a secret",
        ["/sign-in"] = "signing in",
        ["/my/sign-in"] = "signing in as a borrower",
        ["/check/{number?}/{code?}"] = "whoever holds a paper, with the code on it",
        ["/language"] = "choosing a language, also before signing in",
        ["/health/live"] = "the platform's probes",
        ["/health/ready"] = "the platform's probes",
        ["/openapi/{documentName}.json"] = "the contract",
        ["/docs"] = "the contract, to read",
        ["/docs/{documentName?}"] = "the contract, to read",
    };

    [Test]
    public async Task Every_address_states_who_may_call_it()
    {
        await using var host = new BmdHost();
        var endpoints = Endpoints.Of(host);
        var api = endpoints.Where(endpoint => endpoint.Path.StartsWith("/api/", StringComparison.Ordinal)).ToList();

        Assert.That(api, Has.Count.GreaterThan(30));
        Assert.Multiple(() =>
        {
            foreach (var endpoint in api.Where(endpoint => !Anonymous.ContainsKey(endpoint.Path)))
            {
                Assert.That(endpoint.IsAnonymous, Is.False, endpoint.Path);
                Assert.That(endpoint.RequestType, Is.Not.Null, $"{endpoint.Path} sends no request");
                Assert.That(StatesWhoMay(endpoint.RequestType!), $"{endpoint.RequestType} does not say who may");
            }

            var anonymous = endpoints.Where(endpoint => endpoint.IsAnonymous).Select(endpoint => endpoint.Path);
            Assert.That(
                anonymous.Where(path =>
                    !Anonymous.ContainsKey(path) && !path.StartsWith("/docs/", StringComparison.Ordinal)
                ),
                Is.Empty
            );
        });
    }

    [Test]
    public void Every_request_states_who_may_send_it()
    {
        var requests = typeof(GetMe)
            .Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false })
            .Where(type => type.IsAssignableTo(typeof(IRead)) || type.IsAssignableTo(typeof(IWrite)))
            .ToList();

        Assert.That(requests, Has.Count.GreaterThan(30));
        Assert.That(requests.Where(type => !StatesWhoMay(type)), Is.Empty);
    }

    private static bool StatesWhoMay(Type type) =>
        Permissions.Count(attribute => type.IsDefined(attribute, false)) == 1;
}
