using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Features.Funds;
using Baznas.Bmd.Web.Platform.Access;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Loans.RecordRepayment;

/// <summary>
/// How a repayment is booked, whether it comes alone or with others of a meeting: the rules, the entry, the infak beside
/// it, and what it fills.
/// </summary>
public sealed class Repayments(
    Work work,
    LoanBook loans,
    ScheduleBook schedules,
    LedgerBook ledger,
    SubjectOffices offices,
    InfakBook infak
)
{
    /// <summary>Books a repayment on a loan that is known to be the office's.</summary>
    public async Task<Result<RepaymentReceipt>> Take(RecordRepayment request, CancellationToken cancellationToken)
    {
        var loan = (await loans.Find(request.LoanId, cancellationToken))!;
        var paidOn = request.PaidOn ?? work.Today;
        if ((RefusesCaller(request) ?? loan.RefusesPayment(paidOn, work.Today)) is { } error)
        {
            return error;
        }

        if (
            request.PaidByBorrowerId is { } payer
            && !await offices.BelongsTo(Subject.Borrower(payer), work.Office.Id, cancellationToken)
        )
        {
            return SubjectOffices.NotFound(SubjectKind.Borrower) with { Field = "paidByBorrowerId" };
        }

        var owed = loan.History.LowestOutstandingFrom(paidOn);
        if (request.Amount > owed && (request.Excess == ExcessChoice.Reject || owed.IsZero))
        {
            return RunningLoanErrors.Overpaid(owed) with { Field = "amount" };
        }

        var principal = Rupiah.Min(request.Amount, owed);
        var booked = await Post(request, loan.Row, (principal, paidOn), cancellationToken);
        if (booked.IsRefused(out var refused))
        {
            return refused;
        }

        string? infakReceipt = null;
        if (request.Infak is { } gift)
        {
            var given = await infak.Receive(loan.Row, request, (gift, paidOn), cancellationToken);
            if (given.IsRefused(out var noInfak))
            {
                return noInfak;
            }

            infakReceipt = given.Value.ReceiptNumber;
        }

        return new RepaymentReceipt
        {
            TransactionId = booked.Value.Id,
            ReceiptNumber = booked.Value.ReceiptNumber!,
            Outstanding = loan.History.Balance.Outstanding - principal,
            Allocations = await schedules.Allocate(loan, (principal, paidOn), cancellationToken),
            Deposited = request.Amount - principal,
            InfakReceiptNumber = infakReceipt,
        };
    }

    // A field officer collects in villages, so what they take is cash; what is in the bank is the cashier's to see.
    private Error? RefusesCaller(RecordRepayment request) =>
        !work.Caller.IsService && !work.Caller.Roles.Contains(Role.Cashier) && request.Account != MoneyAccount.Cash
            ? RunningLoanErrors.CashOnly
            : null;

    private Task<Result<BookedEntry>> Post(
        RecordRepayment request,
        LoanRow loan,
        (Rupiah Principal, DateOnly PaidOn) payment,
        CancellationToken ct
    ) =>
        ledger.Post(
            Postings.Repayment(
                new RepaymentPosting
                {
                    FundId = loan.FundId,
                    Account = request.Account.InLedger(),
                    LoanId = loan.Id,
                    BorrowerId = loan.BorrowerId,
                    Principal = payment.Principal,
                    Excess = request.Amount - payment.Principal,
                    PaidOn = payment.PaidOn,
                }
            ),
            new EntryDetails
            {
                LoanId = loan.Id,
                BorrowerId = loan.BorrowerId,
                Receipt = DocumentSeries.Receipt,
                Method = EnumText.Of(
                    request.Method
                        ?? (request.Account == MoneyAccount.Cash ? PaymentMethod.Cash : PaymentMethod.Transfer)
                ),
                PaidByBorrowerId = request.PaidByBorrowerId,
                Reference = request.Reference,
            },
            ct
        );
}

/// <summary>Voluntary infak: its own receipt, its own number, its own posting, never part of a debt.</summary>
public sealed class InfakBook(Db db, Work work, LedgerBook ledger)
{
    private static readonly Sql<FundChoice, string> FindFund = new(
        """
        SELECT [Id] FROM [Fund] WHERE [OfficeId] = @OfficeId AND [Kind] = 'infakTidakTerikat'
        ORDER BY CASE WHEN [Id] = @Preferred THEN 0 ELSE 1 END, [Id]
        {one}
        """
    );

    /// <summary>Books a gift into the office's unrestricted infak: the loan's own fund when it is one, else the oldest.</summary>
    public async Task<Result<BookedEntry>> Receive(
        LoanRow loan,
        RecordRepayment request,
        (Rupiah Amount, DateOnly On) gift,
        CancellationToken ct
    )
    {
        if (await db.Find(FindFund, new FundChoice(work.Office.Id, loan.FundId), ct) is not { } fundId)
        {
            return RunningLoanErrors.NoInfakFund;
        }

        var giver = request.PaidByBorrowerId ?? loan.BorrowerId;
        return await ledger.Post(
            Postings.Infak(
                new InfakPosting
                {
                    FundId = fundId,
                    Account = request.Account.InLedger(),
                    Amount = gift.Amount,
                    BorrowerId = giver,
                    ReceivedOn = gift.On,
                }
            ),
            new EntryDetails
            {
                BorrowerId = giver,
                Receipt = DocumentSeries.InfakReceipt,
                Reference = request.Reference,
            },
            ct
        );
    }

    private sealed record FundChoice(string OfficeId, string Preferred);
}
