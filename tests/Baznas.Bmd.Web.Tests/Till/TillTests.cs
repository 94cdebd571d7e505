using System.Net;
using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Till;

/// <summary>
/// What a cashier's day asks for on Wednesday, 4 March 2026. Each test has an office of its own, so that sums are its own.
/// </summary>
public sealed class TillTests : OfficeFixture
{
    private static int _offices;

    private TestOffice _office = null!;

    [SetUp]
    public async Task OpenAnother() => _office = await TestOffice.Open(Host, $"T{Interlocked.Increment(ref _offices)}");

    [Test]
    public async Task What_is_due_today_comes_before_what_is_late_and_what_is_paid_ahead_is_not_there()
    {
        var late = await _office.NewActive();
        var today = await _office.NewLoanOf(await _office.NewBorrower(), disbursedOn: "2026-02-25");
        var ahead = await _office.NewActive();
        (await _office.Pay(late, 650_000)).Ok();
        (await _office.Pay(ahead, 700_000)).Ok();

        var due = (await Till())["due"]!;

        Assert.Multiple(() =>
        {
            Assert.That(
                due["items"]!.AsArray().Select(loan => loan!.Text("loanId")),
                Is.EqualTo(new[] { today, late })
            );
            Assert.That((due.Number("loansDueToday"), due.Number("dueToday")), Is.EqualTo((1, 100_000)));
            Assert.That((due.Number("loansLate"), due.Number("overdue")), Is.EqualTo((1, 50_000)));
            Assert.That(due["items"]![1]!.Number("daysPastDue"), Is.EqualTo(5), "Since 27 February.");
            Assert.That(due["items"]![1]!.Number("nextDueAmount"), Is.EqualTo(50_000));
        });
    }

    [Test]
    public async Task What_is_signed_waits_to_be_paid_out_until_it_is()
    {
        var signed = await _office.NewSigned();
        await _office.NewApproved();
        await _office.NewActive();

        Assert.That(await Payouts(), Is.EqualTo(new[] { $"{signed} 1000000 " }));
        (await _office.Cashier.Disburse(signed)).Ok();
        Assert.That(await Payouts(), Is.Empty);
        (await _office.Cashier.Reverse(signed, await _office.LastTransaction(signed))).Ok();
        Assert.That(await Payouts(), Is.EqualTo(new[] { $"{signed} 1000000 " }));
    }

    [Test]
    public async Task The_next_tranche_waits_once_it_is_approved()
    {
        var plan = new[]
        {
            new
            {
                no = 1,
                amount = 600_000,
                plannedOn = "2026-01-09",
            },
            new
            {
                no = 2,
                amount = 400_000,
                plannedOn = "2026-02-09",
            },
        };
        var product = await _office.NewProduct($"QT{_offices}", new { trancheApproval = "each" });
        var application = await _office.NewSurveyedWith(new { productId = product, tranches = plan });
        var loan = (await _office.Approver.Decide(application, LoanSteps.Decision())).Ok().Text("loanId");
        (await _office.Officer.Post($"/loans/{loan}/akad", LoanSteps.Akad)).Ok();

        Assert.That(await Payouts(), Is.EqualTo(new[] { $"{loan} 600000 1" }));
        (await _office.Cashier.Disburse(loan)).Ok();
        Assert.That(await Payouts(), Is.Empty, "The second waits for its approval.");
        (await Decide("approve")).Ok();
        Assert.That(await Payouts(), Is.EqualTo(new[] { $"{loan} 400000 2" }));
        (await Decide("hold")).Ok();
        Assert.That(await Payouts(), Is.Empty);

        Task<Answer> Decide(string decision) =>
            _office.SecondApprover.Post($"/loans/{loan}/tranches/2/decisions", new { decision, note = "Ditimbang" });
    }

    [Test]
    public async Task A_group_meets_today_when_a_member_has_something_due_and_is_done_once_recorded()
    {
        var loan = await _office.NewLoanOf(await _office.NewBorrower(), disbursedOn: "2026-02-25");
        var group = await _office.NewGroup(Books, loan);
        await _office.NewGroup(Books, await _office.NewActive());

        var meeting = (await Till())["meetings"]!.AsArray().Single()!;
        Assert.That((meeting.Text("groupId"), meeting.Number("dueNow")), Is.EqualTo((group, 100_000)));
        Assert.That(meeting["meetingId"], Is.Null);

        var other = await _office.NewLoanOf(await _office.NewBorrower(), disbursedOn: "2026-02-25");
        (await _office.Officer.Put($"/groups/{group}/members", await Members(loan, other))).Ok();
        var met = await _office.Officer.Meet(group, GroupSteps.Meeting("2026-03-04", [GroupSteps.Item(loan)]));
        meeting = (await Till())["meetings"]!.AsArray().Single()!;
        Assert.That(meeting.Text("meetingId"), Is.EqualTo(met.Ok().Text("meetingId")));
    }

    [Test]
    public async Task Money_in_and_out_today_stands_by_fund_and_account_and_whether_cash_was_counted()
    {
        var loan = await _office.NewActive();
        (await _office.Pay(loan, 200_000, "2026-03-04")).Ok();
        var before = Cash(await Till());
        await _office.Count(_office.FundId, 99_200_000);
        var after = Cash(await Till());

        Assert.Multiple(() =>
        {
            Assert.That((before.Number("in"), before.Number("out")), Is.EqualTo((200_000, 0)));
            Assert.That(before.Number("balance"), Is.EqualTo(99_200_000));
            Assert.That((bool)before["isCounted"]!, Is.False);
            Assert.That((bool)after["isCounted"]!, Is.True);
        });
    }

