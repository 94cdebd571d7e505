using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Demo;

/// <summary>One demonstration for all tests: telling two years takes a while. Who moves its clock sets it back.</summary>
public sealed class DemoTests
{
    private string _folder = "";
    private DemoProcess _demo = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _folder = Directory.CreateTempSubdirectory("bmd-demo-").FullName;
        _demo = await DemoProcess.Start(_folder);
        Assert.That(_demo.SignIns, Is.Not.Empty, string.Join('\n', _demo.Printed));
    }

    [OneTimeTearDown]
    public void Stop()
    {
        _demo?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task Everybody_whose_sign_in_is_printed_can_sign_in_to_their_role()
    {
        var roles = new List<string>();
        foreach (var (userName, _, role) in _demo.SignIns)
        {
            var me = (await (await _demo.SignedIn(userName)).Get("/me")).Ok();
            Assert.That(me["roles"]!.ToJsonString(), Is.EqualTo($"[\"{role}\"]"), userName);
            roles.Add(role);
        }

        Assert.That(
            roles,
            Is.EquivalentTo(
                new[] { "admin", "fieldOfficer", "fieldOfficer", "approver", "approver", "cashier", "auditor" }
            )
        );
    }

    [Test]
    public async Task The_portfolio_could_be_a_real_one()
    {
        var cashier = await _demo.SignedIn("kasir");
        var portfolio = (await cashier.Get("/reports/portfolio")).Ok();
        var atRisk = portfolio["par"]!.AsArray().Single(line => (int)line!["over"]! == 30)!;
        var classes = portfolio["collectibility"]!.AsArray().Select(line => (int)line!["loans"]!);

        Assert.Multiple(() =>
        {
            Assert.That((string?)portfolio["asOf"], Is.EqualTo("2026-03-04"));
            Assert.That((int)portfolio["activeLoans"]!, Is.InRange(90, 220));
            Assert.That((decimal)atRisk["ratio"]!, Is.InRange(0.03m, 0.20m));
            Assert.That(classes, Has.Exactly(5).Items.And.All.Positive);
        });
    }

    [Test]
    public async Task What_loans_changed_in_households_is_shown()
    {
        var auditor = await _demo.SignedIn("auditor");

        var total = (await auditor.Get("/reports/impact")).Ok()["total"]!;
        var villages = (await auditor.Get("/reports/impact?by=village")).Ok()["groups"]!.AsArray();

        var quadrants = total["quadrants"]!;
        Assert.Multiple(() =>
        {
            Assert.That((int)total["borrowers"]!, Is.GreaterThan(50));
            Assert.That((long)total["change"]!["income"]!, Is.Positive);
            Assert.That((int)quadrants["sufficientAfter"]!, Is.GreaterThan((int)quadrants["sufficientBefore"]!));
            Assert.That(
                villages.Select(village => (string?)village!["disclosure"]).Distinct(),
                Has.One.EqualTo("shown").And.One.EqualTo("tooFew")
            );
        });
    }

    [Test]
    public async Task Loans_and_applications_are_found_in_every_state()
    {
        var officer = await _demo.SignedIn("petugas1");
        string[] loans = ["approved", "signed", "active", "closed", "cancelled", "writtenOff", "forgiven"];
        string[] applications = ["draft", "submitted", "surveyed", "approved", "rejected", "withdrawn"];

        foreach (
            var path in loans
                .Select(s => $"/loans?status={s}")
                .Concat(applications.Select(s => $"/applications?status={s}"))
        )
        {
            var page = (await officer.Get(path)).Ok();
            Assert.That(page["items"]!.AsArray(), Is.Not.Empty, path);
        }
    }

    [Test]
    public async Task Some_instalments_are_due_today_some_in_three_days_and_some_were_before()
    {
        var officer = await _demo.SignedIn("petugas1");
        var due = new List<string>();
        await foreach (var loan in All(officer, "/loans?status=active"))
        {
            var one = (await officer.Get($"/loans/{loan["id"]}")).Ok();
            due.Add((string)one["nextDue"]!["dueOn"]!);
        }

        Assert.Multiple(() =>
        {
            Assert.That(due, Has.Some.EqualTo("2026-03-04"));
            Assert.That(due, Has.Some.EqualTo("2026-03-07"));
            Assert.That(due, Has.Some.LessThan("2026-03-01"));
        });
    }

    [Test]
    public async Task Reschedules_and_losses_wait_for_a_decision_and_others_were_decided()
    {
        var manager = await _demo.SignedIn("manajer2");
        foreach (var (status, count) in new[] { ("pending", 1), ("rejected", 1), ("approved", 2) })
        {
            var found = (await manager.Get($"/reschedules?status={status}")).Ok()["items"]!.AsArray();
            Assert.That(found, Has.Count.EqualTo(count), status);
        }

        var waiting = (await manager.Get("/write-offs?status=pending")).Ok()["items"]!.AsArray().Single()!;
        var losses = (await manager.Get("/reports/written-off-loans?from=2024-03-01&to=2026-03-04")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(waiting["decisions"]!.AsArray(), Has.Count.EqualTo(1));
            Assert.That((long)losses["writtenOff"]!, Is.Positive);
            Assert.That((long)losses["recovered"]!, Is.Positive.And.LessThan((long)losses["writtenOff"]!));
            Assert.That(
                losses["items"]!.AsArray().Select(item => ((string?)item!["kind"], (string?)item["cause"])),
                Is.EquivalentTo(new[] { ("writeOff", "unable"), ("forgiveness", "death") })
            );
        });
    }

    [Test]
    public async Task One_tranche_is_paid_one_planned_and_one_held()
    {
        var officer = await _demo.SignedIn("petugas1");
        var states = new List<string>();
        await foreach (var loan in All(officer, "/loans?status=active"))
        {
            if ((string?)loan["productCode"] == "QH-THP")
            {
                var tranches = (await officer.Get($"/loans/{loan["id"]}/tranches")).Ok()["items"]!.AsArray();
                states.Add((string)tranches[^1]!["status"]!);
            }
        }

        Assert.That(states, Is.EquivalentTo(new[] { "paid", "planned", "held" }));
    }

    [Test]
    public async Task A_flood_an_illness_and_a_late_holiday_moved_instalments()
    {
        var auditor = await _demo.SignedIn("auditor");
        var changes = (await auditor.Get("/reports/rescheduled-loans?from=2024-03-01&to=2026-03-04")).Ok();
        var graces = changes["items"]!.AsArray().Where(item => (string?)item!["kind"] == "grace").ToList();
        var versions = new List<string>();
        await foreach (var loan in All(auditor, "/loans?status=closed"))
        {
            var all = (await auditor.Get($"/loans/{loan["id"]}/schedule/versions")).Ok()["items"]!.AsArray();
            versions.AddRange(all.Select(version => (string)version!["cause"]!));
        }

        Assert.Multiple(() =>
        {
            Assert.That(graces.Count(item => (string?)item!["cause"] == "illness"), Is.EqualTo(1));
            Assert.That(graces.Count(item => (string?)item!["cause"] == "flood"), Is.GreaterThan(20));
            Assert.That(versions, Has.Some.EqualTo("holiday"));
        });
    }

    [Test]
    public async Task Groups_pay_together_and_their_sheet_can_be_printed()
    {
        var officer = await _demo.SignedIn("petugas1");
        var meetings = new List<int>();
        await foreach (var group in All(officer, "/groups?"))
        {
            var held = (await officer.Get($"/groups/{group["id"]}/meetings?limit=200")).Ok();
            meetings.Add(held["items"]!.AsArray().Count);
            (await officer.Get($"/groups/{group["id"]}/collection-sheet")).Ok();
        }

        Assert.That(meetings.Sum(), Is.GreaterThan(100));
    }

    [Test]
    public async Task Months_are_closed_but_for_the_last_and_one_was_opened_again()
    {
        var cashier = await _demo.SignedIn("kasir");
        var months = (await cashier.Get("/periods")).Ok()["items"]!.AsArray();
        var open = months.Where(month => (string?)month!["state"] == "open").Select(month => (string?)month!["period"]);
        var twice = months.Where(month => month!["changes"]!.AsArray().Count == 3);

        Assert.Multiple(() =>
        {
            Assert.That(open, Is.EquivalentTo(new[] { "2026-03", "2026-02", "2026-01" }));
            Assert.That(twice.Count(), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task Cash_is_counted_each_month_and_once_it_was_short()
    {
        var cashier = await _demo.SignedIn("kasir");
        var counts = new List<JsonNode>();
        await foreach (var count in All(cashier, "/cash-counts?"))
        {
            counts.Add(count);
        }

        var off = counts.Single(count => (long)count["difference"]! != 0);
        var journal = (await cashier.Get("/reports/journal?from=2025-12-01&to=2025-12-31")).Ok().ToJsonString();

        Assert.Multiple(() =>
        {
            Assert.That(counts, Has.Count.EqualTo(48));
            Assert.That((long)off["difference"]!, Is.EqualTo(-5000));
            Assert.That((string?)off["explanation"], Is.Not.Empty);
            Assert.That(journal, Does.Contain("fundTransfer"));
        });
    }

    [Test]
    public async Task A_deposit_paid_instalments_when_they_fell_due_and_another_was_fetched()
    {
        var auditor = await _demo.SignedIn("auditor");
        var kinds = new HashSet<string>();
        foreach (var period in new[] { "from=2025-06-01&to=2025-12-31", "from=2026-01-01&to=2026-03-04" })
        {
            var journal = (await auditor.Get($"/reports/journal?{period}")).Ok();
            kinds.UnionWith(journal["entries"]!.AsArray().Select(entry => (string)entry!["kind"]!));
        }

        Assert.That(kinds, Is.SupersetOf(new[] { "depositApplied", "depositRefund", "recovery", "cashDifference" }));
    }

    [Test]
    public async Task No_fund_is_below_zero_and_the_books_hold()
    {
        var auditor = await _demo.SignedIn("auditor");
        var funds = (await auditor.Get("/funds")).Ok()["items"]!.AsArray();
        var verification = (await auditor.Get("/audit/verification")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(funds, Has.Count.EqualTo(2));
            foreach (var fund in funds)
            {
                Assert.That((long)fund!["cash"]!, Is.Positive);
                Assert.That((long)fund["bank"]!, Is.Positive);
                Assert.That((long)fund["receivable"]!, Is.Positive);
            }

            Assert.That((bool)verification["verified"]!, verification.ToJsonString());
            Assert.That((long)verification["events"]!, Is.GreaterThan(5000));
        });
    }

    [Test]
    public void The_configured_database_is_left_alone() =>
        Assert.That(
            Directory.EnumerateFiles(_folder, "*.db", SearchOption.AllDirectories).Select(Path.GetFileName),
            Is.EqualTo(new[] { "demo.db" })
        );

    [Test]
    public async Task A_second_demonstration_does_not_pull_the_file_from_under_the_first()
    {
        using var second = await DemoProcess.Start(_folder);

        Assert.Multiple(() =>
        {
            Assert.That(second.ExitCode, Is.EqualTo(1));
            Assert.That(second.Printed, Has.Some.Contains("demo.db"));
        });
        (await (await _demo.SignedIn("kasir")).Get("/funds")).Ok();
    }

    [Test]
    public async Task The_clock_moves_days_past_due_on_and_not_back_past_what_was_recorded()
    {
        var cashier = await _demo.SignedIn("kasir");
        var arrears = (await cashier.Get("/reports/arrears")).Ok()["items"]![0]!;
        var (loan, late) = ($"/loans/{arrears["loanId"]}", (int)arrears["daysPastDue"]!);

        var moved = (await cashier.Put("/demo/clock", new { now = "2026-03-14T10:00:00+07:00" })).Ok();
        var later = (await cashier.Get(loan)).Ok();
        (await cashier.Put("/demo/clock", new { now = "2026-03-05T10:00:00+07:00" })).Ok();
        var sooner = (await cashier.Get(loan)).Ok();
        var tooFar = await cashier.Put("/demo/clock", new { now = "2026-02-01T10:00:00+07:00" });
        (await cashier.Put("/demo/clock", new { now = "2026-03-04T10:00:00+07:00" })).Ok();
        var nonsense = await cashier.Put("/demo/clock", new { now = "9999-12-31T10:00:00+07:00" });

        Assert.Multiple(() =>
        {
            Assert.That(
                (DateTimeOffset)moved["now"]!,
                Is.GreaterThanOrEqualTo(new DateTimeOffset(2026, 3, 14, 3, 0, 0, default))
            );
            Assert.That((int)later["daysPastDue"]!, Is.EqualTo(late + 10));
            Assert.That((int)sooner["daysPastDue"]!, Is.EqualTo(late + 1));
            tooFar.Refused(HttpStatusCode.Conflict, "clock.before_last_record");
            Assert.That(nonsense.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        });
    }

    [Test]
    public async Task Only_who_has_signed_in_moves_the_clock()
    {
        var answer = await _demo.Anonymous.Put("/demo/clock", new { now = "2026-03-14T10:00:00+07:00" });

        answer.Refused(HttpStatusCode.Unauthorized, "access.not_signed_in");
    }

    [Test]
    public async Task Outside_a_demonstration_there_is_no_such_clock()
    {
        await using var host = new BmdHost();

        var answer = await (await host.Admin()).Put("/demo/clock", new { now = "2026-03-14T10:00:00+07:00" });

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task The_sign_in_pages_greet_with_everybody_one_can_be()
    {
        var staff = (await PageClient.At(_demo.Address).Get("/sign-in")).Html;
        var borrowers = (await PageClient.At(_demo.Address).Get("/my/sign-in")).Html;

        Assert.Multiple(() =>
        {
            foreach (var (userName, password, _) in _demo.SignIns)
            {
                Assert.That(staff, Does.Contain($"Pengguna {userName}, kata sandi {password}"));
            }
        });
        var guests = Regex.Matches(WebUtility.HtmlDecode(borrowers), @"Telepon ([\d ]+), PIN (\d{6})");
        Assert.That(guests, Has.Count.EqualTo(3));
        foreach (Match guest in guests)
        {
            var who = PageClient.At(_demo.Address);
            await who.Send("/my/sign-in", ("phone", guest.Groups[1].Value), ("pin", guest.Groups[2].Value));
            var first = await who.Get("/my");
            Assert.That(first.Html, Does.Contain("Sisa pinjaman Anda").And.Contain("Peragaan, hari ini"));
        }
    }

    [Test]
    public async Task The_bar_on_each_page_moves_the_clock_and_says_when_it_cannot()
    {
        const string Here = "/settings/users/new";
        var admin = PageClient.At(_demo.Address);
        await admin.Send("/sign-in", ("userName", "admin"), ("password", "mojokerto"));
        var page = await admin.Get(Here);
        Assert.That(page.Html, Does.Contain("Rabu, 4 Maret 2026"));

        var moved = await admin.SendAgain("/demo/clock", page, ("days", "7"), ("to", Here));
        var later = await admin.Get(Here);
        await admin.SendAgain("/demo/clock", page, ("date", "2026-03-04"), ("to", Here));
        var back = await admin.Get(Here);
        var tooFar = await admin.SendAgain("/demo/clock", page, ("date", "2025-03-04"), ("to", Here));

        Assert.Multiple(() =>
        {
            Assert.That(moved.Location, Is.EqualTo(Here));
            Assert.That(later.Html, Does.Contain("Jam peragaan kini menunjukkan Rabu, 11 Maret 2026"));
            Assert.That(back.Html, Does.Contain("Jam peragaan kini menunjukkan Rabu, 4 Maret 2026"));
            Assert.That(tooFar.Status, Is.EqualTo(HttpStatusCode.Conflict));
            Assert.That(tooFar.Html, Does.Contain("role=\"alert\"").And.Contain("Rabu, 4 Maret 2026"));
        });
    }

    [Test]
    public async Task Outside_a_demonstration_no_page_speaks_of_one()
    {
        await using var host = new BmdHost();
        var admin = await PageClient.SignedIn(host, "admin", BmdHost.AdminPassword);

        foreach (var path in (string[])["/setup", "/sign-in", "/my/sign-in"])
        {
            var page = await admin.Get(path);
            Assert.That(page.Status, Is.EqualTo(HttpStatusCode.OK), path);
            Assert.That(page.Html, Does.Not.Contain("eragaan").And.Not.Contain("mojokerto"), path);
        }

        Assert.That((await admin.Get("/demo/clock")).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    private static async IAsyncEnumerable<JsonNode> All(ApiClient client, string path)
    {
        string? cursor = null;
        do
        {
            var page = (await client.Get($"{path}&limit=200" + (cursor is null ? "" : $"&cursor={cursor}"))).Ok();
            foreach (var item in page["items"]!.AsArray())
            {
                yield return item!;
            }

            cursor = (string?)page["nextCursor"];
        } while (cursor is not null);
    }
}
