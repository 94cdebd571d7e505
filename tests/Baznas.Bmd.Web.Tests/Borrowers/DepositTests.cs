using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Borrowers;

/// <summary>What is held for a borrower is given back or used for a loan, never more than is held on any day.</summary>
public sealed class DepositTests : OfficeFixture
{
    private string _otherFund = "";

    protected override async Task Prepare() => _otherFund = await Office.NewFund("ZAKAT", "zakat", 50_000_000);

    [Test]
    public async Task Some_of_a_deposit_is_given_back_and_the_rest_stays()
    {
        var borrower = await Office.NewDepositor(50_000);

        var refund = (await Office.Refund(borrower, 20_000)).Ok();
        var view = (await Office.Officer.Get($"/borrowers/{borrower}/deposit")).Ok();
        var lines = Lines(refund.Text("transactionId"));

        Assert.Multiple(() =>
        {
            Assert.That(refund.Number("balance"), Is.EqualTo(30_000));
            Assert.That(refund.Text("journalNumber"), Does.StartWith("MJK-JU-2026-"));
            Assert.That(view.Number("balance"), Is.EqualTo(30_000));
            Assert.That((bool)view["applyWhenDue"]!, Is.False);
            Assert.That(view["funds"]![0]!.Text("fundId"), Is.EqualTo(Office.FundId));
            Assert.That(lines, Is.EqualTo(new[] { "INFAK borrowerDeposits 20000", "INFAK cash -20000" }));
        });
    }

    [Test]
    public async Task All_of_it_can_be_given_back_and_then_nothing_more()
    {
        var borrower = await Office.NewDepositor(50_000);
        (await Office.Refund(borrower, 50_000)).Ok();

        await RefusesRefund(borrower, 1, "2026-02-10", Refusal.Conflict("deposit.insufficient"));
        Assert.That(await Office.Held(borrower), Is.Zero);
    }

    [Test]
    public async Task More_than_is_held_on_the_day_or_on_any_later_day_is_not_given_back()
    {
        var borrower = await Office.NewDepositor(50_000);

        await RefusesRefund(borrower, 50_001, "2026-02-10", Refusal.Conflict("deposit.insufficient"));
        await RefusesRefund(borrower, 1, "2026-02-01", Refusal.Conflict("deposit.insufficient"));
        (await Office.Refund(borrower, 40_000, "2026-02-20")).Ok();
        var problem = await RefusesRefund(borrower, 10_001, "2026-02-03", Refusal.Conflict("deposit.insufficient"));

        Assert.That(problem.Text("detail"), Does.Contain("Rp10.000"));
        (await Office.Refund(borrower, 10_000, "2026-02-03")).Ok();
    }

    [Test]
    public async Task A_borrower_without_a_deposit_gets_none_back() =>
        await RefusesRefund(await Office.NewBorrower(), 1, "2026-02-10", Refusal.Conflict("deposit.insufficient"));

    [Test]
    public async Task A_refund_of_nothing_or_less_or_of_tomorrow_is_refused()
    {
        var borrower = await Office.NewDepositor(50_000);

        await RefusesRefund(borrower, 0, "2026-02-10", Refusal.Invalid());
        await RefusesRefund(borrower, -1, "2026-02-10", Refusal.Invalid());
        await RefusesRefund(borrower, long.MaxValue, "2026-02-10", Refusal.Invalid());
        await RefusesRefund(borrower, 1, "2026-03-05", Refusal.Conflict("date.in_future"));
    }

    [Test]
    public async Task The_same_key_gives_back_once()
    {
        var borrower = await Office.NewDepositor(50_000);
        var path = $"/borrowers/{borrower}/deposit/refunds";

        var first = (await Office.Cashier.Post(path, MoneySteps.RefundOf(20_000), "kembali-1")).Ok();
        var second = (await Office.Cashier.Post(path, MoneySteps.RefundOf(20_000), "kembali-1")).Ok();

        Assert.That(second.ToJsonString(), Is.EqualTo(first.ToJsonString()));
        Assert.That(await Office.Held(borrower), Is.EqualTo(30_000));
        await Refuses(
            Office.Cashier,
            who => who.Post(path, MoneySteps.RefundOf(20_000), null),
            Refusal.Invalid("idempotency_key.missing")
        );
    }

