using System.Net;
using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Till;

/// <summary>A receipt says what was booked, and says the same however often and however late it is printed.</summary>
public sealed class ReceiptTests : OfficeFixture
{
    [Test]
    public async Task A_payment_says_which_instalments_it_filled_and_what_is_left()
    {
        var loan = await Office.NewActive();
        (await Office.Pay(loan, 150_000)).Ok();
        var second = (await Office.Pay(loan, 100_000, "2026-02-03")).Ok();

        var receipt = await Receipt(second.Text("transactionId"));

        Assert.Multiple(() =>
        {
            Assert.That(receipt.Text("receiptNumber"), Is.EqualTo(second.Text("receiptNumber")));
            Assert.That(receipt.Text("kind"), Is.EqualTo("repayment"));
            Assert.That(receipt.Number("amount"), Is.EqualTo(100_000));
            Assert.That((receipt.Text("account"), receipt.Text("method")), Is.EqualTo(("cash", "cash")));
            Assert.That(receipt["borrower"]!.Text("fullName"), Is.EqualTo("Siti Aminah"));
            Assert.That(receipt.Text("bookedBy"), Is.EqualTo("cashier.MJK"));
            Assert.That(
                receipt["allocations"]!.AsArray().Select(part => part!.ToJsonString()),
                Is.EqualTo(
                    new[]
                    {
                        """{"no":2,"dueOn":"2026-01-23","amount":50000}""",
                        """{"no":3,"dueOn":"2026-01-30","amount":50000}""",
                    }
                )
            );
            Assert.That(receipt["loan"]!.Number("outstanding"), Is.EqualTo(750_000));
        });
    }

    [Test]
    public async Task Printed_again_after_what_came_later_it_says_the_same()
    {
        var loan = await Office.NewActive();
        var first = (await Office.Pay(loan, 300_000, "2026-02-10")).Ok().Text("transactionId");
        var before = (await Receipt(first)).ToJsonString();

        // A payment of an earlier day, and a new schedule.
        (await Office.Pay(loan, 200_000, "2026-02-01")).Ok();
        await Office.NewReschedule(loan);

        Assert.That((await Receipt(first)).ToJsonString(), Is.EqualTo(before));
    }

    [Test]
    public async Task What_was_taken_back_says_so_on_both_papers()
    {
        var loan = await Office.NewActive();
        var payment = (await Office.Pay(loan, 100_000)).Ok().Text("transactionId");
        var reversal = (await Office.Cashier.Reverse(loan, payment)).Ok().Text("transactionId");

        var (taken, taking) = (await Receipt(payment), await Receipt(reversal));

        Assert.Multiple(() =>
        {
            Assert.That(taken["reversedBy"]!.Text("transactionId"), Is.EqualTo(reversal));
            Assert.That(taken["reversedBy"]!.Text("reason"), Is.EqualTo("Salah catat"));
            Assert.That(taking["reverses"]!.Text("transactionId"), Is.EqualTo(payment));
            Assert.That(taking["reverses"]!.Text("number"), Is.EqualTo(taken.Text("receiptNumber")));
            Assert.That(taking.Number("amount"), Is.EqualTo(100_000));
            Assert.That(taking["allocations"]!.AsArray(), Is.Empty);
        });
    }

    [Test]
    public async Task Excess_and_infak_stand_apart_and_another_payer_is_named()
    {
        var loan = await Office.NewActive();
        var payer = await Office.NewBorrower();
        var paid = LoanSteps
            .Repayment(1_050_000)
            .With(
                new
                {
                    excess = "deposit",
                    infak = 5_000,
                    paidByBorrowerId = payer,
                }
            );
        var answer = (await Office.Cashier.Repay(loan, paid)).Ok();

        var receipt = await Receipt(answer.Text("transactionId"));
        var infak = await Receipt(receipt["infak"]![0]!.Text("transactionId"));

        Assert.Multiple(() =>
        {
            Assert.That(receipt.Number("amount"), Is.EqualTo(1_050_000));
            Assert.That(receipt.Number("deposited"), Is.EqualTo(50_000));
            Assert.That(receipt["allocations"]!.AsArray(), Has.Count.EqualTo(10));
            Assert.That(receipt["paidBy"]!.Text("id"), Is.EqualTo(payer));
            Assert.That(receipt["infak"]![0]!.Number("amount"), Is.EqualTo(5_000));
            Assert.That(infak.Text("receiptNumber"), Is.EqualTo(answer.Text("infakReceiptNumber")));
            Assert.That(infak.Text("kind"), Is.EqualTo("infak"));
            Assert.That(infak["loan"], Is.Null, "A gift is no part of a debt.");
        });
    }

    [Test]
    public async Task A_recovery_says_what_is_still_owed_though_the_books_say_nothing_is()
    {
        var loan = await Office.NewWrittenOff();
        var recovery = (await Office.Cashier.Recover(loan)).Ok().Text("transactionId");

        var receipt = (await Receipt(recovery))["loan"]!;

        Assert.That((receipt.Number("outstanding"), receipt.Number("stillOwed")), Is.EqualTo((0, 600_000)));
    }

    [Test]
    public async Task Money_paid_out_used_or_given_back_has_a_paper_too()
    {
        var loan = await Office.NewActive();
        var disbursement = await Receipt(await Office.LastTransaction(loan));
        var borrower = await Office.NewDepositor(80_000);
        var next = await Office.NewLoanOf(borrower, disbursedOn: "2026-02-03");
        var applied = await Receipt((await Office.ApplyDeposit(borrower, next)).Ok().Text("transactionId"));
        var depositor = await Office.NewDepositor(80_000);
        var refund = await Receipt((await Office.Refund(depositor, 30_000)).Ok().Text("transactionId"));

        Assert.Multiple(() =>
        {
            Assert.That(disbursement.Text("kind"), Is.EqualTo("disbursement"));
            Assert.That(
                (disbursement.Number("amount"), disbursement["receiptNumber"]),
                Is.EqualTo((1_000_000L, (JsonNode?)null))
            );
            Assert.That(applied.Number("amount"), Is.EqualTo(80_000));
            Assert.That(applied["allocations"]![0]!.Number("amount"), Is.EqualTo(80_000));
            Assert.That(refund.Text("kind"), Is.EqualTo("depositRefund"));
            Assert.That(refund.Number("amount"), Is.EqualTo(30_000));
        });
    }

    [Test]
    public async Task Another_office_s_entries_are_not_found()
    {
        var transaction = await Office.LastTransaction(await Office.NewActive());
        var other = await TestOffice.Open(Host, "SBY");

        (await other.Cashier.Get($"/transactions/{transaction}/receipt")).Refused(
            HttpStatusCode.NotFound,
            "transaction.not_found"
        );
    }

    private async Task<JsonNode> Receipt(string transactionId) =>
        (await Office.Auditor.Get($"/transactions/{transactionId}/receipt")).Ok();
}
