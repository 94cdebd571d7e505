using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Groups;

/// <summary>Who chairs a group changes with time, and stays readable. Today is 4 March 2026.</summary>
public sealed class GroupChairTests : OfficeFixture
{
    [Test]
    public async Task Whoever_chairs_a_new_group_belongs_to_it()
    {
        var chair = await Office.NewBorrower();
        var group = await Founded("KETUA", chair);

        Assert.Multiple(() =>
        {
            Assert.That(group.Number("memberCount"), Is.EqualTo(1));
            Assert.That(group["members"]![0]!.Text("borrowerId"), Is.EqualTo(chair));
            Assert.That(Chairs(group), Is.EqualTo(new[] { (chair, "2026-03-04", (string?)null) }));
        });
        await Refuses(
            Office.Officer,
            who => who.Post("/groups", Body("LAIN", chair)),
            Refusal.Conflict("group.member_elsewhere")
        );
    }

    [Test]
    public async Task A_new_chair_follows_the_old_one_who_is_remembered_for_the_days_before()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        var loans = new[] { await office.NewActive(), await office.NewActive() };
        var id = await office.NewGroup(new Books(host), loans);
        var first = await office.BorrowerOf(loans[0]);
        var second = await office.BorrowerOf(loans[1]);
        host.Clock.StandAt(BmdHost.Start.AddDays(7));

        var group = (await office.Officer.Put($"/groups/{id}/chair", new { chairId = second })).Ok();
        var audited = (await office.Auditor.Get("/audit/events?action=group.chair_changed")).Ok()["items"]!.AsArray();

        Assert.That(group.Text("chairId"), Is.EqualTo(second));
        Assert.That(
            Chairs(group),
            Is.EqualTo(new[] { (second, "2026-03-11", null), (first, "2026-01-02", (string?)"2026-03-11") })
        );
        Assert.That(await ChairOn(office, id, "2026-03-10"), Is.EqualTo(first));
        Assert.That(await ChairOn(office, id, "2026-03-11"), Is.EqualTo(second));
        Assert.That(
            audited.Select(item => (item!["before"]!.Text("chairId"), item["after"]!.Text("chairId"))),
            Is.EqualTo(new[] { (first, second) })
        );
        Assert.That((bool)(await office.Auditor.Get("/audit/verification")).Ok()["verified"]!);
    }

    [Test]
    public async Task A_chair_who_leaves_the_group_chairs_it_no_more()
    {
        var chair = await Office.NewBorrower();
        var other = await Office.NewBorrower();
        var id = (await Founded("PERGI", chair)).Text("id");

        (await Office.Officer.Put($"/groups/{id}/members", new[] { other })).Ok();
        var left = (await Office.Officer.Get($"/groups/{id}")).Ok();
        (await Office.Officer.Put($"/groups/{id}/chair", new { chairId = other })).Ok();
        var nobody = (await Office.Officer.Put($"/groups/{id}/chair", new { chairId = (string?)null })).Ok();

        Assert.That((string?)left["chairId"], Is.Null);
        Assert.That((string?)nobody["chairId"], Is.Null);
    }

    [Test]
    public async Task Only_a_member_chairs_a_group_and_only_an_officer_says_so()
    {
        var chair = await Office.NewBorrower();
        var id = (await Founded("SAH", chair)).Text("id");
        var stranger = await Office.NewBorrower();
        var path = $"/groups/{id}/chair";

        await Refuses(
            Office.Officer,
            who => who.Put(path, new { chairId = stranger }),
            Refusal.Conflict("group.not_a_member")
        );
        await Refuses(
            Office.Officer,
            who => who.Put(path, new { chairId = Guid.NewGuid().ToString() }),
            Refusal.NotFound("borrower.not_found")
        );
        await Refuses(
            Office.Cashier,
            who => who.Put(path, new { chairId = chair }),
            Refusal.Forbidden("access.denied")
        );
    }

    [Test]
    public async Task Naming_the_chair_again_changes_nothing()
    {
        var chair = await Office.NewBorrower();
        var id = (await Founded("TETAP", chair)).Text("id");
        var before = Books.Fingerprint();

        (await Office.Officer.Put($"/groups/{id}/chair", new { chairId = chair })).Ok();

        Assert.That(Books.Fingerprint(), Is.EqualTo(before));
    }

    private async Task<JsonNode> Founded(string code, string chair) =>
        (await Office.Officer.Post("/groups", Body(code, chair))).Ok();

    private object Body(string code, string chair) =>
        new
        {
            officeId = Office.Id,
            code,
            name = "Melati",
            chairId = chair,
        };

    private static IEnumerable<(string, string, string?)> Chairs(JsonNode group) =>
        group["chairs"]!
            .AsArray()
            .Select(chair => (chair!.Text("borrowerId"), chair!.Text("fromOn"), (string?)chair!["untilOn"]));

    private static async Task<string> ChairOn(TestOffice office, string groupId, string date) =>
        (await office.Officer.Get($"/groups/{groupId}/collection-sheet?date={date}")).Ok()["rows"]!
            .AsArray()
            .Single(row => (bool)row!["isChair"]!)!
            .Text("borrowerId");
}
