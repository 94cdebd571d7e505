using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Loans;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Approvals;

/// <summary>All that waits for a decision stands in one list, and says who can't decide it and why.</summary>
public sealed class WaitingTests : OfficeFixture
{
    [Test]
    public async Task Every_kind_of_request_waits_with_its_amount_its_borrower_and_who_asked()
    {
        var application = await Office.NewSurveyed(4_000_000);
        var loan = await Office.NewActive();
        var reschedule = (await Office.Officer.Reschedule(loan)).Id();
        var forgiveness = (
            await Office.Officer.AskToWriteOff(await Office.NewActive(), WriteOffSteps.WriteOff("forgiveness"))
        ).Id();
        (await Office.Cashier.Post("/periods/2025-12/closing", null)).Ok();
        var reopening = (await Office.Cashier.Post("/periods/2025-12/reopenings", new { reason = "Uji" })).Id();

        Assert.Multiple(async () =>
        {
            var asked = await Waiting(Office.Approver, application);
            Assert.That(asked.Text("kind"), Is.EqualTo("application"));
            Assert.That(asked.Number("amount"), Is.EqualTo(4_000_000));
            Assert.That(asked.Text("borrowerName"), Is.EqualTo("Siti Aminah"));
            Assert.That(asked.Text("requestedByName"), Is.EqualTo("officer.MJK"));
            Assert.That(asked.Number("approvalsNeeded"), Is.EqualTo(2));
            Assert.That(asked["refusal"], Is.Null);
            Assert.That((await Waiting(Office.Approver, reschedule)).Text("kind"), Is.EqualTo("reschedule"));
            Assert.That((await Waiting(Office.Approver, reschedule)).Number("amount"), Is.EqualTo(1_000_000));
            Assert.That((await Waiting(Office.Approver, forgiveness)).Text("kind"), Is.EqualTo("forgiveness"));
            Assert.That((await Waiting(Office.Approver, reopening)).Text("number"), Is.EqualTo("2025-12"));
            Assert.That((await Waiting(Office.Auditor, reopening)).Text("kind"), Is.EqualTo("reopening"));
        });
    }

    [Test]
    public async Task What_was_decided_waits_no_longer()
    {
        var application = await Office.NewSurveyed();
        (await Office.Approver.Decide(application, LoanSteps.Decision())).Ok();

        Assert.That(await Find(Office.Approver, application), Is.Null);
    }

    [Test]
    public async Task One_s_own_request_one_s_own_voice_and_what_is_above_one_s_limit_say_so()
    {
        var above = await Office.NewSurveyed(4_000_000);
        var small = await Office.AddUser("kecil", ["approver"], 1_000_000);
        (await Office.Approver.Decide(above, LoanSteps.Decision())).Ok();
        var own = (await Office.Approver.Reschedule(await Office.NewActive())).Id();
        var writeOff = (await Office.Approver.AskToWriteOff(await Office.NewActive())).Id();
        (await Office.SecondApprover.DecideWriteOff(writeOff)).Ok();

        Assert.Multiple(async () =>
        {
            Assert.That(await Refused(small, above), Is.EqualTo("decision.above_approval_limit"));
            Assert.That(await Refused(Office.Approver, above), Is.EqualTo("decision.already_decided"));
            Assert.That((await Waiting(Office.SecondApprover, above)).Number("approvalsGiven"), Is.EqualTo(1));
            Assert.That(await Refused(Office.SecondApprover, above), Is.Null);
            Assert.That(await Refused(Office.Approver, own), Is.EqualTo("reschedule.own_request"));
            Assert.That(await Refused(Office.Approver, writeOff), Is.EqualTo("write_off.own_request"));
            Assert.That(await Refused(Office.SecondApprover, writeOff), Is.EqualTo("write_off.same_approver"));
        });
    }

    [Test]
    public async Task A_tranche_that_is_approved_by_itself_waits_once_those_before_it_are_paid_out()
    {
        var product = await Office.NewProduct("QH-TAHAP", new { trancheApproval = "each" });
        var loan = await Office.NewSignedIn(TrancheSteps.Three, new { productId = product });
        Assert.That(await Find(Office.Approver, loan), Is.Null);

        (await Office.Cashier.Disburse(loan)).Ok();
        var waiting = await Waiting(Office.Approver, loan);

        Assert.Multiple(() =>
        {
            Assert.That(waiting.Text("kind"), Is.EqualTo("tranche"));
            Assert.That(waiting.Number("trancheNo"), Is.EqualTo(2));
            Assert.That(waiting.Number("amount"), Is.EqualTo(300_000));
            Assert.That(waiting.Text("since"), Is.EqualTo("2026-01-28"));
        });
        (await Office.Approver.DecideTranche(loan, 2, "approve")).Ok();
        Assert.That(await Find(Office.Approver, loan), Is.Null);
    }

    [Test]
    public async Task Another_office_s_requests_are_not_there()
    {
        var application = await Office.NewSurveyed();
        var other = await TestOffice.Open(Host, "SBY");

        Assert.That(await Find(other.Approver, application), Is.Null);
    }

    private static async Task<JsonNode?> Find(ApiClient who, string id) =>
        (await who.Get("/approvals")).Ok()["items"]!.AsArray().FirstOrDefault(item => item!.Text("id") == id);

    private static async Task<JsonNode> Waiting(ApiClient who, string id) => (await Find(who, id))!;

    private static async Task<string?> Refused(ApiClient who, string id) =>
        (string?)(await Waiting(who, id))["refusal"]?["code"];
}
