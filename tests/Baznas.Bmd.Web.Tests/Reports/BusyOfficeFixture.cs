using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Audit;
using Baznas.Bmd.Web.Tests.Loans;
using Baznas.Bmd.Web.Tests.Support;
using static Baznas.Bmd.Web.Tests.Support.GroupSteps;

namespace Baznas.Bmd.Web.Tests.Reports;

/// <summary>
/// A small office that has done a little of everything over two months, by the commands that its people send: meetings,
/// gifts, deposits held, used and refunded, two funds, loans in tranches, new schedules, debts off the books and what came
/// back of them, counted cash, a month closed, opened and closed again, and mistakes of every kind taken back. Beside it
/// another office works for itself.
/// </summary>
public abstract class BusyOfficeFixture : OfficeFixture
{
    protected static readonly string[] Days =
    [
        "2026-01-01",
        "2026-01-09",
        "2026-01-31",
        "2026-02-05",
        "2026-02-20",
        "2026-02-28",
        "2026-03-02",
        "2026-03-04",
    ];

    protected static readonly (string From, string To)[] Periods =
    [
        ("2026-01-01", "2026-01-31"),
        ("2026-02-01", "2026-02-28"),
        ("2026-03-01", "2026-03-04"),
        ("2026-01-01", "2026-03-04"),
        ("2026-01-20", "2026-02-10"),
        ("2026-02-05", "2026-02-05"),
        ("2026-02-11", "2026-03-02"),
    ];

    // The journal speaks of accounts by the office's own numbers.
    private Dictionary<string, string> _codes = [];

    protected string Zakat { get; private set; } = "";

    protected TestOffice Other { get; private set; } = null!;

    protected override async Task Prepare()
    {
        Zakat = await Office.NewFund("ZKT", "zakat", 9_000_000);
        var (first, second) = (await Office.NewActive(), await Office.NewActive(2_500_000, 7));
        var ofZakat = await Active(await Office.NewSurveyedWith(new { fundId = Zakat }));
        var groupId = await Office.NewGroup(Books, first, second, ofZakat);
        var closedLater = (await Office.Pay(first, 300_000, "2026-01-20")).Ok().Text("transactionId");
        var mistaken = (await Office.Pay(ofZakat, 90_000, "2026-01-21")).Ok().Text("transactionId");
        (await Office.Cashier.Reverse(ofZakat, mistaken)).Ok();
        var inTranches = await PaidInTranches();
        var (late, moved, takenBack) = (await Office.NewActive(), await Office.NewActive(), await Office.NewActive());
        var (writtenOff, standing) = (await Office.NewActive(), await Office.NewActive());
        var forgiven = await Active(await Office.NewSurveyedWith(new { fundId = Zakat }));
        await Active(await Office.NewSurveyedWith(new { fundId = Zakat, installments = 25 }));
        var saver = await Office.NewDepositor(20_000);
        await ReopenJanuary(first, closedLater, second);

        var meeting = Meeting(
            "2026-02-05",
            [
                Item(first, 150_000).With(new { infak = 5_000 }),
                Item(second, 357_000),
                Item(ofZakat, 1_030_000).With(new { excess = "deposit" }),
            ]
        );
        (await Office.Cashier.Meet(groupId, meeting)).Ok();
        (await Office.Pay(second, 1_000_001, "2026-02-06")).Ok();
        await UseDeposit(await Office.BorrowerOf(ofZakat), saver);
        await LastTranche(inTranches);
        await LeaveTheBooks(writtenOff, standing, forgiven);
        await Reschedule(late, takenBack);
        var gift = LoanSteps.Repayment(120_000, "2026-03-02").With(new { account = "bank", infak = 7_000 });
        (await Office.Cashier.Repay(first, gift)).Ok();
        await MoveDates(moved);
        var taken = await Office.NewActiveIn("2026-02-10");
        (await Office.Cashier.Reverse(taken, await Office.LastTransaction(taken))).Ok();
        await Office.NewActiveIn("2026-03-02");
        await Office.NewSigned();
        await CountAndTransfer();
        await OpenOther();
        _codes = (await Get("/reports/trial-balance"))["rows"]!
            .AsArray()
            .DistinctBy(row => row!.Text("account"))
            .ToDictionary(row => row!.Text("account"), row => row!.Text("accountCode"));
    }

    /// <summary>Debits less credits that entries of a kind made to an account.</summary>
    protected long OfKind(JsonNode journal, string kind, string account) =>
        journal["entries"]!
            .AsArray()
            .Where(entry => entry!.Text("kind") == kind)
            .SelectMany(entry => entry!["lines"]!.AsArray())
            .Where(line => line!.Text("accountCode") == _codes[account])
            .Sum(line => line!.Number("debit") - line!.Number("credit"));

    protected static long Balance(JsonNode trial, string account, string? fundId) =>
        trial["rows"]!
            .AsArray()
            .Where(row => row!.Text("account") == account && (fundId is null || row!.Text("fundId") == fundId))
            .Sum(row => row!.Number("debit") - row!.Number("credit"));

    protected static string Of((string From, string To) period) => $"from={period.From}&to={period.To}";

    protected static string DayBefore(string day) =>
        DateOnly.ParseExact(day, "yyyy-MM-dd", null).AddDays(-1).ToString("yyyy-MM-dd", null);

    protected Task<JsonNode> Portfolio(string day, string? fundId = null) =>
        Get($"/reports/portfolio?asOf={day}{(fundId is null ? "" : $"&fundId={fundId}")}");

    protected async Task<JsonNode> Get(string path) => (await Office.Auditor.Get(path)).Ok();

