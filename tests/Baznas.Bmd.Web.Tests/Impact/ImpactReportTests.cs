using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using UglyToad.PdfPig;

namespace Baznas.Bmd.Web.Tests.Impact;

/// <summary>
/// What has changed for the borrowers of an office: six of Mentikan, five of Kauman, three of Pulorejo, and one who was
/// asked only once.
/// </summary>
public sealed class ImpactReportTests : OfficeFixture
{
    private const string Mentikan = "35.76.01.1003";
    private const string Kauman = "35.76.01.1004";
    private const string Pulorejo = "35.76.01.1005";

    private static readonly (string Village, string Sector, int Count)[] Neighbours =
    [
        (Mentikan, "kuliner", 6),
        (Kauman, "Kuliner ", 5),
        (Pulorejo, "jahit", 3),
    ];

    private readonly List<(string Id, string Village, long Before, long After)> _people = [];

    protected override async Task Prepare()
    {
        Host.Clock.StandAt(new DateTimeOffset(2025, 12, 1, 9, 0, 0, TimeSpan.FromHours(7)));
        var no = 0;
        foreach (var (village, sector, count) in Neighbours)
        {
            for (var i = 0; i < count; i++)
            {
                await NewBorrower(village, sector, 2_000_000 + (137_001 * no), 2_400_000 + (220_003 * no));
                no++;
            }
        }

        var alone = (await Office.Officer.Post("/borrowers", Body(Mentikan, "kuliner"))).Id();
        await Ask(alone, "application", "2025-12-01", 1);
        Host.Clock.StandAt(BmdHost.Start);
        foreach (var (id, _, _, after) in _people)
        {
            await Ask(id, "yearly", "2026-03-01", after);
        }
    }

    [Test]
    public async Task Means_are_those_of_the_borrowers_asked_twice_and_a_change_is_their_difference()
    {
        var report = await Report("by=office");
        var only = report["groups"]!.AsArray().Single()!;
        var (before, after) = (Mean(_people.Select(one => one.Before)), Mean(_people.Select(one => one.After)));

        Assert.Multiple(() =>
        {
            Assert.That(only["figures"]!.Number("borrowers"), Is.EqualTo(14));
            Assert.That(only["figures"]!["before"]!.Number("income"), Is.EqualTo(before));
            Assert.That(only["figures"]!["after"]!.Number("income"), Is.EqualTo(after));
            Assert.That(only["figures"]!["change"]!.Number("income"), Is.EqualTo(after - before));
            Assert.That(report["total"]!.ToJsonString(), Is.EqualTo(only["figures"]!.ToJsonString()));
            Assert.That(only.Text("name"), Is.EqualTo("BMD MJK"));
        });
    }

    [Test]
    public async Task A_small_group_is_hidden_with_the_next_one_and_the_total_covers_the_rest()
    {
        var report = await Report("by=village");
        var groups = report["groups"]!.AsArray().ToDictionary(group => group!.Text("key"), group => group!);
        var shown = _people.Where(one => one.Village == Mentikan).ToList();
        var page = await (await PageClient.SignedIn(Host, "auditor.MJK", TestOffice.Password)).Get(
            "/reports/impact?by=village"
        );

        Assert.Multiple(() =>
        {
            Assert.That(groups[Pulorejo].Text("disclosure"), Is.EqualTo("tooFew"));
            Assert.That(groups[Kauman].Text("disclosure"), Is.EqualTo("hidesAnother"));
            Assert.That(groups[Mentikan].Text("disclosure"), Is.EqualTo("shown"));
            Assert.That(
                (groups[Pulorejo]["figures"], groups[Kauman]["figures"]),
                Is.EqualTo(((JsonNode?)null, (JsonNode?)null))
            );
            Assert.That(report["total"]!.Number("borrowers"), Is.EqualTo(6));
            Assert.That(
                report["total"]!["before"]!.Number("income"),
                Is.EqualTo(Mean(shown.Select(one => one.Before)))
            );
            Assert.That(page.Html, Does.Contain("&lt;5").And.Contain("Disembunyikan").And.Contain("Pulorejo"));
        });
    }

