using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Features.Loans;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.ArrearsCases;

/// <summary>What can be noted of a late loan, and when.</summary>
public sealed class ArrearsRules(Work work, LoanBook loans, ScheduleBook schedules)
{
    /// <summary>
    /// Why a step can't be noted; null when it can. What is off the books is still owed, so people go on being called
    /// and visited; promises and causes are about instalments, which it has no more.
    /// </summary>
    public async Task<Error?> Refuses(ArrearsStepRow step, string dateField, CancellationToken ct)
    {
        var on = step.HappenedOn;
        if (StepDates.NotInFuture(on, work.Today).Error is { } future)
        {
            return future with { Field = dateField };
        }

        var loan = (await loans.Find(step.LoanId, ct))!;
        var status = loan.StatusOn(DateOnly.MaxValue);
        if (status == LoanStatus.WrittenOff)
        {
            return IsTalk(step) && loan.History.Balance.StillOwed.IsPositive
                ? null
                : RunningLoanErrors.WrongStatus(status);
        }

        if (status != LoanStatus.Active)
        {
            return RunningLoanErrors.WrongStatus(status);
        }

        return await IsLate(loan, on, ct) ? RefusesPromise(step, loan) : ArrearsErrors.NotLate(on);
    }

    private static bool IsTalk(ArrearsStepRow step) =>
        EnumText.Parse<ArrearsStepKind>(step.Kind) is ArrearsStepKind.Contact or ArrearsStepKind.Visit;

    private async Task<bool> IsLate(Loan loan, DateOnly on, CancellationToken ct)
    {
        var balance = loan.History.BalanceOn(on);
        return balance.Outstanding.IsPositive
            && await schedules.InForceOn(loan.Row.Id, on, ct) is { } schedule
            && schedule.Standing(balance.Repaid, on).DaysPastDue > 0;
    }

    private Error? RefusesPromise(ArrearsStepRow step, Loan loan)
    {
        if (step.PromisedOn is not { } promisedOn || step.Amount is not { } amount)
        {
            return null;
        }

        var inOrder = StepDates.InOrder(new StepDate("given", step.HappenedOn), new StepDate("promised", promisedOn));
        var owed = loan.History.BalanceOn(work.Today).Outstanding;
        return inOrder.Error is { } error ? error with { Field = "promisedOn" }
            : promisedOn < work.Today ? ArrearsErrors.PromisedInPast(promisedOn, work.Today)
            : amount > owed ? ArrearsErrors.AboveOwed(owed)
            : null;
    }
}
