using System.Net;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Loans;

/// <summary>The whole principal, from one fund that has it, by somebody who did not approve it.</summary>
public sealed class DisbursementTests : OfficeFixture
{
    [Test]
    public async Task A_disbursement_makes_the_loan_active_with_a_schedule_of_exactly_its_principal()
    {
        var id = await Office.NewSigned(1_000_000, 3);

        var answer = await Office.Cashier.Disburse(id);
        var schedule = (await Office.Officer.Get($"/loans/{id}/schedule")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(answer.Body!.Text("status"), Is.EqualTo("active"));
            Assert.That(answer.Body!.Number("outstanding"), Is.EqualTo(1_000_000));
            Assert.That(schedule.Number("version"), Is.EqualTo(1));
            Assert.That(schedule.Number("total"), Is.EqualTo(1_000_000));
            Assert.That(
                schedule["rows"]!.AsArray().Select(row => $"{row!["dueOn"]} {row["amount"]}"),
                Is.EqualTo(new[] { "2026-01-16 334000", "2026-01-23 333000", "2026-01-30 333000" })
            );
        });
    }

    [Test]
    public async Task A_loan_is_paid_out_once()
    {
        var id = await Office.NewActive();

        await Refuses(Office.Cashier, who => who.Disburse(id), Refusal.Conflict("loan.wrong_status"));
    }

    [Test]
    public async Task A_loan_whose_akad_is_not_signed_is_not_paid_out()
    {
        var id = await Office.NewApproved();

        await Refuses(Office.Cashier, who => who.Disburse(id), Refusal.Conflict("loan.wrong_status"));
    }

    [TestCase(999_999)]
    [TestCase(1_000_001)]
    public async Task Nothing_is_netted_out_of_the_principal_nor_added_to_it(long amount)
    {
        var id = await Office.NewSigned();

        await Refuses(
            Office.Cashier,
            who => who.Disburse(id, LoanSteps.Disbursement.With(new { amount })),
            Refusal.Conflict("disbursement.amount_not_principal")
        );
        (await Office.Cashier.Disburse(id, LoanSteps.Disbursement.With(new { amount = 1_000_000 }))).Ok();
    }

    [Test]
    public async Task A_loan_without_tranches_has_no_second()
    {
        var id = await Office.NewSigned();

        await Refuses(
            Office.Cashier,
            who => who.Disburse(id, LoanSteps.Disbursement.With(new { trancheNo = 2 })),
            Refusal.Conflict("disbursement.no_such_tranche")
        );
    }

    [TestCase("2026-01-07", "date.out_of_order")]
    [TestCase("2026-03-05", "date.in_future")]
    public async Task A_loan_is_paid_out_neither_before_the_akad_nor_after_today(string disbursedOn, string code)
    {
        var id = await Office.NewSigned();

        await Refuses(
            Office.Cashier,
            who => who.Disburse(id, LoanSteps.Disbursement.With(new { disbursedOn })),
            Refusal.Conflict(code)
        );
    }

    [Test]
    public async Task Whoever_approved_a_loan_does_not_pay_it_out_whatever_their_roles()
    {
        var both = await Office.AddUser("rangkap", ["approver", "cashier"], 5_000_000);
        var application = await Office.NewSurveyed(4_000_000);
        (await both.Decide(application, LoanSteps.Decision())).Ok();
        var id = (await Office.Approver.Decide(application, LoanSteps.Decision())).Ok().Text("loanId");
        (await Office.Officer.Post($"/loans/{id}/akad", LoanSteps.Akad)).Ok();

        await Refuses(both, who => who.Disburse(id), Refusal.Forbidden("disbursement.own_approval"));
        (await Office.Cashier.Disburse(id)).Ok();
    }

    [Test]
    public async Task A_fund_pays_only_from_the_account_that_holds_it()
    {
        var fundId = await Office.NewFund("TUNAI", "infakTidakTerikat", 1_000_000);
        var id = await SignedFrom(fundId);
        var fromBank = new { disbursedOn = "2026-01-09", account = "bank" };

        await Refuses(Office.Cashier, who => who.Disburse(id, fromBank), Refusal.Conflict("fund.insufficient"));
        (await Office.Cashier.Disburse(id)).Ok();
        var next = await SignedFrom(fundId);
        await Refuses(Office.Cashier, who => who.Disburse(next), Refusal.Conflict("fund.insufficient"));
    }

    [Test]
    public async Task A_back_dated_disbursement_that_would_overdraw_a_day_since_names_that_day()
    {
        var fundId = await Office.NewFund("SEMPIT", "infakTidakTerikat", 1_000_000);
        var early = await SignedFrom(fundId);
        var late = await SignedFrom(fundId);
        // What is there on 9 January is gone on 20 February: paid out then, it can't have been paid out before.
        (await Office.Cashier.Disburse(late, new { disbursedOn = "2026-02-20", account = "cash" })).Ok();

        var problem = await Refuses(Office.Cashier, who => who.Disburse(early), Refusal.Conflict("fund.insufficient"));

        Assert.That(problem.Text("detail"), Does.Contain("20 Februari 2026"));
    }

    [Test]
    public async Task Money_that_comes_in_later_does_not_pay_for_an_earlier_day()
    {
        var fundId = await Office.NewFund("NANTI", "infakTidakTerikat");
        (
            await Office.Cashier.Post(
                $"/funds/{fundId}/receipts",
                new
                {
                    amount = 5_000_000,
                    receivedOn = "2026-02-01",
                    account = "cash",
                    source = "Infak",
                }
            )
        ).Ok();
        var id = await SignedFrom(fundId);

        var problem = await Refuses(Office.Cashier, who => who.Disburse(id), Refusal.Conflict("fund.insufficient"));

        Assert.That(problem.Text("detail"), Does.Contain("9 Januari 2026"));
        (await Office.Cashier.Disburse(id, new { disbursedOn = "2026-02-01", account = "cash" })).Ok();
    }

    [Test]
    public async Task The_first_instalment_must_come_after_the_disbursement()
    {
        var application = await Office.NewSurveyedWith(new { firstDueOn = "2026-01-20" });
        var id = (await Office.Approver.Decide(application, LoanSteps.Decision())).Ok().Text("loanId");
        (await Office.Officer.Post($"/loans/{id}/akad", LoanSteps.Akad)).Ok();
        var tooLate = new { disbursedOn = "2026-01-20", account = "cash" };

        await Refuses(
            Office.Cashier,
            who => who.Disburse(id, tooLate),
            Refusal.Invalid("schedule.first_due_not_after_disbursement")
        );
        (await Office.Cashier.Disburse(id)).Ok();
        var schedule = (await Office.Officer.Get($"/loans/{id}/schedule")).Ok();
        Assert.That(schedule["rows"]![0]!.Text("dueOn"), Is.EqualTo("2026-01-20"));
    }

    private async Task<string> SignedFrom(string fundId)
    {
        var application = await Office.NewSurveyedWith(new { fundId });
        var id = (await Office.Approver.Decide(application, LoanSteps.Decision())).Ok().Text("loanId");
        (await Office.Officer.Post($"/loans/{id}/akad", LoanSteps.Akad)).Ok();
        return id;
    }
}
