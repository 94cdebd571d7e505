using System.Net;
using System.Text.RegularExpressions;
using Baznas.Bmd.Web.Features.Documents.CheckDocument;
using Baznas.Bmd.Web.Platform.Personal;
using Baznas.Bmd.Web.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Baznas.Bmd.Web.Tests.Documents;

/// <summary>Whoever holds a paper can find out whether it is genuine and still true; who holds none finds out nothing.</summary>
public sealed class CheckTests : OfficeFixture
{
    private const string Address = "https://bmd.example.org";

    protected override IReadOnlyDictionary<string, string?> HostSettings =>
        new Dictionary<string, string?> { ["Bmd:PublicAddress"] = Address };

    [Test]
    public async Task The_code_on_a_receipt_leads_to_what_is_true_of_it_and_names_nobody()
    {
        var (path, loan) = await Receipt();
        var printed = await PrintedPaper.Of(Office.Cashier, path);

        var page = await Look(printed);

        Assert.Multiple(() =>
        {
            Assert.That(page.Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(page.Html, Does.Contain("Kuitansi angsuran").And.Contain("2 Februari 2026"));
            Assert.That(page.Html, Does.Match("MJK-KW-2026-[0-9]{6}").And.Contain("Rp150.000").And.Contain("Sah"));
            Assert.That(page.Html, Does.Not.Contain("Siti").And.Not.Contain("MJK-MT-").And.Not.Contain(loan));
            Assert.That(page.Html, Does.Not.Contain(path.Split('/')[^1]).And.Not.Contain("cashier"));
            Assert.That(page.Html, Does.Not.Contain("850.000"), "What is left is nobody else's to know.");
            Assert.That(printed.Qr, Does.Not.Contain(path.Split('/')[^1]), "The code tells no id.");
            Assert.That(page.Message.Headers.GetValues("X-Robots-Tag").Single(), Does.Contain("noindex"));
        });
    }

    [Test]
    public async Task Taken_back_a_receipt_is_found_to_be_so()
    {
        var (path, loan) = await Receipt();
        var printed = await PrintedPaper.Of(Office.Cashier, path);
        (await Office.Cashier.Reverse(loan, path.Split('/')[^1])).Ok();

        var page = await Look(printed);

        Assert.That(page.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(page.Html, Does.Contain("Dibatalkan").And.Not.Contain("masih berlaku"));
    }

    [Test]
    public async Task Every_paper_of_a_life_can_be_checked_by_its_code()
    {
        var (loan, _) = await Office.NewRescheduled();
        var paid = LoanSteps.Repayment(750_000, "2026-03-01").With(new { excess = "deposit" });
        var id = (await Office.Cashier.Repay(loan, paid)).Ok().Text("transactionId");
        var refused = await Office.NewSurveyed();
        (await Office.Approver.Decide(refused, LoanSteps.Decision("reject"))).Ok();
        var papers = (await Paths(loan))
            .Concat(await Paths(await Office.NewWrittenOff()))
            .Concat(await Paths(await Office.NewWrittenOff("forgiveness")))
            .Append($"/documents/decisionLetter/{refused}")
            .ToList();
        Assert.That(papers, Has.Some.Contain("settlementLetter").And.Some.Contain($"depositReceipt/{id}"));

        foreach (var path in papers)
        {
            var printed = await PrintedPaper.Of(Office.Auditor, path);
            var page = await Look(printed);
            Assert.Multiple(() =>
            {
                Assert.That(page.Status, Is.EqualTo(HttpStatusCode.OK), path);
                var isOver = path.EndsWith("version=1", StringComparison.Ordinal) && path.Contains(loan);
                Assert.That(page.Html.Contains("Sah</strong>"), Is.EqualTo(!isOver), path);
                Assert.That(page.Html, Does.Not.Contain("Siti Aminah"), path);
            });
        }
    }

    [Test]
    public async Task A_letter_of_full_payment_is_no_longer_true_once_the_payment_is_taken_back()
    {
        var loan = await Office.NewActive();
        var last = (await Office.Pay(loan, 1_000_000)).Ok().Text("transactionId");
        var letter = await PrintedPaper.Of(Office.Cashier, $"/documents/settlementLetter/{loan}");
        (await Office.Cashier.Reverse(loan, last)).Ok();
        Assert.That((await Look(letter)).Html, Does.Contain("Dibatalkan"));

        (await Office.Pay(loan, 1_000_000)).Ok();

        Assert.That((await Look(letter)).Html, Does.Contain("Dibatalkan"), "Another payment has another letter.");
        var another = await PrintedPaper.Of(Office.Cashier, $"/documents/settlementLetter/{loan}");
        Assert.That((await Look(another)).Html, Does.Contain("Sah</strong>"));
    }

    [Test]
    public async Task Typed_by_hand_small_letters_and_missing_strokes_do_not_matter()
    {
        var (path, _) = await Receipt();
        var printed = await PrintedPaper.Of(Office.Cashier, path);
        var (number, code) = Parts(printed);
        var typed = code.Replace("-", " ").ToLowerInvariant().Replace('0', 'o').Replace('1', 'l');

        var page = await new PageClient(Host).Get(
            $"/check?number={Uri.EscapeDataString($" {number.ToLowerInvariant()} ")}&code={Uri.EscapeDataString(typed)}"
        );

        Assert.That(page.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(page.Html, Does.Contain(number));
    }

    [Test]
    public async Task Without_the_code_a_number_that_exists_is_as_unknown_as_one_that_does_not()
    {
        var (path, _) = await Receipt();
        var (number, code) = Parts(await PrintedPaper.Of(Office.Cashier, path));
        var wrong = (code[0] == 'A' ? "B" : "A") + code[1..];

        var there = await new PageClient(Host).Get($"/check/{number}/{wrong}");
        var notThere = await new PageClient(Host).Get($"/check/MJK-KW-2026-999999/{wrong}");
        var another = await new PageClient(Host).Get($"/check/MJK-KW-2026-999999/{code}");

        Assert.Multiple(() =>
        {
            foreach (var page in new[] { there, notThere, another })
            {
                Assert.That(page.Status, Is.EqualTo(HttpStatusCode.NotFound));
                Assert.That(page.Html, Does.Contain("Dokumen tidak dikenal"));
                Assert.That(page.Message.Headers.GetValues("Server-Timing").Single(), Does.Contain("\"0\""));
            }

            Assert.That(Bare(there, number), Is.EqualTo(Bare(notThere, "MJK-KW-2026-999999")));
        });
    }

    [TestCase("MJK-2026-000001-RK99999999-1")]
    [TestCase("MJK-2026-000001-KA999999999")]
    [TestCase("MJK-2026-000001-ADD")]
    [TestCase("MJK-2026-000001-SL")]
    [TestCase("MJK-KW-2026-000001-KA1")]
    [TestCase("-TT")]
    [TestCase("<script>")]
    public async Task A_number_that_is_none_is_unknown_even_with_its_code(string number)
    {
        await Office.NewActive();
        var code = Host.Services.GetRequiredService<CheckCodes>().Of(number);

        var page = await new PageClient(Host).Get($"/check?number={Uri.EscapeDataString(number)}&code={code}");

        Assert.That(page.Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(page.Html, Does.Not.Contain("<script>"));
    }

    [Test]
    public async Task In_English_it_says_the_same()
    {
        var (path, _) = await Receipt();
        var printed = await PrintedPaper.Of(Office.Cashier, path);
        var browser = new PageClient(Host);
        await browser.Send("/language", ("language", "en"), ("to", "/check"));

        var page = await browser.Get(new Uri(printed.Qr!).PathAndQuery);

        Assert.That(page.Html, Does.Contain("Repayment receipt").And.Contain("Valid").And.Not.Contain("Sah</strong>"));
        Assert.That((await browser.Get("/check")).Html, Does.Contain("Check a document"));
    }

    [Test]
    public void A_changed_secret_still_knows_what_was_printed_under_the_former_one()
    {
        var (old, changed) = (Codes(BmdKey(1)), Codes(BmdKey(2), BmdKey(1)));
        const string Number = "MJK-KW-2026-000001";

        Assert.Multiple(() =>
        {
            Assert.That(old.Of(Number), Does.Match("^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$"));
            Assert.That(old.Of(Number), Is.EqualTo(Codes(BmdKey(1)).Of(Number)));
            Assert.That(old.Of(Number), Is.Not.EqualTo(old.Of("MJK-KW-2026-000002")));
            Assert.That(changed.Of(Number), Is.Not.EqualTo(old.Of(Number)));
            Assert.That(changed.Matches(Number, old.Of(Number)), "What was printed stays known.");
            Assert.That(changed.Matches(Number, changed.Of(Number)));
            Assert.That(Codes(BmdKey(2)).Matches(Number, old.Of(Number)), Is.False);
            Assert.That(old.Matches(Number, ""), Is.False);
            Assert.That(old.Matches(Number, old.Of(Number)[..^1]), Is.False);
        });
    }

    // Without what was typed, and without what each page has of its own against forged forms.
    private static string Bare(PageAnswer page, string number) =>
        Regex.Replace(page.Html.Replace(number, ""), "name=\"formToken\"[^>]*", "");

    private static string BmdKey(byte fill) => Convert.ToBase64String([.. Enumerable.Repeat(fill, 32)]);

    private static CheckCodes Codes(string master, params string[] former)
    {
        var settings = former
            .Select((key, i) => KeyValuePair.Create($"Bmd:Keys:Former:{i}", (string?)key))
            .Append(KeyValuePair.Create("Bmd:Keys:Master", (string?)master));
        return new CheckCodes(new Keys(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), null!));
    }

    private static (string Number, string Code) Parts(PrintedPaper printed) =>
        printed.Qr!.Split('/') is [.., var number, var code]
            ? (number, code)
            : throw new AssertionException(printed.Qr);

    private Task<PageAnswer> Look(PrintedPaper printed)
    {
        Assert.That(printed.Qr, Does.StartWith(Address + "/check/").And.EndWith(printed.Code));
        return new PageClient(Host).Get(new Uri(printed.Qr!).PathAndQuery);
    }

    private async Task<(string Path, string Loan)> Receipt()
    {
        var loan = await Office.NewActive();
        var id = (await Office.Pay(loan, 150_000)).Ok().Text("transactionId");
        return ($"/documents/repaymentReceipt/{id}", loan);
    }

    private async Task<IEnumerable<string>> Paths(string loan) =>
        (await Office.Auditor.Get($"/loans/{loan}/documents")).Ok()["items"]!
            .AsArray()
            .Select(one => one!.Text("path"));
}

/// <summary>Nobody tries codes by the thousand.</summary>
public sealed class CheckLimitTests
{
    [Test]
    public async Task Whoever_tries_codes_without_end_is_told_to_wait()
    {
        await using var host = new BmdHost();
        var browser = new PageClient(host);
        var answers = new List<PageAnswer>();
        for (var i = 0; i < 90; i++)
        {
            answers.Add(await browser.Get($"/check/MJK-KW-2026-000001/{i:D16}"));
        }

        Assert.Multiple(() =>
        {
            Assert.That(answers.Take(60).Select(answer => answer.Status), Has.All.EqualTo(HttpStatusCode.NotFound));
            Assert.That(answers.Select(answer => answer.Status), Has.Some.EqualTo(HttpStatusCode.TooManyRequests));
            Assert.That(answers[^1].Html, Does.Contain("Terlalu"));
        });
        Assert.That((await browser.Get("/sign-in")).Status, Is.EqualTo(HttpStatusCode.OK), "Nothing else is slowed.");
    }
}
