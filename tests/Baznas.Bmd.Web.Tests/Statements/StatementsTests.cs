using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Reports;
using Baznas.Bmd.Web.Tests.Support;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using UglyToad.PdfPig;

namespace Baznas.Bmd.Web.Tests.Statements;

/// <summary>The statements of an office that has done a little of everything, held against its other reports.</summary>
public sealed class StatementsTests : BusyOfficeFixture
{
    private static readonly string[] OfPeriods = ["changes-in-funds", "changes-in-managed-assets", "cash-flows"];

    private static readonly string[] Kinds = ["zakat", "infakTidakTerikat"];

    [TestCaseSource(nameof(Days))]
    public async Task What_there_is_is_what_is_owed_and_the_funds(string day)
    {
        var position = await Get($"/reports/financial-position?asOf={day}");
        var trial = await Get($"/reports/trial-balance?asOf={day}");
        Assert.Multiple(() =>
        {
            Assert.That((bool)position["isBalanced"]!, Is.True);
            Assert.That(position["untold"]!.AsArray(), Is.Empty);
            Assert.That(Total(position, "assets"), Is.EqualTo(Row(position, "liabilitiesAndFunds").Number("amount")));
            Assert.That(Line(position, "cash"), Is.EqualTo(Balance(trial, "cash", null)));
            Assert.That(Line(position, "bank"), Is.EqualTo(Balance(trial, "bank", null)));
            Assert.That(Line(position, "qardh-receivable"), Is.EqualTo(Balance(trial, "qardhReceivable", null)));
            Assert.That(Line(position, "borrower-deposits"), Is.EqualTo(-Balance(trial, "borrowerDeposits", null)));
            Assert.That(Line(position, "zakat"), Is.EqualTo(FundBalance(trial, Zakat)));
            Assert.That(Line(position, "infak-tidak-terikat"), Is.EqualTo(FundBalance(trial, Office.FundId)));
            Assert.That(Line(position, "csr"), Is.Zero);
        });
    }

    [TestCaseSource(nameof(Periods))]
    public async Task Changes_in_funds_go_from_position_to_position_kind_by_kind((string From, string To) period)
    {
        var changes = await Get($"/reports/changes-in-funds?{Of(period)}");
        var before = await Get($"/reports/financial-position?asOf={DayBefore(period.From)}");
        var after = await Get($"/reports/financial-position?asOf={period.To}");
        var funds = (await Get($"/reports/funds?{Of(period)}"))["funds"]!.AsArray();
        Assert.Multiple(() =>
        {
            Assert.That((bool)changes["isBalanced"]!, Is.True);
            Assert.That(
                changes["rows"]!.AsArray().Select(row => (string?)row!["fundKind"]).Distinct(),
                Is.EquivalentTo(Kinds)
            );
            foreach (var (kind, line) in new[] { ("zakat", "zakat"), ("infakTidakTerikat", "infak-tidak-terikat") })
            {
                Assert.That(Row(changes, "opening", kind).Number("amount"), Is.EqualTo(Line(before, line)), kind);
                Assert.That(Row(changes, "closing", kind).Number("amount"), Is.EqualTo(Line(after, line)), kind);
                var fund = funds.Single(each => each!.Text("kind") == kind)!;
                Assert.That(Line(changes, $"{line}-received", kind), Is.EqualTo(fund.Number("received")));
                Assert.That(Line(changes, "infak", kind), Is.EqualTo(fund.Number("infak")));
                Assert.That(Line(changes, "recoveries", kind), Is.EqualTo(fund.Number("recovered")));
                Assert.That(Line(changes, "forgiveness", kind), Is.EqualTo(fund.Number("forgiven")));
                Assert.That(Line(changes, "write-offs", kind), Is.EqualTo(fund.Number("writtenOff")));
                Assert.That(Line(changes, "cash-difference", kind), Is.EqualTo(fund.Number("cashDifference")));
            }
        });
    }

