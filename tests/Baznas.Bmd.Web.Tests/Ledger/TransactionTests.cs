using System.Net;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Ledger;

public sealed class TransactionTests : OfficeFixture
{
    [Test]
    public async Task An_entry_says_what_it_posts_about_what_and_who_booked_it()
    {
        var loanId = await Office.NewActive();
        var loan = (await Office.Auditor.Get($"/loans/{loanId}")).Ok();
        var paid = (await Office.Pay(loanId, 100_000)).Ok();

        var entry = (await Office.Auditor.Get($"/transactions/{paid.Text("transactionId")}")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(entry.Text("kind"), Is.EqualTo("repayment"));
            Assert.That(entry.Text("effectiveOn"), Is.EqualTo("2026-02-02"));
            Assert.That(entry.Text("receiptNumber"), Is.EqualTo(paid.Text("receiptNumber")));
            Assert.That(entry.Text("bookedBy"), Is.EqualTo("cashier.MJK"));
            Assert.That(entry["loan"]!.Text("name"), Is.EqualTo(loan.Text("number")));
            Assert.That(entry["borrower"]!.Text("name"), Is.EqualTo("Siti Aminah"));
            Assert.That(entry.Number("total"), Is.EqualTo(100_000));
            Assert.That(
                entry["postings"]!
                    .AsArray()
                    .Select(line => (line!.Text("account"), line!.Number("debit"), line!.Number("credit"))),
                Is.EquivalentTo(new[] { ("cash", 100_000L, 0L), ("qardhReceivable", 0L, 100_000L) })
            );
            Assert.That(entry["reverses"], Is.Null);
            Assert.That(entry["reversedBy"], Is.Null);
        });
    }

    [Test]
    public async Task An_entry_and_its_reversal_name_each_other_and_why()
    {
        var loanId = await Office.NewActive();
        var paid = (await Office.Pay(loanId, 100_000)).Ok().Text("transactionId");
        var reversal = (await Office.Cashier.Reverse(loanId, paid)).Ok().Text("transactionId");

        var first = (await Office.Auditor.Get($"/transactions/{paid}")).Ok();
        var second = (await Office.Auditor.Get($"/transactions/{reversal}")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(first["reversedBy"]!.Text("id"), Is.EqualTo(reversal));
            Assert.That(first["reversedBy"]!.Text("name"), Is.EqualTo(second.Text("number")));
            Assert.That(second["reverses"]!.Text("id"), Is.EqualTo(paid));
            Assert.That(second["reverses"]!.Text("name"), Is.EqualTo(first.Text("number")));
            Assert.That(first.Text("reversalReason"), Is.EqualTo("Salah catat"));
            Assert.That(second.Text("reversalReason"), Is.EqualTo("Salah catat"));
        });
    }

    [Test]
    public async Task Another_office_s_entry_is_not_found()
    {
        var loanId = await Office.NewActive();
        var paid = (await Office.Pay(loanId, 100_000)).Ok().Text("transactionId");
        var other = await TestOffice.Open(Host, "KDR");

        (await other.Auditor.Get($"/transactions/{paid}")).Refused(HttpStatusCode.NotFound, "transaction.not_found");
    }
}
