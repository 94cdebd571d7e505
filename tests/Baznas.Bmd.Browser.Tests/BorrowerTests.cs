using System.Text.RegularExpressions;
using Baznas.Bmd.Web.Tests.Support;
using Microsoft.Playwright;

namespace Baznas.Bmd.Browser.Tests;

public sealed partial class BorrowerTests
{
    private static int _phone;

    [TestCase(Screen.Phone)]
    [TestCase(Screen.Desk)]
    [TestCase(Screen.PhoneWithoutScripts)]
    public async Task An_officer_gives_a_card_and_the_borrower_sees_what_is_owed(Screen screen)
    {
        var (borrower, phone, loan) = await NewBorrower();
        string pin;
        await using (var officer = await Person.SignedIn("officer", screen))
        {
            await officer.Go($"/borrowers/{borrower}/card");
            await officer.LooksRight();
            await officer.Press("Beri PIN");
            await officer.Sees("PIN ini hanya tampil sekali");
            await officer.LooksRight();
            pin = await officer.Page.Locator(".pin").InnerTextAsync();
            await officer.Go($"/borrowers/{borrower}/card");
            await officer.Sees("PIN berlaku sejak");
            Assert.That(await officer.Page.Locator("main").InnerTextAsync(), Does.Not.Contain(pin));
        }

        await using var who = await Person.Anybody(screen);
        await who.Go("/my");
        await who.Arrives("/my/sign-in");
        await who.LooksRight();
        await SignIn(who, phone, "000 000");
        await who.Sees("Nomor telepon atau PIN salah");
        await who.LooksRight();
        await SignIn(who, phone, pin);
        await who.Arrives("/my");
        await who.Sees("Rp850.000");
        await who.Sees("Jumat, 23 Januari 2026");
        await who.Sees("Tidak ada denda");
        await who.LooksRight();
        await who.Page.GetByRole(AriaRole.Link, new() { Name = "Jadwal dan pembayaran" }).ClickAsync();
        await who.Arrives($"/my/loans/{loan}");
        await who.Sees("Angsuran dibayar");
        await who.Sees("sisa Rp50.000");
        await who.LooksRight();
        Assert.That(await who.Page.Locator("main").InnerTextAsync(), Does.Not.Contain("nfak"));
        await who.Page.GetByRole(AriaRole.Button, new() { Name = "Keluar" }).ClickAsync();
        await who.Arrives("/my/sign-in");
    }

    [Test]
    public async Task A_new_pin_shows_the_old_one_the_door()
    {
        var (borrower, phone, _) = await NewBorrower();
        await using var who = await Person.Anybody(Screen.Phone);
        await who.Go("/my/sign-in");
        await SignIn(who, phone, await Pin(borrower));
        await who.Arrives("/my");

        await Pin(borrower);
        await who.Page.ReloadAsync();

        await who.Arrives("/my/sign-in");
    }

    [Test]
    public async Task A_borrower_sees_no_page_of_the_staff_and_nobody_elses_loan()
    {
        var (borrower, phone, loan) = await NewBorrower();
        var others = await BrowserOffice.Office.NewActive();
        await using var who = await Person.Anybody(Screen.Phone);
        await who.Go("/my/sign-in");
        await SignIn(who, phone, await Pin(borrower));
        await who.Arrives("/my");
        string[] open = ["/my", "/my/sign-in", "/sign-in", "/sign-out", "/language", "/"];
        var pages = Endpoints
            .Of(BrowserOffice.Host)
            .Where(endpoint => endpoint.RequestType is null && endpoint.Method is null)
            .Select(endpoint => endpoint.Path)
            .Where(path => !path.StartsWith("/my", StringComparison.Ordinal) && !open.Contains(path))
            .Where(path => !path.StartsWith("/health", StringComparison.Ordinal) && path != "/jobs/{**path}")
            .Select(path => Parameter().Replace(path, match => Example(match.Groups[1].Value, loan)))
            .Distinct()
            .ToList();
        Assert.That(pages, Has.Count.GreaterThan(10));

        var seen = new List<string>();
        foreach (var path in pages)
        {
            var answer = await who.Page.APIRequest.GetAsync(BrowserOffice.Address + path, new() { MaxRedirects = 0 });
            if (answer.Status is not (403 or 404 or 405))
            {
                seen.Add($"{path} answers {answer.Status}");
            }
        }

        Assert.That(string.Join(Environment.NewLine, seen), Is.Empty);
        Assert.That((await who.Page.GotoAsync($"/my/loans/{others}"))!.Status, Is.EqualTo(404));
    }

    [Test]
    public async Task The_first_view_weighs_less_than_30_kilobytes_in_all()
    {
        var (borrower, phone, _) = await NewBorrower();
        await using var who = await Person.Anybody(Screen.Phone);
        await who.Go("/my/sign-in");
        await SignIn(who, phone, await Pin(borrower));
        await who.Arrives("/my");
        var weights = new Dictionary<string, int>();
        who.Page.Response += (_, response) => weights[response.Url] = 0;

        await who.Page.ReloadAsync(new() { WaitUntil = WaitUntilState.NetworkIdle });
        foreach (var address in weights.Keys)
        {
            weights[address] = (await (await who.Page.APIRequest.GetAsync(address)).BodyAsync()).Length;
        }

        Assert.That(weights.Keys, Has.Some.EndsWith("/my").And.Some.Contains("base.css"));
        Assert.That(weights.Values.Sum(), Is.LessThan(30_000), string.Join('\n', weights));
    }

    [GeneratedRegex(@"\{(\w+)[^}]*\}")]
    private static partial Regex Parameter();

    private static string Example(string parameter, string id) =>
        parameter.Contains("period", StringComparison.OrdinalIgnoreCase) || parameter is "month" ? "2026-01"
        : parameter is "no" ? "2"
        : id;

    private static async Task SignIn(Person who, string phone, string pin)
    {
        await who.Fill("phone", phone);
        await who.Fill("pin", pin);
        await who.Press("Masuk");
    }

    private static async Task<string> Pin(string borrower) =>
        (await BrowserOffice.Office.Officer.Post($"/borrowers/{borrower}/pin", null)).Ok().Text("pin");

    /// <summary>Owes Rp850.000 since Friday 23 January, Rp50.000 of that day's instalment left.</summary>
    private static async Task<(string Borrower, string Phone, string Loan)> NewBorrower()
    {
        var office = BrowserOffice.Office;
        var phone = $"0814{Interlocked.Increment(ref _phone):D8}";
        var borrower = (await office.Officer.Post("/borrowers", office.Borrower().With(new { phone }))).Id();
        var id = (await office.Officer.Post("/applications", office.Application(borrower))).Id();
        (await office.Officer.Post($"/applications/{id}/submission", null)).Ok();
        (await office.Officer.Post($"/applications/{id}/survey", LoanSteps.Survey)).Ok();
        var decided = (await office.Approver.Post($"/applications/{id}/decisions", LoanSteps.Decision())).Ok();
        var loan = decided.Text("loanId");
        (await office.Officer.Post($"/loans/{loan}/akad", LoanSteps.Akad)).Ok();
        (await office.Cashier.Post($"/loans/{loan}/disbursements", LoanSteps.Disbursement)).Ok();
        (await office.Pay(loan, 150_000)).Ok();
        return (borrower, phone, loan);
    }
}
