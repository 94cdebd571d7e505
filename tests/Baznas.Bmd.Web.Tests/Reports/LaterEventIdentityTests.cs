using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Reports;

/// <summary>What later events do to loans is the same in every report, on every day, and office by office.</summary>
public sealed class LaterEventIdentityTests : BusyOfficeFixture
{
    private static readonly string[] OfFunds =
    [
        "opening",
        "received",
        "disbursed",
        "repaid",
        "repaidFromDeposits",
        "infak",
        "deposits",
        "recovered",
        "cashDifference",
        "settledBetweenFunds",
        "writtenOff",
        "forgiven",
        "closingCash",
        "openingReceivable",
        "closingReceivable",
    ];

    [Test]
    public async Task Something_of_every_kind_has_happened()
    {
        var kinds = Books
            .Query($"SELECT DISTINCT [Kind] FROM [JournalEntry] WHERE [OfficeId] = '{Office.Id}'")
            .ConvertAll(row => (string)row["Kind"]!);
        var reversed = Books
            .Query(
                $"""
                SELECT DISTINCT e.[Kind] FROM [Reversal] r JOIN [JournalEntry] e ON e.[Id] = r.[ReversedEntryId]
                WHERE e.[OfficeId] = '{Office.Id}'
                """
            )
            .ConvertAll(row => (string)row["Kind"]!);
        var causes = Books
            .Query(
                $"""
                SELECT DISTINCT v.[Cause] FROM [ScheduleVersion] v JOIN [Loan] l ON l.[Id] = v.[LoanId]
                WHERE l.[OfficeId] = '{Office.Id}'
                """
            )
            .ConvertAll(row => (string)row["Cause"]!);

        Assert.Multiple(() =>
        {
            Assert.That(kinds, Has.Count.EqualTo(11), string.Join(' ', kinds));
            Assert.That(reversed, Has.Count.EqualTo(8), string.Join(' ', reversed));
            Assert.That(causes, Has.Count.EqualTo(6), string.Join(' ', causes));
        });
    }

    [TestCaseSource(nameof(Days))]
    public async Task What_each_fund_s_portfolio_has_disbursed_is_all_accounted_for(string day)
    {
        foreach (var fund in (await Funds(("2026-01-01", day))).Keys)
        {
            var portfolio = await Portfolio(day, fund);
            Assert.That(
                portfolio.Number("disbursed"),
                Is.EqualTo(Sum(portfolio, "outstanding", "repaid", "writtenOff", "forgiven"))
            );
        }
    }

    [TestCaseSource(nameof(Days))]
    public async Task The_instalments_in_force_and_what_was_paid_before_them_are_what_was_disbursed(string day)
    {
        foreach (var id in await Loans())
        {
            var loan = await Get($"/loans/{id}?asOf={day}");
            var schedule = await Get($"/loans/{id}/schedule?asOf={day}");
            var version = (int)schedule["version"]!;
            var made = (await Get($"/loans/{id}/schedule/versions"))["items"]!
                .AsArray()
                .SingleOrDefault(each => (int)each!["version"]! == version);
            var rows = schedule["rows"]!.AsArray();

            Assert.Multiple(() =>
            {
                Assert.That(rows.Sum(row => row!.Number("amount")), Is.EqualTo(schedule.Number("total")));
                Assert.That(
                    made is null ? 0 : schedule.Number("total") + made.Number("repaidBefore"),
                    Is.EqualTo(loan.Number("disbursed")),
                    $"{loan["number"]} version {version}"
                );
                Assert.That(
                    made is null ? 0 : rows.Sum(row => row!.Number("paid")) + made.Number("repaidBefore"),
                    Is.EqualTo(loan.Number("repaid")),
                    $"{loan["number"]} version {version}"
                );
            });
        }
    }

