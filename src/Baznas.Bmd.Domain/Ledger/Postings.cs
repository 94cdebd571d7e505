using Baznas.Bmd.Domain.Money;

namespace Baznas.Bmd.Domain.Ledger;

/// <summary>
/// The standard postings, one for each event of a fund or a loan. All throw on an amount that is not
/// above zero, and on a money account that is neither cash nor bank. The loan and the borrower stand on
/// the lines of their subledgers and on what a fund gains or gives up for them; cash and bank lines
/// carry only the fund.
/// </summary>
public static class Postings
{
    /// <summary>Debit cash or bank, credit the fund.</summary>
    public static LedgerEntry FundReceipt(FundReceiptPosting receipt)
    {
        var subject = new Subject(receipt.FundId);
        return new LedgerEntry
        {
            Kind = EntryKind.FundReceipt,
            EffectiveOn = receipt.ReceivedOn,
            Lines =
            [
                subject.MoneyIn(receipt.Account, receipt.Amount),
                subject.Credit(Account.FundBalance, receipt.Amount),
            ],
        };
    }

    /// <summary>Debit the receivable, credit cash or bank.</summary>
    public static LedgerEntry Disbursement(DisbursementPosting disbursement)
    {
        var subject = new Subject(disbursement.FundId, disbursement.LoanId, disbursement.BorrowerId);
        return new LedgerEntry
        {
            Kind = EntryKind.Disbursement,
            EffectiveOn = disbursement.DisbursedOn,
            Lines =
            [
                subject.Debit(Account.QardhReceivable, disbursement.Amount),
                subject.MoneyOut(disbursement.Account, disbursement.Amount),
            ],
        };
    }

    /// <summary>Debit cash or bank, credit the receivable, and the borrower's deposit with any excess.</summary>
    public static LedgerEntry Repayment(RepaymentPosting repayment)
    {
        var subject = new Subject(repayment.FundId, repayment.LoanId, repayment.BorrowerId);
        PostingLine[] excess = repayment.Excess.IsZero
            ? []
            : [subject.OfBorrower.Credit(Account.BorrowerDeposits, repayment.Excess)];
        return new LedgerEntry
        {
            Kind = EntryKind.Repayment,
            EffectiveOn = repayment.PaidOn,
            Lines =
            [
                subject.MoneyIn(repayment.Account, repayment.Principal + repayment.Excess),
                subject.Credit(Account.QardhReceivable, repayment.Principal),
                .. excess,
            ],
        };
    }

    /// <summary>Debit cash or bank, credit infak income.</summary>
    public static LedgerEntry Infak(InfakPosting infak)
    {
        var subject = new Subject(infak.FundId, null, infak.BorrowerId);
        return new LedgerEntry
        {
            Kind = EntryKind.Infak,
            EffectiveOn = infak.ReceivedOn,
            Lines = [subject.MoneyIn(infak.Account, infak.Amount), subject.Credit(Account.InfakIncome, infak.Amount)],
        };
    }

    /// <summary>
    /// Debit the borrower's deposit, credit the receivable. From another fund: credit its cash or bank and debit that of
    /// the loan's fund.
    /// </summary>
    public static LedgerEntry DepositApplied(DepositAppliedPosting application)
    {
        var loan = new Subject(application.FundId, application.LoanId, application.BorrowerId);
        return new LedgerEntry
        {
            Kind = EntryKind.DepositApplied,
            EffectiveOn = application.AppliedOn,
            Lines =
            [
                .. application.Parts.SelectMany(part => Used(part, application)),
                loan.Credit(Account.QardhReceivable, application.Parts.Sum(static part => part.Amount)),
            ],
        };
    }

    /// <summary>Debit the borrower's deposit, credit cash or bank, in each fund it is held in.</summary>
    public static LedgerEntry DepositRefund(DepositRefundPosting refund) =>
        new()
        {
            Kind = EntryKind.DepositRefund,
            EffectiveOn = refund.RefundedOn,
            Lines = [.. refund.Parts.SelectMany(part => TakenOut(part, refund.BorrowerId, refund.Account))],
        };

    /// <summary>Debit where the money goes, credit where it was.</summary>
    public static LedgerEntry FundTransfer(FundTransferPosting transfer)
    {
        if (transfer.From == transfer.To)
        {
            throw new ArgumentException("Nothing moves from an account into itself.", nameof(transfer));
        }

        var subject = new Subject(transfer.FundId);
        return new LedgerEntry
        {
            Kind = EntryKind.FundTransfer,
            EffectiveOn = transfer.TransferredOn,
            Lines = [subject.MoneyIn(transfer.To, transfer.Amount), subject.MoneyOut(transfer.From, transfer.Amount)],
        };
    }

    /// <summary>Debit cash, credit the difference when more was counted; the other way round when less was.</summary>
    public static LedgerEntry CashDifference(CashDifferencePosting count)
    {
        var subject = new Subject(count.FundId);
        return new LedgerEntry
        {
            Kind = EntryKind.CashDifference,
            EffectiveOn = count.CountedOn,
            Lines =
                count.Counted > count.Booked
                    ?
                    [
                        subject.MoneyIn(Account.Cash, count.Counted - count.Booked),
                        subject.Credit(Account.CashDifference, count.Counted - count.Booked),
                    ]
                    :
                    [
                        subject.Debit(Account.CashDifference, count.Booked - count.Counted),
                        subject.MoneyOut(Account.Cash, count.Booked - count.Counted),
                    ],
        };
    }

