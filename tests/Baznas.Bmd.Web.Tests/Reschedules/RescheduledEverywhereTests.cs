using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Jobs;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Reschedules;

/// <summary>
/// An office with a loan that was rescheduled on 23 February, one whose reschedule was taken back, and one as agreed: each
/// report and each reminder goes by the schedule in force, and by what was repaid under it.
/// </summary>
public sealed class RescheduledEverywhereTests
{
    private ReminderScene _scene = null!;
    private string _rescheduled = "";
    private string _takenBack = "";
    private string _agreed = "";

    private TestOffice Office => _scene.Office;

    [OneTimeSetUp]
    public async Task Open()
    {
        _scene = await ReminderScene.Open();
        (_rescheduled, _takenBack, _agreed) = (
            await _scene.Loan(300_000),
            await _scene.Loan(300_000),
            await _scene.Loan(700_000)
        );
        await _scene.Plan();
        await Office.NewReschedule(_rescheduled);
        var id = await Office.NewReschedule(_takenBack);
        (await Office.Approver.ReverseReschedule(id)).Ok();
        await _scene.Plan();
    }

    [OneTimeTearDown]
    public async Task Close() => await _scene.DisposeAsync();

    [Test]
    public async Task The_portfolio_shows_it_apart_and_ages_it_by_its_new_schedule()
    {
        var now = (await Office.Auditor.Get("/reports/portfolio")).Ok();
        var before = (await Office.Auditor.Get("/reports/portfolio?asOf=2026-02-22")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(now.Number("outstanding"), Is.EqualTo(1_700_000));
            Assert.That(Restructured(now), Is.EqualTo("1 700000"));
            Assert.That(Par(now), Is.EqualTo(new[] { "0 2 1400000", "7 1 700000", "30 0 0", "60 0 0", "90 0 0" }));
            Assert.That(Restructured(before), Is.EqualTo("0 0"));
            Assert.That(Par(before), Is.EqualTo(new[] { "0 2 1400000", "7 2 1400000", "30 0 0", "60 0 0", "90 0 0" }));
        });
    }

    [Test]
    public async Task Arrears_are_what_is_late_of_the_new_schedule()
    {
        var items = (await Office.Auditor.Get("/reports/arrears")).Ok()["items"]!.AsArray();
        var csv = await (await Office.Auditor.Get("/reports/arrears?format=csv")).Message.Content.ReadAsStringAsync();

        Assert.Multiple(() =>
        {
            Assert.That(
                items.Select(item =>
                    $"{item!["overdue"]} {item["oldestUnpaidDueOn"]} {item["daysPastDue"]} {item["restructured"]}"
                ),
                Is.EqualTo(new[] { "400000 2026-02-06 26 false", "100000 2026-03-02 2 true" })
            );
            Assert.That(items[1]!.Text("loanId"), Is.EqualTo(_rescheduled));
            Assert.That(csv.Split("\r\n")[2], Does.EndWith(",100000,2026-03-02,2,dalamPerhatianKhusus,yes"));
        });
    }

    [Test]
    public async Task The_loan_its_card_and_the_list_say_the_same()
    {
        var card = (await Office.Auditor.Get($"/reports/loan-card/{_rescheduled}")).Ok();
        var listed = (await Office.Auditor.Get("/loans")).Ok()["items"]!.AsArray();

        Assert.Multiple(async () =>
        {
            Assert.That(card["loan"]!.ToJsonString(), Is.EqualTo((await Office.Loan(_rescheduled)).ToJsonString()));
            Assert.That(
                card["schedule"]!.ToJsonString(),
                Is.EqualTo((await Office.Schedule(_rescheduled)).ToJsonString())
            );
            Assert.That(card["loan"]!.Number("daysPastDue"), Is.EqualTo(2));
            Assert.That(card["schedule"]!.Number("version"), Is.EqualTo(2));
            Assert.That(
                listed.ToDictionary(item => item!.Text("id"), item => (bool)item!["restructured"]!),
                Is.EquivalentTo(
                    new Dictionary<string, bool>
                    {
                        [_rescheduled] = true,
                        [_takenBack] = false,
                        [_agreed] = false,
                    }
                )
            );
        });
    }

    [Test]
    public async Task Reminders_go_by_the_new_schedule_and_those_of_the_old_one_are_not_sent()
    {
        await _scene.Deliver();
        var ofTheOld = await _scene.Status(_rescheduled);
        var asBefore = await _scene.Body(_agreed);
        _scene.GoTo("2026-03-05T09:00");
        await _scene.Plan();
        var all = await _scene.Reminders(_rescheduled);
        _scene.GoTo("2026-03-04T09:00");

        Assert.Multiple(() =>
        {
            Assert.That(ofTheOld, Is.EqualTo("cancelled notOwed"));
            Assert.That(all, Is.EqualTo(new[] { "-3 2026-03-06", "+1 2026-03-02" }));
            Assert.That(asBefore, Does.Contain("6 Maret 2026"));
        });
    }

    [Test]
    public async Task The_report_tells_how_each_loan_stood_then_and_stands_now()
    {
        var report = (await Office.Auditor.Get("/reports/rescheduled-loans?from=2026-02-01&to=2026-02-28")).Ok();
        var items = report["items"]!.AsArray();
        var (one, other) = (Of(items, _rescheduled), Of(items, _takenBack));
        var none = (await Office.Auditor.Get("/reports/rescheduled-loans")).Ok();
        var csv = await Office.Auditor.Get("/reports/rescheduled-loans?from=2026-02-23&to=2026-02-23&format=csv");
        var text = await csv.Message.Content.ReadAsStringAsync();

        Assert.Multiple(() =>
        {
            Assert.That(items, Has.Count.EqualTo(2));
            Assert.That(none["items"]!.AsArray(), Is.Empty, "None began in March.");
            Assert.That(one.Text("kind"), Is.EqualTo("reschedule"));
            Assert.That(one.Text("cause"), Is.EqualTo("unable"));
            Assert.That(one.Text("reason"), Is.EqualTo("Sakit dua pekan"));
            Assert.That(one.Number("version"), Is.EqualTo(2));
            Assert.That(one.Text("effectiveOn"), Is.EqualTo("2026-02-23"));
            Assert.That(one["reversedOn"], Is.Null);
            Assert.That(one.Number("outstandingThen"), Is.EqualTo(700_000));
            Assert.That(one.Number("daysPastDueBefore"), Is.EqualTo(17), "From 6 to 23 February.");
            Assert.That(one.Number("outstandingNow"), Is.EqualTo(700_000));
            Assert.That(one.Number("daysPastDueNow"), Is.EqualTo(2));
            Assert.That(other.Text("reversedOn"), Is.EqualTo("2026-02-23"));
            Assert.That(other.Number("daysPastDueNow"), Is.EqualTo(26));
            Assert.That(text.Split("\r\n"), Has.Length.EqualTo(4), "A header, two lines, and the end of the last.");
            Assert.That(text, Does.Contain(",2,reschedule,unable,Sakit dua pekan,700000,17,700000,2,"));
        });
        (await Office.Auditor.Get("/reports/rescheduled-loans?from=2026-03-02&to=2026-03-01")).Refused(
            System.Net.HttpStatusCode.BadRequest,
            "report.period_reversed"
        );
    }

    [Test]
    public async Task A_grace_stands_in_the_report_with_its_kind()
    {
        TestDatabase.NeedsFile();

        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        var loanId = await office.NewActive();
        var version =
            $"INSERT INTO [ScheduleVersion] SELECT [LoanId], 2, '2026-02-10', [RepaidBefore], 'grace', [At], [CountedFrom], NULL, NULL FROM [ScheduleVersion] WHERE [LoanId] = '{loanId}'";
        var rows =
            $"INSERT INTO [Instalment] SELECT [LoanId], 2, [No], [AnchorOn], date([DueOn], '+28 days'), [Amount], [Cumulative] FROM [Instalment] WHERE [LoanId] = '{loanId}'";
        var grace =
            $"INSERT INTO [Grace] VALUES ('g', '{office.Id}', NULL, '2026-02-10', 4, NULL, 'flood', 'Banjir', 'x', '2026-02-10T00:00:00.000Z')";
        var made = $"INSERT INTO [GraceSchedule] VALUES ('g', '{loanId}', 2)";
        new Books(host).Tamper(version, rows, grace, made);

        var report = (await office.Auditor.Get("/reports/rescheduled-loans?from=2026-02-01")).Ok();
        var item = report["items"]!.AsArray().Single()!;

        Assert.Multiple(async () =>
        {
            Assert.That(item.Text("kind"), Is.EqualTo("grace"));
            Assert.That(item.Text("cause"), Is.EqualTo("flood"));
            Assert.That(item.Number("daysPastDueBefore"), Is.EqualTo(25), "From 16 January.");
            Assert.That(item.Number("daysPastDueNow"), Is.EqualTo(19), "From 13 February.");
            Assert.That((bool)(await office.Loan(loanId))["restructured"]!, Is.False, "Only a reschedule marks it.");
        });
    }

    private static JsonNode Of(JsonArray items, string loanId) => items.Single(item => item!.Text("loanId") == loanId)!;

    private static string Restructured(JsonNode portfolio) =>
        $"{portfolio["restructured"]!["loans"]} {portfolio["restructured"]!["outstanding"]}";

    private static IEnumerable<string> Par(JsonNode portfolio) =>
        portfolio["par"]!.AsArray().Select(line => $"{line!["over"]} {line["loans"]} {line["outstanding"]}");
}
