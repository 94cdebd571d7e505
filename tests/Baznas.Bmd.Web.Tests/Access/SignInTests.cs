using System.Net;
using System.Text;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Access;

/// <summary>Who signs in, who is locked out and for how long, and that a token says who and not what they may.</summary>
public sealed class SignInTests : OfficeFixture
{
    private const string Password = "kata-sandi-123";

    [Test]
    public async Task A_sign_in_gives_a_bearer_token_that_says_who_one_is()
    {
        var token = (await SignIn("approver.MJK", Password)).Ok();
        var me = (await Bearing(token.Text("accessToken")).Get("/me")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(token.Text("tokenType"), Is.EqualTo("Bearer"));
            Assert.That(token.Number("expiresIn"), Is.GreaterThan(0));
            Assert.That(me.Text("userName"), Is.EqualTo("approver.MJK"));
            Assert.That(me.Text("officeId"), Is.EqualTo(Office.Id));
            Assert.That(me.Number("approvalLimit"), Is.EqualTo(5_000_000));
            Assert.That(me["roles"]!.ToJsonString(), Is.EqualTo("""["approver"]"""));
        });
    }

    [Test]
    public async Task A_wrong_password_and_an_unknown_name_are_refused_in_the_same_words()
    {
        var wrong = (await SignIn("officer.MJK", "salah-sekali")).Refused(
            HttpStatusCode.Unauthorized,
            "auth.invalid_credentials"
        );
        var unknown = (await SignIn("tidak.ada", "salah-sekali")).Refused(
            HttpStatusCode.Unauthorized,
            "auth.invalid_credentials"
        );

        Assert.That(
            System.Text.Json.Nodes.JsonNode.DeepEquals(wrong.Without("traceId"), unknown.Without("traceId")),
            Is.True
        );
        (await SignIn("officer.MJK", Password)).Ok();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Five_failures_lock_a_name_out_for_a_quarter_of_an_hour_known_or_not(bool isKnown)
    {
        var name = isKnown ? "terkunci.MJK" : "hantu.MJK";
        if (isKnown)
        {
            await Office.AddUser("terkunci", ["auditor"], null);
        }

        for (var i = 0; i < 5; i++)
        {
            (await SignIn(name, "salah-sekali")).Refused(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        }

        (await SignIn(name, Password)).Refused(HttpStatusCode.Unauthorized, "auth.locked_out");
        // Another spelling is the same name.
        (await SignIn(name.ToUpperInvariant(), Password)).Refused(HttpStatusCode.Unauthorized, "auth.locked_out");
        Host.Clock.StandAt(BmdHost.Start.AddMinutes(14.9));
        (await SignIn(name, Password)).Refused(HttpStatusCode.Unauthorized, "auth.locked_out");
        Host.Clock.StandAt(BmdHost.Start.AddMinutes(15.1));
        var after = await SignIn(name, Password);

        Assert.That(after.Status, Is.EqualTo(isKnown ? HttpStatusCode.OK : HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task A_success_forgets_the_failures_before_it()
    {
        await Office.AddUser("pelupa", ["auditor"], null);
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 4; i++)
            {
                (await SignIn("pelupa.MJK", "salah-sekali")).Refused(
                    HttpStatusCode.Unauthorized,
                    "auth.invalid_credentials"
                );
            }

            (await SignIn("pelupa.MJK", Password)).Ok();
        }
    }

    [Test]
    public async Task Guesses_at_the_same_moment_are_all_counted()
    {
        await Office.AddUser("serempak", ["auditor"], null);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => SignIn("serempak.MJK", "salah-sekali"))));

        (await SignIn("serempak.MJK", Password)).Refused(HttpStatusCode.Unauthorized, "auth.locked_out");
    }

    [TestCase("")]
    [TestCase("Basic YWRtaW46YWRtaW4=")]
    [TestCase("Bearer")]
    [TestCase("Bearer x.y.z")]
    public async Task Without_a_token_of_this_service_one_is_nobody(string authorization)
    {
        var http = Host.CreateClient();
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);

        (await new ApiClient(http).Get("/me")).Refused(HttpStatusCode.Unauthorized, "access.not_signed_in");
    }

    [Test]
    public async Task A_token_that_was_tampered_with_is_refused()
    {
        var officer = await Token("officer.MJK");
        var admin = (
            await Host.Anonymous.Post("/auth/tokens", new { userName = "admin", password = BmdHost.AdminPassword })
        )
            .Ok()
            .Text("accessToken");
        var (mine, theirs) = (officer.Split('.'), admin.Split('.'));
        var unsigned = Convert.ToBase64String(Encoding.UTF8.GetBytes("""{"alg":"none","typ":"JWT"}""")).TrimEnd('=');
        string[] forged =
        [
            $"{mine[0]}.{theirs[1]}.{mine[2]}",
            $"{unsigned}.{theirs[1]}.",
            $"{mine[0]}.{mine[1]}.{mine[2][..^4]}AAAA",
            $"{mine[0]}.{mine[1]}",
        ];

        foreach (var token in forged)
        {
            (await Bearing(token).Get("/me")).Refused(HttpStatusCode.Unauthorized, "access.not_signed_in");
        }
    }

    [Test]
    public async Task Roles_are_read_again_on_each_call()
    {
        var auditor = await Office.AddUser("berganti", ["auditor"], null);
        (await auditor.Get("/audit/verification")).Ok();
        var id = Books.Value<string>("SELECT [Id] FROM [AppUser] WHERE [UserName] = 'berganti.MJK'");

        Change($"UPDATE [AppUserRole] SET [Role] = 'cashier' WHERE [UserId] = '{id}'");

        (await auditor.Get("/audit/verification")).Refused(HttpStatusCode.Forbidden, "access.denied");
        Assert.That((await auditor.Get("/me")).Ok()["roles"]!.ToJsonString(), Is.EqualTo("""["cashier"]"""));
    }

    [TestCase("[IsActive] = 0")]
    [TestCase("[SecurityStamp] = 'lain'")]
    public async Task Who_was_sent_away_is_nobody_at_once(string change)
    {
        var name = $"pergi{change.Length}";
        var gone = await Office.AddUser(name, ["auditor"], null);
        (await gone.Get("/me")).Ok();

        Change($"UPDATE [AppUser] SET {change} WHERE [UserName] = '{name}.MJK'");

        (await gone.Get("/me")).Refused(HttpStatusCode.Unauthorized, "access.not_signed_in");
    }

    [Test]
    public async Task Who_was_sent_away_does_not_sign_in_again()
    {
        await Office.AddUser("nonaktif", ["auditor"], null);
        Change("UPDATE [AppUser] SET [IsActive] = 0 WHERE [UserName] = 'nonaktif.MJK'");

        (await SignIn("nonaktif.MJK", Password)).Refused(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
    }

    [Test]
    public async Task A_password_of_a_megabyte_is_refused_without_being_hashed() =>
        (await SignIn("officer.MJK", new string('x', 200_000))).Refused(
            HttpStatusCode.Unauthorized,
            "auth.invalid_credentials"
        );

    [Test]
    public void No_password_is_stored_as_it_was_typed() =>
        Assert.That(
            Books.Query("SELECT [PasswordHash] FROM [AppUser]").Select(row => (string)row["PasswordHash"]!),
            Has.All.Not.Contains(Password).And.All.Not.Contains(BmdHost.AdminPassword)
        );

    private Task<Answer> SignIn(string userName, string password) =>
        Host.Anonymous.Post("/auth/tokens", new { userName, password });

    private async Task<string> Token(string userName) => (await SignIn(userName, Password)).Ok().Text("accessToken");

    private ApiClient Bearing(string token)
    {
        var http = Host.CreateClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return new ApiClient(http);
    }

    private void Change(string statement) => Books.Change(statement);
}
