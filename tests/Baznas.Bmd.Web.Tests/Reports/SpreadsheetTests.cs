using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Reports;

/// <summary>A spreadsheet program opens what the service calls a workbook, and calculates the same.</summary>
public sealed partial class SpreadsheetTests : BusyOfficeFixture
{
    private const string Formula = "=1+1";

    private static readonly Dictionary<string, string> Workbooks = new()
    {
        ["trial"] = "trial-balance?asOf=2026-03-04",
        ["journal"] = "journal?from=2026-01-01&to=2026-03-04",
        ["ledger"] = "general-ledger?account=qardhReceivable&from=2026-01-01&to=2026-03-04",
        ["funds"] = "funds?from=2026-01-01&to=2026-03-04",
        ["arrears"] = "arrears?asOf=2026-03-04",
        ["position"] = "financial-position?asOf=2026-03-04",
        ["flows"] = "cash-flows?from=2026-01-01&to=2026-03-04",
    };

    private IReadOnlyDictionary<string, string[]> _opened = new Dictionary<string, string[]>();

    protected override async Task Prepare()
    {
        Spreadsheet.IsNeeded();
        await base.Prepare();
        var borrower = Office.Borrower().With(new { fullName = Formula });
        var borrowerId = (await Office.Officer.Post("/borrowers", borrower)).Id();
        await Office.NewLoanOf(borrowerId, disbursedOn: "2026-02-09");
        var workbooks = new Dictionary<string, byte[]>();
        foreach (var (name, path) in Workbooks)
        {
            workbooks[name] = WithoutResults(await File(path));
        }

        _opened = await Spreadsheet.Open(workbooks);
    }

    [Test]
    public async Task What_it_calculates_is_what_the_reports_say()
    {
        var trial = await Get("/reports/trial-balance?asOf=2026-03-04");
        var journal = await Get("/reports/journal?from=2026-01-01&to=2026-03-04");
        var funds = (await Get("/reports/funds?from=2026-01-01&to=2026-03-04"))["funds"]!.AsArray();
        var arrears = await Get("/reports/arrears?asOf=2026-03-04");
        Assert.Multiple(() =>
        {
            Assert.That(Sums("trial"), Is.EqualTo(new[] { trial.Number("totalDebit"), trial.Number("totalCredit") }));
            Assert.That(
                Sums("journal"),
                Is.EqualTo(new[] { journal.Number("totalDebit"), journal.Number("totalCredit") })
            );
            Assert.That(Sums("funds"), Does.Contain(funds.Sum(fund => fund!.Number("closingCash"))));
            Assert.That(Sums("funds"), Does.Contain(funds.Sum(fund => fund!.Number("closingReceivable"))));
            Assert.That(Sums("arrears"), Does.Contain(arrears["total"]!.Number("outstanding")));
        });
    }

    [Test]
    public async Task The_balance_at_the_foot_of_an_account_is_its_debits_less_its_credits()
    {
        var ledger = await Get("/reports/general-ledger?account=qardhReceivable&from=2026-01-01&to=2026-03-04");
        var sums = Sums("ledger");
        Assert.That(sums[0] - sums[1], Is.EqualTo(ledger.Number("closing") - ledger.Number("opening")));
        Assert.That(sums[2], Is.EqualTo(ledger.Number("closing")));
    }

    [Test]
    public async Task A_statement_s_figures_are_numbers_beside_their_captions()
    {
        foreach (var (name, path) in Workbooks.Where(workbook => workbook.Key is "position" or "flows"))
        {
            foreach (
                var row in (await Get($"/reports/{path}"))["rows"]!.AsArray().Where(row => row!["amount"] is not null)
            )
            {
                Assert.That(
                    _opened[name],
                    Does.Contain(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{Quoted(row!.Text("caption"))},{row!.Number("amount")},{row!.Number("previous")}"
                        )
                    )
                );
            }
        }
    }

    [Test]
    public void A_name_that_looks_like_a_formula_is_calculated_by_nobody()
    {
        Assert.That(string.Join('\n', _opened["arrears"]), Does.Contain(Formula).And.Not.Contain("Err:"));
    }

    [Test]
    public async Task Every_row_is_there()
    {
        var journal = await Get("/reports/journal?from=2026-01-01&to=2026-03-04");
        var lines = journal["entries"]!.AsArray().Sum(entry => entry!["lines"]!.AsArray().Count);
        var first = Array.FindIndex(_opened["journal"], line => line.StartsWith("Nomor", StringComparison.Ordinal));
        Assert.That(_opened["journal"], Has.Length.GreaterThanOrEqualTo(lines + 1), $"{first}");
    }

    private async Task<byte[]> File(string path)
    {
        var answer = await Office.Auditor.Get($"/reports/{path}&format=xlsx");
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK), path);
        return await answer.Message.Content.ReadAsByteArrayAsync();
    }

    // The numbers of the last row, which the program has worked out by itself.
    private List<long> Sums(string workbook) =>
        [
            .. _opened[workbook]
                [^1]
                .Split(',')
                .Where(cell => long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
                .Select(cell => long.Parse(cell, CultureInfo.InvariantCulture)),
        ];

    private static string Quoted(string caption) =>
        caption.Contains(',', StringComparison.Ordinal) ? $"\"{caption}\"" : caption;

    // What formulas came to is taken out, so that what is seen was calculated.
    private static byte[] WithoutResults(byte[] workbook)
    {
        using var stream = new MemoryStream();
        stream.Write(workbook);
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            foreach (
                var sheet in archive.Entries.Where(entry => entry.FullName.Contains("/sheet", StringComparison.Ordinal))
            )
            {
                using var part = sheet.Open();
                var text = new StreamReader(part).ReadToEnd();
                part.SetLength(0);
                part.Write(System.Text.Encoding.UTF8.GetBytes(FormulaResult().Replace(text, "$1")));
            }
        }

        return stream.ToArray();
    }

    [GeneratedRegex("(</(?:x:)?f>)<(?:x:)?v>[^<]*</(?:x:)?v>")]
    private static partial Regex FormulaResult();
}