    [TestCaseSource(nameof(Periods))]
    public async Task A_fund_s_opening_and_what_came_and_went_are_its_closing((string From, string To) period)
    {
        var funds = await Funds(period);
        Assert.That(funds.Values.Sum(fund => fund.Number("settledBetweenFunds")), Is.Zero);
        foreach (var (id, fund) in funds)
        {
            var collections = await Get($"/reports/collections?{Of(period)}&fundId={id}");
            var before = (await Portfolio(DayBefore(period.From), id)).Number("outstanding");
            Assert.Multiple(() =>
            {
                Assert.That(
                    Sum(
                        fund,
                        "opening",
                        "received",
                        "repaid",
                        "infak",
                        "deposits",
                        "recovered",
                        "cashDifference",
                        "settledBetweenFunds"
                    ) - fund.Number("disbursed"),
                    Is.EqualTo(fund.Number("closingCash"))
                );
                Assert.That(fund.Number("openingReceivable"), Is.EqualTo(before));
                Assert.That(Sum(fund, "repaid", "repaidFromDeposits"), Is.EqualTo(collections.Number("collected")));
                Assert.That(
                    Sum(fund, "openingReceivable", "disbursed")
                        - Sum(fund, "repaid", "repaidFromDeposits", "writtenOff", "forgiven"),
                    Is.EqualTo(fund.Number("closingReceivable"))
                );
            });
        }
    }

    [TestCaseSource(nameof(Days))]
    public async Task What_closes_a_day_opens_the_next_in_the_funds_and_the_general_ledger(string day)
    {
        var next = DateOnly.ParseExact(day, "yyyy-MM-dd", null).AddDays(1).ToString("yyyy-MM-dd", null);
        var closed = await Funds(("2026-01-01", day));
        var opened = await Funds((next, next));
        var trial = await Get($"/reports/trial-balance?asOf={day}");
        foreach (var (id, fund) in closed)
        {
            Assert.That(opened[id].Number("opening"), Is.EqualTo(fund.Number("closingCash")));
            Assert.That(
                Balance(trial, "cash", id) + Balance(trial, "bank", id),
                Is.EqualTo(fund.Number("closingCash")).And.Not.Negative
            );
        }

        foreach (var account in trial["rows"]!.AsArray().Select(row => row!.Text("account")).Distinct())
        {
            var path = $"/reports/general-ledger?account={account}";
            var until = await Get($"{path}&from=2026-01-01&to={day}");
            var after = await Get($"{path}&from={next}&to={next}");
            Assert.That(after.Number("opening"), Is.EqualTo(until.Number("closing")), account);
            Assert.That(until.Number("closing"), Is.EqualTo(Balance(trial, account, null)), account);
        }
    }

    [TestCaseSource(nameof(Days))]
    public async Task Every_trial_balance_and_every_fund_in_it_sums_to_zero(string day)
    {
        var trial = await Get($"/reports/trial-balance?asOf={day}");
        var rows = trial["rows"]!.AsArray();

        Assert.That(trial.Number("totalDebit"), Is.EqualTo(trial.Number("totalCredit")));
        foreach (var fund in rows.GroupBy(row => row!.Text("fundId")))
        {
            Assert.That(fund.Sum(row => row!.Number("debit") - row!.Number("credit")), Is.Zero);
        }
    }

    [TestCaseSource(nameof(Periods))]
    public async Task Debts_that_left_the_books_are_the_funds_and_the_portfolio_s((string From, string To) period)
    {
        var left = await Get($"/reports/written-off-loans?{Of(period)}");
        var funds = await Funds(period);
        var (before, after) = (await Portfolio(DayBefore(period.From)), await Portfolio(period.To));
        Assert.Multiple(() =>
        {
            foreach (var name in new[] { "writtenOff", "forgiven" })
            {
                Assert.That(funds.Values.Sum(fund => fund.Number(name)), Is.EqualTo(left.Number(name)), name);
                Assert.That(after.Number(name) - before.Number(name), Is.EqualTo(left.Number(name)), name);
            }
        });
    }

