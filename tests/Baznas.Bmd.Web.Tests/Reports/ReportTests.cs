using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Reports;

/// <summary>The reports against a small calculation of the tests' own, made from what was sent and nothing else.</summary>
public sealed class ReportTests : OfficeFixture
{
    private readonly List<KnownLoan> _loans = [];
    private TestOffice _other = null!;

    public static readonly string[] Dates =
    [
        "2026-01-08",
        "2026-01-09",
        "2026-01-16",
        "2026-01-17",
        "2026-01-24",
        "2026-02-02",
        "2026-02-16",
        "2026-03-04",
        "2026-04-15",
        "2026-05-20",
        "2026-07-31",
        "2026-12-31",
    ];

    protected override async Task Prepare()
    {
        _other = await TestOffice.Open(Host, "JKT");
        await _other.NewActive(700_000, 7);
        await Loan(1_000_000, 10, (150_000, "2026-01-20"), (850_000, "2026-02-16"));
        await Loan(600_000, 6);
        await Loan(3_000_000, 50, (60_000, "2026-01-16"), (60_000, "2026-01-23"), (500_000, "2026-02-02"));
        await Loan(500_000, 1, (499_999, "2026-01-10"));
        await Loan(777_000, 3, (259_000, "2026-01-16"));
        var mistaken = await Loan(900_000, 9);
        var paid = (await Office.Pay(mistaken, 300_000)).Ok().Text("transactionId");
        (await Office.Cashier.Reverse(mistaken, paid)).Ok();
    }

    [TestCaseSource(nameof(Dates))]
    public async Task The_portfolio_is_what_the_loans_add_up_to(string date)
    {
        var asOf = Day(date);
        var report = (await Office.Auditor.Get($"/reports/portfolio?asOf={date}")).Ok();
        var outstanding = _loans.Sum(loan => loan.Outstanding(asOf));

        Assert.Multiple(() =>
        {
            Assert.That(report.Text("asOf"), Is.EqualTo(date));
            Assert.That(report.Number("activeLoans"), Is.EqualTo(_loans.Count(loan => loan.Outstanding(asOf) > 0)));
            Assert.That(report.Number("activeBorrowers"), Is.EqualTo(_loans.Count(loan => loan.Outstanding(asOf) > 0)));
            Assert.That(report.Number("disbursed"), Is.EqualTo(_loans.Sum(loan => loan.Disbursed(asOf))));
            Assert.That(report.Number("repaid"), Is.EqualTo(_loans.Sum(loan => loan.Repaid(asOf))));
            Assert.That(report.Number("outstanding"), Is.EqualTo(outstanding));
            Assert.That(report.Number("writtenOff") + report.Number("forgiven"), Is.Zero);
            foreach (var line in report["par"]!.AsArray())
            {
                var late = _loans.Where(loan => loan.DaysLate(asOf) > line!.Number("over")).ToList();
                var sum = late.Sum(loan => loan.Outstanding(asOf));
                Assert.That(line!.Number("loans"), Is.EqualTo(late.Count), $"over {line!["over"]}");
                Assert.That(
                    line!.Number("outstanding"),
                    Is.EqualTo(sum),
                    "The whole outstanding of a late loan counts."
                );
                var ratio = outstanding == 0 ? 0 : Math.Round((decimal)sum / outstanding, 4);
                Assert.That((decimal)line["ratio"]!, Is.EqualTo(ratio).Within(0.00005m));
                Assert.That(((decimal)line["ratio"]!).Scale, Is.LessThanOrEqualTo(4));
            }

            Assert.That(
                report["par"]!.AsArray().Select(line => line!.Number("over")),
                Is.EqualTo(new[] { 0, 7, 30, 60, 90 })
            );
            foreach (var line in report["collectibility"]!.AsArray())
            {
                var within = _loans
                    .Where(loan => loan.Outstanding(asOf) > 0 && ClassOf(loan.DaysLate(asOf)) == line!.Text("class"))
                    .ToList();
                Assert.That(line!.Number("loans"), Is.EqualTo(within.Count), line!.Text("class"));
                Assert.That(line!.Number("outstanding"), Is.EqualTo(within.Sum(loan => loan.Outstanding(asOf))));
            }

            Assert.That(report["collectibility"]!.AsArray(), Has.Count.EqualTo(5));
        });
    }

