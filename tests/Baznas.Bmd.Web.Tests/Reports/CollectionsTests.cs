using System.Globalization;
using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.Reports;

/// <summary>
/// What was due, what of it was paid, and what was collected. Each case is a loan in a fund of its own, paid out on
/// 9 January and due in weekly instalments of Rp100.000 from 16 January; later versions of schedules are written as the
/// events that make them write them.
/// </summary>
public sealed class CollectionsTests : OfficeFixture
{
    private static readonly string[] FirstDueDates =
    [
        "2026-01-16",
        "2026-01-23",
        "2026-01-30",
        "2026-02-06",
        "2026-02-13",
        "2026-02-20",
        "2026-02-27",
        "2026-03-06",
        "2026-03-13",
        "2026-03-20",
    ];

    private static int _fund;

    [Test]
    public async Task Instalments_count_in_the_period_they_are_due_in_however_early_they_were_paid()
    {
        var (fund, loan) = await NewLoan();
        (await Office.Pay(loan, 450_000, "2026-01-20")).Ok();

        Assert.Multiple(async () =>
        {
            await Shows(fund, ("2026-01-01", "2026-01-31"), (300_000, 300_000, 1m, 450_000, 150_000));
            await Shows(fund, ("2026-02-01", "2026-02-28"), (400_000, 150_000, 0.375m, 0, 0));
            await Shows(fund, ("2026-01-01", "2026-01-16"), (100_000, 0, 0m, 0, 0));
            await Shows(fund, ("2026-01-20", "2026-01-20"), (0, 0, null, 450_000, 350_000));
        });
    }

    [Test]
    public async Task What_is_paid_late_counts_when_it_comes_and_not_against_the_new_period()
    {
        var (fund, loan) = await NewLoan();
        (await Office.Pay(loan, 350_000, "2026-02-10")).Ok();

        Assert.Multiple(async () =>
        {
            await Shows(fund, ("2026-01-01", "2026-01-31"), (300_000, 0, 0m, 0, 0));
            await Shows(fund, ("2026-02-01", "2026-02-28"), (400_000, 50_000, 0.125m, 350_000, 0));
        });
    }

    [Test]
    public async Task A_payment_taken_back_is_collected_no_more()
    {
        var (fund, loan) = await NewLoan();
        (await Office.Pay(loan, 100_000, "2026-01-16")).Ok();
        var wrong = (await Office.Pay(loan, 500_000, "2026-01-20")).Ok().Text("transactionId");
        await Shows(fund, ("2026-01-01", "2026-01-31"), (300_000, 300_000, 1m, 600_000, 300_000));

        (await Office.Cashier.Reverse(loan, wrong)).Ok();

        await Shows(fund, ("2026-01-01", "2026-01-31"), (300_000, 100_000, 0.3333m, 100_000, 0));
    }

    [Test]
    public async Task In_a_period_in_which_more_was_taken_back_than_received_nothing_was_prepaid()
    {
        var office = await TestOffice.Open(Host, "BLK");
        var loan = await office.NewActive();
        var wrong = (await office.Pay(loan, 900_000, "2026-01-20")).Ok().Text("transactionId");
        (await office.Cashier.Post("/periods/2026-01/closing", null)).Ok();
        (await office.Cashier.Reverse(loan, wrong)).Ok();
        (await office.Pay(loan, 100_000, "2026-02-03")).Ok();

        var february = (await office.Auditor.Get("/reports/collections?from=2026-02-01&to=2026-02-28")).Ok();

        Assert.That(february.Number("collected"), Is.EqualTo(-800_000));
        Assert.That(february.Number("prepaid"), Is.Zero);
        Assert.That(february.Number("collectedAgainstScheduled"), Is.Zero);
    }

    [Test]
    public async Task After_a_reschedule_money_counts_against_the_new_schedule_alone()
    {
        var (fund, loan) = await NewLoan();
        (await Office.Pay(loan, 250_000, "2026-02-02")).Ok();
        Reschedule(loan, 2, "2026-02-10", 250_000, ["2026-03-02", "2026-04-02", "2026-05-04"]);
        (await Office.Pay(loan, 300_000, "2026-03-03")).Ok();

        Assert.Multiple(async () =>
        {
            // The instalment of 6 February was the old schedule's; those after the 10th are nobody's any more.
            await Shows(fund, ("2026-02-01", "2026-02-28"), (100_000, 0, 0m, 250_000, 0));
            // 250.000 of the old 400.000, and all of the new 250.000: what came later fills no old instalment.
            await Shows(fund, ("2026-01-01", "2026-03-04"), (650_000, 500_000, 0.7692m, 550_000, 50_000));
            await Shows(fund, ("2026-03-01", "2026-03-31"), (250_000, 250_000, 1m, 300_000, 50_000));
            // Of January, 250.000 had been paid when the new schedule began, and no more ever counts.
            await Shows(fund, ("2026-01-01", "2026-02-09"), (400_000, 250_000, 0.625m, 250_000, 0));
        });
    }

