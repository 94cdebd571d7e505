using System.Net;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Reschedules;

/// <summary>What a new schedule is refused for. Whatever is refused leaves no trace.</summary>
public sealed class RescheduleRefusalTests : OfficeFixture
{
    private string _loanId = "";

    public static IEnumerable<TestCaseData> BadRequests()
    {
        var invalid = Refusal.Invalid();
        yield return Bad(new { installments = 0 }, invalid);
        yield return Bad(new { installments = -1 }, invalid);
        yield return Bad(new { installments = 1201 }, invalid);
        yield return Bad(new { installments = (int?)null }, invalid);
        yield return Bad(new { keepDates = true }, invalid);
        yield return Bad(new { keepDates = true, installments = (int?)null }, invalid);
        yield return Bad(new { reason = " " }, invalid);
        yield return Bad(new { reason = new string('x', 2001) }, invalid);
        yield return Bad(new { firstDueOn = "2300-01-01" }, invalid);
        yield return Bad(new { effectiveOn = "2026-03-05" }, Refusal.Conflict("date.in_future"));
        yield return Bad(new { effectiveOn = "2026-01-08" }, Refusal.Conflict("date.before_disbursement"));
        yield return Bad(
            new { firstDueOn = "2026-02-23" },
            Refusal.Invalid("schedule.first_due_not_after_disbursement")
        );
        yield return Bad(new { installments = 1001 }, Refusal.Invalid("schedule.rounding_too_coarse"));
    }

    protected override async Task Prepare() => _loanId = await Office.NewActive();

    [TestCaseSource(nameof(BadRequests))]
    public async Task A_request_that_can_t_be_met_is_refused(object changes, (HttpStatusCode, string) expected) =>
        await Refuses(Office.Officer, who => who.Reschedule(_loanId, changes), expected);

