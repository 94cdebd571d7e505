using System.Net;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Concurrency;

/// <summary>
/// What must hold when several people do the same at once. An office's writes happen one after another, in the office's
/// turn: without it, two payments each see the debt as it was before the other.
/// </summary>
public sealed class AtTheSameMomentTests : OfficeFixture
{
    [Test]
    public async Task Of_two_who_pay_the_last_instalment_one_is_taken_and_the_other_refused()
    {
        for (var round = 0; round < 50; round++)
        {
            var id = await Office.NewActive(500_000, 1);
            ApiClient[] two = [Office.Cashier, Office.Officer];

            var answers = await AtOnce(two, who => who.Repay(id, LoanSteps.Repayment(500_000)));

            var refused = answers.Single(answer => answer.Status != HttpStatusCode.Created);
            refused.Refused(HttpStatusCode.Conflict, "loan.overpaid");
            var loan = (await Office.Auditor.Get($"/loans/{id}")).Ok();
            Assert.Multiple(() =>
            {
                Assert.That(loan.Text("status"), Is.EqualTo("closed"));
                Assert.That(loan.Number("repaid"), Is.EqualTo(500_000));
            });
            await Office.Capital(Office.FundId, 500_000);
        }
    }

    [Test]
    public async Task Numbers_have_no_gap_although_eight_write_at_once_and_some_are_refused()
    {
        var loans = new List<string>();
        for (var i = 0; i < 8; i++)
        {
            loans.Add(await Office.NewActive());
        }

        var answers = await AtOnce(
            Enumerable.Range(0, 160),
            i => Office.Cashier.Repay(loans[i % 8], LoanSteps.Repayment(i % 4 == 3 ? 2_000_000 : 1_000)),
            8
        );

        Assert.Multiple(() =>
        {
            Assert.That(answers.Count(answer => answer.Status == HttpStatusCode.Created), Is.EqualTo(120));
            Assert.That(answers.Count(answer => answer.Status == HttpStatusCode.Conflict), Is.EqualTo(40));
            foreach (var series in new[] { "journal", "receipt", "loan", "akad", "borrower" })
            {
                var sequences = Books
                    .Query($"SELECT [Sequence] FROM [DocumentNumber] WHERE [Series] = '{series}' ORDER BY [Sequence]")
                    .Select(row => Convert.ToInt64(row["Sequence"], System.Globalization.CultureInfo.InvariantCulture))
                    .ToList();
                Assert.That(sequences, Is.EqualTo(Enumerable.Range(1, sequences.Count).Select(n => (long)n)), series);
            }
        });
        Assert.That((bool)(await Office.Auditor.Get("/audit/verification")).Ok()["verified"]!);
    }

    [Test]
    public async Task Two_approvers_at_once_make_one_loan()
    {
        for (var round = 0; round < 10; round++)
        {
            var one = await Office.NewSurveyed(500_000);
            var two = await Office.NewSurveyed(4_000_000);
            ApiClient[] approvers = [Office.Approver, Office.SecondApprover];

            var small = await AtOnce(approvers, who => who.Decide(one, LoanSteps.Decision()));
            var large = await AtOnce(approvers, who => who.Decide(two, LoanSteps.Decision()));

            small
                .Single(answer => answer.Status != HttpStatusCode.Created)
                .Refused(HttpStatusCode.Conflict, "application.wrong_status");
            Assert.Multiple(() =>
            {
                Assert.That(large.Select(answer => answer.Status), Is.All.EqualTo(HttpStatusCode.Created));
                Assert.That(large.Count(answer => answer.Body!["loanId"] is not null), Is.EqualTo(1));
                foreach (var application in new[] { one, two })
                {
                    var loans = Books.Query($"SELECT [Id] FROM [Loan] WHERE [ApplicationId] = '{application}'");
                    Assert.That(loans, Has.Count.EqualTo(1));
                }
            });
        }
    }

