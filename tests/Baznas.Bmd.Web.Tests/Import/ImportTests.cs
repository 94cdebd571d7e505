using System.Net;
using System.Text;
using Baznas.Bmd.Web.Features.Import;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Import;

public sealed class ImportTests
{
    private BmdHost _host = null!;
    private ImportFolder _folder = null!;

    [SetUp]
    public void Start() => (_host, _folder) = (new BmdHost(), ImportFolder.Small());

    [TearDown]
    public async Task Stop()
    {
        _folder.Dispose();
        await _host.DisposeAsync();
    }

    [Test]
    public async Task A_dry_run_says_what_would_be_stored_and_stores_nothing()
    {
        var before = await Heads.Of(_host);

        var result = await _folder.Import(_host, dryRun: true);

        Assert.That(
            result.Value,
            Is.EqualTo(
                new ImportSummary
                {
                    Offices = 1,
                    Products = 2,
                    Funds = 2,
                    Groups = 1,
                    Borrowers = 3,
                    Loans = 2,
                    Receipts = 2,
                    Repayments = 3,
                }
            )
        );
        Assert.That(await Heads.Of(_host), Is.EqualTo(before));
        Assert.That(await Count("/offices"), Is.Zero);
        Assert.That(await Count("/products"), Is.Zero);
    }

