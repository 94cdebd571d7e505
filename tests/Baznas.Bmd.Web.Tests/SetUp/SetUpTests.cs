using System.Net;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.SetUp;

/// <summary>Offices, people, funds, products, borrowers and groups: what is accepted, and every refusal.</summary>
public sealed class SetUpTests : OfficeFixture
{
    private TestOffice _other = null!;

    protected override async Task Prepare() => _other = await TestOffice.Open(Host, "JKT");

    [Test]
    public async Task An_office_has_the_contracts_defaults()
    {
        var answer = await Office.Admin.Post("/offices", new { code = "SBY", name = "Surabaya" });

        Assert.Multiple(() =>
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(answer.Body!.Text("timeZone"), Is.EqualTo("Asia/Jakarta"));
            Assert.That(answer.Body!["restDays"]!.ToJsonString(), Is.EqualTo("""["sat","sun"]"""));
            Assert.That(answer.Body!.Text("nonWorkingDayRule"), Is.EqualTo("next"));
        });
    }

    [Test]
    public async Task Every_code_is_taken_once()
    {
        await RefusesBody(
            Office.Admin,
            "/offices",
            (new { code = "MJK", name = "Lagi" }, Refusal.Conflict("office.code_taken"), "code")
        );
        await RefusesBody(
            Office.Admin,
            "/products",
            (TestOffice.Product("QH-MJK"), Refusal.Conflict("product.code_taken"), "code")
        );
        await RefusesBody(
            Office.Admin,
            "/funds",
            (Fund(new { code = "INFAK" }), Refusal.Conflict("fund.code_taken"), "code")
        );
        (await Office.Officer.Post("/groups", Group(new { code = "SATU" }))).Ok();
        await RefusesBody(
            Office.Officer,
            "/groups",
            (Group(new { code = "SATU" }), Refusal.Conflict("group.code_taken"), "code")
        );
        await RefusesBody(
            Office.Admin,
            "/users",
            (User(new { userName = "OFFICER.mjk" }), Refusal.Conflict("user.name_taken"), "userName")
        );
        var third = await Office.NewProduct("KETIGA", new { });
        await Refuses(
            Office.Admin,
            who => who.Put($"/products/{third}", TestOffice.Product("QH-MJK")),
            Refusal.Conflict("product.code_taken")
        );
    }

    [Test]
    public async Task Two_offices_may_use_the_same_code_for_a_fund() =>
        (await Office.Admin.Post("/funds", Fund(new { officeId = _other.Id, code = "KEMBAR" }))).Ok();

    [TestCase("office", """{"restDays":["mon","tue","wed","thu","fri","sat","sun"]}""", "restDays")]
    [TestCase("office", """{"timeZone":"Asia/Mojokerto"}""", "timeZone")]
    [TestCase("office", """{"code":"mjk"}""", "code")]
    [TestCase("office", """{"code":"M"}""", "code")]
    [TestCase("office", """{"collectibility":[]}""", "collectibility")]
    [TestCase("user", """{"roles":[]}""", "roles")]
    [TestCase("user", """{"password":"pendek"}""", "password")]
    [TestCase("user", """{"userName":"ada spasi"}""", "userName")]
    [TestCase("user", """{"officeId":null,"roles":["cashier"]}""", "officeId")]
    [TestCase("user", """{"officeId":null,"roles":["admin","approver"]}""", "officeId")]
    [TestCase("product", """{"maxPrincipal":499999}""", "maxPrincipal")]
    [TestCase("product", """{"minInstallments":20,"maxInstallments":19}""", "maxInstallments")]
    [TestCase("product", """{"fundKinds":[]}""", "fundKinds")]
    [TestCase("product", """{"approvals":[]}""", "approvals")]
    [TestCase("product", """{"approvals":[{"upTo":4999999,"count":1}]}""", "approvals")]
    [TestCase("product", """{"approvals":[{"upTo":5000000,"count":0}]}""", "approvals")]
    [TestCase("product", """{"approvals":[{"upTo":5000000,"count":1},{"upTo":5000000,"count":2}]}""", "approvals")]
    [TestCase("product", """{"every":0}""", "every")]
    [TestCase("product", """{"maxActiveLoans":0}""", "maxActiveLoans")]
    [TestCase("borrower", """{"nik":"123"}""", "nik")]
    [TestCase("borrower", """{"phone":"555"}""", "phone")]
    [TestCase("borrower", """{"villageCode":"abc"}""", "villageCode")]
    [TestCase("borrower", """{"consents":["reminders"]}""", "consents")]
    [TestCase("borrower", """{"householdSize":0}""", "householdSize")]
    [TestCase("borrower", """{"business":{"name":"","sector":"x"}}""", "business.name")]
    public async Task A_field_out_of_range_is_refused_by_its_name(string what, string changes, string field)
    {
        (ApiClient Who, string Path, object Body) good = what switch
        {
            "office" => (Office.Admin, "/offices", new { code = "NEW", name = "Baru" }),
            "user" => (Office.Admin, "/users", User(new { })),
            "product" => (Office.Admin, "/products", TestOffice.Product("BARU")),
            _ => (Office.Officer, "/borrowers", Office.Borrower()),
        };
        var body = good.Body.With(System.Text.Json.Nodes.JsonNode.Parse(changes)!);

        var before = Books.Fingerprint();
        var problem = (await good.Who.Post(good.Path, body)).Body!;

        Assert.Multiple(() =>
        {
            Assert.That((int?)problem["status"], Is.EqualTo(400), problem.ToJsonString());
            Assert.That(problem["errors"]?[field], Is.Not.Null, problem.ToJsonString());
            Assert.That(Books.Fingerprint(), Is.EqualTo(before));
        });
    }

    [Test]
    public async Task Several_wrong_fields_are_all_named_at_once()
    {
        var body = Office
            .Borrower()
            .With(
                new
                {
                    nik = "1",
                    phone = "1",
                    fullName = " ",
                }
            );

        var problem = await Refuses(Office.Officer, who => who.Post("/borrowers", body), Refusal.Invalid());

        Assert.That(
            problem["errors"]!.AsObject().Select(error => error.Key),
            Is.EquivalentTo(new[] { "nik", "phone", "fullName" })
        );
    }

    [Test]
    public async Task Nothing_is_made_in_an_office_that_is_not_ones_own()
    {
        var notThere = Refusal.NotFound("office.not_found");

        await Refuses(
            Office.Officer,
            who => who.Post("/borrowers", Office.Borrower().With(new { officeId = _other.Id })),
            notThere
        );
        await Refuses(Office.Officer, who => who.Post("/groups", Group(new { officeId = _other.Id })), notThere);
        await Refuses(Office.Officer, who => who.Get($"/offices/{_other.Id}"), notThere);
        await Refuses(
            Office.Cashier,
            who =>
                who.Post(
                    $"/funds/{_other.FundId}/receipts",
                    new
                    {
                        amount = 1,
                        account = "cash",
                        source = "x",
                    }
                ),
            Refusal.NotFound("fund.not_found")
        );
        var theirs = await _other.NewBorrower();
        await Refuses(Office.Officer, who => who.Get($"/borrowers/{theirs}"), Refusal.NotFound("borrower.not_found"));
        await Refuses(
            Office.Officer,
            who => who.Get($"/borrowers/{theirs}/deposit"),
            Refusal.NotFound("borrower.not_found")
        );
        await Refuses(
            Office.Officer,
            who => who.Post($"/borrowers/{theirs}/unmasking", new { purpose = "x" }),
            Refusal.NotFound("borrower.not_found")
        );
        await Refuses(
            Office.Officer,
            who => who.Post("/groups", Group(new { chairId = theirs })),
            Refusal.NotFound("borrower.not_found")
        );
        foreach (var list in new[] { "/borrowers", "/funds", "/offices", "/loans", "/groups", "/applications" })
        {
            var text = (await Office.Auditor.Get($"{list}?limit=200")).Ok().ToJsonString();
            Assert.That(text, Does.Not.Contain(_other.Id).And.Not.Contain(theirs), list);
        }
    }

    [Test]
    public async Task A_fund_receipt_is_money_in_with_a_number_of_its_own()
    {
        var fundId = await Office.NewFund("MASUK", "dskl");
        var body = new
        {
            amount = 250_000,
            receivedOn = "2026-02-01",
            account = "bank",
            source = "BAZNAS Kota",
            reference = "TRX-1",
        };

        var receipt = (await Office.Cashier.Post($"/funds/{fundId}/receipts", body)).Ok();
        var fund = (await Office.Auditor.Get("/funds?limit=200")).Ok()["items"]!
            .AsArray()
            .Single(item => item!.Text("id") == fundId)!;

        Assert.Multiple(() =>
        {
            Assert.That(receipt.Text("receiptNumber"), Does.Match(@"^MJK-KW-2026-\d{6}$"));
            Assert.That(fund.Number("bank"), Is.EqualTo(250_000));
            Assert.That(fund.Number("cash"), Is.Zero);
        });
        await Refuses(
            Office.Cashier,
            who => who.Post($"/funds/{fundId}/receipts", body.With(new { receivedOn = "2026-03-05" })),
            Refusal.Conflict("date.in_future")
        );
    }

    [Test]
    public async Task Holidays_are_replaced_as_a_whole_and_each_day_stands_once()
    {
        var path = $"/offices/{Office.Id}/holidays";
        (await Office.Admin.Put(path, new[] { new { date = "2026-05-01", name = "Buruh" } })).Ok();
        var after = (await Office.Admin.Put(path, new[] { new { date = "2026-06-01", name = "Pancasila" } })).Ok();

        Assert.That(after["holidays"]!.ToJsonString(), Is.EqualTo("""[{"date":"2026-06-01","name":"Pancasila"}]"""));
        await Refuses(
            Office.Admin,
            who =>
                who.Put(
                    path,
                    new[] { new { date = "2026-06-01", name = "a" }, new { date = "2026-06-01", name = "b" } }
                ),
            Refusal.Invalid()
        );
        (await Office.Admin.Put(path, Array.Empty<object>())).Ok();
    }

    [Test]
    public async Task A_nik_that_disagrees_is_a_warning_and_never_a_refusal()
    {
        var body = Office.Borrower().With(new { sex = "f", birthDate = "1991-01-12" });

        var answer = await Office.Officer.Post("/borrowers", body);

        Assert.Multiple(() =>
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(
                answer.Body!["warnings"]!.AsArray().Select(warning => warning!.Text("code")),
                Is.EquivalentTo(new[] { "nik.birth_date_mismatch", "nik.sex_mismatch" })
            );
        });
    }

    [Test]
    public async Task A_nik_is_registered_once_in_all_offices()
    {
        var body = Office.Borrower();
        (await Office.Officer.Post("/borrowers", body)).Ok();

        await Refuses(
            _other.Officer,
            who => who.Post("/borrowers", body.With(new { officeId = _other.Id })),
            Refusal.Conflict("borrower.nik_taken")
        );
    }

    [Test]
    public async Task Nobody_is_born_tomorrow() =>
        await Refuses(
            Office.Officer,
            who => who.Post("/borrowers", Office.Borrower().With(new { birthDate = "2026-03-05" })),
            Refusal.Conflict("date.in_future")
        );

    [Test]
    public async Task A_whole_nik_is_shown_only_on_request_with_a_purpose_and_the_request_is_an_event()
    {
        var nik = TestOffice.NewNik();
        var id = (await Office.Officer.Post("/borrowers", Office.Borrower().With(new { nik }))).Id();

        var shown = (await Office.Officer.Post($"/borrowers/{id}/unmasking", new { purpose = "Cetak akad" })).Ok();
        var events = (await Office.Auditor.Get($"/audit/events?subjectId={id}&action=borrower.unmasked")).Ok()[
            "items"
        ]!;

        Assert.Multiple(() =>
        {
            Assert.That(shown.Text("nik"), Is.EqualTo(nik));
            Assert.That(events.AsArray(), Has.Count.EqualTo(1));
            Assert.That(events[0]!["after"]!.Text("purpose"), Is.EqualTo("Cetak akad"));
            Assert.That(events[0]!["user"]!.Text("userName"), Is.EqualTo("officer.MJK"));
        });
    }

    [Test]
    public async Task A_member_belongs_to_one_group_at_a_time()
    {
        var member = await Office.NewBorrower();
        var first = (await Office.Officer.Post("/groups", Group(new { code = "PERTAMA" }))).Id();
        var second = (await Office.Officer.Post("/groups", Group(new { code = "KEDUA" }))).Id();
        (await Office.Officer.Put($"/groups/{first}/members", new[] { member })).Ok();

        await Refuses(
            Office.Officer,
            who => who.Put($"/groups/{second}/members", new[] { member }),
            Refusal.Conflict("group.member_elsewhere")
        );
        await Refuses(
            Office.Officer,
            who => who.Put($"/groups/{first}/members", new[] { member, member }),
            Refusal.Invalid()
        );
        var stranger = await _other.NewBorrower();
        await Refuses(
            Office.Officer,
            who => who.Put($"/groups/{first}/members", new[] { stranger }),
            Refusal.NotFound("borrower.not_found")
        );
        (await Office.Officer.Put($"/groups/{first}/members", Array.Empty<string>())).Ok();
        var moved = (await Office.Officer.Put($"/groups/{second}/members", new[] { member })).Ok();
        Assert.That(moved["members"]!.AsArray(), Has.Count.EqualTo(1));
    }

    private object Fund(object changes) =>
        new
        {
            officeId = Office.Id,
            code = "BARU",
            name = "Dana baru",
            kind = "csr",
        }.With(changes);

    private object Group(object changes) =>
        new
        {
            officeId = Office.Id,
            code = "BARU",
            name = "Kelompok baru",
        }.With(changes);

    private object User(object changes) =>
        new
        {
            userName = "orang.baru",
            displayName = "Orang Baru",
            roles = new[] { "cashier" },
            officeId = Office.Id,
            password = "kata-sandi-123",
        }.With(changes);

    private async Task RefusesBody(
        ApiClient who,
        string path,
        (object Body, (HttpStatusCode Status, string Code) Expected, string Field) refusal
    )
    {
        var problem = await Refuses(who, by => by.Post(path, refusal.Body), refusal.Expected);
        Assert.That(problem["errors"]![refusal.Field], Is.Not.Null);
    }
}
