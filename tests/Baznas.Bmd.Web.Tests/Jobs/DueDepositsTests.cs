using Baznas.Bmd.Web.Jobs;
using Baznas.Bmd.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Baznas.Bmd.Web.Tests.Jobs;

/// <summary>Deposits are used for what is due, for those borrowers alone who want it. Today is 4 March 2026.</summary>
public sealed class DueDepositsTests : OfficeFixture
{
    [Test]
    public async Task Whoever_did_not_choose_it_keeps_their_deposit()
    {
        var borrower = await Office.NewDepositor(150_000);
        await Office.NewLoanOf(borrower, disbursedOn: "2026-02-13");
        var changedMind = await Office.NewDepositor(150_000);
        await Office.NewLoanOf(changedMind, disbursedOn: "2026-02-13");
        await Office.ChooseDepositUse(changedMind);
        await Office.ChooseDepositUse(changedMind, false);
        var before = Books.Fingerprint();

        await Run();

        Assert.That(Books.Fingerprint(), Is.EqualTo(before));
    }

    [Test]
    public async Task What_is_due_is_paid_on_its_due_date_as_far_as_the_deposit_was_held_then_and_the_rest_today()
    {
        var borrower = await Office.NewDepositor(150_000);
        var loan = await Office.NewLoanOf(borrower, disbursedOn: "2026-02-13");
        await Office.ChooseDepositUse(borrower);

        await Run();
        var applied = await Applied(loan);
        var once = Books.Fingerprint();
        await Run();

        Assert.Multiple(async () =>
        {
            // Due on 20 and 27 February; of the second only half is held, so that counts from today.
            Assert.That(applied, Is.EqualTo(new[] { ("2026-02-20", -100_000L), ("2026-03-04", -50_000L) }));
            Assert.That(await Office.Held(borrower), Is.Zero);
            Assert.That(Books.Fingerprint(), Is.EqualTo(once), "A second run changes nothing.");
        });
    }

    [Test]
    public async Task No_more_is_used_than_is_due()
    {
        var borrower = await Office.NewDepositor(900_000);
        var loan = await Office.NewLoanOf(borrower, disbursedOn: "2026-02-25");
        await Office.ChooseDepositUse(borrower);

        await Run();
        var onTheDay = await Applied(loan);
        Host.Clock.StandAt(BmdHost.Start.AddDays(7));
        await Run();

        Assert.Multiple(async () =>
        {
            Assert.That(onTheDay, Is.EqualTo(new[] { ("2026-03-04", -100_000L) }), "The first is due today.");
            Assert.That(await Applied(loan), Has.Count.EqualTo(2));
            Assert.That(await Office.Held(borrower), Is.EqualTo(700_000));
        });
    }

    [Test]
    public async Task What_fell_due_before_the_deposit_was_held_is_paid_from_today()
    {
        var borrower = await Office.NewDepositor(150_000);
        var loan = await Office.NewLoanOf(borrower, disbursedOn: "2026-01-09");
        await Office.ChooseDepositUse(borrower);

        await Run();

        // Due on 16 and 23 January, when nothing was held; the deposit came on 2 February.
        Assert.That(await Applied(loan), Is.EqualTo(new[] { ("2026-03-04", -100_000L), ("2026-03-04", -50_000L) }));
    }

    [Test]
    public async Task What_fell_due_in_a_closed_month_is_paid_from_today()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        var borrower = await office.NewDepositor(150_000);
        var loan = await office.NewLoanOf(borrower, disbursedOn: "2026-02-13");
        await office.ChooseDepositUse(borrower);
        await office.CloseMonth("2026-01");
        await office.CloseMonth("2026-02");

        await Run(host);

