using Baznas.Bmd.Web.Tests.Support;
using static Baznas.Bmd.Web.Tests.Loans.TrancheSteps;

namespace Baznas.Bmd.Web.Tests.Loans;

/// <summary>Only the last thing that happened on a loan is taken back, and the schedule it made goes with it.</summary>
public sealed class TrancheReversalTests : OfficeFixture
{
    [Test]
    public async Task A_tranche_taken_back_leaves_the_schedule_of_before_and_can_be_paid_again()
    {
        var id = await Office.NewActiveIn(Two);
        var alone = await Office.Schedule(id);
        var second = (await Office.Cashier.PayTranche(id, "2026-01-28")).Ok().Text("transactionId");
        (await Office.Cashier.Reverse(id, second)).Ok();
        var undone = (await Office.Loan(id, "2026-01-28"), await Office.Schedule(id, "2026-01-28"));
        var waiting = await Office.Tranches(id);
        (await Office.Cashier.PayTranche(id, "2026-02-02")).Ok();

        Assert.Multiple(async () =>
        {
            Assert.That(undone.Item1.Number("outstanding"), Is.EqualTo(600_000));
            Assert.That(undone.Item1.Number("undisbursed"), Is.EqualTo(400_000));
            Assert.That(undone.Item2, Is.EqualTo(alone));
            Assert.That(waiting, Has.ItemAt(1).EqualTo("2 400000 approved"));
            Assert.That((await Office.Schedule(id))[3], Is.EqualTo("2026-02-06 550000"));
            Assert.That((await Office.Schedule(id))[2], Is.EqualTo(alone[2]));
        });
        await AssertVerified();
    }

    [Test]
    public async Task The_first_tranche_waits_for_what_came_after_it()
    {
        var id = await Office.NewSignedIn(Two);
        var first = (await Office.Cashier.Disburse(id)).Ok().Text("transactionId");
        var second = (await Office.Cashier.PayTranche(id, "2026-01-28")).Ok().Text("transactionId");

        await Refuses(
            Office.Cashier,
            who => who.Reverse(id, first),
            Refusal.Conflict("transaction.followed_by_others")
        );
        (await Office.Cashier.Reverse(id, second)).Ok();
        (await Office.Cashier.Reverse(id, first)).Ok();
        var signed = await Office.Loan(id);

        Assert.Multiple(async () =>
        {
            Assert.That((signed.Text("status"), signed.Number("undisbursed")), Is.EqualTo(("signed", 1_000_000)));
            Assert.That(await Office.Tranches(id), Is.EqualTo(new[] { "1 600000 approved", "2 400000 approved" }));
            Assert.That(await Office.Schedule(id), Has.Length.EqualTo(4).And.All.EndsWith(" 150000"));
        });
        (await Office.Cashier.Disburse(id)).Ok();
        await AssertVerified();
    }

    [Test]
    public async Task A_tranche_with_a_repayment_after_it_stays_though_the_one_before_it_does_not_matter()
    {
        var id = await Office.NewActiveIn(Two);
        (await Office.Pay(id, 100_000, "2026-01-20")).Ok();
        var second = (await Office.Cashier.PayTranche(id, "2026-01-28")).Ok().Text("transactionId");
        var later = (await Office.Pay(id, 100_000, "2026-02-02")).Ok().Text("transactionId");

        await Refuses(
            Office.Cashier,
            who => who.Reverse(id, second),
            Refusal.Conflict("transaction.followed_by_others")
        );
        (await Office.Cashier.Reverse(id, later)).Ok();
        (await Office.Cashier.Reverse(id, second)).Ok();

        Assert.That((await Office.Loan(id)).Number("outstanding"), Is.EqualTo(500_000));
        await AssertVerified();
    }

    [Test]
    public async Task A_tranche_paid_back_dated_below_a_repayment_is_followed_by_it()
    {
        var id = await Office.NewActiveIn(Two);
        (await Office.Pay(id, 100_000, "2026-02-02")).Ok();
        var second = (await Office.Cashier.PayTranche(id, "2026-01-28")).Ok().Text("transactionId");

        await Refuses(
            Office.Cashier,
            who => who.Reverse(id, second),
            Refusal.Conflict("transaction.followed_by_others")
        );
    }

    [Test]
    public async Task A_tranche_taken_back_after_its_month_was_closed_counts_until_the_next()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        var id = await office.NewActiveIn(Two);
        var second = (await office.Cashier.PayTranche(id, "2026-01-28")).Ok().Text("transactionId");
        (await office.Cashier.Post("/periods/2026-01/closing", null)).Ok();
        (await office.Cashier.Reverse(id, second)).Ok();

        Assert.Multiple(async () =>
        {
            Assert.That((await office.Loan(id, "2026-01-31")).Number("undisbursed"), Is.Zero);
            Assert.That((await office.Schedule(id, "2026-01-31"))[3], Is.EqualTo("2026-02-06 350000"));
            Assert.That((await office.Loan(id, "2026-02-01")).Number("undisbursed"), Is.EqualTo(400_000));
            Assert.That((await office.Schedule(id, "2026-02-01"))[3], Is.EqualTo("2026-02-06 150000"));
        });
        await Refuses(
            office.Cashier,
            who => who.PayTranche(id, "2026-01-28"),
            Refusal.Conflict("schedule.later_version")
        );
        (await office.Cashier.PayTranche(id, "2026-02-01")).Ok();
    }

    private async Task AssertVerified()
    {
        var found = (await Office.Auditor.Get("/audit/verification")).Ok();
        Assert.That((bool)found["verified"]!, found.ToJsonString());
    }
}
