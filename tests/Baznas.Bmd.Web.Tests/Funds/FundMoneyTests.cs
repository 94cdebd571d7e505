using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Funds;

/// <summary>A fund's money moves between cash and bank, is counted, and is never below zero on any day.</summary>
public sealed class FundMoneyTests : OfficeFixture
{
    private int _fund;

    [Test]
    public async Task A_transfer_moves_money_within_its_fund_and_shows_in_no_column_of_the_report()
    {
        var fund = await NewFund(1_000_000);

        var answer = await Office.Cashier.Post($"/funds/{fund}/transfers", MoneySteps.TransferOf(400_000));
        var line = await Line(fund, "from=2026-02-01&to=2026-02-28");
        var view = await View(fund);

        Assert.Multiple(() =>
        {
            Assert.That((int)answer.Status, Is.EqualTo(201));
            Assert.That(answer.Body!.Text("journalNumber"), Does.StartWith("MJK-JU-2026-"));
            Assert.That(answer.Body!.Text("transactionId"), Is.Not.Empty);
            Assert.That((view.Number("cash"), view.Number("bank")), Is.EqualTo((600_000, 400_000)));
            Assert.That(line.Number("opening"), Is.EqualTo(1_000_000));
            Assert.That(line.Number("closingCash"), Is.EqualTo(1_000_000));
        });
    }

    [Test]
    public async Task A_transfer_of_more_than_there_is_into_itself_of_nothing_or_of_tomorrow_is_refused()
    {
        var fund = await NewFund(1_000_000);

        await RefusesTransfer(fund, MoneySteps.TransferOf(1_000_001), Refusal.Conflict("fund.insufficient"));
        await RefusesTransfer(
            fund,
            MoneySteps.TransferOf(1).With(new { to = "cash" }),
            Refusal.Invalid("transfer.same_account")
        );
        await RefusesTransfer(fund, MoneySteps.TransferOf(0), Refusal.Invalid());
        await RefusesTransfer(fund, MoneySteps.TransferOf(-5), Refusal.Invalid());
        await RefusesTransfer(fund, MoneySteps.TransferOf(1, "2026-03-05"), Refusal.Conflict("date.in_future"));
        await RefusesTransfer(fund, MoneySteps.TransferOf(1, "2026-01-01"), Refusal.Conflict("fund.insufficient"));
    }

    [Test]
    public async Task A_transfer_asked_twice_with_one_key_moves_once_and_another_offices_fund_is_not_there()
    {
        var fund = await NewFund(1_000_000);
        var path = $"/funds/{fund}/transfers";

        (await Office.Cashier.Post(path, MoneySteps.TransferOf(10_000), "pindah-1")).Ok();
        (await Office.Cashier.Post(path, MoneySteps.TransferOf(10_000), "pindah-1")).Ok();
        Assert.That((await View(fund)).Number("bank"), Is.EqualTo(10_000));

        await Refuses(
            Office.Cashier,
            who => who.Post(path, MoneySteps.TransferOf(10_000), null),
            Refusal.Invalid("idempotency_key.missing")
        );
        var other = await TestOffice.Open(Host, "KDR");
        await Refuses(
            other.Cashier,
            who => who.Post(path, MoneySteps.TransferOf(1)),
            Refusal.NotFound("fund.not_found")
        );
        await Refuses(
            other.Cashier,
            who => who.Post($"/funds/{fund}/cash-counts", new { counted = 1 }),
            Refusal.NotFound("fund.not_found")
        );
    }

    // What goes out on 5 February, with 900.000 of the fund's million gone since 20 February.
    private static IEnumerable<TestCaseData> OutgoingKinds()
    {
        yield return Kind("disbursement", (t, scene) => t.Office.Cashier.Disburse(scene.SignedLoan, On("disbursedOn")));
        yield return Kind("refund", (t, scene) => t.Office.Refund(scene.Depositor, 200_000, "2026-02-05"));
        yield return Kind(
            "transfer",
            (t, scene) =>
                t.Office.Cashier.Post($"/funds/{scene.Fund}/transfers", MoneySteps.TransferOf(200_000, "2026-02-05"))
        );
        yield return Kind(
            "cash count",
            (t, scene) =>
                t.Office.Cashier.Post(
                    $"/funds/{scene.Fund}/cash-counts",
                    new
                    {
                        counted = scene.CashOnTheDay - 200_000,
                        countedOn = "2026-02-05",
                        explanation = "Selisih",
                    }
                )
        );
    }