        Assert.That(
            await Applied(office, loan),
            Is.EqualTo(new[] { ("2026-03-04", -100_000L), ("2026-03-04", -50_000L) })
        );
    }

    [Test]
    public async Task One_borrowers_trouble_does_not_keep_others_waiting_and_the_bank_helps_where_the_cash_is_short()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        var zakat = await office.NewFund("ZAKAT", "zakat", 50_000_000);
        var crossing = await office.NewDepositor(150_000);
        var ofOtherFund = await office.NewLoanOf(crossing, new { fundId = zakat }, "2026-02-13");
        var other = await office.NewDepositor(150_000);
        var ofSameFund = await office.NewLoanOf(other, disbursedOn: "2026-02-13");
        await office.ChooseDepositUse(crossing);
        await office.ChooseDepositUse(other);
        // All of the first fund's money is in the bank, and before today it was not.
        var cash = (await office.Cashier.Get("/funds")).Ok()["items"]!
            .AsArray()
            .Single(f => f!.Text("code") == "INFAK")!;
        (
            await office.Cashier.Post(
                $"/funds/{office.FundId}/transfers",
                MoneySteps.TransferOf(cash.Number("cash"), "2026-02-16")
            )
        ).Ok();

        await Run(host);

        Assert.Multiple(async () =>
        {
            Assert.That(await Applied(office, ofSameFund), Has.Count.EqualTo(2));
            Assert.That(await Applied(office, ofOtherFund), Has.Count.EqualTo(2));
            var money = new Books(host).Query(
                "SELECT DISTINCT [Account] FROM [Posting] WHERE [Kind] = 'depositApplied' AND [Account] IN ('cash', 'bank')"
            );
            Assert.That(money.Select(row => row["Account"]), Is.EqualTo(new[] { "bank" }));
            var found = (await office.Auditor.Get("/audit/verification")).Ok();
            Assert.That((bool)found["verified"]!, found.ToJsonString());
        });
    }

    [Test]
    public async Task What_was_used_by_itself_and_is_taken_back_is_not_used_again_until_the_borrower_chooses_so_anew()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        var borrower = await office.NewDepositor(100_000);
        var loan = await office.NewLoanOf(borrower, disbursedOn: "2026-02-13");
        await office.ChooseDepositUse(borrower);
        await Run(host);

        (await office.Cashier.Reverse(loan, await office.LastTransaction(loan))).Ok();
        var after = (await office.Officer.Get($"/borrowers/{borrower}/deposit")).Ok();
        var before = new Books(host).Fingerprint();
        await Run(host);

        Assert.Multiple(async () =>
        {
            Assert.That((bool)after["applyWhenDue"]!, Is.False);
            Assert.That(new Books(host).Fingerprint(), Is.EqualTo(before), "The next round leaves it alone.");
            Assert.That((bool)(await office.Auditor.Get("/audit/verification")).Ok()["verified"]!);
        });

        await office.ChooseDepositUse(borrower);
        await Run(host);
        Assert.That(await office.Held(borrower), Is.Zero);
    }

    [Test]
    public async Task Taking_back_what_was_used_on_request_leaves_the_borrowers_choice_as_it_is()
    {
        var borrower = await Office.NewDepositor(100_000);
        var loan = await Office.NewLoanOf(borrower, disbursedOn: "2026-02-27");
        await Office.ChooseDepositUse(borrower);
        (await Office.ApplyDeposit(borrower, loan, "2026-03-02")).Ok();

        (await Office.Cashier.Reverse(loan, await Office.LastTransaction(loan))).Ok();

        var deposit = (await Office.Officer.Get($"/borrowers/{borrower}/deposit")).Ok();
        Assert.That((bool)deposit["applyWhenDue"]!);
    }

    [Test]
    public async Task Two_nodes_at_once_use_it_once()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        await using var second = new BmdHost(host);
        var borrower = await office.NewDepositor(450_000);
        var loan = await office.NewLoanOf(borrower, disbursedOn: "2026-02-13");
        await office.ChooseDepositUse(borrower);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(run => Task.Run(() => Run(run % 2 == 0 ? host : second))));

        Assert.That(await Applied(office, loan), Has.Count.EqualTo(2));
        Assert.That(await office.Held(borrower), Is.EqualTo(250_000));
    }

    private Task Run() => Run(Host);

    private static async Task Run(BmdHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<DueDeposits>(scope.ServiceProvider).Run(CancellationToken.None);
    }

    private Task<List<(string, long)>> Applied(string loanId) => Applied(Office, loanId);

    private static async Task<List<(string, long)>> Applied(TestOffice office, string loanId) =>
        [
            .. (await office.Officer.Get($"/loans/{loanId}/transactions")).Ok()["items"]!
                .AsArray()
                .Where(item => item!.Text("kind") == "depositApplied")
                .Select(item => (item!.Text("effectiveOn"), item!.Number("amount")))
                .Order(),
        ];
}
