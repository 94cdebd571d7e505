using System.Globalization;
using Baznas.Bmd.Domain.Ledger;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Features.Applications;
using Baznas.Bmd.Web.Features.Funds;
using Baznas.Bmd.Web.Features.Products;

namespace Baznas.Bmd.Web.Features.Import;

/// <summary>A loan that repayments may name: a row of the file, one that is there, or both.</summary>
internal sealed record KnownLoan(FileLoan? Row, StoredLoan? Stored)
{
    /// <summary>When it was paid out; null when its row does not say.</summary>
    public DateOnly? DisbursedOn => Stored?.ApprovedOn ?? (Row!.Row.IsGood("disbursedOn") ? Row.DisbursedOn : null);

    public string? FundCode => Stored?.FundCode ?? Row!.FundCode;

    /// <summary>Whether what was lent is known, so that repayments can be held against it.</summary>
    public bool IsSound => Stored is not null || Row!.Row.IsSound;
}

/// <summary>Recognises loans by their number in the older system and holds new ones to their product.</summary>
internal sealed class LoanCheck(CheckedBook book, IReadOnlyDictionary<string, KnownBorrower> borrowers)
{
    private readonly Dictionary<string, int> _lines = [];
    private readonly Dictionary<string, ProductTerms> _products =
        book.Office?.Products.ToDictionary(product => product.Code) ?? [];
    private readonly Dictionary<string, FundLine> _funds = book.Office?.Funds.ToDictionary(fund => fund.Code) ?? [];

    /// <summary>All loans that a repayment may name, by number.</summary>
    public Dictionary<string, KnownLoan> Known { get; } =
        book
            .Stored.Loans.GroupBy(loan => loan.ExternalRef)
            .ToDictionary(same => same.Key, same => new KnownLoan(null, same.First()));

    /// <summary>The new loans whose schedules could be built.</summary>
    public List<PlannedLoan> New { get; } = [];

    public void Run()
    {
        foreach (var loan in book.Folder.Loans)
        {
            if (loan.LoanNo is { } number && !_lines.TryAdd(number, loan.Row.Line))
            {
                loan.Row.Refuse("loanNo", "import.twice", _lines[number]);
                continue;
            }

            var stored = loan.LoanNo is null ? null : Known.GetValueOrDefault(loan.LoanNo)?.Stored;
            if (loan.LoanNo is { } no)
            {
                Known[no] = new KnownLoan(loan, stored);
            }

            if (stored is not null)
            {
                HoldAgainst(loan, stored);
            }
            else if (HoldNew(loan) is { } schedule && loan.Row.IsSound)
            {
                New.Add(new PlannedLoan(loan, schedule));
            }
        }
    }

    // A loan that is there and says something else was changed after it was imported: neither side is believed.
    private void HoldAgainst(FileLoan loan, StoredLoan stored)
    {
        var borrower = loan.BorrowerNo is null ? null : borrowers.GetValueOrDefault(loan.BorrowerNo);
        if (loan.BorrowerNo is not null && borrower?.Stored?.Id != stored.BorrowerId)
        {
            loan.Row.Refuse("borrowerNo", "import.loan_of_other");
        }

        Differs(loan.Row, "productCode", loan.ProductCode, stored.ProductCode);
        Differs(loan.Row, "fundCode", loan.FundCode, stored.FundCode);
        Differs(loan.Row, "principal", loan.Principal, stored.Principal);
        Differs(loan.Row, "installments", loan.Installments, stored.Installments);
        Differs(loan.Row, "disbursedOn", loan.DisbursedOn, stored.ApprovedOn);
        Differs(loan.Row, "account", loan.Account is { } at ? EnumText.Of(at) : null, stored.Account);
    }

    private static void Differs(CsvRow row, string column, object? said, object? stored)
    {
        if (said is not null && stored is not null && !said.Equals(stored))
        {
            var text = stored is DateOnly date ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : stored;
            row.Refuse(column, "import.differs", text);
        }
    }

    private Schedule? HoldNew(FileLoan loan)
    {
        var borrower = loan.BorrowerNo is null ? null : borrowers.GetValueOrDefault(loan.BorrowerNo);
        if (loan.BorrowerNo is not null && borrower is null && book.Folder.KnowsBorrowers)
        {
            loan.Row.Refuse("borrowerNo", "import.borrower_unknown");
        }

        if (loan.DisbursedOn is { } on && loan.Row.IsGood("disbursedOn"))
        {
            book.HoldDate(loan.Row, "disbursedOn", on);
        }

        if (book.Office is null)
        {
            return null;
        }

        var product = Named(loan.Row, "productCode", loan.ProductCode, _products);
        var fund = Named(loan.Row, "fundCode", loan.FundCode, _funds);
        HoldFund(loan.Row, (product, fund), borrower);
        return product is null ? null : HoldProduct(loan, product);
    }

    private static T? Named<T>(CsvRow row, string column, string? code, Dictionary<string, T> known)
        where T : class
    {
        var found = code is null ? null : known.GetValueOrDefault(code);
        if (code is not null && found is null)
        {
            row.Refuse(column, "import.code_unknown", OfficeFile.FileName);
        }

        return found;
    }

    private static void HoldFund(CsvRow row, (ProductTerms? Product, FundLine? Fund) from, KnownBorrower? borrower)
    {
        if (from is { Product: { } product, Fund: { } fund } && !product.FundKinds.Contains(fund.Kind))
        {
            row.Refuse("fundCode", ApplicationErrors.FundKindNotAllowed(EnumText.Of(fund.Kind)));
        }

        if (from.Fund?.Kind == FundKind.Zakat && borrower is { HasAsnaf: false })
        {
            row.Refuse("fundCode", ApplicationErrors.AsnafRequired);
        }

        if (from.Product is { RequiresGroup: true } && borrower is { HasGroup: false })
        {
            row.Refuse("borrowerNo", ApplicationErrors.GroupRequired);
        }
    }

    private Schedule? HoldProduct(FileLoan loan, ProductTerms product)
    {
        var row = loan.Row;
        if (loan.Principal is { } principal && row.IsGood("principal"))
        {
            row.Refuse("principal", product.Refuses(principal, product.MinInstallments));
        }

        if (loan.Installments is { } count && row.IsGood("installments"))
        {
            row.Refuse("installments", product.Refuses(product.MinPrincipal, count));
        }

        if (!row.IsGood("principal") || !row.IsGood("installments") || !row.IsGood("disbursedOn"))
        {
            return null;
        }

        var built = Schedule.Build(
            product.Schedule(loan.Principal!.Value, loan.Installments!.Value, loan.DisbursedOn!.Value, null),
            book.Calendar(product.NonWorkingDayRule)
        );
        if (!built.IsRefused(out var error))
        {
            return built.Value;
        }

        row.Refuse(ColumnOf(error), error);
        return null;
    }

    // What the row itself says of it: a product's rounding is not its to change, the number of instalments is.
    private static string ColumnOf(Error error) =>
        error.Field switch
        {
            "principal" => "principal",
            null => "disbursedOn",
            _ => "installments",
        };
}
