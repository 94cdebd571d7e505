using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Audit;

/// <summary>Decisions, visits, groups, holidays and users changed behind the service's back are found and named.</summary>
public sealed class RegisterVerificationTests
{
    private const string Application = "(SELECT MIN([ApplicationId]) FROM [Decision] WHERE [Decision] = 'approve')";

    private const string Returned = "(SELECT [ApplicationId] FROM [Decision] WHERE [Decision] = 'return')";

    private const string Approver = "(SELECT [Id] FROM [AppUser] WHERE [UserName] = 'approver.MJK')";

    private const string Member = "(SELECT MIN([BorrowerId]) FROM [GroupMember] WHERE [LeftOn] IS NULL)";

    private const string OldMember = "(SELECT MIN([BorrowerId]) FROM [GroupMember] WHERE [LeftOn] IS NOT NULL)";

    private BmdHost _host = null!;
    private TestOffice _office = null!;
    private Tampering _database = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        TestDatabase.NeedsFile();
        _host = new BmdHost();
        _office = await TestOffice.Open(_host);
        await _office.NewActive();
        await Return(await _office.NewSurveyed());
        await SetUpGroup();
        object[] holidays =
        [
            new { date = "2026-03-19", name = "Nyepi" },
            new { date = "2026-05-01", name = "Hari Buruh" },
        ];
        (await _office.Admin.Put($"/offices/{_office.Id}/holidays", holidays)).Ok();
        _database = new Tampering(_host, _office.Id);
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        _database?.Dispose();
        await (_host?.DisposeAsync() ?? default);
    }

    [TearDown]
    public void Undo() => _database.Undo();

    [Test]
    public async Task Nothing_is_found_where_nothing_was_changed() =>
        Assert.That((bool)(await Verify())["verified"]!, Is.True, (await Verify()).ToJsonString());

    public static IEnumerable<TestCaseData> Changes()
    {
        yield return Decision(
            "An amount",
            $"UPDATE [Decision] SET [Principal] = 9000000 WHERE [ApplicationId] = {Application}"
        );
        yield return Decision(
            "Who decided",
            $"UPDATE [Decision] SET [DecidedBy] = 'x' WHERE [ApplicationId] = {Application}"
        );
        yield return Decision(
            "When",
            $"UPDATE [Decision] SET [DecidedOn] = '2026-01-08' WHERE [ApplicationId] = {Application}"
        );
        yield return Decision("A voice deleted", $"DELETE FROM [Decision] WHERE [ApplicationId] = {Application}");
        yield return Decision(
            "A voice made up",
            $"INSERT INTO [Decision] SELECT 'x', [ApplicationId], [Round], [Decision], [Principal], [Installments], [DecidedOn], [Note], 'x', [At] FROM [Decision] WHERE [ApplicationId] = {Application}"
        );
        yield return Change(
            "A return made an approval",
            "application.decision",
            $"SELECT {Returned}",
            "UPDATE [Decision] SET [Decision] = 'approve' WHERE [Decision] = 'return'"
        );
        yield return Change(
            "The round that a voice counts in",
            "application.decision",
            $"SELECT {Returned}",
            "UPDATE [Decision] SET [Round] = 2 WHERE [Decision] = 'return'"
        );
        yield return Change(
            "A score",
            "application.survey",
            $"SELECT {Application}",
            $"UPDATE [Survey] SET [Score] = 100 WHERE [ApplicationId] = {Application}"
        );
        yield return Change(
            "A visit deleted",
            "application.survey",
            $"SELECT {Application}",
            $"DELETE FROM [Survey] WHERE [ApplicationId] = {Application}"
        );
        yield return Change(
            "A member deleted",
            "group.member",
            $"SELECT 'MAWAR ' || {Member}",
            $"DELETE FROM [GroupMember] WHERE [BorrowerId] = {Member}"
        );
        yield return Change(
            "A member made up",
            "group.member",
            "SELECT 'MAWAR ' || MAX([Id]) FROM [Borrower]",
            "INSERT INTO [GroupMember] SELECT [Id], (SELECT MAX([Id]) FROM [Borrower]), '2026-01-01', NULL FROM [BorrowerGroup]"
        );
        yield return Change(
            "A member since earlier",
            "group.member",
            $"SELECT 'MAWAR ' || {Member}",
            $"UPDATE [GroupMember] SET [JoinedOn] = '2026-01-01' WHERE [BorrowerId] = {Member}"
        );
        yield return Change(
            "Who left came back",
            "group.member",
            $"SELECT 'MAWAR ' || {OldMember}",
            "UPDATE [GroupMember] SET [LeftOn] = NULL WHERE [LeftOn] IS NOT NULL"
        );
        yield return Change(
            "Another in the chair",
            "group.chair",
            "SELECT 'MAWAR 1'",
            "UPDATE [GroupChair] SET [ChairId] = (SELECT MAX([Id]) FROM [Borrower]) WHERE [Sequence] = 1"
        );
        yield return Change(
            "The chair since another day",
            "group.chair",
            "SELECT 'MAWAR 1'",
            "UPDATE [GroupChair] SET [FromOn] = '2025-01-01' WHERE [Sequence] = 1"
        );
        yield return Change(
            "The last chair deleted",
            "group.chair",
            "SELECT 'MAWAR 2'",
            "DELETE FROM [GroupChair] WHERE [Sequence] = 2"
        );
        yield return Change(
            "A holiday deleted",
            "office.holiday",
            "SELECT 'MJK 2026-03-19'",
            "DELETE FROM [Holiday] WHERE [Date] = '2026-03-19'"
        );
        yield return Change(
            "A holiday made up",
            "office.holiday",
            "SELECT 'MJK 2026-06-01'",
            "INSERT INTO [Holiday] SELECT [Id], '2026-06-01', 'x' FROM [Office]"
        );
        yield return Change(
            "A holiday moved",
            "office.holiday",
            "SELECT 'MJK 2026-05-01'",
            "UPDATE [Holiday] SET [Date] = '2026-05-04' WHERE [Date] = '2026-05-01'"
        );
        yield return User(
            "A limit raised",
            $"UPDATE [AppUser] SET [ApprovalLimit] = 900000000 WHERE [Id] = {Approver}"
        );
        yield return User("A role given", $"INSERT INTO [AppUserRole] VALUES ({Approver}, 'cashier')");
        yield return User("A role taken", $"DELETE FROM [AppUserRole] WHERE [UserId] = {Approver}");
        yield return User("Let go by nobody", $"UPDATE [AppUser] SET [IsActive] = 0 WHERE [Id] = {Approver}");
        yield return Change(
            "Made a user of all offices",
            "user.recorded",
            $"SELECT {Approver}",
            $"UPDATE [AppUser] SET [OfficeId] = NULL WHERE [Id] = {Approver}"
        );
        yield return Change(
            "A user deleted",
            "user.recorded",
            $"SELECT {Approver}",
            $"DELETE FROM [AppUser] WHERE [Id] = {Approver}"
        );
        yield return Change(
            "A user made up",
            "user.recorded",
            "SELECT 'tamu'",
            "INSERT INTO [AppUser] ([Id], [UserName], [NormalizedUserName], [DisplayName], [OfficeId], [PasswordHash], [SecurityStamp], [IsActive], [CreatedAt]) SELECT 'x', 'tamu', 'TAMU', 'Tamu', @office, [PasswordHash], 'x', 1, [CreatedAt] FROM [AppUser] LIMIT 1"
        );
    }

    [TestCaseSource(nameof(Changes))]
    public async Task A_change_is_found_and_named(string check, string subject, string change)
    {
        var expected = _database.Ask(subject);
        Assert.That(_database.Do(change), Is.Positive, "Nothing was changed.");

        var found = await Verify();

        Assert.Multiple(() =>
        {
            Assert.That((string?)found["firstBroken"]?["check"], Is.EqualTo(check), found.ToJsonString());
            Assert.That((string?)found["firstBroken"]?["subject"], Is.EqualTo(expected));
        });
    }

    private static TestCaseData Change(string name, string check, string subject, string sql) =>
        new TestCaseData(check, subject, sql).SetArgDisplayNames(name, check);

    private static TestCaseData Decision(string name, string sql) =>
        Change(name, "application.decision", $"SELECT {Application}", sql);

    private static TestCaseData User(string name, string sql) =>
        Change(name, "user.recorded", "SELECT 'approver.MJK'", sql);

    private async Task<System.Text.Json.Nodes.JsonNode> Verify() =>
        (await _office.Auditor.Get("/audit/verification")).Ok();

    private async Task Return(string applicationId) =>
        (await _office.Approver.Decide(applicationId, LoanSteps.Decision("return"))).Ok();

    // Founded with a chair, joined by two, one of whom leaves a day later; the chair leaves as well.
    private async Task SetUpGroup()
    {
        string[] members = [await _office.NewBorrower(), await _office.NewBorrower(), await _office.NewBorrower()];
        var group = new
        {
            officeId = _office.Id,
            code = "MAWAR",
            name = "Mawar",
            chairId = members[0],
        };
        var id = (await _office.Officer.Post("/groups", group)).Id();
        (await _office.Officer.Put($"/groups/{id}/members", members)).Ok();
        var joined = (await _office.Officer.Post("/borrowers", _office.Borrower().With(new { groupId = id }))).Id();
        _host.Clock.StandAt(BmdHost.Start.AddDays(1));
        (await _office.Officer.Put($"/groups/{id}/members", new[] { members[1], joined })).Ok();
        _host.Clock.StandAt(BmdHost.Start);
        await _office.NewBorrower();
    }
}
