using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Finding;

/// <summary>One field finds borrowers, groups, loans and applications.</summary>
public sealed class FindAnythingTests : OfficeFixture
{
    [Test]
    public async Task A_part_of_a_name_finds_the_person_with_loan_and_application()
    {
        var loan = await Office.NewActive();
        var borrower = (await Office.Loan(loan))["borrower"]!.Text("id");
        var application = (await Office.Officer.Post("/applications", Office.Application(borrower))).Id();

        var found = await Search("aminah");

        Assert.Multiple(() =>
        {
            Assert.That(Ids(found, "borrowers"), Does.Contain(borrower));
            Assert.That(Ids(found, "loans"), Does.Contain(loan));
            Assert.That(Ids(found, "applications"), Does.Contain(application));
            Assert.That((string?)found["exact"], Is.Null);
            Assert.That(Ids(found, "borrowers"), Has.Count.LessThanOrEqualTo(10));
        });
    }

    [Test]
    public async Task A_whole_number_leads_to_one_thing()
    {
        var loan = await Office.NewActive();
        var view = await Office.Loan(loan);
        var borrower = view["borrower"]!;
        var group = (
            await Office.Officer.Post(
                "/groups",
                new
                {
                    officeId = Office.Id,
                    code = "RK-7",
                    name = "Rukun Tujuh",
                }
            )
        ).Id();

        Assert.Multiple(async () =>
        {
            Assert.That(await Exact(view.Text("number").ToLowerInvariant()), Is.EqualTo($"/loans/{loan}"));
            Assert.That(await Exact(borrower.Text("number")), Is.EqualTo($"/borrowers/{borrower.Text("id")}"));
            Assert.That(await Exact("rk-7"), Is.EqualTo($"/groups/{group}"));
            Assert.That(Ids(await Search("tujuh"), "groups"), Is.EqualTo(new[] { group }));
        });
    }

    [Test]
    public async Task The_number_on_a_receipt_or_in_the_journal_leads_to_its_transaction_in_the_own_office_alone()
    {
        var loan = await Office.NewActive();
        var paid = (await Office.Pay(loan, 100_000)).Ok();
        var transaction = $"/transactions/{paid.Text("transactionId")}";
        var other = await TestOffice.Open(Host, "KDR");

        Assert.Multiple(async () =>
        {
            Assert.That(await Exact(paid.Text("receiptNumber").ToLowerInvariant()), Is.EqualTo(transaction));
            var journal = (await Office.Officer.Get($"{transaction}/receipt")).Ok().Text("journalNumber");
            Assert.That(await Exact(journal), Is.EqualTo(transaction));
            var elsewhere = (await other.Officer.Get($"/search?q={paid.Text("receiptNumber")}")).Ok();
            Assert.That((string?)elsewhere["exact"], Is.Null);
        });
    }

    [Test]
    public async Task A_telephone_number_is_found_however_it_is_written()
    {
        var body = Office.Borrower().With(new { phone = "085700112233" });
        var borrower = (await Office.Officer.Post("/borrowers", body)).Id();

        Assert.That(await Exact("0857 0011 2233"), Is.EqualTo($"/borrowers/{borrower}"));
    }

    [Test]
    public async Task One_letter_finds_nothing_and_neither_does_another_office()
    {
        await Office.NewActive();
        var other = await TestOffice.Open(Host, "SBY");

        Assert.That(Ids(await Search("a"), "borrowers"), Is.Empty);
        Assert.That(Ids((await other.Officer.Get("/search?q=aminah")).Ok(), "borrowers"), Is.Empty);
    }

    private async Task<JsonNode> Search(string q) =>
        (await Office.Officer.Get($"/search?q={Uri.EscapeDataString(q)}")).Ok();

    private async Task<string?> Exact(string q) => (string?)(await Search(q))["exact"];

    private static List<string> Ids(JsonNode found, string kind) =>
        [.. found[kind]!.AsArray().Select(item => item!.Text("id"))];
}
