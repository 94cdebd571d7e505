using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.ArrearsCases;

/// <summary>
/// The case of a late loan. The clock stands at Wednesday, 4 March 2026; loans are due with Rp100.000 each Friday from 16
/// January.
/// </summary>
public sealed class ArrearsCaseTests : OfficeFixture
{
    [Test]
    public async Task A_late_loan_has_a_case_before_anybody_did_anything_about_it()
    {
        var loan = await Office.NewActive();
        (await Office.Pay(loan, 250_000)).Ok();

        var found = await Office.Officer.Case(loan);

        Assert.Multiple(() =>
        {
            Assert.That(found.Text("state"), Is.EqualTo("open"));
            Assert.That(found.Text("oldestUnpaidDueOn"), Is.EqualTo("2026-01-30"));
            Assert.That(found.Number("daysPastDue"), Is.EqualTo(33));
            Assert.That(found.Number("overdue"), Is.EqualTo(450_000));
            Assert.That(found.Number("stillOwed"), Is.EqualTo(750_000));
            Assert.That(found.Text("cause"), Is.EqualTo("unknown"));
            Assert.That(found["promise"], Is.Null);
            Assert.That(found["steps"]!.AsArray(), Is.Empty);
        });
    }

    [Test]
    public async Task A_loan_that_was_never_late_has_none_and_one_that_was_late_keeps_its_own()
    {
        var punctual = await Office.NewActive();
        (await Office.Pay(punctual, 700_000)).Ok();
        await Refuses(
            Office.Officer,
            who => who.Get($"/loans/{punctual}/arrears-case"),
            Refusal.NotFound("arrears.no_case")
        );

        var late = await Office.NewActive();
        (await Office.Officer.Note(late, "contacts", CaseSteps.Contact)).Ok();
        (await Office.Pay(late, 700_000, "2026-03-04")).Ok();
        var found = await Office.Auditor.Case(late);

        Assert.That(found.Text("state"), Is.EqualTo("settled"));
        Assert.That(found["steps"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That(await Listed("&state=settled"), Does.Contain(late).And.Not.Contain(punctual));
        Assert.That(await Listed(), Does.Not.Contain(late));
        Assert.That(await Listed("&asOf=2026-03-03"), Does.Contain(late));
    }

    [Test]
    public async Task What_was_done_stands_there_newest_first_with_who_and_what_came_of_it()
    {
        var loan = await Office.NewActive();
        (await Office.Officer.Note(loan, "contacts", CaseSteps.Contact.With(new { contactedOn = "2026-02-20" }))).Ok();
        (await Office.Cashier.Note(loan, "causes", CaseSteps.Cause("able"))).Ok();
        (await Office.Officer.Note(loan, "visits", CaseSteps.Visit)).Ok();
        (await Office.Approver.Note(loan, "causes", CaseSteps.Cause())).Ok();
        (await Office.Officer.Promises(loan, CaseSteps.Promise())).Ok();

        var found = await Office.Auditor.Case(loan);
        var steps = found["steps"]!.AsArray();

        Assert.Multiple(() =>
        {
            Assert.That(
                steps.Select(step => step!.Text("kind")),
                Is.EqualTo(["promise", "cause", "visit", "cause", "contact"])
            );
            Assert.That(found.Text("cause"), Is.EqualTo("unable"));
            Assert.That(steps[2]!.Text("visitedBy"), Is.EqualTo("officer.MJK"));
            Assert.That(steps[2]!.Text("outcome"), Is.EqualTo("asksForTime"));
            Assert.That(steps[4]!.Text("happenedOn"), Is.EqualTo("2026-02-20"));
            Assert.That(steps[4]!.Text("with"), Is.EqualTo("borrower"));
            Assert.That(steps[4]!.Text("method"), Is.EqualTo("phone"));
            Assert.That(steps[0]!["promise"]!.Text("state"), Is.EqualTo("open"));
        });
        Assert.That(
            (await Office.Auditor.Case(loan, "2026-02-20"))["steps"]!.AsArray(),
            Has.Count.EqualTo(1),
            "As it was on that day."
        );
    }

    [Test]
    public async Task A_promise_is_open_until_its_day_and_broken_from_the_day_after()
    {
        var loan = await Office.NewActive();
        (await Office.Officer.Promises(loan, CaseSteps.Promise(200_000))).Ok();
        (await Office.Pay(loan, 199_999, "2026-03-04")).Ok();

        Assert.Multiple(async () =>
        {
            Assert.That(await States(loan, "2026-03-09"), Is.EqualTo(("promised", "open", "promised")));
            Assert.That(await States(loan, "2026-03-10"), Is.EqualTo(("broken", "broken", "broken")));
        });
        var found = await Office.Officer.Case(loan, "2026-03-10");
        Assert.That(found["promise"]!.Number("paid"), Is.EqualTo(199_999));
    }

    [Test]
    public async Task A_promise_is_kept_by_what_is_paid_in_time_until_that_is_taken_back()
    {
        var loan = await Office.NewActive();
        (await Office.Officer.Promises(loan, CaseSteps.Promise())).Ok();
        (await Office.Pay(loan, 100_000, "2026-03-03")).Ok();
        Assert.That(await States(loan, "2026-03-10"), Is.EqualTo(("broken", "broken", "broken")), "Paid before.");

        var payment = (await Office.Pay(loan, 100_000, "2026-03-04")).Ok().Text("transactionId");
        Assert.That(await States(loan, "2026-03-10"), Is.EqualTo(("open", "kept", "open")));

        (await Office.Cashier.Reverse(loan, payment)).Ok();
        Assert.That(await States(loan, "2026-03-10"), Is.EqualTo(("broken", "broken", "broken")));
    }

    [Test]
    public async Task A_later_promise_takes_the_place_of_an_open_one()
    {
        var loan = await Office.NewActive();
        (await Office.Officer.Promises(loan, CaseSteps.Promise(promisedOn: "2026-03-06"))).Ok();
        (await Office.Officer.Promises(loan, CaseSteps.Promise(promisedOn: "2026-03-12"))).Ok();

        Assert.That(await States(loan, "2026-03-10"), Is.EqualTo(("promised", "open", "promised")));
        Assert.That(await States(loan, "2026-03-13"), Is.EqualTo(("broken", "broken", "broken")));
        var steps = (await Office.Officer.Case(loan))["steps"]!.AsArray();
        Assert.That(steps.Select(step => step!["promise"]!.Text("state")), Is.EqualTo(["open", "replaced"]));
    }

    [Test]
    public async Task A_broken_promise_no_longer_matters_once_all_that_was_due_by_its_day_is_paid()
    {
        var loan = await Office.NewActive();
        (await Office.Officer.Promises(loan, CaseSteps.Promise(promisedOn: "2026-03-05"))).Ok();
        Host.Clock.StandAt(BmdHost.Start.AddDays(14));
        (await Office.Pay(loan, 700_000, "2026-03-18")).Ok();

        // The instalments of 6 and 13 March are late now.
        Assert.That(await States(loan, "2026-03-18"), Is.EqualTo(("open", "broken", "open")));
        Assert.That(await States(loan, "2026-03-17"), Is.EqualTo(("broken", "broken", "broken")));
    }

    [Test]
    public async Task The_list_begins_with_promises_not_kept_then_those_for_the_day_and_goes_on_where_a_page_ended()
    {
        var office = await TestOffice.Open(Host, "URUT");
        var nothing = await office.NewActive();
        var later = await office.NewActive();
        var today = await office.NewActive();
        var broken = await office.NewActive();
        var latest = await office.NewActive();
        (await office.Pay(nothing, 100_000)).Ok();
        (await office.Officer.Promises(later, CaseSteps.Promise(promisedOn: "2026-03-20"))).Ok();
        (await office.Officer.Promises(today, CaseSteps.Promise(promisedOn: "2026-03-05"))).Ok();
        (await office.Officer.Promises(broken, CaseSteps.Promise(promisedOn: "2026-03-04"))).Ok();
        string[] expected = [broken, today, latest, nothing, later];

        var one = (await office.Officer.Get("/arrears-cases?limit=2&asOf=2026-03-05")).Ok();
        var two = (
            await office.Officer.Get($"/arrears-cases?limit=2&asOf=2026-03-05&cursor={one.Text("nextCursor")}")
        ).Ok();
        var three = (
            await office.Officer.Get($"/arrears-cases?limit=2&asOf=2026-03-05&cursor={two.Text("nextCursor")}")
        ).Ok();

        Assert.That(Loans(one).Concat(Loans(two)).Concat(Loans(three)), Is.EqualTo(expected));
        Assert.That(three["nextCursor"], Is.Null);
        Assert.That(await Listed("&state=broken&asOf=2026-03-05", office), Is.EqualTo(new[] { broken }));
        Assert.That(await Listed("&q=TIDAK-ADA", office), Is.Empty);
        await Refuses(
            office.Officer,
            who => who.Get("/arrears-cases?cursor=bm9uc2Vuc2U"),
            Refusal.Invalid("page.cursor_invalid")
        );
        await Refuses(office.Officer, who => who.Get("/arrears-cases?state=apa"), Refusal.Invalid("request.malformed"));
    }

    [Test]
    public async Task Today_shows_promises_for_the_day_and_those_not_kept()
    {
        var (promised, broken) = (await Office.NewActive(), await Office.NewActive());
        (await Office.Officer.Promises(promised, CaseSteps.Promise(promisedOn: "2026-03-05"))).Ok();
        (await Office.Officer.Promises(broken, CaseSteps.Promise(promisedOn: "2026-03-04"))).Ok();
        Host.Clock.StandAt(BmdHost.Start.AddDays(1));

        var day = (await Office.Officer.Get("/today?villageCode=-")).Ok();
        var kinds = day["visits"]!
            .AsArray()
            .Where(visit => visit!["loanId"] is not null)
            .ToDictionary(visit => visit!.Text("loanId"), visit => visit!.Text("kind"));

        Assert.Multiple(() =>
        {
            Assert.That(kinds[promised], Is.EqualTo("promised"));
            Assert.That(kinds[broken], Is.EqualTo("broken"));
            Assert.That(day["all"]!.Number("promised"), Is.Positive);
            Assert.That(day["all"]!.Number("broken"), Is.Positive);
            Assert.That(day["all"]!.Number("late"), Is.GreaterThanOrEqualTo(2));
        });
    }

    [Test]
    public async Task What_is_off_the_books_is_still_collectable_by_talking_but_has_no_promise_and_no_cause()
    {
        var loan = await Office.NewWrittenOff();
        (await Office.Officer.Note(loan, "contacts", CaseSteps.Contact)).Ok();
        (await Office.Officer.Note(loan, "visits", CaseSteps.Visit)).Ok();

        Assert.That((await Office.Officer.Case(loan)).Text("state"), Is.EqualTo("writtenOff"));
        Assert.That(await Listed("&state=writtenOff"), Does.Contain(loan));
        foreach (var (what, body) in new[] { ("promises", CaseSteps.Promise()), ("causes", CaseSteps.Cause()) })
        {
            await Refuses(Office.Officer, who => who.Note(loan, what, body), Refusal.Conflict("loan.wrong_status"));
        }

        (await Office.Cashier.Recover(loan, WriteOffSteps.Recovery(700_000))).Ok();
        await Refuses(
            Office.Officer,
            who => who.Note(loan, "contacts", CaseSteps.Contact),
            Refusal.Conflict("loan.wrong_status")
        );
    }

    public static IEnumerable<TestCaseData> BadSteps()
    {
        yield return Bad("promises", CaseSteps.Promise(0), Refusal.Invalid());
        yield return Bad("promises", CaseSteps.Promise(-1), Refusal.Invalid());
        yield return Bad(
            "promises",
            CaseSteps.Promise().With(new { amount = 0.5 }),
            Refusal.Invalid("request.malformed")
        );
        yield return Bad("promises", CaseSteps.Promise(1_000_001), Refusal.Conflict("promise.above_owed"));
        yield return Bad("promises", CaseSteps.Promise(long.MaxValue), Refusal.Invalid());
        yield return Bad(
            "promises",
            CaseSteps.Promise(promisedOn: "2026-03-03"),
            Refusal.Conflict("date.out_of_order")
        );
        yield return Bad(
            "promises",
            CaseSteps.Promise(promisedOn: "2026-03-03", givenOn: "2026-03-01"),
            Refusal.Conflict("promise.in_past")
        );
        yield return Bad("promises", CaseSteps.Promise(givenOn: "2026-03-05"), Refusal.Conflict("date.in_future"));
        yield return Bad("promises", CaseSteps.Promise(givenOn: "2026-01-16"), Refusal.Conflict("arrears.not_late"));
        yield return Bad("promises", CaseSteps.Promise(promisedOn: "9999-12-31"), Refusal.Invalid());
        yield return Bad("promises", new { amount = 1 }, Refusal.Invalid());
        yield return Bad("contacts", new { method = "phone" }, Refusal.Invalid());
        yield return Bad(
            "contacts",
            CaseSteps.Contact.With(new { method = "pigeon" }),
            Refusal.Invalid("request.malformed")
        );
        yield return Bad("contacts", CaseSteps.Contact.With(new { note = new string('x', 1001) }), Refusal.Invalid());
        yield return Bad(
            "contacts",
            CaseSteps.Contact.With(new { contactedOn = "2026-03-05" }),
            Refusal.Conflict("date.in_future")
        );
        yield return Bad(
            "visits",
            CaseSteps.Visit.With(new { visitedOn = "2026-01-09" }),
            Refusal.Conflict("arrears.not_late")
        );
        yield return Bad("causes", CaseSteps.Cause("lazy"), Refusal.Invalid("request.malformed"));
    }

    [TestCaseSource(nameof(BadSteps))]
    public async Task What_can_t_be_is_refused_and_leaves_no_trace(
        string what,
        object body,
        (System.Net.HttpStatusCode, string) expected
    )
    {
        var loan = await Office.NewActive();

        await Refuses(Office.Officer, who => who.Note(loan, what, body), expected);
    }

    [Test]
    public async Task A_loan_that_is_not_late_repaid_forgiven_or_another_office_s_takes_no_step()
    {
        var punctual = await Office.NewActive();
        (await Office.Pay(punctual, 700_000)).Ok();
        var closed = await Office.NewActive();
        (await Office.Pay(closed, 1_000_000)).Ok();
        var forgiven = await Office.NewWrittenOff("forgiveness");
        var elsewhere = await TestOffice.Open(Host, "LAIN");
        var theirs = await elsewhere.NewActive();

        await RefusesContact(punctual, Refusal.Conflict("arrears.not_late"));
        await RefusesContact(closed, Refusal.Conflict("loan.wrong_status"));
        await RefusesContact(forgiven, Refusal.Conflict("loan.wrong_status"));
        await RefusesContact(await Office.NewSigned(), Refusal.Conflict("loan.wrong_status"));
        await RefusesContact(theirs, Refusal.NotFound("loan.not_found"));
        await Refuses(
            Office.Officer,
            who => who.Get($"/loans/{theirs}/arrears-case"),
            Refusal.NotFound("loan.not_found")
        );
        Assert.That(await Listed(), Does.Not.Contain(theirs));
    }

    private static TestCaseData Bad(string what, object body, (System.Net.HttpStatusCode, string) expected) =>
        new TestCaseData(what, body, expected).SetArgDisplayNames(
            what,
            System.Text.Json.JsonSerializer.Serialize(body),
            expected.Item2
        );

    private Task<JsonNode> RefusesContact(string loan, (System.Net.HttpStatusCode, string) expected) =>
        Refuses(Office.Officer, who => who.Note(loan, "contacts", CaseSteps.Contact), expected);

    // The case's state, its newest promise's, and what the list says: the second is told by the domain, the third by SQL.
    private async Task<(string Case, string Promise, string Listed)> States(string loan, string asOf)
    {
        var found = await Office.Officer.Case(loan, asOf);
        var promise = found["steps"]!.AsArray().First(step => step!["promise"] is not null)!["promise"]!;
        var listed = (await Office.Officer.Cases($"&asOf={asOf}")).Single(item => item!.Text("loanId") == loan)!;
        return (found.Text("state"), promise.Text("state"), listed.Text("state"));
    }

    private async Task<IEnumerable<string>> Listed(string query = "", TestOffice? office = null) =>
        (await (office ?? Office).Officer.Cases(query)).Select(item => item!.Text("loanId"));

    private static IEnumerable<string> Loans(JsonNode page) =>
        page["items"]!.AsArray().Select(item => item!.Text("loanId"));
}