    [TestCaseSource(nameof(Days))]
    public async Task What_was_recovered_is_the_funds_and_the_loans(string day)
    {
        var ever = ("2026-01-01", day);
        var left = await Get($"/reports/written-off-loans?{Of(ever)}");
        long recovered = 0,
            owed = 0,
            writtenOff = 0;
        foreach (var id in await Loans())
        {
            var loan = await Get($"/loans/{id}?asOf={day}");
            recovered += loan.Number("recovered");
            writtenOff += loan.Number("writtenOff");
            owed += loan.Number("stillOwed") - loan.Number("outstanding");
        }

        Assert.Multiple(async () =>
        {
            Assert.That((await Funds(ever)).Values.Sum(fund => fund.Number("recovered")), Is.EqualTo(recovered));
            Assert.That(left.Number("recovered"), Is.EqualTo(recovered));
            Assert.That(left.Number("stillOwed"), Is.EqualTo(owed).And.EqualTo(writtenOff - recovered));
            Assert.That((await Portfolio(day)).Number("writtenOff"), Is.EqualTo(writtenOff));
        });
    }

    [TestCaseSource(nameof(Days))]
    public async Task Restructured_loans_are_those_of_the_report_that_were_not_taken_back(string day)
    {
        var items = (await Get($"/reports/rescheduled-loans?from=2026-01-01&to={day}"))["items"]!.AsArray();
        var standing = items
            .Where(item =>
                item!.Text("kind") == "reschedule"
                && (item!["reversedOn"] is not { } reversed || string.CompareOrdinal((string)reversed!, day) > 0)
            )
            .Select(item => item!.Text("loanId"))
            .Distinct();
        long loans = 0,
            outstanding = 0;
        foreach (var id in standing)
        {
            var loan = await Get($"/loans/{id}?asOf={day}");
            Assert.That((bool)loan["restructured"]!);
            loans += loan.Number("outstanding") > 0 ? 1 : 0;
            outstanding += loan.Number("outstanding");
        }

        var restructured = (await Portfolio(day))["restructured"]!;
        Assert.That(restructured.Number("loans"), Is.EqualTo(loans));
        Assert.That(restructured.Number("outstanding"), Is.EqualTo(outstanding));
    }

    [Test]
    public async Task A_new_schedule_s_debt_is_what_its_loan_s_card_says_then_and_now()
    {
        var items = (await Get("/reports/rescheduled-loans?from=2026-01-01&to=2026-03-04"))["items"]!.AsArray();
        Assert.That(items, Has.Count.GreaterThan(5));
        foreach (var item in items)
        {
            var path = $"/reports/loan-card/{item!.Text("loanId")}?asOf=";
            var then = (await Get($"{path}{item!.Text("effectiveOn")}"))["loan"]!;
            var now = (await Get($"{path}2026-03-04"))["loan"]!;
            Assert.That(item!.Number("outstandingThen"), Is.EqualTo(then.Number("outstanding")));
            Assert.That(item!.Number("outstandingNow"), Is.EqualTo(now.Number("outstanding")));
            Assert.That(item!.Number("daysPastDueNow"), Is.EqualTo(now.Number("daysPastDue")));
        }
    }

    [Test]
    public async Task A_forecast_opens_with_the_funds_closing_cash_and_expects_the_expected_payments()
    {
        var funds = await Funds(("2026-01-01", "2026-03-04"));
        var forecasts = (await Get("/reports/cash-forecast?to=2027-12-31"))["funds"]!.AsArray();
        Assert.That(forecasts, Has.Count.EqualTo(funds.Count));
        foreach (var forecast in forecasts)
        {
            var fund = forecast!.Text("fundId")!;
            var expected = await Get($"/reports/expected-payments?from=2026-03-04&to=2027-12-31&fundId={fund}");
            var byDay = forecast!["rows"]!
                .AsArray()
                .Where(row => row!.Number("expectedRepayments") > 0)
                .Select(row => $"{row!["date"]} {row!["expectedRepayments"]}");
            Assert.That(forecast!.Number("opening"), Is.EqualTo(funds[fund].Number("closingCash")));
            Assert.That(
                byDay,
                Is.Not.Empty.And.EqualTo(
                    expected["days"]!.AsArray().Select(day => $"{day!["dueOn"]} {day!["outstanding"]}")
                )
            );
        }

        Assert.That(
            forecasts.Sum(each => each!["rows"]!.AsArray().Sum(row => row!.Number("plannedTranches"))),
            Is.EqualTo(200_000)
        );
        Assert.That(
            forecasts.Sum(each => each!["rows"]!.AsArray().Sum(row => row!.Number("approvedLoans"))),
            Is.EqualTo(2_000_000)
        );
    }

