using System.Net;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.WriteOffs;

/// <summary>A debt leaves the books with a reason, with evidence, and by the word of two who did not ask for it.</summary>
public sealed class WriteOffTests : OfficeFixture
{
    [Test]
    public async Task Two_approvers_take_the_rest_of_a_debt_off_the_books_and_it_is_still_owed()
    {
        var id = await Office.NewActive();
        (await Office.Pay(id, 300_000)).Ok();

        var asked = await Office.Officer.AskToWriteOff(id);
        var first = (await Office.Approver.DecideWriteOff(asked.Id())).Ok();
        var second = await Office.SecondApprover.DecideWriteOff(asked.Id());
        var loan = (await Office.Officer.Get($"/loans/{id}")).Ok();
        var before = (await Office.Officer.Get($"/loans/{id}?asOf=2026-02-19")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(asked.Status, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(asked.Body!.Text("status"), Is.EqualTo("pending"));
            Assert.That(asked.Body!.Text("cause"), Is.EqualTo("unable"), "The cause when none is said.");
            Assert.That(asked.Body!.Number("amount"), Is.EqualTo(700_000));
            Assert.That(asked.Body!.Number("approvalsNeeded"), Is.EqualTo(2));
            Assert.That(first.Text("status"), Is.EqualTo("pending"));
            Assert.That(first["transactionId"], Is.Null);
            Assert.That(second.Status, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(second.Body!.Text("status"), Is.EqualTo("approved"));
            Assert.That(second.Body!.Number("amount"), Is.EqualTo(700_000));
            Assert.That(second.Body!["decisions"]!.AsArray(), Has.Count.EqualTo(2));
            Assert.That(second.Body!.Text("transactionId"), Is.Not.Empty);
            Assert.That(loan.Text("status"), Is.EqualTo("writtenOff"));
            Assert.That(loan.Number("outstanding"), Is.Zero);
            Assert.That(loan.Number("writtenOff"), Is.EqualTo(700_000));
            Assert.That(loan.Number("forgiven"), Is.Zero);
            Assert.That(loan.Number("stillOwed"), Is.EqualTo(700_000));
            Assert.That(loan.Number("daysPastDue"), Is.Zero);
            Assert.That(loan["nextDue"], Is.Null);
            Assert.That(loan["closedOn"], Is.Null, "It was not paid.");
            Assert.That(before.Text("status"), Is.EqualTo("active"));
            Assert.That(before.Number("outstanding"), Is.EqualTo(700_000));
        });
    }

    [Test]
    public async Task A_debt_that_is_forgiven_is_owed_no_more()
    {
        var id = await Office.NewWrittenOff("forgiveness");

        var loan = (await Office.Officer.Get($"/loans/{id}")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(loan.Text("status"), Is.EqualTo("forgiven"));
            Assert.That(loan.Number("forgiven"), Is.EqualTo(700_000));
            Assert.That(loan.Number("writtenOff"), Is.Zero);
            Assert.That(loan.Number("stillOwed"), Is.Zero);
            Assert.That(loan["closedOn"], Is.Null);
        });
    }

    [Test]
    public async Task One_who_refuses_ends_it_and_it_can_be_asked_again()
    {
        var id = await Office.NewActive();
        var first = (await Office.Officer.AskToWriteOff(id)).Id();
        (await Office.Approver.DecideWriteOff(first)).Ok();

        var rejected = (await Office.SecondApprover.DecideWriteOff(first, "reject")).Ok();

        Assert.That(rejected.Text("status"), Is.EqualTo("rejected"));
        Assert.That((await Office.Officer.Get($"/loans/{id}")).Ok().Text("status"), Is.EqualTo("active"));
        await Refuses(
            Office.SecondApprover,
            who => who.DecideWriteOff(first),
            Refusal.Conflict("write_off.already_decided")
        );
        Assert.That((await Office.WriteOff(id)).Text("status"), Is.EqualTo("approved"));
    }

    [Test]
    public async Task Who_asked_has_no_voice_and_nobody_has_two()
    {
        var id = await Office.NewActive();
        var asked = (await Office.Approver.AskToWriteOff(id)).Id();

        foreach (var decision in new[] { "approve", "reject" })
        {
            await Refuses(
                Office.Approver,
                who => who.DecideWriteOff(asked, decision),
                Refusal.Forbidden("write_off.own_request")
            );
        }

        (await Office.SecondApprover.DecideWriteOff(asked)).Ok();
        await Refuses(
            Office.SecondApprover,
            who => who.DecideWriteOff(asked),
            Refusal.Forbidden("write_off.same_approver")
        );
        Assert.That((await Office.Officer.Get($"/loans/{id}")).Ok().Text("status"), Is.EqualTo("active"));
    }

    [Test]
    public async Task The_limit_for_new_loans_is_none_for_two_who_decide_together()
    {
        var low = await Office.AddUser("batas-rendah", ["approver"], 1);
        var id = await Office.NewActive();
        var asked = (await Office.Cashier.AskToWriteOff(id)).Id();
        (await Office.Approver.DecideWriteOff(asked)).Ok();

        Assert.That((await low.DecideWriteOff(asked)).Ok().Text("status"), Is.EqualTo("approved"));
    }