    [Test]
    public async Task An_import_is_as_if_it_had_been_entered_by_hand()
    {
        await Stored();

        var admin = await _host.Admin();
        var loans = (await admin.Get("/loans")).Ok()["items"]!.AsArray();
        var first = (await admin.Get("/loans?externalRef=L1")).Ok()["items"]![0]!;
        var loan = (await admin.Get($"/loans/{first["id"]}?asOf=2026-01-31")).Ok();
        var rows = (await admin.Get($"/loans/{first["id"]}/schedule")).Ok()["rows"]!.AsArray();
        var transactions = (await admin.Get($"/loans/{first["id"]}/transactions")).Ok()["items"]!.AsArray();
        var second = (await admin.Get("/borrowers?externalRef=B2")).Ok()["items"]![0]!;
        var borrower = (await admin.Get($"/borrowers/{second["id"]}")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That((string?)borrower["number"], Is.EqualTo("MJK-MT-2026-000002"));
            Assert.That(borrower["consents"]!.ToJsonString(), Is.EqualTo("""["processing"]"""));
            Assert.That(loans.Select(l => (string?)l!["number"]), Is.EqualTo(["MJK-2026-000002", "MJK-2026-000001"]));
            Assert.That((string?)loan["status"], Is.EqualTo("active"));
            Assert.That((long)loan["outstanding"]!, Is.EqualTo(800_000));
            Assert.That((int)loan["daysPastDue"]!, Is.EqualTo(5));
            // Six weeks from a Monday is 16 February, a holiday as is the 17th.
            Assert.That((string?)rows[5]!["dueOn"], Is.EqualTo("2026-02-18"));
            Assert.That(transactions.Select(t => (string?)t!["reference"]), Is.EqualTo(["K-2", "K-1", null]));
            Assert.That((string?)transactions[1]!["receiptNumber"], Is.EqualTo("MJK-KW-2026-000003"));
        });
    }

    [Test]
    public async Task An_office_goes_on_with_what_was_imported()
    {
        await Stored();
        var admin = await _host.Admin();
        var loan = (await admin.Get("/loans?externalRef=L1")).Ok()["items"]![0]!;
        var cashier = await SignedInAs("cashier");
        var payment = new
        {
            amount = 800_000,
            paidOn = "2026-02-02",
            account = "cash",
        };

        var paid = (await cashier.Post($"/loans/{loan["id"]}/repayments", payment)).Ok();
        var more = await cashier.Post($"/loans/{loan["id"]}/repayments", payment with { amount = 1 });
        var closed = (await admin.Get($"/loans/{loan["id"]}")).Ok();

        more.Refused(HttpStatusCode.Conflict, "loan.overpaid");
        Assert.Multiple(() =>
        {
            Assert.That((long)paid["outstanding"]!, Is.Zero);
            Assert.That((string?)paid["receiptNumber"], Is.EqualTo("MJK-KW-2026-000006"));
            Assert.That((string?)closed["status"], Is.EqualTo("closed"));
            Assert.That((string?)closed["closedOn"], Is.EqualTo("2026-02-02"));
        });
    }

    [Test]
    public async Task What_was_added_to_a_folder_since_is_all_that_a_second_import_stores()
    {
        await Stored();
        _folder.Append("fund-receipts.csv", "INFAK,2026-02-01,5000000,bank,BAZNAS RI,R-3");
        _folder.Append("borrowers.csv", "B4,3576991201900004,Wati,f,1990-01-12,,,,,K001,,,,no");
        _folder.Append("loans.csv", "L3,B4,QH-MGG,INFAK,500000,10,2026-02-02,bank,Modal kue");
        _folder.Append("repayments.csv", "L2,2026-03-02,200000,bank,K-4", "L3,2026-02-09,50000,cash,K-5");

        var result = await Stored();

        Assert.That(
            result,
            Is.EqualTo(
                new ImportSummary
                {
                    Borrowers = 1,
                    Loans = 1,
                    Receipts = 1,
                    Repayments = 2,
                }
            )
        );
        Assert.That((await Stored()).IsNothing);
        Assert.That(await Count("/loans"), Is.EqualTo(3));
        await Heads.Of(_host);
    }

    [Test]
    public async Task Two_equal_rows_are_two_payments_and_a_second_import_finds_both()
    {
        _folder.Append("repayments.csv", "L1,2026-02-02,50000,cash,", "L1,2026-02-02,50000,cash,");
        _folder.Append("fund-receipts.csv", "INFAK,2026-01-02,10000000,bank,BAZNAS RI,R-1");

        var first = await Stored();
        var second = await Stored();
        _folder.Append("repayments.csv", "L1,2026-02-02,50000,cash,");
        var third = await Stored();

        Assert.Multiple(() =>
        {
            Assert.That((first.Repayments, first.Receipts), Is.EqualTo((5, 3)));
            Assert.That(second.IsNothing, second.ToString());
            Assert.That(third, Is.EqualTo(new ImportSummary { Repayments = 1 }));
        });
    }

    [Test]
    public async Task A_payment_that_was_reversed_since_does_not_come_back()
    {
        await Stored();
        var admin = await _host.Admin();
        var loan = (await admin.Get("/loans?externalRef=L1")).Ok()["items"]![0]!;
        var cashier = await SignedInAs("cashier");
        var last = (await cashier.Get($"/loans/{loan["id"]}/transactions")).Ok()["items"]![0]!;
        var reversal = $"/loans/{loan["id"]}/transactions/{last["transactionId"]}/reversal";
        (await cashier.Post(reversal, new { reason = "Salah catat" })).Ok();

        var again = await Stored();

        Assert.That(again.IsNothing, again.ToString());
    }

    [Test]
    public async Task A_closed_month_stays_closed_and_does_not_hinder_a_second_import()
    {
        await Stored();
        var cashier = await SignedInAs("cashier");
        (await cashier.Post("/periods/2026-01/closing", null)).Ok();

        var again = await Stored();
        _folder.Append("repayments.csv", "L1,2026-01-31,1000,cash,", "L1,2026-02-01,1000,cash,");
        var late = await _folder.Import(_host);

        Assert.That(again.IsNothing, again.ToString());
        Assert.That(
            ((FolderRefused)late.Error!).Faults.Select(fault => fault.Place),
            Is.EqualTo([new Place("repayments.csv", 5, "paidOn")])
        );
    }

    [Test]
    public async Task A_borrower_registered_by_hand_is_recognised_by_the_nik()
    {
        await _folder.Import(_host);
        var admin = await _host.Admin();
        var officer = await SignedInAs("fieldOfficer");
        var person = new
        {
            officeId = await OfficeId(),
            nik = "3576991201900009",
            fullName = "Rini",
            sex = "m",
            birthDate = "1990-01-12",
            consents = new[] { "processing" },
        };
        var id = (string)(await officer.Post("/borrowers", person)).Ok()["id"]!;
        _folder.Append("borrowers.csv", "B9,3576991201900009,Rini,m,1990-01-12,,,,,,,,,no");
        _folder.Append("loans.csv", "L9,B9,QH-MGG,INFAK,500000,10,2026-02-02,bank,Modal");

        var result = await Stored();

        var loan = (await admin.Get("/loans?externalRef=L9")).Ok()["items"]![0]!;
        Assert.That(result, Is.EqualTo(new ImportSummary { Loans = 1 }));
        Assert.That((string?)loan["borrowerId"], Is.EqualTo(id));
        Assert.That((await Stored()).IsNothing);
    }

    [TestCase("semicolons")]
    [TestCase("byte order mark and CRLF")]
    [TestCase("another order of columns")]
    [TestCase("quotes around everything")]
    [TestCase("blank lines and blanks around cells")]
    public async Task A_folder_may_be_written_in_other_ways(string way)
    {
        await Stored();
        foreach (var file in new[] { "fund-receipts.csv", "borrowers.csv", "loans.csv", "repayments.csv" })
        {
            Rewrite(file, way);
        }

        // The same rows in another form are the same rows: nothing is new.
        var again = await Stored();

        Assert.That(again.IsNothing, again.ToString());
    }

    [Test]
    public async Task A_quoted_field_may_hold_delimiters_quotes_and_line_breaks()
    {
        _folder.Append("loans.csv", "L3,B3,QH-MGG,INFAK,500000,10,2026-02-02,bank,\"Modal \"\"kue\"\", roti\nsagu\"");

        await Stored();

        var path = $"/audit/events?officeId={await OfficeId()}&action=loan.opened";
        var opened = (await (await _host.Admin()).Get(path)).Ok()["items"]![0]!;
        Assert.That((string?)opened["after"]!["purpose"], Is.EqualTo("Modal \"kue\", roti\nsagu"));
    }

    [Test]
    public async Task A_product_revised_since_keeps_its_older_version_for_the_book_that_was_lent_under_it()
    {
        await Stored();
        var admin = await _host.Admin();
        var products = (await admin.Get("/products")).Ok()["items"]!.AsArray();
        var product = products.Single(p => (string?)p!["code"] == "QH-MGG")!.DeepClone().AsObject();
        var id = (string)product["id"]!;
        product.Remove("id");
        product.Remove("version");
        product["minPrincipal"] = 2_000_000;
        (await admin.Put($"/products/{id}", product)).Ok();
        _folder.Append("loans.csv", "L3,B3,QH-MGG,INFAK,500000,10,2026-02-02,bank,Modal");

        var result = await Stored();

        Assert.That(result, Is.EqualTo(new ImportSummary { Loans = 1 }));
    }

    [Test]
    public async Task Products_belong_to_all_offices_and_a_second_office_uses_them()
    {
        await Stored();
        using var other = ImportFolder.Small();
        other.Replace("office.json", "\"MJK\"", "\"SBY\"");
        other.Replace("borrowers.csv", "35769958108800", "35769958108811");
        other.Replace("borrowers.csv", "35769912019000", "35769912019011");

        var result = await other.Import(_host);

        Assert.That((result.Value.Offices, result.Value.Products, result.Value.Loans), Is.EqualTo((1, 0, 2)));
        await Heads.Of(_host);
    }

    private async Task<ImportSummary> Stored()
    {
        var result = await _folder.Import(_host);
        Assert.That(result.Error, Is.Null, string.Join('\n', (result.Error as FolderRefused)?.Faults ?? []));
        return result.Value;
    }

    private async Task<int> Count(string path) =>
        (await (await _host.Admin()).Get(path)).Ok()["items"]!.AsArray().Count;

    private async Task<string> OfficeId() =>
        (string)(await (await _host.Admin()).Get("/offices")).Ok()["items"]![0]!["id"]!;

    private async Task<ApiClient> SignedInAs(string role)
    {
        const string password = "kata-sandi-orang";
        var user = new
        {
            userName = role,
            displayName = role,
            roles = new[] { role },
            officeId = await OfficeId(),
            password,
        };
        (await (await _host.Admin()).Post("/users", user)).Ok();
        return await _host.SignedIn(role, password);
    }

    private void Rewrite(string file, string way)
    {
        var rows = _folder.Lines(file).Select(line => line.Split(',')).ToList();
        var text = way switch
        {
            "semicolons" => Text(rows, ";"),
            "byte order mark and CRLF" => "\uFEFF" + Text(rows, ",").Replace("\n", "\r\n", StringComparison.Ordinal),
            "another order of columns" => Text(rows.Select(row => row.Reverse().ToArray()), ","),
            "quotes around everything" => Text(rows.Select(row => row.Select(cell => $"\"{cell}\"").ToArray()), ";"),
            _ => Text(rows.Select(row => row.Select(cell => $" {cell} ").ToArray()), ",")
                .Replace("\n", "\n\n", StringComparison.Ordinal),
        };
        File.WriteAllText(_folder.At(file), text, new UTF8Encoding(false));
    }

    private static string Text(IEnumerable<string[]> rows, string delimiter) =>
        string.Concat(rows.Select(row => string.Join(delimiter, row) + "\n"));
}
