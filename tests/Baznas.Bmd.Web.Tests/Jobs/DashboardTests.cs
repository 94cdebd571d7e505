using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Baznas.Bmd.Web.Tests.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Baznas.Bmd.Web.Tests.Jobs;

public sealed partial class DashboardTests
{
    private const string Password = "kata-sandi-123";

    [Test]
    public async Task The_administrator_of_all_offices_sees_the_dashboard()
    {
        await using var host = new BmdHost();

        var page = await Get(host, "/jobs", "admin", BmdHost.AdminPassword);
        var recurring = await Get(host, "/jobs/recurring", "admin", BmdHost.AdminPassword);

        Assert.Multiple(async () =>
        {
            Assert.That(page.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await page.Content.ReadAsStringAsync(), Does.Contain("<title>"));
            Assert.That(recurring.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        });
    }

    [Test]
    public async Task Nobody_else_does()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        await office.AddUser("localadmin", ["admin"], null);

        Assert.Multiple(async () =>
        {
            foreach (var name in new[] { "officer", "approver", "cashier", "auditor", "localadmin" })
            {
                var page = await Get(host, "/jobs", $"{name}.MJK", Password);
                Assert.That(page.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), name);
            }

            foreach (var path in new[] { "/jobs", "/jobs/recurring", "/jobs/stats", "/jobs/js18750" })
            {
                var anonymous = await host.Anonymous.Http.GetAsync(new Uri(path, UriKind.Relative));
                Assert.That(anonymous.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized), path);
                Assert.That(
                    anonymous.Headers.WwwAuthenticate.ToString(),
                    Is.EqualTo("Basic realm=\"Baznas.Bmd\", charset=\"UTF-8\"")
                );
            }

            var bearer = await office.Admin.Http.GetAsync(new Uri("/jobs", UriKind.Relative));
            Assert.That(bearer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
            (await host.Anonymous.Get("/me")).Refused(HttpStatusCode.Unauthorized, "access.not_signed_in");
        });
    }

    [Test]
    public async Task The_dashboard_s_password_does_not_open_the_API()
    {
        await using var host = new BmdHost();

        var answer = await Get(host, "/api/v1/me", "admin", BmdHost.AdminPassword);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Wrong_passwords_lock_the_name_here_as_everywhere()
    {
        await using var host = new BmdHost();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var wrong = await Get(host, "/jobs", "admin", "salah");
            Assert.That(wrong.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        }

        var right = await Get(host, "/jobs", "admin", BmdHost.AdminPassword);
        var token = await host.Anonymous.Post(
            "/auth/tokens",
            new { userName = "admin", password = BmdHost.AdminPassword }
        );

        Assert.That(right.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        token.Refused(HttpStatusCode.Unauthorized, "auth.locked_out");
    }

    [TestCase("Basic")]
    [TestCase("Basic ")]
    [TestCase("Basic !")]
    [TestCase("Basic YWRtaW4=", Description = "No colon.")]
    [TestCase("Basic //79", Description = "No UTF-8.")]
    public async Task A_malformed_sign_in_is_refused(string header)
    {
        await using var host = new BmdHost();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/jobs");
        request.Headers.TryAddWithoutValidation("Authorization", header);

        var answer = await host.CreateClient().SendAsync(request);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task The_dashboard_fetches_nothing_from_elsewhere_and_may_not()
    {
        await using var host = new BmdHost();

        var page = await Get(host, "/jobs", "admin", BmdHost.AdminPassword);
        var fetched = Fetched().Matches(await page.Content.ReadAsStringAsync()).Select(match => match.Groups[1].Value);

        Assert.Multiple(() =>
        {
            Assert.That(fetched, Is.Not.Empty.And.All.Matches("^(/jobs/|data:)"));
            Assert.That(
                page.Headers.GetValues("Content-Security-Policy").Single(),
                Does.StartWith("default-src 'self';")
            );
        });
    }

    [Test]
    public async Task Only_the_dashboard_s_own_page_can_have_the_administrator_s_browser_run_a_job()
    {
        await using var host = new BmdHost();
        var browser = host.CreateClient();
        browser.DefaultRequestHeaders.Authorization = Basic("admin", BmdHost.AdminPassword);
        var page = await browser.GetStringAsync(new Uri("/jobs/recurring", UriKind.Relative));
        var token = Token().Match(page).Groups[1].Value;

        var fromElsewhere = await browser.SendAsync(Trigger(null));
        var fromThePage = await browser.SendAsync(Trigger(token));

        Assert.Multiple(() =>
        {
            Assert.That(fromElsewhere.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That(fromThePage.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        });
    }

    [Test]
    public async Task What_one_node_protects_another_can_read_and_nothing_is_left_in_a_file()
    {
        await using var first = new BmdHost();
        await using var second = new BmdHost(first);

        var sealedText = Protector(first).Protect("rahasia");

        Assert.That(Protector(second).Unprotect(sealedText), Is.EqualTo("rahasia"));
        Assert.That(Directory.GetFiles(first.Folder, "*.xml", SearchOption.AllDirectories), Is.Empty);
    }

    private static HttpRequestMessage Trigger(string? token)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/jobs/recurring/trigger")
        {
            Content = new FormUrlEncodedContent([new("jobs[]", "Delivery")]),
        };
        if (token is not null)
        {
            request.Headers.Add("RequestVerificationToken", token);
        }

        return request;
    }

    private static IDataProtector Protector(BmdHost host) =>
        host.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private static AuthenticationHeaderValue Basic(string userName, string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{userName}:{password}")));

    private static Task<HttpResponseMessage> Get(BmdHost host, string path, string userName, string password)
    {
        var client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = Basic(userName, password);
        return client.GetAsync(new Uri(path, UriKind.Relative));
    }

    [GeneratedRegex("<(?:script|link|img|iframe)[^>]*?\\s(?:src|href)=\"([^\"]*)\"")]
    private static partial Regex Fetched();

    [GeneratedRegex("name=\"csrf-token\" content=\"([^\"]*)\"")]
    private static partial Regex Token();
}
