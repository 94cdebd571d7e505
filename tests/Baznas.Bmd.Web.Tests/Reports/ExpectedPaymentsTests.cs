using System.Net;
using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Reports;

/// <summary>What is due in a period and not yet paid, instalment by instalment and day by day.</summary>
public sealed class ExpectedPaymentsTests : OfficeFixture
{
    private string _loan = "";
    private string _other = "";

    // Both are due in weekly instalments of Rp100.000 from 16 January to 20 March; today is 4 March.
    protected override async Task Prepare()
    {
        _loan = await Office.NewActive();
        _other = await Office.NewActive();
        (await Office.Pay(_loan, 720_000)).Ok();
        await Office.NewGroup(Books, _loan);
        var paidOff = await Office.NewActive();
        (await Office.Pay(paidOff, 1_000_000)).Ok();
        await Office.NewSigned();
    }

    [Test]
    public async Task Each_unpaid_instalment_stands_with_what_it_has_received()
    {
        var report = await Report("from=2026-03-05&to=2026-03-13");
        var first = report["items"]!.AsArray().First(item => item!.Text("loanId") == _loan)!;

        Assert.Multiple(() =>
        {
            Assert.That(report.Text("asOf"), Is.EqualTo("2026-03-05"));
            Assert.That(
                report["items"]!.AsArray().Select(item => (item!.Text("dueOn"), item!.Number("no"))),
                Is.EqualTo(new[] { ("2026-03-06", 8L), ("2026-03-06", 8L), ("2026-03-13", 9L), ("2026-03-13", 9L) })
            );
            Assert.That(first.Number("amount"), Is.EqualTo(100_000));
            Assert.That(first.Number("paid"), Is.EqualTo(20_000));
            Assert.That(first.Number("outstanding"), Is.EqualTo(80_000));
            Assert.That(first.Text("groupCode"), Does.StartWith("K"));
            Assert.That(first.Text("phone"), Is.EqualTo("+6281234567890"));
            Assert.That(report.Number("total"), Is.EqualTo(380_000));
            Assert.That(
                report["days"]!.ToJsonString(),
                Is.EqualTo(
                    """[{"dueOn":"2026-03-06","payments":2,"outstanding":180000},{"dueOn":"2026-03-13","payments":2,"outstanding":200000}]"""
                )
            );
        });
    }

    [Test]
    public async Task Instalments_that_are_overdue_are_seen_when_their_days_are_asked_for()
    {
        var report = await Report("from=2026-02-20&to=2026-02-27");

        Assert.That(
            report["items"]!.AsArray().Select(item => item!.Text("loanId")),
            Is.EqualTo(new[] { _other, _other }),
            "The first loan has paid these, the paid-off loan owes nothing, the signed one has nothing due."
        );
        Assert.That(report.Text("asOf"), Is.EqualTo("2026-03-04"));
    }

    [Test]
    public async Task A_new_schedule_is_expected_from_the_day_on_that_it_holds()
    {
        var office = await TestOffice.Open(Host, "JDW");
        var loan = await office.NewActive();
        Books.Change(
            "INSERT INTO [ScheduleVersion] ([LoanId], [Version], [EffectiveOn], [RepaidBefore], [Cause], [At]) "
                + $"VALUES ('{loan}', 2, '2026-03-08', 0, 'reschedule', '2026-03-04T02:00:00.000Z')"
        );
        Books.Change(
            "INSERT INTO [Instalment] ([LoanId], [Version], [No], [AnchorOn], [DueOn], [Amount], [Cumulative]) "
                + $"VALUES ('{loan}', 2, 1, '2026-03-16', '2026-03-16', 1000000, 1000000)"
        );

        var today = (await office.Auditor.Get("/reports/expected-payments?to=2026-03-31")).Ok();
        var later = (await office.Auditor.Get("/reports/expected-payments?from=2026-03-08&to=2026-03-31")).Ok();

        Assert.That(today["items"]!.AsArray(), Has.Count.EqualTo(3));
        Assert.That(later["items"]!.AsArray().Single()!.Text("dueOn"), Is.EqualTo("2026-03-16"));
    }

    [Test]
    public async Task Left_out_days_are_today_and_thirty_days_on_even_at_the_end_of_the_calendar()
    {
        var report = await Report("");
        var last = await Report("from=9999-12-31");

        Assert.That((report.Text("from"), report.Text("to")), Is.EqualTo(("2026-03-04", "2026-04-03")));
        Assert.That((last.Text("from"), last.Text("to")), Is.EqualTo(("9999-12-31", "9999-12-31")));
        Assert.That(last["items"]!.AsArray(), Is.Empty);
        (await Office.Auditor.Get("/reports/expected-payments?from=2026-03-05&to=2026-03-04")).Refused(
            HttpStatusCode.BadRequest,
            "report.period_reversed"
        );
    }

    [Test]
    public async Task It_comes_as_a_table_and_shows_nothing_of_another_office_or_fund()
    {
        var answer = await Office.Auditor.Get("/reports/expected-payments?from=2026-03-05&to=2026-03-06&format=csv");
        var lines = (await answer.Message.Content.ReadAsStringAsync()).TrimStart('\uFEFF').TrimEnd().Split('\n');
        var other = await TestOffice.Open(Host, "SBY");
        var theirs = (await other.Auditor.Get("/reports/expected-payments")).Ok();
        var fund = await Office.NewFund("KOSONG", "zakat");

        Assert.That(lines, Has.Length.EqualTo(3));
        Assert.That(lines[0], Does.StartWith("dueOn,loan,no,borrower,phone,group,amount,paid,outstanding"));
        Assert.That(lines[1], Does.StartWith("2026-03-06,MJK-").And.Contain(",100000,20000,80000"));
        Assert.That(theirs["items"]!.AsArray(), Is.Empty);
        Assert.That((await Report($"fundId={fund}"))["items"]!.AsArray(), Is.Empty);
        (await other.Auditor.Get($"/reports/expected-payments?officeId={Office.Id}")).Refused(
            HttpStatusCode.NotFound,
            "office.not_found"
        );
    }

    private async Task<JsonNode> Report(string query) =>
        (await Office.Auditor.Get($"/reports/expected-payments?{query}")).Ok();
}
