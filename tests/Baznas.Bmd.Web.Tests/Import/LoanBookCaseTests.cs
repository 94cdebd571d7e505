using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Features.Audit.AuditPacks.CheckPack;
using Baznas.Bmd.Web.Platform;
using Baznas.Bmd.Web.Tests.Audit.Packs;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Import;

/// <summary>The case's loan book, imported once, must say what its author worked out by other means.</summary>
public sealed class LoanBookCaseTests
{
    private static readonly JsonNode Expected = JsonNode.Parse(
        File.ReadAllText(Path.Combine(ImportFolder.CaseFolder, "expected.json"))
    )!;

    private BmdHost _host = null!;
    private ApiClient _admin = null!;
    private string _officeId = "";
    private Dictionary<string, string> _loanIds = [];

    public static IEnumerable<string> Dates => Expected["portfolio"]!.AsArray().Select(day => (string)day!["asOf"]!);

    [OneTimeSetUp]
    public async Task Import_the_case()
    {
        _host = new BmdHost();
        // The day after the book's last.
        _host.Clock.StandAt(new DateTimeOffset(2026, 11, 1, 9, 0, 0, TimeSpan.FromHours(7)));
        _admin = await _host.Admin();
        using var folder = ImportFolder.OfCase();
        var result = await folder.Import(_host);
        Assert.That(result.Error, Is.Null, string.Join('\n', Reasons(result.Error)));
        _officeId = (string)(await All("/offices"))[0]["id"]!;
        _loanIds = (await All("/loans")).ToDictionary(
            loan => (string)loan["externalRef"]!,
            loan => (string)loan["id"]!
        );
    }

    [OneTimeTearDown]
    public async Task Stop() => await _host.DisposeAsync();

    [Test]
    public async Task Everything_in_the_files_is_there_once()
    {
        var borrowers = await All("/borrowers");
        var repayments = await All("/audit/events", $"officeId={_officeId}&action=journalEntry.repayment");
        var balance = (await _admin.Get($"/reports/trial-balance?officeId={_officeId}&asOf=2026-10-31")).Ok();
        var capital = balance["rows"]!.AsArray().Where(row => (string?)row!["account"] == "fundBalance");

        Assert.Multiple(() =>
        {
            Assert.That(borrowers, Has.Count.EqualTo((int)Expected["borrowers"]!));
            Assert.That(_loanIds, Has.Count.EqualTo((int)Expected["loans"]!));
            Assert.That(repayments, Has.Count.EqualTo((int)Expected["repayments"]!));
            Assert.That(capital.Sum(row => (long)row!["credit"]!), Is.EqualTo((long)Expected["capital"]!));
            Assert.That(
                borrowers.Select(b => (string)b["externalRef"]!).Distinct().Count(),
                Is.EqualTo(borrowers.Count)
            );
        });
    }

