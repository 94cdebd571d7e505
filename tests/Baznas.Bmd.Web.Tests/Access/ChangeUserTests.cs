using System.Net;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Access;

/// <summary>What administrators change about users, and that it holds at once.</summary>
public sealed class ChangeUserTests : OfficeFixture
{
    private static int _no;

    [Test]
    public async Task Who_may_no_longer_sign_in_is_out_at_once_and_comes_back_only_by_signing_in_again()
    {
        var (id, name, client) = await NewUser();
        (await client.Get("/me")).Ok();

        (await Office.Admin.Put($"/users/{id}", Change(isActive: false))).Ok();
        var afterwards = await client.Get("/me");
        var signIn = await SignIn(name, TestOffice.Password);
        (await Office.Admin.Put($"/users/{id}", Change())).Ok();

        Assert.Multiple(async () =>
        {
            Assert.That(afterwards.Status, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(signIn, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That((await client.Get("/me")).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(await SignIn(name, TestOffice.Password), Is.EqualTo(HttpStatusCode.OK));
        });
    }

    [Test]
    public async Task Roles_and_limit_hold_from_the_next_request_on()
    {
        var (id, _, client) = await NewUser();
        var before = await client.Get("/reports/portfolio");

        (await Office.Admin.Put($"/users/{id}", Change(["approver", "fieldOfficer"], 2_000_000))).Ok();
        var view = (await Office.Admin.Get($"/users/{id}")).Ok();

        Assert.Multiple(async () =>
        {
            Assert.That(before.Status, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That((await client.Get("/reports/portfolio")).Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That((long)view["approvalLimit"]!, Is.EqualTo(2_000_000));
            Assert.That(
                view["roles"]!.AsArray().Select(role => (string)role!),
                Is.EquivalentTo(new[] { "approver", "fieldOfficer" })
            );
        });
    }

    [Test]
    public async Task A_new_password_ends_every_sign_in_and_stands_in_no_audit_event()
    {
        const string New = "sandi-baru-yang-lain";
        var (id, name, client) = await NewUser();

        (await Office.Admin.Put($"/users/{id}", Change(password: New))).Ok();
        var audit = (await Office.Auditor.Get($"/audit/events?limit=5&officeId={Office.Id}")).Ok();

        Assert.Multiple(async () =>
        {
            Assert.That((await client.Get("/me")).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(await SignIn(name, TestOffice.Password), Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(await SignIn(name, New), Is.EqualTo(HttpStatusCode.OK));
            Assert.That(audit.ToJsonString(), Does.Contain("user.password_replaced").And.Not.Contain(New));
        });
    }

    [Test]
    public async Task Administrators_can_t_lock_themselves_out_nor_make_a_cashier_of_all_offices()
    {
        var self = (await Office.Admin.Get("/me")).Ok()["id"];
        var body = Change(["admin"]);

        (await Office.Admin.Put($"/users/{self}", Change(["admin"], isActive: false))).Refused(
            HttpStatusCode.Conflict,
            "user.own_access"
        );
        (await Office.Admin.Put($"/users/{self}", Change(["auditor"]))).Refused(
            HttpStatusCode.Conflict,
            "user.own_access"
        );
        (await Office.Admin.Put($"/users/{self}", Change(["admin", "cashier"]))).Refused(
            HttpStatusCode.BadRequest,
            "field.office_required"
        );
        (await Office.Admin.Put($"/users/{self}", body)).Ok();
    }

    [Test]
    public async Task Users_of_another_office_are_not_there_and_a_stale_change_is_refused()
    {
        var (id, _, _) = await NewUser();
        var other = await TestOffice.Open(Host, "KDC");
        var admin = await other.AddUser("admin-kdc", ["admin"], null);
        var tag = (await Office.Admin.Get($"/users/{id}")).Message.Headers.ETag!.ToString();
        (await Office.Admin.Put($"/users/{id}", Change(["cashier"]))).Ok();

        (await admin.Get($"/users/{id}")).Refused(HttpStatusCode.NotFound, "user.not_found");
        (await admin.Put($"/users/{id}", Change())).Refused(HttpStatusCode.NotFound, "user.not_found");
        Assert.That(
            (await Office.Admin.Put($"/users/{id}", Change(), tag)).Status,
            Is.EqualTo(HttpStatusCode.PreconditionFailed)
        );
    }

    private static object Change(
        string[]? roles = null,
        long? approvalLimit = null,
        bool isActive = true,
        string? password = null
    ) =>
        new
        {
            roles = roles ?? ["fieldOfficer"],
            approvalLimit,
            isActive,
            password,
        };

    private async Task<(string Id, string Name, ApiClient Client)> NewUser()
    {
        var name = $"ubah{Interlocked.Increment(ref _no)}";
        var client = await Office.AddUser(name, ["fieldOfficer"], null);
        var me = (await client.Get("/me")).Ok();
        return ((string)me["id"]!, (string)me["userName"]!, client);
    }

    private async Task<HttpStatusCode> SignIn(string userName, string password) =>
        (await Host.Anonymous.Post("/auth/tokens", new { userName, password })).Status;
}