    [Test]
    public async Task A_loan_has_one_waiting_request()
    {
        var id = await Office.NewActive();
        (await Office.Officer.AskToWriteOff(id)).Ok();

        await Refuses(Office.Cashier, who => who.AskToWriteOff(id), Refusal.Conflict("write_off.pending"));
    }

    [TestCase("2026-03-05", "date.in_future")]
    [TestCase("2026-01-08", "date.before_disbursement")]
    [TestCase("2026-02-01", "write_off.followed_by_others")]
    public async Task A_day_that_can_not_be_is_refused(string effectiveOn, string code)
    {
        var id = await Office.NewActive();
        (await Office.Pay(id, 300_000)).Ok();

        await Refuses(
            Office.Officer,
            who => who.AskToWriteOff(id, WriteOffSteps.WriteOff(effectiveOn: effectiveOn)),
            Refusal.Conflict(code)
        );
    }

    [Test]
    public async Task A_payment_that_was_taken_back_does_not_stand_in_the_way()
    {
        var id = await Office.NewActive();
        var paid = (await Office.Pay(id, 300_000)).Ok().Text("transactionId");
        (await Office.Cashier.Reverse(id, paid)).Ok();

        var booked = await Office.WriteOff(id, WriteOffSteps.WriteOff(effectiveOn: "2026-01-20"));

        Assert.That(booked.Number("amount"), Is.EqualTo(1_000_000));
    }

    [Test]
    public async Task Only_a_loan_on_which_something_is_owed_can_leave_the_books()
    {
        var wrongStatus = Refusal.Conflict("loan.wrong_status");
        var paid = await Office.NewActive();
        (await Office.Pay(paid, 1_000_000)).Ok();

        foreach (
            var id in new[]
            {
                await Office.NewSigned(),
                paid,
                await Office.NewWrittenOff(),
                await Office.NewWrittenOff("forgiveness"),
            }
        )
        {
            await Refuses(Office.Officer, who => who.AskToWriteOff(id), wrongStatus);
        }
    }

    [Test]
    public async Task A_death_needs_its_day_and_its_certificate_and_is_never_expected()
    {
        var id = await Office.NewActive();
        var good = WriteOffSteps
            .WriteOff("forgiveness")
            .With(
                new
                {
                    cause = "death",
                    diedOn = "2026-02-20",
                    deathCertificate = "3576-KM-2026-1",
                }
            );

        foreach (var field in new[] { "diedOn", "deathCertificate" })
        {
            var without = good.DeepClone().AsObject();
            without.Remove(field);
            var problem = await Refuses(Office.Officer, who => who.AskToWriteOff(id, without), Refusal.Invalid());
            Assert.That(problem["errors"]![field], Is.Not.Null);
            await Refuses(
                Office.Officer,
                who => who.AskToWriteOff(id, good.With(new { cause = "unable" })),
                Refusal.Invalid()
            );
        }

        await Refuses(
            Office.Officer,
            who => who.AskToWriteOff(id, good.With(new { diedOn = "2026-02-21" })),
            Refusal.Conflict("date.out_of_order")
        );
        Assert.That((await Office.Officer.AskToWriteOff(id, good)).Ok().Text("diedOn"), Is.EqualTo("2026-02-20"));
    }

    [Test]
    public async Task What_is_paid_until_the_second_voice_is_not_written_off()
    {
        var id = await Office.NewActive();
        var asked = (await Office.Officer.AskToWriteOff(id)).Id();
        (await Office.Approver.DecideWriteOff(asked)).Ok();
        (await Office.Pay(id, 250_000)).Ok();

        var shown = (await Office.Officer.Get($"/write-offs/{asked}")).Ok();
        var booked = (await Office.SecondApprover.DecideWriteOff(asked)).Ok();

        Assert.That(shown.Number("amount"), Is.EqualTo(750_000));
        Assert.That(booked.Number("amount"), Is.EqualTo(750_000));
    }

    [Test]
    public async Task The_rules_are_asked_again_when_it_is_booked_and_a_refusal_is_always_possible()
    {
        var followed = await Office.NewActive();
        var repaid = await Office.NewActive();
        var (first, second) = (
            (await Office.Officer.AskToWriteOff(followed)).Id(),
            (await Office.Officer.AskToWriteOff(repaid)).Id()
        );
        (await Office.Approver.DecideWriteOff(first)).Ok();
        (await Office.Approver.DecideWriteOff(second)).Ok();
        (await Office.Pay(followed, 100_000, "2026-02-21")).Ok();
        (await Office.Pay(repaid, 1_000_000)).Ok();

        await Refuses(
            Office.SecondApprover,
            who => who.DecideWriteOff(first),
            Refusal.Conflict("write_off.followed_by_others")
        );
        await Refuses(Office.SecondApprover, who => who.DecideWriteOff(second), Refusal.Conflict("loan.wrong_status"));
        Assert.That(
            (await Office.SecondApprover.DecideWriteOff(first, "reject")).Ok().Text("status"),
            Is.EqualTo("rejected")
        );
    }

