using Baznas.Bmd.Web.Tests.Support;
using static Baznas.Bmd.Web.Tests.Loans.TrancheSteps;

namespace Baznas.Bmd.Web.Tests.Loans;

/// <summary>A loan paid out in parts: in their order, each whole, and each in the instalments that are not yet due.</summary>
public sealed class TrancheTests : OfficeFixture
{
    private string _eachApproved = "";

    protected override async Task Prepare() =>
        _eachApproved = await Office.NewProduct("TAHAP", new { trancheApproval = "each" });

    [Test]
    public async Task The_first_tranche_begins_the_schedule_and_the_second_joins_what_is_not_yet_due()
    {
        var id = await Office.NewSignedIn(Two);
        var planned = await Office.Schedule(id, "2026-01-08");
        var first = (await Office.Cashier.Disburse(id)).Ok();
        var between = await Office.Loan(id, "2026-01-27");
        var second = (await Office.Cashier.PayTranche(id, "2026-01-28")).Ok();
        var after = await Office.Loan(id, "2026-01-28");

        string[] alone = ["2026-01-16 150000", "2026-01-23 150000", "2026-01-30 150000", "2026-02-06 150000"];
        string[] joined = ["2026-01-16 150000", "2026-01-23 150000", "2026-01-30 350000", "2026-02-06 350000"];
        Assert.Multiple(async () =>
        {
            Assert.That(planned, Has.Length.EqualTo(4).And.All.EndsWith(" 150000"));
            Assert.That((first.Number("trancheNo"), first.Number("amount")), Is.EqualTo((1, 600_000)));
            Assert.That((second.Number("trancheNo"), second.Number("outstanding")), Is.EqualTo((2, 1_000_000)));
            Assert.That(await Office.Schedule(id, "2026-01-27"), Is.EqualTo(alone));
            Assert.That(await Office.Schedule(id, "2026-01-28"), Is.EqualTo(joined));
            Assert.That(between.Number("principal"), Is.EqualTo(1_000_000));
            Assert.That((between.Number("disbursed"), between.Number("undisbursed")), Is.EqualTo((600_000, 400_000)));
            Assert.That((after.Number("disbursed"), after.Number("undisbursed")), Is.EqualTo((1_000_000, 0)));
            Assert.That(after.Text("disbursedOn"), Is.EqualTo("2026-01-09"));
            Assert.That(after.Number("daysPastDue"), Is.EqualTo(between.Number("daysPastDue") + 1));
            Assert.That((bool)after["restructured"]!, Is.False);
            Assert.That(await Office.Tranches(id), Is.EqualTo(new[] { "1 600000 paid", "2 400000 paid" }));
        });
        await AssertVerified();
    }

    [Test]
    public async Task A_loan_in_one_sum_has_no_tranches()
    {
        var id = await Office.NewSigned();
        var before = await Office.Loan(id);
        var paid = (await Office.Cashier.Disburse(id)).Ok();

        Assert.Multiple(async () =>
        {
            Assert.That(await Office.Tranches(id), Is.Empty);
            Assert.That(before.Number("undisbursed"), Is.EqualTo(1_000_000));
            Assert.That((await Office.Loan(id)).Number("undisbursed"), Is.Zero);
            Assert.That(paid.Number("trancheNo"), Is.EqualTo(1));
        });
        await Refuses(
            Office.Approver,
            who => who.DecideTranche(id, 1, "approve"),
            Refusal.NotFound("tranche.not_found")
        );
    }

    [Test]
    public async Task A_tranche_after_the_last_due_date_is_one_new_instalment()
    {
        var id = await Office.NewActiveIn(Two);

        (await Office.Cashier.PayTranche(id, "2026-02-08")).Ok();

        // A week after Sunday the eighth is a Sunday, and the office rests.
        Assert.That(
            await Office.Schedule(id),
            Has.Length.EqualTo(5).And.ItemAt(4).EqualTo("2026-02-16 400000").And.ItemAt(0).EqualTo("2026-01-16 150000")
        );
    }

    [Test]
    public async Task A_loan_repaid_so_far_is_closed_until_the_next_tranche()
    {
        var id = await Office.NewActiveIn(Two);
        (await Office.Pay(id, 600_000, "2026-01-20")).Ok();
        var closed = await Office.Loan(id);
        await Refuses(Office.Cashier, who => who.Repay(id), Refusal.Conflict("loan.overpaid"));
        (await Office.Cashier.PayTranche(id, "2026-01-28")).Ok();
        var open = await Office.Loan(id);

        Assert.Multiple(async () =>
        {
            Assert.That((closed.Text("status"), closed.Text("closedOn")), Is.EqualTo(("closed", "2026-01-20")));
            Assert.That(closed.Number("undisbursed"), Is.EqualTo(400_000));
            Assert.That((open.Text("status"), open.Number("outstanding")), Is.EqualTo(("active", 400_000)));
            Assert.That(open["closedOn"], Is.Null);
            Assert.That((await Office.Loan(id, "2026-01-27")).Text("closedOn"), Is.EqualTo("2026-01-20"));
            // 600.000 fill 150.000, 150.000 and the first 300.000 of 350.000.
            Assert.That(open["nextDue"]!.ToJsonString(), Does.Contain("\"no\":3").And.Contain("50000"));
        });
        (await Office.Pay(id, 400_000, "2026-02-01")).Ok();
        Assert.That((await Office.Loan(id)).Text("closedOn"), Is.EqualTo("2026-02-01"));
        await AssertVerified();
    }