    [TestCaseSource(nameof(Dates))]
    public async Task The_arrears_name_every_late_loan_and_no_other(string date)
    {
        var asOf = Day(date);
        var report = (await Office.Cashier.Get($"/reports/arrears?asOf={date}")).Ok();
        var late = _loans.Where(loan => loan.DaysLate(asOf) > 0).ToList();
        var items = report["items"]!.AsArray();

        Assert.Multiple(() =>
        {
            Assert.That(items.Select(item => item!.Text("loanId")), Is.EquivalentTo(late.Select(loan => loan.Id)));
            foreach (var loan in late)
            {
                var item = items.First(item => item!.Text("loanId") == loan.Id)!;
                Assert.That(item.Number("daysPastDue"), Is.EqualTo(loan.DaysLate(asOf)));
                Assert.That(item.Number("outstanding"), Is.EqualTo(loan.Outstanding(asOf)));
                Assert.That(item.Number("overdue"), Is.EqualTo(loan.Overdue(asOf)));
                Assert.That(item.Text("collectibility"), Is.EqualTo(ClassOf(loan.DaysLate(asOf))));
                Assert.That(Day(item.Text("oldestUnpaidDueOn")).AddDays(loan.DaysLate(asOf)), Is.EqualTo(asOf));
            }

            Assert.That(report.Number("overdue"), Is.EqualTo(late.Sum(loan => loan.Overdue(asOf))));
            Assert.That(report["total"]!.Number("loans"), Is.EqualTo(late.Count));
            Assert.That(
                items.Select(item => item!.Number("daysPastDue")),
                Is.Ordered.Descending,
                "The oldest debt first."
            );
        });
    }

    [TestCaseSource(nameof(Dates))]
    public async Task The_trial_balance_sums_to_zero_and_agrees_with_the_loans(string date)
    {
        var asOf = Day(date);
        var report = (await Office.Approver.Get($"/reports/trial-balance?asOf={date}")).Ok();
        var rows = report["rows"]!.AsArray();

        long Balance(string account) =>
            rows.Where(row => row!.Text("account") == account).Sum(row => row!.Number("debit") - row!.Number("credit"));

        Assert.Multiple(() =>
        {
            Assert.That(report.Number("totalDebit"), Is.EqualTo(report.Number("totalCredit")));
            Assert.That(rows.Sum(row => row!.Number("debit")), Is.EqualTo(report.Number("totalDebit")));
            Assert.That(Balance("qardhReceivable"), Is.EqualTo(_loans.Sum(loan => loan.Outstanding(asOf))));
            Assert.That(Balance("fundBalance"), Is.EqualTo(-100_000_000));
            Assert.That(Balance("cash"), Is.EqualTo(100_000_000 - _loans.Sum(loan => loan.Outstanding(asOf))));
            Assert.That(rows.Select(row => row!.Text("officeCode")).Distinct(), Is.EqualTo(new[] { "MJK" }));
        });
    }

    [Test]
    public async Task An_office_sees_itself_and_an_administrator_of_all_names_whom()
    {
        foreach (var report in new[] { "portfolio", "arrears", "trial-balance" })
        {
            await Refuses(
                Office.Auditor,
                who => who.Get($"/reports/{report}?officeId={_other.Id}"),
                Refusal.NotFound("office.not_found")
            );
            var named = (await Office.Admin.Get($"/reports/{report}?asOf=2026-02-02&officeId={_other.Id}")).Ok();
            var theirs = (await _other.Auditor.Get($"/reports/{report}?asOf=2026-02-02")).Ok();
            Assert.That(JsonNode.DeepEquals(named, theirs), Is.True, report);
        }

        var mine = (await Office.Auditor.Get("/reports/portfolio?asOf=2026-01-09")).Ok().Number("outstanding");
        var all = (await Office.Admin.Get("/reports/portfolio?asOf=2026-01-09")).Ok().Number("outstanding");
        var others = (await _other.Auditor.Get("/reports/portfolio?asOf=2026-01-09")).Ok().Number("outstanding");
        Assert.That(others, Is.GreaterThanOrEqualTo(700_000));
        Assert.That(all, Is.EqualTo(mine + others));
    }

