using System.Net;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Pages;

/// <summary>What holds for every page, shown on some.</summary>
public sealed class PageRulesTests : OfficeFixture
{
    private Task<PageClient> Cashier() => PageClient.SignedIn(Host, "cashier.MJK", TestOffice.Password);

    [Test]
    public async Task Who_is_not_signed_in_is_led_to_the_sign_in_and_back()
    {
        var client = new PageClient(Host);

        var away = await client.Get("/loans?status=active");
        var back = await client.Send(away.Location!, ("userName", "cashier.MJK"), ("password", TestOffice.Password));

        Assert.That(away.Location, Is.EqualTo("/sign-in?to=%2Floans%3Fstatus%3Dactive"));
        Assert.That(back.Location, Is.EqualTo("/loans?status=active"));
    }

    [TestCase("https://example.org/")]
    [TestCase("//example.org/")]
    [TestCase("javascript:alert(1)")]
    public async Task Signing_in_leads_nowhere_else(string to)
    {
        var answer = await new PageClient(Host).Send(
            $"/sign-in?to={Uri.EscapeDataString(to)}",
            ("userName", "cashier.MJK"),
            ("password", TestOffice.Password)
        );

        Assert.That(answer.Location, Is.EqualTo("/"));
    }

    [Test]
    public async Task A_wrong_password_is_refused_in_words_and_the_name_is_kept()
    {
        var answer = await new PageClient(Host).Send("/sign-in", ("userName", "siapa <b>"), ("password", "salah"));

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(answer.Html, Does.Contain("kata sandi salah").And.Contain("value=\"siapa &lt;b&gt;\""));
        Assert.That(answer.Html, Does.Not.Contain("value=\"salah\""));
    }

    [Test]
    public async Task A_page_lets_the_browser_load_nothing_from_elsewhere_and_keep_nothing()
    {
        var answer = await (await Cashier()).Get("/loans");

        var policy = answer.Message.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Multiple(() =>
        {
            Assert.That(policy, Does.StartWith("default-src 'none'"));
            Assert.That(policy, Does.Not.Contain("unsafe"));
            Assert.That(answer.Message.Headers.CacheControl!.ToString(), Does.Contain("no-store"));
            Assert.That(answer.Message.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(new[] { "nosniff" }));
            Assert.That(answer.Html, Does.Not.Contain("style=\"").And.Not.Contain("onclick").And.Not.Contain("<style"));
        });
    }