    [Test]
    public async Task Tranches_are_paid_in_their_order_and_each_whole()
    {
        var id = await Office.NewSignedIn(Three);
        var cashier = Office.Cashier;

        await Refuses(cashier, who => who.PayTranche(id, "2026-01-09", 2), Refusal.Conflict("tranche.out_of_order"));
        await Refuses(
            cashier,
            who => who.PayTranche(id, "2026-01-09", 4),
            Refusal.Conflict("disbursement.no_such_tranche")
        );
        await Refuses(
            cashier,
            who => who.Disburse(id, LoanSteps.Disbursement.With(new { amount = 1_000_000 })),
            Refusal.Conflict("disbursement.amount_not_principal")
        );
        (await cashier.Disburse(id, LoanSteps.Disbursement.With(new { amount = 500_000, trancheNo = 1 }))).Ok();
        await Refuses(cashier, who => who.PayTranche(id, "2026-01-28", 1), Refusal.Conflict("tranche.already_paid"));
        await Refuses(cashier, who => who.PayTranche(id, "2026-01-28", 3), Refusal.Conflict("tranche.out_of_order"));
        await Refuses(cashier, who => who.PayTranche(id, "2026-01-08"), Refusal.Conflict("schedule.later_version"));
        await Refuses(cashier, who => who.PayTranche(id, "2026-03-05"), Refusal.Conflict("date.in_future"));
        (await cashier.PayTranche(id, "2026-01-09", 2)).Ok();
        (await cashier.PayTranche(id, "2026-02-10")).Ok();
        await Refuses(cashier, who => who.PayTranche(id, "2026-02-10"), Refusal.Conflict("tranche.none_left"));

        Assert.That((await Office.Loan(id)).Number("disbursed"), Is.EqualTo(1_000_000));
    }

