using System.Net;
using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Statements;

/// <summary>What an office calls its accounts is its own, from a day on, and never touches what was posted.</summary>
public sealed class AccountsTests
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
    public async Task An_office_begins_with_a_usable_chart()
    {
        var chart = (await _office.Auditor.Get("/accounts")).Ok();
        Assert.Multiple(() =>
        {
            Assert.That((int)chart["version"]!, Is.Zero);
            Assert.That(chart["accounts"]!.AsArray(), Has.Count.EqualTo(10));
            Assert.That(Account(chart, "cash"), Is.EqualTo(("1101", "Kas")));
        });
    }

    [Test]
    public async Task A_change_holds_from_its_day_on_and_reports_about_earlier_days_keep_the_old_names()
    {
        var postings = new Books(_host).Query("SELECT * FROM [Posting]").Count;
        var answer = (await _office.Cashier.Put("/accounts", Change("cash", "1.1.01", "Kas kecil"))).Ok();

        var today = await Trial("2026-03-04");
        var yesterday = await Trial("2026-03-03");
        var journal = (await _office.Auditor.Get("/reports/journal?from=2026-01-01")).Ok();
        Assert.Multiple(async () =>
        {
            Assert.That((int)answer["version"]!, Is.EqualTo(1));
            Assert.That(answer.Text("validFrom"), Is.EqualTo("2026-03-04"));
            Assert.That(today, Does.Contain(("1.1.01", "Kas kecil")).And.Contain(("3101", "Saldo dana")));
            Assert.That(yesterday, Does.Contain(("1101", "Kas")).And.Not.Contain(("1.1.01", "Kas kecil")));
            Assert.That(
                journal["entries"]![0]!["lines"]!.AsArray().Select(line => line!.Text("accountName")),
                Does.Contain("Kas kecil")
            );
            Assert.That(new Books(_host).Query("SELECT * FROM [Posting]"), Has.Count.EqualTo(postings));
            Assert.That(
                Account((await _office.Auditor.Get("/accounts?asOf=2026-03-03")).Ok(), "cash"),
                Is.EqualTo(("1101", "Kas"))
            );
            Assert.That((bool)(await _office.Auditor.Get("/audit/verification")).Ok()["verified"]!, Is.True);
        });
    }

    [Test]
    public async Task Two_accounts_can_change_places()
    {
        (
            await _office.Admin.Put("/accounts", OfOffice(Changes(("cash", "1102", "Kas"), ("bank", "1101", "Bank"))))
        ).Ok();
        var chart = (await _office.Auditor.Get("/accounts")).Ok();
        Assert.That((Account(chart, "cash"), Account(chart, "bank")), Is.EqualTo((("1102", "Kas"), ("1101", "Bank"))));
    }

    [Test]
    public async Task A_change_is_an_event_with_what_was_before_and_what_changes_nothing_is_none()
    {
        (await _office.Cashier.Put("/accounts", Change("bank", "1102", "Bank Syariah"))).Ok();
        (await _office.Cashier.Put("/accounts", Change("bank", "1102", "Bank Syariah"))).Ok();
        var events = (await _office.Auditor.Get("/audit/events?action=office.accounts_changed")).Ok();
        var only = events["items"]!.AsArray().Single()!;
        Assert.Multiple(() =>
        {
            Assert.That(Account(only["before"]!, "bank"), Is.EqualTo(("1102", "Bank")));
            Assert.That(Account(only["after"]!, "bank"), Is.EqualTo(("1102", "Bank Syariah")));
        });
    }

    [Test]
    public async Task A_stale_copy_is_refused_and_a_fresh_one_is_taken()
    {
        var read = await _office.Cashier.Get("/accounts");
        var mark = read.Message.Headers.ETag!.Tag;
        (await _office.Cashier.Put("/accounts", Change("cash", "1101", "Kas satu"), mark)).Ok();
        (await _office.Cashier.Put("/accounts", Change("cash", "1101", "Kas dua"), mark)).Refused(
            HttpStatusCode.PreconditionFailed,
            "precondition.stale"
        );
        var fresh = (await _office.Cashier.Get("/accounts")).Message.Headers.ETag!.Tag;
        (await _office.Cashier.Put("/accounts", Change("cash", "1101", "Kas dua"), fresh)).Ok();
    }

    [TestCase("1102", "Kas", HttpStatusCode.Conflict, "account.number_taken", "accounts[0].code")]
    [TestCase("A1", "Kas", HttpStatusCode.BadRequest, "request.invalid", "accounts[0].code")]
    [TestCase("1..1", "Kas", HttpStatusCode.BadRequest, "request.invalid", "accounts[0].code")]
    [TestCase("1101", " ", HttpStatusCode.BadRequest, "request.invalid", "accounts[0].name")]
    public async Task A_bad_number_or_name_is_refused_at_its_field(
        string code,
        string name,
        HttpStatusCode status,
        string refusal,
        string field
    )
    {
        var books = new Books(_host);
        var before = books.Fingerprint();
        var problem = (await _office.Cashier.Put("/accounts", Change("cash", code, name))).Refused(status, refusal);
        Assert.That(problem["errors"]!.AsObject().Select(error => error.Key), Does.Contain(field));
        Assert.That(books.Fingerprint(), Is.EqualTo(before));
    }

    [Test]
    public async Task An_account_named_twice_none_and_one_that_is_not_there_are_refused()
    {
        (await _office.Cashier.Put("/accounts", Changes(("cash", "1", "a"), ("cash", "2", "b")))).Refused(
            HttpStatusCode.BadRequest,
            "request.invalid"
        );
        (await _office.Cashier.Put("/accounts", Changes())).Refused(HttpStatusCode.BadRequest, "request.invalid");
        (await _office.Cashier.Put("/accounts", Change("mobil", "1", "a"))).Refused(
            HttpStatusCode.BadRequest,
            "request.malformed"
        );
    }

    [Test]
    public async Task A_change_begins_in_no_closed_month_before_no_other_and_not_in_years()
    {
        await _office.CloseMonth("2026-01");
        (await Put("2026-01-31")).Refused(HttpStatusCode.Conflict, "period.closed");
        (await Put("2026-04-01")).Ok();
        (await Put("2026-03-04", "Lain")).Refused(HttpStatusCode.Conflict, "version.before_last");
        (await Put("2028-01-01", "Lain")).Refused(HttpStatusCode.BadRequest, "version.too_far_ahead");
        Assert.That(await Trial("2026-03-04"), Does.Contain(("1101", "Kas")), "What is to come is not yet.");

        Task<Answer> Put(string validFrom, string name = "Kas kantor") =>
            _office.Cashier.Put("/accounts", Change("cash", "1101", name).With(new { validFrom }));
    }

    [Test]
    public async Task Another_office_keeps_its_own_and_can_not_be_changed()
    {
        var other = await TestOffice.Open(_host, "SBY");
        (await _office.Cashier.Put("/accounts", Change("cash", "1101", "Kas Mojokerto"))).Ok();
        Assert.That(Account((await other.Auditor.Get("/accounts")).Ok(), "cash"), Is.EqualTo(("1101", "Kas")));
        (await _office.Cashier.Put("/accounts", Change("cash", "1101", "x").With(new { officeId = other.Id }))).Refused(
            HttpStatusCode.NotFound,
            "office.not_found"
        );
        (await _office.Auditor.Get($"/accounts?officeId={other.Id}")).Refused(
            HttpStatusCode.NotFound,
            "office.not_found"
        );
    }

    [Test]
    public async Task The_page_changes_a_name_and_says_so_when_somebody_else_was_faster()
    {
        var page = await PageClient.SignedIn(_host, "cashier.MJK", TestOffice.Password);
        var path = $"/accounts?officeId={_office.Id}";
        var opened = await page.Get(path);
        var fields = (await _office.Auditor.Get("/accounts")).Ok()["accounts"]!
            .AsArray()
            .SelectMany(
                (account, i) =>
                    new[]
                    {
                        ($"accounts[{i}].code", account!.Text("code")),
                        ($"accounts[{i}].name", account!.Text("name") + " baru"),
                    }
            )
            .ToArray();
        (await _office.Cashier.Put("/accounts", Change("cash", "1101", "Kas kantor"))).Ok();
        var late = await page.SendAgain(path, opened, fields);
        var shown = await page.Get(path);
        var done = await page.Send(path, fields);
        Assert.Multiple(async () =>
        {
            Assert.That(late.Location, Is.EqualTo(path));
            Assert.That(shown.Html, Does.Contain("Seseorang sudah mengubahnya").And.Contain("Kas kantor"));
            Assert.That(done.Status, Is.EqualTo(HttpStatusCode.Redirect));
            Assert.That(
                Account((await _office.Auditor.Get("/accounts")).Ok(), "bank"),
                Is.EqualTo(("1102", "Bank baru"))
            );
        });
    }

    private async Task<IEnumerable<(string, string)>> Trial(string asOf) =>
        (await _office.Auditor.Get($"/reports/trial-balance?asOf={asOf}")).Ok()["rows"]!
            .AsArray()
            .Select(row => (row!.Text("accountCode"), row!.Text("accountName")))
            .ToList();

    private static (string Code, string Name) Account(JsonNode chart, string account) =>
        chart["accounts"]!
            .AsArray()
            .Where(row => row!.Text("account") == account)
            .Select(row => (row!.Text("code"), row!.Text("name")))
            .Single();

    private JsonObject OfOffice(object body) => body.With(new { officeId = _office.Id });

    private static object Change(string account, string code, string name) => Changes((account, code, name));

    private static object Changes(params (string Account, string Code, string Name)[] changes) =>
        new
        {
            accounts = changes.Select(change => new
            {
                account = change.Account,
                code = change.Code,
                name = change.Name,
            }),
        };
}