    [TestCaseSource(nameof(Periods))]
    public async Task Changes_in_managed_assets_are_what_the_report_of_funds_says((string From, string To) period)
    {
        var changes = await Get($"/reports/changes-in-managed-assets?{Of(period)}");
        var funds = (await Get($"/reports/funds?{Of(period)}"))["funds"]!.AsArray();
        Assert.Multiple(() =>
        {
            Assert.That((bool)changes["isBalanced"]!, Is.True);
            foreach (var kind in Kinds)
            {
                var fund = funds.Single(each => each!.Text("kind") == kind)!;
                Assert.That(
                    Row(changes, "opening", kind).Number("amount"),
                    Is.EqualTo(fund.Number("openingReceivable"))
                );
                Assert.That(Line(changes, "disbursed", kind), Is.EqualTo(fund.Number("disbursed")));
                Assert.That(Line(changes, "repaid", kind), Is.EqualTo(fund.Number("repaid")));
                Assert.That(Line(changes, "repaid-from-deposits", kind), Is.EqualTo(fund.Number("repaidFromDeposits")));
                Assert.That(Line(changes, "forgiven", kind), Is.EqualTo(fund.Number("forgiven")));
                Assert.That(Line(changes, "written-off", kind), Is.EqualTo(fund.Number("writtenOff")));
                Assert.That(
                    Row(changes, "closing", kind).Number("amount"),
                    Is.EqualTo(fund.Number("closingReceivable"))
                );
            }
        });
    }

    [TestCaseSource(nameof(Periods))]
    public async Task Cash_flows_are_what_cash_and_bank_changed_by((string From, string To) period)
    {
        foreach (var fundId in new[] { null, Zakat, Office.FundId })
        {
            var narrowed = fundId is null ? "" : $"&fundId={fundId}";
            var flows = await Get($"/reports/cash-flows?{Of(period)}{narrowed}");
            var before = await Get($"/reports/trial-balance?asOf={DayBefore(period.From)}{narrowed}");
            var after = await Get($"/reports/trial-balance?asOf={period.To}{narrowed}");
            Assert.Multiple(() =>
            {
                Assert.That((bool)flows["isBalanced"]!, Is.True, fundId);
                Assert.That(Row(flows, "opening").Number("amount"), Is.EqualTo(Money(before)));
                Assert.That(Row(flows, "closing").Number("amount"), Is.EqualTo(Money(after)));
                Assert.That(Row(flows, "change").Number("amount"), Is.EqualTo(Money(after) - Money(before)));
                Assert.That(Line(flows, "transfers"), Is.Zero);
                Assert.That(fundId is not null || Line(flows, "between-funds") == 0);
            });
        }

        static long Money(JsonNode trial) => Balance(trial, "cash", null) + Balance(trial, "bank", null);
    }

    [Test]
    public async Task A_period_is_shown_beside_the_one_before_whose_figures_are_its_own()
    {
        foreach (var statement in OfPeriods)
        {
            var february = await Get($"/reports/{statement}?from=2026-02-01&to=2026-02-28");
            var january = await Get($"/reports/{statement}?from=2026-01-01&to=2026-01-31");
            Assert.Multiple(() =>
            {
                Assert.That(february.Text("comparison"), Is.EqualTo("monthsBefore"));
                Assert.That(february.Text("previousFrom"), Is.EqualTo("2026-01-01"));
                Assert.That(february.Text("previousTo"), Is.EqualTo("2026-01-31"));
                Assert.That(Figures(february, "previous"), Is.EqualTo(Figures(january, "amount")), statement);
                // One ends where the next begins.
                Assert.That(
                    Of(february, "opening").Select(row => row.Number("amount")),
                    Is.EqualTo(Of(january, "closing").Select(row => row.Number("amount")))
                );
            });
        }

        var position = await Get("/reports/financial-position?asOf=2026-02-28&compareTo=2026-01-31");
        var earlier = await Get("/reports/financial-position?asOf=2026-01-31");
        Assert.That(Figures(position, "previous"), Is.EqualTo(Figures(earlier, "amount")));
        Assert.That(earlier.Text("previousTo"), Is.EqualTo("2025-12-31"));
    }

    [Test]
    public async Task Every_line_opens_to_the_postings_that_make_its_figure()
    {
        var opened = 0;
        foreach (var statement in OfPeriods.Prepend("financial-position"))
        {
            var isPosition = statement == "financial-position";
            var report = await Get(
                $"/reports/{statement}?"
                    + (isPosition ? "asOf=2026-03-04&compareTo=2026-01-31" : "from=2026-02-01&to=2026-03-04")
            );
            foreach (var row in Of(report, "line"))
            {
                var kind = (string?)row["fundKind"] is { } of ? $"&fundKind={of}" : "";
                var postings = await Get(
                    $"/reports/statement-postings?statement={report.Text("statement")}&line={row.Text("code")}{kind}"
                        + "&from=2026-02-01&to=2026-03-04"
                );
                var sum = postings["postings"]!.AsArray().Sum(posting => posting!.Number("amount"));
                Assert.That(postings.Number("total"), Is.EqualTo(row.Number("amount")), $"{statement} {row["code"]}");
                Assert.That(postings.Number("opening") + sum, Is.EqualTo(row.Number("amount")));
                if (isPosition)
                {
                    Assert.That(postings.Number("opening"), Is.EqualTo(row.Number("previous")));
                }

                opened++;
            }
        }

        Assert.That(opened, Is.GreaterThan(30));
    }

