using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Audit;

/// <summary>What somebody changes of a grace, or of the dates that it or a holiday moved, is found and named.</summary>
public sealed class GraceVerificationTests
{
    private const string Grace = "(SELECT MIN([Id]) FROM [Grace])";

    private const string ItsLoan = "(SELECT MIN([LoanId]) FROM [GraceSchedule])";

    private const string NumberOfItsLoan = $"SELECT [Number] FROM [Loan] WHERE [Id] = {ItsLoan}";

    // A version that the trail says nothing of.
    private const string OneMore =
        $"SELECT [LoanId], 4, [EffectiveOn], [RepaidBefore], @cause, [At], [CountedFrom], [EntryId], [Undoes] FROM [ScheduleVersion] WHERE [LoanId] = {ItsLoan} AND [Version] = 3";

    private BmdHost _host = null!;
    private TestOffice _office = null!;
    private Tampering _database = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        TestDatabase.NeedsFile();

        _host = new BmdHost();
        _office = await TestOffice.Open(_host);
        var id = await _office.NewActive(1_000_000, 12);
        await _office.NewActive(1_000_000, 8);
        (await _office.Approver.Post($"/loans/{id}/graces", LoanSteps.Grace)).Ok();
        object[] days = [new { date = "2026-03-13", name = "Libur" }];
        (await _office.Admin.Put($"/offices/{_office.Id}/holidays", days)).Ok();
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
        yield return Change("Its reason", "grace.recorded", $"SELECT {Grace}", "UPDATE [Grace] SET [Reason] = 'x'");
        yield return Change("How far", "grace.recorded", $"SELECT {Grace}", "UPDATE [Grace] SET [Periods] = 2");
        yield return Change("Who", "grace.recorded", $"SELECT {Grace}", "UPDATE [Grace] SET [GrantedBy] = 'x'");
        yield return Change(
            "A grace that nobody granted",
            "grace.recorded",
            "SELECT 'x'",
            """
            INSERT INTO [Grace] SELECT 'x', [OfficeId], [LoanId], [EffectiveOn], [Periods], [FromNo], [Cause], [Reason],
                [GrantedBy], [At] FROM [Grace]
            """
        );
        yield return Change(
            "A grace deleted",
            "grace.recorded",
            $"SELECT {Grace}",
            "DELETE FROM [GraceSchedule]; DELETE FROM [Grace]"
        );
        yield return Change("Its schedule hidden", "grace.recorded", $"SELECT {Grace}", "DELETE FROM [GraceSchedule]");
        yield return Change(
            "Another schedule in its place",
            "grace.schedule",
            NumberOfItsLoan,
            "UPDATE [GraceSchedule] SET [Version] = 1"
        );
        yield return Change(
            "A schedule as if of a grace",
            "grace.schedule",
            NumberOfItsLoan,
            Forged("'grace'") + ";" + Rows("[Amount]", "[Cumulative]")
        );
        yield return Change(
            "An amount moved with the dates",
            "schedule.moved",
            NumberOfItsLoan,
            Forged("'holiday'")
                + ";"
                + Rows(
                    "CASE [No] WHEN 1 THEN [Amount] + 1 WHEN 2 THEN [Amount] - 1 ELSE [Amount] END",
                    "CASE [No] WHEN 1 THEN [Cumulative] + 1 ELSE [Cumulative] END"
                )
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
            Assert.That((bool)found["verified"]!, Is.False);
            Assert.That((string?)found["firstBroken"]!["check"], Is.EqualTo(check));
            Assert.That((string?)found["firstBroken"]!["subject"], Is.EqualTo(expected));
        });
    }

    private async Task<JsonNode> Verify() => (await _office.Auditor.Get("/audit/verification")).Ok();

    private static TestCaseData Change(string name, string check, string subject, string sql) =>
        new TestCaseData(check, subject, sql).SetArgDisplayNames(name, check);

    private static string Forged(string cause) =>
        $"INSERT INTO [ScheduleVersion] ([LoanId], [Version], [EffectiveOn], [RepaidBefore], [Cause], [At], [CountedFrom], [EntryId], [Undoes]) {OneMore.Replace("@cause", cause, StringComparison.Ordinal)}";

    private static string Rows(string amount, string cumulative) =>
        $"INSERT INTO [Instalment] ([LoanId], [Version], [No], [AnchorOn], [DueOn], [Amount], [Cumulative]) SELECT [LoanId], 4, [No], [AnchorOn], [DueOn], {amount}, {cumulative} FROM [Instalment] WHERE [LoanId] = {ItsLoan} AND [Version] = 3";
}