    [Test]
    public async Task What_is_held_for_borrowers_is_the_control_account()
    {
        long held = 0;
        foreach (var borrower in (await Office.Officer.Get("/borrowers?limit=200")).Ok()["items"]!.AsArray())
        {
            held += await Office.Held(borrower!.Text("id"));
        }

        Assert.That(
            held,
            Is.Positive.And.EqualTo(-Balance(await Get("/reports/trial-balance"), "borrowerDeposits", null))
        );
    }

    [TestCaseSource(nameof(Periods))]
    public async Task Two_offices_reports_are_their_own_and_together_all((string From, string To) period)
    {
        foreach (
            var (path, names) in new[]
            {
                (
                    $"/reports/collections?{Of(period)}",
                    new[] { "scheduled", "collectedAgainstScheduled", "collected", "prepaid" }
                ),
                ($"/reports/disbursements?{Of(period)}", ["total"]),
                ($"/reports/written-off-loans?{Of(period)}", ["writtenOff", "forgiven", "recovered", "stillOwed"]),
                (
                    $"/reports/portfolio?asOf={period.To}",
                    ["activeLoans", "disbursed", "repaid", "outstanding", "writtenOff", "forgiven"]
                ),
                ($"/reports/arrears?asOf={period.To}", ["overdue"]),
                ($"/reports/expected-payments?from={period.From}&to={period.To}", ["total"]),
                ($"/reports/trial-balance?asOf={period.To}", ["totalDebit", "totalCredit"]),
            }
        )
        {
            var (mine, theirs, all) = await Apart(path);
            Assert.That(
                names.Select(mine.Number).Zip(names.Select(theirs.Number), (a, b) => a + b),
                Is.EqualTo(names.Select(all.Number)),
                path
            );
        }
    }

    [TestCaseSource(nameof(Periods))]
    public async Task Two_offices_funds_lie_beside_each_other((string From, string To) period)
    {
        var (mine, theirs, all) = await Apart($"/reports/funds?{Of(period)}");
        foreach (var name in OfFunds)
        {
            long Total(JsonNode report) => report["funds"]!.AsArray().Sum(fund => fund!.Number(name));
            Assert.That(Total(mine) + Total(theirs), Is.EqualTo(Total(all)), name);
        }

        Assert.That(mine["funds"]!.AsArray(), Has.Count.EqualTo(2));
        Assert.That(theirs["funds"]!.AsArray(), Has.Count.EqualTo(1));
    }

    // As each office's own auditor sees it, and as who sees all of them does.
    private async Task<(JsonNode Mine, JsonNode Theirs, JsonNode All)> Apart(string path)
    {
        var (mine, theirs) = (await Get(path), (await Other.Auditor.Get(path)).Ok());
        var named = (await Office.Admin.Get($"{path}&officeId={Office.Id}")).Ok();
        Assert.That(JsonNode.DeepEquals(mine, named), path);
        return (mine, theirs, (await Office.Admin.Get(path)).Ok());
    }

    private async Task<Dictionary<string, JsonNode>> Funds((string From, string To) period) =>
        (await Get($"/reports/funds?{Of(period)}"))["funds"]!
            .AsArray()
            .ToDictionary(fund => fund!.Text("fundId"), fund => fund!);

    private static long Sum(JsonNode line, params string[] names) => names.Sum(line.Number);
}
