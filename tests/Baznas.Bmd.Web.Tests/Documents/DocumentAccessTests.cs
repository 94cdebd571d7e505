using System.Net;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Documents;

/// <summary>Who gets which paper: the office its own, a borrower those of their own loans, and nobody else any.</summary>
public sealed class DocumentAccessTests : OfficeFixture
{
    private TestOffice _other = null!;

    protected override async Task Prepare() => _other = await TestOffice.Open(Host, "LAIN");

    [Test]
    public async Task Another_office_has_none_of_them()
    {
        var loan = await Office.NewActive();
        var paths = await Paths(Office.Auditor, $"/loans/{loan}/documents");

        Assert.That(paths, Has.Count.EqualTo(5));
        foreach (var path in paths)
        {
            (await _other.Auditor.Get(path)).Refused(HttpStatusCode.NotFound, "document.not_found");
            Assert.That((await Host.Anonymous.Get(path)).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        }

        (await _other.Auditor.Get($"/loans/{loan}/documents")).Refused(HttpStatusCode.NotFound, "loan.not_found");
    }

    [Test]
    public async Task A_borrower_has_those_of_their_own_loans_and_of_nobody_elses()
    {
        var (mine, loan) = await Borrower("081300550001");
        var (_, others) = await Borrower("081300550002");
        (await Office.Pay(loan, 1_000_000)).Ok();

        var own = await Paths(mine, $"/my/loans/{loan}/documents");
        Assert.That(own, Has.Some.Contain("settlementLetter").And.Some.Contain("repaymentReceipt"));
        foreach (var path in own)
        {
            Assert.That((await PrintedPaper.Of(mine, path)).Pages, Is.Not.Empty);
        }

        (await mine.Get($"/my/loans/{others}/documents")).Refused(HttpStatusCode.NotFound, "loan.not_found");
        (await mine.Get($"/loans/{loan}/documents")).Refused(HttpStatusCode.Forbidden, "access.denied");
        foreach (var path in await Paths(Office.Auditor, $"/loans/{others}/documents"))
        {
            (await mine.Get(path)).Refused(HttpStatusCode.NotFound, "document.not_found");
        }
    }

    [TestCase("/documents/akad/{0}?paper=roll58", HttpStatusCode.BadRequest, "document.wrong_paper")]
    [TestCase("/documents/akad/{0}?paper=a3", HttpStatusCode.BadRequest, "request.malformed")]
    [TestCase("/documents/poem/{0}", HttpStatusCode.BadRequest, "request.malformed")]
    [TestCase("/documents/instalmentCard/{0}?version=7", HttpStatusCode.NotFound, "document.not_found")]
    [TestCase("/documents/instalmentCard/{0}?version=-1", HttpStatusCode.NotFound, "document.not_found")]
    [TestCase("/documents/repaymentReceipt/{0}", HttpStatusCode.NotFound, "document.not_found")]
    [TestCase("/documents/writeOffLetter/{0}", HttpStatusCode.NotFound, "document.not_found")]
    [TestCase("/documents/akad/nothing", HttpStatusCode.NotFound, "document.not_found")]
    public async Task What_there_is_not_is_refused(string path, HttpStatusCode status, string code)
    {
        var loan = await Office.NewActive();

        (await Office.Cashier.Get(string.Format(null, path, loan))).Refused(status, code);
    }

    [Test]
    public async Task A_receipt_is_had_under_its_own_kind_only_and_a_reversal_has_none()
    {
        var loan = await Office.NewActive();
        var payment = (await Office.Pay(loan, 100_000)).Ok().Text("transactionId");
        var reversal = (await Office.Cashier.Reverse(loan, payment)).Ok().Text("transactionId");

        foreach (
            var path in new[]
            {
                $"disbursementReceipt/{payment}",
                $"depositReceipt/{payment}",
                $"repaymentReceipt/{reversal}",
            }
        )
        {
            (await Office.Cashier.Get($"/documents/{path}")).Refused(HttpStatusCode.NotFound, "document.not_found");
        }
    }

    [Test]
    public async Task Where_nobody_said_the_address_the_code_is_printed_in_letters_with_its_path()
    {
        var loan = await Office.NewActive();

        var akad = await PrintedPaper.Of(Office.Officer, $"/documents/akad/{loan}");

        Assert.Multiple(() =>
        {
            Assert.That(akad.Qr, Is.Null);
            Assert.That(akad.Text, Does.Match($"/check/MJK-AQ-2026-[0-9]{{6}}/{akad.Code}"));
        });
    }

    [Test]
    public async Task After_a_payment_the_page_offers_both_papers_and_shows_them_in_the_browser()
    {
        var loan = await Office.NewActive();
        var payment = (await Office.Pay(loan, 100_000)).Ok().Text("transactionId");
        var browser = await PageClient.SignedIn(Host, "cashier.MJK", TestOffice.Password);

        var page = await browser.Get($"/transactions/{payment}/receipt");
        var pdf = await browser.Get($"/documents/repaymentReceipt/{payment}?paper=roll58");

        Assert.Multiple(() =>
        {
            foreach (var paper in new[] { "a5", "roll58" })
            {
                Assert.That(page.Html, Does.Contain($"/documents/repaymentReceipt/{payment}?paper={paper}"));
            }

            Assert.That(pdf.Message.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/pdf"));
            Assert.That(pdf.Message.Content.Headers.ContentDisposition!.DispositionType, Is.EqualTo("inline"));
            Assert.That(pdf.Message.Headers.CacheControl!.NoStore, Is.True);
        });
        foreach (var wrong in new[] { "poem", "akad" })
        {
            Assert.That(
                (await browser.Get($"/documents/{wrong}/{payment}")).Status,
                Is.EqualTo(HttpStatusCode.NotFound)
            );
        }

        Assert.That((await browser.Get($"/loans/{loan}")).Html, Does.Contain($"/documents/statement/{loan}"));
        Assert.That((await browser.Get($"/loans/{loan}/documents")).Html, Does.Contain("Kartu angsuran"));
    }

    private static async Task<IReadOnlyList<string>> Paths(ApiClient who, string list) =>
        [.. (await who.Get(list)).Ok()["items"]!.AsArray().Select(one => one!.Text("path"))];

    private async Task<(ApiClient Who, string Loan)> Borrower(string phone)
    {
        var id = (await Office.Officer.Post("/borrowers", Office.Borrower().With(new { phone }))).Id();
        var loan = await Office.NewLoanOf(id);
        var pin = (await Office.Officer.Post($"/borrowers/{id}/pin", null)).Ok().Text("pin");
        var token = (await Host.Anonymous.Post("/auth/borrower-tokens", new { phone, pin })).Ok().Text("accessToken");
        var http = Host.CreateClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return (new ApiClient(http), loan);
    }
}
