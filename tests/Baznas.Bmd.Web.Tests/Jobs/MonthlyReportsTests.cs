using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Jobs;
using Baznas.Bmd.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Baznas.Bmd.Web.Tests.Jobs;

public sealed class MonthlyReportsTests
{
    [Test]
    public async Task Each_month_that_has_ended_is_kept_once_as_of_its_last_day()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        var loanId = await office.NewActive();
        (await office.Pay(loanId, 150_000)).Ok();

        await Run(host);
        await Run(host);
        var reports = await List(office.Auditor);
        var january = JsonNode.Parse(await Content(office, "2026-01"))!;
        var february = JsonNode.Parse(await Content(office, "2026-02"))!;

        Assert.Multiple(() =>
        {
            Assert.That(
                reports.Select(report => $"{report!["kind"]} {report["period"]}"),
                Is.EqualTo(new[] { "monthly.portfolio 2026-02", "monthly.portfolio 2026-01" })
            );
            Assert.That((string?)january["asOf"], Is.EqualTo("2026-01-31"));
            Assert.That((long)january["outstanding"]!, Is.EqualTo(1_000_000));
            Assert.That((string?)february["asOf"], Is.EqualTo("2026-02-28"));
            Assert.That((long)february["outstanding"]!, Is.EqualTo(850_000));
        });
    }

    [Test]
    public async Task What_was_kept_stays_the_same_when_something_is_booked_into_its_month_later()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        var loanId = await office.NewActive();
        await Run(host);
        var before = await Content(office, "2026-02");

        (await office.Pay(loanId, 300_000, "2026-02-10")).Ok();
        await Run(host);
        var after = await Content(office, "2026-02");
        var now = (await office.Auditor.Get("/reports/portfolio?asOf=2026-02-28")).Ok();
        var answer = await office.Auditor.Http.GetAsync(Address(office, "2026-02"));
        var digest = SHA256.HashData(after);
        var listed = (await List(office.Auditor)).Single(report => (string?)report!["period"] == "2026-02")!;

        Assert.Multiple(() =>
        {
            Assert.That(after, Is.EqualTo(before));
            Assert.That((long)now["outstanding"]!, Is.EqualTo(700_000));
            Assert.That((string?)listed["sha256"], Is.EqualTo(Convert.ToHexStringLower(digest)));
            Assert.That(
                answer.Headers.GetValues("Repr-Digest"),
                Is.EqualTo(new[] { $"sha-256=:{Convert.ToBase64String(digest)}:" })
            );
        });
    }

    [TestCase("2026-02-28T23:59", 1)]
    [TestCase("2026-03-01T00:00", 2)]
    public async Task A_month_ends_by_the_office_s_own_clock(string local, int expected)
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);

        host.Clock.StandAt(DateTimeOffset.Parse(local + "+07:00", CultureInfo.InvariantCulture));
        await Run(host);

        Assert.That(await List(office.Auditor), Has.Count.EqualTo(expected));
    }

    [Test]
    public async Task Two_years_of_missed_months_are_caught_up_and_no_more()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);

        host.Clock.StandAt(BmdHost.Start.AddYears(3));
        await Run(host);
        var reports = await List(office.Auditor);
        var firstPage = (await office.Auditor.Get("/reports/stored?limit=20&kind=monthly.portfolio")).Ok();
        var secondPage = (await office.Auditor.Get($"/reports/stored?limit=20&cursor={firstPage["nextCursor"]}")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(reports, Has.Count.EqualTo(24));
            Assert.That((string?)reports[0]!["period"], Is.EqualTo("2029-02"));
            Assert.That((string?)reports[^1]!["period"], Is.EqualTo("2027-03"));
            Assert.That(secondPage["items"]!.AsArray(), Has.Count.EqualTo(4));
            Assert.That((string?)secondPage["items"]![0]!["period"], Is.EqualTo("2027-06"));
        });
    }

    [Test]
    public async Task Two_nodes_at_once_keep_each_month_once()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        await using var second = new BmdHost(host);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(run => Task.Run(() => Run(run % 2 == 0 ? host : second))));

        Assert.That(await List(office.Auditor), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Kept_reports_are_for_those_who_read_reports_of_that_office()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        var other = await TestOffice.Open(host, "KDR");
        await Run(host);
        var address = $"/reports/stored/{office.Id}/monthly.portfolio/2026-02";

        Assert.Multiple(async () =>
        {
            (await office.Officer.Get(address)).Refused(HttpStatusCode.Forbidden, "access.denied");
            (await office.Officer.Get("/reports/stored")).Refused(HttpStatusCode.Forbidden, "access.denied");
            (await other.Auditor.Get(address)).Refused(HttpStatusCode.NotFound, "office.not_found");
            (await office.Auditor.Get(address.Replace("2026-02", "2026-03", StringComparison.Ordinal))).Refused(
                HttpStatusCode.NotFound,
                "report.not_found"
            );
            (await office.Auditor.Get("/reports/stored?cursor=x")).Refused(
                HttpStatusCode.BadRequest,
                "page.cursor_invalid"
            );
            Assert.That(await List(other.Auditor), Has.Count.EqualTo(2));
            Assert.That(await List(office.Admin), Has.Count.EqualTo(4));
            Assert.That((await office.Cashier.Get(address)).Status, Is.EqualTo(HttpStatusCode.OK));
        });
    }

    private static async Task Run(BmdHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<MonthlyReports>(scope.ServiceProvider).Run(CancellationToken.None);
    }

    private static async Task<JsonArray> List(ApiClient client) =>
        (await client.Get("/reports/stored")).Ok()["items"]!.AsArray();

    private static Uri Address(TestOffice office, string period) =>
        new($"/api/v1/reports/stored/{office.Id}/monthly.portfolio/{period}", UriKind.Relative);

    private static Task<byte[]> Content(TestOffice office, string period) =>
        office.Auditor.Http.GetByteArrayAsync(Address(office, period));
}