    [Test]
    public async Task Once_a_reschedule_is_taken_back_the_old_instalments_are_filled_again()
    {
        var (fund, loan) = await NewLoan();
        (await Office.Pay(loan, 150_000, "2026-02-02")).Ok();
        Reschedule(loan, 2, "2026-02-10", 150_000, ["2026-04-02"]);
        Version(loan, (3, "2026-02-10", 0, "reversal"), [.. FirstDueDates.Select(day => (day, 100_000L))], undoes: 2);
        (await Office.Pay(loan, 250_000, "2026-03-03")).Ok();

        await Shows(fund, ("2026-01-01", "2026-03-04"), (700_000, 400_000, 0.5714m, 400_000, 0));
    }

    [Test]
    public async Task A_grace_moves_what_is_due_and_money_goes_on_filling_the_same_instalments()
    {
        var (fund, loan) = await NewLoan();
        (await Office.Pay(loan, 100_000, "2026-01-16")).Ok();
        var moved = FirstDueDates[..3].Concat(["2026-02-20", "2026-02-27", "2026-03-06", "2026-03-13", "2026-03-20"]);
        Version(
            loan,
            (2, "2026-02-02", 0, "grace"),
            [.. moved.Concat(["2026-03-27", "2026-04-03"]).Select(day => (day, 100_000L))]
        );
        (await Office.Pay(loan, 350_000, "2026-02-25")).Ok();

        Assert.Multiple(async () =>
        {
            await Shows(fund, ("2026-02-01", "2026-02-28"), (200_000, 150_000, 0.75m, 350_000, 0));
            await Shows(fund, ("2026-01-01", "2026-02-28"), (500_000, 450_000, 0.9m, 450_000, 0));
        });
    }

    [Test]
    public async Task Every_period_is_what_a_count_by_hand_of_the_tables_makes_of_it()
    {
        var loans = new List<string>();
        string[] funds = [(await NewLoan(loans)).Fund, (await NewLoan(loans)).Fund, (await NewLoan(loans)).Fund];
        (await Office.Pay(loans[0], 333_333, "2026-02-05")).Ok();
        (await Office.Pay(loans[0], 111_111, "2026-02-06")).Ok();
        (await Office.Pay(loans[1], 120_000, "2026-01-23")).Ok();
        (await Office.Pay(loans[1], 30_000, "2026-02-12")).Ok();
        Reschedule(loans[1], 2, "2026-02-13", 150_000, ["2026-02-20", "2026-02-27", "2026-03-06", "2026-03-13"]);
        (await Office.Pay(loans[1], 400_000, "2026-02-26")).Ok();
        Reschedule(loans[1], 3, "2026-02-28", 550_000, ["2026-03-03", "2026-03-10"]);
        (await Office.Pay(loans[1], 77_000, "2026-03-04")).Ok();
        var kept = FirstDueDates[..5].Concat(["2026-02-21", "2026-02-28", "2026-03-07", "2026-03-14", "2026-03-21"]);
        Version(loans[2], (2, "2026-02-14", 0, "holiday"), [.. kept.Select(day => (day, 100_000L))]);
        (await Office.Pay(loans[2], 999_000, "2026-03-01")).Ok();

        var days = Enumerable
            .Range(0, 12)
            .Select(week => new DateOnly(2026, 1, 9).AddDays((week * 7) - (week % 3)))
            .ToList();
        var tried = 0;
        foreach (var (from, to) in days.SelectMany(from => days.Where(to => to >= from).Select(to => (from, to))))
        {
            for (var i = 0; i < loans.Count; i++)
            {
                var report = await Report(funds[i], $"{from:yyyy-MM-dd}", $"{to:yyyy-MM-dd}");
                Assert.That(
                    (
                        report.Number("scheduled"),
                        report.Number("collectedAgainstScheduled"),
                        report.Number("collected"),
                        report.Number("prepaid")
                    ),
                    Is.EqualTo(ByHand(loans[i], from, to)),
                    $"loan {i} from {from:yyyy-MM-dd} to {to:yyyy-MM-dd}"
                );
                tried++;
            }
        }

        Assert.That(tried, Is.GreaterThan(200));
    }

