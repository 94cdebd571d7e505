using System.Net;
using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Periods;

/// <summary>The month that was closed last is opened again by two people, and what its first closing kept stays.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ReopeningTests
{
    private BmdHost _host = null!;
    private TestOffice _office = null!;
    private Books _books = null!;

    [SetUp]
    public async Task Open()
    {
        _host = new BmdHost();
        _office = await TestOffice.Open(_host);
        _books = new Books(_host);
    }

    [TearDown]
    public async Task Close() => await _host.DisposeAsync();

    [Test]
    public async Task An_opened_month_takes_postings_until_it_is_closed_again()
    {
        var loan = await _office.NewActive();
        await _office.CloseMonth("2026-01");
        (await _office.Pay(loan, 100_000, "2026-01-20")).Refused(HttpStatusCode.Conflict, "period.closed");

        var id = await _office.RequestReopening("2026-01");
        (await _office.Pay(loan, 100_000, "2026-01-20")).Refused(HttpStatusCode.Conflict, "period.closed");
        var decided = (await _office.Approver.DecideReopening(id)).Ok();
        Tick();
        (await _office.Pay(loan, 100_000, "2026-01-20")).Ok();
        Tick();
        await _office.CloseMonth("2026-01");
        Tick();
        (await _office.Pay(loan, 100_000, "2026-01-21")).Refused(HttpStatusCode.Conflict, "period.closed");

        Assert.Multiple(async () =>
        {
            Assert.That(decided.Text("status"), Is.EqualTo("approved"));
            Assert.That(decided["decision"]!.Text("decision"), Is.EqualTo("approve"));
            Assert.That(decided["decision"]!.Text("decidedBy"), Is.Not.EqualTo(decided.Text("requestedBy")));
            await Verified();
        });
    }

    [Test]
    public async Task The_reports_of_every_closing_are_kept_beside_each_other()
    {
        var loan = await _office.NewActive();
        await _office.CloseMonth("2026-01");
        var first = await Kept("closing.portfolio");
        await _office.Reopen("2026-01");
        (await _office.Pay(loan, 100_000, "2026-01-20")).Ok();
        await _office.CloseMonth("2026-01");
        await _office.Reopen("2026-01");
        await _office.CloseMonth("2026-01");

        var kinds = (await _office.Auditor.Get("/reports/stored?period=2026-01")).Ok()["items"]!.AsArray();
        var second = await Kept("closing.portfolio-2");

        Assert.Multiple(async () =>
        {
            Assert.That(
                kinds.Select(item => item!.Text("kind")),
                Is.EquivalentTo(
                    new[]
                    {
                        "closing.portfolio",
                        "closing.portfolio-2",
                        "closing.portfolio-3",
                        "closing.trialBalance",
                        "closing.trialBalance-2",
                        "closing.trialBalance-3",
                    }
                )
            );
            Assert.That(await Kept("closing.portfolio"), Is.EqualTo(first));
            Assert.That((long)JsonNode.Parse(first)!["outstanding"]!, Is.EqualTo(1_000_000));
            Assert.That((long)JsonNode.Parse(second)!["outstanding"]!, Is.EqualTo(900_000));
            await Verified();
        });
    }

    [Test]
    public async Task Months_are_opened_in_the_order_opposite_to_their_closing()
    {
        await _office.NewActive();
        await _office.CloseMonth("2026-01");
        await _office.CloseMonth("2026-02");

        await Refuses(() => Request("2026-01"), HttpStatusCode.Conflict, "period.not_last_closed");
        await _office.Reopen("2026-02");
        Assert.That(await States(), Is.EqualTo(new[] { "2026-03 open", "2026-02 open", "2026-01 closed" }));
        await _office.Reopen("2026-01");

        Assert.That(await States(), Is.EqualTo(new[] { "2026-03 open", "2026-02 open", "2026-01 open" }));
        (await _office.Cashier.Post("/periods/2026-02/closing", null)).Refused(
            HttpStatusCode.Conflict,
            "period.out_of_order"
        );
        await _office.CloseMonth("2026-01");
        await Verified();
    }

    [Test]
    public async Task What_is_open_no_month_or_far_away_is_not_opened()
    {
        await Refuses(() => Request("2026-01"), HttpStatusCode.Conflict, "period.not_last_closed");
        await _office.CloseMonth("2026-01");
        await Refuses(() => Request("2026-02"), HttpStatusCode.Conflict, "period.not_last_closed");
        await Refuses(() => Request("2025-12"), HttpStatusCode.Conflict, "period.not_last_closed");
        await Refuses(() => Request("9999-12"), HttpStatusCode.Conflict, "period.not_last_closed");
        await Refuses(() => Request("januari"), HttpStatusCode.BadRequest, "period.malformed");
        await Refuses(() => Request("2026-01", " "), HttpStatusCode.BadRequest, "request.invalid");
    }

    [Test]
    public async Task One_request_waits_at_a_time_and_is_decided_once_by_somebody_else()
    {
        var both = await _office.AddUser("both", ["cashier", "approver"], null);
        await _office.CloseMonth("2026-01");
        var own = (await both.Post("/periods/2026-01/reopenings", new { reason = "Lupa" })).Ok();
        var id = own.Text("id");

        await Refuses(() => Request("2026-01"), HttpStatusCode.Conflict, "period.reopening_pending");
        await Refuses(() => both.DecideReopening(id), HttpStatusCode.Forbidden, "period.own_request");
        await Refuses(() => both.DecideReopening(id, "reject"), HttpStatusCode.Forbidden, "period.own_request");
        (await _office.Approver.DecideReopening(id, "reject")).Ok();
        await Refuses(
            () => _office.SecondApprover.DecideReopening(id),
            HttpStatusCode.Conflict,
            "period.reopening_decided"
        );

        Assert.Multiple(async () =>
        {
            Assert.That(own.Text("status"), Is.EqualTo("pending"));
            Assert.That(own["decision"], Is.Null);
            Assert.That((await States())[^1], Is.EqualTo("2026-01 closed"), "Rejected, it stays closed.");
            Assert.That((int)(await Request("2026-01")).Status, Is.EqualTo(201), "And can be asked for again.");
        });
    }

    [Test]
    public async Task A_month_that_another_was_closed_after_meanwhile_is_not_opened_but_can_be_rejected()
    {
        await _office.CloseMonth("2026-01");
        var id = await _office.RequestReopening("2026-01");
        await _office.CloseMonth("2026-02");

        await Refuses(() => _office.Approver.DecideReopening(id), HttpStatusCode.Conflict, "period.not_last_closed");
        Assert.That((await _office.Approver.DecideReopening(id, "reject")).Ok().Text("status"), Is.EqualTo("rejected"));
    }

    [Test]
    public async Task Requests_are_listed_by_their_state_for_their_office_alone()
    {
        await _office.CloseMonth("2026-01");
        var rejected = await _office.RequestReopening("2026-01");
        (await _office.Approver.DecideReopening(rejected, "reject")).Ok();
        var pending = await _office.RequestReopening("2026-01");
        var other = await TestOffice.Open(_host, "KDR");

        async Task<List<string>> Listed(ApiClient who, string query) =>
            [
                .. (await who.Get($"/period-reopenings{query}")).Ok()["items"]!
                    .AsArray()
                    .Select(item => item!.Text("id")),
            ];

        Assert.Multiple(async () =>
        {
            Assert.That(await Listed(_office.Auditor, ""), Is.EqualTo(new[] { pending, rejected }));
            Assert.That(await Listed(_office.Auditor, "?status=pending"), Is.EqualTo(new[] { pending }));
            Assert.That(await Listed(_office.Auditor, "?status=rejected"), Is.EqualTo(new[] { rejected }));
            Assert.That(await Listed(_office.Auditor, "?status=approved"), Is.Empty);
            Assert.That(await Listed(other.Auditor, ""), Is.Empty);
            (await other.Auditor.Get($"/period-reopenings/{pending}")).Refused(
                HttpStatusCode.NotFound,
                "periodReopening.not_found"
            );
            (await other.Approver.DecideReopening(pending)).Refused(
                HttpStatusCode.NotFound,
                "periodReopening.not_found"
            );
            (await other.Auditor.Get($"/periods?officeId={_office.Id}")).Refused(
                HttpStatusCode.NotFound,
                "office.not_found"
            );
        });
    }

    [Test]
    public async Task A_reversal_falls_into_a_month_that_was_opened_again()
    {
        var loan = await _office.NewActive();
        var paid = (await _office.Pay(loan, 100_000, "2026-01-20")).Ok().Text("transactionId");
        await _office.CloseMonth("2026-01");
        await _office.Reopen("2026-01");

        var reversed = (await _office.Cashier.Reverse(loan, paid)).Ok();

        Assert.That(reversed.Text("effectiveOn"), Is.EqualTo("2026-01-20"));
    }

    [Test]
    public async Task The_months_tell_what_happened_to_them()
    {
        await _office.CloseMonth("2026-01");
        await _office.Reopen("2026-01");
        await _office.CloseMonth("2026-01");

        var january = (await _office.Officer.Get("/periods")).Ok()["items"]![2]!;

        Assert.That(
            january["changes"]!.AsArray().Select(change => change!.Text("change")),
            Is.EqualTo(new[] { "closed", "reopened", "closed" })
        );
    }

    private void Tick() => _host.Clock.StandAt(_host.Clock.GetUtcNow().AddMinutes(1));

    private Task<Answer> Request(string period, string reason = "Kuitansi tercecer") =>
        _office.Cashier.Post($"/periods/{period}/reopenings", new { reason });

    private async Task Refuses(Func<Task<Answer>> attempt, HttpStatusCode status, string code)
    {
        var before = _books.Fingerprint();
        (await attempt()).Refused(status, code);
        Assert.That(_books.Fingerprint(), Is.EqualTo(before), "Something was left behind.");
    }

    private async Task<List<string>> States() =>
        [
            .. (await _office.Officer.Get("/periods")).Ok()["items"]!
                .AsArray()
                .Select(item => $"{item!.Text("period")} {item!.Text("state")}"),
        ];

    private async Task Verified()
    {
        var found = (await _office.Auditor.Get("/audit/verification")).Ok();
        Assert.That((bool)found["verified"]!, found.ToJsonString());
    }

    private async Task<string> Kept(string kind) =>
        await _office.Auditor.Http.GetStringAsync(
            new Uri($"/api/v1/reports/stored/{_office.Id}/{kind}/2026-01", UriKind.Relative)
        );
}
