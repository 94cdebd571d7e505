using System.Net;
using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Loans;

/// <summary>
/// Days off that are declared, or dropped, while loans run. Each test has an office of its own, whose loans are due each
/// Friday, from 16 January to 20 March 2026; it rests on Sundays. Today is Wednesday, 4 March.
/// </summary>
public sealed class HolidayTests : OfficeFixture
{
    private static int _mark;
    private TestOffice _office = null!;

    [SetUp]
    public async Task OpenAnother() => _office = await TestOffice.Open(Host, $"L{++_mark:D2}");

    [Test]
    public async Task What_is_due_on_a_new_holiday_moves_as_was_shown_before_and_back_when_the_holiday_is_dropped()
    {
        var (id, other) = (await _office.NewActive(), await _office.NewActive(1_000_000, 7));
        var before = Books.Fingerprint();

        var preview = await _office.Admin.Post($"/offices/{_office.Id}/holidays/preview", Days("2026-03-06"));
        Assert.That(preview.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(Books.Fingerprint(), Is.EqualTo(before), "Something was left behind.");
        var view = await Declare("2026-03-06");

        var loan = preview.Body!["loans"]!.AsArray().Single()!;
        Assert.Multiple(async () =>
        {
            Assert.That(
                view["holidays"]!.AsArray().Select(day => day!.Text("date")),
                Is.EqualTo(new[] { "2026-03-06" })
            );
            Assert.That(loan.Text("loanId"), Is.EqualTo(id));
            Assert.That(loan["borrower"]!.Text("fullName"), Is.EqualTo("Siti Aminah"));
            Assert.That(
                loan["rows"]!.AsArray().Select(row => $"{row!["no"]} {row["dueOn"]} {row["newDueOn"]} {row["amount"]}"),
                Is.EqualTo(new[] { "8 2026-03-06 2026-03-07 100000" })
            );
            Assert.That((await Due(id)).Skip(7), Is.EqualTo(new[] { "2026-03-07", "2026-03-13", "2026-03-20" }));
            Assert.That(await Version(id), Is.EqualTo(2));
            Assert.That(await Version(other), Is.EqualTo(1), "None of its dates changes.");
        });

        await Declare();

        Assert.That((await Due(id)).Skip(7), Is.EqualTo(new[] { "2026-03-06", "2026-03-13", "2026-03-20" }));
        Assert.That(await Version(id), Is.EqualTo(3));
        await AssertVerified();
    }

    [Test]
    public async Task The_same_list_again_or_a_holiday_on_a_rest_day_moves_nothing()
    {
        var id = await _office.NewActive();
        await Declare("2026-03-13");
        await Declare("2026-03-13");
        await Declare("2026-03-13", "2026-03-15");

        Assert.That(await Version(id), Is.EqualTo(2));
    }

    [Test]
    public async Task A_long_holiday_that_ends_sooner_brings_the_date_forward_though_neither_it_nor_its_own_day_changed()
    {
        var id = await _office.NewActive();
        await Declare("2026-03-06", "2026-03-07", "2026-03-09", "2026-03-10");
        Assert.That((await Due(id))[7], Is.EqualTo("2026-03-11"));

        await Declare("2026-03-06", "2026-03-09", "2026-03-10");

        Assert.That((await Due(id))[7], Is.EqualTo("2026-03-07"));
    }

    [Test]
    public async Task What_is_paid_stays_and_what_is_paid_in_part_moves()
    {
        var (paid, partly, closed) = (await _office.NewActive(), await _office.NewActive(), await _office.NewActive());
        (await _office.Pay(paid, 800_000)).Ok();
        (await _office.Pay(partly, 799_999)).Ok();
        (await _office.Pay(closed, 1_000_000)).Ok();

        await Declare("2026-03-06");

        Assert.Multiple(async () =>
        {
            Assert.That(await Version(paid), Is.EqualTo(1));
            Assert.That(await Version(partly), Is.EqualTo(2));
            Assert.That(await Version(closed), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task What_is_due_by_today_stays()
    {
        Host.Clock.StandAt(BmdHost.Start.AddDays(2));
        var id = await _office.NewActive();

        // Today, and a week ago.
        await Declare("2026-03-06", "2026-02-27");

        Assert.That(await Version(id), Is.EqualTo(1));
    }

    [Test]
    public async Task A_product_s_own_rule_goes_before_the_office_s_and_nothing_lands_before_today()
    {
        var id = await NewActive(new { nonWorkingDayRule = "previous" });

        await Declare("2026-03-06", "2026-03-05");
        Assert.That((await Due(id))[7], Is.EqualTo("2026-03-04"), "Today is not too late.");

        // Due today now, it stays where it is; the next one would land on Tuesday, the 3rd, and stays as well.
        await Declare([.. Enumerable.Range(4, 10).Select(day => $"2026-03-{day:D2}")]);
        Assert.That((await Due(id)).Skip(7), Is.EqualTo(new[] { "2026-03-04", "2026-03-13", "2026-03-20" }));
        Assert.That(await Version(id), Is.EqualTo(2));
    }

    [Test]
    public async Task A_product_that_skips_periods_moves_all_later_instalments_with_the_one_on_the_holiday()
    {
        var id = await NewActive(new { nonWorkingDayRule = "skipPeriod" });

        await Declare("2026-03-13", "2026-03-20");
        Assert.That((await Due(id)).Skip(7), Is.EqualTo(new[] { "2026-03-06", "2026-03-27", "2026-04-03" }));

        // What was skipped stays skipped: the new dates are the instalments' own.
        await Declare();
        Assert.That((await Due(id)).Skip(7), Is.EqualTo(new[] { "2026-03-06", "2026-03-27", "2026-04-03" }));
        await AssertVerified();
    }

    [Test]
    public async Task A_grace_and_a_holiday_build_on_each_other()
    {
        var id = await _office.NewActive();
        var grace = new
        {
            periods = 1,
            cause = "flood",
            reason = "Banjir",
        };
        (await _office.Approver.Post($"/loans/{id}/graces", grace)).Ok();
        await Declare("2026-03-13");
        (await _office.Approver.Post($"/loans/{id}/graces", grace)).Ok();

        Assert.That((await Due(id)).Skip(7), Is.EqualTo(new[] { "2026-03-20", "2026-03-27", "2026-04-03" }));
        await AssertVerified();
    }

    [Test]
    public async Task Another_office_s_loans_keep_their_dates_and_its_calendar_is_not_shown()
    {
        var id = await Office.NewActive();
        var theirs = await Office.AddUser($"kepala{_mark}", ["admin"], null);
        await Declare("2026-03-06");

        Assert.That((await Office.Officer.Get($"/loans/{id}/schedule")).Ok().Number("version"), Is.EqualTo(1));
        await Refuses(
            theirs,
            who => who.Post($"/offices/{_office.Id}/holidays/preview", Days("2026-03-06")),
            Refusal.NotFound("office.not_found")
        );
    }

    [Test]
    public async Task A_list_that_can_t_be_kept_can_t_be_shown_either()
    {
        foreach (
            var list in new object[]
            {
                Days("2026-03-06", "2026-03-06"),
                new[] { new { date = "2026-03-06", name = "" } },
            }
        )
        {
            await Refuses(
                _office.Admin,
                who => who.Post($"/offices/{_office.Id}/holidays/preview", list),
                Refusal.Invalid()
            );
        }
    }

    [Test]
    public async Task A_preview_of_a_schedule_skips_a_long_holiday()
    {
        var preview = new
        {
            principal = 400_000,
            installments = 4,
            unit = "month",
            disbursedOn = "2026-01-04",
            calendar = new { holidays = new[] { "2026-04-04" }, rule = "skipPeriod" },
        };

        var rows = (await _office.Officer.Post("/schedules/preview", preview)).Ok()["rows"]!.AsArray();

        Assert.That(
            rows.Select(row => row!.Text("dueOn")),
            Is.EqualTo(new[] { "2026-02-04", "2026-03-04", "2026-05-04", "2026-06-04" })
        );
    }

    private static object[] Days(params string[] days) => [.. days.Select(date => new { date, name = "Cuti bersama" })];

    private async Task<JsonNode> Declare(params string[] days) =>
        (await _office.Admin.Put($"/offices/{_office.Id}/holidays", Days(days))).Ok();

    private async Task<string> NewActive(object product)
    {
        var productId = await _office.NewProduct($"QH-{_mark}", product);
        var application = await _office.NewSurveyedWith(new { productId });
        var loan = (await _office.Approver.Decide(application, LoanSteps.Decision())).Ok().Text("loanId");
        (await _office.Officer.Post($"/loans/{loan}/akad", LoanSteps.Akad)).Ok();
        (await _office.Cashier.Disburse(loan)).Ok();
        return loan;
    }

    private async Task<JsonNode> Schedule(string id) => (await _office.Officer.Get($"/loans/{id}/schedule")).Ok();

    private async Task<long> Version(string id) => (await Schedule(id)).Number("version");

    private async Task<List<string>> Due(string id) =>
        [.. (await Schedule(id))["rows"]!.AsArray().Select(row => row!.Text("dueOn"))];

    private async Task AssertVerified()
    {
        var found = (await _office.Auditor.Get("/audit/verification")).Ok();
        Assert.That((bool)found["verified"]!, found.ToJsonString());
    }
}
