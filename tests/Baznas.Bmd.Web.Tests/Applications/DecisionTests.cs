using System.Net;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Applications;

/// <summary>Who may decide, up to how much, how many must agree, and what an approval brings about.</summary>
public sealed class DecisionTests : OfficeFixture
{
    [Test]
    public async Task One_approval_makes_a_small_loan()
    {
        var id = await Office.NewSurveyed();

        var answer = await Office.Approver.Decide(id, LoanSteps.Decision());
        var approved = answer.Ok();
        var loan = (await Office.Officer.Get($"/loans/{approved.Text("loanId")}")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(approved.Text("status"), Is.EqualTo("approved"));
            Assert.That(loan.Text("status"), Is.EqualTo("approved"));
            Assert.That(loan.Number("principal"), Is.EqualTo(1_000_000));
            Assert.That(loan.Text("number"), Does.Match(@"^MJK-2026-\d{6}$"));
        });
    }

    [TestCase(3_000_000, 1)]
    [TestCase(3_000_001, 2)]
    public async Task The_products_tiers_say_how_many_must_agree(long principal, int count)
    {
        var id = await Office.NewSurveyed(principal);

        var first = (await Office.Approver.Decide(id, LoanSteps.Decision())).Ok();
        Assert.That(first.Text("status"), Is.EqualTo(count == 1 ? "approved" : "surveyed"));
        if (count == 1)
        {
            return;
        }

        Assert.That(first["loanId"], Is.Null);
        var second = (await Office.SecondApprover.Decide(id, LoanSteps.Decision())).Ok();
        Assert.Multiple(() =>
        {
            Assert.That(second.Text("status"), Is.EqualTo("approved"));
            Assert.That(second["loanId"], Is.Not.Null);
            Assert.That(second["decisions"]!.AsArray(), Has.Count.EqualTo(2));
        });
    }

    [Test]
    public async Task One_person_does_not_agree_twice()
    {
        var id = await Office.NewSurveyed(4_000_000);
        (await Office.Approver.Decide(id, LoanSteps.Decision())).Ok();

        await Refuses(
            Office.Approver,
            who => who.Decide(id, LoanSteps.Decision()),
            Refusal.Conflict("decision.already_decided")
        );
    }

    [Test]
    public async Task Lowering_the_principal_asks_the_first_approver_again()
    {
        var id = await Office.NewSurveyed(4_500_000);
        (await Office.Approver.Decide(id, LoanSteps.Decision())).Ok();

        // The first agreed to 4.5 million, and so to 4 million.
        var lowered = (
            await Office.SecondApprover.Decide(id, LoanSteps.Decision().With(new { principal = 4_000_000 }))
        ).Ok();
        var loan = (await Office.Officer.Get($"/loans/{lowered.Text("loanId")}")).Ok();

        Assert.That(loan.Number("principal"), Is.EqualTo(4_000_000));
    }

    [Test]
    public async Task What_one_approver_lowered_another_does_not_raise_again()
    {
        var id = await Office.NewSurveyed(4_500_000);
        (await Office.Approver.Decide(id, LoanSteps.Decision().With(new { principal = 4_000_000 }))).Ok();

        await Refuses(
            Office.SecondApprover,
            who => who.Decide(id, LoanSteps.Decision().With(new { principal = 4_500_000 })),
            Refusal.Conflict("decision.principal_raised")
        );
    }

    [Test]
    public async Task Other_instalments_need_the_agreement_of_both()
    {
        var id = await Office.NewSurveyed(4_000_000, 10);
        (await Office.Approver.Decide(id, LoanSteps.Decision())).Ok();

        var other = (await Office.SecondApprover.Decide(id, LoanSteps.Decision().With(new { installments = 20 }))).Ok();
        Assert.That(other.Text("status"), Is.EqualTo("surveyed"));

        var agreed = (await Office.Approver.Decide(id, LoanSteps.Decision().With(new { installments = 20 }))).Ok();
        var loan = (await Office.Officer.Get($"/loans/{agreed.Text("loanId")}")).Ok();
        Assert.That(loan.Number("installments"), Is.EqualTo(20));
    }

    [Test]
    public async Task A_principal_above_what_was_asked_for_is_refused()
    {
        var id = await Office.NewSurveyed(1_000_000);

        var problem = await Refuses(
            Office.Approver,
            who => who.Decide(id, LoanSteps.Decision().With(new { principal = 1_000_001 })),
            Refusal.Conflict("decision.principal_raised")
        );

        Assert.That(problem["errors"]!["principal"], Is.Not.Null);
    }

    [Test]
    public async Task A_principal_lowered_below_the_product_is_refused()
    {
        var id = await Office.NewSurveyed(1_000_000);

        await Refuses(
            Office.Approver,
            who => who.Decide(id, LoanSteps.Decision().With(new { principal = 499_999 })),
            Refusal.Conflict("product.principal_out_of_range")
        );
    }

    [Test]
    public async Task Nobody_approves_above_their_own_limit()
    {
        var small = await Office.AddUser("kecil", ["approver"], 1_000_000);
        var id = await Office.NewSurveyed(1_000_001);

        await Refuses(
            small,
            who => who.Decide(id, LoanSteps.Decision()),
            Refusal.Forbidden("decision.above_approval_limit")
        );
        // Within the limit it is theirs to approve, and to refuse anything is everybody's.
        (await small.Decide(id, LoanSteps.Decision().With(new { principal = 1_000_000 }))).Ok();
        var large = await Office.NewSurveyed(5_000_000);
        (await small.Decide(large, LoanSteps.Decision("reject"))).Ok();
    }

    [Test]
    public async Task An_approver_with_a_limit_of_zero_approves_nothing()
    {
        var none = await Office.AddUser("nol", ["approver"], 0);
        var id = await Office.NewSurveyed(500_000);

        await Refuses(
            none,
            who => who.Decide(id, LoanSteps.Decision()),
            Refusal.Forbidden("decision.above_approval_limit")
        );
    }

    [Test]
    public async Task Nobody_decides_an_application_that_they_submitted_whatever_their_roles()
    {
        var both = await Office.AddUser("rangkap", ["fieldOfficer", "approver", "cashier", "admin"], 5_000_000);
        var id = await Office.NewDraft();
        (await both.Post($"/applications/{id}/submission", null)).Ok();
        (await Office.Officer.Post($"/applications/{id}/survey", LoanSteps.Survey)).Ok();

        foreach (var decision in new[] { "approve", "reject", "return" })
        {
            await Refuses(
                both,
                who => who.Decide(id, LoanSteps.Decision(decision)),
                Refusal.Forbidden("decision.own_application")
            );
        }

        (await Office.Approver.Decide(id, LoanSteps.Decision())).Ok();
    }

    [TestCase("2026-01-05", "date.out_of_order")]
    [TestCase("2026-03-05", "date.in_future")]
    public async Task A_decision_is_neither_before_the_visit_nor_after_today(string decidedOn, string code)
    {
        var id = await Office.NewSurveyed();

        await Refuses(
            Office.Approver,
            who => who.Decide(id, LoanSteps.Decision().With(new { decidedOn })),
            Refusal.Conflict(code)
        );
    }

    [Test]
    public async Task A_rejected_application_goes_no_further()
    {
        var id = await Office.NewSurveyed();
        var rejected = (await Office.Approver.Decide(id, LoanSteps.Decision("reject"))).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(rejected.Text("status"), Is.EqualTo("rejected"));
            Assert.That(rejected["loanId"], Is.Null);
        });
        await Refuses(
            Office.SecondApprover,
            who => who.Decide(id, LoanSteps.Decision()),
            Refusal.Conflict("application.wrong_status")
        );
    }

    [Test]
    public async Task An_approved_application_is_not_decided_again()
    {
        var id = await Office.NewSurveyed();
        (await Office.Approver.Decide(id, LoanSteps.Decision())).Ok();

        await Refuses(
            Office.SecondApprover,
            who => who.Decide(id, LoanSteps.Decision("reject")),
            Refusal.Conflict("application.wrong_status")
        );
    }

    [Test]
    public async Task A_returned_application_begins_a_new_round_in_which_earlier_agreement_does_not_count()
    {
        var id = await Office.NewSurveyed(4_000_000);
        (await Office.Approver.Decide(id, LoanSteps.Decision())).Ok();
        var returned = (await Office.SecondApprover.Decide(id, LoanSteps.Decision("return"))).Ok();
        (await Office.Officer.Post($"/applications/{id}/submission", null)).Ok();
        (await Office.Officer.Post($"/applications/{id}/survey", LoanSteps.Survey)).Ok();

        var second = (await Office.SecondApprover.Decide(id, LoanSteps.Decision())).Ok();
        var third = (await Office.Approver.Decide(id, LoanSteps.Decision())).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(returned.Text("status"), Is.EqualTo("draft"));
            Assert.That(second.Text("status"), Is.EqualTo("surveyed"), "One agreement of this round is not enough.");
            Assert.That(third.Text("status"), Is.EqualTo("approved"));
            Assert.That(
                third["decisions"]!.AsArray().Select(decision => (int)decision!["round"]!),
                Is.EqualTo(new[] { 1, 1, 2, 2 })
            );
        });
    }

    [Test]
    public async Task A_borrower_has_no_more_running_loans_than_the_product_allows()
    {
        var borrowerId = await Office.NewBorrower();
        var first = await Office.NewSurveyedWith(new { borrowerId });
        var second = await Office.NewSurveyedWith(new { borrowerId });
        var loanId = (await Office.Approver.Decide(first, LoanSteps.Decision())).Ok().Text("loanId");
        var tooMany = Refusal.Conflict("application.too_many_active_loans");

        await Refuses(Office.Approver, who => who.Decide(second, LoanSteps.Decision()), tooMany);
        (await Office.Officer.Post($"/loans/{loanId}/akad", LoanSteps.Akad)).Ok();
        (await Office.Cashier.Disburse(loanId)).Ok();
        await Refuses(Office.Approver, who => who.Decide(second, LoanSteps.Decision()), tooMany);
        (await Office.Pay(loanId, 1_000_000)).Ok();

        var approved = (await Office.Approver.Decide(second, LoanSteps.Decision())).Ok();
        Assert.That(approved.Text("status"), Is.EqualTo("approved"));
    }

    [Test]
    public async Task A_cancelled_loan_makes_room_for_another()
    {
        var borrowerId = await Office.NewBorrower();
        var first = await Office.NewSurveyedWith(new { borrowerId });
        var second = await Office.NewSurveyedWith(new { borrowerId });
        (await Office.Approver.Decide(first, LoanSteps.Decision())).Ok();
        (await Office.Officer.Post($"/applications/{first}/withdrawal", new { reason = "Batal" })).Ok();

        Assert.That((await Office.Approver.Decide(second, LoanSteps.Decision())).Ok()["loanId"], Is.Not.Null);
    }

    [Test]
    public async Task A_running_application_keeps_the_product_as_it_was()
    {
        var productId = await Office.NewProduct("BERUBAH", new { maxPrincipal = 5_000_000 });
        var id = await Office.NewSurveyedWith(new { productId, principal = 2_000_000 });
        var revision = TestOffice.Product("BERUBAH").With(new { maxPrincipal = 1_000_000, roundingMultiple = 50_000 });
        var revised = (await Office.Admin.Put($"/products/{productId}", revision)).Ok();

        var approved = (await Office.Approver.Decide(id, LoanSteps.Decision())).Ok();
        var loan = (await Office.Officer.Get($"/loans/{approved.Text("loanId")}")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(revised.Number("version"), Is.EqualTo(2));
            Assert.That(loan["product"]!.Number("version"), Is.EqualTo(1));
            Assert.That(loan.Number("principal"), Is.EqualTo(2_000_000));
        });
    }
}
