using System.Net;
using System.Text.RegularExpressions;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.OpenApi;

/// <summary>The page that shows the description to people, also where there is no internet.</summary>
public sealed partial class DocsTests
{
    private BmdHost _host = null!;
    private HttpResponseMessage _page = null!;
    private string _html = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        _host = new BmdHost();
        _page = await _host.Anonymous.Http.GetAsync("/docs/");
        _html = await _page.Content.ReadAsStringAsync();
    }

    [OneTimeTearDown]
    public async Task Close() => await _host.DisposeAsync();

    [Test]
    public async Task The_page_is_shown_to_everybody()
    {
        var unslashed = await _host.Anonymous.Http.GetAsync("/docs");

        Assert.Multiple(() =>
        {
            Assert.That(_page.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(_html, Does.Contain("<title>Baznas.Bmd</title>"));
            Assert.That(unslashed.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        });
    }

    [Test]
    public async Task What_the_page_loads_comes_from_the_service()
    {
        var scripts = Source().Matches(_html).Select(match => match.Groups["address"].Value).ToList();

        Assert.That(scripts, Is.Not.Empty);
        foreach (var script in scripts.Append("../openapi/v1.json"))
        {
            Assert.That(script, Does.Not.Contain("//"));
            var loaded = await _host.Anonymous.Http.GetAsync($"/docs/{script}");
            Assert.That(loaded.StatusCode, Is.EqualTo(HttpStatusCode.OK), script);
        }
    }

    [Test]
    public void A_browser_would_refuse_to_ask_anybody_else()
    {
        var policy = _page
            .Headers.GetValues("Content-Security-Policy")
            .Single()
            .Split(';', StringSplitOptions.TrimEntries);
        var nonce = Nonce().Match(_html).Groups["nonce"].Value;

        Assert.Multiple(() =>
        {
            Assert.That(policy, Does.Contain("default-src 'self'"));
            Assert.That(nonce, Is.Not.Empty);
            Assert.That(policy, Does.Contain($"script-src 'self' 'nonce-{nonce}'"));
            Assert.That(policy, Does.Contain("frame-ancestors 'none'"));
            Assert.That(string.Concat(policy), Does.Not.Contain("http").And.Not.Contain("*"));
        });
    }

    [Test]
    public void What_would_tell_others_of_the_service_is_switched_off()
    {
        Assert.Multiple(() =>
        {
            Assert.That(_html, Does.Contain("\"withDefaultFonts\":false"));
            Assert.That(_html, Does.Contain("\"telemetry\":false"));
            Assert.That(_html, Does.Contain("\"agent\":{\"disabled\":true}"));
            Assert.That(_html, Does.Contain("\"mcp\":{\"disabled\":true}"));
            Assert.That(_html, Does.Contain("\"hideClientButton\":true"));
            Assert.That(_html, Does.Not.Contain("proxyUrl"));
        });
    }

    [GeneratedRegex("(src|href)=\"(?<address>[^\"]+)\"|from '(?<address>[^']+)'")]
    private static partial Regex Source();

    [GeneratedRegex("nonce=\"(?<nonce>[^\"]+)\"")]
    private static partial Regex Nonce();
}
