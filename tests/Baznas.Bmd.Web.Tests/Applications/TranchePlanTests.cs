using Baznas.Bmd.Web.Tests.Loans;
using Baznas.Bmd.Web.Tests.Support;
using static Baznas.Bmd.Web.Tests.Loans.TrancheSteps;

namespace Baznas.Bmd.Web.Tests.Applications;

/// <summary>An application may ask to be paid out in parts; a lowered principal shortens the plan from its end.</summary>
public sealed class TranchePlanTests : OfficeFixture
{
    [Test]
    public async Task An_application_shows_the_tranches_it_asks_for_until_they_are_edited_away()
    {
        var id = await Office.NewDraft(new { tranches = Two });
        var drafted = (await Office.Officer.Get($"/applications/{id}")).Ok();
        var body = Office.Application(drafted.Text("borrowerId"));
        var three = (await Office.Officer.Put($"/applications/{id}", body.With(new { tranches = Three }))).Ok();
        var none = (await Office.Officer.Put($"/applications/{id}", body)).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(
                drafted["tranches"]!.ToJsonString(),
                Is.EqualTo(
                    """[{"no":1,"amount":600000,"plannedOn":"2026-01-09"},{"no":2,"amount":400000,"plannedOn":"2026-01-28"}]"""
                )
            );
            Assert.That(three["tranches"]!.AsArray(), Has.Count.EqualTo(3));
            Assert.That(none["tranches"], Is.Null);
        });
    }

    private static readonly object[][] Wrong =
    [
        [
            "application.tranches_not_principal",
            new[] { Tranche(1, 600_000, "2026-01-09"), Tranche(2, 1, "2026-01-28") },
        ],
        [
            "application.tranches_not_numbered",
            new[] { Tranche(2, 600_000, "2026-01-09"), Tranche(1, 400_000, "2026-01-28") },
        ],
        [
            "application.tranches_out_of_order",
            new[] { Tranche(1, 600_000, "2026-01-09"), Tranche(2, 400_000, "2026-01-08") },
        ],
        [
            "application.tranches_out_of_order",
            new[] { Tranche(1, 600_000, "2026-01-04"), Tranche(2, 400_000, "2026-01-28") },
        ],
        ["request.invalid", new[] { Tranche(1, 1_000_000, "2026-01-09") }],
        ["request.invalid", Array.Empty<object>()],
        ["request.invalid", Enumerable.Range(1, 13).Select(no => Tranche(no, 1_000_000 / 13, "2026-01-09")).ToArray()],
        ["request.invalid", new[] { Tranche(1, 1_000_000, "2026-01-09"), Tranche(2, 0, "2026-01-28") }],
        ["request.invalid", new[] { Tranche(1, 1_000_001, "2026-01-09"), Tranche(2, -1, "2026-01-28") }],
        ["request.invalid", new[] { Tranche(1, 600_000, "0001-01-01"), Tranche(2, 400_000, "2026-01-28") }],
    ];

    [TestCaseSource(nameof(Wrong))]
    public async Task A_plan_that_is_not_the_principal_in_order_is_refused(string code, object[] tranches)
    {
        var body = Office.Application(await Office.NewBorrower()).With(new { tranches });

        var problem = await Refuses(Office.Officer, who => who.Post("/applications", body), Refusal.Invalid(code));

        Assert.That(problem["errors"]!.AsObject().Select(field => field.Key), Has.All.StartsWith("tranches"));
    }

    [Test]
    public async Task A_first_tranche_too_small_for_its_instalments_is_refused()
    {
        object[] tranches = [Tranche(1, 3_000, "2026-01-09"), Tranche(2, 997_000, "2026-01-28")];
        var body = Office.Application(await Office.NewBorrower()).With(new { tranches });

        await Refuses(
            Office.Officer,
            who => who.Post("/applications", body),
            Refusal.Invalid("schedule.rounding_too_coarse")
        );
    }

    [TestCase(null, "1 500000 approved", "2 300000 approved", "3 200000 approved")]
    [TestCase(900_000L, "1 500000 approved", "2 300000 approved", "3 100000 approved")]
    [TestCase(800_000L, "1 500000 approved", "2 300000 approved")]
    [TestCase(500_000L, "1 500000 approved")]
    public async Task A_lowered_principal_takes_its_cut_off_the_last_tranches(long? principal, params string[] expected)
    {
        var application = await Office.NewSurveyedIn(Three);

        var loanId = (await Office.Approver.Decide(application, LoanSteps.Decision().With(new { principal })))
            .Ok()
            .Text("loanId");

        Assert.That(await Office.Tranches(loanId), Is.EqualTo(expected));
    }
}
