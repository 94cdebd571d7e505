using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Baznas.Bmd.Web.Tests.Support;
using static Baznas.Bmd.Web.Tests.Support.GroupSteps;

namespace Baznas.Bmd.Web.Tests.Groups;

/// <summary>The sheet for a group's meeting says what each member owes that day, and prints without a script.</summary>
public sealed class CollectionSheetTests : OfficeFixture
{
    private const string Name = "Ñi <script>alert('x')</script> & \"Co\"";

    private string _late = "";
    private string _ahead = "";
    private string _groupId = "";

    // Both pay Rp100.000 weekly from 16 January; by Friday, 6 March, eight instalments have come.
    protected override async Task Prepare()
    {
        _late = await Office.NewActive();
        _ahead = await Office.NewActive();
        var paidOff = await Office.NewActive();
        (await Office.Pay(_late, 250_000)).Ok();
        (await Office.Pay(_ahead, 750_000)).Ok();
        var more = LoanSteps.Repayment(1_020_000).With(new { excess = "deposit" });
        (await Office.Cashier.Repay(paidOff, more)).Ok();
        _groupId = await Office.NewGroup(Books, _ahead, _late, paidOff);
        Books.Change(
            $"UPDATE [Borrower] SET [FullName] = '{Name.Replace("'", "''", StringComparison.Ordinal)}' "
                + $"WHERE [Id] = '{await Office.BorrowerOf(_late)}'"
        );
    }

    [Test]
    public async Task Who_is_late_comes_first_and_everything_adds_up()
    {
        var sheet = await Sheet("date=2026-03-06");
        var rows = sheet["rows"]!.AsArray();
        var (late, ahead) = (rows[0]!, rows[1]!);

        Assert.Multiple(() =>
        {
            Assert.That(rows.Select(row => row!.Text("loanId")), Is.EqualTo(new[] { _late, _ahead }));
            Assert.That(late.Text("borrowerName"), Is.EqualTo(Name));
            Assert.That((late.Number("overdue"), late.Number("dueToday")), Is.EqualTo((450_000, 100_000)));
            Assert.That(late.Number("toCollect"), Is.EqualTo(550_000));
            Assert.That(late.Number("daysPastDue"), Is.EqualTo(35), "Since 30 January.");
            Assert.That(
                late["nextDue"]!.ToJsonString(),
                Is.EqualTo("""{"no":9,"dueOn":"2026-03-13","amount":100000}""")
            );
            Assert.That(late.Number("outstanding"), Is.EqualTo(750_000));
            Assert.That((ahead.Number("overdue"), ahead.Number("dueToday")), Is.EqualTo((0, 50_000)));
            Assert.That(ahead.Number("daysPastDue"), Is.Zero);
            Assert.That((bool)ahead["isChair"]!, "The first member chairs the group.");
            Assert.That((bool)late["isChair"]!, Is.False);
            Assert.That(sheet["withoutLoan"]!.AsArray().Single()!.Number("deposit"), Is.EqualTo(20_000));
            Assert.That(
                sheet["totals"]!.ToJsonString(),
                Is.EqualTo(
                    """{"overdue":450000,"dueToday":150000,"toCollect":600000,"outstanding":1000000,"deposit":20000}"""
                )
            );
        });
    }

    [Test]
    public async Task The_sheet_of_an_earlier_day_knows_nothing_of_what_was_paid_later()
    {
        var sheet = await Sheet("date=2026-01-30");

        Assert.Multiple(() =>
        {
            Assert.That(sheet["rows"]!.AsArray(), Has.Count.EqualTo(3));
            Assert.That(sheet["totals"]!.Number("overdue"), Is.EqualTo(600_000));
            Assert.That(sheet["totals"]!.Number("dueToday"), Is.EqualTo(300_000));
            Assert.That(sheet["totals"]!.Number("deposit"), Is.Zero);
        });
    }

    [Test]
    public async Task After_the_last_due_date_nothing_comes_next()
    {
        var sheet = await Sheet("date=2026-03-20");

        Assert.That(sheet["rows"]!.AsArray().Select(row => row!["nextDue"]), Is.All.Null);
        Assert.That(sheet["totals"]!.Number("toCollect"), Is.EqualTo(sheet["totals"]!.Number("outstanding")));
    }

    [Test]
    public async Task Without_a_date_it_is_today_s_and_before_anybody_joined_it_is_empty()
    {
        Assert.That((await Sheet("")).Text("date"), Is.EqualTo("2026-03-04"));
        var before = await Sheet("date=2026-01-01");
        Assert.That(before["rows"]!.AsArray(), Is.Empty);
        Assert.That(before["withoutLoan"]!.AsArray(), Is.Empty);
        Assert.That(await Page("date=2026-01-01"), Does.Contain("Tidak ada pinjaman berjalan"));
    }

    [Test]
    public async Task What_is_due_on_the_sheet_is_what_the_loan_s_own_schedule_says()
    {
        var sheet = await Sheet("date=2026-02-13");
        foreach (var row in sheet["rows"]!.AsArray())
        {
            var schedule = (await Office.Officer.Get($"/loans/{row!.Text("loanId")}/schedule?asOf=2026-02-13")).Ok();
            var due = schedule["rows"]!
                .AsArray()
                .Where(each => string.CompareOrdinal(each!.Text("dueOn"), "2026-02-13") <= 0)
                .Sum(each => each!.Number("outstanding"));
            Assert.That(row!.Number("toCollect"), Is.EqualTo(due));
        }
    }

