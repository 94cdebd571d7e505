using Baznas.Bmd.Domain.Borrowers;
using Baznas.Bmd.Web.Features.Applications;
using Baznas.Bmd.Web.Features.Borrowers.RegisterBorrower;
using Baznas.Bmd.Web.Features.Funds;
using Baznas.Bmd.Web.Features.Funds.ReceiveFund;
using Baznas.Bmd.Web.Features.Groups.CreateGroup;
using Baznas.Bmd.Web.Features.Loans.DisburseLoan;
using Baznas.Bmd.Web.Features.Loans.RecordRepayment;

namespace Baznas.Bmd.Web.Features.Import;

/// <summary>
/// An import folder as it was read, each row held to the rules of its own cells. What a cell does not say, or says
/// wrongly, is null here and noted.
/// </summary>
public sealed class Folder
{
    private const string ReceiptsFile = "fund-receipts.csv";
    private const string BorrowersFile = "borrowers.csv";
    private const string LoansFile = "loans.csv";
    private const string RepaymentsFile = "repayments.csv";

    private static readonly RegisterBorrowerValidator BorrowerRules = new();
    private static readonly ReceiveFundValidator ReceiptRules = new();
    private static readonly ApplicationTermsValidator LoanRules = new();
    private static readonly DisburseLoanValidator DisbursementRules = new();
    private static readonly RecordRepaymentValidator RepaymentRules = new();
    private static readonly CreateGroupValidator GroupRules = new();

    private Folder(OfficeFileReader office) => OfficeReader = office;

    /// <summary>The office's file.</summary>
    public OfficeFileReader OfficeReader { get; }

    /// <summary>Capital received.</summary>
    public required IReadOnlyList<FileReceipt> Receipts { get; init; }

    /// <summary>Borrowers.</summary>
    public required IReadOnlyList<FileBorrower> Borrowers { get; init; }

    /// <summary>Whether all rows of the borrowers' file could be read, so that one it does not name is none.</summary>
    public required bool KnowsBorrowers { get; init; }

    /// <summary>Loans.</summary>
    public required IReadOnlyList<FileLoan> Loans { get; init; }

    /// <summary>Whether all rows of the loans' file could be read.</summary>
    public required bool KnowsLoans { get; init; }

    /// <summary>Repayments.</summary>
    public required IReadOnlyList<FileRepayment> Repayments { get; init; }

    /// <summary>Whether all rows that bring money in could be read, so that what is missing is missing.</summary>
    public required bool KnowsIncome { get; init; }

    /// <summary>Reads a folder; what is wrong is noted.</summary>
    public static Folder Read(string path, Faults faults)
    {
        var office = OfficeFileReader.Read(path, faults);
        var receipts = CsvTable.Read(path, ReceiptsFile, FileReceipt.Columns, faults);
        var borrowers = CsvTable.Read(path, BorrowersFile, FileBorrower.Columns, faults);
        var loans = CsvTable.Read(path, LoansFile, FileLoan.Columns, faults);
        var repayments = CsvTable.Read(path, RepaymentsFile, FileRepayment.Columns, faults);
        return new Folder(office)
        {
            Receipts = [.. receipts.Rows.Select(Receipt)],
            Borrowers = [.. borrowers.Rows.Select(Borrower)],
            KnowsBorrowers = borrowers.IsComplete,
            Loans = [.. loans.Rows.Select(Loan)],
            KnowsLoans = loans.IsComplete,
            Repayments = [.. repayments.Rows.Select(Repayment)],
            KnowsIncome = receipts.IsComplete && repayments.IsComplete,
        };
    }

    private static FileReceipt Receipt(CsvRow row)
    {
        var receipt = new FileReceipt
        {
            Row = row,
            FundCode = row.Mark("fundCode"),
            ReceivedOn = row.Date("receivedOn"),
            Amount = row.Amount("amount"),
            Account = row.OneOf<MoneyAccount>("account"),
            Source = row.Text("source") ?? "",
            Reference = row.Text("reference"),
        };
        row.Hold(
            new ReceiveFund
            {
                Amount = receipt.Amount ?? default,
                ReceivedOn = receipt.ReceivedOn,
                Account = default,
                Source = receipt.Source,
                Reference = receipt.Reference,
            },
            ReceiptRules
        );
        return receipt;
    }

