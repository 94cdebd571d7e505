using System.Net;
using Baznas.Bmd.Web.Tests.Loans;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.LaterEvents;

/// <summary>Two people who do the same, or what excludes the other, at one moment: one is answered, the other refused.</summary>
public sealed class SameMomentTests : OfficeFixture
{
    private const int Rounds = 8;

    [Test]
    public async Task A_reschedule_is_decided_once()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var id = await Office.NewActive();
            var reschedule = (await Office.Officer.Reschedule(id)).Id();
            await OneOf(
                "reschedule.already_decided",
                () => Office.Approver.DecideReschedule(reschedule),
                () => Office.SecondApprover.DecideReschedule(reschedule, "reject")
            );
            var both = await Task.WhenAll(
                Office.Approver.ReverseReschedule(reschedule),
                Office.SecondApprover.ReverseReschedule(reschedule)
            );
            Assert.That(both.Count(answer => (int)answer.Status >= 500), Is.Zero);
        }

        await Office.AssertSound();
    }

    [Test]
    public async Task A_loan_is_asked_to_be_rescheduled_and_written_off_once()
    {
        var id = await Office.NewActive();
        await OneOf("reschedule.pending", () => Office.Officer.Reschedule(id), () => Office.Cashier.Reschedule(id));
        await OneOf(
            "write_off.pending",
            () => Office.Officer.AskToWriteOff(id),
            () => Office.Cashier.AskToWriteOff(id)
        );
    }

    [Test]
    public async Task Both_approvers_of_a_write_off_are_heard_and_it_is_booked_once_though_a_payment_comes_with_them()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var id = await Office.NewActive();
            var writeOff = (await Office.Officer.AskToWriteOff(id)).Id();
            var answers = await Task.WhenAll(
                Office.Approver.DecideWriteOff(writeOff),
                Office.SecondApprover.DecideWriteOff(writeOff),
                Office.Pay(id, 100_000, "2026-02-20"),
                Office.SecondApprover.DecideWriteOff(writeOff)
            );
            Assert.That(answers.Select(answer => (int)answer.Status), Has.None.GreaterThanOrEqualTo(500));
            var loan = await Office.Loan(id);
            Assert.That(loan.Text("status"), Is.EqualTo("writtenOff"));
            Assert.That(loan.Number("writtenOff") + loan.Number("repaid"), Is.EqualTo(1_000_000));
        }

        await Office.AssertSound();
    }

    [Test]
    public async Task A_tranche_is_paid_once_and_a_deposit_used_once()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var id = await Office.NewActiveIn(TrancheSteps.Two);
            var answers = await Task.WhenAll(
                Office.Cashier.PayTranche(id, "2026-03-01", 2),
                Office.Cashier.PayTranche(id, "2026-03-01", 2),
                Office.Approver.DecideTranche(id, 2, "cancel", "2026-03-01")
            );
            Assert.That(answers.Count(answer => (int)answer.Status < 300), Is.EqualTo(1));
            Assert.That(answers.Select(answer => (int)answer.Status), Has.None.GreaterThanOrEqualTo(500));

            var borrower = await Office.NewDepositor(100_000);
            var other = await Office.NewLoanOf(borrower);
            var uses = await Task.WhenAll(
                Office.Refund(borrower, 100_000),
                Office.ApplyDeposit(borrower, other),
                Office.Refund(borrower, 100_000)
            );
            Assert.That(uses.Count(answer => (int)answer.Status < 300), Is.EqualTo(1));
        }

        await Office.AssertSound();
    }

    [Test]
    public async Task A_key_sent_again_answers_again_and_books_nothing_more()
    {
        var off = await Office.NewWrittenOff();
        var borrower = await Office.NewDepositor(200_000);
        var loan = await Office.NewLoanOf(borrower);
        var tranched = await Office.NewActiveIn(TrancheSteps.Two);
        var group = await Office.NewGroup(Books, loan);
        (string, object, object)[] moving =
        [
            ($"/loans/{off}/recoveries", WriteOffSteps.Recovery(1000), WriteOffSteps.Recovery(1001)),
            ($"/borrowers/{borrower}/deposit/refunds", MoneySteps.RefundOf(1000), MoneySteps.RefundOf(1001)),
            (
                $"/borrowers/{borrower}/deposit/applications",
                new { loanId = loan, amount = 1000 },
                new { loanId = loan, amount = 1001 }
            ),
            ($"/funds/{Office.FundId}/transfers", MoneySteps.TransferOf(1000), MoneySteps.TransferOf(1001)),
            (
                $"/funds/{await Office.NewFund("HITUNG", "zakat", 10_000)}/cash-counts",
                new { counted = 5, explanation = "hilang" },
                new { counted = 6, explanation = "hilang" }
            ),
            (
                $"/loans/{tranched}/disbursements",
                new { account = "bank", disbursedOn = "2026-03-01" },
                new { account = "bank", disbursedOn = "2026-03-02" }
            ),
            (
                $"/groups/{group}/repayments",
                GroupSteps.Meeting(GroupSteps.Item(loan)),
                GroupSteps.Meeting(GroupSteps.Item(loan, 1001))
            ),
        ];
        await Office.Cashier.Post($"/funds/{Office.FundId}/transfers", MoneySteps.TransferOf(5_000_000));
        foreach (var (path, body, other) in moving)
        {
            var key = Guid.NewGuid().ToString();
            var pair = await Task.WhenAll(Office.Cashier.Post(path, body, key), Office.Cashier.Post(path, body, key));
            var before = Books.Fingerprint();
            var third = await Office.Cashier.Post(path, body, key);
            Assert.Multiple(() =>
            {
                Assert.That(pair[0].Ok().ToJsonString(), Is.EqualTo(pair[1].Ok().ToJsonString()), path);
                Assert.That(third.Ok().ToJsonString(), Is.EqualTo(pair[1].Ok().ToJsonString()), path);
                Assert.That(Books.Fingerprint(), Is.EqualTo(before), path);
            });
            (await Office.Cashier.Post(path, other, key)).Refused(
                HttpStatusCode.UnprocessableEntity,
                "idempotency_key.reused"
            );
            (await Office.Cashier.Post(path, body, null)).Refused(HttpStatusCode.BadRequest, "idempotency_key.missing");
        }

        await Office.AssertSound();
    }

    private static async Task OneOf(string refusal, params Func<Task<Answer>>[] attempts)
    {
        var answers = await Task.WhenAll(attempts.Select(attempt => Task.Run(attempt)));
        var refused = answers.Single(answer => answer.Status != HttpStatusCode.Created);
        refused.Refused(HttpStatusCode.Conflict, refusal);
    }
}