    [TestCase("financial-position?asOf=2026-03-04")]
    [TestCase("changes-in-funds?from=2026-01-01&to=2026-03-04")]
    [TestCase("changes-in-managed-assets?from=2026-01-01&to=2026-03-04")]
    [TestCase("cash-flows?from=2026-01-01&to=2026-03-04")]
    public async Task A_figure_is_the_same_as_JSON_CSV_workbook_paper_and_page(string path)
    {
        var rows = (await Get($"/reports/{path}"))["rows"]!
            .AsArray()
            .Where(row => row!["amount"] is not null)
            .Select(row => (Caption: row!.Text("caption"), Amount: row!.Number("amount")))
            .ToList();
        var csv = Encoding.UTF8.GetString(await File(path, "csv"));
        using var workbook = SpreadsheetDocument.Open(new MemoryStream(await File(path, "xlsx")), isEditable: false);
        using var paper = PdfDocument.Open(await File(path, "pdf"));
        var pages = await PageClient.SignedIn(Host, "auditor.MJK", TestOffice.Password);
        var page = await pages.Get($"/reports/{path}");
        var text = string.Join(' ', paper.GetPages().SelectMany(each => each.GetWords()).Select(word => word.Text));
        var cells = Cells(workbook);

        Assert.Multiple(() =>
        {
            Assert.That(rows, Has.Count.GreaterThan(8));
            Assert.That(
                cells.Where(row => row.Amount is not null).Select(row => (row.Caption, row.Amount!.Value)),
                Is.EqualTo(rows)
            );
            foreach (var (caption, amount) in rows)
            {
                Assert.That(csv, Does.Contain($",{caption},{amount},"), caption);
                Assert.That(text, Does.Contain($"{caption} {Grouped(amount)}"), caption);
                Assert.That(
                    WebUtility.HtmlDecode(page.Html),
                    Does.Contain(caption).And.Contain(Shown(amount)),
                    caption
                );
            }
        });

        static string Shown(long amount) => amount == 0 ? "–" : Grouped(amount);
    }

    [Test]
    public async Task Statements_can_be_read_in_English()
    {
        var answer = (await Office.Auditor.In("en").Get("/reports/financial-position")).Ok();
        Assert.That(Row(answer, "liabilitiesAndFunds").Text("caption"), Is.EqualTo("Total liabilities and funds"));
        Assert.That(
            Of(answer, "line").Single(row => row.Text("code") == "qardh-receivable").Text("caption"),
            Is.EqualTo("Qardh receivable")
        );
    }

    [Test]
    public async Task Another_office_s_statements_are_not_there_and_whoever_sees_several_names_one()
    {
        await Refuses(
            Office.Auditor,
            who => who.Get($"/reports/cash-flows?officeId={Other.Id}"),
            Refusal.NotFound("office.not_found")
        );
        await Refuses(Office.Admin, who => who.Get("/reports/cash-flows"), Refusal.Invalid("report.office_needed"));
        var theirs = (await Office.Admin.Get($"/reports/financial-position?officeId={Other.Id}")).Ok();
        var ours = await Get("/reports/financial-position");
        Assert.That(Total(theirs, "assets"), Is.Not.EqualTo(Total(ours, "assets")));
        Assert.That((bool)theirs["isBalanced"]!, Is.True);
    }

    [TestCase("/reports/cash-flows?from=2026-03-02&to=2026-03-01", "report.period_reversed")]
    [TestCase("/reports/cash-flows?from=0001-01-01", "field.date")]
    [TestCase("/reports/cash-flows?to=9999-12-31", "field.date")]
    [TestCase("/reports/financial-position?asOf=9999-12-31", "field.date")]
    [TestCase("/reports/financial-position?asOf=2026-01-01&compareTo=2026-01-01", "report.compared_with_later")]
    [TestCase("/reports/financial-position?compareTo=0001-01-01", "field.date")]
    public Task Days_that_make_no_sense_are_refused(string path, string code) =>
        Refuses(Office.Auditor, who => who.Get(path), Refusal.Invalid(code));