    [Test]
    public async Task A_loan_is_found_by_a_part_of_its_number_or_of_a_phone_and_by_nothing_else()
    {
        var loan = await _office.NewActive();
        await _office.NewSigned();
        var number = (await _office.Loan(loan)).Text("number");

        Assert.That(await Found($"q={number}"), Is.EqualTo(new[] { loan }));
        Assert.That(await Found("q=081234567890"), Is.EqualTo(new[] { loan }), "Nothing is owed before the money is.");
        Assert.That(await Found("q=7890"), Is.EqualTo(new[] { loan }));
        Assert.That(await Found("q=aminah"), Is.EqualTo(new[] { loan }));
        Assert.That(await Found("q=%25"), Is.Empty);
        Assert.That(await Found($"borrowerId={await _office.BorrowerOf(loan)}"), Is.EqualTo(new[] { loan }));
        (await _office.Pay(loan, 1_000_000)).Ok();
        Assert.That(await Found("q=aminah"), Is.Empty);
    }

    [Test]
    public async Task What_is_owed_off_the_books_is_found_but_never_due()
    {
        var loan = await _office.NewWrittenOff();
        var found = (await _office.Cashier.Get("/loans/payable?q=aminah")).Ok()["items"]!.AsArray().Single()!;

        Assert.That((found.Number("offTheBooks"), found.Number("outstanding")), Is.EqualTo((700_000, 0)));
        Assert.That((found.Number("overdue"), found.Text("loanId")), Is.EqualTo((0, loan)));
        Assert.That(await Found("dueOnly=true"), Is.Empty);
    }

    [Test]
    public async Task A_plan_of_a_payout_shows_the_schedule_and_what_the_fund_has()
    {
        var loan = await _office.NewSigned();

        var plan = (await _office.Cashier.Get($"/loans/{loan}/disbursement-plan")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(
                (plan.Number("amount"), plan.Number("cash"), plan.Number("bank")),
                Is.EqualTo((1_000_000, 100_000_000, 0))
            );
            Assert.That(plan.Rows("schedule").First(), Is.EqualTo("2026-03-11 100000"));
            Assert.That(plan["trancheNo"], Is.Null);
        });
        (await _office.Cashier.Disburse(loan, new { account = "cash" })).Ok();
        Assert.That(
            (await _office.Schedule(loan)).Rows(),
            Is.EqualTo(plan.Rows("schedule")),
            "What was planned is what follows."
        );
    }

    [Test]
    public async Task A_plan_is_refused_as_the_payout_would_be()
    {
        var both = await _office.AddUser("both", ["approver", "cashier"], 5_000_000);
        var application = await _office.NewSurveyed();
        var loan = (await both.Decide(application, LoanSteps.Decision())).Ok().Text("loanId");

        (await Plan(_office.Cashier)).Refused(HttpStatusCode.Conflict, "loan.wrong_status");
        (await _office.Officer.Post($"/loans/{loan}/akad", LoanSteps.Akad)).Ok();
        (await Plan(both)).Refused(HttpStatusCode.Forbidden, "disbursement.own_approval");
        (await Plan(_office.Cashier, "2026-01-07")).Refused(HttpStatusCode.Conflict, "date.out_of_order");
        (await _office.Cashier.Disburse(loan)).Ok();
        (await Plan(_office.Cashier)).Refused(HttpStatusCode.Conflict, "loan.wrong_status");

        Task<Answer> Plan(ApiClient who, string? on = null) =>
            who.Get($"/loans/{loan}/disbursement-plan{(on is null ? "" : $"?disbursedOn={on}")}");
    }

    [Test]
    public async Task A_deposit_is_held_since_the_day_it_was_last_nothing()
    {
        var borrower = await _office.NewDepositor(50_000);
        Assert.That(await HeldSince(), Is.EqualTo("2026-02-02"));
        (await _office.Refund(borrower, 20_000)).Ok();
        Assert.That(await HeldSince(), Is.EqualTo("2026-02-02"));
        (await _office.Refund(borrower, 30_000)).Ok();
        Assert.That(await HeldSince(), Is.Null);

        async Task<string?> HeldSince() =>
            (string?)(await _office.Officer.Get($"/borrowers/{borrower}/deposit")).Ok()["heldSince"];
    }

    private async Task<JsonNode> Till() => (await _office.Cashier.Get("/till")).Ok();

    private async Task<IEnumerable<string>> Payouts() =>
        (await Till())["payouts"]!
            .AsArray()
            .Select(payout => payout!.AsObject())
            .Select(payout => $"{payout["loanId"]} {payout["amount"]} {payout["trancheNo"]}");

    private async Task<IEnumerable<string>> Found(string query) =>
        (await _office.Cashier.Get($"/loans/payable?{query}")).Ok()["items"]!
            .AsArray()
            .Select(loan => loan!.Text("loanId"));

    private async Task<IEnumerable<string>> Members(params string[] loans)
    {
        var members = new List<string>();
        foreach (var loan in loans)
        {
            members.Add(await _office.BorrowerOf(loan));
        }

        return members;
    }

    private static JsonNode Cash(JsonNode till) =>
        till["money"]!.AsArray().Single(money => money!.Text("account") == "cash")!;
}
