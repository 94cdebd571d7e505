using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Loans;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.WriteOffs;

/// <summary>Whether the whole rest of a loan can leave the books on a day; asked when it is requested, and again when it is booked.</summary>
public sealed class WriteOffRules(Work work, LedgerBook ledger)
{
    /// <summary>The first reason why not, or null.</summary>
    public async Task<Error?> Refuses(Loan loan, DateOnly effectiveOn, CancellationToken ct)
    {
        if (loan.History.DisbursedOn is not { } disbursedOn)
        {
            return RunningLoanErrors.WrongStatus(loan.StatusOn(DateOnly.MaxValue));
        }

        var dates =
            StepDates.NotInFuture(effectiveOn, work.Today).Error
            ?? StepDates.NotBeforeDisbursement(effectiveOn, disbursedOn).Error;
        if (dates is not null)
        {
            return dates with { Field = "effectiveOn" };
        }

        var status = loan.StatusOn(effectiveOn);
        if (status != LoanStatus.Active)
        {
            return RunningLoanErrors.WrongStatus(status);
        }

        if (loan.History.IsFollowedAfter(effectiveOn))
        {
            return WriteOffErrors.FollowedByOthers;
        }

        return await ledger.IsClosed(effectiveOn, ct) ? LedgerErrors.PeriodClosed(effectiveOn) : null;
    }
}