    [Test]
    public async Task A_sector_is_one_however_it_is_written_and_alone_with_a_small_one_nothing_is_shown()
    {
        var report = await Report("by=sector");

        Assert.Multiple(() =>
        {
            Assert.That(
                report["groups"]!.AsArray().Select(group => (group!.Text("key"), group!.Text("disclosure"))),
                Is.EqualTo(new[] { ("jahit", "tooFew"), ("kuliner", "hidesAnother") })
            );
            Assert.That(report["total"], Is.Null);
        });
    }

    [TestCase("asnaf", "miskin", "Miskin")]
    [TestCase("sex", "m", "Laki-laki")]
    public async Task Borrowers_can_be_put_together_otherwise(string by, string key, string name)
    {
        var only = (await Report($"by={by}"))["groups"]!.AsArray().Single()!;

        Assert.That((only.Text("key"), only.Text("name")), Is.EqualTo((key, name)));
    }

    [Test]
    public async Task Later_surveys_count_in_their_period_only()
    {
        var early = await Report("from=2026-01-01&to=2026-02-28");
        var reversed = await Office.Auditor.Get("/reports/impact?from=2026-03-02&to=2026-03-01");
        var unknown = await Office.Auditor.Get("/reports/impact?by=shoe");

        Assert.That(early["groups"]!.AsArray(), Is.Empty);
        reversed.Refused(HttpStatusCode.BadRequest, "report.period_reversed");
        unknown.Refused(HttpStatusCode.BadRequest, "request.malformed");
    }

    [Test]
    public async Task Quadrants_follow_from_the_had_kifayah_in_force_on_each_survey_s_date()
    {
        await using var host = new BmdHost();
        host.Clock.StandAt(new DateTimeOffset(2025, 12, 1, 9, 0, 0, TimeSpan.FromHours(7)));
        var office = await TestOffice.Open(host);
        var people = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            people.Add(await office.NewBorrower());
            await Record(people[i], "application", "2025-12-01", 3_600_000);
        }

        host.Clock.StandAt(BmdHost.Start);
        foreach (var person in people)
        {
            await Record(person, "yearly", "2026-03-01", 3_600_000);
        }

