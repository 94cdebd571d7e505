using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Funds;

/// <summary>What moved a fund's cash and bank can be read line by line, with the balance after each.</summary>
public sealed class FundMovementTests : OfficeFixture
{
    private int _fund;

    [Test]
    public async Task A_fund_is_read_as_it_was_at_the_end_of_any_day()
    {
        var fund = await NewFund(1_000_000);
        await Office.Transfer(fund, 400_000);

        var before = (await Office.Officer.Get($"/funds/{fund}?asOf=2026-02-09")).Ok();
        var now = (await Office.Officer.Get($"/funds/{fund}")).Ok();
        var listed = (await Office.Officer.Get("/funds?limit=200&asOf=2026-01-01")).Ok()["items"]!.AsArray();

        Assert.Multiple(() =>
        {
            Assert.That((before.Number("cash"), before.Number("bank")), Is.EqualTo((1_000_000, 0)));
            Assert.That((now.Number("cash"), now.Number("bank")), Is.EqualTo((600_000, 400_000)));
            Assert.That(listed.Single(each => each!.Text("id") == fund)!.Number("cash"), Is.Zero);
        });
    }

    [Test]
    public async Task Movements_stand_newest_first_with_the_balance_after_each_and_page_by_page()
    {
        var fund = await NewFund(1_000_000);
        await Office.Transfer(fund, 400_000);
        await Receive(fund, 50_000, "2026-02-01");
        await Receive(fund, 7_000, "2026-02-10");

        var first = (await Office.Auditor.Get($"/funds/{fund}/movements?limit=3")).Ok();
        var rest = (await Office.Auditor.Get($"/funds/{fund}/movements?limit=3&cursor={first["nextCursor"]}")).Ok();
        var rows = first["items"]!.AsArray().Concat(rest["items"]!.AsArray()).Select(row => row!).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(
                rows.Select(row => (row.Text("effectiveOn"), row.Number("cash"), row.Number("bank"))),
                Is.EqualTo(
                    new[]
                    {
                        ("2026-02-10", 7_000L, 0L),
                        ("2026-02-10", -400_000L, 400_000L),
                        ("2026-02-01", 50_000L, 0L),
                        ("2026-01-02", 1_000_000L, 0L),
                    }
                )
            );
            Assert.That(
                rows.Select(row => row.Number("balance")),
                Is.EqualTo(new[] { 1_057_000, 1_050_000, 1_050_000, 1_000_000 })
            );
            Assert.That(rest["nextCursor"], Is.Null);
            Assert.That(rows[^1].Text("description"), Is.EqualTo("BAZNAS RI"));
        });
    }

    [Test]
    public async Task A_movement_names_its_loan_and_its_borrower_and_what_took_it_back()
    {
        var fund = await NewFund(2_000_000);
        var loan = await Office.NewLoanOf(await Office.NewBorrower(), new { fundId = fund });
        var receipt = (await Receive(fund, 9_000, "2026-02-11")).Text("transactionId");
        var reversal = (await Office.Cashier.Post($"/transactions/{receipt}/reversal", new { reason = "Keliru" })).Ok();

        var rows = (await Office.Cashier.Get($"/funds/{fund}/movements")).Ok()["items"]!.AsArray();
        var payout = rows.Single(row => row!.Text("kind") == "disbursement")!;

        Assert.Multiple(() =>
        {
            Assert.That(payout.Text("loanId"), Is.EqualTo(loan));
            Assert.That(payout.Text("loanNumber"), Is.Not.Empty);
            Assert.That(payout.Text("borrowerName"), Is.EqualTo("Siti Aminah"));
            Assert.That(rows[0]!.Text("reversesTransactionId"), Is.EqualTo(receipt));
            Assert.That(rows[1]!.Text("reversedByTransactionId"), Is.EqualTo(reversal.Text("transactionId")));
            Assert.That(rows[0]!.Number("balance"), Is.EqualTo(rows[2]!.Number("balance")));
        });
    }

    [Test]
    public async Task What_would_be_taken_back_is_shown_with_why_it_can_not_be()
    {
        var fund = await NewFund(1_000);
        var receipt = (await Receive(fund, 9_000, "2026-02-11")).Text("transactionId");
        var before = (await Office.Cashier.Get($"/transactions/{receipt}/reversal")).Ok();
        var reversal = (await Office.Cashier.Post($"/transactions/{receipt}/reversal", new { reason = "Keliru" }))
            .Ok()
            .Text("transactionId");
        var after = (await Office.Cashier.Get($"/transactions/{receipt}/reversal")).Ok();
        var ofReversal = (await Office.Cashier.Get($"/transactions/{reversal}/reversal")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(before.Text("kind"), Is.EqualTo("fundReceipt"));
            Assert.That(before["money"]![0]!.Number("amount"), Is.EqualTo(9_000));
            Assert.That(before.Text("countsNoMoreFrom"), Is.EqualTo("2026-02-11"));
            Assert.That(before["refusedBecause"], Is.Null);
            Assert.That(after.Text("refusedBecause"), Is.EqualTo("transaction.already_reversed"));
            Assert.That(ofReversal.Text("refusedBecause"), Is.EqualTo("transaction.not_reversible"));
        });
    }

    [Test]
    public async Task Another_office_finds_neither_the_fund_nor_its_movements()
    {
        var fund = await NewFund(1_000);
        var other = await TestOffice.Open(Host, "KDR");
        var notFound = Refusal.NotFound("fund.not_found");

        await Refuses(other.Cashier, who => who.Get($"/funds/{fund}"), notFound);
        await Refuses(other.Cashier, who => who.Get($"/funds/{fund}/movements"), notFound);
    }

    private async Task<JsonNode> Receive(string fund, long amount, string receivedOn) =>
        (
            await Office.Cashier.Post(
                $"/funds/{fund}/receipts",
                new
                {
                    amount,
                    receivedOn,
                    account = "cash",
                    source = "Hamba Allah",
                }
            )
        ).Ok();

    private async Task<string> NewFund(long capital) =>
        await Office.NewFund($"M{Interlocked.Increment(ref _fund)}", "infakTidakTerikat", capital);
}
