using System.Text.Json.Nodes;
using System.Xml.Linq;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Loans;

/// <summary>Infak is a gift: given because the payer says so, on its own receipt, and expected nowhere.</summary>
public sealed class InfakTests : OfficeFixture
{
    [Test]
    public async Task Its_receipts_are_numbered_by_themselves_without_a_gap()
    {
        var loan = await Office.NewActive();
        var given = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            (await Office.Pay(loan, 10_000)).Ok();
            var receipt = (await Office.Cashier.Repay(loan, Gift(5_000))).Ok();
            given.Add(receipt.Text("infakReceiptNumber"));
        }

        var numbers = given.Select(number =>
            int.Parse(number[^6..], System.Globalization.CultureInfo.InvariantCulture)
        );

        Assert.Multiple(() =>
        {
            Assert.That(given, Has.All.StartsWith("MJK-IN-2026-"));
            Assert.That(numbers, Is.EqualTo(Enumerable.Range(numbers.First(), 3)));
        });
    }

    [Test]
    public async Task Nothing_is_given_that_the_payer_did_not_say_not_even_what_is_too_much()
    {
        var loan = await Office.NewActive();
        var before = await Given();
        var tooMuch = new
        {
            amount = 1_000_500,
            paidOn = "2026-02-02",
            account = "cash",
            excess = "deposit",
        };

        var receipt = (await Office.Cashier.Repay(loan, tooMuch)).Ok();

        Assert.Multiple(async () =>
        {
            Assert.That(receipt["infakReceiptNumber"], Is.Null);
            Assert.That(receipt.Number("deposited"), Is.EqualTo(500));
            Assert.That(await Given(), Is.EqualTo(before));
        });
    }

    [TestCase(0)]
    [TestCase(-5_000)]
    public async Task A_gift_of_nothing_or_less_is_none(long infak)
    {
        var loan = await Office.NewActive();

        await Refuses(Office.Cashier, who => who.Repay(loan, Gift(infak)), Refusal.Invalid());
    }

    [Test]
    public async Task Where_no_fund_may_take_it_the_payment_is_refused_with_it_and_taken_without_it()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        var loan = await office.NewActive();
        var books = new Books(host);
        books.Change("UPDATE [Fund] SET [Kind] = 'infakTerikat'");
        var before = books.Fingerprint();

        (await office.Cashier.Repay(loan, Gift(5_000))).Refused(System.Net.HttpStatusCode.Conflict, "infak.no_fund");

        Assert.That(books.Fingerprint(), Is.EqualTo(before));
        (await office.Pay(loan, 10_000)).Ok();
    }

    [TestCase("Messages.resx")]
    [TestCase("Messages.en.resx")]
    public void No_reminder_speaks_of_it(string file)
    {
        var reminders = XDocument
            .Load(Path.Combine(SourceTree.Root, "src", "Baznas.Bmd.Web", "Resources", file))
            .Root!.Elements("data")
            .Where(data => ((string)data.Attribute("name")!).StartsWith("reminder.", StringComparison.Ordinal))
            .Select(data => (string)data.Element("value")!)
            .ToList();

        Assert.That(reminders, Is.Not.Empty);
        foreach (var word in new[] { "infak", "infaq", "sedekah", "donasi", "donation", "gift", "alms" })
        {
            Assert.That(reminders, Has.None.Contains(word).IgnoreCase);
        }
    }

    [Test]
    public async Task Neither_akad_application_product_loan_schedule_nor_message_has_a_field_for_it()
    {
        var document = JsonNode.Parse(await Host.Anonymous.Http.GetStringAsync("/openapi/v1.json"))!;
        var fields = document["components"]!["schemas"]!
            .AsObject()
            .SelectMany(schema =>
                schema.Value!["properties"]?.AsObject().Select(field => (Schema: schema.Key, Field: field)) ?? []
            )
            .Where(each => each.Field.Key.Contains("infak", StringComparison.OrdinalIgnoreCase))
            .ToList();

        Assert.Multiple(() =>
        {
            Assert.That(fields, Is.Not.Empty);
            foreach (var (schema, field) in fields)
            {
                Assert.That(
                    schema,
                    Does.Not.Match("Akad|Application|Product|LoanView|Schedule|Message|Decision|Borrower"),
                    field.Key
                );
                Assert.That(field.Value!["default"], Is.Null, schema);
                Assert.That(field.Value["minimum"], Is.Null, schema);
            }
        });
    }

    private static object Gift(long infak) => LoanSteps.Repayment(10_000).With(new { infak });

    private async Task<long> Given() =>
        (await Office.Auditor.Get("/reports/funds?from=2026-01-01&to=2026-03-04")).Ok()["funds"]!
            .AsArray()
            .Sum(fund => fund!.Number("infak"));
}
