using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Jobs;
using Baznas.Bmd.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Baznas.Bmd.Web.Tests.Jobs;

/// <summary>
/// Reports that come by themselves: each in its time, once, and those that were missed. The clock stands at Wednesday,
/// 4 March 2026, nine in the morning.
/// </summary>
public sealed class ScheduledReportsTests
{
    private BmdHost _host = null!;
    private TestOffice _office = null!;

    [SetUp]
    public async Task Open()
    {
        _host = new BmdHost();
        _office = await TestOffice.Open(_host);
    }

    [TearDown]
    public async Task Close() => await _host.DisposeAsync();

    [Test]
    public async Task A_report_comes_in_its_time_once_whoever_runs_the_job_and_its_readers_are_told()
    {
        var reader = await Reader(_office.Auditor, "auditor@contoh.id", "id");
        var schedule = (await _office.Cashier.Post("/report-schedules", Daily(recipients: [reader]))).Ok();
        await using var second = new BmdHost(_host);

        GoTo("2026-03-05T05:59");
        await Run(_host);
        var before = await Made(schedule);
        GoTo("2026-03-05T06:00");
        second.Clock.StandAt(_host.Clock.GetUtcNow());
        await Task.WhenAll(Enumerable.Range(0, 4).Select(run => Task.Run(() => Run(run % 2 == 0 ? _host : second))));
        await Run(_host);
        var made = await Made(schedule);
        var mails = Mails();

        Assert.Multiple(() =>
        {
            Assert.That(before, Is.Empty);
            Assert.That(made.Select(Day), Is.EqualTo(["2026-03-05"]));
            Assert.That((string)made[0]!["fileName"]!, Is.EqualTo("arrears-2026-03-04.csv"));
            Assert.That(mails, Has.Count.EqualTo(1));
            Assert.That(mails[0], Does.Contain("auditor@contoh.id").And.Contain("MJK: Tunggakan pagi, 5 Maret 2026"));
            Assert.That(mails[0], Does.Contain($"/reports/packs/{made[0]!["packId"]}"));
        });
    }

    [Test]
    public async Task Its_file_is_the_report_that_its_page_shows_and_never_changes()
    {
        var loan = await _office.NewActive();
        var schedule = (await _office.Cashier.Post("/report-schedules", Daily())).Ok();
        GoTo("2026-03-05T07:00");
        await Run(_host);
        var made = (await Made(schedule))[0]!;
        var file = await File(made);
        var page = await Bytes("/reports/arrears?asOf=2026-03-04&format=csv");
        (await _office.Pay(loan, 500_000, "2026-03-04")).Ok();
        var later = await Bytes("/reports/arrears?asOf=2026-03-04&format=csv");
        var verified = (await _office.Auditor.Get("/audit/verification")).Ok();

        Assert.Multiple(async () =>
        {
            Assert.That(file, Is.EqualTo(page));
            Assert.That(Encoding.UTF8.GetString(file), Does.Contain("Siti Aminah"));
            Assert.That(later, Is.Not.EqualTo(page));
            Assert.That(await File(made), Is.EqualTo(file));
            Assert.That((bool)verified["verified"]!, Is.True);
        });
    }

    [Test]
    public async Task What_was_missed_is_made_up_for_each_day_once_and_only_the_newest_is_announced()
    {
        var reader = await Reader(_office.Auditor, "auditor@contoh.id", "en");
        var schedule = (await _office.Cashier.Post("/report-schedules", Daily(recipients: [reader]))).Ok();

        GoTo("2026-03-08T10:00");
        await Run(_host);
        await Run(_host);
        var made = await Made(schedule);
        var mails = Mails();

        Assert.Multiple(() =>
        {
            Assert.That(made.Select(Day), Is.EqualTo(["2026-03-08", "2026-03-07", "2026-03-06", "2026-03-05"]));
            Assert.That(
                made.Select(each => (string)each!["fileName"]!),
                Is.EqualTo([
                    "arrears-2026-03-07.csv",
                    "arrears-2026-03-06.csv",
                    "arrears-2026-03-05.csv",
                    "arrears-2026-03-04.csv",
                ])
            );
            Assert.That(mails, Has.Count.EqualTo(1));
            Assert.That(mails[0], Does.Contain("MJK: Tunggakan pagi, 8 March 2026"));
        });
    }

