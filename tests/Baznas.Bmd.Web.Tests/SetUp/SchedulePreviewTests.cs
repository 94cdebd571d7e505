using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.SetUp;

/// <summary>A preview computes by the office's calendar or a given one, and stores nothing.</summary>
public sealed class SchedulePreviewTests : OfficeFixture
{
    private static readonly object Good = new
    {
        principal = 1_000_000,
        installments = 3,
        unit = "month",
        every = 1,
        disbursedOn = "2025-12-31",
        firstDueOn = "2026-01-31",
        roundingMultiple = 1000,
        roundingMode = "spread",
    };

    [Test]
    public async Task It_uses_the_callers_office_and_stores_nothing()
    {
        var before = Books.Fingerprint();

        var preview = (await Office.Officer.Post("/schedules/preview", Good)).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(preview.Number("total"), Is.EqualTo(1_000_000));
            // The office rests on Sundays, and none of these is one; the 31st does not drift.
            Assert.That(
                preview["rows"]!.AsArray().Select(row => $"{row!["no"]} {row["dueOn"]} {row["amount"]}"),
                Is.EqualTo(new[] { "1 2026-01-31 334000", "2 2026-02-28 333000", "3 2026-03-31 333000" })
            );
            Assert.That(Books.Fingerprint(), Is.EqualTo(before));
        });
    }

    [Test]
    public async Task A_given_calendar_is_used_instead_of_an_offices()
    {
        var calendar = new
        {
            restDays = new[] { "sat" },
            holidays = new[] { "2026-03-31" },
            rule = "nextUnlessMonthEnd",
        };

        var preview = (await Office.Officer.Post("/schedules/preview", Good.With(new { calendar }))).Ok();

        Assert.That(
            preview["rows"]!.AsArray().Select(row => row!.Text("dueOn")),
            Is.EqualTo(new[] { "2026-01-30", "2026-02-27", "2026-03-30" })
        );
    }

    [TestCase("""{"principal":0}""", "request.invalid")]
    [TestCase("""{"installments":0}""", "schedule.installments_out_of_range")]
    [TestCase("""{"installments":1201}""", "schedule.installments_out_of_range")]
    [TestCase("""{"every":0}""", "schedule.every_out_of_range")]
    [TestCase("""{"every":367}""", "schedule.every_out_of_range")]
    [TestCase("""{"roundingMultiple":0}""", "schedule.multiple_not_positive")]
    [TestCase("""{"roundingMultiple":600000}""", "schedule.rounding_too_coarse")]
    [TestCase("""{"firstDueOn":"2025-12-31"}""", "schedule.first_due_not_after_disbursement")]
    [TestCase("""{"installments":1200,"every":366,"roundingMultiple":1}""", "schedule.date_out_of_range")]
    [TestCase("""{"calendar":{"restDays":["mon","tue","wed","thu","fri","sat","sun"]}}""", "request.invalid")]
    public Task What_makes_no_schedule_is_refused(string changes, string code) =>
        Refuses(
            Office.Officer,
            who => who.Post("/schedules/preview", Good.With(System.Text.Json.Nodes.JsonNode.Parse(changes)!)),
            Refusal.Invalid(code)
        );

    [Test]
    public async Task The_calendar_of_another_office_is_not_there()
    {
        var other = await TestOffice.Open(Host, "JKT");

        await Refuses(
            Office.Officer,
            who => who.Post("/schedules/preview", Good.With(new { officeId = other.Id })),
            Refusal.NotFound("office.not_found")
        );
    }
}