    [Test]
    public async Task Nothing_more_is_repaid_on_what_left_the_books()
    {
        foreach (var kind in new[] { "writeOff", "forgiveness" })
        {
            var id = await Office.NewWrittenOff(kind);
            await Refuses(Office.Cashier, who => who.Repay(id), Refusal.Conflict("loan.wrong_status"));
        }
    }

    [Test]
    public async Task What_is_written_off_counts_as_a_running_loan_until_it_is_recovered_and_what_is_forgiven_does_not()
    {
        var tooMany = Refusal.Conflict("application.too_many_active_loans");
        var written = await Office.NewWrittenOff();
        var next = await Office.NewSurveyedWith(new { borrowerId = await BorrowerOf(written) });
        var forgiven = await Office.NewWrittenOff("forgiveness");
        var fresh = await Office.NewSurveyedWith(new { borrowerId = await BorrowerOf(forgiven) });

        await Refuses(Office.Approver, who => who.Decide(next, LoanSteps.Decision()), tooMany);
        (await Office.Cashier.Recover(written, WriteOffSteps.Recovery(699_999))).Ok();
        await Refuses(Office.Approver, who => who.Decide(next, LoanSteps.Decision()), tooMany);
        (await Office.Cashier.Recover(written, WriteOffSteps.Recovery(1))).Ok();

        Assert.That((await Office.Approver.Decide(next, LoanSteps.Decision())).Ok()["loanId"], Is.Not.Null);
        Assert.That((await Office.Approver.Decide(fresh, LoanSteps.Decision())).Ok()["loanId"], Is.Not.Null);
    }

    [Test]
    public async Task Requests_are_found_by_status_and_loan_and_loans_by_what_became_of_them()
    {
        var (written, forgiven, waiting) = (
            await Office.NewWrittenOff(),
            await Office.NewWrittenOff("forgiveness"),
            await Office.NewActive()
        );
        var asked = (await Office.Officer.AskToWriteOff(waiting)).Id();

        var pending = (await Office.Auditor.Get($"/write-offs?status=pending&loanId={waiting}")).Ok()["items"]!;
        var approved = (await Office.Auditor.Get("/write-offs?status=approved&limit=200")).Ok()["items"]!;
        var rejected = (await Office.Auditor.Get($"/write-offs?status=rejected&loanId={waiting}")).Ok()["items"]!;

        Assert.Multiple(async () =>
        {
            Assert.That(pending.AsArray().Select(item => item!.Text("id")), Is.EqualTo(new[] { asked }));
            Assert.That(approved.AsArray().Select(item => item!.Text("loanId")), Has.Member(written));
            Assert.That(approved.AsArray().Select(item => item!.Text("loanId")), Has.No.Member(waiting));
            Assert.That(rejected.AsArray(), Is.Empty);
            Assert.That(await LoansOf("writtenOff"), Has.Member(written).And.No.Member(forgiven));
            Assert.That(await LoansOf("forgiven"), Has.Member(forgiven).And.No.Member(written));
            Assert.That(await LoansOf("closed"), Has.No.Member(written).And.No.Member(forgiven));
        });
    }

    [Test]
    public async Task Another_office_knows_of_none()
    {
        var asked = (await Office.Officer.AskToWriteOff(await Office.NewActive())).Id();
        var other = await TestOffice.Open(Host, "KDR");

        (await other.Auditor.Get($"/write-offs/{asked}")).Refused(HttpStatusCode.NotFound, "writeOff.not_found");
        await Refuses(other.Approver, who => who.DecideWriteOff(asked), Refusal.NotFound("writeOff.not_found"));
        Assert.That((await other.Auditor.Get("/write-offs")).Ok()["items"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task Two_who_agree_at_the_same_moment_book_it_once()
    {
        var id = await Office.NewActive();
        var asked = (await Office.Officer.AskToWriteOff(id)).Id();
        var third = await Office.AddUser("penyetuju-tiga", ["approver"], null);

        var answers = await Task.WhenAll(
            new[] { Office.Approver, Office.SecondApprover, third }.Select(who =>
                Task.Run(() => who.DecideWriteOff(asked))
            )
        );

        Assert.That(answers.Count(answer => answer.Status == HttpStatusCode.Created), Is.EqualTo(2));
        answers
            .Single(answer => answer.Status != HttpStatusCode.Created)
            .Refused(HttpStatusCode.Conflict, "write_off.already_decided");
        Assert.That((await Office.Officer.Get($"/loans/{id}")).Ok().Number("writtenOff"), Is.EqualTo(1_000_000));
    }

    private async Task<string> BorrowerOf(string loanId) =>
        (string)(await Office.Officer.Get($"/loans/{loanId}")).Ok()["borrower"]!["id"]!;

    private async Task<IEnumerable<string>> LoansOf(string status) =>
        (await Office.Auditor.Get($"/loans?status={status}&limit=200")).Ok()["items"]!
            .AsArray()
            .Select(item => item!.Text("id"));
}