    [Test]
    public async Task A_deposit_repays_a_loan_as_far_as_both_go()
    {
        var borrower = await Office.NewDepositor(250_000);
        var loan = await Office.NewLoanOf(borrower);

        var applied = (await Office.ApplyDeposit(borrower, loan)).Ok();
        var schedule = (await Office.Officer.Get($"/loans/{loan}/schedule?asOf=2026-02-10")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(applied.Number("outstanding"), Is.EqualTo(750_000));
            Assert.That(applied.Number("balance"), Is.Zero);
            Assert.That(
                applied["allocations"]!.AsArray().Select(each => (each!.Number("no"), each!.Number("amount"))),
                Is.EqualTo(new[] { (1L, 100_000L), (2L, 100_000L), (3L, 50_000L) })
            );
            Assert.That(schedule["rows"]!.AsArray().Sum(row => row!.Number("paid")), Is.EqualTo(250_000));
            Assert.That(
                Lines(applied.Text("transactionId")),
                Is.EqualTo(new[] { "INFAK borrowerDeposits 250000", "INFAK qardhReceivable -250000" })
            );
        });
    }

    [Test]
    public async Task A_deposit_larger_than_the_debt_closes_the_loan_and_keeps_the_rest()
    {
        var borrower = await Office.NewDepositor(1_300_000);
        var loan = await Office.NewLoanOf(borrower);

        var applied = (await Office.ApplyDeposit(borrower, loan)).Ok();
        var view = (await Office.Officer.Get($"/loans/{loan}")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(applied.Number("outstanding"), Is.Zero);
            Assert.That(applied.Number("balance"), Is.EqualTo(300_000));
            Assert.That(view.Text("status"), Is.EqualTo("closed"));
            Assert.That(view.Text("closedOn"), Is.EqualTo("2026-02-10"));
        });
        await Refuses(
            Office.Cashier,
            who => Apply(who, borrower, new { loanId = loan }),
            Refusal.Conflict("loan.overpaid")
        );
    }

    [Test]
    public async Task Neither_more_than_is_owed_nor_more_than_is_held_is_used()
    {
        var rich = await Office.NewDepositor(1_300_000);
        var poor = await Office.NewDepositor(50_000);
        var (loanOfRich, loanOfPoor) = (await Office.NewLoanOf(rich), await Office.NewLoanOf(poor));

        await Refuses(
            Office.Cashier,
            who => Apply(who, rich, new { loanId = loanOfRich, amount = 1_000_001 }),
            Refusal.Conflict("loan.overpaid")
        );
        await Refuses(
            Office.Cashier,
            who => Apply(who, poor, new { loanId = loanOfPoor, amount = 50_001 }),
            Refusal.Conflict("deposit.insufficient")
        );
        await Refuses(
            Office.Cashier,
            who => Apply(who, poor, new { loanId = loanOfPoor, appliedOn = "2026-02-01" }),
            Refusal.Conflict("deposit.insufficient")
        );
        await Refuses(
            Office.Cashier,
            who => Apply(who, poor, new { loanId = loanOfPoor, appliedOn = "2026-01-08" }),
            Refusal.Conflict("date.before_disbursement")
        );
        await Refuses(
            Office.Cashier,
            who => Apply(who, poor, new { loanId = loanOfPoor, appliedOn = "2026-03-05" }),
            Refusal.Conflict("date.in_future")
        );
    }

    [Test]
    public async Task A_deposit_repays_no_loan_of_anybody_else_nor_one_that_is_not_paid_out()
    {
        var borrower = await Office.NewDepositor(50_000);
        var others = await Office.NewActive();
        var signed = await Office.NewSigned();
        var owner = (await Office.Officer.Get($"/loans/{signed}")).Ok()["borrower"]!.Text("id");

        await Refuses(
            Office.Cashier,
            who => Apply(who, borrower, new { loanId = others }),
            Refusal.NotFound("loan.not_found")
        );
        await Refuses(
            Office.Cashier,
            who => Apply(who, borrower, new { loanId = "x" }),
            Refusal.NotFound("loan.not_found")
        );
        await Refuses(
            Office.Cashier,
            who => Apply(who, owner, new { loanId = signed }),
            Refusal.Conflict("loan.wrong_status")
        );
    }

    [Test]
    public async Task Another_offices_borrower_is_not_there()
    {
        var other = await TestOffice.Open(Host, "KDR");
        var borrower = await Office.NewDepositor(50_000);
        var unknown = Refusal.NotFound("borrower.not_found");

        await Refuses(
            other.Cashier,
            who => who.Post($"/borrowers/{borrower}/deposit/refunds", MoneySteps.RefundOf(1)),
            unknown
        );
        await Refuses(other.Cashier, who => Apply(who, borrower, new { loanId = "x" }), unknown);
        await Refuses(
            other.Cashier,
            who => who.Put($"/borrowers/{borrower}/deposit/choice", new { applyWhenDue = true }),
            unknown
        );
    }

    [Test]
    public async Task A_deposit_of_another_fund_takes_its_money_along_and_the_funds_stay_balanced()
    {
        var borrower = await Office.NewDepositor(250_000);
        var loan = await Office.NewLoanOf(borrower, new { fundId = _otherFund });

        var applied = (await Office.ApplyDeposit(borrower, loan)).Ok();
        var funds = (await Office.Auditor.Get("/reports/funds?from=2026-02-10&to=2026-02-10")).Ok()["funds"]!.AsArray();
        var found = (await Office.Auditor.Get("/audit/verification")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(
                Lines(applied.Text("transactionId")),
                Is.EqualTo(
                    new[]
                    {
                        "INFAK borrowerDeposits 250000",
                        "INFAK cash -250000",
                        "ZAKAT cash 250000",
                        "ZAKAT qardhReceivable -250000",
                    }
                )
            );
            Assert.That(
                funds.Select(fund => fund!.Number("settledBetweenFunds")),
                Is.EqualTo(new[] { -250_000L, 250_000L })
            );
            Assert.That(funds, Has.All.Matches<JsonNode>(HoldsTogether));
            Assert.That((bool)found["verified"]!, found.ToJsonString());
        });
    }

    [Test]
    public async Task Money_that_the_deposits_fund_does_not_have_in_that_account_does_not_move()
    {
        var borrower = await Office.NewDepositor(250_000);
        var loan = await Office.NewLoanOf(borrower, new { fundId = _otherFund });
        var asked = new
        {
            loanId = loan,
            appliedOn = "2026-02-10",
            account = "bank",
        };

        await Refuses(Office.Cashier, who => Apply(who, borrower, asked), Refusal.Conflict("fund.insufficient"));
    }

    [Test]
    public async Task A_payment_whose_excess_was_used_on_any_later_day_is_not_reversed()
    {
        var borrower = await Office.NewBorrower();
        var first = await Office.NewLoanOf(borrower);
        var overpaid = new
        {
            amount = 1_050_000,
            paidOn = "2026-02-02",
            account = "cash",
            excess = "deposit",
        };
        var payment = (await Office.Cashier.Repay(first, overpaid)).Ok().Text("transactionId");
        (await Office.Refund(borrower, 50_000, "2026-02-10")).Ok();
        // Held again since, so that the end alone would look well.
        var second = await Office.NewLoanOf(borrower);
        (await Office.Cashier.Repay(second, overpaid.With(new { paidOn = "2026-02-20" }))).Ok();
        Assert.That(await Office.Held(borrower), Is.EqualTo(50_000));

        await Refuses(Office.Cashier, who => who.Reverse(first, payment), Refusal.Conflict("deposit.already_used"));
    }

    [Test]
    public async Task What_is_chosen_holds_until_something_else_is_chosen()
    {
        var borrower = await Office.NewBorrower();

        await Office.ChooseDepositUse(borrower);
        var fingerprint = Books.Fingerprint();
        await Office.ChooseDepositUse(borrower);
        var same = Books.Fingerprint();
        var chosen = (await Office.Officer.Get($"/borrowers/{borrower}/deposit")).Ok();
        await Office.ChooseDepositUse(borrower, false);
        var left = (await Office.Officer.Get($"/borrowers/{borrower}/deposit")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(same, Is.EqualTo(fingerprint), "Choosing the same again changes nothing.");
            Assert.That((bool)chosen["applyWhenDue"]!, Is.True);
            Assert.That((bool)left["applyWhenDue"]!, Is.False);
        });
        await Refuses(
            Office.Officer,
            who => who.Put($"/borrowers/{borrower}/deposit/choice", new { }),
            Refusal.Invalid()
        );
    }

    [Test]
    public async Task Two_refunds_at_the_same_moment_give_back_no_more_than_is_held()
    {
        var borrower = await Office.NewDepositor(50_000);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Office.Refund(borrower, 30_000)));

        Assert.That(answers.Count(answer => (int)answer.Status == 201), Is.EqualTo(1));
        Assert.That(await Office.Held(borrower), Is.EqualTo(20_000));
    }

    private static bool HoldsTogether(JsonNode fund) =>
        fund.Number("opening")
            + fund.Number("received")
            - fund.Number("disbursed")
            + fund.Number("repaid")
            + fund.Number("infak")
            + fund.Number("deposits")
            + fund.Number("recovered")
            + fund.Number("cashDifference")
            + fund.Number("settledBetweenFunds")
        == fund.Number("closingCash");

    private static Task<Answer> Apply(ApiClient who, string borrowerId, object body) =>
        who.Post($"/borrowers/{borrowerId}/deposit/applications", body);

    private Task<JsonNode> RefusesRefund(
        string borrower,
        long amount,
        string on,
        (System.Net.HttpStatusCode Status, string Code) expected
    ) =>
        Refuses(
            Office.Cashier,
            who => who.Post($"/borrowers/{borrower}/deposit/refunds", MoneySteps.RefundOf(amount, on)),
            expected
        );

    private List<string> Lines(string entryId) =>
        [
            .. Books
                .Query(
                    $"""
                    SELECT f.[Code], p.[Account], p.[Amount] FROM [Posting] p JOIN [Fund] f ON f.[Id] = p.[FundId]
                    WHERE p.[EntryId] = '{entryId}' ORDER BY p.[Line]
                    """
                )
                .Select(row => string.Join(' ', row.Values)),
        ];
}