    [Test]
    public async Task It_comes_as_a_table_too()
    {
        var (fund, loan) = await NewLoan();
        (await Office.Pay(loan, 250_000, "2026-01-20")).Ok();

        var answer = await Office.Auditor.Get(
            $"/reports/collections?from=2026-01-01&to=2026-01-31&fundId={fund}&format=csv"
        );

        Assert.That(
            (await answer.Message.Content.ReadAsStringAsync()).TrimStart('\uFEFF').TrimEnd().Split("\r\n"),
            Is.EqualTo(
                new[]
                {
                    "from,to,scheduled,collectedAgainstScheduled,rate,collected,prepaid",
                    "2026-01-01,2026-01-31,300000,250000,0.8333,250000,0",
                }
            )
        );
    }

    [Test]
    public async Task Where_nothing_ever_happened_nothing_was_due_and_there_is_no_rate()
    {
        var office = await TestOffice.Open(Host, "KSG");
        var empty = (await office.Auditor.Get("/reports/collections")).Ok();

        Assert.That(
            empty.ToJsonString(),
            Is.EqualTo(
                """{"from":"2026-03-01","to":"2026-03-04","scheduled":0,"collectedAgainstScheduled":0,"rate":null,"collected":0,"prepaid":0}"""
            )
        );
        (await office.Auditor.Get("/reports/collections?from=2026-02-01&to=2026-01-31")).Refused(
            System.Net.HttpStatusCode.BadRequest,
            "report.period_reversed"
        );
        (await office.Auditor.Get($"/reports/collections?officeId={Office.Id}")).Refused(
            System.Net.HttpStatusCode.NotFound,
            "office.not_found"
        );
    }

    private async Task<(string Fund, string Loan)> NewLoan(List<string>? loans = null)
    {
        var fund = await Office.NewFund($"D{Interlocked.Increment(ref _fund)}", "infakTidakTerikat", 1_000_000);
        var application = await Office.NewSurveyedWith(new { fundId = fund });
        var loan = (await Office.Approver.Decide(application, LoanSteps.Decision())).Ok().Text("loanId");
        (await Office.Officer.Post($"/loans/{loan}/akad", LoanSteps.Akad)).Ok();
        (await Office.Cashier.Disburse(loan)).Ok();
        loans?.Add(loan);
        return (fund, loan);
    }

    // Splits what is left of Rp1.000.000 evenly, as a reschedule does.
    private void Reschedule(string loan, int version, string effectiveOn, long repaidBefore, string[] dueDates) =>
        Version(
            loan,
            (version, effectiveOn, repaidBefore, "reschedule"),
            [.. dueDates.Select(day => (day, (1_000_000 - repaidBefore) / dueDates.Length))]
        );

    private void Version(
        string loan,
        (int Version, string EffectiveOn, long RepaidBefore, string Cause) head,
        (string DueOn, long Amount)[] rows,
        int? undoes = null
    )
    {
        Assert.That(head.RepaidBefore + rows.Sum(row => row.Amount), Is.EqualTo(1_000_000));
        Books.Change(
            "INSERT INTO [ScheduleVersion] ([LoanId], [Version], [EffectiveOn], [RepaidBefore], [Cause], [At], [Undoes]) "
                + $"VALUES ('{loan}', {head.Version}, '{head.EffectiveOn}', {head.RepaidBefore}, '{head.Cause}', "
                + $"'2026-03-04T02:00:00.000Z', {undoes?.ToString(CultureInfo.InvariantCulture) ?? "NULL"})"
        );
        var cumulative = 0L;
        foreach (var (index, row) in rows.Index())
        {
            cumulative += row.Amount;
            Books.Change(
                "INSERT INTO [Instalment] ([LoanId], [Version], [No], [AnchorOn], [DueOn], [Amount], [Cumulative]) VALUES "
                    + $"('{loan}', {head.Version}, {index + 1}, '{row.DueOn}', '{row.DueOn}', {row.Amount}, {cumulative})"
            );
        }
    }