    [TestCaseSource(nameof(OutgoingKinds))]
    public async Task What_is_entered_late_and_makes_a_later_day_negative_is_refused_with_that_day(object attempt)
    {
        var scene = await Scene();
        var before = Books.Fingerprint();

        var answer = await ((Func<FundMoneyTests, LateScene, Task<Answer>>)attempt)(this, scene);
        var problem = answer.Refused(System.Net.HttpStatusCode.Conflict, "fund.insufficient");

        Assert.That(problem.Text("detail"), Does.Contain("20 Februari 2026"));
        Assert.That(Books.Fingerprint(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_count_that_agrees_books_nothing_and_is_kept()
    {
        var fund = await NewFund(1_000_000);

        var count = await Office.Count(fund, 1_000_000);
        var read = (await Office.Auditor.Get($"/cash-counts/{count.Text("id")}")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(count.Number("booked"), Is.EqualTo(1_000_000));
            Assert.That(count.Number("difference"), Is.Zero);
            Assert.That(count["transactionId"], Is.Null);
            Assert.That(count["explanation"], Is.Null);
            Assert.That(count.Text("countedOn"), Is.EqualTo("2026-03-04"));
            Assert.That(read.ToJsonString(), Is.EqualTo(count.ToJsonString()));
        });
    }

    [TestCase(980_000, -20_000)]
    [TestCase(1_005_000, 5_000)]
    [TestCase(0, -1_000_000)]
    public async Task A_difference_is_explained_and_booked_on_the_day_so_that_the_books_say_what_is_there(
        long counted,
        long difference
    )
    {
        var fund = await NewFund(1_000_000);

        var count = await Office.Count(fund, counted, "Uang kembalian salah hitung");
        var line = await Line(fund, "from=2026-03-01&to=2026-03-31");
        var again = await Office.Count(fund, counted);

        Assert.Multiple(() =>
        {
            Assert.That(count.Number("difference"), Is.EqualTo(difference));
            Assert.That(count.Text("transactionId"), Is.Not.Empty);
            Assert.That(line.Number("cashDifference"), Is.EqualTo(difference));
            Assert.That(
                line.Number("opening") + difference,
                Is.EqualTo(line.Number("closingCash")).And.EqualTo(counted)
            );
            Assert.That(again.Number("difference"), Is.Zero);
        });
    }

    [Test]
    public async Task A_difference_without_a_word_of_explanation_is_refused_and_names_what_is_booked()
    {
        var fund = await NewFund(1_000_000);
        var explanation = Refusal.Invalid("cash_count.explanation_required");

        var problem = await RefusesCount(fund, new { counted = 999_999 }, explanation);
        await RefusesCount(fund, new { counted = 999_999, explanation = "  " }, explanation);

        Assert.That(problem.Text("detail"), Does.Contain("Rp1.000.000"));
        Assert.That(problem["errors"]!["explanation"], Is.Not.Null);
    }

    [Test]
    public async Task Notes_and_coins_come_to_what_was_counted_and_are_kept()
    {
        var fund = await NewFund(250_500);
        object[] notes =
        [
            new { value = 100_000, pieces = 2 },
            new { value = 50_000, pieces = 1 },
            new { value = 500, pieces = 1 },
        ];
        var body = new { counted = 250_500, denominations = notes };
        var mismatch = Refusal.Invalid("cash_count.denominations_mismatch");

        var count = (await Office.Cashier.Post($"/funds/{fund}/cash-counts", body)).Ok();

        Assert.That(count["denominations"]!.AsArray(), Has.Count.EqualTo(3));
        Assert.That(count["denominations"]![1]!.Number("value"), Is.EqualTo(50_000));
        await RefusesCount(fund, body.With(new { counted = 250_000 }), mismatch);
        await RefusesCount(fund, new { counted = 250_500, denominations = Array.Empty<object>() }, mismatch);
        foreach (object[] odd in new object[][] { [notes[0], notes[0]], [new { value = 0, pieces = 1 }] })
        {
            await RefusesCount(fund, new { counted = 400_000, denominations = odd }, Refusal.Invalid());
        }

        await RefusesCount(
            fund,
            new { counted = 0, denominations = new object[] { new { value = 100, pieces = -1 } } },
            Refusal.Invalid()
        );
        await RefusesCount(
            fund,
            new { counted = 0, denominations = new object?[] { null } },
            Refusal.Invalid("request.malformed")
        );
    }

    [Test]
    public async Task A_count_of_less_than_nothing_or_of_tomorrow_or_in_a_closed_month_is_refused()
    {
        await using var host = new BmdHost();
        var office = await TestOffice.Open(host);
        await office.CloseMonth("2026-01");
        var books = new Books(host);
        var before = books.Fingerprint();
        var path = $"/funds/{office.FundId}/cash-counts";

        (await office.Cashier.Post(path, new { counted = -1 })).Refused(
            System.Net.HttpStatusCode.BadRequest,
            "request.invalid"
        );
        (await office.Cashier.Post(path, new { counted = 1, countedOn = "2026-03-05" })).Refused(
            System.Net.HttpStatusCode.Conflict,
            "date.in_future"
        );
        // Whether it agrees with the books or not.
        foreach (var counted in new[] { 100_000_000, 5 })
        {
            var body = new
            {
                counted,
                countedOn = "2026-01-31",
                explanation = "x",
            };
            (await office.Cashier.Post(path, body)).Refused(System.Net.HttpStatusCode.Conflict, "period.closed");
        }

        Assert.That(books.Fingerprint(), Is.EqualTo(before));
    }

    [Test]
    public async Task Counts_are_listed_newest_first_fund_by_fund_and_page_by_page_for_their_office_alone()
    {
        var fund = await NewFund(1_000);
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            ids.Insert(0, (await Office.Count(fund, 1_000)).Text("id"));
        }

        await Office.Count(await NewFund(5), 5);
        var first = (await Office.Auditor.Get($"/cash-counts?fundId={fund}&limit=2")).Ok();
        var rest = (await Office.Auditor.Get($"/cash-counts?fundId={fund}&limit=2&cursor={first["nextCursor"]}")).Ok();
        var other = await TestOffice.Open(Host, "SBY");
        var elsewhere = (await other.Auditor.Get($"/cash-counts?fundId={fund}")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(
                first["items"]!.AsArray().Concat(rest["items"]!.AsArray()).Select(item => item!.Text("id")),
                Is.EqualTo(ids)
            );
            Assert.That(rest["nextCursor"], Is.Null);
            Assert.That(elsewhere["items"]!.AsArray(), Is.Empty);
        });
        await Refuses(other.Auditor, who => who.Get($"/cash-counts/{ids[0]}"), Refusal.NotFound("cashCount.not_found"));
    }

