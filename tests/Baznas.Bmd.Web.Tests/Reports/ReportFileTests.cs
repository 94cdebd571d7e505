using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Baznas.Bmd.Domain.Money;
using Baznas.Bmd.Web.Features.Reports;
using Baznas.Bmd.Web.Features.Reports.Files;
using Baznas.Bmd.Web.Tests.Support;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using UglyToad.PdfPig;

namespace Baznas.Bmd.Web.Tests.Reports;

/// <summary>The same report as JSON, CSV, a workbook and paper.</summary>
public sealed class ReportFileTests : OfficeFixture
{
    private const string Formula = "=HYPERLINK(\"http://jahat\",\"klik\")";

    private string _loanId = "";
    private string _groupId = "";

    protected override async Task Prepare()
    {
        _loanId = await Office.NewActive(1_000_000, 10);
        (await Office.Pay(_loanId, 150_000, "2026-01-20")).Ok();
        await Office.NewActive(2_500_000, 20);
        var borrower = (
            await Office.Officer.Post("/borrowers", Office.Borrower().With(new { fullName = Formula }))
        ).Id();
        var application = await Office.NewSurveyedWith(new { borrowerId = borrower });
        var late = (await Office.Approver.Decide(application, LoanSteps.Decision())).Ok().Text("loanId");
        (await Office.Officer.Post($"/loans/{late}/akad", LoanSteps.Akad)).Ok();
        (await Office.Cashier.Disburse(late)).Ok();
        _groupId = (
            await Office.Officer.Post(
                "/groups",
                new
                {
                    officeId = Office.Id,
                    code = "KLP-1",
                    name = "Melati",
                }
            )
        ).Id();
    }

    private IEnumerable<string> Reports =>
        [
            "/reports/portfolio?",
            "/reports/arrears?",
            "/reports/arrears?over=30&collectibility=macet",
            "/reports/collections?",
            "/reports/disbursements?from=2026-01-01",
            "/reports/expected-payments?",
            "/reports/cash-forecast?",
            "/reports/funds?from=2026-01-01",
            "/reports/journal?from=2026-01-01",
            "/reports/general-ledger?account=cash&from=2026-01-01",
            "/reports/trial-balance?",
            "/reports/rescheduled-loans?from=2026-01-01",
            "/reports/written-off-loans?from=2026-01-01",
            "/reports/impact?by=village",
            "/reports/financial-position?",
            "/reports/changes-in-funds?from=2026-01-01",
            "/reports/changes-in-managed-assets?from=2026-01-01",
            "/reports/cash-flows?from=2026-01-01",
            "/reports/statement-postings?statement=cashFlows&line=disbursed&from=2026-01-01",
            $"/reports/loan-card/{_loanId}?",
            $"/groups/{_groupId}/collection-sheet?",
        ];

    [Test]
    public async Task Every_report_is_a_sound_workbook_and_a_readable_paper_in_both_languages()
    {
        foreach (var report in Reports)
        {
            foreach (var language in new[] { "id", "en" })
            {
                var workbook = await File(report, "xlsx", language);
                using var document = SpreadsheetDocument.Open(new MemoryStream(workbook), isEditable: false);
                Assert.That(
                    new OpenXmlValidator()
                        .Validate(document)
                        .Select(error => $"{error.Path?.XPath} {error.Description}"),
                    Is.Empty,
                    report
                );
                using var paper = PdfDocument.Open(await File(report, "pdf", language));
                var text = Text(paper);
                Assert.That(text, Does.Contain("BMD MJK"), report);
                Assert.That(
                    text,
                    Does.Contain(
                        language == "id"
                            ? $"Halaman {paper.NumberOfPages} dari {paper.NumberOfPages}"
                            : $"Page {paper.NumberOfPages} of {paper.NumberOfPages}"
                    ),
                    report
                );
                Assert.That(text, Does.Contain(language == "id" ? "Disetujui oleh" : "Approved by"), report);
            }
        }
    }

