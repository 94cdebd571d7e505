using Baznas.Bmd.Domain.Borrowers;
using Baznas.Bmd.Web.Features.Borrowers.RegisterBorrower;
using Baznas.Bmd.Web.Features.Funds;

namespace Baznas.Bmd.Web.Features.Import;

/// <summary>Yes or no.</summary>
public enum YesNo
{
    /// <summary>No.</summary>
    No,

    /// <summary>Yes.</summary>
    Yes,
}

/// <summary>Capital received, a row of <c>fund-receipts.csv</c>.</summary>
public sealed record FileReceipt
{
    /// <summary>The columns of its file.</summary>
    public static readonly IReadOnlyList<string> Columns =
    [
        "fundCode",
        "receivedOn",
        "amount",
        "account",
        "source",
        "reference",
    ];

    /// <summary>Where it was read.</summary>
    public required CsvRow Row { get; init; }

#pragma warning disable CS1591 // The columns of the file.
    public required string? FundCode { get; init; }
    public required DateOnly? ReceivedOn { get; init; }
    public required Rupiah? Amount { get; init; }
    public required MoneyAccount? Account { get; init; }
    public required string Source { get; init; }
    public required string? Reference { get; init; }
#pragma warning restore CS1591
}

/// <summary>A borrower, a row of <c>borrowers.csv</c>.</summary>
public sealed record FileBorrower
{
    /// <summary>The columns of its file.</summary>
    public static readonly IReadOnlyList<string> Columns =
    [
        "borrowerNo",
        "nik",
        "fullName",
        "sex",
        "birthDate",
        "phone",
        "villageCode",
        "address",
        "asnaf",
        "groupCode",
        "businessName",
        "businessSector",
        "monthlyIncome",
        "reminders",
    ];

    /// <summary>Where it was read.</summary>
    public required CsvRow Row { get; init; }

    /// <summary>The number in the older system.</summary>
    public required string? BorrowerNo { get; init; }

    /// <summary>The NIK.</summary>
    public required Nik? Nik { get; init; }

    /// <summary>The group to join, if one.</summary>
    public required string? GroupCode { get; init; }

    /// <summary>The request that would register the borrower by hand, without office and group.</summary>
    public required RegisterBorrower Registration { get; init; }
}

/// <summary>A loan paid out, a row of <c>loans.csv</c>.</summary>
public sealed record FileLoan
{
    /// <summary>The columns of its file.</summary>
    public static readonly IReadOnlyList<string> Columns =
    [
        "loanNo",
        "borrowerNo",
        "productCode",
        "fundCode",
        "principal",
        "installments",
        "disbursedOn",
        "account",
        "purpose",
    ];

    /// <summary>Where it was read.</summary>
    public required CsvRow Row { get; init; }

#pragma warning disable CS1591 // The columns of the file.
    public required string? LoanNo { get; init; }
    public required string? BorrowerNo { get; init; }
    public required string? ProductCode { get; init; }
    public required string? FundCode { get; init; }
    public required Rupiah? Principal { get; init; }
    public required int? Installments { get; init; }
    public required DateOnly? DisbursedOn { get; init; }
    public required MoneyAccount? Account { get; init; }
    public required string Purpose { get; init; }
#pragma warning restore CS1591
}

/// <summary>A repayment, a row of <c>repayments.csv</c>.</summary>
public sealed record FileRepayment
{
    /// <summary>The columns of its file.</summary>
    public static readonly IReadOnlyList<string> Columns = ["loanNo", "paidOn", "amount", "account", "reference"];

    /// <summary>Where it was read.</summary>
    public required CsvRow Row { get; init; }

#pragma warning disable CS1591 // The columns of the file.
    public required string? LoanNo { get; init; }
    public required DateOnly? PaidOn { get; init; }
    public required Rupiah? Amount { get; init; }
    public required MoneyAccount? Account { get; init; }
    public required string? Reference { get; init; }
#pragma warning restore CS1591
}
