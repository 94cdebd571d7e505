using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Reports;

/// <summary>The same rupiah seen by every report.</summary>
public sealed class IdentityTests : BusyOfficeFixture
{
    private const string Ever = "from=2026-01-01&to=2027-12-31";

    [TestCaseSource(nameof(Days))]
    public async Task Disbursed_is_outstanding_and_repaid_and_written_off_and_forgiven(string day)
    {
        var portfolio = await Portfolio(day);

        Assert.That(
            portfolio.Number("disbursed"),
            Is.EqualTo(
                portfolio.Number("outstanding")
                    + portfolio.Number("repaid")
                    + portfolio.Number("writtenOff")
                    + portfolio.Number("forgiven")
            )
        );
    }

    [TestCaseSource(nameof(Days))]
    public async Task The_collectibility_classes_sum_to_outstanding(string day)
    {
        var portfolio = await Portfolio(day);

        Assert.That(
            portfolio["collectibility"]!.AsArray().Sum(line => line!.Number("outstanding")),
            Is.EqualTo(portfolio.Number("outstanding"))
        );
    }

    [TestCaseSource(nameof(Days))]
    public async Task Loan_cards_sum_to_the_portfolio(string day)
    {
        var portfolio = await Portfolio(day);
        long disbursed = 0,
            repaid = 0,
            outstanding = 0,
            rows = 0;
        foreach (var loan in (await Get("/loans?limit=200"))["items"]!.AsArray())
        {
            var answer = await Office.Auditor.Get($"/reports/loan-card/{loan!.Text("id")}?asOf={day}");
            if (answer.Body!["loan"] is not { } card)
            {
                continue;
            }

            disbursed += card.Number("disbursed");
            repaid += card.Number("repaid");
            outstanding += card.Number("outstanding");
            rows +=
                card.Number("outstanding") == 0
                    ? 0
                    : answer.Body["schedule"]!["rows"]!.AsArray().Sum(row => row!.Number("outstanding"));
        }

        Assert.Multiple(() =>
        {
            Assert.That(disbursed, Is.EqualTo(portfolio.Number("disbursed")));
            Assert.That(repaid, Is.EqualTo(portfolio.Number("repaid")));
            Assert.That(outstanding, Is.EqualTo(portfolio.Number("outstanding")));
            Assert.That(rows, Is.EqualTo(portfolio.Number("outstanding")), "The schedules' own unpaid instalments.");
        });
    }

    [TestCaseSource(nameof(Days))]
    public async Task The_funds_receivable_and_the_control_account_are_the_portfolios_outstanding(string day)
    {
        var outstanding = (await Portfolio(day)).Number("outstanding");
        var funds = await Get($"/reports/funds?from=2026-01-01&to={day}");
        var trial = await Get($"/reports/trial-balance?asOf={day}");
        Assert.Multiple(async () =>
        {
            Assert.That(funds["funds"]!.AsArray().Sum(f => f!.Number("closingReceivable")), Is.EqualTo(outstanding));
            Assert.That(trial.Number("totalDebit"), Is.EqualTo(trial.Number("totalCredit")));
            foreach (var fund in funds["funds"]!.AsArray())
            {
                var ofFund = await Get($"/reports/portfolio?asOf={day}&fundId={fund!.Text("fundId")}");
                Assert.That(fund!.Number("closingReceivable"), Is.EqualTo(ofFund.Number("outstanding")));
                Assert.That(
                    Balance(trial, "qardhReceivable", fund!.Text("fundId")),
                    Is.EqualTo(ofFund.Number("outstanding"))
                );
            }
        });
    }

    [TestCaseSource(nameof(Periods))]
    public async Task Collected_is_the_funds_repaid_and_the_deposits_applied_and_what_the_journal_credits(
        (string From, string To) period
    )
    {
        var collections = await Get($"/reports/collections?{Of(period)}");
        var funds = await Get($"/reports/funds?{Of(period)}");
        var journal = await Get($"/reports/journal?{Of(period)}");

        Assert.Multiple(() =>
        {
            Assert.That(
                collections.Number("collected"),
                Is.EqualTo(
                    funds["funds"]!.AsArray().Sum(fund => fund!.Number("repaid"))
                        + OfKind(journal, "depositApplied", "borrowerDeposits")
                )
            );
            Assert.That(
                collections.Number("collected"),
                Is.EqualTo(
                    -OfKind(journal, "repayment", "qardhReceivable")
                        - OfKind(journal, "depositApplied", "qardhReceivable")
                )
            );
        });
    }

    [TestCaseSource(nameof(Periods))]
    public async Task Collected_against_the_schedule_and_prepaid_are_never_more_than_there_is(
        (string From, string To) period
    )
    {
        var report = await Get($"/reports/collections?{Of(period)}");

        Assert.Multiple(() =>
        {
            Assert.That(report.Number("collectedAgainstScheduled"), Is.InRange(0, report.Number("scheduled")));
            Assert.That(report.Number("prepaid"), Is.GreaterThanOrEqualTo(0));
        });
    }

