using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Statements;

/// <summary>Whoever renames accounts or maps statements anew behind the service's back is found.</summary>
public sealed class StatementVerificationTests : OfficeFixture
{
    protected override async Task Prepare()
    {
        TestDatabase.NeedsFile();
        foreach (var name in new[] { "Kas satu", "Kas dua" })
        {
            var account = new
            {
                account = "cash",
                code = "1101",
                name,
            };
            (await Office.Cashier.Put("/accounts", new { accounts = new[] { account } })).Ok();
            var mapping = (await Office.Cashier.Get("/statement-mapping")).Ok();
            mapping["lines"]![0]!["caption"] = name;
            var body = new JsonObject
            {
                ["groups"] = mapping["groups"]!.DeepClone(),
                ["lines"] = mapping["lines"]!.DeepClone(),
            };
            (await Office.Cashier.Put("/statement-mapping", body)).Ok();
        }

        Books.Keep();
    }

    [TearDown]
    public void Undo() => Books.Restore();

    [Test]
    public async Task Nothing_is_found_where_nothing_was_changed() => Assert.That(await FirstBroken(), Is.Null);

    [TestCase("UPDATE [AccountName] SET [Name] = 'Kas kecil' WHERE [Version] = 1 AND [Account] = 'cash'")]
    [TestCase("UPDATE [AccountName] SET [Code] = '1109' WHERE [Version] = 2 AND [Account] = 'bank'")]
    [TestCase("DELETE FROM [AccountName] WHERE [Version] = 2 AND [Account] = 'bank'")]
    [TestCase("UPDATE [ChartVersion] SET [ValidFrom] = '2026-01-01' WHERE [Version] = 1")]
    [TestCase("DELETE FROM [AccountName] WHERE [Version] = 2; DELETE FROM [ChartVersion] WHERE [Version] = 2")]
    public async Task A_name_that_was_changed_or_taken_away_is_found(string change)
    {
        Books.Tamper(change);
        Assert.That(await FirstBroken(), Is.EqualTo("accounts.recorded"));
    }

    [TestCase(
        "UPDATE [StatementMapping] SET [Content] = REPLACE([Content], 'Kas dua', 'Kas tiga') WHERE [Version] = 2"
    )]
    [TestCase("UPDATE [StatementMapping] SET [Content] = 'x' WHERE [Version] = 2")]
    [TestCase("UPDATE [StatementMapping] SET [ValidFrom] = '2026-01-01' WHERE [Version] = 1")]
    [TestCase("DELETE FROM [StatementMapping] WHERE [Version] = 1")]
    public async Task A_mapping_that_was_changed_or_taken_away_is_found(string change)
    {
        Books.Tamper(change);
        Assert.That(await FirstBroken(), Is.EqualTo("statement_mapping.recorded"));
    }

    private async Task<string?> FirstBroken() =>
        (await Office.Auditor.Get("/audit/verification")).Ok()["firstBroken"]?.Text("check");
}
