using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.LaterEvents;

/// <summary>What holds on every day, whatever happened to a loan.</summary>
internal static class SoundBooks
{
    /// <summary>Asserts the identities of some loans day by day, the trial balance, and that the audit trail agrees.</summary>
    public static async Task AssertSound(this TestOffice office, params string[] loanIds)
    {
        foreach (var id in loanIds)
        {
            var versions = await office.Versions(id);
            foreach (var day in await DaysOf(office, id, versions))
            {
                AssertSound(await office.Loan(id, day), versions, day);
            }
        }

        var balance = (await office.Auditor.Get("/reports/trial-balance")).Ok();
        var portfolio = (await office.Auditor.Get("/reports/portfolio")).Ok();
        var verification = (await office.Auditor.Get("/audit/verification")).Ok();
        Assert.Multiple(() =>
        {
            Assert.That(balance.Number("totalDebit"), Is.EqualTo(balance.Number("totalCredit")));
            Assert.That(
                portfolio["collectibility"]!.AsArray().Sum(row => row!.Number("outstanding")),
                Is.EqualTo(portfolio.Number("outstanding"))
            );
            Assert.That((bool)verification["verified"]!, Is.True, verification.ToJsonString());
        });
    }

    // Nothing changes but on these days; the day before the first has nothing.
    private static async Task<IEnumerable<string>> DaysOf(TestOffice office, string id, JsonArray versions) =>
        (await office.Auditor.Get($"/loans/{id}/transactions")).Ok()["items"]!
            .AsArray()
            .Concat(versions)
            .Select(each => each!.Text("effectiveOn"))
            .Append("2026-01-08")
            .Append("2026-12-31")
            .Distinct();

    private static void AssertSound(JsonNode loan, JsonArray versions, string day)
    {
        var inForce = versions
            .Where(version => string.CompareOrdinal(version!.Text("effectiveOn"), day) <= 0)
            .MaxBy(version => version!.Number("version"));
        var disbursed = loan.Number("disbursed");
        Assert.Multiple(() =>
        {
            Assert.That(
                loan.Number("outstanding")
                    + loan.Number("repaid")
                    + loan.Number("writtenOff")
                    + loan.Number("forgiven"),
                Is.EqualTo(disbursed),
                day
            );
            Assert.That(loan.Number("outstanding"), Is.Not.Negative, day);
            Assert.That(
                inForce is null
                    ? 0
                    : inForce.Number("repaidBefore") + inForce["rows"]!.AsArray().Sum(row => row!.Number("amount")),
                Is.EqualTo(disbursed),
                $"The schedule of {day}"
            );
        });
    }
}