    [TestCaseSource(nameof(Periods))]
    public async Task The_disbursements_report_is_the_funds_disbursed_and_the_journal_s((string From, string To) period)
    {
        var disbursements = await Get($"/reports/disbursements?{Of(period)}");
        var funds = await Get($"/reports/funds?{Of(period)}");
        var journal = await Get($"/reports/journal?{Of(period)}");

        Assert.Multiple(() =>
        {
            Assert.That(
                disbursements.Number("total"),
                Is.EqualTo(funds["funds"]!.AsArray().Sum(fund => fund!.Number("disbursed")))
            );
            Assert.That(disbursements.Number("total"), Is.EqualTo(OfKind(journal, "disbursement", "qardhReceivable")));
        });
    }

    [Test]
    public async Task A_general_ledger_s_closing_is_the_next_opening_and_the_trial_balance()
    {
        var trial = await Get("/reports/trial-balance?asOf=2026-02-28");
        var accounts = trial["rows"]!.AsArray().Select(row => row!.Text("account")).Distinct().ToList();
        Assert.That(accounts, Has.Count.GreaterThanOrEqualTo(5));
        Assert.Multiple(async () =>
        {
            foreach (var account in accounts)
            {
                var path = $"/reports/general-ledger?account={account}";
                var february = await Get($"{path}&from=2026-02-01&to=2026-02-28");
                var march = await Get($"{path}&from=2026-03-01&to=2026-03-04");
                Assert.That(march.Number("opening"), Is.EqualTo(february.Number("closing")), account);
                Assert.That(february.Number("closing"), Is.EqualTo(Balance(trial, account, null)), account);
            }
        });
    }

    [Test]
    public async Task A_fund_s_closing_cash_is_its_next_opening_and_its_cash_and_bank()
    {
        var february = (await Get("/reports/funds?from=2026-02-01&to=2026-02-28"))["funds"]!.AsArray();
        var march = (await Get("/reports/funds?from=2026-03-01&to=2026-03-04"))["funds"]!.AsArray();
        var trial = await Get("/reports/trial-balance?asOf=2026-02-28");
        Assert.That(february, Has.Count.EqualTo(2));
        Assert.Multiple(() =>
        {
            foreach (var (closing, opening) in february.Zip(march))
            {
                var fund = closing!.Text("fundId");
                Assert.That(opening!.Number("opening"), Is.EqualTo(closing!.Number("closingCash")));
                Assert.That(
                    Balance(trial, "cash", fund) + Balance(trial, "bank", fund),
                    Is.EqualTo(closing!.Number("closingCash"))
                );
            }
        });
    }

    [Test]
    public async Task Expected_payments_from_tomorrow_on_and_what_is_overdue_tomorrow_are_outstanding()
    {
        foreach (var fund in (await Get("/reports/funds"))["funds"]!.AsArray().Select(each => each!.Text("fundId")))
        {
            var expected = await Get($"/reports/expected-payments?from=2026-03-05&to=2030-12-31&fundId={fund}");
            var arrears = await Get($"/reports/arrears?asOf=2026-03-05&fundId={fund}");
            var portfolio = await Get($"/reports/portfolio?fundId={fund}");

            Assert.That(
                expected.Number("total") + arrears.Number("overdue"),
                Is.EqualTo(portfolio.Number("outstanding"))
            );
            Assert.That(
                expected["days"]!.AsArray().Sum(day => day!.Number("outstanding")),
                Is.EqualTo(expected.Number("total"))
            );
        }

        Assert.That((await Get("/reports/arrears?asOf=2026-03-05")).Number("overdue"), Is.Positive);
    }

    [Test]
    public async Task Over_a_loan_s_whole_life_all_that_was_disbursed_was_scheduled_when_no_schedule_changed()
    {
        var office = await TestOffice.Open(Host, "HDP");
        var loans = new[] { await office.NewActive(1_234_000, 7), await office.NewActive(777_777, 50) };
        (await office.Pay(loans[0], 1_234_000, "2026-02-03")).Ok();
        var disbursed = (await office.Auditor.Get("/reports/portfolio")).Ok().Number("disbursed");
        var ever = (await office.Auditor.Get($"/reports/collections?{Ever}")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(ever.Number("scheduled"), Is.EqualTo(disbursed).And.EqualTo(2_011_777));
            Assert.That(ever.Number("collectedAgainstScheduled"), Is.EqualTo(1_234_000));
            Assert.That(ever.Number("prepaid"), Is.Zero);
        });
    }

    [Test]
    public async Task A_meeting_is_the_sum_of_its_receipts_in_the_journal()
    {
        var journal = await Get("/reports/journal?from=2026-02-05&to=2026-02-05");
        var group = (await Get("/groups"))["items"]!.AsArray().Single()!.Text("id");
        var meeting = (await Get($"/groups/{group}/meetings"))["items"]!.AsArray().Single()!;

        Assert.That(
            meeting.Number("total"),
            Is.EqualTo(OfKind(journal, "repayment", "cash")).And.EqualTo(150_000 + 357_000 + 1_030_000)
        );
    }

    [Test]
    public async Task The_books_of_this_office_verify() =>
        Assert.That((bool)(await Get("/audit/verification"))["verified"]!);
}