    [Test]
    public async Task The_same_report_made_twice_is_the_same_bytes()
    {
        foreach (var report in Reports)
        {
            foreach (var format in new[] { "csv", "xlsx", "pdf" })
            {
                Assert.That(await File(report, format), Is.EqualTo(await File(report, format)), $"{report} {format}");
            }
        }
    }

    [Test]
    public async Task Arrears_say_the_same_figures_in_every_format()
    {
        var json = (await Office.Auditor.Get("/reports/arrears")).Ok();
        var items = json["items"]!.AsArray();
        var csv = System.Text.Encoding.UTF8.GetString(await File("/reports/arrears?", "csv"));
        var sheet = await Sheet("/reports/arrears?");
        using var paper = PdfDocument.Open(await File("/reports/arrears?", "pdf"));
        var text = Text(paper);

        Assert.Multiple(() =>
        {
            Assert.That(items, Has.Count.EqualTo(3));
            Assert.That(
                sheet.Column("Sisa pokok").SkipLast(1),
                Is.EqualTo(items.Select(item => (decimal)item!["outstanding"]!))
            );
            Assert.That(
                sheet.Column("Hari tunggakan").SkipLast(1),
                Is.EqualTo(items.Select(item => (decimal)item!["daysPastDue"]!))
            );
            Assert.That(
                sheet.Column("Jatuh tempo terlama").SkipLast(1).Select(day => DateTime.FromOADate((double)day!)),
                Is.EqualTo(
                    items.Select(item =>
                        DateTime.Parse((string)item!["oldestUnpaidDueOn"]!, CultureInfo.InvariantCulture)
                    )
                )
            );
            Assert.That(sheet.Column("Sisa pokok")[^1], Is.EqualTo((decimal)json["total"]!["outstanding"]!));
            Assert.That(sheet.Column("Angsuran terlambat")[^1], Is.EqualTo((decimal)json["overdue"]!));
            foreach (var item in items)
            {
                Assert.That(
                    csv,
                    Does.Contain($",{item!["outstanding"]},{item["overdue"]},{item["oldestUnpaidDueOn"]},")
                );
                Assert.That(text, Does.Contain(Money(item["outstanding"])).And.Contain(Money(item["overdue"])));
                Assert.That(text, Does.Contain((string)item["loanNumber"]!));
            }

            Assert.That(text, Does.Contain($"Jumlah {Money(json["total"]!["outstanding"])} {Money(json["overdue"])}"));
        });
    }

    [TestCase("/reports/trial-balance?", "Debit", "totalDebit")]
    [TestCase("/reports/trial-balance?", "Kredit", "totalCredit")]
    [TestCase("/reports/journal?from=2026-01-01", "Debit", "totalDebit")]
    [TestCase("/reports/disbursements?from=2026-01-01", "Jumlah", "total")]
    [TestCase("/reports/general-ledger?account=cash&from=2026-01-01", "Saldo", "closing")]
    public async Task A_total_is_the_report_s_own_in_a_workbook_and_on_paper(string report, string column, string total)
    {
        var json = (await Office.Auditor.Get(report)).Ok();
        var sheet = await Sheet(report);
        using var paper = PdfDocument.Open(await File(report, "pdf"));

        Assert.Multiple(() =>
        {
            Assert.That(sheet.Column(column)[^1], Is.EqualTo((decimal)json[total]!));
            Assert.That(Text(paper), Does.Contain(Money(json[total])));
        });
    }

    [Test]
    public async Task A_sum_follows_the_filter_and_is_right_before_anything_recalculates()
    {
        var sheet = await Sheet("/reports/trial-balance?");
        var cell = sheet.Cells.Single(cell => cell.CellReference! == $"E{sheet.LastRow}");

        Assert.Multiple(() =>
        {
            Assert.That(cell.CellFormula!.Text, Is.EqualTo($"SUBTOTAL(9,E{sheet.HeaderRow + 1}:E{sheet.LastRow - 1})"));
            Assert.That(
                decimal.Parse(cell.CellValue!.Text, CultureInfo.InvariantCulture),
                Is.EqualTo(sheet.Column("Debit").SkipLast(1).Sum())
            );
        });
    }

