using System.Net;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Loans;

/// <summary>The signing of the akad, and its withdrawal before any money has moved.</summary>
public sealed class AkadTests : OfficeFixture
{
    [Test]
    public async Task A_signed_akad_has_a_number_and_makes_the_loan_signed()
    {
        var id = await Office.NewApproved();

        var answer = await Office.Officer.Post($"/loans/{id}/akad", LoanSteps.Akad);
        var loan = (await Office.Auditor.Get($"/loans/{id}")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(answer.Body!.Text("status"), Is.EqualTo("signed"));
            Assert.That(answer.Body!.Text("akadNumber"), Does.Match(@"^MJK-AQ-2026-\d{6}$"));
            Assert.That(
                answer.Body!["annex"]!.AsArray().Select(row => $"{row!["dueOn"]} {row["amount"]}").Take(2),
                Is.EqualTo(["2026-01-15 100000", "2026-01-22 100000"]),
                "As if the money came that day."
            );
            Assert.That(loan.Text("status"), Is.EqualTo("signed"));
            Assert.That(loan.Text("signedOn"), Is.EqualTo("2026-01-08"));
            Assert.That(loan["disbursedOn"], Is.Null);
            Assert.That(loan.Number("outstanding"), Is.Zero);
            Assert.That(loan["nextDue"], Is.Null);
        });
    }

    [Test]
    public async Task An_akad_is_signed_once()
    {
        var id = await Office.NewSigned();

        await Refuses(
            Office.Officer,
            who => who.Post($"/loans/{id}/akad", LoanSteps.Akad),
            Refusal.Conflict("loan.wrong_status")
        );
    }

    [TestCase("2026-01-06", "date.out_of_order")]
    [TestCase("2026-03-05", "date.in_future")]
    public async Task An_akad_is_signed_neither_before_the_decision_nor_after_today(string signedOn, string code)
    {
        var id = await Office.NewApproved();

        await Refuses(
            Office.Officer,
            who => who.Post($"/loans/{id}/akad", LoanSteps.Akad.With(new { signedOn })),
            Refusal.Conflict(code)
        );
    }

    [TestCase("approved")]
    [TestCase("signed")]
    public async Task Withdrawing_the_application_cancels_a_loan_that_was_not_paid_out(string status)
    {
        var id = status == "approved" ? await Office.NewApproved() : await Office.NewSigned();
        var applicationId = (await Office.Officer.Get($"/loans/{id}")).Ok().Text("applicationId");

        (await Office.Officer.Post($"/applications/{applicationId}/withdrawal", new { reason = "Batal" })).Ok();

        Assert.That((await Office.Officer.Get($"/loans/{id}")).Ok().Text("status"), Is.EqualTo("cancelled"));
        var wrong = Refusal.Conflict("loan.wrong_status");
        await Refuses(Office.Officer, who => who.Post($"/loans/{id}/akad", LoanSteps.Akad), wrong);
        await Refuses(Office.Cashier, who => who.Disburse(id), wrong);
        await Refuses(Office.Cashier, who => who.Repay(id), wrong);
    }

    [Test]
    public async Task An_application_whose_loan_was_paid_out_is_not_withdrawn()
    {
        var id = await Office.NewActive();
        var applicationId = (await Office.Officer.Get($"/loans/{id}")).Ok().Text("applicationId");

        await Refuses(
            Office.Officer,
            who => who.Post($"/applications/{applicationId}/withdrawal", new { reason = "Batal" }),
            Refusal.Conflict("application.already_disbursed")
        );
    }
}
