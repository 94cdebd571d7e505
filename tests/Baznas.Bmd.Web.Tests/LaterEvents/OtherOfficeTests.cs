using System.Net;
using System.Text.Json.Nodes;
using Baznas.Bmd.Web.Tests.Loans;
using Baznas.Bmd.Web.Tests.Support;

namespace Baznas.Bmd.Web.Tests.LaterEvents;

/// <summary>The later events asked for with ids of another office, in the path and in the body.</summary>
public sealed class OtherOfficeTests : OfficeFixture
{
    private TestOffice _other = null!;
    private string _borrower = "";
    private string _loan = "";
    private string _writtenOff = "";
    private string _group = "";

    protected override async Task Prepare()
    {
        _other = await TestOffice.Open(Host, "OTH");
        _borrower = await Office.NewDepositor(300_000);
        _loan = await Office.NewLoanOf(_borrower);
        _writtenOff = await Office.NewWrittenOff();
        _group = await Office.NewGroup(Books, _loan, _writtenOff);
    }

    [Test]
    public async Task What_another_office_owns_is_not_found_and_left_alone()
    {
        var loan = await _other.NewActive();
        var borrower = await _other.BorrowerOf(loan);
        var reschedule = (await _other.Officer.Reschedule(loan)).Id();
        var tranched = await _other.NewActiveIn(TrancheSteps.Two);
        var entry = await _other.LastTransaction(loan);
        var writeOff = (await _other.Officer.AskToWriteOff(tranched)).Id();
        var group = await _other.NewGroup(Books, loan);
        await _other.CloseMonth("2026-01");
        var reopening = await _other.RequestReopening("2026-01");
        var count = (await _other.Count(_other.FundId, 5, "hilang")).Text("id");

        (ApiClient, string, object?)[] posts =
        [
            (Office.Officer, $"/loans/{loan}/reschedules", RescheduleSteps.SevenMondays),
            (Office.Approver, $"/reschedules/{reschedule}/decision", new { decision = "approve", note = "ya" }),
            (Office.Approver, $"/reschedules/{reschedule}/reversal", new { reason = "ya" }),
            (Office.Approver, $"/loans/{loan}/graces", LoanSteps.Grace),
            (Office.Approver, $"/offices/{_other.Id}/graces", LoanSteps.Grace),
            (Office.Approver, $"/offices/{_other.Id}/graces/preview", LoanSteps.Grace),
            (Office.Approver, $"/loans/{tranched}/tranches/2/decisions", new { decision = "hold", note = "ya" }),
            (Office.Cashier, $"/loans/{tranched}/disbursements", new { account = "cash", trancheNo = 2 }),
            (Office.Officer, $"/loans/{loan}/write-offs", WriteOffSteps.WriteOff()),
            (Office.Approver, $"/write-offs/{writeOff}/decision", new { decision = "approve", note = "ya" }),
            (Office.Cashier, $"/loans/{loan}/recoveries", WriteOffSteps.Recovery()),
            (Office.Cashier, $"/loans/{loan}/transactions/{entry}/reversal", new { reason = "ya" }),
            (Office.Cashier, $"/loans/{_loan}/transactions/{entry}/reversal", new { reason = "ya" }),
            (Office.Cashier, $"/transactions/{entry}/reversal", new { reason = "ya" }),
            (Office.Cashier, $"/borrowers/{borrower}/deposit/refunds", MoneySteps.RefundOf(1000)),
            (Office.Cashier, $"/borrowers/{borrower}/deposit/applications", new { loanId = loan }),
            (Office.Cashier, $"/borrowers/{_borrower}/deposit/applications", new { loanId = loan }),
            (Office.Cashier, $"/funds/{_other.FundId}/transfers", MoneySteps.TransferOf(1000)),
            (Office.Cashier, $"/funds/{_other.FundId}/cash-counts", new { counted = 1000, explanation = "ya" }),
            (Office.Approver, $"/period-reopenings/{reopening}/decision", new { decision = "approve", note = "ya" }),
            (Office.Cashier, $"/groups/{group}/repayments", GroupSteps.Meeting(GroupSteps.Item(loan))),
            (Office.Cashier, $"/groups/{_group}/repayments", GroupSteps.Meeting(GroupSteps.Item(loan))),
            (
                Office.Cashier,
                $"/groups/{_group}/repayments",
                GroupSteps.Meeting(
                    new
                    {
                        loanId = _loan,
                        amount = 1000,
                        paidByBorrowerId = borrower,
                    }
                )
            ),
            (
                Office.Cashier,
                $"/loans/{_loan}/repayments",
                new
                {
                    amount = 1000,
                    paidOn = "2026-02-03",
                    account = "cash",
                    paidByBorrowerId = borrower,
                }
            ),
            (
                Office.Cashier,
                $"/loans/{_writtenOff}/recoveries",
                WriteOffSteps.Recovery().With(new { paidByBorrowerId = borrower })
            ),
        ];
        var failed = new List<string>();
        foreach (var (who, path, body) in posts)
        {
            var before = Books.Fingerprint();
            var answer = await who.Post(path, body);
            if (answer.Status != HttpStatusCode.NotFound || Books.Fingerprint() != before)
            {
                failed.Add($"{path} {(int)answer.Status} {answer.Body?.ToJsonString()}");
            }
        }

        string[] gets =
        [
            $"/reschedules/{reschedule}",
            $"/loans/{loan}/schedule/versions",
            $"/loans/{loan}/schedule",
            $"/loans/{tranched}/tranches",
            $"/write-offs/{writeOff}",
            $"/borrowers/{borrower}/deposit",
            $"/cash-counts/{count}",
            $"/period-reopenings/{reopening}",
            $"/groups/{group}/meetings",
            $"/groups/{group}/collection-sheet",
        ];
        foreach (var path in gets)
        {
            var answer = await Office.Cashier.Get(path);
            if (answer.Status != HttpStatusCode.NotFound)
            {
                failed.Add($"{path} {(int)answer.Status}");
            }
        }

        string[] lists =
        [
            $"/reschedules?loanId={loan}",
            $"/write-offs?loanId={tranched}",
            $"/cash-counts?fundId={_other.FundId}",
            $"/reports/cash-forecast?fundId={_other.FundId}",
            $"/reports/cash-forecast?officeId={_other.Id}",
            $"/reports/collections?from=2026-01-01&to=2026-02-28&officeId={_other.Id}",
            $"/reports/expected-payments?officeId={_other.Id}",
            $"/reports/rescheduled-loans?from=2026-01-01&to=2026-03-01&officeId={_other.Id}",
            $"/reports/written-off-loans?from=2026-01-01&to=2026-03-01&officeId={_other.Id}",
        ];
        foreach (var path in lists)
        {
            var answer = await Office.Cashier.Get(path);
            if ((int)answer.Status >= 500 || answer.Body?["items"] is JsonArray { Count: > 0 })
            {
                failed.Add($"{path} {(int)answer.Status}");
            }
        }

        Assert.That(failed, Is.Empty, string.Join("\n", failed));
    }
}
