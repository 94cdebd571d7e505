using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Audit;

/// <summary>What somebody changes of surveys, and of what they are held against, is found and named.</summary>
public sealed class ImpactVerificationTests
{
    private const string Survey = "(SELECT MIN([Id]) FROM [ImpactSurvey])";

    private const string Row = "(SELECT MIN([Id]) FROM [HadKifayah])";

    private BmdHost _host = null!;
    private TestOffice _office = null!;
    private Tampering _database = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        TestDatabase.NeedsFile();

        _host = new BmdHost();
        _office = await TestOffice.Open(_host);
        var (loan, borrower, _) = await _office.NewClosed();
        (await _office.Officer.RecordImpact(borrower, ImpactSteps.Survey("application", "2026-01-06"))).Ok();
        var closing = ImpactSteps.Survey("closing", "2026-03-01", new { loanId = loan });
        (await _office.Officer.RecordImpact(borrower, closing)).Ok();
        await _office.NewBorrower();
        (await _office.Admin.SetHadKifayah(_office.Id, "2026-01-01", 1_000_000)).Ok();
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
        yield return OfSurvey("When", "UPDATE [ImpactSurvey] SET [SurveyedOn] = '2026-01-07'");
        yield return OfSurvey("What for", "UPDATE [ImpactSurvey] SET [Occasion] = 'yearly'");
        yield return OfSurvey("Who", "UPDATE [ImpactSurvey] SET [RecordedBy] = 'x'");
        yield return OfSurvey("Whose", "UPDATE [ImpactSurvey] SET [BorrowerId] = (SELECT MAX([Id]) FROM [Borrower])");
        yield return OfSurvey(
            "The answers, swapped with those of another survey",
            "UPDATE [ImpactSurvey] SET [SensitiveData] = (SELECT s.[SensitiveData] FROM [ImpactSurvey] s ORDER BY s.[Id] DESC LIMIT 1)"
        );
        yield return OfSurvey("Deleted", "DELETE FROM [ImpactSurvey]");
        yield return Change(
            "How much",
            Row,
            "hadKifayah.recorded",
            $"UPDATE [HadKifayah] SET [PerPerson] = 1 WHERE [Id] = {Row}"
        );
        yield return Change(
            "From when",
            Row,
            "hadKifayah.recorded",
            $"UPDATE [HadKifayah] SET [FromDate] = '2025-01-01' WHERE [Id] = {Row}"
        );
        yield return Change("A row deleted", Row, "impact.recorded", $"DELETE FROM [HadKifayah] WHERE [Id] = {Row}");
    }

    [TestCaseSource(nameof(Changes))]
    public async Task A_change_is_found_and_named(string subject, string check, string change)
    {
        var expected = _database.Ask($"SELECT {subject}");
        Assert.That(_database.Do(change), Is.Positive, "Nothing was changed.");

        var found = await Verify();

        Assert.Multiple(() =>
        {
            Assert.That((bool)found["verified"]!, Is.False);
            Assert.That((string?)found["firstBroken"]!["check"], Is.EqualTo(check));
            Assert.That((string?)found["firstBroken"]!["subject"], Is.EqualTo(expected));
        });
    }

    private async Task<JsonNode> Verify() => (await _office.Auditor.Get("/audit/verification")).Ok();

    private static TestCaseData OfSurvey(string name, string change) =>
        Change(name, Survey, "impact.recorded", $"{change} WHERE [Id] = {Survey}");

    private static TestCaseData Change(string name, string subject, string check, string sql) =>
        new TestCaseData(subject, check, sql).SetArgDisplayNames(name);
}