    [Test]
    public Task A_line_that_is_not_there_is_not_found() =>
        Refuses(
            Office.Auditor,
            who => who.Get("/reports/statement-postings?statement=cashFlows&line=zakat"),
            Refusal.NotFound("statement_line.not_found")
        );

    [Test]
    public async Task Postings_that_no_line_tells_are_named_on_paper_and_on_the_page()
    {
        TestDatabase.NeedsFile();
        Books.Keep();
        try
        {
            // As nobody can book it: a gift that went to the expense of write-offs.
            Books.Tamper(
                "UPDATE [Posting] SET [Account] = 'writeOff' WHERE [Account] = 'infakIncome' AND [Line] = 2 "
                    + "AND [EntryId] = (SELECT MIN([EntryId]) FROM [Posting] WHERE [Account] = 'infakIncome')"
            );
            var flows = await Get("/reports/cash-flows?from=2026-01-01&to=2026-03-04");
            var odd = flows["untold"]!.AsArray().Single()!;
            var pages = await PageClient.SignedIn(Host, "auditor.MJK", TestOffice.Password);
            var page = WebUtility.HtmlDecode(
                (await pages.Get("/reports/cash-flows?from=2026-01-01&to=2026-03-04")).Html
            );
            using var paper = PdfDocument.Open(await File("cash-flows?from=2026-01-01&to=2026-03-04", "pdf"));
            Assert.Multiple(() =>
            {
                Assert.That((bool)flows["isBalanced"]!, Is.False);
                Assert.That(flows.Number("difference"), Is.EqualTo(5_000));
                Assert.That(odd.Text("entryKind"), Is.EqualTo("infak"));
                Assert.That(odd.Number("amount"), Is.EqualTo(5_000));
                Assert.That(page, Does.Contain("Tidak seimbang").And.Contain("Infak sukarela: Rp5.000"));
                Assert.That(
                    string.Join(' ', paper.GetPages().SelectMany(each => each.GetWords()).Select(word => word.Text)),
                    Does.Contain("Tidak seimbang: Selisih Rp5.000")
                );
            });
        }
        finally
        {
            Books.Restore();
        }
    }

    private async Task<byte[]> File(string path, string format)
    {
        var answer = await Office.Auditor.Get($"/reports/{path}&format={format}");
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK), path);
        return await answer.Message.Content.ReadAsByteArrayAsync();
    }

    private static List<(string Caption, long? Amount)> Cells(SpreadsheetDocument workbook)
    {
        var sheet = workbook.WorkbookPart!.WorksheetParts.Single().Worksheet;
        var header = (uint)sheet.Descendants<Pane>().Single().VerticalSplit!.Value;
        return
        [
            .. sheet
                .Descendants<DocumentFormat.OpenXml.Spreadsheet.Row>()
                .Where(row => row.RowIndex! > header)
                .Select(row => row.Elements<Cell>().ToList())
                .Select(cells =>
                    (
                        cells[0].InnerText,
                        cells.Count > 1
                            ? long.Parse(cells[1].CellValue!.Text, CultureInfo.InvariantCulture)
                            : (long?)null
                    )
                ),
        ];
    }

    private static string Grouped(long amount) => amount.ToString("N0", CultureInfo.GetCultureInfo("id-ID"));

    private static long FundBalance(JsonNode trial, string fundId) =>
        -new[] { "fundBalance", "infakIncome", "recoveryIncome", "forgiveness", "writeOff", "cashDifference" }.Sum(
            account => Balance(trial, account, fundId)
        );

    private static IEnumerable<JsonNode> Of(JsonNode report, string kind) =>
        report["rows"]!.AsArray().Where(row => row!.Text("kind") == kind).Select(row => row!);

    private static IEnumerable<long?> Figures(JsonNode report, string column) =>
        report["rows"]!.AsArray().Select(row => (long?)row![column]);

    private static JsonNode Row(JsonNode report, string kind, string? fundKind = null) =>
        Of(report, kind).Single(row => (string?)row["fundKind"] == fundKind);

    private static long Total(JsonNode report, string side) =>
        Of(report, "sideTotal").Single(row => row.Text("side") == side).Number("amount");

    private static long Line(JsonNode report, string code, string? fundKind = null) =>
        Of(report, "line")
            .Single(row => row.Text("code") == code && (string?)row["fundKind"] == fundKind)
            .Number("amount");
}
