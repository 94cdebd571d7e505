using System.Net;
using Baznas.Bmd.Web.Tests.Audit;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Impact;

/// <summary>The line of sufficiency that an office enters from BAZNAS's publications.</summary>
public sealed class HadKifayahTests : OfficeFixture
{
    private string Path => $"/offices/{Office.Id}/had-kifayah";

    [Test]
    public async Task None_is_brought_along_and_each_change_of_a_dated_row_is_kept()
    {
        var empty = (await Office.Officer.Get(Path)).Ok();
        (await Set("2026-01-01", 900_000)).Ok();
        (await Set("2025-01-01", 850_000)).Ok();
        (await Set("2026-01-01", 950_000)).Ok();
        (await Set("2027-01-01", 10_000_000)).Ok();
        var rows = (await Office.Admin.Post($"{Path}/withdrawal", new { from = "2027-01-01" })).Ok()["rows"]!;
        var before = Books.Fingerprint();
        (await Office.Admin.Post(Path, new { from = "2026-01-01", perPerson = 950_000 }, null)).Ok();
        var unchanged = Books.Fingerprint() == before;
        var events = (await Office.Auditor.Events(""))
            .Where(found =>
                found.GetProperty("action").GetString()!.StartsWith("hadKifayah.", StringComparison.Ordinal)
            )
            .ToList();

        Assert.Multiple(() =>
        {
            Assert.That(empty["rows"]!.AsArray(), Is.Empty);
            Assert.That(
                rows.AsArray().Select(row => (row!.Text("from"), row!.Number("perPerson"))),
                Is.EqualTo(new[] { ("2026-01-01", 950_000L), ("2025-01-01", 850_000L) })
            );
            Assert.That(unchanged, "The same again is no change.");
            Assert.That(
                events.Select(found => found.GetProperty("action").GetString()),
                Is.EqualTo(
                    new[]
                    {
                        "hadKifayah.set",
                        "hadKifayah.set",
                        "hadKifayah.set",
                        "hadKifayah.set",
                        "hadKifayah.withdrawn",
                    }
                )
            );
            Assert.That(events[2].GetProperty("before").GetProperty("perPerson").GetInt64(), Is.EqualTo(900_000));
            Assert.That(events[2].GetProperty("after").GetProperty("perPerson").GetInt64(), Is.EqualTo(950_000));
            Assert.That(
                Books.Value<long>("SELECT COUNT(*) FROM [HadKifayah]"),
                Is.EqualTo(5),
                "Nothing is overwritten."
            );
        });
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(2_000_000_000_000)]
    public async Task An_amount_that_nobody_needs_is_refused(long perPerson) =>
        await Refuses(Office.Admin, who => who.SetHadKifayah(Office.Id, "2028-01-01", perPerson), Refusal.Invalid());

    [Test]
    public async Task A_row_that_is_not_there_can_t_be_taken_back() =>
        await Refuses(
            Office.Admin,
            who => who.Post($"{Path}/withdrawal", new { from = "1999-01-01" }),
            Refusal.NotFound("had_kifayah.not_found")
        );

    [Test]
    public async Task The_page_enters_a_row_and_takes_it_back_without_scripts()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        var admin = await PageClient.SignedIn(host, "admin", BmdHost.AdminPassword);
        var page = $"/settings/had-kifayah?officeId={office.Id}";

        var refused = await admin.Send(page, ("from", ""), ("perPerson", "x"));
        var entered = await admin.Send(page, ("from", "2026-01-01"), ("perPerson", "1.034.500"));
        var shown = await admin.Get(page);
        var withdrawn = await admin.Send(page, ("from", "2026-01-01"), ("step", "withdraw"));
        var empty = await admin.Get(page);

        Assert.Multiple(() =>
        {
            Assert.That(refused.Status, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(entered.Location, Is.EqualTo(page));
            Assert.That(shown.Html, Does.Contain("Rp1.034.500").And.Contain("Rp4.138.000"));
            Assert.That(withdrawn.Location, Is.EqualTo(page), withdrawn.Html);
            Assert.That(empty.Html, Does.Not.Contain("Rp1.034.500"));
        });
    }

    private Task<Answer> Set(string from, long perPerson) => Office.Admin.SetHadKifayah(Office.Id, from, perPerson);
}