    // Piece by piece: each goes to the oldest instalment not filled of the schedule that it counts against.
    private (long Scheduled, long Against, long Collected, long Prepaid) ByHand(string loan, DateOnly from, DateOnly to)
    {
        var versions = Books.Query($"SELECT * FROM [ScheduleVersion] WHERE [LoanId] = '{loan}' ORDER BY [Version]");
        var rows = Books.Query($"SELECT * FROM [Instalment] WHERE [LoanId] = '{loan}' ORDER BY [Version], [No]");
        var payments = Books
            .Query(
                $"SELECT [EffectiveOn], -[Amount] AS [Amount] FROM [Posting] WHERE [LoanId] = '{loan}' "
                    + "AND [Account] = 'qardhReceivable' AND [Kind] IN ('repayment', 'depositApplied')"
            )
            .Select(row => (On: Day(row["EffectiveOn"]), Amount: Whole(row["Amount"])))
            .OrderBy(payment => payment.On)
            .ToList();

        // The version that the money of a loan counts against at a place of its line, seen from a day.
        long VersionAt(long place, DateOnly seen) =>
            versions
                .Where(v => Day(v["EffectiveOn"]) <= seen && Whole(v["RepaidBefore"]) <= place)
                .Where(v => (string)v["Cause"]! is "reschedule" or "disbursement")
                .Max(v => Whole(v["Version"]));
        long InForce(DateOnly day) =>
            versions.Where(v => Day(v["EffectiveOn"]) <= day).Select(v => Whole(v["Version"])).DefaultIfEmpty().Max();
        // Graces and moved holidays go on with the line of the version they build on.
        long LineOf(long version) =>
            versions
                .Where(v => Whole(v["Version"]) <= version && (string)v["Cause"]! is "reschedule" or "disbursement")
                .Max(v => Whole(v["Version"]));

        var repaid = payments.Where(payment => payment.On <= to).Sum(payment => payment.Amount);
        long scheduled = 0,
            against = 0;
        foreach (var row in rows.Where(row => Day(row["DueOn"]) >= from && Day(row["DueOn"]) <= to))
        {
            var version = Whole(row["Version"]);
            if (version != InForce(Day(row["DueOn"])))
            {
                continue;
            }

            var begins = Whole(versions.Single(v => Whole(v["Version"]) == version)["RepaidBefore"]);
            scheduled += Whole(row["Amount"]);
            var end = begins + Whole(row["Cumulative"]);
            for (var place = end - Whole(row["Amount"]); place < end && place < repaid; place += 500)
            {
                var upTo = Math.Min(Math.Min(place + 500, end), repaid);
                against += VersionAt(place, to) == LineOf(version) ? upTo - place : 0;
            }
        }

        var current = InForce(to);
        var start = Whole(versions.SingleOrDefault(v => Whole(v["Version"]) == current)?["RepaidBefore"] ?? 0L);
        var due = rows.Where(row => Whole(row["Version"]) == current && Day(row["DueOn"]) <= to)
            .Sum(row => Whole(row["Amount"]));
        long received = 0,
            collected = 0,
            prepaid = 0;
        foreach (var (on, amount) in payments.Where(payment => payment.On <= to))
        {
            collected += on >= from ? amount : 0;
            prepaid += on >= from ? Math.Max(0, received + amount - Math.Max(received, start + due)) : 0;
            received += amount;
        }

        return (scheduled, against, collected, prepaid);
    }

    private static long Whole(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);

    private static DateOnly Day(object? value) =>
        value is DateTime time
            ? DateOnly.FromDateTime(time)
            : DateOnly.ParseExact((string)value!, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task Shows(
        string fund,
        (string From, string To) period,
        (long Scheduled, long Against, decimal? Rate, long Collected, long Prepaid) expected
    )
    {
        var report = await Report(fund, period.From, period.To);
        Assert.That(
            (
                report.Number("scheduled"),
                report.Number("collectedAgainstScheduled"),
                (decimal?)report["rate"],
                report.Number("collected"),
                report.Number("prepaid")
            ),
            Is.EqualTo(expected),
            $"{period}"
        );
    }

    private async Task<JsonNode> Report(string fund, string from, string to) =>
        (await Office.Auditor.Get($"/reports/collections?from={from}&to={to}&fundId={fund}")).Ok();
}
