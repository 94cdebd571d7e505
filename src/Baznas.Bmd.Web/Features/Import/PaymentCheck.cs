using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Funds;

namespace Baznas.Bmd.Web.Features.Import;

/// <summary>
/// Recognises receipts and repayments. They have no number of their own, so equal ones are counted: a file with two
/// equal rows has them stored once each, and a second import of it finds both there.
/// </summary>
internal sealed class PaymentCheck(CheckedBook book, IReadOnlyDictionary<string, KnownLoan> loans)
{
    private readonly HashSet<string> _funds = [.. book.Office?.Funds.Select(fund => fund.Code) ?? []];

    public List<FileReceipt> NewReceipts { get; } = [];

    public List<FileRepayment> NewRepayments { get; } = [];

    public void Run()
    {
        HoldReceipts();
        HoldRepayments();
        foreach (var ofLoan in NewRepayments.GroupBy(repayment => repayment.LoanNo!))
        {
            if (loans[ofLoan.Key] is { IsSound: true } loan)
            {
                HoldDebt(loan, [.. ofLoan.OrderBy(row => row.PaidOn).ThenBy(row => row.Row.Line)]);
            }
        }

        NewRepayments.RemoveAll(repayment => !repayment.Row.IsSound);
    }

    private void HoldReceipts()
    {
        var stored = Counted(
            book.Stored.Payments.Where(payment => payment.Kind == EnumText.Of(EntryKind.FundReceipt)),
            payment => KeyOf(payment) with { Source = payment.Description, FundCode = payment.FundCode }
        );
        foreach (var receipt in book.Folder.Receipts)
        {
            if (receipt.Row.IsSound && Takes(stored, KeyOf(receipt)))
            {
                continue;
            }

            if (receipt.FundCode is { } code && book.Office is not null && !_funds.Contains(code))
            {
                receipt.Row.Refuse("fundCode", "import.code_unknown", OfficeFile.FileName);
            }

            if (receipt.ReceivedOn is { } on && receipt.Row.IsGood("receivedOn"))
            {
                book.HoldDate(receipt.Row, "receivedOn", on);
            }

            if (receipt.Row.IsSound)
            {
                NewReceipts.Add(receipt);
            }
        }
    }

    private void HoldRepayments()
    {
        var stored = Counted(
            book.Stored.Payments.Where(payment => payment.Kind == EnumText.Of(EntryKind.Repayment)),
            payment => KeyOf(payment) with { LoanId = payment.LoanId }
        );
        foreach (var repayment in book.Folder.Repayments)
        {
            var loan = repayment.LoanNo is null ? null : loans.GetValueOrDefault(repayment.LoanNo);
            if (loan?.Stored is { } there && repayment.Row.IsSound && Takes(stored, KeyOf(repayment, there.Id)))
            {
                continue;
            }

            HoldNew(repayment, loan);
            if (repayment.Row.IsSound && loan is not null)
            {
                NewRepayments.Add(repayment);
            }
        }
    }

    private void HoldNew(FileRepayment repayment, KnownLoan? loan)
    {
        if (repayment.LoanNo is not null && loan is null && book.Folder.KnowsLoans)
        {
            repayment.Row.Refuse("loanNo", "import.loan_unknown");
        }

        if (repayment.PaidOn is not { } on || !repayment.Row.IsGood("paidOn"))
        {
            return;
        }

        book.HoldDate(repayment.Row, "paidOn", on);
        if (loan?.DisbursedOn is { } disbursedOn)
        {
            repayment.Row.Refuse("paidOn", StepDates.NotBeforeDisbursement(on, disbursedOn).Error);
        }
    }

    // In the order of dates, with what is booked already on each day first; the row that takes the debt below zero is
    // named, and none after it.
    private void HoldDebt(KnownLoan loan, List<FileRepayment> payments)
    {
        var booked = loan.Stored is { } stored
            ? book.Stored.Changes[stored.Id].Select(change => (change.On, change.Change)).ToList()
            : [(loan.Row!.DisbursedOn!.Value, loan.Row.Principal!.Value)];
        var steps = booked
            .Select(change => (change.On, change.Change, Row: (FileRepayment?)null))
            .Concat(payments.Select(p => (On: p.PaidOn!.Value, Change: -p.Amount!.Value, Row: (FileRepayment?)p)))
            .OrderBy(step => step.On)
            .ThenBy(step => step.Row is null ? 0 : step.Row.Row.Line);
        var (owed, before, last) = (Rupiah.Zero, Rupiah.Zero, (FileRepayment?)null);
        foreach (var step in steps)
        {
            (before, last) = step.Row is null ? (before, last) : (owed, step.Row);
            owed += step.Change;
            if (owed < Rupiah.Zero && last is not null)
            {
                last.Row.Refuse("amount", "import.overpaid", last.LoanNo!, before);
                return;
            }
        }
    }

    private static Dictionary<PaymentKey, int> Counted(
        IEnumerable<StoredPayment> payments,
        Func<StoredPayment, PaymentKey> key
    ) => payments.GroupBy(key).ToDictionary(same => same.Key, same => same.Count());

    private static bool Takes(Dictionary<PaymentKey, int> stored, PaymentKey key)
    {
        if (stored.GetValueOrDefault(key) == 0)
        {
            return false;
        }

        stored[key]--;
        return true;
    }

    private static PaymentKey KeyOf(StoredPayment payment) =>
        new()
        {
            On = payment.EffectiveOn,
            Amount = payment.Amount,
            Account = payment.Account,
            Reference = payment.Reference,
        };

    private static PaymentKey KeyOf(FileReceipt receipt) =>
        new()
        {
            FundCode = receipt.FundCode,
            On = receipt.ReceivedOn!.Value,
            Amount = receipt.Amount!.Value,
            Account = EnumText.Of(receipt.Account!.Value),
            Source = receipt.Source,
            Reference = receipt.Reference,
        };

    private static PaymentKey KeyOf(FileRepayment repayment, string loanId) =>
        new()
        {
            LoanId = loanId,
            On = repayment.PaidOn!.Value,
            Amount = repayment.Amount!.Value,
            Account = EnumText.Of(repayment.Account!.Value),
            Reference = repayment.Reference,
        };

    private readonly record struct PaymentKey
    {
        public string? LoanId { get; init; }
        public string? FundCode { get; init; }
        public DateOnly On { get; init; }
        public Rupiah Amount { get; init; }
        public string Account { get; init; }
        public string? Source { get; init; }
        public string? Reference { get; init; }
    }
}
