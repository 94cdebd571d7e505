using System.Net;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Http;

/// <summary>A key sent again brings the first answer, and never a second posting.</summary>
public sealed class IdempotencyTests : OfficeFixture
{
    [Test]
    public async Task Every_request_that_moves_money_needs_a_key()
    {
        var id = await Office.NewActive();
        var transaction = await Office.LastTransaction(id);
        var signed = await Office.NewSigned();
        var receipt = new
        {
            amount = 1,
            account = "cash",
            source = "Infak",
        };
        (string Path, object Body)[] requests =
        [
            ($"/loans/{id}/repayments", LoanSteps.Repayment()),
            ($"/loans/{signed}/disbursements", LoanSteps.Disbursement),
            ($"/loans/{id}/transactions/{transaction}/reversal", new { reason = "Salah" }),
            ($"/funds/{Office.FundId}/receipts", receipt),
            ($"/loans/{id}/recoveries", WriteOffSteps.Recovery()),
            ($"/transactions/{transaction}/reversal", new { reason = "Salah" }),
        ];
        foreach (var (path, body) in requests)
        {
            await Refuses(
                Office.Cashier,
                who => who.Post(path, body, idempotencyKey: null),
                Refusal.Invalid("idempotency_key.missing")
            );
        }
    }

    [TestCase("")]
    [TestCase("kunci\tdengan\ttab")]
    [TestCase("kunci-é")]
    [TestCase(null)]
    public async Task A_key_that_can_not_be_kept_is_no_key(string? key)
    {
        var id = await Office.NewActive();

        await Refuses(
            Office.Cashier,
            who => who.Post($"/loans/{id}/repayments", LoanSteps.Repayment(), key ?? new string('x', 201)),
            Refusal.Invalid("idempotency_key.missing")
        );
    }

    [Test]
    public async Task The_longest_key_is_a_key()
    {
        var id = await Office.NewActive();
        var key = new string('~', 199) + "!";

        (await Office.Cashier.Post($"/loans/{id}/repayments", LoanSteps.Repayment(), key)).Ok();
        Assert.That(IsReplayed(await Office.Cashier.Post($"/loans/{id}/repayments", LoanSteps.Repayment(), key)));
    }

    [Test]
    public async Task A_request_sent_again_is_answered_as_the_first_time_and_posts_nothing()
    {
        var id = await Office.NewActive();
        var body = LoanSteps.Repayment().With(new { infak = 5_000 });
        var first = await Office.Cashier.Post($"/loans/{id}/repayments", body, "sekali");
        first.Ok();
        // What happened since does not change the answer, nor does the hour.
        (await Office.Pay(id, 200_000)).Ok();
        Host.Clock.StandAt(BmdHost.Start.AddDays(30));
        var before = Books.Fingerprint();

        var again = await Office.Cashier.Post($"/loans/{id}/repayments", body, "sekali");

        Assert.Multiple(() =>
        {
            Assert.That(IsReplayed(first), Is.False);
            Assert.That(IsReplayed(again), Is.True);
            Assert.That(again.Status, Is.EqualTo(first.Status));
            Assert.That(again.Body!.ToJsonString(), Is.EqualTo(first.Body!.ToJsonString()));
            Assert.That(Books.Fingerprint(), Is.EqualTo(before));
        });
    }

    [Test]
    public async Task The_same_payload_in_other_words_is_the_same_payload()
    {
        var id = await Office.NewActive();
        (await Office.Cashier.Post($"/loans/{id}/repayments", LoanSteps.Repayment(), "sama")).Ok();
        const string Same = """{ "account": "cash", "paidOn":"2026-02-02", "reference": null, "amount": 100000 }""";
        var content = new StringContent(Same, System.Text.Encoding.UTF8, "application/json");

        Assert.That(IsReplayed(await Office.Cashier.Post($"/loans/{id}/repayments", content, "sama")));
    }

    [Test]
    public async Task A_key_with_another_payload_is_refused()
    {
        var id = await Office.NewActive();
        (await Office.Cashier.Post($"/loans/{id}/repayments", LoanSteps.Repayment(), "kunci")).Ok();

        await Refuses(
            Office.Cashier,
            who => who.Post($"/loans/{id}/repayments", LoanSteps.Repayment(100_001), "kunci"),
            (HttpStatusCode.UnprocessableEntity, "idempotency_key.reused")
        );
    }

    [Test]
    public async Task The_same_key_of_another_path_or_person_is_another_key()
    {
        var (first, second) = (await Office.NewActive(), await Office.NewActive());

        (await Office.Cashier.Post($"/loans/{first}/repayments", LoanSteps.Repayment(), "milikku")).Ok();
        var otherPath = await Office.Cashier.Post($"/loans/{second}/repayments", LoanSteps.Repayment(), "milikku");
        var otherPerson = await Office.Officer.Post($"/loans/{first}/repayments", LoanSteps.Repayment(), "milikku");

        Assert.Multiple(() =>
        {
            Assert.That(IsReplayed(otherPath), Is.False);
            Assert.That(IsReplayed(otherPerson), Is.False);
            Assert.That(otherPerson.Ok().Number("outstanding"), Is.EqualTo(800_000));
        });
    }

