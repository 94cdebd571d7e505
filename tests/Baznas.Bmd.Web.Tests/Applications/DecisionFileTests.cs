using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Applications;

/// <summary>What a decision rests on: the person, earlier loans and how they were paid, and what is left in the fund.</summary>
public sealed class DecisionFileTests : OfficeFixture
{
    [Test]
    public async Task It_tells_of_the_person_and_of_loans_before_and_how_they_were_paid()
    {
        var loan = await Office.NewActive(installments: 4);
        // Due with Rp250.000 each on 16, 23 and 30 January and 6 February.
        (await Office.Pay(loan, 250_000, "2026-01-16")).Ok();
        (await Office.Pay(loan, 500_000, "2026-02-02")).Ok();
        (await Office.Pay(loan, 250_000, "2026-02-06")).Ok();
        var borrower = (await Office.Loan(loan))["borrower"]!.Text("id");
        var application = (await Office.Officer.Post("/applications", Office.Application(borrower))).Id();

        var file = (await Office.Approver.Get($"/applications/{application}/decision-file")).Ok();
        var past = file["pastLoans"]![0]!;

        Assert.Multiple(() =>
        {
            Assert.That(file["borrower"]!.Text("fullName"), Is.EqualTo("Siti Aminah"));
            Assert.That(file["borrower"]!.Text("nik"), Does.Contain("•"));
            Assert.That(file["pastLoans"]!.AsArray(), Has.Count.EqualTo(1));
            Assert.That(past.Text("id"), Is.EqualTo(loan));
            Assert.That(past.Text("status"), Is.EqualTo("closed"));
            Assert.That(past["punctuality"]!.Number("due"), Is.EqualTo(4));
            Assert.That(past["punctuality"]!.Number("onTime"), Is.EqualTo(2));
            Assert.That(past["punctuality"]!.Number("longestDelay"), Is.EqualTo(10));
            Assert.That(file["refusal"]!.Text("code"), Is.EqualTo("application.wrong_status"));
        });
    }

    [Test]
    public async Task What_is_promised_and_not_yet_paid_out_is_not_left_in_the_fund()
    {
        var fund = await Office.NewFund("WAKAF", "infakTidakTerikat", 10_000_000);
        var promised = await Office.NewSurveyedWith(new { fundId = fund, principal = 2_000_000 });
        (await Office.Approver.Decide(promised, LoanSteps.Decision())).Ok();
        var loan = await Office.NewSurveyedWith(new { fundId = fund, principal = 1_500_000 });
        var loanId = (await Office.Approver.Decide(loan, LoanSteps.Decision())).Ok().Text("loanId");
        (await Office.Officer.Post($"/loans/{loanId}/akad", LoanSteps.Akad)).Ok();
        (await Office.Cashier.Disburse(loanId)).Ok();
        var application = await Office.NewSurveyedWith(new { fundId = fund });

        var standing = (await Office.Approver.Get($"/applications/{application}/decision-file")).Ok()["fund"]!;

        Assert.Multiple(() =>
        {
            Assert.That(standing.Number("available"), Is.EqualTo(8_500_000));
            Assert.That(standing.Number("promised"), Is.EqualTo(2_000_000));
            Assert.That(standing.Number("left"), Is.EqualTo(6_500_000));
        });
    }

    [Test]
    public async Task A_lower_principal_has_its_own_schedule_and_its_own_count_of_approvers()
    {
        var application = await Office.NewSurveyed(4_000_000);
        (await Office.Approver.Decide(application, LoanSteps.Decision())).Ok();
        var path = $"/applications/{application}/decision-preview";

        var asked = (await Office.Approver.Get(path)).Ok();
        var lower = (await Office.Approver.Get($"{path}?principal=2500000&installments=5")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(asked.Number("approvalsNeeded"), Is.EqualTo(2));
            Assert.That(asked["agreedBy"]!.AsArray(), Has.Count.EqualTo(1));
            Assert.That(asked["rows"]!.AsArray().Sum(row => row!.Number("amount")), Is.EqualTo(4_000_000));
            Assert.That(lower.Number("approvalsNeeded"), Is.EqualTo(1));
            Assert.That(lower["agreedBy"]!.AsArray(), Is.Empty);
            Assert.That(lower["rows"]!.AsArray().Select(row => row!.Number("amount")), Is.All.EqualTo(500_000));
            // A week from today, Wednesday 4 March.
            Assert.That(lower["rows"]![0]!.Text("dueOn"), Is.EqualTo("2026-03-11"));
        });
        await Refuses(
            Office.Approver,
            who => who.Get($"{path}?principal=4000001"),
            Refusal.Conflict("decision.principal_raised")
        );
    }

    [Test]
    public async Task People_are_called_by_their_names_and_those_of_other_offices_are_not_told()
    {
        var application = await Office.NewSurveyed(4_000_000);
        var decided = (await Office.Approver.Decide(application, LoanSteps.Decision())).Ok();
        var approver = decided["decisions"]![0]!.Text("decidedBy");
        var other = await TestOffice.Open(Host, "SBY");

        var known = (await Office.Officer.Get($"/people?ids={approver}")).Ok()["items"]!.AsArray();
        var unknown = (await other.Officer.Get($"/people?ids={approver}")).Ok()["items"]!.AsArray();

        Assert.That(known.Single()!.Text("name"), Is.EqualTo("approver.MJK"));
        Assert.That(unknown, Is.Empty);
    }
}
