using System.Net;
using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Access;

/// <summary>Borrowers sign in with a telephone number and a PIN, and see what is theirs and nothing else.</summary>
public sealed class BorrowerAccessTests : OfficeFixture
{
    private static int _phone;

    [Test]
    public async Task A_pin_opens_what_is_owed_and_when_it_is_due()
    {
        var (borrower, phone) = await NewBorrower();
        var loan = await ActiveLoanOf(borrower);
        (await Office.Pay(loan, 150_000)).Ok();
        var who = await SignedIn(phone, await Pin(borrower));

        var overview = (await who.Get("/my")).Ok();
        var open = overview["open"]![0]!;

        Assert.Multiple(() =>
        {
            Assert.That(overview["open"]!.AsArray(), Has.Count.EqualTo(1));
            Assert.That(open.Text("id"), Is.EqualTo(loan));
            Assert.That(open.Number("stillOwed"), Is.EqualTo(850_000));
            Assert.That(open.Number("repaid"), Is.EqualTo(150_000));
            // Due weekly from 16 January: the second instalment is half paid on 4 March.
            Assert.That(open["nextDue"]!.Number("amount"), Is.EqualTo(50_000));
            Assert.That(open["nextDue"]!.Text("dueOn"), Is.EqualTo("2026-01-23"));
            Assert.That(open.Number("daysLate"), Is.EqualTo(40));
            Assert.That(overview["office"]!.Text("name"), Is.EqualTo("BMD MJK"));
        });

        var details = (await who.Get($"/my/loans/{loan}")).Ok();
        Assert.Multiple(() =>
        {
            Assert.That(details["schedule"]!.AsArray(), Has.Count.EqualTo(10));
            Assert.That(
                details["payments"]!.AsArray().Select(payment => payment!.Text("kind")),
                Is.EqualTo(["repayment", "disbursement"])
            );
            Assert.That(details["payments"]![0]!.Number("amount"), Is.EqualTo(150_000));
            Assert.That(details["payments"]![0]!.Text("receiptNumber"), Is.Not.Empty);
        });
    }

    [Test]
    public async Task A_payment_that_was_taken_back_is_not_shown_and_more_than_was_owed_is_shown_whole()
    {
        var (borrower, phone) = await NewBorrower();
        var loan = await ActiveLoanOf(borrower);
        var wrong = (await Office.Pay(loan, 70_000)).Ok().Text("transactionId");
        (
            await Office.Cashier.Post($"/loans/{loan}/transactions/{wrong}/reversal", new { reason = "Salah catat" })
        ).Ok();
        (
            await Office.Cashier.Post(
                $"/loans/{loan}/repayments",
                new
                {
                    amount = 1_200_000,
                    account = "cash",
                    excess = "deposit",
                    infak = 5_000,
                }
            )
        ).Ok();
        var who = await SignedIn(phone, await Pin(borrower));

        var overview = (await who.Get("/my")).Ok();
        var payments = (await who.Get($"/my/loans/{loan}")).Ok()["payments"]!.AsArray();

        Assert.Multiple(() =>
        {
            Assert.That(payments.Select(payment => payment!.Number("amount")), Is.EqualTo([1_200_000, 1_000_000]));
            Assert.That(overview.Number("deposit"), Is.EqualTo(200_000));
            Assert.That(overview.Number("infakGiven"), Is.EqualTo(5_000));
            Assert.That(overview["open"]!.AsArray(), Is.Empty);
            Assert.That(overview["past"]![0]!.Text("status"), Is.EqualTo("closed"));
        });
    }