    [TestCase("malas")]
    [TestCase("")]
    [TestCase(1)]
    [TestCase(null)]
    public async Task Only_the_causes_there_are_can_be_given(object? cause)
    {
        var answer = await Office.Officer.Reschedule(_loanId, new { cause });
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Only_an_active_loan_has_something_to_reschedule()
    {
        var signed = await Office.NewSigned();
        var closed = await Office.NewActive();
        (await Office.Pay(closed, 1_000_000)).Ok();
        var wrong = Refusal.Conflict("loan.wrong_status");

        await Refuses(Office.Officer, who => who.Reschedule(signed), wrong);
        await Refuses(Office.Officer, who => who.Reschedule(closed), wrong);
    }

    [Test]
    public async Task Without_a_date_left_none_can_be_kept()
    {
        var loanId = await Office.NewActive(1_000_000, 2);

        await Refuses(
            Office.Officer,
            who => who.KeepDates(loanId, "2026-01-23"),
            Refusal.Conflict("reschedule.no_dates_left")
        );
        Assert.That((await Office.Officer.KeepDates(loanId, "2026-01-22")).Ok()["proposed"]!.AsArray(), Has.One.Items);
    }

    [Test]
    public async Task One_request_waits_at_a_time()
    {
        var loanId = await Office.NewActive();
        (await Office.Officer.Reschedule(loanId)).Ok();

        await Refuses(Office.Cashier, who => who.Reschedule(loanId), Refusal.Conflict("reschedule.pending"));
    }

    [Test]
    public async Task It_does_not_begin_before_the_schedule_made_last()
    {
        var (loanId, id) = await Office.NewRescheduled();
        object day = new { effectiveOn = "2026-02-22" };
        var later = Refusal.Conflict("schedule.later_version");

        var problem = await Refuses(Office.Officer, who => who.Reschedule(loanId, day), later);
        (await Office.Approver.ReverseReschedule(id)).Ok();
        await Refuses(Office.Officer, who => who.Reschedule(loanId, day), later);
        (await Office.Officer.Reschedule(loanId)).Ok();

        Assert.That(problem.Text("detail"), Does.Contain("23 Februari 2026"));
    }

    [Test]
    public async Task Who_asked_does_not_decide_and_nobody_decides_twice()
    {
        var loanId = await Office.NewActive();
        var id = (await Office.Approver.Reschedule(loanId)).Id();
        var own = Refusal.Forbidden("reschedule.own_request");

        await Refuses(Office.Approver, who => who.DecideReschedule(id), own);
        await Refuses(Office.Approver, who => who.DecideReschedule(id, "reject"), own);
        (await Office.SecondApprover.DecideReschedule(id)).Ok();

        foreach (var decision in new[] { "approve", "reject" })
        {
            await Refuses(
                Office.SecondApprover,
                who => who.DecideReschedule(id, decision),
                Refusal.Conflict("reschedule.already_decided")
            );
        }
    }

    [Test]
    public async Task What_has_become_impossible_can_be_rejected_and_not_approved()
    {
        var loanId = await Office.NewActive();
        var id = (await Office.Officer.Reschedule(loanId)).Id();
        (await Office.Pay(loanId, 1_000_000)).Ok();

        await Refuses(Office.Approver, who => who.DecideReschedule(id), Refusal.Conflict("loan.wrong_status"));
        Assert.That((await Office.Auditor.Get($"/reschedules/{id}")).Ok()["proposed"]!.AsArray(), Is.Empty);
        (await Office.Approver.DecideReschedule(id, "reject")).Ok();
    }

    [Test]
    public async Task What_was_paid_in_between_counts_as_repaid_before()
    {
        var loanId = await Office.NewActive();
        var id = (await Office.Officer.Reschedule(loanId)).Id();
        (await Office.Pay(loanId, 300_000)).Ok();

        var made = (await Office.Approver.DecideReschedule(id)).Ok();

        Assert.That(made["proposed"]!.AsArray().Sum(row => row!.Number("amount")), Is.EqualTo(700_000));
        Assert.That((await Office.Versions(loanId))[1]!.Number("repaidBefore"), Is.EqualTo(300_000));
    }

    [Test]
    public async Task Only_what_was_approved_is_taken_back_and_once()
    {
        var loanId = await Office.NewActive();
        var rejected = (await Office.Officer.Reschedule(loanId)).Id();
        var notApproved = Refusal.Conflict("reschedule.not_approved");
        await Refuses(Office.Approver, who => who.ReverseReschedule(rejected), notApproved);
        (await Office.Approver.DecideReschedule(rejected, "reject")).Ok();
        await Refuses(Office.Approver, who => who.ReverseReschedule(rejected), notApproved);
        var id = await Office.NewReschedule(loanId);
        (await Office.Approver.ReverseReschedule(id)).Ok();

        await Refuses(
            Office.Approver,
            who => who.ReverseReschedule(id),
            Refusal.Conflict("reschedule.already_reversed")
        );
    }

    [Test]
    public async Task What_does_not_exist_or_is_another_office_s_is_not_there()
    {
        var other = await TestOffice.Open(Host, "KDR");
        var theirs = await other.NewActive();
        var their = (await other.Officer.Reschedule(theirs)).Id();
        var missing = Refusal.NotFound("reschedule.not_found");

        foreach (var id in new[] { their, Guid.CreateVersion7().ToString(), "x" })
        {
            await Refuses(Office.Auditor, who => who.Get($"/reschedules/{id}"), missing);
            await Refuses(Office.Approver, who => who.DecideReschedule(id), missing);
            await Refuses(Office.Approver, who => who.ReverseReschedule(id), missing);
        }

        var noLoan = Refusal.NotFound("loan.not_found");
        await Refuses(Office.Officer, who => who.Reschedule(theirs), noLoan);
        await Refuses(Office.Auditor, who => who.Get($"/loans/{theirs}/schedule/versions"), noLoan);
        var seen = (await Office.Auditor.Get("/reschedules?limit=200")).Ok()["items"]!.AsArray();
        Assert.That(seen.Select(item => item!.Text("id")), Does.Not.Contain(their));
    }

    private static TestCaseData Bad(object changes, (HttpStatusCode, string) expected) =>
        new TestCaseData(changes, expected).SetArgDisplayNames($"{changes}"[..Math.Min(60, $"{changes}".Length)]);
}
