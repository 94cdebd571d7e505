using System.Net;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Loans;

/// <summary>Whatever can be booked can be taken back, as long as nothing stands on it.</summary>
public sealed class ReversalOfEveryKindTests : OfficeFixture
{
    private static readonly (HttpStatusCode, string) Followed = Refusal.Conflict("transaction.followed_by_others");

    [TestCase("writeOff")]
    [TestCase("forgiveness")]
    public async Task A_debt_that_left_the_books_by_mistake_comes_back(string kind)
    {
        var id = await Office.NewActive();
        var booked = await Office.WriteOff(id, WriteOffSteps.WriteOff(kind));

        var answer = await Office.Cashier.Reverse(id, booked.Text("transactionId"));
        var loan = (await Office.Officer.Get($"/loans/{id}")).Ok();
        var request = (await Office.Officer.Get($"/write-offs/{booked.Text("id")}")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(answer.Body!.Text("effectiveOn"), Is.EqualTo("2026-02-20"));
            Assert.That(answer.Body!.Text("status"), Is.EqualTo("active"));
            Assert.That(answer.Body!.Number("outstanding"), Is.EqualTo(1_000_000));
            Assert.That(loan.Number("writtenOff") + loan.Number("forgiven"), Is.Zero);
            Assert.That(request.Text("status"), Is.EqualTo("approved"), "What two people said stays said.");
            Assert.That(request.Text("reversedByTransactionId"), Is.EqualTo(answer.Body!.Text("transactionId")));
        });
        // It can be paid, and leave the books, again.
        (await Office.Pay(id, 400_000, "2026-02-18")).Ok();
        Assert.That((await Office.WriteOff(id)).Number("amount"), Is.EqualTo(600_000));
    }

    [Test]
    public async Task A_write_off_stays_while_something_recovered_stands_on_it()
    {
        var id = await Office.NewWrittenOff();
        var writeOff = await Office.LastTransaction(id);
        var recovery = (await Office.Cashier.Recover(id)).Ok().Text("transactionId");

        await Refuses(Office.Cashier, who => who.Reverse(id, writeOff), Followed);
        var undone = (await Office.Cashier.Reverse(id, recovery)).Ok();
        var loan = (await Office.Officer.Get($"/loans/{id}")).Ok();
        (await Office.Cashier.Reverse(id, writeOff)).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(undone.Text("status"), Is.EqualTo("writtenOff"));
            Assert.That(loan.Number("recovered"), Is.Zero);
            Assert.That(loan.Number("stillOwed"), Is.EqualTo(700_000));
        });
    }

    [TestCase("writeOff")]
    [TestCase("forgiveness")]
    public async Task Nothing_is_taken_back_from_under_what_left_the_books(string kind)
    {
        var id = await Office.NewActive();
        var disbursement = await Office.LastTransaction(id);
        var paid = (await Office.Pay(id, 300_000)).Ok().Text("transactionId");
        await Office.WriteOff(id, WriteOffSteps.WriteOff(kind));

        await Refuses(Office.Cashier, who => who.Reverse(id, paid), Followed);
        await Refuses(Office.Cashier, who => who.Reverse(id, disbursement), Followed);
        (await Office.Cashier.Reverse(id, await Office.LastTransaction(id))).Ok();
        (await Office.Cashier.Reverse(id, paid)).Ok();
        Assert.That((await Office.Cashier.Reverse(id, disbursement)).Ok().Text("status"), Is.EqualTo("signed"));
    }

    [Test]
    public async Task What_was_written_off_in_a_closed_month_comes_back_in_the_first_open_one()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        var id = await office.NewWrittenOff();
        var writeOff = await office.LastTransaction(id);
        (await office.Cashier.Recover(id)).Ok();
        var recovery = await office.LastTransaction(id);
        foreach (var month in new[] { "2026-01", "2026-02" })
        {
            (await office.Cashier.Post($"/periods/{month}/closing", null)).Ok();
        }

        (await office.Cashier.Reverse(id, recovery)).Ok();
        var answer = (await office.Cashier.Reverse(id, writeOff)).Ok();
        (await office.Pay(id, 200_000, "2026-03-02")).Ok();
        var (then, now) = (
            (await office.Officer.Get($"/loans/{id}?asOf=2026-02-28")).Ok(),
            (await office.Officer.Get($"/loans/{id}")).Ok()
        );

        Assert.Multiple(async () =>
        {
            Assert.That(answer.Text("effectiveOn"), Is.EqualTo("2026-03-01"));
            Assert.That(then.Text("status"), Is.EqualTo("writtenOff"));
            Assert.That(then.Number("recovered"), Is.EqualTo(100_000));
            Assert.That(then.Number("stillOwed"), Is.EqualTo(600_000));
            Assert.That(now.Text("status"), Is.EqualTo("active"));
            Assert.That(now.Number("outstanding"), Is.EqualTo(500_000));
            Assert.That(now.Number("recovered"), Is.Zero);
            Assert.That((bool)(await office.Auditor.Get("/audit/verification")).Ok()["verified"]!);
        });
        // Back-dated into the time when it was off the books.
        (await office.Officer.AskToWriteOff(id)).Refused(HttpStatusCode.Conflict, "loan.wrong_status");
        (await office.Cashier.Recover(id, WriteOffSteps.Recovery(1, "2026-03-03"))).Refused(
            HttpStatusCode.Conflict,
            "loan.wrong_status"
        );
    }

    [Test]
    public async Task Where_a_month_was_opened_again_no_day_may_end_with_more_recovered_than_written_off()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        var id = await office.NewWrittenOff();
        var writeOff = await office.LastTransaction(id);
        var recovery = (await office.Cashier.Recover(id)).Ok().Text("transactionId");
        foreach (var month in new[] { "2026-01", "2026-02" })
        {
            (await office.Cashier.Post($"/periods/{month}/closing", null)).Ok();
        }

        // It stands from 25 February until the end of that month.
        (await office.Cashier.Reverse(id, recovery)).Ok();
        var books = new Books(host);
        books.Change(
            """
            INSERT INTO [PeriodChange]
            SELECT [OfficeId], MAX([Sequence]) + 1, '2026-02', 'reopened', '2026-01', MAX([ChangedBy]), MAX([At])
            FROM [PeriodChange] GROUP BY [OfficeId]
            """
        );
        var before = books.Fingerprint();

        (await office.Cashier.Reverse(id, writeOff)).Refused(Followed.Item1, Followed.Item2);

        Assert.That(books.Fingerprint(), Is.EqualTo(before));
    }

    [Test]
    public async Task Nothing_leaves_the_books_in_a_closed_month()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        var id = await office.NewActive();
        var waiting = await office.NewActive();
        var asked = (await office.Officer.AskToWriteOff(waiting)).Id();
        (await office.Approver.DecideWriteOff(asked)).Ok();
        foreach (var month in new[] { "2026-01", "2026-02" })
        {
            (await office.Cashier.Post($"/periods/{month}/closing", null)).Ok();
        }

        (await office.Officer.AskToWriteOff(id)).Refused(HttpStatusCode.Conflict, "period.closed");
        (await office.SecondApprover.DecideWriteOff(asked)).Refused(HttpStatusCode.Conflict, "period.closed");
        Assert.That((await office.Officer.Get($"/loans/{waiting}")).Ok().Text("status"), Is.EqualTo("active"));
    }

    [Test]
    public async Task A_recovery_that_was_lent_again_can_not_be_taken_back()
    {
        var fundId = await Office.NewFund("KECIL", "infakTidakTerikat", 1_000_000);
        var application = await Office.NewSurveyedWith(new { fundId });
        var id = (await Office.Approver.Decide(application, LoanSteps.Decision())).Ok().Text("loanId");
        (await Office.Officer.Post($"/loans/{id}/akad", LoanSteps.Akad)).Ok();
        (await Office.Cashier.Disburse(id)).Ok();
        await Office.WriteOff(id);
        var recovery = (await Office.Cashier.Recover(id, WriteOffSteps.Recovery(500_000))).Ok().Text("transactionId");
        var next = await Office.NewSurveyedWith(new { fundId, principal = 500_000 });
        var second = (await Office.Approver.Decide(next, LoanSteps.Decision())).Ok().Text("loanId");
        (await Office.Officer.Post($"/loans/{second}/akad", LoanSteps.Akad)).Ok();
        (await Office.Cashier.Disburse(second, new { disbursedOn = "2026-03-01", account = "cash" })).Ok();

        await Refuses(Office.Cashier, who => who.Reverse(id, recovery), Refusal.Conflict("fund.insufficient"));
    }

    [Test]
    public async Task Capital_that_did_not_come_is_taken_back_once_and_only_while_it_is_there()
    {
        var fundId = await Office.NewFund("SALAH", "infakTidakTerikat", 1_000_000);
        var receipt = await LastEntry("fundReceipt");

        var answer = await Office.Cashier.ReverseEntry(receipt);

        Assert.Multiple(() =>
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(answer.Body!.Text("reversesTransactionId"), Is.EqualTo(receipt));
            Assert.That(answer.Body!.Text("effectiveOn"), Is.EqualTo("2026-01-02"));
            Assert.That(answer.Body!.Text("journalNumber"), Is.Not.Empty);
        });
        await Refuses(
            Office.Cashier,
            who => who.ReverseEntry(receipt),
            Refusal.Conflict("transaction.already_reversed")
        );
        await Refuses(
            Office.Cashier,
            who => who.ReverseEntry(answer.Body!.Text("transactionId")),
            Refusal.Conflict("transaction.not_reversible")
        );
        await Office.Capital(fundId, 1_000_000);
        var spent = await LastEntry("fundReceipt");
        var application = await Office.NewSurveyedWith(new { fundId });
        var id = (await Office.Approver.Decide(application, LoanSteps.Decision())).Ok().Text("loanId");
        (await Office.Officer.Post($"/loans/{id}/akad", LoanSteps.Akad)).Ok();
        (await Office.Cashier.Disburse(id)).Ok();
        await Refuses(Office.Cashier, who => who.ReverseEntry(spent), Refusal.Conflict("fund.insufficient"));
    }

    [Test]
    public async Task An_infak_is_taken_back_without_touching_the_payment_it_came_with()
    {
        var id = await Office.NewActive();
        (await Office.Cashier.Repay(id, LoanSteps.Repayment().With(new { infak = 5_000 }))).Ok();

        (await Office.Cashier.ReverseEntry(await LastEntry("infak"))).Ok();

        Assert.That((await Office.Officer.Get($"/loans/{id}")).Ok().Number("outstanding"), Is.EqualTo(900_000));
        Assert.That(Books.Value<long>("SELECT SUM([Amount]) FROM [Posting] WHERE [Account] = 'infakIncome'"), Is.Zero);
    }

    [Test]
    public async Task A_loan_s_entries_are_taken_back_at_the_loan_and_others_not_there()
    {
        var notFound = Refusal.NotFound("transaction.not_found");
        var id = await Office.NewActive();
        var disbursement = await Office.LastTransaction(id);
        var receipt = await LastEntry("fundReceipt");
        var other = await TestOffice.Open(Host, "KDR");

        await Refuses(Office.Cashier, who => who.ReverseEntry(disbursement), notFound);
        await Refuses(Office.Cashier, who => who.Reverse(id, receipt), notFound);
        await Refuses(Office.Cashier, who => who.ReverseEntry(Guid.CreateVersion7().ToString()), notFound);
        await Refuses(other.Cashier, who => who.ReverseEntry(receipt), notFound);
        await Refuses(Office.Cashier, who => who.Reverse(id, disbursement + "x"), notFound);
    }

    private async Task<string> LastEntry(string kind)
    {
        var rows = Books.Query(
            $"SELECT MAX([Id]) AS [Id] FROM [JournalEntry] WHERE [Kind] = '{kind}' AND [OfficeId] = '{Office.Id}'"
        );
        return await Task.FromResult((string)rows[0]["Id"]!);
    }
}
