using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Web.Features.Funds;

namespace Baznas.Bmd.Web.Features.Import;

/// <summary>
/// No fund's cash or bank ends a day below zero: with what is booked, what comes in and what goes out. Where a row that
/// brings money in is wrong, nothing is said of its fund, for that row may be the whole reason.
/// </summary>
internal sealed class FundCheck(CheckedBook book, LoanCheck loans, PaymentCheck payments)
{
    public void Run()
    {
        var lame = LameFunds();
        var funds = loans.New.Select(planned => (planned.Loan.FundCode, planned.Loan.Account)).Distinct();
        if (
            !book.Folder.KnowsIncome
            || book.Folder.Receipts.Any(receipt => !receipt.Row.IsSound && !KnowsFund(receipt.FundCode))
        )
        {
            return;
        }

        foreach (var (fundCode, account) in funds.Where(fund => !lame.Contains(fund.FundCode!)).ToList())
        {
            Hold(fundCode!, account!.Value);
        }
    }

    private HashSet<string> LameFunds() =>
        [
            .. book
                .Folder.Receipts.Where(receipt => !receipt.Row.IsSound && receipt.FundCode is not null)
                .Select(receipt => receipt.FundCode!),
            .. book
                .Folder.Repayments.Where(repayment => !repayment.Row.IsSound && repayment.LoanNo is not null)
                .Select(repayment => loans.Known.GetValueOrDefault(repayment.LoanNo!)?.FundCode)
                .OfType<string>(),
        ];

    private bool KnowsFund(string? code) => code is not null && book.Office!.Funds.Any(fund => fund.Code == code);

    private void Hold(string fundCode, MoneyAccount account)
    {
        var changes = Changes(fundCode, account).ToList();
        if (FundSufficiency.FirstDayBelowZero(changes) is not { } day)
        {
            return;
        }

        var last = loans
            .New.Where(planned => planned.Loan.FundCode == fundCode && planned.Loan.Account == account)
            .Where(planned => planned.Loan.DisbursedOn <= day)
            .OrderBy(planned => planned.Loan.DisbursedOn)
            .ThenBy(planned => planned.Loan.Row.Line)
            .LastOrDefault();
        var missing = -changes.Where(change => change.Day <= day).Sum(change => change.Change);
        last?.Loan.Row.Refuse("principal", "import.fund_insufficient", fundCode, EnumText.Of(account), missing, day);
    }

    private IEnumerable<DailyChange> Changes(string fundCode, MoneyAccount account)
    {
        var stored = book
            .Stored.FundDays.Where(day => day.FundCode == fundCode && day.Account == EnumText.Of(account))
            .Select(day => new DailyChange(day.On, day.Change));
        var received = payments
            .NewReceipts.Where(receipt => receipt.FundCode == fundCode && receipt.Account == account)
            .Select(receipt => new DailyChange(receipt.ReceivedOn!.Value, receipt.Amount!.Value));
        var lent = loans
            .New.Where(planned => planned.Loan.FundCode == fundCode && planned.Loan.Account == account)
            .Select(planned => new DailyChange(planned.Loan.DisbursedOn!.Value, -planned.Loan.Principal!.Value));
        var repaid = payments
            .NewRepayments.Where(row => row.Account == account && loans.Known[row.LoanNo!].FundCode == fundCode)
            .Select(row => new DailyChange(row.PaidOn!.Value, row.Amount!.Value));
        return stored.Concat(received).Concat(lent).Concat(repaid);
    }
}
