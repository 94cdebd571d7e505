using System.Net;
using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Loans;

/// <summary>
/// Instalments that wait: later by whole periods, for the same amounts. The office's loans are due each Friday, from 16
/// January to 20 March 2026; today is Wednesday, 4 March.
/// </summary>
public sealed class GraceTests : OfficeFixture
{
    private static object Grace(int periods = 2, string? effectiveOn = null) =>
        LoanSteps.Grace.With(new { effectiveOn, periods });

    [Test]
    public async Task What_is_not_yet_due_waits_and_the_amounts_stay()
    {
        var id = await Office.NewActive();

        var answer = await Office.Approver.Post($"/loans/{id}/graces", Grace());
        var loan = answer.Ok()["loans"]!.AsArray().Single()!;

        Assert.Multiple(async () =>
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(answer.Body!.Text("effectiveOn"), Is.EqualTo("2026-03-04"));
            Assert.That(answer.Body!.Text("cause"), Is.EqualTo("illness"));
            Assert.That(loan.Text("loanId"), Is.EqualTo(id));
            Assert.That(loan.Number("version"), Is.EqualTo(2));
            Assert.That(
                loan["rows"]!
                    .AsArray()
                    .Select(row => $"{row!["no"]} {row["previousDueOn"]} {row["dueOn"]} {row["amount"]}"),
                Is.EqualTo(
                    new[]
                    {
                        "8 2026-03-06 2026-03-20 100000",
                        "9 2026-03-13 2026-03-27 100000",
                        "10 2026-03-20 2026-04-03 100000",
                    }
                )
            );
            Assert.That(await Due(id), Is.EqualTo(Fridays("2026-01-16", 7).Concat(Fridays("2026-03-20", 3))));
            Assert.That(
                await Due(id, "2026-03-03"),
                Is.EqualTo(Fridays("2026-01-16", 10)),
                "The old one stays readable."
            );
            Assert.That((await Loan(id)).Number("outstanding"), Is.EqualTo(1_000_000));
        });
    }

    [Test]
    public async Task A_grace_from_an_earlier_day_takes_the_arrears_of_the_days_since_away()
    {
        var id = await Office.NewActive();
        (await Office.Pay(id, 400_000, "2026-02-06")).Ok();
        Assert.That((await Loan(id)).Number("daysPastDue"), Is.EqualTo(19));

        (await Office.Approver.Post($"/loans/{id}/graces", Grace(4, "2026-02-10"))).Ok();

        Assert.Multiple(async () =>
        {
            Assert.That((await Loan(id)).Number("daysPastDue"), Is.Zero);
            Assert.That((await Loan(id))["nextDue"]!.Text("dueOn"), Is.EqualTo("2026-03-13"));
        });
    }

    [Test]
    public async Task Only_the_instalments_from_a_number_on_wait()
    {
        var id = await Office.NewActive();

        (await Office.Approver.Post($"/loans/{id}/graces", Grace(1).With(new { fromNo = 9 }))).Ok();

        Assert.That(await Due(id), Is.EqualTo(Fridays("2026-01-16", 8).Concat(Fridays("2026-03-20", 2))));
    }

    [Test]
    public async Task The_31st_waits_for_the_31st_where_the_month_has_one_and_a_rest_day_moves_it()
    {
        var product = await Office.NewProduct("QH-BULANAN", new { unit = "month" });
        var id = await NewActive(product, new { firstDueOn = "2026-01-31", installments = 4 });
        Assert.That(await Due(id), Is.EqualTo(new[] { "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30" }));

        (await Office.Approver.Post($"/loans/{id}/graces", Grace(1, "2026-02-01"))).Ok();

        // 31 May is a Sunday, when the office rests.
        Assert.That(await Due(id), Is.EqualTo(new[] { "2026-01-31", "2026-03-31", "2026-04-30", "2026-06-01" }));
    }

    [Test]
    public async Task A_second_grace_builds_on_the_first_and_the_same_request_is_answered_once()
    {
        var id = await Office.NewActive();
        var first = await Office.Approver.Post($"/loans/{id}/graces", Grace(1), "tunggu-1");
        var again = await Office.Approver.Post($"/loans/{id}/graces", Grace(1), "tunggu-1");
        (await Office.Approver.Post($"/loans/{id}/graces", Grace(1))).Ok();

        Assert.Multiple(async () =>
        {
            Assert.That(again.Ok().ToJsonString(), Is.EqualTo(first.Ok().ToJsonString()));
            Assert.That(await Due(id), Is.EqualTo(Fridays("2026-01-16", 7).Concat(Fridays("2026-03-20", 3))));
            Assert.That((await Schedule(id)).Number("version"), Is.EqualTo(3));
        });
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(367)]
    public async Task Too_few_or_too_many_periods_are_refused(int periods)
    {
        var id = await Office.NewActive();

        var problem = await Refuses(
            Office.Approver,
            who => who.Post($"/loans/{id}/graces", Grace(periods)),
            Refusal.Invalid()
        );
        Assert.That(problem["errors"]!["periods"], Is.Not.Null);
    }

    [Test]
    public async Task Without_a_reason_a_known_cause_or_a_number_that_can_be_nothing_waits()
    {
        var id = await Office.NewActive();
        foreach (
            var change in new object[] { new { reason = " " }, new { fromNo = 0 }, new { effectiveOn = "1800-01-01" } }
        )
        {
            await Refuses(
                Office.Approver,
                who => who.Post($"/loans/{id}/graces", Grace().With(change)),
                Refusal.Invalid()
            );
        }

        var before = Books.Fingerprint();
        var unknown = await Office.Approver.Post($"/loans/{id}/graces", Grace().With(new { cause = "laziness" }));
        Assert.That(unknown.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(Books.Fingerprint(), Is.EqualTo(before));
    }

    [Test]
    public async Task Nothing_waits_that_is_due_already()
    {
        var id = await Office.NewActive(1_000_000, 1);
        var nothing = Refusal.Conflict("grace.nothing_to_move");

        await Refuses(Office.Approver, who => who.Post($"/loans/{id}/graces", Grace()), nothing);
        await Refuses(Office.Approver, who => who.Post($"/loans/{id}/graces", Grace(1, "2026-01-16")), nothing);
        var other = await Office.NewActive();
        await Refuses(
            Office.Approver,
            who => who.Post($"/loans/{other}/graces", Grace().With(new { fromNo = 11 })),
            nothing
        );
    }

    [Test]
    public async Task A_grace_is_dated_between_the_newest_schedule_and_today()
    {
        var id = await Office.NewActive();

        await Refuses(
            Office.Approver,
            who => who.Post($"/loans/{id}/graces", Grace(1, "2026-03-05")),
            Refusal.Conflict("date.in_future")
        );
        await Refuses(
            Office.Approver,
            who => who.Post($"/loans/{id}/graces", Grace(1, "2026-01-08")),
            Refusal.Conflict("date.before_disbursement")
        );
        (await Office.Approver.Post($"/loans/{id}/graces", Grace(1, "2026-03-03"))).Ok();
        await Refuses(
            Office.Approver,
            who => who.Post($"/loans/{id}/graces", Grace(1, "2026-03-02")),
            Refusal.Conflict("schedule.later_version")
        );
        (await Office.Approver.Post($"/loans/{id}/graces", Grace(1, "2026-03-03"))).Ok();
    }

    [Test]
    public async Task Only_a_loan_that_is_still_owed_can_wait()
    {
        var wrong = Refusal.Conflict("loan.wrong_status");
        var signed = await Office.NewSigned();
        await Refuses(Office.Approver, who => who.Post($"/loans/{signed}/graces", Grace()), wrong);

        var closed = await Office.NewActive();
        var last = (await Office.Pay(closed, 1_000_000, "2026-03-02")).Ok().Text("transactionId");
        await Refuses(Office.Approver, who => who.Post($"/loans/{closed}/graces", Grace()), wrong);
        await Refuses(Office.Approver, who => who.Post($"/loans/{closed}/graces", Grace(1, "2026-02-01")), wrong);

        (await Office.Cashier.Reverse(closed, last)).Ok();
        (await Office.Approver.Post($"/loans/{closed}/graces", Grace())).Ok();
    }

    [Test]
    public async Task A_closed_month_and_what_another_office_owns_stay_as_they_are()
    {
        var other = await TestOffice.Open(Host, "BLT");
        var id = await other.NewActive();
        (await other.Cashier.Post("/periods/2026-01/closing", null)).Ok();

        await Refuses(
            other.Approver,
            who => who.Post($"/loans/{id}/graces", Grace(1, "2026-01-31")),
            Refusal.Conflict("period.closed")
        );
        foreach (var path in new[] { "graces", "graces/preview" })
        {
            await Refuses(
                other.Approver,
                who => who.Post($"/offices/{other.Id}/{path}", Grace(1, "2026-01-31")),
                Refusal.Conflict("period.closed")
            );
            await Refuses(
                other.Approver,
                who => who.Post($"/offices/{other.Id}/{path}", Grace(1, "2026-03-05")),
                Refusal.Conflict("date.in_future")
            );
            await Refuses(
                Office.Approver,
                who => who.Post($"/offices/{other.Id}/{path}", Grace()),
                Refusal.NotFound("office.not_found")
            );
        }

        await Refuses(
            Office.Approver,
            who => who.Post($"/loans/{id}/graces", Grace()),
            Refusal.NotFound("loan.not_found")
        );
    }

    [Test]
    public async Task After_a_flood_all_running_loans_of_the_office_wait_as_was_shown_before()
    {
        var office = await TestOffice.Open(Host, "KDR");
        var flood = Grace(1, "2026-03-03").With(new { cause = "flood", reason = "Banjir Brantas" });
        await Refuses(
            office.Approver,
            who => who.Post($"/offices/{office.Id}/graces", flood),
            Refusal.Conflict("grace.nothing_to_move")
        );
        var (first, second) = (await office.NewActive(), await office.NewActive());
        var newer = await office.NewActive();
        (await office.Approver.Post($"/loans/{newer}/graces", Grace(1))).Ok();
        var (closed, elsewhere) = (await office.NewActive(), await Office.NewActive());
        (await office.Pay(closed, 1_000_000)).Ok();
        var allDue = await office.NewActive(1_000_000, 2);
        var before = Books.Fingerprint();

        var preview = await office.Approver.Post($"/offices/{office.Id}/graces/preview", flood);
        Assert.That(preview.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(Books.Fingerprint(), Is.EqualTo(before), "Something was left behind.");
        var granted = (await office.Approver.Post($"/offices/{office.Id}/graces", flood)).Ok();

        Assert.Multiple(async () =>
        {
            Assert.That(
                granted["loans"]!.AsArray().Select(loan => loan!.Text("loanId")),
                Is.EqualTo(new[] { first, second })
            );
            Assert.That(
                granted["skipped"]!.AsArray().Select(loan => $"{loan!["loanId"]} {loan["code"]}"),
                Is.EqualTo(new[] { $"{newer} schedule.later_version" })
            );
            foreach (var part in new[] { "loans", "skipped", "effectiveOn", "periods" })
            {
                Assert.That(preview.Body![part]!.ToJsonString(), Is.EqualTo(granted[part]!.ToJsonString()), part);
            }

            foreach (var id in new[] { first, second })
            {
                Assert.That(
                    await Due(id, null, office),
                    Is.EqualTo(Fridays("2026-01-16", 7).Concat(Fridays("2026-03-13", 3)))
                );
            }

            Assert.That((await Schedule(closed, null, office)).Number("version"), Is.EqualTo(1));
            Assert.That((await Schedule(allDue, null, office)).Number("version"), Is.EqualTo(1));
            Assert.That((await Schedule(elsewhere)).Number("version"), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task The_trail_keeps_who_granted_what_and_why_and_the_books_hold()
    {
        var id = await Office.NewActive();
        var grace = (await Office.Approver.Post($"/loans/{id}/graces", Grace())).Ok();

        var found = (await Office.Auditor.Get($"/audit/events?subjectId={grace.Text("id")}")).Ok()["items"]!.AsArray();
        var kept = found.Single()!["after"]!["grace"]!;

        Assert.Multiple(async () =>
        {
            Assert.That(found.Single()!.Text("action"), Is.EqualTo("grace.granted"));
            Assert.That(kept.Text("loanId"), Is.EqualTo(id));
            Assert.That(kept.Text("reason"), Is.EqualTo("Dirawat di rumah sakit"));
            Assert.That(kept.Text("cause"), Is.EqualTo("illness"));
            Assert.That((bool)(await Office.Auditor.Get("/audit/verification")).Ok()["verified"]!);
        });
    }

    private static IEnumerable<string> Fridays(string first, int count) =>
        Enumerable
            .Range(0, count)
            .Select(week =>
                DateOnly
                    .Parse(first, System.Globalization.CultureInfo.InvariantCulture)
                    .AddDays(7 * week)
                    .ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)
            );

    private async Task<string> NewActive(string productId, object changes)
    {
        var application = await Office.NewSurveyedWith(changes.With(new { productId }));
        var loan = (await Office.Approver.Decide(application, LoanSteps.Decision())).Ok().Text("loanId");
        (await Office.Officer.Post($"/loans/{loan}/akad", LoanSteps.Akad)).Ok();
        (await Office.Cashier.Disburse(loan)).Ok();
        return loan;
    }

    private async Task<JsonNode> Loan(string id) => (await Office.Officer.Get($"/loans/{id}")).Ok();

    private async Task<JsonNode> Schedule(string id, string? asOf = null, TestOffice? office = null) =>
        (await (office ?? Office).Officer.Get($"/loans/{id}/schedule{(asOf is null ? "" : $"?asOf={asOf}")}")).Ok();

    private async Task<IEnumerable<string>> Due(string id, string? asOf = null, TestOffice? office = null) =>
        (await Schedule(id, asOf, office))["rows"]!.AsArray().Select(row => row!.Text("dueOn")).ToList();
}
