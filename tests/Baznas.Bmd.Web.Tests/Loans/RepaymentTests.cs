using System.Net;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Loans;

/// <summary>What is paid goes to the oldest instalment first, never beyond what is owed, and infak stands apart.</summary>
public sealed class RepaymentTests : OfficeFixture
{
    private TestOffice _other = null!;

    protected override async Task Prepare() => _other = await TestOffice.Open(Host, "JKT");

    [Test]
    public async Task A_repayment_is_laid_to_the_oldest_instalments_first()
    {
        var id = await Office.NewActive();
        (await Office.Pay(id, 150_000)).Ok();

        var answer = await Office.Cashier.Repay(id, LoanSteps.Repayment(180_000, "2026-02-03"));

        Assert.Multiple(() =>
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(answer.Body!.Number("outstanding"), Is.EqualTo(670_000));
            Assert.That(answer.Body!.Text("receiptNumber"), Does.Match(@"^MJK-KW-2026-\d{6}$"));
            Assert.That(
                answer.Body!["allocations"]!.ToJsonString(),
                Is.EqualTo("""[{"no":2,"amount":50000},{"no":3,"amount":100000},{"no":4,"amount":30000}]""")
            );
            Assert.That(answer.Body!["infakReceiptNumber"], Is.Null);
        });
    }

    [Test]
    public async Task More_than_is_owed_is_refused_and_leaves_no_trace()
    {
        var id = await Office.NewActive();
        (await Office.Pay(id, 999_999)).Ok();

        await Refuses(Office.Cashier, who => who.Repay(id, LoanSteps.Repayment(2)), Refusal.Conflict("loan.overpaid"));
        (await Office.Pay(id, 1)).Ok();
        await Refuses(Office.Cashier, who => who.Repay(id, LoanSteps.Repayment(1)), Refusal.Conflict("loan.overpaid"));
    }

    [Test]
    public async Task A_back_dated_payment_counts_what_was_paid_since()
    {
        var id = await Office.NewActive();
        (await Office.Pay(id, 900_000, "2026-02-20")).Ok();

        await Refuses(
            Office.Cashier,
            who => who.Repay(id, LoanSteps.Repayment(100_001, "2026-01-20")),
            Refusal.Conflict("loan.overpaid")
        );
        var paid = (await Office.Pay(id, 100_000, "2026-01-20")).Ok();
        var loan = (await Office.Officer.Get($"/loans/{id}")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(paid.Number("outstanding"), Is.Zero);
            Assert.That(loan.Text("closedOn"), Is.EqualTo("2026-02-20"), "The last day that a rupiah was owed.");
        });
    }

    [Test]
    public async Task What_is_paid_too_much_is_held_as_a_deposit_when_the_payer_asks()
    {
        var id = await Office.NewActive();
        var borrowerId = (string)(await Office.Officer.Get($"/loans/{id}")).Ok()["borrower"]!["id"]!;

        var receipt = (
            await Office.Cashier.Repay(id, LoanSteps.Repayment(1_050_000).With(new { excess = "deposit" }))
        ).Ok();
        var deposit = (await Office.Officer.Get($"/borrowers/{borrowerId}/deposit")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(receipt.Number("outstanding"), Is.Zero);
            Assert.That(receipt.Number("deposited"), Is.EqualTo(50_000));
            Assert.That(deposit.Number("balance"), Is.EqualTo(50_000));
            Assert.That(
                receipt["allocations"]!.AsArray().Sum(row => row!.Number("amount")),
                Is.EqualTo(1_000_000),
                "The deposit is no part of the debt."
            );
        });
    }

    [Test]
    public async Task Infak_has_a_receipt_of_its_own_and_never_touches_the_debt()
    {
        var id = await Office.NewActive();
        var before = (await Office.Cashier.Get("/reports/trial-balance")).Ok();

        var receipt = (await Office.Cashier.Repay(id, LoanSteps.Repayment().With(new { infak = 25_000 }))).Ok();
        var after = (await Office.Cashier.Get("/reports/trial-balance")).Ok();
        var transactions = (await Office.Cashier.Get($"/loans/{id}/transactions")).Ok()["items"]!.AsArray();

        Assert.Multiple(() =>
        {
            Assert.That(receipt.Number("outstanding"), Is.EqualTo(900_000));
            Assert.That(receipt.Text("infakReceiptNumber"), Does.Match(@"^MJK-IN-2026-\d{6}$"));
            Assert.That(receipt.Text("infakReceiptNumber"), Is.Not.EqualTo(receipt.Text("receiptNumber")));
            Assert.That(Credit(after, "infakIncome") - Credit(before, "infakIncome"), Is.EqualTo(25_000));
            Assert.That(transactions, Has.Count.EqualTo(2), "The disbursement and the repayment.");
        });
    }

    [Test]
    public async Task Infak_goes_to_unrestricted_infak_whatever_fund_the_loan_is_from()
    {
        var office = await TestOffice.Open(Host, "SBY");
        var zakat = await office.NewFund("ZKT", "zakat", 2_000_000);
        var application = await office.NewSurveyedWith(new { fundId = zakat });
        var id = (await office.Approver.Decide(application, LoanSteps.Decision())).Ok().Text("loanId");
        (await office.Officer.Post($"/loans/{id}/akad", LoanSteps.Akad)).Ok();
        (await office.Cashier.Disburse(id)).Ok();

        // Gifts go to unrestricted infak even when the loan is from zakat.
        var given = (await office.Cashier.Repay(id, LoanSteps.Repayment().With(new { infak = 5_000 }))).Ok();
        Assert.That(given["infakReceiptNumber"], Is.Not.Null);
    }

    [Test]
    public async Task Another_member_who_pays_is_recorded_as_the_payer()
    {
        var id = await Office.NewActive();
        var payer = await Office.NewBorrower();

        (await Office.Cashier.Repay(id, LoanSteps.Repayment().With(new { paidByBorrowerId = payer }))).Ok();
        var transactions = (await Office.Auditor.Get($"/loans/{id}/transactions")).Ok()["items"]!;

        Assert.That(transactions[0]!.Text("paidByBorrowerId"), Is.EqualTo(payer));
    }

    [Test]
    public async Task A_payer_of_another_office_is_not_there()
    {
        var id = await Office.NewActive();
        var stranger = await _other.NewBorrower();

        await Refuses(
            Office.Cashier,
            who => who.Repay(id, LoanSteps.Repayment().With(new { paidByBorrowerId = stranger })),
            Refusal.NotFound("borrower.not_found")
        );
    }

    [TestCase("2026-01-08", "date.before_disbursement")]
    [TestCase("2026-03-05", "date.in_future")]
    public async Task A_payment_is_neither_before_the_disbursement_nor_after_today(string paidOn, string code)
    {
        var id = await Office.NewActive();

        await Refuses(
            Office.Cashier,
            who => who.Repay(id, LoanSteps.Repayment(100_000, paidOn)),
            Refusal.Conflict(code)
        );
    }

    [Test]
    public async Task A_payment_on_the_day_of_the_disbursement_is_accepted()
    {
        var id = await Office.NewActive();

        (await Office.Pay(id, 100_000, "2026-01-09")).Ok();
    }

    [Test]
    public async Task A_loan_that_was_not_paid_out_takes_no_payment()
    {
        var wrong = Refusal.Conflict("loan.wrong_status");
        var approved = await Office.NewApproved();
        var signed = await Office.NewSigned();

        await Refuses(Office.Cashier, who => who.Repay(approved), wrong);
        await Refuses(Office.Cashier, who => who.Repay(signed), wrong);
    }

    [Test]
    public async Task A_field_officer_takes_cash_only()
    {
        var id = await Office.NewActive();

        await Refuses(
            Office.Officer,
            who => who.Repay(id, LoanSteps.Repayment().With(new { account = "bank" })),
            Refusal.Forbidden("repayment.cash_only")
        );
        (await Office.Officer.Repay(id)).Ok();
    }

    [Test]
    public async Task Another_office_does_not_see_a_loan()
    {
        var id = await Office.NewActive();
        var transaction = await Office.LastTransaction(id);
        var notThere = Refusal.NotFound("loan.not_found");

        await Refuses(_other.Cashier, who => who.Get($"/loans/{id}"), notThere);
        await Refuses(_other.Cashier, who => who.Get($"/loans/{id}/schedule"), notThere);
        await Refuses(_other.Cashier, who => who.Get($"/loans/{id}/transactions"), notThere);
        await Refuses(_other.Officer, who => who.Post($"/loans/{id}/akad", LoanSteps.Akad), notThere);
        await Refuses(_other.Cashier, who => who.Disburse(id), notThere);
        await Refuses(_other.Cashier, who => who.Repay(id), notThere);
        await Refuses(_other.Cashier, who => who.Reverse(id, transaction), notThere);
    }

    [Test]
    public async Task A_transaction_of_another_loan_is_not_reversed_through_this_one()
    {
        var mine = await Office.NewActive();
        var other = await Office.NewActive();
        var transaction = await Office.LastTransaction(other);

        await Refuses(Office.Cashier, who => who.Reverse(mine, transaction), Refusal.NotFound("transaction.not_found"));
    }

    [Test]
    public async Task Every_way_of_paying_is_written_on_the_transaction()
    {
        var id = await Office.NewActive();
        foreach (var (account, method) in new[] { ("cash", "cash"), ("bank", "transfer"), ("bank", "qris") })
        {
            var body = LoanSteps
                .Repayment(1_000)
                .With(
                    new
                    {
                        account,
                        method,
                        reference = $"ref {method}",
                    }
                );
            (await Office.Cashier.Repay(id, body)).Ok();
            var last = (await Office.Cashier.Get($"/loans/{id}/transactions")).Ok()["items"]![0]!;
            Assert.Multiple(() =>
            {
                Assert.That(last.Text("account"), Is.EqualTo(account));
                Assert.That(last.Text("method"), Is.EqualTo(method));
                Assert.That(last.Text("reference"), Is.EqualTo($"ref {method}"));
            });
        }
    }

    private static long Credit(System.Text.Json.Nodes.JsonNode report, string account) =>
        report["rows"]!.AsArray().Where(row => row!.Text("account") == account).Sum(row => row!.Number("credit"));
}