        var without = (await office.Auditor.Get("/reports/impact")).Ok();
        (await office.Admin.SetHadKifayah(office.Id, "2026-01-01", 1_000_000)).Ok();
        var half = (await office.Auditor.Get("/reports/impact")).Ok();
        (await office.Admin.SetHadKifayah(office.Id, "2025-01-01", 900_000)).Ok();
        var whole = (await office.Auditor.Get("/reports/impact")).Ok();
        (await office.Admin.SetHadKifayah(office.Id, "2026-03-02", 1)).Ok();
        var later = (await office.Auditor.Get("/reports/impact")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That((bool)without["thresholdMissing"]! && (bool)half["thresholdMissing"]!);
            Assert.That(without["total"]!["quadrants"] is null && half["total"]!["quadrants"] is null);
            Assert.That((bool)whole["thresholdMissing"]!, Is.False);
            var quadrants = whole["total"]!["quadrants"]!;
            Assert.That(
                (quadrants.Number("sufficientBefore"), quadrants.Number("sufficientAfter")),
                Is.EqualTo((5L, 0L))
            );
            Assert.That(
                quadrants["moves"]!
                    .AsArray()
                    .Where(move => move!.Number("borrowers") > 0)
                    .Select(move => move!.ToJsonString()),
                Is.EqualTo(new[] { """{"from":"prosperous","to":"materiallyPoor","borrowers":5}""" })
            );
            Assert.That(
                later.ToJsonString(),
                Is.EqualTo(whole.ToJsonString()),
                "A row of a later day changes nothing."
            );
        });

        async Task Record(string borrower, string occasion, string on, long income) =>
            (
                await office.Officer.RecordImpact(
                    borrower,
                    ImpactSteps.Survey(occasion, on, new { monthlyIncome = income })
                )
            ).Ok();
    }

    [Test]
    public async Task The_figures_are_the_same_in_every_kind_of_file()
    {
        var json = await Report("by=village");
        var figures = json["groups"]!.AsArray().Single(group => group!["figures"] is not null)!["figures"]!;
        var csv = Encoding.UTF8.GetString(await File("csv"));
        using var workbook = SpreadsheetDocument.Open(new MemoryStream(await File("xlsx")), false);
        using var paper = PdfDocument.Open(await File("pdf"));
        var cells = workbook
            .WorkbookPart!.WorksheetParts.SelectMany(part => part.Worksheet.Descendants<Cell>())
            .Select(cell => cell.CellValue?.Text ?? cell.InnerText)
            .ToList();
        var text = string.Join(' ', paper.GetPages().SelectMany(page => page.GetWords()).Select(word => word.Text));

        Assert.Multiple(() =>
        {
            Assert.That(new OpenXmlValidator().Validate(workbook), Is.Empty);
            Assert.That(cells, Does.Contain("<5"));
            Assert.That(csv, Does.Contain("MJK,Pulorejo,<5,,"));
            Assert.That(text, Does.Contain("Pulorejo"));
            foreach (var when in new[] { "before", "after", "change" })
            {
                foreach (var what in new[] { "income", "turnover", "assets" })
                {
                    var amount = figures[when]!.Number(what);
                    Assert.That(csv, Does.Contain($",{amount}"));
                    Assert.That(cells, Does.Contain(amount.ToString(CultureInfo.InvariantCulture)));
                    Assert.That(text, Does.Contain(amount.ToString("N0", CultureInfo.GetCultureInfo("id-ID"))));
                }
            }

            foreach (var hidden in _people.Where(one => one.Village != Mentikan))
            {
                Assert.That(csv, Does.Not.Contain($"{hidden.Before}").And.Not.Contain($"{hidden.After}"));
            }
        });

        async Task<byte[]> File(string format) =>
            await (
                await Office.Auditor.Get($"/reports/impact?by=village&format={format}")
            ).Message.Content.ReadAsByteArrayAsync();
    }

    [Test]
    public async Task The_report_comes_by_itself_for_an_office_but_not_for_a_fund()
    {
        var schedule = new
        {
            officeId = Office.Id,
            name = "Dampak tahun lalu",
            report = "impact",
            parameters = new { period = "lastYear", fundId = (string?)null },
            format = "pdf",
            frequency = "monthly",
            time = "06:00",
            recipients = Array.Empty<string>(),
        };
        var narrowed = schedule.With(new { parameters = new { period = "lastYear", fundId = Office.FundId } });

        await Refuses(Office.Cashier, who => who.Post("/report-schedules", narrowed), Refusal.Invalid());
        (await Office.Cashier.Post("/report-schedules", schedule)).Ok();
    }

    private async Task<JsonNode> Report(string query) => (await Office.Auditor.Get($"/reports/impact?{query}")).Ok();

    private async Task NewBorrower(string village, string sector, long before, long after)
    {
        var id = (await Office.Officer.Post("/borrowers", Body(village, sector))).Id();
        _people.Add((id, village, before, after));
        await Ask(id, "application", "2025-12-01", before);
    }

    private JsonObject Body(string village, string sector) =>
        Office.Borrower().With(new { villageCode = village, business = new { name = "Usaha", sector } });

    private async Task Ask(string borrower, string occasion, string on, long income) =>
        (
            await Office.Officer.RecordImpact(
                borrower,
                ImpactSteps.Survey(occasion, on, new { monthlyIncome = income })
            )
        ).Ok();

    private static long Mean(IEnumerable<long> amounts) =>
        (long)Math.Floor(amounts.Select(amount => (decimal)amount).Average() + 0.5m);
}