    [Test]
    public async Task What_is_somebody_elses_is_not_there()
    {
        var (borrower, phone) = await NewBorrower();
        var others = await Office.NewActive();
        var who = await SignedIn(phone, await Pin(borrower));

        (await who.Get($"/my/loans/{others}")).Refused(HttpStatusCode.NotFound, "loan.not_found");
        (await who.Get("/my/loans/nothing")).Refused(HttpStatusCode.NotFound, "loan.not_found");
        Assert.That((await who.Get("/my")).Ok()["open"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task Nothing_else_is_open_to_a_borrower()
    {
        var (borrower, phone) = await NewBorrower();
        var loan = await ActiveLoanOf(borrower);
        var who = await SignedIn(phone, await Pin(borrower));
        string[] theirs =
        [
            "/api/v1/my",
            "/api/v1/my/loans/{id}",
            "/api/v1/my/loans/{id}/documents",
            // Of their own loans only.
            "/api/v1/documents/{kind}/{id}",
            "/api/v1/me",
            "/api/v1/schedules/preview",
        ];
        var others = Endpoints
            .Of(Host)
            .Where(endpoint => endpoint is { RequestType: not null, Method: "GET" } && !theirs.Contains(endpoint.Path))
            .Select(endpoint => endpoint.Path["/api/v1".Length..])
            .ToList();
        Assert.That(others, Has.Count.GreaterThan(40));

        foreach (var path in others)
        {
            var own = path.Contains("borrowers/", StringComparison.Ordinal) ? borrower : loan;
            var asked = Endpoints.Shape(path).Replace("{}", own, StringComparison.Ordinal);
            asked += path switch
            {
                "/reports/general-ledger" => "?account=cash",
                "/reports/statement-postings" => "?statement=cashFlows&line=principal",
                _ => "",
            };

            if (path.EndsWith("message-templates", StringComparison.Ordinal))
            {
                asked += $"?officeId={loan}";
            }

            (await who.Get(asked)).Refused(HttpStatusCode.Forbidden, "access.denied");
        }

        var me = (await who.Get("/me")).Ok();
        Assert.That(me["roles"]!.ToJsonString(), Is.EqualTo("""["borrower"]"""));
    }

    [Test]
    public async Task Somebody_with_the_role_who_is_no_borrower_sees_nobodys_loans()
    {
        var who = await Office.AddUser("bukan-mitra", ["borrower"], null);

        (await who.Get("/my")).Refused(HttpStatusCode.NotFound, "borrower.not_found");
        var loan = await Office.NewActive();
        (await who.Get($"/my/loans/{loan}")).Refused(HttpStatusCode.NotFound, "borrower.not_found");
        (await who.Get($"/my/loans/{loan}/documents")).Refused(HttpStatusCode.NotFound, "borrower.not_found");
        (await who.Get($"/documents/akad/{loan}")).Refused(HttpStatusCode.NotFound, "document.not_found");
    }

    [Test]
    public async Task A_wrong_pin_and_an_unknown_number_are_refused_in_the_same_words()
    {
        var (borrower, phone) = await NewBorrower();
        var pin = await Pin(borrower);

        var wrong = (await SignIn(phone, Wrong(pin))).Refused(HttpStatusCode.Unauthorized, "auth.invalid_pin");
        var unknown = (await SignIn("081999999999", pin)).Refused(HttpStatusCode.Unauthorized, "auth.invalid_pin");
        var tooLong = (await SignIn(phone, pin + "0")).Refused(HttpStatusCode.Unauthorized, "auth.invalid_pin");

        Assert.That(JsonNode.DeepEquals(wrong.Without("traceId"), unknown.Without("traceId")), Is.True);
        Assert.That(JsonNode.DeepEquals(wrong.Without("traceId"), tooLong.Without("traceId")), Is.True);
        (await SignIn($"{phone[..4]} {phone[4..]}", $"{pin[..3]} {pin[3..]}")).Ok();
    }

    [Test]
    public async Task What_is_no_telephone_number_says_so() =>
        (await SignIn("besok", "123456")).Refused(HttpStatusCode.BadRequest, "request.invalid");

    [TestCase(true)]
    [TestCase(false)]
    public async Task Five_wrong_pins_lock_a_number_for_a_quarter_of_an_hour_known_or_not(bool isKnown)
    {
        var (borrower, phone) = await NewBorrower();
        var pin = isKnown ? await Pin(borrower) : "482913";
        for (var i = 0; i < 5; i++)
        {
            (await SignIn(phone, Wrong(pin))).Refused(HttpStatusCode.Unauthorized, "auth.invalid_pin");
        }

        (await SignIn(phone, pin)).Refused(HttpStatusCode.Unauthorized, "auth.locked_out");
        // Another spelling is the same number.
        (await SignIn($"+62{phone[1..]}", pin)).Refused(HttpStatusCode.Unauthorized, "auth.locked_out");
        Host.Clock.StandAt(BmdHost.Start.AddMinutes(15.1));
        var after = await SignIn(phone, pin);

        Assert.That(after.Status, Is.EqualTo(isKnown ? HttpStatusCode.OK : HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task A_new_pin_ends_the_old_one_and_whoever_is_signed_in_by_it()
    {
        var (borrower, phone) = await NewBorrower();
        var old = await Pin(borrower);
        var who = await SignedIn(phone, old);
        (await who.Get("/my")).Ok();

        var next = await Pin(borrower);

        (await who.Get("/my")).Refused(HttpStatusCode.Unauthorized, "access.not_signed_in");
        (await SignIn(phone, old)).Refused(HttpStatusCode.Unauthorized, "auth.invalid_pin");
        (await (await SignedIn(phone, next)).Get("/my")).Ok();
    }

    [Test]
    public async Task A_pin_that_was_withdrawn_opens_nothing()
    {
        var (borrower, phone) = await NewBorrower();
        var pin = await Pin(borrower);
        var who = await SignedIn(phone, pin);

        var access = (await Office.Officer.Post($"/borrowers/{borrower}/pin/withdrawal", null)).Ok();

        Assert.That((bool)access["hasPin"]!, Is.False);
        (await who.Get("/my")).Refused(HttpStatusCode.Unauthorized, "access.not_signed_in");
        (await SignIn(phone, pin)).Refused(HttpStatusCode.Unauthorized, "auth.invalid_pin");
        await Refuses(
            Office.Officer,
            officer => officer.Post($"/borrowers/{borrower}/pin/withdrawal", null),
            Refusal.Conflict("borrower.no_pin")
        );
    }

    [Test]
    public async Task Of_borrowers_who_share_a_number_the_pin_tells_who_it_is()
    {
        var (wife, phone) = await NewBorrower();
        var husband = (await Office.Officer.Post("/borrowers", Office.Borrower().With(new { phone }))).Id();
        var (hers, his) = (await Pin(wife), await Pin(husband));

        Assert.That(his, Is.Not.EqualTo(hers));
        Assert.That((await (await SignedIn(phone, hers)).Get("/me")).Ok().Text("id"), Is.EqualTo(wife));
        Assert.That((await (await SignedIn(phone, his)).Get("/me")).Ok().Text("id"), Is.EqualTo(husband));
    }

    [Test]
    public async Task Without_a_telephone_number_there_is_no_pin()
    {
        var borrower = (await Office.Officer.Post("/borrowers", Office.Borrower().Without("phone"))).Id();

        await Refuses(
            Office.Officer,
            officer => officer.Post($"/borrowers/{borrower}/pin", null),
            Refusal.Conflict("borrower.no_phone")
        );
    }

    [Test]
    public async Task A_pin_is_told_once_and_kept_nowhere()
    {
        var (borrower, _) = await NewBorrower();
        const string Key = "pin-sekali";
        var pin = (await Office.Officer.Post($"/borrowers/{borrower}/pin", null, Key)).Ok().Text("pin");

        var access = (await Office.Auditor.Get($"/borrowers/{borrower}/pin")).Ok();
        var answers = Books.Query("SELECT [Response] FROM [IdempotencyKey]");
        var events = Books.Query($"SELECT [After] FROM [AuditEvent] WHERE [SubjectId] = '{borrower}'");
        var hashes = Books.Query($"SELECT [PinHash] FROM [BorrowerPin] WHERE [BorrowerId] = '{borrower}'");

        Assert.Multiple(() =>
        {
            Assert.That(pin, Does.Match("^[0-9]{6}$"));
            Assert.That((bool)access["hasPin"]!, Is.True);
            Assert.That(access.Text("changedBy"), Is.EqualTo("officer.MJK"));
            Assert.That(answers.Select(row => (string)row["Response"]!), Has.None.Contains($"\"{pin}\""));
            Assert.That(events.Select(row => (string)row["After"]!), Is.Not.Empty.And.None.Contains(pin));
            Assert.That(hashes.Select(row => (string)row["PinHash"]!), Has.All.Length.EqualTo(64));
        });
    }

    [TestCase("UPDATE [BorrowerPin] SET [ChangedBy] = 'x'")]
    [TestCase("DELETE FROM [BorrowerPin]")]
    public async Task The_history_of_pins_is_never_changed(string statement)
    {
        var (borrower, _) = await NewBorrower();
        await Pin(borrower);

        Assert.That(() => Books.Change(statement), Throws.Exception.With.Message.Contains("append-only"));
    }

    private static string Wrong(string pin) => (pin[0] == '9' ? "0" : "9") + pin[1..];

    private async Task<(string Id, string Phone)> NewBorrower()
    {
        var phone = $"0813{Interlocked.Increment(ref _phone):D8}";
        return ((await Office.Officer.Post("/borrowers", Office.Borrower().With(new { phone }))).Id(), phone);
    }

    private async Task<string> ActiveLoanOf(string borrowerId)
    {
        var id = (await Office.Officer.Post("/applications", Office.Application(borrowerId))).Id();
        (await Office.Officer.Post($"/applications/{id}/submission", null)).Ok();
        (await Office.Officer.Post($"/applications/{id}/survey", LoanSteps.Survey)).Ok();
        var decided = (await Office.Approver.Post($"/applications/{id}/decisions", LoanSteps.Decision())).Ok();
        var loan = decided.Text("loanId");
        (await Office.Officer.Post($"/loans/{loan}/akad", LoanSteps.Akad)).Ok();
        (await Office.Cashier.Post($"/loans/{loan}/disbursements", LoanSteps.Disbursement)).Ok();
        return loan;
    }

    private async Task<string> Pin(string borrower) =>
        (await Office.Officer.Post($"/borrowers/{borrower}/pin", null)).Ok().Text("pin");

    private Task<Answer> SignIn(string phone, string pin) =>
        Host.Anonymous.Post("/auth/borrower-tokens", new { phone, pin });

    private async Task<ApiClient> SignedIn(string phone, string pin)
    {
        var http = Host.CreateClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", (await SignIn(phone, pin)).Ok().Text("accessToken"));
        return new ApiClient(http);
    }
}