    [TestCase("/loans/{0}/repayments/")]
    [TestCase("/LOANS/{0}/Repayments")]
    public async Task Another_spelling_of_the_address_is_the_same_path(string spelling)
    {
        var id = await Office.NewActive();
        (await Office.Cashier.Post($"/loans/{id}/repayments", LoanSteps.Repayment(), "ejaan")).Ok();
        var path = string.Format(System.Globalization.CultureInfo.InvariantCulture, spelling, id);

        Assert.That(IsReplayed(await Office.Cashier.Post(path, LoanSteps.Repayment(), "ejaan")));
    }

    [Test]
    public async Task A_refused_attempt_does_not_burn_the_key()
    {
        var id = await Office.NewActive();
        var path = $"/loans/{id}/repayments";
        (await Office.Cashier.Post(path, LoanSteps.Repayment(2_000_000), "dicoba")).Refused(
            HttpStatusCode.Conflict,
            "loan.overpaid"
        );
        (await Office.Cashier.Post(path, LoanSteps.Repayment(0), "dicoba")).Refused(
            HttpStatusCode.BadRequest,
            "request.invalid"
        );

        var paid = await Office.Cashier.Post(path, LoanSteps.Repayment(), "dicoba");

        Assert.That(IsReplayed(paid), Is.False);
        Assert.That(paid.Ok().Number("outstanding"), Is.EqualTo(900_000));
    }

    [Test]
    public async Task Two_identical_requests_at_the_same_moment_post_once()
    {
        for (var round = 0; round < 10; round++)
        {
            var id = await Office.NewActive(1_000_000, 2);
            var key = $"serempak {round}";

            var answers = await Task.WhenAll(
                Enumerable
                    .Range(0, 4)
                    .Select(_ =>
                        Task.Run(() => Office.Cashier.Post($"/loans/{id}/repayments", LoanSteps.Repayment(), key))
                    )
            );

            Assert.Multiple(() =>
            {
                Assert.That(answers.Select(answer => answer.Status), Is.All.EqualTo(HttpStatusCode.Created));
                Assert.That(answers.Count(IsReplayed), Is.EqualTo(3));
                Assert.That(
                    answers.Select(answer => answer.Ok().Text("receiptNumber")).Distinct().Count(),
                    Is.EqualTo(1)
                );
            });
            Assert.That((await Office.Officer.Get($"/loans/{id}")).Ok().Number("outstanding"), Is.EqualTo(900_000));
        }
    }

    [Test]
    public async Task A_replay_is_only_for_those_who_may_still_do_it()
    {
        var cashier = await Office.AddUser("mantan", ["cashier"], null);
        var id = await Office.NewActive();
        (await cashier.Post($"/loans/{id}/repayments", LoanSteps.Repayment(), "dulu")).Ok();
        Books.Change(
            "UPDATE [AppUserRole] SET [Role] = 'auditor' WHERE [UserId] = (SELECT [Id] FROM [AppUser] WHERE [UserName] = 'mantan.MJK')"
        );

        (await cashier.Post($"/loans/{id}/repayments", LoanSteps.Repayment(), "dulu")).Refused(
            HttpStatusCode.Forbidden,
            "access.denied"
        );
    }

    [Test]
    public async Task Other_writes_keep_the_promise_of_a_key_too()
    {
        var body = Office.Borrower();

        var first = await Office.Officer.Post("/borrowers", body, "daftar");
        var again = await Office.Officer.Post("/borrowers", body, "daftar");

        Assert.Multiple(() =>
        {
            Assert.That(IsReplayed(again), Is.True);
            Assert.That(again.Id(), Is.EqualTo(first.Id()));
        });
    }

    [Test]
    public async Task What_is_kept_of_a_payload_tells_nobody_what_was_in_it()
    {
        // Somebody with the file, who guesses the password of a new user, must not be able to check the guess.
        var user = new
        {
            userName = "rahasia.MJK",
            displayName = "Rahasia",
            roles = new[] { "auditor" },
            officeId = Office.Id,
            password = "kata-sandi-123",
        };
        (await Office.Admin.Post("/users", user, "rahasia")).Ok();

        var row = Books.Query("SELECT * FROM [IdempotencyKey] WHERE [IdempotencyKey] = 'rahasia'")[0];
        var command = new Features.Access.CreateUser.CreateUser
        {
            UserName = user.userName,
            DisplayName = user.displayName,
            Roles = [Platform.Access.Role.Auditor],
            OfficeId = user.officeId,
            Password = user.password,
        };
        var guess = $"{command.GetType().FullName}\n{Platform.Json.Write(command)}";
        var plain = Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(guess))
        );

        Assert.Multiple(() =>
        {
            Assert.That((string)row["RequestHash"]!, Is.Not.EqualTo(plain));
            Assert.That((string)row["Response"]!, Does.Not.Contain("kata-sandi-123"));
        });
    }

    private static bool IsReplayed(Answer answer) =>
        answer.Message.Headers.TryGetValues("Idempotent-Replayed", out var values) && values.Single() == "true";
}