    [Test]
    public async Task The_cookie_of_the_sign_in_is_out_of_reach_of_scripts_and_secure_behind_tls()
    {
        var http = Host.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new Uri("https://localhost") });
        var form = await PageAnswer.Of(await http.GetAsync(new Uri("/sign-in", UriKind.Relative)));
        var fields = form.Hidden.Append(("userName", "cashier.MJK")).Append(("password", TestOffice.Password));

        var answer = await http.PostAsync(
            new Uri("/sign-in", UriKind.Relative),
            new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Item1, field.Item2)))
        );

        var cookie = answer
            .Headers.GetValues("Set-Cookie")
            .Single(text => text.StartsWith("bmd.session=", StringComparison.Ordinal));
        Assert.That(cookie, Does.Contain("httponly").And.Contain("secure").And.Contain("samesite=lax"));
    }

    [Test]
    public async Task The_api_takes_no_cookie_and_a_page_no_token()
    {
        var cashier = await Cashier();

        Assert.That((await cashier.Get("/api/v1/loans")).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        var page = await Office.Cashier.Http.GetAsync(new Uri("/loans", UriKind.Relative));
        Assert.That(page.RequestMessage!.RequestUri!.AbsolutePath, Is.EqualTo("/sign-in"));
    }

    [Test]
    public async Task A_form_from_elsewhere_is_not_taken()
    {
        var loan = await Office.NewActive();
        var cashier = await Cashier();
        var page = await cashier.Get($"/loans/{loan}/repay");
        var before = Books.Fingerprint();

        var answer = await cashier.SendAgain(
            $"/loans/{loan}/repay",
            page with
            {
                Html = "",
            },
            ("amount", "50000"),
            ("account", "cash"),
            ("step", "confirm")
        );

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(Books.Fingerprint(), Is.EqualTo(before));
    }

    [Test]
    public async Task Rehearsing_a_payment_shows_what_it_does_and_leaves_no_trace()
    {
        var loan = await Office.NewActive();
        var cashier = await Cashier();
        var before = Books.Fingerprint();

        var answer = await cashier.Send($"/loans/{loan}/repay", ("amount", "250.000"), ("account", "cash"));

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(answer.Html, Does.Contain("Rp750.000").And.Contain("dua ratus lima puluh ribu rupiah"));
        Assert.That(Books.Fingerprint(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_payment_confirmed_twice_or_at_the_same_moment_is_booked_once()
    {
        var loan = await Office.NewActive();
        var cashier = await Cashier();
        var path = $"/loans/{loan}/repay";
        var page = await cashier.Send(path, ("amount", "250.000"), ("account", "cash"));

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => cashier.SendAgain(path, page, ("step", "confirm")))
        );

        Assert.That(answers.Select(answer => answer.Status), Is.All.EqualTo(HttpStatusCode.Redirect));
        Assert.That(answers.Select(answer => answer.Location).Distinct().Count(), Is.EqualTo(1));
        Assert.That((long)(await Office.Cashier.Get($"/loans/{loan}")).Ok()["repaid"]!, Is.EqualTo(250_000));
    }

    [Test]
    public async Task A_refused_payment_comes_back_beside_its_field_with_what_was_typed()
    {
        var loan = await Office.NewActive();
        var before = Books.Fingerprint();

        var answer = await (await Cashier()).Send(
            $"/loans/{loan}/repay",
            ("amount", "1.000.001"),
            ("account", "bank"),
            ("paidOn", "2026-03-03")
        );

        Assert.Multiple(() =>
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Conflict));
            Assert.That(answer.Html, Does.Contain("value=\"1.000.001\"").And.Contain("value=\"2026-03-03\""));
            Assert.That(answer.Html, Does.Contain("<option selected=\"selected\" value=\"bank\">"));
            Assert.That(answer.Html, Does.Contain("id=\"f-amount-error\""));
            Assert.That(Books.Fingerprint(), Is.EqualTo(before));
        });
    }

    [Test]
    public async Task What_belongs_to_another_office_is_not_there()
    {
        var other = await TestOffice.Open(Host, "LAIN");
        var loan = await other.NewActive();

        var answer = await (await Cashier()).Get($"/loans/{loan}/repay");

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(answer.Html, Does.Contain("<h1>"));
    }

    [Test]
    public async Task The_language_is_chosen_on_the_page_and_kept()
    {
        var client = new PageClient(Host);
        Assert.That((await client.Get("/sign-in")).Html, Does.Contain("lang=\"id\"").And.Contain("<h1>Masuk</h1>"));

        var answer = await client.Send("/language", ("language", "en"), ("to", "/sign-in"));

        Assert.That(answer.Location, Is.EqualTo("/sign-in"));
        Assert.That(
            (await client.Get("/sign-in")).Html,
            Does.Contain("<html lang=\"en\">").And.Contain("<h1>Sign in</h1>")
        );
    }

    [Test]
    public async Task Signing_out_needs_a_form_and_ends_it()
    {
        var cashier = await Cashier();

        Assert.That((await cashier.Get("/sign-out")).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await cashier.Get("/loans")).Status, Is.EqualTo(HttpStatusCode.OK));
        await cashier.Send("/sign-out");

        Assert.That((await cashier.Get("/loans")).Status, Is.EqualTo(HttpStatusCode.Redirect));
    }

    [TestCase("/tidak-ada")]
    [TestCase("/loans/00000000-0000-0000-0000-000000000000/repay")]
    public async Task What_is_not_there_is_answered_with_a_page(string path)
    {
        var answer = await (await Cashier()).Get(path);

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(answer.Html, Does.Contain("<h1>").And.Contain("base.css"));
    }

    [Test]
    public async Task A_role_that_may_not_is_told_so()
    {
        var loan = await Office.NewActive();
        var auditor = await PageClient.SignedIn(Host, "auditor.MJK", TestOffice.Password);

        var answer = await auditor.Send($"/loans/{loan}/repay", ("amount", "5000"), ("account", "cash"));

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Forbidden));
    }
}