    protected async Task<IReadOnlyList<string>> Loans() =>
        [.. (await Get("/loans?limit=200"))["items"]!.AsArray().Select(loan => loan!.Text("id"))];

    private async Task<string> Active(string applicationId)
    {
        var loan = (await Office.Approver.Decide(applicationId, LoanSteps.Decision())).Ok().Text("loanId");
        (await Office.Officer.Post($"/loans/{loan}/akad", LoanSteps.Akad)).Ok();
        (await Office.Cashier.Disburse(loan)).Ok();
        return loan;
    }

    // Two of three are paid out, and two of two; the third waits.
    private async Task<string> PaidInTranches()
    {
        var three = await Office.NewActiveIn(TrancheSteps.Three);
        (await Office.Cashier.PayTranche(three, "2026-01-28")).Ok();
        var two = await Office.NewActiveIn(TrancheSteps.Two);
        (await Office.Pay(two, 160_000, "2026-01-20")).Ok();
        (await Office.Cashier.PayTranche(two, "2026-01-28")).Ok();
        return three;
    }

    // What was paid in January is taken back in February; then January is opened for one receipt more.
    private async Task ReopenJanuary(string first, string closedLater, string second)
    {
        await Office.CloseMonth("2026-01");
        (await Office.Cashier.Reverse(first, closedLater)).Ok();
        await Office.Reopen("2026-01");
        (await Office.Pay(second, 11_000, "2026-01-30")).Ok();
        await Office.CloseMonth("2026-01");
    }

    // Held in zakat: some repays a loan of zakat's borrower from the other fund, some is refunded.
    private async Task UseDeposit(string borrower, string saver)
    {
        var loan = await Office.NewLoanOf(borrower, disbursedOn: "2026-02-06");
        var path = $"/borrowers/{borrower}/deposit/applications";
        foreach (var amount in new[] { 12_000, 3_000 })
        {
            var use = new
            {
                loanId = loan,
                amount,
                appliedOn = "2026-02-10",
            };
            (await Office.Cashier.Post(path, use)).Ok();
        }

        (await Office.Cashier.Reverse(loan, await Office.LastTransaction(loan))).Ok();
        var refund = (await Office.Refund(borrower, 4_000)).Ok().Text("transactionId");
        (await Office.Cashier.ReverseEntry(refund)).Ok();
        (await Office.Refund(borrower, 5_000)).Ok();
        // Held in the fund that the loan is of.
        (await Office.ApplyDeposit(saver, await Office.NewLoanOf(saver, disbursedOn: "2026-02-06"))).Ok();
    }

    private async Task LastTranche(string loan)
    {
        (await Office.Cashier.PayTranche(loan, "2026-02-10")).Ok();
        (await Office.Cashier.Reverse(loan, await Office.LastTransaction(loan))).Ok();
    }

    private async Task LeaveTheBooks(string writtenOff, string standing, string forgiven)
    {
        (await Office.Pay(writtenOff, 300_000)).Ok();
        await Office.WriteOff(writtenOff);
        (await Office.Cashier.Recover(writtenOff)).Ok();
        var wrong = (await Office.Cashier.Recover(writtenOff, WriteOffSteps.Recovery(50_000, "2026-03-01"))).Ok();
        (await Office.Cashier.Reverse(writtenOff, wrong.Text("transactionId"))).Ok();
        await Office.WriteOff(forgiven, WriteOffSteps.WriteOff("forgiveness", "2026-02-21"));
        foreach (var kind in new[] { "writeOff", "forgiveness" })
        {
            var booked = await Office.WriteOff(standing, WriteOffSteps.WriteOff(kind));
            (await Office.Cashier.Reverse(standing, booked.Text("transactionId"))).Ok();
        }
    }

    private async Task Reschedule(string late, string takenBack)
    {
        foreach (var loan in new[] { late, takenBack })
        {
            (await Office.Pay(loan, 300_000)).Ok();
        }

        await Office.NewReschedule(late);
        (await Office.Pay(late, 150_000, "2026-03-02")).Ok();
        var mistake = await Office.NewReschedule(takenBack);
        (await Office.Approver.ReverseReschedule(mistake)).Ok();
    }

    // A grace, then a holiday on a Friday that many loans are due on.
    private async Task MoveDates(string loan)
    {
        (await Office.Approver.Post($"/loans/{loan}/graces", LoanSteps.Grace)).Ok();
        (
            await Office.Admin.Put(
                $"/offices/{Office.Id}/holidays",
                new[] { new { date = "2026-03-13", name = "Libur setempat" } }
            )
        ).Ok();
        (await Office.Approver.Post($"/offices/{Office.Id}/graces", LoanSteps.Grace)).Ok();
    }

    private async Task CountAndTransfer()
    {
        await Office.Transfer(Office.FundId, 2_000_000);
        await Office.Transfer(Zakat, 1_000_000);
        var trial = await Get("/reports/trial-balance");
        await Office.Count(Office.FundId, Balance(trial, "cash", Office.FundId) - 1_500, "Uang kembalian");
        await Office.Count(Zakat, Balance(trial, "cash", Zakat) + 700, "Kelebihan");
        var wrong = await Office.Count(Zakat, Balance(trial, "cash", Zakat), "Salah hitung");
        (await Office.Cashier.ReverseEntry(wrong.Text("transactionId"))).Ok();
    }

    private async Task OpenOther()
    {
        Other = await TestOffice.Open(Host, "KDR");
        var (_, _) = await Other.NewRescheduled();
        await Other.NewWrittenOff();
        await Other.NewWrittenOff("forgiveness");
        await Other.NewDepositor(25_000);
    }
}
