using System.Net;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Migration;

/// <summary>What the first version kept and answered, the present one keeps and answers, and goes on from there.</summary>
public sealed class FirstVersionTests
{
    private FirstVersion _first = null!;

    [SetUp]
    public void Install() => _first = new FirstVersion();

    [TearDown]
    public ValueTask Remove() => _first.DisposeAsync();

    [Test]
    public async Task Every_question_is_answered_as_it_was()
    {
        var differences = new List<string>();
        var asked = 0;
        foreach (var kept in FirstVersion.Answers)
        {
            var path = kept.Text("path");
            var answer = await (await _first.User(kept.Text("user"))).Get(path);
            asked++;
            if (path.StartsWith("/messages", StringComparison.Ordinal))
            {
                differences.AddRange(FirstVersion.MessageDifferences(kept["answer"]!, answer.Ok()));
                continue;
            }

            differences.AddRange(
                answer.Status == HttpStatusCode.OK
                    ? FirstVersion.Differences(path, kept["answer"], answer.Body)
                    : [$"{path} answers {answer.Status}"]
            );
        }

        Assert.That(asked, Is.GreaterThan(150));
        Assert.That(differences, Is.Empty);
    }

    [Test]
    public async Task What_is_encrypted_can_still_be_read()
    {
        var officer = await _first.User("petugas");
        foreach (var (borrowerId, kept) in FirstVersion.Revealed)
        {
            var now = await officer.Post($"/borrowers/{borrowerId}/unmasking", new { purpose = "Pemeriksaan berkas" });
            Assert.That(FirstVersion.Differences(borrowerId, kept, now.Ok()), Is.Empty);
        }

        await StillVerified();
    }

    [Test]
    public async Task Its_loans_are_repaid_reversed_and_paid_out_again_and_its_next_month_closes()
    {
        var cashier = await _first.User("bendahara");
        var repayment = LoanSteps.Repayment(25_000, "2026-03-06");
        (await cashier.Repay(FirstVersion.Active, repayment)).Ok();
        (await cashier.Repay(FirstVersion.Imported, repayment)).Ok();
        var old = await _first.Last(FirstVersion.Late, "repayment");
        var reversal = (await cashier.Reverse(FirstVersion.Late, old)).Ok();
        var again = new { disbursedOn = "2026-03-06", account = "cash" };
        (await cashier.Disburse(FirstVersion.DisbursementReversed, again)).Ok();
        _first.GoTo(new DateTime(2026, 4, 1, 9, 0, 0));
        (await cashier.Post("/periods/2026-03/closing", null)).Ok();

        var active = (await cashier.Get($"/loans/{FirstVersion.Active}")).Ok();
        var paidOut = (await cashier.Get($"/loans/{FirstVersion.DisbursementReversed}/schedule")).Ok();
        Assert.Multiple(() =>
        {
            Assert.That(active.Number("outstanding"), Is.EqualTo(750_000));
            Assert.That(reversal.Text("effectiveOn"), Is.EqualTo("2026-03-01"), "February is closed.");
            Assert.That(reversal.Number("outstanding"), Is.EqualTo(2_000_000));
            Assert.That(paidOut["rows"]![0]!.Text("dueOn"), Is.EqualTo("2026-03-13"));
        });
        await StillVerified();
    }

    [Test]
    public async Task A_disbursement_it_made_can_be_reversed_and_made_again()
    {
        var cashier = await _first.User("bendahara");
        (await cashier.Reverse(FirstVersion.Late, await _first.Last(FirstVersion.Late, "repayment"))).Ok();
        var disbursement = await _first.Last(FirstVersion.Late, "disbursement");
        var reversal = (await cashier.Reverse(FirstVersion.Late, disbursement)).Ok();
        (await cashier.Disburse(FirstVersion.Late, new { disbursedOn = "2026-03-05", account = "cash" })).Ok();

        var loan = (await cashier.Get($"/loans/{FirstVersion.Late}")).Ok();
        Assert.Multiple(() =>
        {
            Assert.That(reversal.Text("status"), Is.EqualTo("signed"));
            Assert.That(loan.Text("disbursedOn"), Is.EqualTo("2026-03-05"));
            Assert.That(loan.Number("outstanding"), Is.EqualTo(2_000_000));
            Assert.That(loan["nextDue"]!.Text("dueOn"), Is.EqualTo("2026-04-06"), "5 April is a Sunday.");
        });
        await StillVerified();
    }

