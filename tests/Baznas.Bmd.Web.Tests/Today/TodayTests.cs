using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Today;

/// <summary>What a field officer is told about the day. The clock stands at Wednesday, 4 March 2026.</summary>
public sealed class TodayTests : OfficeFixture
{
    [Test]
    public async Task A_loan_is_visited_for_all_that_is_due_by_today_and_unpaid()
    {
        // Due weekly from 16 January, Rp100.000 each: seven times by 27 February, next on 6 March.
        var loan = await Office.NewActive();
        (await Office.Pay(loan, 250_000)).Ok();

        var visit = await VisitOf(await Office.BorrowerOf(loan));

        Assert.Multiple(() =>
        {
            Assert.That(visit.Text("kind"), Is.EqualTo("late"));
            Assert.That(visit.Number("amount"), Is.EqualTo(450_000));
            Assert.That(visit.Number("daysPastDue"), Is.EqualTo(33));
        });
        (await Office.Pay(loan, 450_000, "2026-03-04")).Ok();
        Assert.That(await VisitOrNone(await Office.BorrowerOf(loan)), Is.Null);
    }

    [Test]
    public async Task What_is_due_today_is_not_late()
    {
        var application = await Office.NewSurveyedWith(new { firstDueOn = "2026-03-04" });
        var loan = (await Office.Approver.Decide(application, LoanSteps.Decision())).Ok().Text("loanId");
        (await Office.Officer.Post($"/loans/{loan}/akad", LoanSteps.Akad)).Ok();
        (await Office.Cashier.Disburse(loan)).Ok();

        var visit = await VisitOf(await Office.BorrowerOf(loan));

        Assert.That(visit.Text("kind"), Is.EqualTo("due"));
        Assert.That(visit.Number("daysPastDue"), Is.Zero);
    }

    [Test]
    public async Task An_application_is_visited_until_it_is_surveyed()
    {
        var id = await Office.NewSubmitted();
        var borrower = (await Office.Officer.Get($"/applications/{id}")).Ok().Text("borrowerId");

        Assert.That((await VisitOf(borrower)).Text("kind"), Is.EqualTo("survey"));
        (await Office.Officer.Post($"/applications/{id}/survey", LoanSteps.Survey)).Ok();
        Assert.That(await VisitOrNone(borrower), Is.Null);
    }

