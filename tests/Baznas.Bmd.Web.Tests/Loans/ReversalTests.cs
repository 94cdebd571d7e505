using System.Net;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Loans;

/// <summary>A mistake is corrected by an entry that names what it reverses, once, and never by a change.</summary>
public sealed class ReversalTests : OfficeFixture
{
    [Test]
    public async Task A_reversed_repayment_is_owed_again_and_stands_beside_its_reversal()
    {
        var id = await Office.NewActive();
        var paid = (await Office.Pay(id, 300_000)).Ok().Text("transactionId");

        var answer = await Office.Cashier.Reverse(id, paid);
        var items = (await Office.Auditor.Get($"/loans/{id}/transactions")).Ok()["items"]!.AsArray();

        Assert.Multiple(() =>
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(answer.Body!.Text("effectiveOn"), Is.EqualTo("2026-02-02"), "The date of what it reverses.");
            Assert.That(answer.Body!.Number("outstanding"), Is.EqualTo(1_000_000));
            Assert.That(
                items.Select(item => item!.Number("amount")),
                Is.EqualTo(new[] { 300_000, -300_000, 1_000_000 })
            );
            Assert.That(
                items.Select(item => item!.Number("outstanding")),
                Is.EqualTo(new[] { 1_000_000, 700_000, 1_000_000 })
            );
            Assert.That(items[0]!.Text("reversesTransactionId"), Is.EqualTo(paid));
            Assert.That(items[1]!.Text("reversedByTransactionId"), Is.EqualTo(answer.Body!.Text("transactionId")));
            Assert.That(items[0]!.Text("reversalReason"), Is.EqualTo("Salah catat"));
        });
    }

    [Test]
    public async Task A_transaction_is_reversed_once_and_a_reversal_never()
    {
        var id = await Office.NewActive();
        var paid = (await Office.Pay(id, 300_000)).Ok().Text("transactionId");
        var reversal = (await Office.Cashier.Reverse(id, paid)).Ok().Text("transactionId");

        await Refuses(Office.Cashier, who => who.Reverse(id, paid), Refusal.Conflict("transaction.already_reversed"));
        await Refuses(Office.Cashier, who => who.Reverse(id, reversal), Refusal.Conflict("transaction.not_reversible"));
    }

    [Test]
    public async Task A_transaction_that_does_not_exist_is_not_there()
    {
        var id = await Office.NewActive();

        await Refuses(
            Office.Cashier,
            who => who.Reverse(id, Guid.CreateVersion7().ToString()),
            Refusal.NotFound("transaction.not_found")
        );
    }

    [Test]
    public async Task Reversing_the_last_repayment_reopens_the_loan()
    {
        var id = await Office.NewActive();
        var paid = (await Office.Pay(id, 1_000_000)).Ok().Text("transactionId");
        var closed = (await Office.Officer.Get($"/loans/{id}")).Ok();

        var reversed = (await Office.Cashier.Reverse(id, paid)).Ok();
        var open = (await Office.Officer.Get($"/loans/{id}")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(closed.Text("status"), Is.EqualTo("closed"));
            Assert.That(closed.Text("closedOn"), Is.EqualTo("2026-02-02"));
            Assert.That(reversed.Text("status"), Is.EqualTo("active"));
            Assert.That(open.Text("status"), Is.EqualTo("active"));
            Assert.That(open["closedOn"], Is.Null);
            Assert.That(open.Number("daysPastDue"), Is.EqualTo(47), "From 16 January to 4 March.");
        });
    }

    [Test]
    public async Task A_deposit_goes_back_with_the_payment_that_brought_it()
    {
        var id = await Office.NewActive();
        var borrowerId = (string)(await Office.Officer.Get($"/loans/{id}")).Ok()["borrower"]!["id"]!;
        var body = LoanSteps.Repayment(1_050_000).With(new { excess = "deposit" });
        var paid = (await Office.Cashier.Repay(id, body)).Ok().Text("transactionId");

        (await Office.Cashier.Reverse(id, paid)).Ok();
        var deposit = (await Office.Officer.Get($"/borrowers/{borrowerId}/deposit")).Ok();

        Assert.That(deposit.Number("balance"), Is.Zero);
    }

    [Test]
    public async Task A_disbursement_is_reversed_only_while_nothing_follows_and_can_then_be_paid_out_again()
    {
        var id = await Office.NewActive();
        var disbursement = await Office.LastTransaction(id);
        var paid = (await Office.Pay(id, 100_000)).Ok().Text("transactionId");

        await Refuses(
            Office.Cashier,
            who => who.Reverse(id, disbursement),
            Refusal.Conflict("transaction.followed_by_others")
        );
        (await Office.Cashier.Reverse(id, paid)).Ok();
        var undone = (await Office.Cashier.Reverse(id, disbursement)).Ok();
        var waiting = (await Office.Officer.Get($"/loans/{id}")).Ok();
        (await Office.Cashier.Disburse(id, new { disbursedOn = "2026-01-12", account = "cash" })).Ok();
        var again = (await Office.Officer.Get($"/loans/{id}")).Ok();
        var schedule = (await Office.Officer.Get($"/loans/{id}/schedule")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(undone.Text("status"), Is.EqualTo("signed"));
            Assert.That(waiting.Text("status"), Is.EqualTo("signed"));
            Assert.That(waiting["disbursedOn"], Is.Null);
            Assert.That(waiting["nextDue"], Is.Null);
            Assert.That(again.Text("status"), Is.EqualTo("active"));
            Assert.That(again.Text("disbursedOn"), Is.EqualTo("2026-01-12"));
            Assert.That(again.Number("outstanding"), Is.EqualTo(1_000_000));
            Assert.That(schedule.Number("version"), Is.EqualTo(3));
            Assert.That(schedule["rows"]![0]!.Text("dueOn"), Is.EqualTo("2026-01-19"));
        });
    }

    [Test]
    public async Task A_loan_whose_disbursement_was_reversed_can_be_withdrawn()
    {
        var id = await Office.NewActive();
        (await Office.Cashier.Reverse(id, await Office.LastTransaction(id))).Ok();
        var applicationId = (await Office.Officer.Get($"/loans/{id}")).Ok().Text("applicationId");

        (await Office.Officer.Post($"/applications/{applicationId}/withdrawal", new { reason = "Batal" })).Ok();

        Assert.That((await Office.Officer.Get($"/loans/{id}")).Ok().Text("status"), Is.EqualTo("cancelled"));
    }

    [Test]
    public async Task A_reversal_that_would_overdraw_the_fund_is_refused()
    {
        var fundId = await Office.NewFund("PAS", "infakTidakTerikat", 1_000_000);
        var first = await ActiveFrom(fundId, "2026-01-09");
        var paid = (await Office.Pay(first, 1_000_000)).Ok().Text("transactionId");
        await ActiveFrom(fundId, "2026-02-10");

        // The money that came back on 2 February went out again on the tenth.
        var problem = await Refuses(
            Office.Cashier,
            who => who.Reverse(first, paid),
            Refusal.Conflict("fund.insufficient")
        );

        Assert.That(problem.Text("detail"), Does.Contain("10 Februari 2026"));
    }

    private async Task<string> ActiveFrom(string fundId, string disbursedOn)
    {
        var application = await Office.NewSurveyedWith(new { fundId });
        var id = (await Office.Approver.Decide(application, LoanSteps.Decision())).Ok().Text("loanId");
        (await Office.Officer.Post($"/loans/{id}/akad", LoanSteps.Akad)).Ok();
        (await Office.Cashier.Disburse(id, new { disbursedOn, account = "cash" })).Ok();
        return id;
    }
}
