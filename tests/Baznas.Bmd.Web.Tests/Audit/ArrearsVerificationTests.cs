using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Audit;

/// <summary>What somebody changes of the notes about a late loan is found and named.</summary>
public sealed class ArrearsVerificationTests
{
    private const string Step = "(SELECT MIN([Id]) FROM [ArrearsStep])";

    private BmdHost _host = null!;
    private TestOffice _office = null!;
    private Tampering _database = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        TestDatabase.NeedsFile();

        _host = new BmdHost();
        _office = await TestOffice.Open(_host);
        var id = await _office.NewActive();
        (await _office.Officer.Promises(id, CaseSteps.Promise())).Ok();
        (await _office.Officer.Note(id, "contacts", CaseSteps.Contact)).Ok();
        (await _office.Officer.Note(id, "visits", CaseSteps.Visit)).Ok();
        (await _office.Officer.Note(id, "causes", CaseSteps.Cause())).Ok();
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
    public async Task Nothing_is_found_where_nothing_was_changed() => Assert.That((bool)(await Verify())["verified"]!);

    public static IEnumerable<TestCaseData> Changes()
    {
        yield return Change("How much", $"SELECT {Step}", "UPDATE [ArrearsStep] SET [Amount] = 1 WHERE [Amount] > 1");
        yield return Change("By when", $"SELECT {Step}", Update("[PromisedOn] = '2026-04-01'"));
        yield return Change("What was said", $"SELECT {Step}", Update("[Note] = 'x'"));
        yield return Change("Who", $"SELECT {Step}", Update("[RecordedBy] = 'x'"));
        yield return Change("What it was", $"SELECT {Step}", Update("[Kind] = 'visit'"));
        yield return Change(
            "A promise that nobody noted",
            "SELECT 'x'",
            $"""
            INSERT INTO [ArrearsStep] SELECT 'x', [OfficeId], [LoanId], [Kind], [HappenedOn], [Method], [Person], [Outcome],
                [PromisedOn], [Amount], [Cause], [Note], [RecordedBy], [At] FROM [ArrearsStep] WHERE [Id] = {Step}
            """
        );
        yield return Change("A note deleted", $"SELECT {Step}", $"DELETE FROM [ArrearsStep] WHERE [Id] = {Step}");
    }

    [TestCaseSource(nameof(Changes))]
    public async Task A_change_is_found_and_named(string subject, string change)
    {
        var expected = _database.Ask(subject);
        Assert.That(_database.Do(change), Is.Positive, "Nothing was changed.");

        var found = await Verify();

        Assert.Multiple(() =>
        {
            Assert.That((bool)found["verified"]!, Is.False);
            Assert.That((string?)found["firstBroken"]!["check"], Is.EqualTo("arrears.recorded"));
            Assert.That((string?)found["firstBroken"]!["subject"], Is.EqualTo(expected));
        });
    }

    private async Task<JsonNode> Verify() => (await _office.Auditor.Get("/audit/verification")).Ok();

    private static string Update(string set) => $"UPDATE [ArrearsStep] SET {set} WHERE [Id] = {Step}";

    private static TestCaseData Change(string name, string subject, string sql) =>
        new TestCaseData(subject, sql).SetArgDisplayNames(name);
}