    private static FileBorrower Borrower(CsvRow row)
    {
        var number = row.Mark("borrowerNo");
        var sex = row.OneOf<Sex>("sex");
        var birthDate = row.Date("birthDate");
        var asnaf = row.OptionalOneOf<Asnaf>("asnaf");
        var income = row.OptionalAmount("monthlyIncome");
        var reminders = row.OneOf<YesNo>("reminders");
        var registration = new RegisterBorrower
        {
            OfficeId = "",
            Nik = row.Text("nik") ?? "",
            FullName = row.Text("fullName") ?? "",
            Sex = sex ?? default,
            BirthDate = birthDate ?? default,
            Phone = row.Text("phone"),
            VillageCode = row.Text("villageCode"),
            Address = row.Text("address"),
            Asnaf = asnaf,
            MonthlyIncome = income,
            Business = Business(row),
            // On paper, before this: without it nothing may be kept of a person.
            Consents =
                reminders == YesNo.Yes
                    ? [ConsentPurpose.Processing, ConsentPurpose.Reminders]
                    : [ConsentPurpose.Processing],
        };
        row.Hold(registration, BorrowerRules);
        return new FileBorrower
        {
            Row = row,
            BorrowerNo = number,
            Nik = Nik.TryParse(registration.Nik, out var nik) ? nik : null,
            GroupCode = GroupCode(row),
            Registration = registration,
        };
    }

    private static BusinessDetails? Business(CsvRow row) =>
        (row.Text("businessName"), row.Text("businessSector")) switch
        {
            (null, null) => null,
            var (name, sector) => new BusinessDetails { Name = name ?? "", Sector = sector ?? "" },
        };

    private static string? GroupCode(CsvRow row)
    {
        if (row.Text("groupCode") is not { } code)
        {
            return null;
        }

        var refused = GroupRules.Validate(
            new CreateGroup
            {
                OfficeId = "",
                Code = code,
                Name = "-",
            }
        );
        if (!refused.IsValid)
        {
            row.Refuse("groupCode", "field.code");
        }

        return code;
    }

    private static FileLoan Loan(CsvRow row)
    {
        var loan = new FileLoan
        {
            Row = row,
            LoanNo = row.Mark("loanNo"),
            BorrowerNo = row.Mark("borrowerNo"),
            ProductCode = row.Mark("productCode"),
            FundCode = row.Mark("fundCode"),
            Principal = row.Amount("principal"),
            Installments = row.Count("installments"),
            DisbursedOn = row.Date("disbursedOn"),
            Account = row.OneOf<MoneyAccount>("account"),
            Purpose = row.Text("purpose") ?? "",
        };
        row.Hold(
            new ApplicationTerms
            {
                BorrowerId = "",
                ProductId = "",
                FundId = "",
                Principal = loan.Principal ?? default,
                Installments = loan.Installments ?? default,
                Purpose = loan.Purpose,
            },
            LoanRules
        );
        row.Hold(new DisburseLoan { Account = default, DisbursedOn = loan.DisbursedOn }, DisbursementRules);
        return loan;
    }

    private static FileRepayment Repayment(CsvRow row)
    {
        var repayment = new FileRepayment
        {
            Row = row,
            LoanNo = row.Mark("loanNo"),
            PaidOn = row.Date("paidOn"),
            Amount = row.Amount("amount"),
            Account = row.OneOf<MoneyAccount>("account"),
            Reference = row.Text("reference"),
        };
        row.Hold(
            new RecordRepayment
            {
                Amount = repayment.Amount ?? default,
                PaidOn = repayment.PaidOn,
                Account = default,
                Reference = repayment.Reference,
            },
            RepaymentRules
        );
        return repayment;
    }
}