    [Test]
    public async Task Villages_with_the_most_to_do_come_first_and_one_is_listed()
    {
        for (var i = 0; i < 3; i++)
        {
            var body = Office.Borrower().With(new { villageCode = i == 0 ? "35.76.01.1003" : "35.76.02.1009" });
            var borrower = (await Office.Officer.Post("/borrowers", body)).Id();
            var draft = (await Office.Officer.Post("/applications", Office.Application(borrower))).Id();
            (await Office.Officer.Post($"/applications/{draft}/submission", null)).Ok();
        }

        var day = (await Office.Officer.Get("/today?villageCode=35.76.02.1009")).Ok();

        var named = day["villages"]!.AsArray().Where(village => (string)village!["code"]! != "-").ToList();
        Assert.That(named.Select(village => (string)village!["name"]!), Is.EqualTo(["Kedundung", "Mentikan"]));
        Assert.That(day["visits"]!.AsArray(), Has.Count.EqualTo(2));
        Assert.That((await Office.Officer.Get("/villages")).Ok()["items"]!.AsArray(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task An_application_says_what_it_waits_for_until_it_is_paid_out()
    {
        var id = await Office.NewDraft();
        Assert.That(await StepOf(id), Is.EqualTo("submit"));
        (await Office.Officer.Post($"/applications/{id}/submission", null)).Ok();
        Assert.That(await StepOf(id), Is.EqualTo("survey"));
        (await Office.Officer.Post($"/applications/{id}/survey", LoanSteps.Survey)).Ok();
        Assert.That(await StepOf(id), Is.EqualTo("decide"));
        (await Office.Approver.Decide(id, LoanSteps.Decision("return"))).Ok();
        Assert.That(await StepOf(id), Is.EqualTo("mend"));
        (await Office.Officer.Post($"/applications/{id}/submission", null)).Ok();
        (await Office.Officer.Post($"/applications/{id}/survey", LoanSteps.Survey)).Ok();
        var loan = (await Office.Approver.Decide(id, LoanSteps.Decision())).Ok().Text("loanId");
        Assert.That(await StepOf(id), Is.EqualTo("sign"));
        (await Office.Officer.Post($"/loans/{loan}/akad", LoanSteps.Akad)).Ok();
        Assert.That(await StepOf(id), Is.EqualTo("disburse"));
        (await Office.Cashier.Disburse(loan)).Ok();
        Assert.That(await StepOf(id), Is.Null);

        var steps = (await Office.Officer.Get($"/applications/{id}/file")).Ok()["steps"]!.AsArray();
        Assert.That(
            steps.Select(step => (string)step!["step"]!),
            Is.EqualTo(["drafted", "surveyed", "return", "submitted", "surveyed", "approve", "akad", "disbursed"])
        );
        Assert.That((string)steps[2]!["by"]!, Is.EqualTo("approver.MJK"));
    }

    [Test]
    public async Task Somebody_who_may_be_registered_already_is_found_before_they_are_registered()
    {
        var nik = TestOffice.NewNik();
        var known = new
        {
            nik,
            fullName = "Rahmawati Putri",
            birthDate = "1969-05-06",
            phone = "081300112233",
        };
        (await Office.Officer.Post("/borrowers", Office.Borrower().With(known))).Ok();

        Assert.Multiple(async () =>
        {
            Assert.That(await Reasons(new { nik }), Is.EqualTo(["nik"]));
            Assert.That(await Reasons(new { phone = "+6281300112233" }), Is.EqualTo(["phone"]));
            Assert.That(
                await Reasons(new { fullName = "PUTRI RAHMAWATTI", birthDate = "1969-05-06" }),
                Is.EqualTo(["nameAndBirthDate"])
            );
            Assert.That(await Reasons(new { fullName = "Sumarni", birthDate = "1969-05-06" }), Is.Empty);
            Assert.That(await Reasons(new { fullName = "Rahmawati Putri", birthDate = "1970-05-06" }), Is.Empty);
        });
    }

    [Test]
    public async Task A_review_says_what_the_NIK_was_given_for()
    {
        var review = (await Review(new { nik = "3576015203900001", sex = "m" })).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(review.Text("nikSex"), Is.EqualTo("f"));
            Assert.That(review.Text("nikBirthDate"), Is.EqualTo("1990-03-12"));
            Assert.That(review["warnings"]![0]!.Text("code"), Is.EqualTo("nik.sex_mismatch"));
        });
    }

    private Task<Answer> Review(object written) =>
        Office.Officer.Post("/borrowers/review", new { officeId = Office.Id }.With(written));

    private async Task<IEnumerable<string>> Reasons(object written) =>
        (await Review(written)).Ok()["lookalikes"]!
            .AsArray()
            .SelectMany(alike => alike!["reasons"]!.AsArray())
            .Select(reason => (string)reason!);

    private async Task<string?> StepOf(string applicationId) =>
        (string?)
            (await Office.Officer.Get("/applications/open?mine=true")).Ok()["items"]!
                .AsArray()
                .SingleOrDefault(item => (string)item!["id"]! == applicationId)
                ?["step"];

    private async Task<System.Text.Json.Nodes.JsonNode> VisitOf(string borrowerId) => (await VisitOrNone(borrowerId))!;

    private async Task<System.Text.Json.Nodes.JsonNode?> VisitOrNone(string borrowerId) =>
        (await Office.Officer.Get("/today?villageCode=-")).Ok()["visits"]!
            .AsArray()
            .SingleOrDefault(visit => (string)visit!["borrowerId"]! == borrowerId);
}