    [Test]
    public async Task A_report_can_be_of_one_fund_or_product()
    {
        var none = await Office.NewFund("KOSONG", "zakat");
        var product = await Office.NewProduct("TAK-TERPAKAI", new { });
        var all = (await Office.Auditor.Get("/reports/portfolio?asOf=2026-02-02")).Ok();
        var ofFund = (await Office.Auditor.Get($"/reports/portfolio?asOf=2026-02-02&fundId={Office.FundId}")).Ok();
        var ofNone = (await Office.Auditor.Get($"/reports/portfolio?asOf=2026-02-02&fundId={none}")).Ok();
        var ofProduct = (await Office.Auditor.Get($"/reports/arrears?asOf=2026-02-02&productId={product}")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(JsonNode.DeepEquals(all, ofFund), Is.True);
            Assert.That(ofNone.Number("outstanding"), Is.Zero);
            Assert.That(ofNone["par"]!.AsArray().Select(line => (decimal)line!["ratio"]!), Is.All.EqualTo(0m));
            Assert.That(ofProduct["items"]!.AsArray(), Is.Empty);
        });
    }

    [Test]
    public async Task The_same_figures_come_as_a_table()
    {
        var json = (await Office.Auditor.Get("/reports/portfolio?asOf=2026-02-02")).Ok();

        var lines = await Csv(Office, "/reports/portfolio?asOf=2026-02-02");

        Assert.Multiple(() =>
        {
            Assert.That(lines[0], Is.EqualTo("section,item,loans,outstanding,ratio"));
            Assert.That(lines, Has.Member($"total,outstanding,{json["activeLoans"]},{json["outstanding"]},"));
            foreach (var line in json["par"]!.AsArray())
            {
                var ratio = ((decimal)line!["ratio"]!).ToString(CultureInfo.InvariantCulture);
                Assert.That(
                    lines.Any(l =>
                        l.StartsWith(
                            $"par,{line["over"]},{line["loans"]},{line["outstanding"]},{ratio}",
                            StringComparison.Ordinal
                        )
                    ),
                    line.ToJsonString()
                );
            }
        });
        Assert.That(await Csv(Office, "/reports/trial-balance?asOf=2026-02-02"), Has.Length.GreaterThan(3));
    }

    [TestCase("=HYPERLINK(\"http://jahat\",\"klik\")")]
    [TestCase("+62 cmd")]
    [TestCase("-1+1|cmd")]
    [TestCase("@SUM(1)")]
    [TestCase("\t=1+1")]
    [TestCase("biasa, \"dalam kutip\"")]
    public async Task A_name_is_never_a_formula_in_a_spreadsheet(string name)
    {
        var borrower = (await _other.Officer.Post("/borrowers", _other.Borrower().With(new { fullName = name }))).Id();
        var application = await _other.NewSurveyedWith(new { borrowerId = borrower });
        var id = (await _other.Approver.Decide(application, LoanSteps.Decision())).Ok().Text("loanId");
        (await _other.Officer.Post($"/loans/{id}/akad", LoanSteps.Akad)).Ok();
        (await _other.Cashier.Disburse(id)).Ok();
        var number = (await _other.Officer.Get($"/loans/{id}")).Ok().Text("number");

        var line = (await Csv(_other, "/reports/arrears")).Single(l => l.StartsWith(number, StringComparison.Ordinal));
        var cell = Cell(line, 2);

        Assert.Multiple(() =>
        {
            Assert.That("=+-@\t\r", Does.Not.Contain(cell[0].ToString()));
            Assert.That(cell.TrimStart('\''), Is.EqualTo(name.Trim()), "Nothing of the name is lost.");
        });
    }

    private static async Task<string[]> Csv(TestOffice office, string path)
    {
        var answer = await office.Auditor.Get(
            path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "format=csv"
        );
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(answer.Message.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/csv"));
        Assert.That(answer.Message.Content.Headers.ContentDisposition!.FileName, Does.EndWith(".csv"));
        var text = await answer.Message.Content.ReadAsStringAsync();
        return text.TrimStart('\ufeff').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Cell(string line, int index)
    {
        using var reader = new CsvHelper.CsvParser(new StringReader(line), CultureInfo.InvariantCulture);
        reader.Read();
        return reader[index];
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string ClassOf(int days) =>
        days switch
        {
            0 => "lancar",
            <= 90 => "dalamPerhatianKhusus",
            <= 120 => "kurangLancar",
            <= 180 => "diragukan",
            _ => "macet",
        };

    private async Task<string> Loan(long principal, int weeks, params (long Amount, string On)[] payments)
    {
        var id = await Office.NewActive(principal, weeks);
        foreach (var (amount, on) in payments)
        {
            (await Office.Pay(id, amount, on)).Ok();
        }

        // Whole thousands dealt out evenly, the first ones a thousand more, what is left over on the last.
        var (each, more) = Math.DivRem(principal / 1000, weeks);
        var instalments = Enumerable
            .Range(0, weeks)
            .Select(i => (Due: new DateOnly(2026, 1, 16).AddDays(7 * i), Amount: 1000 * (each + (i < more ? 1 : 0))));
        _loans.Add(
            new KnownLoan(
                id,
                principal,
                [.. instalments],
                [.. payments.Select(payment => (payment.Amount, Day(payment.On)))]
            )
        );
        return id;
    }

    private sealed record KnownLoan(
        string Id,
        long Principal,
        (DateOnly Due, long Amount)[] Instalments,
        (long Amount, DateOnly On)[] Payments
    )
    {
        public long Disbursed(DateOnly asOf) => asOf >= new DateOnly(2026, 1, 9) ? Principal : 0;

        public long Repaid(DateOnly asOf) =>
            Payments.Where(payment => payment.On <= asOf).Sum(payment => payment.Amount);

        public long Outstanding(DateOnly asOf) => Disbursed(asOf) - Repaid(asOf);

        public long Overdue(DateOnly asOf) =>
            Math.Max(0, Instalments.Where(i => i.Due < asOf).Sum(i => i.Amount) - Repaid(asOf));

        public int DaysLate(DateOnly asOf)
        {
            var left = Repaid(asOf);
            foreach (var (due, amount) in Instalments)
            {
                left -= amount;
                if (left < 0)
                {
                    return Disbursed(asOf) == 0 ? 0 : Math.Max(0, asOf.DayNumber - due.DayNumber);
                }
            }

            return 0;
        }
    }
}
