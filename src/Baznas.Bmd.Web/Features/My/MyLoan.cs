using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Features.Loans.GetLoan;

namespace Baznas.Bmd.Web.Features.My;

/// <summary>A loan as its borrower sees it.</summary>
public sealed record MyLoan
{
    /// <summary>The loan.</summary>
    public required string Id { get; init; }

    /// <summary>Its number.</summary>
    public required string Number { get; init; }

    /// <summary>How far it has come.</summary>
    public required LoanStatus Status { get; init; }

    /// <summary>The day that this is true of: the office's today.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>What was agreed, rupiah.</summary>
    public required Rupiah Principal { get; init; }

    /// <summary>Paid out, rupiah.</summary>
    public required Rupiah Disbursed { get; init; }

    /// <summary>Paid back, rupiah; also what came after the debt was taken off the books.</summary>
    public required Rupiah Repaid { get; init; }

    /// <summary>What is owed, on the office's books or off them, rupiah.</summary>
    public required Rupiah StillOwed { get; init; }

    /// <summary>Dropped and no longer owed (ibra'), rupiah.</summary>
    public required Rupiah Forgiven { get; init; }

    /// <summary>What is to be paid next; null when nothing is.</summary>
    public required NextDue? NextDue { get; init; }

    /// <summary>Since how many days an instalment waits; 0 when nothing is late.</summary>
    public required int DaysLate { get; init; }

    internal static MyLoan Of(LoanView loan) =>
        new()
        {
            Id = loan.Id,
            Number = loan.Number,
            Status = loan.Status,
            AsOf = loan.AsOf,
            Principal = loan.Principal,
            Disbursed = loan.Disbursed,
            Repaid = loan.Repaid + loan.Recovered,
            StillOwed = loan.StillOwed,
            Forgiven = loan.Forgiven,
            NextDue = loan.NextDue,
            DaysLate = loan.DaysPastDue,
        };
}
