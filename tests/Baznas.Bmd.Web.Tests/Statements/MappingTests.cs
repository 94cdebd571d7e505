using System.Net;
using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Statements;

/// <summary>An accountant decides what goes to which line; what would leave something out is refused by its name.</summary>
public sealed class MappingTests
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
    public async Task The_delivered_mapping_can_be_put_back_as_it_is()
    {
        var (mapping, _) = await Read();
        (await _office.Cashier.Put("/statement-mapping", Body(mapping))).Ok();
        Assert.That((int)(await Read()).Mapping["version"]!, Is.Zero, "Nothing has changed.");
    }

    [Test]
    public async Task A_changed_line_holds_from_its_day_on_and_the_change_is_an_event()
    {
        var (mapping, mark) = await Read();
        Line(mapping, "financialPosition", "bank")["caption"] = "Bank Syariah";
        var after = (await _office.Cashier.Put("/statement-mapping", Body(mapping), mark)).Ok();
        var audited = (await _office.Auditor.Get("/audit/events?action=office.statement_mapping_changed")).Ok()[
            "items"
        ]!
            .AsArray()
            .Single()!;
        Assert.Multiple(async () =>
        {
            Assert.That((int)after["version"]!, Is.EqualTo(1));
            Assert.That(await Captions("2026-03-04"), Does.Contain("Bank Syariah"));
            Assert.That(await Captions("2026-03-03"), Does.Contain("Bank").And.Not.Contain("Bank Syariah"));
            Assert.That(Line(audited["before"]!, "financialPosition", "bank").Text("caption"), Is.EqualTo("Bank"));
            Assert.That(
                Line(audited["after"]!, "financialPosition", "bank").Text("caption"),
                Is.EqualTo("Bank Syariah")
            );
            Assert.That((bool)(await _office.Auditor.Get("/audit/verification")).Ok()["verified"]!, Is.True);
        });
    }

    [Test]
    public async Task Lines_can_be_joined_added_and_moved()
    {
        var (mapping, _) = await Read();
        var lines = mapping["lines"]!.AsArray();
        lines.Remove(Line(mapping, "financialPosition", "bank"));
        var cash = Line(mapping, "financialPosition", "cash");
        cash["accounts"] = new JsonArray("cash", "bank");
        cash["caption"] = "Kas dan setara kas";
        cash["order"] = 99;
        Line(mapping, "financialPosition", "qardh-receivable")["fundKinds"] = new JsonArray("zakat");
        lines.Add(
            new JsonObject
            {
                ["statement"] = "financialPosition",
                ["group"] = "current-assets",
                ["order"] = 35,
                ["caption"] = "Piutang qardh – selain zakat",
                ["captionEn"] = "Qardh receivable, other than zakat",
                ["accounts"] = new JsonArray("qardhReceivable"),
                ["fundKinds"] = new JsonArray("infakTerikat", "infakTidakTerikat", "dskl", "csr"),
            }
        );
        var after = (
            await _office.Admin.Put("/statement-mapping", Body(mapping).With(new { officeId = _office.Id }))
        ).Ok();
        var position = (await _office.Auditor.Get("/reports/financial-position")).Ok();
        Assert.Multiple(() =>
        {
            Assert.That(
                after["lines"]!.AsArray().Take(3).Select(line => line!.Text("code")),
                Is.EqualTo(new[] { "qardh-receivable", "piutang-qardh-selain-zakat", "cash" })
            );
            Assert.That((bool)position["isBalanced"]!, Is.True);
            Assert.That(
                position["rows"]!.AsArray().Single(row => (string?)row!["code"] == "cash")!.Number("amount"),
                Is.EqualTo(100_000_000)
            );
        });
    }

    [Test]
    public async Task An_account_left_out_is_refused_by_name()
    {
        var (mapping, _) = await Read();
        mapping["lines"]!.AsArray().Remove(Line(mapping, "financialPosition", "borrower-deposits"));
        var problem = await Refused(mapping, "statement_mapping.unmapped", "lines");
        Assert.That(
            (string)problem["detail"]!,
            Is.EqualTo("Laporan posisi keuangan: akun titipan mitra, zakat, angsuran tidak ada di baris mana pun.")
        );
    }

    [Test]
    public async Task An_account_on_two_lines_is_refused_at_the_second()
    {
        var (mapping, _) = await Read();
        Line(mapping, "financialPosition", "bank")["accounts"] = new JsonArray("cash", "bank");
        await Refused(mapping, "statement_mapping.mapped_twice", "lines[1].accounts");
    }

    [Test]
    public async Task An_account_on_the_wrong_side_is_refused()
    {
        var (mapping, _) = await Read();
        Line(mapping, "financialPosition", "cash")["accounts"] = new JsonArray("cash", "borrowerDeposits");
        await Refused(mapping, "statement_mapping.wrong_account", "lines[0].accounts");
    }

    [Test]
    public async Task Cash_flows_told_twice_are_refused()
    {
        var (mapping, _) = await Read();
        Line(mapping, "cashFlows", "transfers")["entryKinds"] = new JsonArray("fundTransfer", "disbursement");
        var problem = (await _office.Cashier.Put("/statement-mapping", Body(mapping))).Refused(
            HttpStatusCode.BadRequest,
            "statement_mapping.cash_flow_mixed"
        );
        Assert.That((string)problem["detail"]!, Does.Contain("pencairan"));
    }

    [Test]
    public async Task What_a_line_lacks_is_said_at_its_field()
    {
        var (mapping, _) = await Read();
        Line(mapping, "financialPosition", "cash")["caption"] = "";
        Line(mapping, "financialPosition", "bank")["order"] = -1;
        var problem = (await _office.Cashier.Put("/statement-mapping", Body(mapping))).Refused(
            HttpStatusCode.BadRequest,
            "request.invalid"
        );
        Assert.That(
            problem["errors"]!.AsObject().Select(error => error.Key),
            Is.EquivalentTo(new[] { "lines[0].caption", "lines[1].order" })
        );
        Line(mapping, "financialPosition", "cash")["caption"] = null;
        (await _office.Cashier.Put("/statement-mapping", Body(mapping))).Refused(
            HttpStatusCode.BadRequest,
            "request.malformed"
        );
    }

    [Test]
    public async Task A_stale_copy_is_refused_and_another_office_s_is_not_there()
    {
        var (mapping, mark) = await Read();
        Line(mapping, "cashFlows", "infak")["caption"] = "Infak";
        (await _office.Cashier.Put("/statement-mapping", Body(mapping), mark)).Ok();
        Line(mapping, "cashFlows", "infak")["caption"] = "Infak mitra";
        (await _office.Cashier.Put("/statement-mapping", Body(mapping), mark)).Refused(
            HttpStatusCode.PreconditionFailed,
            "precondition.stale"
        );

        var other = await TestOffice.Open(_host, "SBY");
        (await _office.Cashier.Put("/statement-mapping", Body(mapping).With(new { officeId = other.Id }))).Refused(
            HttpStatusCode.NotFound,
            "office.not_found"
        );
        Assert.That((int)(await other.Auditor.Get("/statement-mapping")).Ok()["version"]!, Is.Zero);
    }

    [Test]
    public async Task The_page_changes_one_statement_removes_a_line_and_adds_another()
    {
        var page = await PageClient.SignedIn(_host, "cashier.MJK", TestOffice.Password);
        var path = $"/statement-mapping/financial-position?officeId={_office.Id}";
        var (mapping, _) = await Read();
        var fields = Fields(mapping, "financialPosition").ToList();
        var bank = fields.FindIndex(field => field.Value == "Bank");
        fields.Add((fields[bank].Name.Replace("caption", "skip", StringComparison.Ordinal), "true"));
        fields.AddRange([
            ("lines[9].group", "current-assets"),
            ("lines[9].order", "15"),
            ("lines[9].sign", "added"),
            ("lines[9].caption", "Rekening bank syariah"),
            ("lines[9].captionEn", "Sharia bank account"),
            ("lines[9].accounts", "bank"),
        ]);

        var done = await page.Send(path, [.. fields]);
        Assert.That(done.Status, Is.EqualTo(HttpStatusCode.Redirect), done.Html);
        var after = (await Read()).Mapping;
        Assert.Multiple(() =>
        {
            Assert.That(
                Line(after, "financialPosition", "rekening-bank-syariah").Text("captionEn"),
                Is.EqualTo("Sharia bank account")
            );
            Assert.That(
                after["lines"]!.AsArray().Count(line => line!.Text("statement") != "financialPosition"),
                Is.EqualTo(mapping["lines"]!.AsArray().Count(line => line!.Text("statement") != "financialPosition"))
            );
        });
    }

    [Test]
    public async Task The_page_says_which_account_would_be_lost_and_keeps_what_was_typed()
    {
        var page = await PageClient.SignedIn(_host, "cashier.MJK", TestOffice.Password);
        var (mapping, _) = await Read();
        var fields = Fields(mapping, "financialPosition").Where(field => field.Value != "bank").ToArray();
        var refused = await page.Send($"/statement-mapping/financial-position?officeId={_office.Id}", fields);
        Assert.Multiple(() =>
        {
            Assert.That(refused.Status, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(WebUtility.HtmlDecode(refused.Html), Does.Contain("Baris \"Bank\" tidak punya akun."));
        });
    }

    [Test]
    public async Task Who_only_reads_sees_the_mapping_and_no_way_to_change_it()
    {
        var page = await PageClient.SignedIn(_host, "auditor.MJK", TestOffice.Password);
        var seen = await page.Get("/statement-mapping");
        var form = await page.Get("/statement-mapping/cash-flows");
        var chart = await page.Get("/accounts");
        Assert.Multiple(() =>
        {
            Assert.That(seen.Html, Does.Contain("Piutang qardh").And.Not.Contain("/statement-mapping/cash-flows"));
            Assert.That(form.Status, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That(chart.Html, Does.Contain("1101").And.Not.Contain("accounts[0].code"));
        });
    }

    private async Task<JsonNode> Refused(JsonNode mapping, string code, string field)
    {
        var books = new Books(_host);
        var before = books.Fingerprint();
        var problem = (await _office.Cashier.Put("/statement-mapping", Body(mapping))).Refused(
            HttpStatusCode.BadRequest,
            code
        );
        Assert.That(problem["errors"]!.AsObject().Select(error => error.Key), Is.EqualTo(new[] { field }));
        Assert.That(books.Fingerprint(), Is.EqualTo(before));
        return problem;
    }

    private async Task<(JsonNode Mapping, string Mark)> Read()
    {
        var answer = await _office.Cashier.Get("/statement-mapping");
        return (answer.Ok(), answer.Message.Headers.ETag!.Tag);
    }

    private async Task<IEnumerable<string>> Captions(string asOf) =>
        (await _office.Auditor.Get($"/reports/financial-position?asOf={asOf}")).Ok()["rows"]!
            .AsArray()
            .Select(row => row!.Text("caption"))
            .ToList();

    private static JsonObject Body(JsonNode mapping) =>
        new() { ["groups"] = mapping["groups"]!.DeepClone(), ["lines"] = mapping["lines"]!.DeepClone() };

    private static JsonNode Line(JsonNode mapping, string statement, string code) =>
        mapping["lines"]!.AsArray().Single(line => line!.Text("statement") == statement && line!.Text("code") == code)!;

    // What a person sees and fills in; the page hides the rest.
    private static IEnumerable<(string Name, string Value)> Fields(JsonNode mapping, string statement)
    {
        foreach (var (i, group) in Of("groups").Index())
        {
            yield return ($"groups[{i}].caption", group.Text("caption"));
            yield return ($"groups[{i}].captionEn", group.Text("captionEn"));
        }

        foreach (var (i, line) in Of("lines").Index())
        {
            foreach (var name in new[] { "caption", "captionEn", "group", "order", "sign" })
            {
                yield return ($"lines[{i}].{name}", line[name]!.ToString());
            }

            foreach (var name in new[] { "accounts", "fundKinds", "entryKinds" })
            {
                foreach (var value in line[name]!.AsArray())
                {
                    yield return ($"lines[{i}].{name}", (string)value!);
                }
            }
        }

        IEnumerable<JsonNode> Of(string list) =>
            mapping[list]!.AsArray().Where(item => item!.Text("statement") == statement).Select(item => item!);
    }
}
