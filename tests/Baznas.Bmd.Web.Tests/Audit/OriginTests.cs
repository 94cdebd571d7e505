using System.Net;
using Baznas.Bmd.Web.Jobs;
using Baznas.Bmd.Web.Tests.Import;
using Baznas.Bmd.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Baznas.Bmd.Web.Tests.Audit;

/// <summary>The trail says of every event by which door it came in, and from which address.</summary>
public sealed class OriginTests
{
    private BmdHost _host = null!;
    private TestOffice _office = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        _host = new BmdHost
        {
            Settings = new Dictionary<string, string?> { ["Bmd:TrustedProxies"] = "127.0.0.1, ::1, 10.0.0.0/8" },
        };
        _host.UseKestrel(0);
        _host.StartServer();
        _office = await TestOffice.Open(_host);
    }

    [OneTimeTearDown]
    public async Task Close() => await _host.DisposeAsync();

    [Test]
    public async Task The_api_and_the_pages_are_told_apart_and_the_address_is_kept()
    {
        await _office.NewBorrower();
        var page = PageClient.At(_host.ClientOptions.BaseAddress);
        await page.Send("/sign-in", ("userName", "officer.MJK"), ("password", TestOffice.Password));
        var sent = await page.Send(
            "/groups/new",
            ("officeId", _office.Id),
            ("code", "LEWAT"),
            ("name", "Lewat halaman")
        );
        Assert.That(sent.Status, Is.EqualTo(HttpStatusCode.Redirect), sent.Html);

        var registered = await Last("borrower.registered");
        var founded = await Last("group.created");

        Assert.Multiple(() =>
        {
            Assert.That((registered.Edge, registered.Address), Is.EqualTo(("api", "127.0.0.1")));
            Assert.That((founded.Edge, founded.Address), Is.EqualTo(("page", "127.0.0.1")));
        });
    }

    [Test]
    public async Task A_trusted_proxy_is_believed_and_nobody_before_it()
    {
        var client = new HttpClient { BaseAddress = _host.ClientOptions.BaseAddress };
        client.DefaultRequestHeaders.Authorization = _office.Officer.Http.DefaultRequestHeaders.Authorization;
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "198.51.100.66, 203.0.113.7");

        (await new ApiClient(client).Post("/borrowers", _office.Borrower())).Ok();

        Assert.That((await Last("borrower.registered")).Address, Is.EqualTo("203.0.113.7"));
    }

    [Test]
    public async Task Where_no_proxy_is_trusted_what_it_says_is_not_believed()
    {
        await using var host = new BmdHost();
        host.UseKestrel(0);
        host.StartServer();
        var admin = await host.Admin();
        admin.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        (await admin.Post("/products", TestOffice.Product("QH"))).Ok();

        var events = (await admin.Get("/audit/events?action=product.created")).Ok()["items"]!.AsArray();

        Assert.That((string?)events[0]!["address"], Is.EqualTo("127.0.0.1"));
    }

    [Test]
    public async Task Jobs_imports_and_commands_say_so_and_have_no_address()
    {
        await using var host = new BmdHost();
        var admin = await host.Admin();
        using var folder = ImportFolder.Small();
        Assert.That((await folder.Import(host)).Error, Is.Null);
        await using var scope = host.Services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<MonthlyReports>(scope.ServiceProvider).Run(CancellationToken.None);

        var first = (await admin.Get("/audit/events?action=user.created")).Ok()["items"]![0]!;
        var officeId = (string)(await admin.Get("/offices")).Ok()["items"]![0]!["id"]!;
        var edges = (await admin.Get($"/audit/events?officeId={officeId}&limit=200")).Ok()["items"]!
            .AsArray()
            .Select(found => ((string)found!["action"]!, (string?)found["edge"], (string?)found["address"]))
            .ToList();

        Assert.Multiple(() =>
        {
            Assert.That(((string?)first["edge"], (string?)first["address"]), Is.EqualTo(("command", (string?)null)));
            Assert.That(edges, Does.Contain(("office.imported", "import", (string?)null)));
            Assert.That(edges, Does.Contain(("report.kept", "job", (string?)null)));
        });
    }

    [Test]
    public async Task The_trail_is_narrowed_by_door_address_and_words_and_can_be_taken_along()
    {
        var borrower = await _office.NewBorrower();
        var path = $"/audit/events?edge=api&address=127.0.0.1&q=Siti&subjectId={borrower}";

        var found = (await _office.Auditor.Get(path)).Ok()["items"]!.AsArray();
        var none = (await _office.Auditor.Get("/audit/events?edge=import")).Ok()["items"]!.AsArray();
        var csv = await _office.Auditor.Http.GetStringAsync(
            new Uri($"/api/v1/reports/audit-trail?edge=api&subjectId={borrower}&format=csv", UriKind.Relative)
        );

        Assert.Multiple(() =>
        {
            Assert.That(found, Has.Count.EqualTo(1));
            Assert.That(none, Is.Empty);
            Assert.That(
                csv,
                Does.StartWith("\ufeffsequence,at,user,edge,address,action,subject").And.Contain("borrower.registered")
            );
            Assert.That(csv.Trim().Split('\n'), Has.Length.EqualTo(2));
        });
        (await _office.Auditor.Get("/audit/events?edge=window")).Refused(
            HttpStatusCode.BadRequest,
            "request.malformed"
        );
    }

    private async Task<(string? Edge, string? Address)> Last(string action)
    {
        var events = (await _office.Auditor.Get($"/audit/events?action={action}&limit=1")).Ok()["items"]!.AsArray();
        return ((string?)events[0]!["edge"], (string?)events[0]!["address"]);
    }
}
