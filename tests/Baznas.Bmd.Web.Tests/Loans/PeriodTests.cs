using System.Net;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Loans;

/// <summary>Months close in order, after they have ended, and take nothing more.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class PeriodTests
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
    public async Task Months_close_in_order_once_and_after_they_have_ended()
    {
        await _office.NewActive();

        (await CloseMonth("2026-02")).Refused(HttpStatusCode.Conflict, "period.out_of_order");
        var january = await CloseMonth("2026-01");
        (await CloseMonth("2026-01")).Refused(HttpStatusCode.Conflict, "period.already_closed");
        (await CloseMonth("2026-03")).Refused(HttpStatusCode.Conflict, "period.not_ended");
        (await CloseMonth("2025-12")).Refused(HttpStatusCode.Conflict, "period.already_closed");
        var february = await CloseMonth("2026-02");

        Assert.Multiple(() =>
        {
            Assert.That(january.Ok().Text("period"), Is.EqualTo("2026-01"));
            Assert.That(february.Status, Is.EqualTo(HttpStatusCode.Created));
        });
    }

    [TestCase("2026-13")]
    [TestCase("2026-1")]
    [TestCase("26-01")]
    [TestCase("januari")]
    [TestCase("2026-01-01")]
    [TestCase("0000-01")]
    public async Task What_is_no_month_is_refused(string period) =>
        (await CloseMonth(period)).Refused(HttpStatusCode.BadRequest, "period.malformed");

    [TestCase("9999-12")]
    [TestCase("2100-06")]
    public async Task A_month_that_is_far_away_has_not_ended(string period) =>
        (await CloseMonth(period)).Refused(HttpStatusCode.Conflict, "period.not_ended");

    [Test]
    public async Task A_closed_month_takes_no_posting_of_any_kind()
    {
        var signed = await _office.NewSigned();
        var active = await _office.NewActive();
        (await CloseMonth("2026-01")).Ok();
        var before = new Books(_host).Fingerprint();

        (await _office.Cashier.Disburse(signed)).Refused(HttpStatusCode.Conflict, "period.closed");
        (await _office.Pay(active, 100_000, "2026-01-31")).Refused(HttpStatusCode.Conflict, "period.closed");
        (
            await _office.Cashier.Post(
                $"/funds/{_office.FundId}/receipts",
                new
                {
                    amount = 1,
                    receivedOn = "2026-01-15",
                    account = "bank",
                    source = "Infak",
                }
            )
        ).Refused(HttpStatusCode.Conflict, "period.closed");

        Assert.That(new Books(_host).Fingerprint(), Is.EqualTo(before));
        (await _office.Pay(active, 100_000, "2026-02-01")).Ok();
    }

    [Test]
    public async Task A_reversal_of_what_lies_in_a_closed_month_takes_the_first_open_day()
    {
        var id = await _office.NewActive();
        var paid = (await _office.Pay(id, 100_000, "2026-01-20")).Ok().Text("transactionId");
        var inFebruary = (await _office.Pay(id, 50_000, "2026-02-20")).Ok().Text("transactionId");
        (await CloseMonth("2026-01")).Ok();

        var moved = (await _office.Cashier.Reverse(id, paid)).Ok();
        var kept = (await _office.Cashier.Reverse(id, inFebruary)).Ok();
        var atTheEndOfJanuary = (await _office.Officer.Get($"/loans/{id}?asOf=2026-01-31")).Ok();
        var onTheFirstOfFebruary = (await _office.Officer.Get($"/loans/{id}?asOf=2026-02-01")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(moved.Text("effectiveOn"), Is.EqualTo("2026-02-01"));
            Assert.That(kept.Text("effectiveOn"), Is.EqualTo("2026-02-20"));
            Assert.That(atTheEndOfJanuary.Number("outstanding"), Is.EqualTo(900_000), "What was closed stays.");
            Assert.That(onTheFirstOfFebruary.Number("outstanding"), Is.EqualTo(1_000_000));
        });
    }

    [Test]
    public async Task A_disbursement_reversed_after_its_month_was_closed_can_be_paid_out_anew()
    {
        var id = await _office.NewActive();
        var disbursement = await _office.LastTransaction(id);
        (await CloseMonth("2026-01")).Ok();

        var reversed = (await _office.Cashier.Reverse(id, disbursement)).Ok();
        (await _office.Cashier.Disburse(id, new { disbursedOn = "2026-02-10", account = "cash" })).Ok();
        (await _office.Pay(id, 100_000, "2026-02-05")).Refused(HttpStatusCode.Conflict, "date.before_disbursement");
        (await _office.Pay(id, 100_000, "2026-02-20")).Ok();
        var loan = (await _office.Officer.Get($"/loans/{id}")).Ok();
        var schedule = (await _office.Officer.Get($"/loans/{id}/schedule")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(reversed.Text("effectiveOn"), Is.EqualTo("2026-02-01"));
            Assert.That(loan.Text("disbursedOn"), Is.EqualTo("2026-02-10"));
            Assert.That(loan.Number("outstanding"), Is.EqualTo(900_000));
            Assert.That(schedule["rows"]![0]!.Text("dueOn"), Is.EqualTo("2026-02-17"));
            Assert.That(loan["nextDue"]!.Text("dueOn"), Is.EqualTo("2026-02-24"));
        });
    }

    [Test]
    public async Task The_closing_keeps_the_months_reports_as_they_were()
    {
        var id = await _office.NewActive();
        (await _office.Pay(id, 100_000, "2026-01-20")).Ok();
        var books = new Books(_host);

        (await CloseMonth("2026-01")).Ok();
        var kept = books.Value<string>("SELECT [Content] FROM [StoredReport] WHERE [Kind] = 'closing.portfolio'");
        var reported = (await _office.Auditor.Get("/reports/portfolio?asOf=2026-01-31")).Ok();

        Assert.That(
            System.Text.Json.Nodes.JsonNode.DeepEquals(System.Text.Json.Nodes.JsonNode.Parse(kept), reported),
            Is.True
        );
    }

    private Task<Answer> CloseMonth(string period) => _office.Cashier.Post($"/periods/{period}/closing", null);
}
