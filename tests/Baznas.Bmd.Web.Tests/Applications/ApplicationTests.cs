using System.Net;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Applications;

/// <summary>What may be asked for: the product's limits, the fund, the borrower, and the order of the steps.</summary>
public sealed class ApplicationTests : OfficeFixture
{
    private TestOffice _other = null!;
    private string _zakat = "";
    private string _csr = "";
    private string _ofGroups = "";

    protected override async Task Prepare()
    {
        _other = await TestOffice.Open(Host, "JKT");
        _zakat = await Office.NewFund("ZAKAT", "zakat", 10_000_000);
        _csr = await Office.NewFund("CSR", "csr", 10_000_000);
        _ofGroups = await Office.NewProduct("KELOMPOK", new { requiresGroup = true });
    }

    [Test]
    public async Task An_application_comes_back_as_it_was_drafted()
    {
        var borrower = await Office.NewBorrower();

        var answer = await Office.Officer.Post("/applications", Office.Application(borrower));
        var draft = answer.Ok();
        var read = (await Office.Approver.Get($"/applications/{draft.Text("id")}")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(draft.Text("status"), Is.EqualTo("draft"));
            Assert.That(draft.Number("principal"), Is.EqualTo(1_000_000));
            Assert.That(draft.Text("appliedOn"), Is.EqualTo("2026-01-05"));
            Assert.That(draft["loanId"], Is.Null);
            Assert.That(read.Text("borrowerId"), Is.EqualTo(borrower));
            Assert.That(read.Text("productId"), Is.EqualTo(Office.ProductId));
            Assert.That(read.Text("fundId"), Is.EqualTo(Office.FundId));
            Assert.That(read.Text("purpose"), Is.EqualTo("Modal warung"));
        });
    }

    [Test]
    public async Task An_application_without_a_date_is_of_today_in_the_offices_time_zone()
    {
        // Half past twelve at night in Mojokerto, still yesterday in Greenwich.
        Host.Clock.StandAt(new DateTimeOffset(2026, 3, 5, 0, 30, 0, TimeSpan.FromHours(7)));
        var body = Office.Application(await Office.NewBorrower()).Without("appliedOn");

        var draft = (await Office.Officer.Post("/applications", body)).Ok();

        Assert.That(draft.Text("appliedOn"), Is.EqualTo("2026-03-05"));
    }

    [TestCase(499_999)]
    [TestCase(5_000_001)]
    public async Task A_principal_outside_the_products_limits_is_refused(long principal)
    {
        var problem = await RefusesTerms(new { principal }, Refusal.Conflict("product.principal_out_of_range"));

        Assert.That(problem["errors"]!["principal"], Is.Not.Null);
    }

    [TestCase(500_000)]
    [TestCase(5_000_000)]
    public async Task A_principal_at_the_products_limits_is_accepted(long principal) =>
        Assert.That(await Office.NewDraft(new { principal }), Is.Not.Empty);

    [Test]
    public Task More_instalments_than_the_product_allows_are_refused() =>
        RefusesTerms(new { installments = 51 }, Refusal.Conflict("product.installments_out_of_range"));

    [Test]
    public Task A_fund_of_a_kind_the_product_does_not_lend_from_is_refused() =>
        RefusesTerms(new { fundId = _csr }, Refusal.Conflict("application.fund_kind_not_allowed"));

    [Test]
    public Task The_fund_of_another_office_is_not_there() =>
        RefusesTerms(new { fundId = _other.FundId }, Refusal.NotFound("fund.not_found"));

    [Test]
    public async Task The_borrower_of_another_office_is_not_there()
    {
        var theirs = await _other.NewBorrower();

        await RefusesTerms(new { borrowerId = theirs }, Refusal.NotFound("borrower.not_found"));
    }

    [Test]
    public Task A_product_that_does_not_exist_is_not_there() =>
        RefusesTerms(new { productId = Guid.NewGuid().ToString() }, Refusal.NotFound("product.not_found"));

    [Test]
    public Task An_application_of_tomorrow_is_refused() =>
        RefusesTerms(new { appliedOn = "2026-03-05" }, Refusal.Conflict("date.in_future"));

    [Test]
    public async Task A_loan_from_zakat_needs_the_borrowers_asnaf()
    {
        var without = (await Office.Officer.Post("/borrowers", Office.Borrower().Without("asnaf"))).Id();
        await Refuses(
            Office.Officer,
            who => who.Post("/applications", Office.Application(without).With(new { fundId = _zakat })),
            Refusal.Conflict("application.asnaf_required")
        );

        var with = await Office.NewBorrower();
        (await Office.Officer.Post("/applications", Office.Application(with).With(new { fundId = _zakat }))).Ok();
    }

    [Test]
    public async Task A_product_for_groups_is_only_for_their_members()
    {
        var borrower = await Office.NewBorrower();
        var body = Office.Application(borrower).With(new { productId = _ofGroups });
        await Refuses(
            Office.Officer,
            who => who.Post("/applications", body),
            Refusal.Conflict("application.group_required")
        );
        var group = (
            await Office.Officer.Post(
                "/groups",
                new
                {
                    officeId = Office.Id,
                    code = "MELATI",
                    name = "Melati",
                }
            )
        ).Id();
        (await Office.Officer.Put($"/groups/{group}/members", new[] { borrower })).Ok();

        (await Office.Officer.Post("/applications", body)).Ok();
    }

    [Test]
    public async Task A_rounding_too_coarse_for_the_amount_is_refused_before_anybody_visits()
    {
        var coarse = await Office.NewProduct("KASAR", new { roundingMultiple = 200_000, roundingMode = "spread" });

        await RefusesTerms(
            new { productId = coarse, installments = 10 },
            Refusal.Invalid("schedule.rounding_too_coarse")
        );
    }

    [Test]
    public async Task A_draft_can_be_edited_and_nothing_later_can()
    {
        var id = await Office.NewDraft();
        var terms = Office.Application(await Office.NewBorrower()).With(new { principal = 700_000 });

        var edited = (await Office.Officer.Put($"/applications/{id}", terms)).Ok();
        (await Office.Officer.Post($"/applications/{id}/submission", null)).Ok();

        Assert.That(edited.Number("principal"), Is.EqualTo(700_000));
        await Refuses(
            Office.Officer,
            who => who.Put($"/applications/{id}", terms),
            Refusal.Conflict("application.wrong_status")
        );
    }

    [Test]
    public async Task An_edit_is_held_to_the_same_rules_as_a_draft()
    {
        var id = await Office.NewDraft();
        var terms = Office.Application(await Office.NewBorrower()).With(new { principal = 5_000_001 });

        await Refuses(
            Office.Officer,
            who => who.Put($"/applications/{id}", terms),
            Refusal.Conflict("product.principal_out_of_range")
        );
    }

    [Test]
    public async Task An_application_is_submitted_once()
    {
        var id = await Office.NewSubmitted();

        await Refuses(
            Office.Officer,
            who => who.Post($"/applications/{id}/submission", null),
            Refusal.Conflict("application.wrong_status")
        );
    }

    [Test]
    public async Task A_draft_can_neither_be_surveyed_nor_decided()
    {
        var id = await Office.NewDraft();

        await Refuses(
            Office.Officer,
            who => who.Post($"/applications/{id}/survey", LoanSteps.Survey),
            Refusal.Conflict("application.wrong_status")
        );
        await Refuses(
            Office.Approver,
            who => who.Decide(id, LoanSteps.Decision()),
            Refusal.Conflict("application.wrong_status")
        );
    }

    [Test]
    public async Task An_application_that_nobody_visited_is_not_decided()
    {
        var id = await Office.NewSubmitted();

        await Refuses(
            Office.Approver,
            who => who.Decide(id, LoanSteps.Decision()),
            Refusal.Conflict("application.wrong_status")
        );
    }

    [Test]
    public async Task A_survey_is_recorded_once_and_comes_back_whole()
    {
        var id = await Office.NewSubmitted();
        var survey = LoanSteps.Survey.With(new { findings = new { rumah = "kontrak", anggota = 4 } });

        var surveyed = (await Office.Officer.Post($"/applications/{id}/survey", survey)).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(surveyed.Text("status"), Is.EqualTo("surveyed"));
            Assert.That(surveyed["survey"]!.Number("score"), Is.EqualTo(80));
            Assert.That(
                surveyed["survey"]!["findings"]!.ToJsonString(),
                Is.EqualTo("""{"rumah":"kontrak","anggota":4}""")
            );
        });
        await Refuses(
            Office.Officer,
            who => who.Post($"/applications/{id}/survey", survey),
            Refusal.Conflict("application.wrong_status")
        );
    }

    [TestCase("2026-01-04", "date.out_of_order")]
    [TestCase("2026-03-05", "date.in_future")]
    public async Task A_visit_is_neither_before_the_application_nor_after_today(string visitedOn, string code)
    {
        var id = await Office.NewSubmitted();

        await Refuses(
            Office.Officer,
            who => who.Post($"/applications/{id}/survey", LoanSteps.Survey.With(new { visitedOn })),
            Refusal.Conflict(code)
        );
    }

    [TestCase(-1)]
    [TestCase(101)]
    public async Task A_score_is_from_0_to_100(int score)
    {
        var id = await Office.NewSubmitted();

        var problem = await Refuses(
            Office.Officer,
            who => who.Post($"/applications/{id}/survey", LoanSteps.Survey.With(new { score })),
            Refusal.Invalid()
        );

        Assert.That(problem["errors"]!["score"], Is.Not.Null);
    }

    [Test]
    public async Task Another_office_does_not_see_an_application()
    {
        var id = await Office.NewSurveyed();
        var notThere = Refusal.NotFound("application.not_found");

        await Refuses(_other.Officer, who => who.Get($"/applications/{id}"), notThere);
        await Refuses(_other.Officer, who => who.Post($"/applications/{id}/submission", null), notThere);
        await Refuses(_other.Officer, who => who.Post($"/applications/{id}/survey", LoanSteps.Survey), notThere);
        await Refuses(_other.Approver, who => who.Decide(id, LoanSteps.Decision()), notThere);
        await Refuses(
            _other.Officer,
            who => who.Post($"/applications/{id}/withdrawal", new { reason = "Batal" }),
            notThere
        );
        var theirs = (await _other.Officer.Get("/applications?limit=200")).Ok()["items"]!.AsArray();
        Assert.That(theirs.Select(item => item!.Text("id")), Has.None.EqualTo(id));
    }

    [Test]
    public async Task A_withdrawn_application_goes_no_further()
    {
        var id = await Office.NewSurveyed();
        (await Office.Officer.Post($"/applications/{id}/withdrawal", new { reason = "Pindah kota" })).Ok();
        var over = Refusal.Conflict("application.wrong_status");

        await Refuses(Office.Approver, who => who.Decide(id, LoanSteps.Decision()), over);
        await Refuses(Office.Officer, who => who.Post($"/applications/{id}/withdrawal", new { reason = "Lagi" }), over);
        Assert.That((await Office.Officer.Get($"/applications/{id}")).Ok().Text("status"), Is.EqualTo("withdrawn"));
    }

    private async Task<System.Text.Json.Nodes.JsonNode> RefusesTerms(
        object changes,
        (HttpStatusCode Status, string Code) expected
    )
    {
        var body = Office.Application(await Office.NewBorrower()).With(changes);
        return await Refuses(Office.Officer, who => who.Post("/applications", body), expected);
    }
}