    [Test]
    public async Task A_change_holds_from_now_on_a_stop_ends_it_and_all_that_it_was_stays_readable()
    {
        var schedule = (await _office.Cashier.Post("/report-schedules", Daily())).Ok();
        var path = $"/report-schedules/{schedule["id"]}";
        GoTo("2026-03-05T07:00");
        await Run(_host);
        (await _office.Cashier.Put(path, Changed(time: "08:00", format: "json"))).Ok();
        GoTo("2026-03-05T08:30");
        await Run(_host);
        GoTo("2026-03-06T07:00");
        await Run(_host);
        var tooEarly = await Made(schedule);
        GoTo("2026-03-06T08:30");
        await Run(_host);
        (await _office.Approver.Post(path + "/ending", new { })).Ok();
        GoTo("2026-03-09T12:00");
        await Run(_host);
        var stopped = (await _office.Auditor.Get(path)).Ok();
        var again = await _office.Approver.Post(path + "/ending", new { });
        (await _office.Cashier.Put(path, Changed())).Ok();
        GoTo("2026-03-10T06:00");
        await Run(_host);
        var made = await Made(schedule);

        Assert.Multiple(() =>
        {
            // The fifth was made under the first version; that the second asks for it two hours later changes nothing.
            Assert.That(tooEarly.Select(Day), Is.EqualTo(["2026-03-05"]));
            Assert.That(made.Select(Day), Is.EqualTo(["2026-03-10", "2026-03-06", "2026-03-05"]));
            Assert.That((string)made[1]!["fileName"]!, Is.EqualTo("arrears-2026-03-05.json"));
            Assert.That((bool)stopped["schedule"]!["isActive"]!, Is.False);
            Assert.That(
                stopped["earlier"]!.AsArray().Select(version => (string)version!["time"]!),
                Is.EqualTo(["08:00", "06:00"])
            );
            again.Refused(HttpStatusCode.Conflict, "report_schedule.already_stopped");
        });
    }

    [Test]
    public async Task Any_report_comes_as_any_kind_of_file()
    {
        var reports = new[]
        {
            "portfolio",
            "arrears",
            "rescheduledLoans",
            "writtenOffLoans",
            "collections",
            "expectedPayments",
            "disbursements",
            "funds",
            "cashForecast",
            "trialBalance",
            "journal",
            "generalLedger",
            "financialPosition",
            "changesInFunds",
            "changesInManagedAssets",
            "cashFlows",
        };
        var formats = new[] { "xlsx", "pdf", "csv", "json" };
        var schedules = new List<JsonNode>();
        foreach (var (report, i) in reports.Select((report, i) => (report, i)))
        {
            var period = report is "expectedPayments" or "cashForecast" ? "thirtyDaysAhead" : "lastMonth";
            var terms = Daily(report, period, formats[i % formats.Length]);
            if (report == "generalLedger")
            {
                terms["parameters"]!["account"] = "cash";
            }

            schedules.Add((await _office.Admin.Post("/report-schedules", terms)).Ok());
        }

        GoTo("2026-03-05T07:00");
        await Run(_host);

        Assert.Multiple(async () =>
        {
            foreach (var (schedule, i) in schedules.Select((schedule, i) => (schedule, i)))
            {
                var made = (await Made(schedule)).Single()!;
                Assert.That((string)made["fileName"]!, Does.EndWith($".{formats[i % formats.Length]}"), reports[i]);
                Assert.That((int)made["size"]!, Is.EqualTo((await File(made)).Length).And.GreaterThan(10));
            }
        });
    }