    [Test]
    public async Task A_workbook_has_a_frozen_filtered_header_and_prints_on_lying_A4()
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(await File("/reports/arrears?", "xlsx")), false);
        var part = document.WorkbookPart!.WorksheetParts.Single();
        var pane = part.Worksheet.Descendants<Pane>().Single();
        var header = (int)pane.VerticalSplit!.Value;
        var setup = part.Worksheet.Descendants<PageSetup>().Single();
        var names = document
            .WorkbookPart.Workbook.DefinedNames!.Elements<DefinedName>()
            .ToDictionary(n => n.Name!.Value!, n => n.Text);

        Assert.Multiple(() =>
        {
            Assert.That(pane.State!.Value, Is.EqualTo(PaneStateValues.Frozen));
            Assert.That(pane.TopLeftCell!.Value, Is.EqualTo($"A{header + 1}"));
            Assert.That(
                part.Worksheet.Descendants<AutoFilter>().Single().Reference!.Value,
                Is.EqualTo($"A{header}:M{header + 3}")
            );
            Assert.That(names["_xlnm.Print_Titles"], Is.EqualTo($"'Tunggakan'!${header}:${header}"));
            Assert.That(names["_xlnm.Print_Area"], Is.EqualTo($"'Tunggakan'!$A$1:$M${header + 4}"));
            Assert.That(setup.PaperSize!.Value, Is.EqualTo(9));
            Assert.That(setup.Orientation!.Value, Is.EqualTo(OrientationValues.Landscape));
            Assert.That(setup.FitToHeight!.Value, Is.Zero);
        });
    }

    [Test]
    public async Task A_workbook_begins_with_office_report_and_what_was_asked_for()
    {
        var path = $"/reports/arrears?asOf=2026-03-01&fundId={Office.FundId}&over=10";
        var lines = (await Sheet(path)).Head;
        using var paper = PdfDocument.Open(await File(path, "pdf"));

        Assert.That(
            lines,
            Is.EqualTo(
                new[]
                {
                    "BMD MJK",
                    "Tunggakan",
                    "per 1 Maret 2026",
                    "Sumber dana: INFAK · Infak",
                    "Lama menunggak: Lebih dari 10 hari",
                }
            )
        );
        Assert.That(Text(paper), Does.Contain("Sumber dana: INFAK · Infak").And.Contain("per 1 Maret 2026"));
    }

    [Test]
    public async Task Numbers_and_dates_are_numbers_written_as_Indonesians_write_them()
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(await File("/reports/arrears?", "xlsx")), false);
        var styles = document.WorkbookPart!.WorkbookStylesPart!.Stylesheet;
        var formats = styles
            .NumberingFormats!.Elements<NumberingFormat>()
            .ToDictionary(f => f.NumberFormatId!.Value, f => f.FormatCode!.Value!);
        var sheet = new ReadSheet(document);

        Assert.Multiple(() =>
        {
            Assert.That(FormatOf("Sisa pokok"), Does.StartWith("[$-421]#,##0"));
            Assert.That(FormatOf("Jatuh tempo terlama"), Does.StartWith("[$-421]dd"));
        });

        string FormatOf(string title)
        {
            var cell = sheet.CellsOf(title).First();
            Assert.That(cell.DataType, Is.Null, "A number, not a text.");
            var format = styles.CellFormats!.Elements<CellFormat>().ElementAt((int)cell.StyleIndex!.Value);
            return formats[format.NumberFormatId!.Value];
        }
    }

    [Test]
    public async Task A_name_that_looks_like_a_formula_is_a_text_in_a_workbook()
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(await File("/reports/arrears?", "xlsx")), false);
        var cell = new ReadSheet(document).Cells.Single(cell => cell.InnerText == Formula);
        var format = document
            .WorkbookPart!.WorkbookStylesPart!.Stylesheet.CellFormats!.Elements<CellFormat>()
            .ElementAt((int)cell.StyleIndex!.Value);

        Assert.Multiple(() =>
        {
            Assert.That(cell.DataType!.Value, Is.EqualTo(CellValues.InlineString));
            Assert.That(cell.CellFormula, Is.Null);
            Assert.That(format.QuotePrefix!.Value, Is.True, "It stays one when somebody edits it.");
        });
    }

    [Test]
    public void A_long_report_repeats_its_head_sums_each_page_and_ends_with_the_total()
    {
        var rows = Enumerable
            .Range(1, 150)
            .Select(no => new Row($"MJK-2026-{no:000000}", new Rupiah(no * 1_000L)))
            .ToList();
        var content = new ReportContent(
            "long",
            "reports.disbursements",
            ReportPeriod.On(new DateOnly(2026, 3, 4)),
            ReportSheet
                .Of(rows)
                .Text("loan", "reports.loan", row => row.Loan)
                .Money("amount", "field.amount", row => row.Amount)
                .Summed()
        );

        using var paper = PdfDocument.Open(PdfFile.Of(content, new ReportHead { Office = "BMD Uji" }).Content);
        var pages = paper.GetPages().Select(Text).ToList();
        var sums = pages.Select(SumOnPage).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(pages, Has.Count.GreaterThan(2));
            Assert.That(pages.Take(3), Has.All.Contain("Pinjaman Jumlah"), "The head of the table.");
            Assert.That(sums.Sum(), Is.EqualTo(rows.Sum(row => row.Amount.Amount)));
            Assert.That(string.Concat(pages), Does.Contain("Jumlah 11.325.000"));
            for (var i = 0; i < pages.Count; i++)
            {
                Assert.That(pages[i], Does.Contain($"Halaman {i + 1} dari {pages.Count}"));
            }
        });

        // What a page says its sum is must be what stands on it.
        long SumOnPage(string page)
        {
            var said = System.Text.RegularExpressions.Regex.Match(page, @"Jumlah halaman ini ([\d.]+)").Groups[1].Value;
            var sum = rows.Where(row => page.Contains(row.Loan, StringComparison.Ordinal))
                .Sum(row => row.Amount.Amount);
            Assert.That(said, Is.EqualTo(sum == 0 ? "" : sum.ToString("N0", CultureInfo.GetCultureInfo("id-ID"))));
            return sum;
        }
    }

    // The memory of the process says nothing while other tests run beside this one; what has gone out when a row is asked
    // for says it exactly.
    [Test]
    public void A_workbook_of_a_hundred_thousand_rows_goes_out_row_by_row_and_is_never_piled_up()
    {
        const int Rows = 100_000;
        var sink = new CountingStream();
        var gone = new long[Rows + 1];
        var content = new ReportContent(
            "huge",
            "reports.journal",
            ReportPeriod.On(new DateOnly(2026, 3, 4)),
            ReportSheet
                .Of(Enumerable.Range(1, Rows).ToList())
                .Text("loan", "reports.loan", no => $"MJK-2026-{gone[no] = sink.Bytes}-{no}")
                .Date("date", "reports.date", no => new DateOnly(2026, 1, 1))
                .Money("amount", "field.amount", no => new Rupiah(no))
                .Summed()
        );
        XlsxFile.Write(sink, content, new ReportHead { Office = "BMD Uji" });
        var behind = Enumerable.Range(1, Rows).Max(no => (sink.Bytes * no / Rows) - gone[no]);

        Assert.Multiple(() =>
        {
            Assert.That(sink.Bytes, Is.GreaterThan(500_000));
            Assert.That(behind, Is.LessThan(200_000), "Nothing of it is held back.");
        });
    }

    [Test]
    public async Task A_file_is_named_after_its_report_and_days()
    {
        var answer = await Office.Auditor.Get("/reports/journal?from=2026-01-01&to=2026-01-31&format=pdf");
        var workbook = await Office.Auditor.Get("/reports/journal?from=2026-01-01&to=2026-01-31&format=xlsx");

        Assert.Multiple(() =>
        {
            Assert.That(answer.Message.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/pdf"));
            Assert.That(
                answer.Message.Content.Headers.ContentDisposition!.FileName,
                Is.EqualTo("journal-2026-01-01-2026-01-31.pdf")
            );
            Assert.That(workbook.Message.Content.Headers.ContentType!.MediaType, Is.EqualTo(XlsxFile.MediaType));
            Assert.That(workbook.Message.Content.Headers.ContentDisposition!.FileName, Does.EndWith(".xlsx"));
        });
    }

    [Test]
    public async Task A_file_is_for_those_who_read_the_report()
    {
        (await Office.Officer.Get("/reports/arrears?format=xlsx")).Refused(HttpStatusCode.Forbidden, "access.denied");
        (await Office.Auditor.Get("/reports/arrears?format=docx")).Refused(
            HttpStatusCode.BadRequest,
            "request.malformed"
        );
    }

    private async Task<byte[]> File(string report, string format, string language = "id")
    {
        var answer = await Office
            .Auditor.In(language)
            .Get($"{report}&format={format}".Replace("?&", "?", StringComparison.Ordinal));
        var bytes = await answer.Message.Content.ReadAsByteArrayAsync();
        Assert.That(
            answer.Status,
            Is.EqualTo(HttpStatusCode.OK),
            $"{report} {System.Text.Encoding.UTF8.GetString(bytes)}"
        );
        return bytes;
    }

    private async Task<ReadSheet> Sheet(string report)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(await File(report, "xlsx")), false);
        return new ReadSheet(document);
    }

    private static string Text(PdfDocument paper) => string.Join(' ', paper.GetPages().Select(Text));

    private static string Text(UglyToad.PdfPig.Content.Page page) =>
        string.Join(' ', page.GetWords().Select(word => word.Text));

    private static string Money(JsonNode? amount) =>
        ((long)amount!).ToString("N0", CultureInfo.GetCultureInfo("id-ID"));

    private sealed record Row(string Loan, Rupiah Amount);

    /// <summary>A worksheet as a spreadsheet reads it.</summary>
    private sealed class ReadSheet
    {
        private readonly List<List<Cell>> _rows;

        public ReadSheet(SpreadsheetDocument document)
        {
            var worksheet = document.WorkbookPart!.WorksheetParts.First().Worksheet;
            HeaderRow = (int)worksheet.Descendants<Pane>().Single().VerticalSplit!.Value;
            var rows = worksheet.Descendants<DocumentFormat.OpenXml.Spreadsheet.Row>().ToList();
            LastRow = (int)rows[^1].RowIndex!.Value;
            Head = [.. rows.Where(row => row.RowIndex! < (uint)HeaderRow).Select(row => row.InnerText)];
            _rows =
            [
                .. rows.Where(row => row.RowIndex! >= (uint)HeaderRow).Select(row => row.Elements<Cell>().ToList()),
            ];
        }

        public int HeaderRow { get; }

        public int LastRow { get; }

        public IReadOnlyList<string> Head { get; }

        public IEnumerable<Cell> Cells => _rows.SelectMany(row => row);

        public IEnumerable<Cell> CellsOf(string title)
        {
            var head = _rows[0].Single(cell => cell.InnerText == title).CellReference!.Value!;
            var letters = head.TrimEnd([.. "0123456789"]);
            return _rows
                .Skip(1)
                .Select(row =>
                    row.SingleOrDefault(cell => cell.CellReference!.Value!.TrimEnd([.. "0123456789"]) == letters)
                )
                .OfType<Cell>();
        }

        public List<decimal?> Column(string title) =>
            [
                .. CellsOf(title)
                    .Select(cell =>
                        cell.CellValue is { } value
                            ? decimal.Parse(value.Text, CultureInfo.InvariantCulture)
                            : (decimal?)null
                    ),
            ];
    }

    /// <summary>Keeps nothing, and counts what came.</summary>
    private sealed class CountingStream : Stream
    {
        public long Bytes { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => Bytes;

        public override long Position
        {
            get => Bytes;
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count) => Bytes += count;

        public override void Flush() { }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
