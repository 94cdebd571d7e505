using Baznas.Bmd.Web.Platform.Personal;

namespace Baznas.Bmd.Web.Features.Import;

/// <summary>Checks a folder against itself, the rules and what is there, and plans what to store.</summary>
internal sealed class FolderCheck(CheckedBook book, PersonalData personal)
{
    /// <summary>What to store; null when anything is wrong.</summary>
    public ImportPlan? Run()
    {
        var office = new OfficeCheck(book);
        office.Run();
        var borrowers = new BorrowerCheck(book, personal);
        borrowers.Run();
        var loans = new LoanCheck(book, borrowers.Known);
        loans.Run();
        var payments = new PaymentCheck(book, loans.Known);
        payments.Run();
        if (book.Office is not null)
        {
            new FundCheck(book, loans, payments).Run();
        }

        return book.Faults.None ? Plan(office, borrowers, (loans, payments)) : null;
    }

    private ImportPlan Plan(OfficeCheck office, BorrowerCheck borrowers, (LoanCheck Loans, PaymentCheck Payments) money)
    {
        var file = book.Office!;
        var joined = borrowers
            .Known.Values.Where(borrower => borrower is { IsNew: true, Row.GroupCode: not null })
            .Select(borrower => borrower.Row!.GroupCode!);
        return new ImportPlan
        {
            Office = file,
            OfficeId = book.Stored.Office?.Id,
            NewProducts = [.. file.Products.Where(product => !office.Products.ContainsKey(product.Code))],
            Products = office.Products,
            NewFunds = [.. file.Funds.Where(fund => !book.Stored.Funds.ContainsKey(fund.Code))],
            FundIds = book.Stored.Funds.ToDictionary(fund => fund.Key, fund => fund.Value.Id),
            NewGroups = [.. joined.Distinct().Where(code => !book.Stored.Groups.ContainsKey(code)).Order()],
            GroupIds = book.Stored.Groups,
            NewBorrowers = NewBorrowers(borrowers, money.Loans),
            BorrowerIds = borrowers
                .Known.Where(known => !known.Value.IsNew)
                .ToDictionary(known => known.Key, known => known.Value.Stored!.Id),
            NewLoans = money.Loans.New,
            Loans = money
                .Loans.Known.Where(known => known.Value.Stored is not null)
                .ToDictionary(known => known.Key, known => known.Value.Stored!),
            NewReceipts = money.Payments.NewReceipts,
            NewRepayments = money.Payments.NewRepayments,
        };
    }

    // A borrower is known since the first loan, and without one since today.
    private List<(FileBorrower Borrower, DateOnly Since)> NewBorrowers(BorrowerCheck borrowers, LoanCheck loans)
    {
        var first = loans
            .New.GroupBy(planned => planned.Loan.BorrowerNo!)
            .ToDictionary(own => own.Key, own => own.Min(planned => planned.Loan.DisbursedOn!.Value));
        return
        [
            .. borrowers
                .Known.Values.Where(borrower => borrower.IsNew)
                .Select(borrower => borrower.Row!)
                .Select(row => (Borrower: row, Since: first.GetValueOrDefault(row.BorrowerNo!, book.Today)))
                .OrderBy(borrower => borrower.Since)
                .ThenBy(borrower => borrower.Borrower.Row.Line),
        ];
    }
}