    [Test]
    public async Task A_journal_longer_than_memory_holds_says_the_same_as_figures_and_as_a_file()
    {
        var journal = $"/reports/journal?officeId={_officeId}&from=2020-01-01&to=2026-10-31";
        var figures = (await _admin.Get(journal)).Ok();
        var csv = await (await _admin.Get($"{journal}&format=csv")).Message.Content.ReadAsStringAsync();
        var columns = csv.Split("\r\n")[0].Split(',').ToList();
        var lines = csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(figures["entries"]!.AsArray(), Has.Count.GreaterThan(SpoolFolder.Held));
            Assert.That(
                lines,
                Has.Count.EqualTo(figures["entries"]!.AsArray().Sum(entry => entry!["lines"]!.AsArray().Count))
            );
            Assert.That(
                lines.Sum(line => long.Parse(line.Split(',')[columns.IndexOf("debit")], null)),
                Is.EqualTo((long)figures["totalDebit"]!)
            );
            Assert.That((long)figures["totalCredit"]!, Is.EqualTo((long)figures["totalDebit"]!));
        });
    }

    [TestCaseSource(nameof(Dates))]
    public async Task The_portfolio_is_what_was_worked_out(string asOf)
    {
        var expected = Expected["portfolio"]!.AsArray().Single(day => (string?)day!["asOf"] == asOf)!;

        var portfolio = (await _admin.Get($"/reports/portfolio?officeId={_officeId}&asOf={asOf}")).Ok();

        Assert.Multiple(() =>
        {
            foreach (var figure in new[] { "activeLoans", "activeBorrowers", "disbursed", "repaid", "outstanding" })
            {
                Assert.That((long)portfolio[figure]!, Is.EqualTo((long)expected[figure]!), figure);
            }

            var total = (decimal)(long)expected["outstanding"]!;
            foreach (var line in expected["par"]!.AsArray())
            {
                var par = portfolio["par"]!.AsArray().Single(p => (int)p!["over"]! == (int)line!["over"]!)!;
                Assert.That((int)par["loans"]!, Is.EqualTo((int)line!["loans"]!), $"PAR {line["over"]}");
                Assert.That((long)par["outstanding"]!, Is.EqualTo((long)line["outstanding"]!), $"PAR {line["over"]}");
                var ratio = decimal.Round((long)line["outstanding"]! / total, 4, MidpointRounding.AwayFromZero);
                Assert.That((decimal)par["ratio"]!, Is.EqualTo(ratio), $"PAR {line["over"]}");
            }

            // The case lists the classes that hold a loan; the others are empty.
            var classes = expected["collectibility"]!.AsArray().ToDictionary(line => (string)line!["class"]!);
            foreach (var line in portfolio["collectibility"]!.AsArray())
            {
                var name = (string)line!["class"]!;
                var (loans, outstanding) = classes.Remove(name, out var found)
                    ? ((int)found!["loans"]!, (long)found["outstanding"]!)
                    : (0, 0);
                Assert.That((int)line["loans"]!, Is.EqualTo(loans), name);
                Assert.That((long)line["outstanding"]!, Is.EqualTo(outstanding), name);
            }

            Assert.That(classes, Is.Empty);
        });
    }

    [TestCaseSource(nameof(Dates))]
    public async Task Each_sampled_loan_stands_as_was_worked_out(string asOf)
    {
        var samples = Expected["portfolio"]!.AsArray().Single(day => (string?)day!["asOf"] == asOf)![
            "loans"
        ]!.AsArray();
        Assert.That(samples, Is.Not.Empty);
        foreach (var sample in samples)
        {
            var loan = (await _admin.Get($"/loans/{_loanIds[(string)sample!["loanNo"]!]}?asOf={asOf}")).Ok();

            var stands = new JsonObject
            {
                ["loanNo"] = loan["externalRef"]?.DeepClone() ?? sample["loanNo"]!.DeepClone(),
                ["outstanding"] = loan["outstanding"]!.DeepClone(),
                ["daysPastDue"] = loan["daysPastDue"]!.DeepClone(),
                ["collectibility"] = loan["collectibility"]!.DeepClone(),
                ["nextDue"] = loan["nextDue"]?.DeepClone(),
            };
            Assert.That(stands.ToJsonString(), Is.EqualTo(sample.ToJsonString()));
            Assert.That((string?)loan["status"], Is.EqualTo((long)loan["outstanding"]! > 0 ? "active" : "closed"));
        }
    }

    [Test]
    public async Task Numbers_rise_with_the_dates_and_a_days_disbursements_come_before_its_repayments()
    {
        var events = await All("/audit/events", $"officeId={_officeId}");
        var entries = events
            .Where(e => (string?)e["subject"]!["kind"] == "journalEntry")
            .Select(e => e["after"]!["entry"]!)
            .Select(entry =>
                (
                    Number: (string)entry["number"]!,
                    On: (string)entry["effectiveOn"]!,
                    Order: Array.IndexOf(["fundReceipt", "disbursement", "repayment"], (string)entry["kind"]!)
                )
            )
            .ToList();

        Assert.That(entries, Has.Count.EqualTo(2 + 551 + 6804));
        Assert.That(
            entries.OrderBy(entry => entry.Number, StringComparer.Ordinal),
            Is.EqualTo(entries.OrderBy(e => e.On, StringComparer.Ordinal).ThenBy(e => e.Order).ThenBy(e => e.Number))
        );
    }

    [Test]
    public async Task The_books_verify_and_the_old_numbers_lead_to_what_was_agreed()
    {
        var verification = (await _admin.Get("/audit/verification")).Ok();
        var found = (await _admin.Get("/loans?externalRef=L00003")).Ok()["items"]!.AsArray();
        var borrower = (await _admin.Get("/borrowers?externalRef=B00003")).Ok()["items"]![0]!;
        var whole = (await _admin.Get($"/borrowers/{borrower["id"]}")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That((bool)verification["verified"]!, verification.ToJsonString());
            Assert.That(found, Has.Count.EqualTo(1));
            Assert.That((string?)whole["nik"], Is.EqualTo("3576••••••••0003"));
            Assert.That((string?)whole["phone"], Is.EqualTo("+628314550726"));
            Assert.That((string?)whole["group"]!["code"], Is.EqualTo("K001"));
            Assert.That(whole["consents"]!.ToJsonString(), Is.EqualTo("""["processing","reminders"]"""));
        });
    }

    [Test]
    public async Task An_outsider_reproduces_the_trial_balance_and_PAR_from_the_auditor_s_pack_alone()
    {
        const string asOf = "2026-09-30";
        var pack = await AuditPack.Of(
            _admin,
            new
            {
                officeId = _officeId,
                from = "2026-07-01",
                to = asOf,
                sampleSize = 1,
            }
        );

        // What a pivot table does, and nothing else.
        var opening = pack.Table("trial-balance")
            .ToDictionary(row => (row["account"], row["fund"]), row => row.Amount("opening"));
        var moved = pack.Table("journal")
            .GroupBy(row => (row["account"], row["fund"]))
            .ToDictionary(line => line.Key, line => line.Sum(row => row.Amount("debit") - row.Amount("credit")));
        var closing = opening.ToDictionary(pair => pair.Key, pair => pair.Value + moved.GetValueOrDefault(pair.Key));
        var loans = pack.Table("loans");
        var total = loans.Sum(loan => loan.Amount("outstanding"));

        var balance = (await _admin.Get($"/reports/trial-balance?officeId={_officeId}&asOf={asOf}")).Ok();
        var portfolio = (await _admin.Get($"/reports/portfolio?officeId={_officeId}&asOf={asOf}")).Ok();
        Assert.Multiple(() =>
        {
            Assert.That(
                closing.Where(pair => pair.Value != 0),
                Is.EquivalentTo(
                    balance["rows"]!
                        .AsArray()
                        .ToDictionary(
                            row => ((string)row!["accountCode"]!, (string)row["fundCode"]!),
                            row => (long)row!["debit"]! - (long)row["credit"]!
                        )
                        .Where(pair => pair.Value != 0)
                )
            );
            Assert.That(moved.Keys, Is.SubsetOf(opening.Keys));
            Assert.That(total, Is.EqualTo((long)portfolio["outstanding"]!).And.Positive);
            foreach (var line in portfolio["par"]!.AsArray())
            {
                var late = loans.Where(loan => loan.Amount("daysPastDue") > (int)line!["over"]!).ToList();
                var sum = late.Sum(loan => loan.Amount("outstanding"));
                var ratio = decimal.Round(sum / (decimal)total, 4, MidpointRounding.AwayFromZero);
                Assert.That(
                    (late.Count, sum, ratio),
                    Is.EqualTo(((int)line!["loans"]!, (long)line["outstanding"]!, (decimal)line["ratio"]!))
                );
            }
        });
        var path = AuditPack.Save(_host.Folder, pack.Bytes);
        var checkedPack = PackChecker.Check(path, null);
        Assert.Multiple(() =>
        {
            Assert.That(checkedPack.Faults, Is.Empty);
            Assert.That(
                checkedPack.Lines,
                Has.One.EqualTo("Masa ini tidak memuat kejadian jejak audit."),
                "The book was taken over after its last day."
            );
        });
    }

    [Test]
    public async Task Importing_the_same_folder_again_stores_nothing()
    {
        using var folder = ImportFolder.OfCase();
        var before = await Heads.Of(_host);

        var again = await folder.Import(_host);

        Assert.That(again.Value.IsNothing, again.Value.ToString());
        Assert.That(await Heads.Of(_host), Is.EqualTo(before));
    }

    private static IEnumerable<string> Reasons(Domain.Results.Error? error) =>
        error is Features.Import.FolderRefused refused
            ? refused.Faults.Select(fault => fault.ToString())
            : [$"{error}"];

    private async Task<List<JsonNode>> All(string path, string query = "")
    {
        var items = new List<JsonNode>();
        string? cursor = null;
        do
        {
            var next = cursor is null ? "" : $"&cursor={cursor}";
            var page = (await _admin.Get($"{path}?limit=200&{query}{next}")).Ok();
            items.AddRange(page["items"]!.AsArray().Select(item => item!));
            cursor = (string?)page["nextCursor"];
        } while (cursor is not null);

        return items;
    }
}