    [Test]
    public async Task What_makes_no_sense_is_refused_beside_its_field_and_leaves_no_trace()
    {
        (string Change, string Field)[] cases =
        [
            ("""{"name":" "}""", "name"),
            ("""{"frequency":"weekly","day":3}""", "day"),
            ("""{"frequency":"monthly","day":32}""", "day"),
            ("""{"weekday":"mon"}""", "weekday"),
            ("""{"parameters":{"period":"nextWeek"}}""", "parameters.period"),
            ("""{"report":"expectedPayments","parameters":{"period":"lastWeek"}}""", "parameters.period"),
            ("""{"report":"generalLedger"}""", "parameters.account"),
            ("""{"parameters":{"period":"today","account":"cash"}}""", "parameters.account"),
            ("""{"report":"funds","parameters":{"period":"today","productId":"x"}}""", "parameters.productId"),
            ("""{"parameters":{"period":"today","productId":"x"}}""", "parameters.productId"),
            ("""{"parameters":{"period":"today","fundId":"x"}}""", "parameters.fundId"),
            ("""{"recipients":["x"]}""", "recipients"),
        ];
        var answers = new List<Answer>();
        foreach (var (change, _) in cases)
        {
            var body = Daily();
            foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
            {
                body[name] = value!.DeepClone();
            }

            answers.Add(await _office.Cashier.Post("/report-schedules", body));
        }

        var list = (await _office.Cashier.Get("/report-schedules")).Ok()["items"]!.AsArray();
        Assert.Multiple(() =>
        {
            foreach (var ((change, field), answer) in cases.Zip(answers))
            {
                Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest), change);
                Assert.That(answer.Body!["errors"]!.AsObject().Select(error => error.Key), Is.EqualTo([field]), change);
            }

            Assert.That(list, Is.Empty);
        });
    }

    [Test]
    public async Task Only_who_may_read_the_office_s_reports_and_has_an_address_is_sent_them()
    {
        var other = await TestOffice.Open(_host, "KDR");
        var officer = await Reader(_office.Officer, "petugas@contoh.id", "id");
        var stranger = await Reader(other.Auditor, "kediri@contoh.id", "id");
        var silent = (await _office.SecondApprover.Get("/me")).Ok()["id"];
        var reader = await Reader(_office.Auditor, "auditor@contoh.id", "id");
        foreach (var unfit in new[] { officer, stranger, (string)silent! })
        {
            (await _office.Cashier.Post("/report-schedules", Daily(recipients: [unfit]))).Refused(
                HttpStatusCode.BadRequest,
                "report_schedule.recipient_unfit"
            );
        }

        var schedule = (await _office.Cashier.Post("/report-schedules", Daily(recipients: [reader]))).Ok();
        var readers = (await _office.Cashier.Get($"/offices/{_office.Id}/report-readers")).Ok()["readers"]!.AsArray();
        new Books(_host).Change("UPDATE [AppUser] SET [IsActive] = 0 WHERE [UserName] = 'auditor.MJK'");
        GoTo("2026-03-05T07:00");
        await Run(_host);

        Assert.Multiple(async () =>
        {
            Assert.That(readers.Select(each => (string)each!["id"]!), Is.EqualTo([reader]));
            Assert.That(
                (await _office.Cashier.Get($"/report-schedules/{schedule["id"]}/reports")).Ok()["items"]!.AsArray(),
                Has.Count.EqualTo(1)
            );
            Assert.That(Mails(), Is.Empty);
            foreach (var path in new[] { "", "/reports" })
            {
                (await other.Auditor.Get($"/report-schedules/{schedule["id"]}{path}")).Refused(
                    HttpStatusCode.NotFound,
                    "reportSchedule.not_found"
                );
            }

            (await other.Cashier.Put($"/report-schedules/{schedule["id"]}", Changed())).Refused(
                HttpStatusCode.NotFound,
                "reportSchedule.not_found"
            );
            Assert.That((await other.Auditor.Get("/report-schedules")).Ok()["items"]!.AsArray(), Is.Empty);
        });
    }

    [Test]
    public async Task A_change_of_what_somebody_else_has_changed_meanwhile_is_refused()
    {
        var schedule = (await _office.Cashier.Post("/report-schedules", Daily())).Ok();
        var path = $"/report-schedules/{schedule["id"]}";
        var tag = (await _office.Cashier.Get(path)).Message.Headers.ETag!.ToString();
        (await _office.Approver.Put(path, Changed(time: "09:00"))).Ok();

        var stale = await _office.Cashier.Put(path, Changed(time: "10:00"), tag);

        Assert.Multiple(async () =>
        {
            Assert.That(stale.Status, Is.EqualTo(HttpStatusCode.PreconditionFailed));
            Assert.That((string)(await _office.Cashier.Get(path)).Ok()["schedule"]!["time"]!, Is.EqualTo("09:00"));
        });
    }

    private JsonObject Daily(
        string report = "arrears",
        string period = "yesterday",
        string format = "csv",
        params string[] recipients
    ) =>
        new()
        {
            ["officeId"] = _office.Id,
            ["name"] = "Tunggakan pagi",
            ["report"] = report,
            ["parameters"] = new JsonObject { ["period"] = period },
            ["format"] = format,
            ["frequency"] = "daily",
            ["time"] = "06:00",
            ["recipients"] = new JsonArray([.. recipients.Select(id => (JsonNode)id)]),
        };

    private JsonObject Changed(string time = "06:00", string format = "csv")
    {
        var terms = Daily(format: format);
        terms.Remove("officeId");
        terms["time"] = time;
        return terms;
    }

    private static async Task<string> Reader(ApiClient who, string email, string language)
    {
        (
            await who.Put(
                "/me/settings",
                new
                {
                    email,
                    language,
                    subscriptions = Array.Empty<string>(),
                }
            )
        ).Ok();
        return (string)(await who.Get("/me")).Ok()["id"]!;
    }

    private void GoTo(string local) => _host.Clock.StandAt(DateTimeOffset.Parse(local + "+07:00", null));

    private static async Task Run(BmdHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<ScheduledReports>(scope.ServiceProvider).Run(CancellationToken.None);
    }

    private static string Day(JsonNode? made) => (string)made!["day"]!;

    private async Task<JsonArray> Made(JsonNode schedule) =>
        (await _office.Auditor.Get($"/report-schedules/{schedule["id"]}/reports")).Ok()["items"]!.AsArray();

    private Task<byte[]> File(JsonNode made) => Bytes($"/reports/packs/{made["packId"]}/files/{made["fileName"]}");

    private async Task<byte[]> Bytes(string path) =>
        await (await _office.Auditor.Get(path)).Message.Content.ReadAsByteArrayAsync();

    private List<string> Mails() =>
        [
            .. new Books(_host)
                .Query("SELECT [Recipient], [Kind], [Subject], [Body] FROM [OutgoingMessage] ORDER BY [Id]")
                .Select(row => string.Join('\n', row.Values)),
        ];
}
