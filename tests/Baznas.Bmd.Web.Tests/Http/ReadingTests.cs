using System.Net;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Http;

/// <summary>Lists by the page, copies that are current or stale, and the language of an answer.</summary>
public sealed class ReadingTests : OfficeFixture
{
    private const int Many = 230;

    private readonly List<string> _ids = [];

    protected override async Task Prepare()
    {
        for (var i = 0; i < Many; i++)
        {
            var body = Office.Borrower().With(new { fullName = $"Mitra {i:D3}" });
            _ids.Add((await Office.Officer.Post("/borrowers", body)).Id());
        }
    }

    [TestCase(7)]
    [TestCase(50)]
    [TestCase(200)]
    public async Task Pages_show_every_row_once_while_new_ones_are_added(int limit)
    {
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var path = $"/borrowers?limit={limit}&q=Mitra" + (cursor is null ? "" : $"&cursor={cursor}");
            var page = (await Office.Officer.Get(path)).Ok();
            var items = page["items"]!.AsArray();
            Assert.That(items, Has.Count.LessThanOrEqualTo(limit));
            seen.AddRange(items.Select(item => item!.Text("id")));
            cursor = (string?)page["nextCursor"];
            await Office.NewBorrower();
        } while (cursor is not null);

        Assert.That(seen, Is.EqualTo(_ids.AsEnumerable().Reverse()), "Newest first, none twice, none missing.");
    }

    [Test]
    public async Task A_page_has_fifty_rows_when_nothing_is_said()
    {
        var page = (await Office.Officer.Get("/borrowers?q=Mitra")).Ok();

        Assert.That(page["items"]!.AsArray(), Has.Count.EqualTo(50));
    }

    [Test]
    public async Task The_last_page_has_no_next()
    {
        var page = (await Office.Officer.Get("/borrowers?q=Mitra%20001")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(page["items"]!.AsArray(), Has.Count.EqualTo(1));
            Assert.That(page.AsObject().ContainsKey("nextCursor"), Is.True);
            Assert.That(page["nextCursor"], Is.Null);
        });
    }

    [TestCase("mitra 00", 10)]
    [TestCase("MITRA 123", 1)]
    [TestCase("100%", 0)]
    [TestCase("_", 0)]
    [TestCase("' OR '1'='1", 0)]
    [TestCase("[0-9]", 0)]
    [TestCase("~", 0)]
    public async Task A_search_is_for_the_text_as_it_was_typed(string q, int count)
    {
        var page = (await Office.Officer.Get($"/borrowers?limit=200&q={Uri.EscapeDataString(q)}")).Ok();

        Assert.That(page["items"]!.AsArray(), Has.Count.EqualTo(count));
    }

    [Test]
    public async Task A_borrower_is_found_by_the_whole_nik_phone_and_number_and_shown_masked()
    {
        var nik = TestOffice.NewNik();
        var body = Office
            .Borrower()
            .With(
                new
                {
                    nik,
                    phone = "0898-7654-321",
                    fullName = "Khusus",
                }
            );
        var borrower = (await Office.Officer.Post("/borrowers", body)).Ok();
        foreach (var q in new[] { nik, "08987654321", "+628987654321", borrower.Text("number"), "khusus" })
        {
            var items = (await Office.Officer.Get($"/borrowers?q={Uri.EscapeDataString(q)}")).Ok()["items"]!.AsArray();
            Assert.That(items.Select(item => item!.Text("id")), Is.EqualTo(new[] { borrower.Text("id") }), q);
        }

        Assert.That(borrower.Text("nik"), Is.EqualTo($"{nik[..4]}••••••••{nik[^4..]}"));
        var everything = (await Office.Auditor.Get("/borrowers?q=Khusus")).Ok().ToJsonString();
        Assert.That(everything, Does.Not.Contain(nik));
    }

    [Test]
    public async Task Loans_are_found_by_status_borrower_name_number_and_old_number()
    {
        var active = await Office.NewActive();
        var closed = await Office.NewActive();
        (await Office.Pay(closed, 1_000_000)).Ok();
        var signed = await Office.NewSigned();
        var approved = await Office.NewApproved();
        var cancelled = await Office.NewApproved();
        var application = (await Office.Officer.Get($"/loans/{cancelled}")).Ok().Text("applicationId");
        (await Office.Officer.Post($"/applications/{application}/withdrawal", new { reason = "Batal" })).Ok();
        foreach (
            var (id, status) in new[]
            {
                (active, "active"),
                (closed, "closed"),
                (signed, "signed"),
                (approved, "approved"),
                (cancelled, "cancelled"),
            }
        )
        {
            var loan = (await Office.Officer.Get($"/loans/{id}")).Ok();
            var borrower = (string)loan["borrower"]!["id"]!;
            Assert.That(await Found($"status={status}"), Has.Member(id));
            Assert.That(await Found($"q={loan.Text("number")}"), Is.EqualTo(new[] { id }));
            Assert.That(await Found($"borrowerId={borrower}"), Is.EqualTo(new[] { id }));
            Assert.That(await Found($"borrowerId={borrower}&status=writtenOff"), Is.Empty);
        }

        Assert.That(await Found("status=active"), Has.No.Member(closed));
        Assert.That(await Found("externalRef=LAMA-1"), Is.Empty);
    }

    [Test]
    public async Task A_copy_that_is_current_is_not_sent_again()
    {
        var id = await Office.NewActive();
        var path = $"/loans/{id}";
        var first = await Office.Officer.Get(path);
        var tag = first.Message.Headers.ETag!.ToString();

        var same = await Office.Officer.Send(HttpMethod.Get, path, null, [("If-None-Match", tag)]);
        var among = await Office.Officer.Send(HttpMethod.Get, path, null, [("If-None-Match", $"\"x\", W/{tag}")]);
        (await Office.Pay(id, 1_000)).Ok();
        var changed = await Office.Officer.Send(HttpMethod.Get, path, null, [("If-None-Match", tag)]);

        Assert.Multiple(() =>
        {
            Assert.That(same.Status, Is.EqualTo(HttpStatusCode.NotModified));
            Assert.That(same.Body, Is.Null);
            Assert.That(same.Message.Headers.ETag!.ToString(), Is.EqualTo(tag));
            Assert.That(among.Status, Is.EqualTo(HttpStatusCode.NotModified));
            Assert.That(changed.Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(changed.Message.Headers.ETag!.ToString(), Is.Not.EqualTo(tag));
        });
    }

    [Test]
    public async Task A_change_on_condition_of_a_stale_copy_is_refused()
    {
        var id = await Office.NewDraft();
        var path = $"/applications/{id}";
        var stale = (await Office.Officer.Get(path)).Message.Headers.ETag!.ToString();
        var terms = Office.Application(await Office.NewBorrower());
        (await Office.Officer.Put(path, terms.With(new { principal = 600_000 }), stale)).Ok();

        await Refuses(
            Office.Officer,
            who => who.Put(path, terms.With(new { principal = 700_000 }), stale),
            (HttpStatusCode.PreconditionFailed, "precondition.stale")
        );
        await Refuses(
            Office.Officer,
            who => who.Send(HttpMethod.Post, $"{path}/submission", null, [("If-Match", "\"lain\"")]),
            (HttpStatusCode.PreconditionFailed, "precondition.stale")
        );
        var current = (await Office.Officer.Get(path)).Message.Headers.ETag!.ToString();
        (await Office.Officer.Put(path, terms.With(new { principal = 700_000 }), $"\"lain\", {current}")).Ok();
        (await Office.Officer.Put(path, terms.With(new { principal = 800_000 }), "*")).Ok();
    }

    [Test]
    public async Task Every_conditional_write_heeds_the_condition()
    {
        var signed = await Office.NewSigned();
        var active = await Office.NewActive();
        var approved = await Office.NewApproved();
        var submitted = await Office.NewSubmitted();
        var surveyed = await Office.NewSurveyed();
        var transaction = await Office.LastTransaction(active);
        var newGroup = new
        {
            officeId = Office.Id,
            code = "SYARAT",
            name = "Syarat",
        };
        var group = (await Office.Officer.Post("/groups", newGroup)).Id();
        (ApiClient Who, HttpMethod Method, string Path, object? Body)[] writes =
        [
            (Office.Admin, HttpMethod.Put, $"/offices/{Office.Id}/holidays", Array.Empty<object>()),
            (Office.Admin, HttpMethod.Put, $"/products/{Office.ProductId}", TestOffice.Product("QH-MJK")),
            (Office.Officer, HttpMethod.Put, $"/groups/{group}/members", Array.Empty<string>()),
            (Office.Officer, HttpMethod.Put, $"/groups/{group}/chair", new { chairId = (string?)null }),
            (Office.Officer, HttpMethod.Post, $"/applications/{submitted}/survey", LoanSteps.Survey),
            (Office.Approver, HttpMethod.Post, $"/applications/{surveyed}/decisions", LoanSteps.Decision()),
            (Office.Officer, HttpMethod.Post, $"/applications/{surveyed}/withdrawal", new { reason = "Batal" }),
            (Office.Officer, HttpMethod.Post, $"/loans/{approved}/akad", LoanSteps.Akad),
            (Office.Cashier, HttpMethod.Post, $"/loans/{signed}/disbursements", LoanSteps.Disbursement),
            (Office.Cashier, HttpMethod.Post, $"/loans/{active}/repayments", LoanSteps.Repayment()),
            (
                Office.Cashier,
                HttpMethod.Post,
                $"/loans/{active}/transactions/{transaction}/reversal",
                new { reason = "Salah" }
            ),
        ];
        foreach (var (who, method, path, body) in writes)
        {
            await Refuses(
                who,
                by => by.Send(method, path, body, [("If-Match", "\"lama\""), ("Idempotency-Key", "syarat")]),
                (HttpStatusCode.PreconditionFailed, "precondition.stale")
            );
        }
    }

    [TestCase(null, "Pinjaman")]
    [TestCase("id", "Pinjaman")]
    [TestCase("id-ID", "Pinjaman")]
    [TestCase("fr", "Pinjaman")]
    [TestCase("en", "There is no such loan.")]
    [TestCase("en-GB,en;q=0.9,id;q=0.1", "There is no such loan.")]
    [TestCase("fr, en;q=0.5", "There is no such loan.")]
    [TestCase("!!", "Pinjaman")]
    public async Task An_answer_is_in_the_language_asked_for(string? language, string begins)
    {
        var who = language is null ? Office.Officer : Office.Officer.In(language);

        var problem = (await who.Get("/loans/x")).Refused(HttpStatusCode.NotFound, "loan.not_found");

        Assert.That(problem.Text("detail"), Does.StartWith(begins));
    }

    [TestCase("/me")]
    [TestCase("/loans/x")]
    [TestCase("/tidak/ada")]
    public async Task No_answer_may_be_guessed_at_or_framed(string path)
    {
        var headers = (await Office.Officer.Get(path)).Message.Headers;

        Assert.Multiple(() =>
        {
            Assert.That(headers.GetValues("X-Content-Type-Options"), Is.EqualTo(new[] { "nosniff" }));
            Assert.That(headers.GetValues("X-Frame-Options"), Is.EqualTo(new[] { "DENY" }));
        });
    }

    private async Task<List<string>> Found(string query)
    {
        var items = (await Office.Officer.Get($"/loans?limit=200&{query}")).Ok()["items"]!.AsArray();
        return [.. items.Select(item => item!.Text("id"))];
    }
}