    [Test]
    public async Task Disbursements_at_once_never_overdraw_a_fund()
    {
        for (var round = 0; round < 5; round++)
        {
            var fundId = await Office.NewFund($"REBUT-{round}", "infakTidakTerikat", 1_500_000);
            var loans = new List<string>();
            for (var i = 0; i < 5; i++)
            {
                var application = await Office.NewSurveyedWith(new { fundId, principal = 500_000 });
                var id = (await Office.Approver.Decide(application, LoanSteps.Decision())).Ok().Text("loanId");
                (await Office.Officer.Post($"/loans/{id}/akad", LoanSteps.Akad)).Ok();
                loans.Add(id);
            }

            var answers = await AtOnce(loans, id => Office.Cashier.Disburse(id), 5);

            Assert.That(answers.Count(answer => answer.Status == HttpStatusCode.Created), Is.EqualTo(3));
            foreach (var answer in answers.Where(answer => answer.Status != HttpStatusCode.Created))
            {
                answer.Refused(HttpStatusCode.Conflict, "fund.insufficient");
            }

            var funds = (await Office.Auditor.Get("/funds?limit=200")).Ok()["items"]!.AsArray();
            Assert.That(funds.Single(fund => fund!.Text("id") == fundId)!.Number("cash"), Is.Zero);
        }
    }

    [Test]
    public async Task A_transaction_is_reversed_once_by_whoever_comes_first()
    {
        for (var round = 0; round < 10; round++)
        {
            var id = await Office.NewActive();
            var paid = (await Office.Pay(id, 100_000)).Ok().Text("transactionId");

            var answers = await AtOnce(Enumerable.Range(0, 4), _ => Office.Cashier.Reverse(id, paid), 4);

            Assert.That(answers.Count(answer => answer.Status == HttpStatusCode.Created), Is.EqualTo(1));
            Assert.That(
                answers.Where(answer => answer.Body!["code"] is not null).Select(answer => answer.Body!.Text("code")),
                Is.All.EqualTo("transaction.already_reversed")
            );
        }
    }

    [Test]
    public async Task A_nik_is_registered_once_by_whoever_comes_first()
    {
        for (var round = 0; round < 10; round++)
        {
            var body = Office.Borrower();

            var answers = await AtOnce(Enumerable.Range(0, 4), _ => Office.Officer.Post("/borrowers", body), 4);

            Assert.That(answers.Count(answer => answer.Status == HttpStatusCode.Created), Is.EqualTo(1));
            Assert.That(
                answers.Where(answer => answer.Body!["code"] is not null).Select(answer => answer.Body!.Text("code")),
                Is.All.EqualTo("borrower.nik_taken")
            );
        }
    }

    [Test]
    public async Task The_audit_chain_stays_whole_while_two_offices_write_at_once()
    {
        var other = await TestOffice.Open(Host, "JKT");
        TestOffice[] offices = [Office, other];

        await AtOnce(
            Enumerable.Range(0, 60),
            i => offices[i % 2].Officer.Post("/borrowers", offices[i % 2].Borrower()),
            6
        );

        foreach (var office in offices)
        {
            var verification = (await office.Auditor.Get("/audit/verification")).Ok();
            Assert.That((bool)verification["verified"]!, verification.ToJsonString());
        }

        Assert.That((bool)(await Office.Admin.Get("/audit/verification")).Ok()["verified"]!);
    }

    /// <summary>Starts everything behind one gate, as many at a time as there are people.</summary>
    private static async Task<IReadOnlyList<Answer>> AtOnce<T>(
        IEnumerable<T> items,
        Func<T, Task<Answer>> attempt,
        int people = 2
    )
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var queue = new System.Collections.Concurrent.ConcurrentQueue<T>(items);
        var answers = new System.Collections.Concurrent.ConcurrentBag<Answer>();
        var work = Enumerable
            .Range(0, people)
            .Select(_ =>
                Task.Run(async () =>
                {
                    await gate.Task;
                    while (queue.TryDequeue(out var item))
                    {
                        answers.Add(await attempt(item));
                    }
                })
            )
            .ToList();
        gate.SetResult();
        await Task.WhenAll(work);
        return [.. answers];
    }
}