    private static TestCaseData Kind(string name, Func<FundMoneyTests, LateScene, Task<Answer>> attempt) =>
        new TestCaseData(attempt).SetArgDisplayNames(name);

    private static object On(string field) =>
        new { account = "cash" }.With(new Dictionary<string, string> { [field] = "2026-02-05" });

    private async Task<LateScene> Scene()
    {
        var fund = await NewFund(2_000_000);
        var depositor = await Office.NewDepositor(300_000, new { fundId = fund });
        var signed = await Office.NewSurveyedWith(new { fundId = fund });
        var loan = (await Office.Approver.Decide(signed, LoanSteps.Decision())).Ok().Text("loanId");
        (await Office.Officer.Post($"/loans/{loan}/akad", LoanSteps.Akad)).Ok();
        var cash = (await View(fund)).Number("cash");
        (
            await Office.Cashier.Post($"/funds/{fund}/transfers", MoneySteps.TransferOf(cash - 100_000, "2026-02-20"))
        ).Ok();
        return new LateScene(fund, depositor, loan, cash);
    }

    private async Task<string> NewFund(long capital) =>
        await Office.NewFund($"F{Interlocked.Increment(ref _fund)}", "infakTidakTerikat", capital);

    private async Task<JsonNode> View(string fund) =>
        (await Office.Cashier.Get("/funds?limit=200")).Ok()["items"]!.AsArray().Single(f => f!.Text("id") == fund)!;

    private async Task<JsonNode> Line(string fund, string period) =>
        (await Office.Auditor.Get($"/reports/funds?{period}&fundId={fund}")).Ok()["funds"]!.AsArray().Single()!;

    private Task<JsonNode> RefusesTransfer(
        string fund,
        object body,
        (System.Net.HttpStatusCode Status, string Code) expected
    ) => Refuses(Office.Cashier, who => who.Post($"/funds/{fund}/transfers", body), expected);

    private Task<JsonNode> RefusesCount(
        string fund,
        object body,
        (System.Net.HttpStatusCode Status, string Code) expected
    ) => Refuses(Office.Cashier, who => who.Post($"/funds/{fund}/cash-counts", body), expected);

    private sealed record LateScene(string Fund, string Depositor, string SignedLoan, long CashOnTheDay);
}
