using System.Net;
using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Periods;

/// <summary>Before a month is closed it is told what is not done in it yet.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ClosingPreviewTests
{
    private BmdHost _host = null!;
    private TestOffice _office = null!;

    [SetUp]
    public async Task Open()
    {
        _host = new BmdHost();
        _office = await TestOffice.Open(_host);
    }

    [TearDown]
    public async Task Close() => await _host.DisposeAsync();

    [Test]
    public async Task Cash_is_counted_when_nothing_moved_after_its_last_count_in_the_month()
    {
        var never = await January();
        await CountOn("2026-01-30");
        var counted = await January();
        await Receive("2026-01-31");
        var moved = await January();
        await CountOn("2026-01-31");
        await Receive("2026-02-01");
        var again = await January();

        Assert.Multiple(() =>
        {
            Assert.That((bool)never["isCounted"]!, Is.False);
            Assert.That(never["countedOn"], Is.Null);
            Assert.That((bool)counted["isCounted"]!, Is.True);
            Assert.That(counted.Text("countedOn"), Is.EqualTo("2026-01-30"));
            Assert.That((bool)moved["isCounted"]!, Is.False);
            Assert.That(moved.Number("cash"), Is.EqualTo(100_001_000));
            Assert.That((bool)again["isCounted"]!, Is.True);
            Assert.That(again.Number("cash"), Is.EqualTo(100_001_000));
        });
    }

    [Test]
    public async Task Requests_that_wait_and_the_months_entries_are_counted()
    {
        var loan = await _office.NewActive();
        var body = RescheduleSteps.SevenMondays.With(new { effectiveOn = "2026-02-20" });
        (await _office.Officer.Post($"/loans/{loan}/reschedules", body)).Ok();

        var january = await Preview("2026-01");
        var february = await Preview("2026-02");

        Assert.Multiple(() =>
        {
            Assert.That(january.Number("pendingReschedules"), Is.Zero);
            Assert.That(february.Number("pendingReschedules"), Is.EqualTo(1));
            Assert.That(january.Number("pendingWriteOffs"), Is.Zero);
            Assert.That(january.Number("entries"), Is.EqualTo(2));
            Assert.That(january.Text("lastDay"), Is.EqualTo("2026-01-31"));
        });
    }

    [Test]
    public async Task The_month_to_be_closed_next_is_named_until_none_has_ended()
    {
        var first = (await _office.Cashier.Get("/periods")).Ok();
        await _office.CloseMonth("2026-01");
        var second = (await _office.Cashier.Get("/periods")).Ok();
        await _office.CloseMonth("2026-02");
        var none = (await _office.Cashier.Get("/periods")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(first.Text("nextToClose"), Is.EqualTo("2026-01"));
            Assert.That(second.Text("nextToClose"), Is.EqualTo("2026-02"));
            Assert.That(none["nextToClose"], Is.Null);
            Assert.That(none["items"]![1]!["changes"]![0]!.Text("byName"), Is.EqualTo("cashier.MJK"));
        });
    }

    [Test]
    public async Task What_is_no_month_is_refused_and_the_last_of_all_is_not_too_much()
    {
        (await _office.Cashier.Get("/periods/januari/closing")).Refused(HttpStatusCode.BadRequest, "period.malformed");
        (await _office.Cashier.Get("/periods/9999-12/closing")).Ok();
    }

    private async Task<JsonNode> Preview(string period) =>
        (await _office.Cashier.Get($"/periods/{period}/closing")).Ok();

    private async Task<JsonNode> January() => (await Preview("2026-01"))["funds"]!.AsArray().Single()!;

    private async Task CountOn(string countedOn)
    {
        var cash = (await _office.Cashier.Get($"/funds/{_office.FundId}?asOf={countedOn}")).Ok().Number("cash");
        (await _office.Cashier.Post($"/funds/{_office.FundId}/cash-counts", new { counted = cash, countedOn })).Ok();
    }

    private async Task Receive(string receivedOn)
    {
        var body = new
        {
            amount = 1_000,
            receivedOn,
            account = "cash",
            source = "Hamba Allah",
        };
        (await _office.Cashier.Post($"/funds/{_office.FundId}/receipts", body)).Ok();
    }
}