    [Test]
    public async Task It_comes_as_a_table_too()
    {
        var answer = await Office.Auditor.Get($"/groups/{_groupId}/collection-sheet?date=2026-03-06&format=csv");
        var lines = (await answer.Message.Content.ReadAsStringAsync()).TrimEnd().Split('\n');

        Assert.That(answer.Message.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/csv"));
        Assert.That(lines, Has.Length.EqualTo(3));
        Assert.That(lines[0].TrimStart('\uFEFF'), Does.StartWith("loan,borrower,chair,daysPastDue,overdue,dueToday"));
        Assert.That(lines[1], Does.Contain(",35,450000,100000,550000,2026-03-13,100000,750000,0"));
    }

    [Test]
    public async Task It_prints_as_a_page_that_runs_nothing_and_loads_nothing()
    {
        var answer = await Office.Officer.Get($"/groups/{_groupId}/collection-sheet?date=2026-03-06&format=html");
        var page = await answer.Message.Content.ReadAsStringAsync();
        var policy = answer.Message.Headers.GetValues("Content-Security-Policy").Single();

        Assert.Multiple(() =>
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That($"{answer.Message.Content.Headers.ContentType}", Is.EqualTo("text/html; charset=utf-8"));
            Assert.That(answer.Message.Content.Headers.ContentDisposition, Is.Null, "It is shown, not saved.");
            Assert.That(policy, Does.StartWith("default-src 'none'; style-src 'sha256-").And.Not.Contain("unsafe"));
            Assert.That(page, Does.Not.Contain("<script").And.Not.Contain("http"));
            Assert.That(
                page,
                Does.Contain("Ñi &lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt; &amp; &quot;Co&quot;")
            );
            Assert.That(page, Does.StartWith("<!DOCTYPE html><html lang=\"id\">").And.Contain("size: A4 portrait"));
            Assert.That(page, Does.Contain("Jumat, 6 Maret 2026").And.Contain("Tanda tangan").And.Contain("550.000"));
            Assert.That(page, Does.Contain("35 hari").And.Contain("(ketua)").And.Not.Contain("357699"));
            Assert.That(page.ToUpperInvariant(), Does.Not.Contain("INFAK"), "A gift never looks expected.");
        });
    }

    [Test]
    public async Task The_policy_lets_the_page_s_own_style_through()
    {
        var answer = await Office.Officer.Get($"/groups/{_groupId}/collection-sheet?format=html");
        var style = Regex.Match(
            await answer.Message.Content.ReadAsStringAsync(),
            "<style>(.*?)</style>",
            RegexOptions.Singleline
        );
        var hash = Convert.ToBase64String(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(style.Groups[1].Value))
        );

        Assert.That(
            answer.Message.Headers.GetValues("Content-Security-Policy").Single(),
            Does.Contain($"'sha256-{hash}'")
        );
    }

    [Test]
    public async Task In_English_the_page_speaks_English_and_amounts_stay_as_they_are_written_here()
    {
        var answer = await Office
            .Officer.In("en")
            .Get($"/groups/{_groupId}/collection-sheet?date=2026-03-06&format=html");
        var page = await answer.Message.Content.ReadAsStringAsync();

        Assert.That(page, Does.Contain("lang=\"en\"").And.Contain("Collection Sheet").And.Contain("550.000"));
        Assert.That(page, Does.Not.Contain("Tanda tangan"));
    }

    [Test]
    public async Task Another_office_s_sheet_is_not_there_and_an_unknown_form_is_refused()
    {
        var other = await TestOffice.Open(Host, "SBY");

        (await other.Officer.Get($"/groups/{_groupId}/collection-sheet")).Refused(
            HttpStatusCode.NotFound,
            "group.not_found"
        );
        Assert.That(
            (int)(await Office.Officer.Get($"/groups/{_groupId}/collection-sheet?format=docx")).Status,
            Is.EqualTo(400)
        );
        Assert.That(
            (int)(await Office.Auditor.Get("/reports/portfolio?format=html")).Status,
            Is.EqualTo(400),
            "A report has no page."
        );
    }

    [Test]
    public async Task A_meeting_that_pays_the_sheet_leaves_nothing_on_it()
    {
        var office = await TestOffice.Open(Host, "LNS");
        var loans = new[] { await office.NewActive(), await office.NewActive(2_000_000, 8) };
        var groupId = await office.NewGroup(Books, loans);
        var path = $"/groups/{groupId}/collection-sheet?date=2026-02-06";
        var sheet = (await office.Officer.Get(path)).Ok();

        var items = sheet["rows"]!.AsArray().Select(row => Item(row!.Text("loanId"), row!.Number("toCollect")));
        (await office.Officer.Meet(groupId, Meeting("2026-02-06", [.. items]))).Ok();

        var paid = (await office.Officer.Get(path)).Ok()["totals"]!;
        Assert.That(sheet["totals"]!.Number("toCollect"), Is.EqualTo(400_000 + 1_000_000));
        Assert.That(paid.Number("toCollect"), Is.Zero);
        Assert.That(paid.Number("outstanding"), Is.EqualTo(3_000_000 - sheet["totals"]!.Number("toCollect")));
    }

    private async Task<JsonNode> Sheet(string query) =>
        (await Office.Officer.Get($"/groups/{_groupId}/collection-sheet?{query}")).Ok();

    private async Task<string> Page(string query) =>
        await (
            await Office.Officer.Get($"/groups/{_groupId}/collection-sheet?{query}&format=html")
        ).Message.Content.ReadAsStringAsync();
}
