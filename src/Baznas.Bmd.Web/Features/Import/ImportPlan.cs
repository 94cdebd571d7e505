using Baznas.Bmd.Domain.Calendars;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Features.Offices;
using Baznas.Bmd.Web.Features.Products;

namespace Baznas.Bmd.Web.Features.Import;

/// <summary>What of a folder is new and can be stored, and the ids of what is there already.</summary>
public sealed record ImportPlan
{
    /// <summary>The office's file.</summary>
    public required OfficeFile Office { get; init; }

    /// <summary>The office, if it is there.</summary>
    public required string? OfficeId { get; init; }

    /// <summary>Products to offer.</summary>
    public required IReadOnlyList<ProductTerms> NewProducts { get; init; }

    /// <summary>The version of each product that is there, by code.</summary>
    public required IReadOnlyDictionary<string, ProductView> Products { get; init; }

    /// <summary>Funds to open.</summary>
    public required IReadOnlyList<FundLine> NewFunds { get; init; }

    /// <summary>The ids of the funds that are there, by code.</summary>
    public required IReadOnlyDictionary<string, string> FundIds { get; init; }

    /// <summary>Codes of the groups to found.</summary>
    public required IReadOnlyList<string> NewGroups { get; init; }

    /// <summary>The ids of the groups that are there, by code.</summary>
    public required IReadOnlyDictionary<string, string> GroupIds { get; init; }

    /// <summary>Borrowers to register, with the day since when each is known, the longest known first.</summary>
    public required IReadOnlyList<(FileBorrower Borrower, DateOnly Since)> NewBorrowers { get; init; }

    /// <summary>The ids of the borrowers that are there, by their number in the older system.</summary>
    public required IReadOnlyDictionary<string, string> BorrowerIds { get; init; }

    /// <summary>Loans to take over.</summary>
    public required IReadOnlyList<PlannedLoan> NewLoans { get; init; }

    /// <summary>The loans that are there, by their number in the older system.</summary>
    public required IReadOnlyDictionary<string, StoredLoan> Loans { get; init; }

    /// <summary>Receipts to book.</summary>
    public required IReadOnlyList<FileReceipt> NewReceipts { get; init; }

    /// <summary>Repayments to book.</summary>
    public required IReadOnlyList<FileRepayment> NewRepayments { get; init; }

    /// <summary>How much of each would be stored.</summary>
    public ImportSummary Summary =>
        new()
        {
            Offices = OfficeId is null ? 1 : 0,
            Products = NewProducts.Count,
            Funds = NewFunds.Count,
            Groups = NewGroups.Count,
            Borrowers = NewBorrowers.Count,
            Loans = NewLoans.Count,
            Receipts = NewReceipts.Count,
            Repayments = NewRepayments.Count,
        };
}

/// <summary>A loan to take over.</summary>
/// <param name="Loan">Its row.</param>
/// <param name="Schedule">By the product's rules and the office's calendar.</param>
public sealed record PlannedLoan(FileLoan Loan, Schedule Schedule);

/// <summary>How much an import stores, or in a dry run would store.</summary>
public sealed record ImportSummary
{
#pragma warning disable CS1591 // Counts of what the names say.
    public int Offices { get; init; }
    public int Products { get; init; }
    public int Funds { get; init; }
    public int Groups { get; init; }
    public int Borrowers { get; init; }
    public int Loans { get; init; }
    public int Receipts { get; init; }
    public int Repayments { get; init; }
#pragma warning restore CS1591

    /// <summary>Whether there is nothing to store.</summary>
    public bool IsNothing => this == new ImportSummary();
}

/// <summary>What the checks of a folder share.</summary>
public sealed record CheckedBook
{
    /// <summary>What was read.</summary>
    public required Folder Folder { get; init; }

    /// <summary>What is there.</summary>
    public required StoredBook Stored { get; init; }

    /// <summary>What is wrong.</summary>
    public required Faults Faults { get; init; }

    /// <summary>The office's date.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>The office's file; null when it could not be read: then nothing that names its funds or products is judged.</summary>
    public OfficeFile? Office => Folder.OfficeReader.Office;

    /// <summary>The calendar of the office that is there, or of the one to open.</summary>
    /// <param name="rule">The product's own rule for days off, when it has one.</param>
    public OfficeCalendar Calendar(NonWorkingDayRule? rule) =>
        Stored.Office is { } office
            ? new OfficeCalendar
            {
                RestDays = office.RestDays.Select(RestDays.Day).ToHashSet(),
                Holidays = office.Holidays!.Select(day => day.Date).ToHashSet(),
                Rule = rule ?? office.NonWorkingDayRule,
            }
            : Office!.Calendar(rule);

    /// <summary>Refuses money that would move on a day after today or in a closed month.</summary>
    public void HoldDate(CsvRow row, string column, DateOnly date)
    {
        row.Refuse(column, Domain.Loans.StepDates.NotInFuture(date, Today).Error);
        var isClosed =
            Stored.LastClosed is { } closed
            && string.CompareOrdinal(Platform.Writing.AccountingPeriod.Of(date), closed) <= 0;
        row.Refuse(column, isClosed ? Platform.Writing.LedgerErrors.PeriodClosed(date) : null);
    }
}
