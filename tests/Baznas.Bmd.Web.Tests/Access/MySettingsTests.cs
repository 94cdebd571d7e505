using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Access;

/// <summary>What users choose for themselves.</summary>
public sealed class MySettingsTests : OfficeFixture
{
    [Test]
    public async Task They_are_empty_at_first_and_kept_as_chosen_with_an_event()
    {
        var officer = await Office.AddUser("pilih", ["fieldOfficer"], null);
        var at_first = (await officer.Get("/me/settings")).Ok();

        var kept = (await officer.Put("/me/settings", Chosen("pilih@contoh.id", "morningList"))).Ok();

        Assert.Multiple(async () =>
        {
            Assert.That(at_first["email"], Is.Null);
            Assert.That(at_first.Text("language"), Is.EqualTo("id"));
            Assert.That(Topics(at_first, "subscriptions"), Is.Empty);
            Assert.That(Topics(kept, "subscriptions"), Is.EqualTo(new[] { "morningList" }));
            Assert.That((await officer.Get("/me/settings")).Ok().ToJsonString(), Is.EqualTo(kept.ToJsonString()));
            var events = (await Office.Auditor.Get("/audit/events?action=user.settings_changed")).Ok()["items"]!;
            Assert.That(events[0]!["after"]!.Text("email"), Is.EqualTo("pilih@contoh.id"));
        });
        (await officer.Put("/me/settings", new { language = "en" })).Ok();
        var none = (await officer.Get("/me/settings")).Ok();
        Assert.That((none["email"], none.Text("language")), Is.EqualTo(((JsonNode?)null, "en")));
    }

    [Test]
    public async Task Only_topics_for_one_s_own_roles_are_offered_and_taken()
    {
        Assert.Multiple(async () =>
        {
            Assert.That(await Offered(Office.Officer), Is.EqualTo(new[] { "morningList" }));
            Assert.That(await Offered(Office.Approver), Is.EqualTo(new[] { "approvalsWaiting", "monthlyPack" }));
            Assert.That(await Offered(Office.Cashier), Is.EqualTo(new[] { "monthlyPack" }));
            Assert.That(await Offered(Office.Admin), Is.EqualTo(new[] { "monthlyPack", "jobTrouble" }));
        });
        await Refuses(
            Office.Officer,
            who => who.Put("/me/settings", Chosen("a@b.id", "approvalsWaiting")),
            Refusal.Forbidden("subscription.not_offered")
        );
    }

    [TestCase("bukan-alamat")]
    [TestCase("a@b")]
    [TestCase("a b@c.id")]
    [TestCase("a@b.id, c@d.id")]
    [TestCase("a@b.id\r\nBcc: c@d.id")]
    [TestCase("a@b.id\n")]
    [TestCase("Nama <a@b.id>")]
    [TestCase("")]
    public async Task What_is_no_address_is_refused(string email)
    {
        await Refuses(Office.Officer, who => who.Put("/me/settings", Chosen(email)), Refusal.Invalid());
        await Refuses(
            Office.Admin,
            who =>
                who.Post(
                    "/users",
                    new
                    {
                        userName = "surel",
                        displayName = "Surel",
                        roles = new[] { "auditor" },
                        officeId = Office.Id,
                        email,
                        password = TestOffice.Password,
                    }
                ),
            Refusal.Invalid()
        );
    }

    [Test]
    public async Task Without_an_address_nothing_can_be_asked_for_and_a_language_is_one_of_two()
    {
        await Refuses(Office.Officer, who => who.Put("/me/settings", Chosen(null, "morningList")), Refusal.Invalid());
        await Refuses(
            Office.Officer,
            who => who.Put("/me/settings", new { email = "a@b.id", language = "fr" }),
            Refusal.Invalid()
        );
    }

    [Test]
    public async Task A_user_is_made_with_an_address()
    {
        var made = await Office.Admin.Post(
            "/users",
            new
            {
                userName = "beralamat",
                displayName = "Beralamat",
                roles = new[] { "fieldOfficer" },
                officeId = Office.Id,
                email = "beralamat@contoh.id",
                password = TestOffice.Password,
            }
        );
        Assert.That(made.Ok().Text("email"), Is.EqualTo("beralamat@contoh.id"));

        var user = await Host.SignedIn("beralamat", TestOffice.Password);
        Assert.That((await user.Get("/me/settings")).Ok().Text("email"), Is.EqualTo("beralamat@contoh.id"));
    }

    [Test]
    public async Task The_page_keeps_what_is_filled_in()
    {
        await Office.AddUser("halaman", ["fieldOfficer"], null);
        var page = await PageClient.SignedIn(Host, "halaman.MJK", TestOffice.Password);

        var wrong = await page.Send("/me/settings", ("email", "salah"), ("language", "id"));
        var right = await page.Send(
            "/me/settings",
            ("email", "halaman@contoh.id"),
            ("language", "en"),
            ("subscriptions", "morningList")
        );

        Assert.That(wrong.Status, Is.EqualTo(System.Net.HttpStatusCode.BadRequest));
        Assert.That(right.Location, Is.EqualTo("/me/settings"));
        Assert.That((await page.Get("/me/settings")).Html, Does.Contain("halaman@contoh.id"));
    }

    private static object Chosen(string? email, params string[] subscriptions) =>
        new
        {
            email,
            language = "id",
            subscriptions,
        };

    private static async Task<IEnumerable<string>> Offered(ApiClient who) =>
        Topics((await who.Get("/me/settings")).Ok(), "topics");

    private static IEnumerable<string> Topics(JsonNode settings, string name) =>
        settings[name]!.AsArray().Select(topic => (string)topic!);
}
