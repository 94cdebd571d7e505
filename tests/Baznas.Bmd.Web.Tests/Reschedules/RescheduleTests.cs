using System.Net;
using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Reschedules;

/// <summary>The same debt over a new schedule: from its day on the new one answers, before it the old one.</summary>
public sealed class RescheduleTests : OfficeFixture
{
    private static readonly string[] SevenMondays =
    [
        "2026-03-02 100000",
        "2026-03-09 100000",
        "2026-03-16 100000",
        "2026-03-23 100000",
        "2026-03-30 100000",
        "2026-04-06 100000",
        "2026-04-13 100000",
    ];

    [Test]
    public async Task A_request_shows_what_it_would_make_and_changes_nothing_yet()
    {
        var loanId = await Office.NewActive();
        (await Office.Pay(loanId, 300_000)).Ok();
        var before = (await Office.Loan(loanId)).ToJsonString();

        var answer = await Office.Officer.Reschedule(loanId);
        var id = answer.Id();
        var read = (await Office.Auditor.Get($"/reschedules/{id}")).Ok();

        Assert.Multiple(async () =>
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(read.ToJsonString(), Is.EqualTo(answer.Body!.ToJsonString()));
            Assert.That(read.Text("status"), Is.EqualTo("pending"));
            Assert.That(read.Text("loanId"), Is.EqualTo(loanId));
            Assert.That(read.Text("effectiveOn"), Is.EqualTo("2026-02-23"));
            Assert.That(read.Text("cause"), Is.EqualTo("unable"));
            Assert.That(read.Text("reason"), Is.EqualTo("Sakit dua pekan"));
            Assert.That(read.Number("installments"), Is.EqualTo(7));
            Assert.That(read.Text("firstDueOn"), Is.EqualTo("2026-03-02"));
            Assert.That((bool)read["keepDates"]!, Is.False);
            Assert.That(read["decision"], Is.Null);
            Assert.That(read["reversal"], Is.Null);
            Assert.That(read.Rows("proposed"), Is.EqualTo(SevenMondays));
            Assert.That((await Office.Loan(loanId)).ToJsonString(), Is.EqualTo(before));
            Assert.That(await Office.Versions(loanId), Has.Count.EqualTo(1));
        });
    }

    [Test]
    public async Task Once_approved_it_answers_from_its_day_on_and_the_old_one_before()
    {
        var (loanId, id) = await Office.NewRescheduled();

        var (before, since) = (await Office.Loan(loanId, "2026-02-22"), await Office.Loan(loanId, "2026-02-23"));
        var (old, now) = (await Office.Schedule(loanId, "2026-02-22"), await Office.Schedule(loanId));
        var made = (await Office.Auditor.Get($"/reschedules/{id}")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That((bool)before["restructured"]!, Is.False);
            Assert.That(before.Number("daysPastDue"), Is.EqualTo(16), "From 6 to 22 February.");
            Assert.That((bool)since["restructured"]!, Is.True);
            Assert.That(since.Number("daysPastDue"), Is.Zero);
            Assert.That(since.Number("outstanding"), Is.EqualTo(before.Number("outstanding")).And.EqualTo(700_000));
            Assert.That(since.Number("repaid"), Is.EqualTo(300_000));
            Assert.That(since["nextDue"]!.Text("dueOn"), Is.EqualTo("2026-03-02"));
            Assert.That(old.Number("version"), Is.EqualTo(1));
            Assert.That(old["rows"]!.AsArray(), Has.Count.EqualTo(10));
            Assert.That(now.Number("version"), Is.EqualTo(2));
            Assert.That(now.Number("total"), Is.EqualTo(700_000));
            Assert.That(now.Rows(), Is.EqualTo(SevenMondays));
            Assert.That(now["rows"]![0]!.Text("status"), Is.EqualTo("overdue"));
            Assert.That(made.Text("status"), Is.EqualTo("approved"));
            Assert.That(made.Rows("proposed"), Is.EqualTo(SevenMondays));
            Assert.That(made["decision"]!.Text("decision"), Is.EqualTo("approve"));
            Assert.That(made["decision"]!.Text("note"), Is.EqualTo("Sudah ditimbang"));
            Assert.That(made["decision"]!.Number("version"), Is.EqualTo(2));
            Assert.That(made["decision"]!.Text("decidedBy"), Is.Not.EqualTo(made.Text("requestedBy")));
        });
    }

    [Test]
    public async Task Every_version_stays_readable_as_it_was_made()
    {
        var (loanId, _) = await Office.NewRescheduled();
        (await Office.Pay(loanId, 150_000, "2026-03-03")).Ok();

        var versions = await Office.Versions(loanId);

        Assert.Multiple(() =>
        {
            Assert.That(
                versions.Select(v =>
                    $"{v!["version"]} {v["effectiveOn"]} {v["cause"]} {v["repaidBefore"]} {v["undoes"]}"
                ),
                Is.EqualTo(new[] { "1 2026-01-09 disbursement 0 ", "2 2026-02-23 reschedule 300000 " })
            );
            Assert.That(versions[0]!.Rows().First(), Is.EqualTo("2026-01-16 100000"));
            Assert.That(versions[1]!.Rows(), Is.EqualTo(SevenMondays));
        });
    }

    [Test]
    public async Task Payments_count_against_it_less_what_was_repaid_before_even_when_they_are_dated_back()
    {
        var (loanId, _) = await Office.NewRescheduled();

        var paid = (await Office.Pay(loanId, 100_000, "2026-03-02")).Ok();
        var late = (await Office.Pay(loanId, 50_000, "2026-02-20")).Ok();
        var (old, now) = (await Office.Schedule(loanId, "2026-02-22"), await Office.Schedule(loanId));
        (await Office.Pay(loanId, 550_000, "2026-03-04")).Ok();
        var closed = await Office.Loan(loanId);

        Assert.Multiple(() =>
        {
            Assert.That(paid["allocations"]![0]!.ToJsonString(), Is.EqualTo("""{"no":1,"amount":100000}"""));
            Assert.That(late["allocations"]![0]!.ToJsonString(), Is.EqualTo("""{"no":4,"amount":50000}"""));
            Assert.That(old["rows"]!.AsArray().Sum(row => row!.Number("paid")), Is.EqualTo(350_000));
            Assert.That(
                now["rows"]!.AsArray().Select(row => row!.Number("paid")).Take(3),
                Is.EqualTo([100_000, 50_000, 0])
            );
            Assert.That(now["rows"]![1]!.Text("status"), Is.EqualTo("partial"));
            Assert.That(closed.Text("status"), Is.EqualTo("closed"));
            Assert.That(closed["nextDue"], Is.Null);
            Assert.That((bool)closed["restructured"]!, Is.True);
        });
    }

    [Test]
    public async Task After_paying_ahead_the_dates_can_be_kept_with_smaller_instalments()
    {
        var loanId = await Office.NewActive();
        (await Office.Pay(loanId, 500_000)).Ok();

        var asked = (await Office.Cashier.KeepDates(loanId, "2026-02-02")).Ok();
        (await Office.Approver.DecideReschedule(asked.Text("id"))).Ok();
        var loan = await Office.Loan(loanId);

        Assert.Multiple(async () =>
        {
            Assert.That(asked["installments"], Is.Null);
            Assert.That((bool)asked["keepDates"]!, Is.True);
            Assert.That(
                (await Office.Schedule(loanId)).Rows(),
                Is.EqualTo(
                    new[]
                    {
                        "2026-02-06 72000",
                        "2026-02-13 72000",
                        "2026-02-20 72000",
                        "2026-02-27 71000",
                        "2026-03-06 71000",
                        "2026-03-13 71000",
                        "2026-03-20 71000",
                    }
                )
            );
            Assert.That(loan.Number("daysPastDue"), Is.EqualTo(26), "Nothing was paid since 2 February.");
            Assert.That((bool)loan["restructured"]!, Is.True);
        });
    }

    [Test]
    public async Task Left_out_the_day_is_today_and_the_first_instalment_one_period_later_on_a_working_day()
    {
        var loanId = await Office.NewActive();
        Host.Clock.StandAt(BmdHost.Start.AddDays(4));

        var body = new
        {
            cause = "forceMajeure",
            reason = "Banjir",
            installments = 2,
        };
        var asked = (await Office.Officer.Post($"/loans/{loanId}/reschedules", body)).Ok();

        Assert.That(asked.Text("effectiveOn"), Is.EqualTo("2026-03-08"), "A Sunday, the rest day.");
        Assert.That(asked.Rows("proposed"), Is.EqualTo(new[] { "2026-03-16 500000", "2026-03-23 500000" }));
    }

    [Test]
    public async Task A_rejected_request_leaves_the_schedule_and_another_can_be_made()
    {
        var loanId = await Office.NewActive();
        var id = (await Office.Officer.Reschedule(loanId)).Id();

        var rejected = (await Office.Approver.DecideReschedule(id, "reject")).Ok();
        var again = await Office.NewReschedule(loanId);

        Assert.Multiple(async () =>
        {
            Assert.That(rejected.Text("status"), Is.EqualTo("rejected"));
            Assert.That(rejected["decision"]!["version"], Is.Null);
            Assert.That(rejected["proposed"]!.AsArray(), Is.Empty);
            Assert.That(await Ids($"loanId={loanId}"), Is.EqualTo(new[] { again, id }), "Newest first.");
            Assert.That(await Ids($"loanId={loanId}&status=rejected"), Is.EqualTo(new[] { id }));
            Assert.That(await Ids($"loanId={loanId}&status=approved"), Is.EqualTo(new[] { again }));
            Assert.That(await Ids($"loanId={loanId}&status=pending"), Is.Empty);
        });
    }

    [Test]
    public async Task Taken_back_the_old_schedule_holds_again_and_the_loan_is_not_restructured()
    {
        var (loanId, id) = await Office.NewRescheduled();

        var answer = await Office.SecondApprover.ReverseReschedule(id);
        var versions = await Office.Versions(loanId);
        var loan = await Office.Loan(loanId);

        Assert.Multiple(async () =>
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(answer.Body!.Text("status"), Is.EqualTo("reversed"));
            Assert.That(answer.Body!["reversal"]!.Text("reason"), Is.EqualTo("Salah pinjaman"));
            Assert.That(answer.Body!["reversal"]!.Number("version"), Is.EqualTo(3));
            Assert.That(answer.Body!.Rows("proposed"), Is.EqualTo(SevenMondays), "What it had made.");
            Assert.That(versions[2]!.Text("cause"), Is.EqualTo("reversal"));
            Assert.That(versions[2]!.Number("undoes"), Is.EqualTo(2));
            Assert.That(versions[2]!.Number("repaidBefore"), Is.Zero);
            Assert.That(versions[2]!.Text("effectiveOn"), Is.EqualTo("2026-02-23"));
            Assert.That(versions[2]!.Rows(), Is.EqualTo(versions[0]!.Rows()));
            Assert.That((bool)loan["restructured"]!, Is.False);
            Assert.That(loan.Number("daysPastDue"), Is.EqualTo(26), "From 6 February.");
            Assert.That((await Office.Officer.Reschedule(loanId)).Ok().Text("status"), Is.EqualTo("pending"));
            Assert.That(await Ids($"loanId={loanId}&status=reversed"), Is.EqualTo(new[] { id }));
        });
    }

    [Test]
    public async Task Two_reschedules_are_taken_back_the_last_first()
    {
        var (loanId, first) = await Office.NewRescheduled();
        var second = await Office.NewReschedule(
            loanId,
            new
            {
                effectiveOn = "2026-03-03",
                firstDueOn = "2026-03-10",
                installments = 14,
            }
        );
        await Refuses(Office.Approver, who => who.ReverseReschedule(first), Refusal.Conflict("schedule.later_version"));

        (await Office.Approver.ReverseReschedule(second)).Ok();
        var one = await Office.Loan(loanId);
        (await Office.Approver.ReverseReschedule(first)).Ok();
        var none = await Office.Loan(loanId);

        Assert.Multiple(async () =>
        {
            Assert.That((bool)one["restructured"]!, Is.True);
            Assert.That(one["nextDue"]!.Text("dueOn"), Is.EqualTo("2026-03-02"));
            Assert.That((bool)none["restructured"]!, Is.False);
            Assert.That(none["nextDue"]!.Text("dueOn"), Is.EqualTo("2026-02-06"));
            Assert.That((bool)(await Office.Loan(loanId, "2026-02-25"))["restructured"]!, Is.False);
            Assert.That((await Office.Schedule(loanId, "2026-03-03")).Number("version"), Is.EqualTo(5));
            Assert.That((bool)(await Verify())["verified"]!, (await Verify()).ToJsonString());
        });
    }

    [Test]
    public async Task A_repayment_it_counts_with_goes_back_only_after_it_and_a_later_one_before_it()
    {
        var loanId = await Office.NewActive();
        var counted = (await Office.Pay(loanId, 300_000)).Ok().Text("transactionId");
        var onTheDay = (await Office.Pay(loanId, 10_000, "2026-02-23")).Ok().Text("transactionId");
        var id = await Office.NewReschedule(loanId);
        var since = (await Office.Pay(loanId, 100_000, "2026-03-02")).Ok().Text("transactionId");

        var rescheduled = Refusal.Conflict("loan.rescheduled_since");
        var problem = await Refuses(Office.Cashier, who => who.Reverse(loanId, counted), rescheduled);
        await Refuses(Office.Cashier, who => who.Reverse(loanId, onTheDay), rescheduled);
        await Refuses(Office.Approver, who => who.ReverseReschedule(id), Refusal.Conflict("reschedule.repaid_since"));
        (await Office.Cashier.Reverse(loanId, since)).Ok();
        (await Office.Approver.ReverseReschedule(id)).Ok();
        (await Office.Cashier.Reverse(loanId, onTheDay)).Ok();
        (await Office.Cashier.Reverse(loanId, counted)).Ok();

        Assert.That(problem.Text("detail"), Does.Contain("23 Februari 2026"));
        Assert.That((await Office.Loan(loanId)).Number("daysPastDue"), Is.EqualTo(47), "From 16 January.");
    }

    [Test]
    public async Task A_loan_paid_out_anew_on_an_earlier_day_can_be_rescheduled_from_that_day()
    {
        var loanId = await Office.NewActive();
        (await Office.Cashier.Reverse(loanId, await Office.LastTransaction(loanId))).Ok();
        (await Office.Cashier.Disburse(loanId, new { disbursedOn = "2026-01-08", account = "cash" })).Ok();

        await Office.NewReschedule(loanId, new { effectiveOn = "2026-01-08", firstDueOn = "2026-03-02" });

        Assert.Multiple(async () =>
        {
            foreach (var day in new[] { "2026-01-08", "2026-01-09", "2026-03-04" })
            {
                Assert.That((await Office.Schedule(loanId, day)).Rows().First(), Is.EqualTo("2026-03-02 143000"), day);
                Assert.That((bool)(await Office.Loan(loanId, day))["restructured"]!, Is.True, day);
            }

            Assert.That((bool)(await Verify())["verified"]!, (await Verify()).ToJsonString());
        });
    }

    [Test]
    public async Task Of_two_who_decide_at_the_same_moment_one_is_taken()
    {
        for (var round = 0; round < 10; round++)
        {
            var loanId = await Office.NewActive();
            var id = (await Office.Officer.Reschedule(loanId)).Id();

            var answers = await Task.WhenAll(
                Task.Run(() => Office.Approver.DecideReschedule(id)),
                Task.Run(() => Office.SecondApprover.DecideReschedule(id))
            );

            answers
                .Single(answer => answer.Status != HttpStatusCode.Created)
                .Refused(HttpStatusCode.Conflict, "reschedule.already_decided");
            Assert.That(await Office.Versions(loanId), Has.Count.EqualTo(2));
        }
    }

    private async Task<IEnumerable<string>> Ids(string query) =>
        (await Office.Auditor.Get($"/reschedules?{query}")).Ok()["items"]!.AsArray().Select(item => item!.Text("id"));

    private async Task<JsonNode> Verify() => (await Office.Auditor.Get("/audit/verification")).Ok();
}