    [Test]
    public async Task Its_last_closed_month_opens_again_and_closes_again()
    {
        var (cashier, approver) = (await _first.User("bendahara"), await _first.User("manajer"));
        var asked = await cashier.Post("/periods/2026-02/reopenings", new { reason = "Ada kuitansi tertinggal" });
        var decision = new { decision = "approve", note = "Kuitansi ada" };
        (await approver.Post($"/period-reopenings/{asked.Id()}/decision", decision)).Ok();
        (await cashier.Repay(FirstVersion.Active, LoanSteps.Repayment(10_000, "2026-02-25"))).Ok();
        (await cashier.Post("/periods/2026-02/closing", null)).Ok();

        var loan = (await cashier.Get($"/loans/{FirstVersion.Active}?asOf=2026-02-28")).Ok();
        var kept = FirstVersion.Answers.Single(answer =>
            answer.Text("path") == $"/loans/{FirstVersion.Active}?asOf=2026-02-28"
        );
        Assert.That(loan.Number("repaid"), Is.EqualTo(kept["answer"]!.Number("repaid") + 10_000));
        await StillVerified();
    }

    [Test]
    public async Task Its_loans_take_the_later_events_of_a_loan()
    {
        var (officer, admin) = (await _first.User("petugas"), await _first.User("admin"));
        var (approver, second) = (await _first.User("manajer"), await _first.User("komite"));
        var approval = new { decision = "approve", note = "Sudah dilihat" };
        var terms = new
        {
            cause = "unable",
            reason = "Usaha sepi",
            installments = 8,
        };
        var reschedule = await officer.Post($"/loans/{FirstVersion.Active}/reschedules", terms);
        (await approver.Post($"/reschedules/{reschedule.Id()}/decision", approval)).Ok();
        var flood = new
        {
            periods = 1,
            cause = "flood",
            reason = "Banjir",
        };
        (await approver.Post($"/loans/{FirstVersion.Imported}/graces", flood)).Ok();
        var office = (await admin.Get("/offices")).Ok()["items"]![0]!.Text("id");
        var holidays = new[] { new { date = "2026-04-09", name = "Libur" } };
        (await admin.Put($"/offices/{office}/holidays", holidays)).Ok();
        var moved = (await officer.Get($"/loans/{FirstVersion.Late}/schedule")).Ok();
        var debt = new
        {
            kind = "writeOff",
            reason = "Usaha tutup",
            evidence = "Berita acara",
        };
        var writeOff = await officer.Post($"/loans/{FirstVersion.Late}/write-offs", debt);
        (await approver.Post($"/write-offs/{writeOff.Id()}/decision", approval)).Ok();
        (await second.Post($"/write-offs/{writeOff.Id()}/decision", approval)).Ok();

        var active = (await officer.Get($"/loans/{FirstVersion.Active}")).Ok();
        var imported = (await officer.Get($"/loans/{FirstVersion.Imported}/schedule")).Ok();
        var late = (await officer.Get($"/loans/{FirstVersion.Late}")).Ok();
        Assert.Multiple(() =>
        {
            Assert.That((bool)active["restructured"]!);
            Assert.That(active["nextDue"]!.Text("dueOn"), Is.EqualTo("2026-03-14"));
            Assert.That(imported["rows"]![9]!.Text("dueOn"), Is.EqualTo("2026-03-23"), "It was 16 March.");
            Assert.That(moved["rows"]![2]!.Text("dueOn"), Is.EqualTo("2026-04-10"), "9 April is a holiday now.");
            Assert.That(late.Text("status"), Is.EqualTo("writtenOff"));
            Assert.That(late.Number("writtenOff"), Is.EqualTo(1_600_000));
        });
        await StillVerified();
    }

    private async Task StillVerified()
    {
        var verification = await _first.Verification();
        Assert.That((bool)verification["verified"]!, verification.ToJsonString());
    }
}