    [Test]
    public async Task Where_each_tranche_is_approved_by_itself_the_later_ones_wait()
    {
        var id = await Office.NewActiveIn(Two, new { productId = _eachApproved });
        var states = await Office.Tranches(id);
        await Refuses(
            Office.Cashier,
            who => who.PayTranche(id, "2026-01-28"),
            Refusal.Conflict("tranche.not_approved")
        );
        var approved = (await Office.Approver.DecideTranche(id, 2, "approve")).Ok();
        await Refuses(Office.Cashier, who => who.PayTranche(id, "2026-01-19"), Refusal.Conflict("date.out_of_order"));
        (await Office.Cashier.PayTranche(id, "2026-01-28")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(states, Is.EqualTo(new[] { "1 600000 paid", "2 400000 planned" }));
            Assert.That(approved.Text("status"), Is.EqualTo("approved"));
            Assert.That(approved["decisions"]![0]!.Text("decidedOn"), Is.EqualTo("2026-01-20"));
        });
        await AssertVerified();
    }

    [Test]
    public async Task Whoever_approved_a_tranche_last_does_not_pay_it_out()
    {
        var both = await Office.AddUser("rangkap-tahap", ["approver", "cashier"], 5_000_000);
        var id = await Office.NewActiveIn(Two, new { productId = _eachApproved });
        (await both.DecideTranche(id, 2, "approve")).Ok();

        await Refuses(both, who => who.PayTranche(id, "2026-01-28"), Refusal.Forbidden("disbursement.own_approval"));
        (await Office.Cashier.PayTranche(id, "2026-01-28")).Ok();
    }

    [Test]
    public async Task Whoever_approved_the_loan_pays_out_none_of_its_tranches()
    {
        var both = await Office.AddUser("rangkap-pinjaman", ["approver", "cashier"], 5_000_000);
        var application = await Office.NewSurveyedIn(Two);
        var id = (await both.Decide(application, LoanSteps.Decision())).Ok().Text("loanId");
        (await Office.Officer.Post($"/loans/{id}/akad", LoanSteps.Akad)).Ok();
        (await Office.Cashier.Disburse(id)).Ok();

        await Refuses(both, who => who.PayTranche(id, "2026-01-28"), Refusal.Forbidden("disbursement.own_approval"));
    }

    [Test]
    public async Task A_held_tranche_waits_until_it_is_approved_again()
    {
        var id = await Office.NewActiveIn(Three);
        (await Office.Approver.DecideTranche(id, 2, "hold")).Ok();

        await Refuses(
            Office.Cashier,
            who => who.PayTranche(id, "2026-01-28"),
            Refusal.Conflict("tranche.not_approved")
        );
        await Refuses(
            Office.Cashier,
            who => who.PayTranche(id, "2026-01-28", 3),
            Refusal.Conflict("tranche.out_of_order")
        );
        Assert.That((await Office.Loan(id)).Number("undisbursed"), Is.EqualTo(500_000));
        (await Office.Approver.DecideTranche(id, 2, "approve")).Ok();
        (await Office.Cashier.PayTranche(id, "2026-01-28")).Ok();
    }

    [Test]
    public async Task A_cancelled_tranche_stays_cancelled_and_the_next_takes_its_turn()
    {
        var id = await Office.NewActiveIn(Three);
        (await Office.Approver.DecideTranche(id, 2, "cancel")).Ok();

        await Refuses(
            Office.Approver,
            who => who.DecideTranche(id, 2, "approve"),
            Refusal.Conflict("tranche.cancelled")
        );
        await Refuses(
            Office.Cashier,
            who => who.PayTranche(id, "2026-02-10", 2),
            Refusal.Conflict("tranche.cancelled")
        );
        var before = await Office.Loan(id, "2026-01-19");
        var cancelled = await Office.Loan(id);
        (await Office.Cashier.PayTranche(id, "2026-02-10")).Ok();
        var after = await Office.Loan(id);

        Assert.Multiple(() =>
        {
            Assert.That(before.Number("undisbursed"), Is.EqualTo(500_000));
            Assert.That(cancelled.Number("undisbursed"), Is.EqualTo(200_000));
            Assert.That((after.Number("principal"), after.Number("disbursed")), Is.EqualTo((1_000_000, 700_000)));
            Assert.That(after.Number("undisbursed"), Is.Zero);
        });
        await AssertVerified();
    }

    [Test]
    public async Task The_first_tranche_is_decided_with_the_loan()
    {
        var id = await Office.NewSignedIn(Two);

        foreach (var decision in new[] { "hold", "cancel" })
        {
            await Refuses(
                Office.Approver,
                who => who.DecideTranche(id, 1, decision),
                Refusal.Conflict("tranche.first")
            );
        }

        (await Office.Cashier.Disburse(id)).Ok();
        await Refuses(
            Office.Approver,
            who => who.DecideTranche(id, 1, "hold"),
            Refusal.Conflict("tranche.already_paid")
        );
    }

    [Test]
    public async Task A_decision_has_its_day_a_note_and_an_approver_who_may()
    {
        var id = await Office.NewActiveIn(Two);
        var small = await Office.AddUser("kecil", ["approver"], 399_999);

        await Refuses(
            Office.Approver,
            who => who.DecideTranche(id, 2, "hold", "2026-01-06"),
            Refusal.Conflict("date.out_of_order")
        );
        await Refuses(
            Office.Approver,
            who => who.DecideTranche(id, 2, "hold", "2026-03-05"),
            Refusal.Conflict("date.in_future")
        );
        await Refuses(
            Office.Approver,
            who => who.Post($"/loans/{id}/tranches/2/decisions", new { decision = "hold", note = " " }),
            Refusal.Invalid()
        );
        await Refuses(
            small,
            who => who.DecideTranche(id, 2, "approve"),
            Refusal.Forbidden("decision.above_approval_limit")
        );
        await Refuses(Office.Approver, who => who.DecideTranche(id, 3, "hold"), Refusal.NotFound("tranche.not_found"));
        (await small.DecideTranche(id, 2, "hold", null)).Ok();
        Assert.That(await Office.Tranches(id), Has.ItemAt(1).EqualTo("2 400000 held"));
    }

    [Test]
    public async Task A_cancelled_loan_has_no_tranche_to_decide_or_to_pay()
    {
        var id = await Office.NewSignedIn(Two);
        var application = (await Office.Loan(id)).Text("applicationId");
        (await Office.Officer.Post($"/applications/{application}/withdrawal", new { reason = "Batal" })).Ok();

        await Refuses(Office.Approver, who => who.DecideTranche(id, 2, "hold"), Refusal.Conflict("loan.wrong_status"));
        await Refuses(Office.Cashier, who => who.Disburse(id), Refusal.Conflict("loan.wrong_status"));
        Assert.That((await Office.Loan(id)).Number("undisbursed"), Is.Zero);
    }

    [Test]
    public async Task A_loan_with_a_tranche_to_come_counts_as_running()
    {
        var id = await Office.NewActiveIn(Two);
        (await Office.Pay(id, 600_000, "2026-01-20")).Ok();
        var borrowerId = (string)(await Office.Loan(id))["borrower"]!["id"]!;
        var next = await Office.NewSurveyedWith(new { borrowerId });

        await Refuses(
            Office.Approver,
            who => who.Decide(next, LoanSteps.Decision()),
            Refusal.Conflict("application.too_many_active_loans")
        );
        (await Office.Approver.DecideTranche(id, 2, "cancel")).Ok();
        (await Office.Approver.Decide(next, LoanSteps.Decision())).Ok();
    }

    private async Task AssertVerified()
    {
        var found = (await Office.Auditor.Get("/audit/verification")).Ok();
        Assert.That((bool)found["verified"]!, found.ToJsonString());
    }
}