    /// <summary>Debit what the fund distributed, credit the receivable.</summary>
    public static LedgerEntry Forgiveness(ForgivenessPosting forgiveness)
    {
        var subject = new Subject(forgiveness.FundId, forgiveness.LoanId, forgiveness.BorrowerId);
        return new LedgerEntry
        {
            Kind = EntryKind.Forgiveness,
            EffectiveOn = forgiveness.ForgivenOn,
            Lines =
            [
                subject.Debit(Account.Forgiveness, forgiveness.Amount),
                subject.Credit(Account.QardhReceivable, forgiveness.Amount),
            ],
        };
    }

    /// <summary>Debit the fund's write-off expense, credit the receivable.</summary>
    public static LedgerEntry WriteOff(WriteOffPosting writeOff)
    {
        var subject = new Subject(writeOff.FundId, writeOff.LoanId, writeOff.BorrowerId);
        return new LedgerEntry
        {
            Kind = EntryKind.WriteOff,
            EffectiveOn = writeOff.WrittenOffOn,
            Lines =
            [
                subject.Debit(Account.WriteOff, writeOff.Amount),
                subject.Credit(Account.QardhReceivable, writeOff.Amount),
            ],
        };
    }

    /// <summary>Debit cash or bank, credit the fund's recovery income.</summary>
    public static LedgerEntry Recovery(RecoveryPosting recovery)
    {
        var subject = new Subject(recovery.FundId, recovery.LoanId, recovery.BorrowerId);
        return new LedgerEntry
        {
            Kind = EntryKind.Recovery,
            EffectiveOn = recovery.ReceivedOn,
            Lines =
            [
                subject.MoneyIn(recovery.Account, recovery.Amount),
                subject.Credit(Account.RecoveryIncome, recovery.Amount),
            ],
        };
    }

    /// <summary>The entry that undoes <paramref name="original"/>: the same kind, all amounts negated.</summary>
    /// <param name="original">What to undo.</param>
    /// <param name="originalId">The original's id, which the reversal names.</param>
    /// <param name="effectiveOn">
    /// The original's date while its period is open, else the first day of the earliest open one.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The original is a reversal itself: what was undone by mistake is booked anew.
    /// </exception>
    public static LedgerEntry Reversal(LedgerEntry original, string originalId, DateOnly effectiveOn)
    {
        ArgumentException.ThrowIfNullOrEmpty(originalId);
        if (original.ReversesEntryId is not null)
        {
            throw new ArgumentException("A reversal is not reversed.", nameof(original));
        }

        return new LedgerEntry
        {
            Kind = original.Kind,
            EffectiveOn = effectiveOn,
            Lines = [.. original.Lines.Select(static line => line with { Amount = -line.Amount })],
            ReversesEntryId = originalId,
        };
    }

    private static PostingLine[] Used(DepositPart part, DepositAppliedPosting application) =>
        part.FundId == application.FundId
            ? [new Subject(part.FundId, null, application.BorrowerId).Debit(Account.BorrowerDeposits, part.Amount)]
            :
            [
                .. TakenOut(part, application.BorrowerId, application.Account),
                new Subject(application.FundId).MoneyIn(application.Account, part.Amount),
            ];

    private static PostingLine[] TakenOut(DepositPart part, string borrowerId, Account account)
    {
        var subject = new Subject(part.FundId, null, borrowerId);
        return [subject.Debit(Account.BorrowerDeposits, part.Amount), subject.MoneyOut(account, part.Amount)];
    }

    /// <summary>Whose lines an entry is made of.</summary>
    private readonly record struct Subject(string FundId, string? LoanId = null, string? BorrowerId = null)
    {
        /// <summary>Deposits are a borrower's, whichever loan was overpaid.</summary>
        public Subject OfBorrower => this with { LoanId = null };

        public PostingLine MoneyIn(Account account, Rupiah amount) => OfFund.Debit(HoldingMoney(account), amount);

        public PostingLine MoneyOut(Account account, Rupiah amount) => OfFund.Credit(HoldingMoney(account), amount);

        public PostingLine Debit(Account account, Rupiah amount) => Line(account, Positive(amount));

        public PostingLine Credit(Account account, Rupiah amount) => Line(account, -Positive(amount));

        private Subject OfFund => new(FundId);

        private PostingLine Line(Account account, Rupiah amount) =>
            new()
            {
                Account = account,
                FundId = FundId,
                Amount = amount,
                LoanId = LoanId,
                BorrowerId = BorrowerId,
            };

        private static Rupiah Positive(Rupiah amount) =>
            amount.IsPositive ? amount : throw new ArgumentOutOfRangeException(nameof(amount), amount, null);

        private static Account HoldingMoney(Account account) =>
            account.HoldsMoney() ? account : throw new ArgumentOutOfRangeException(nameof(account), account, null);
    }
}
