using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Features.Applications;

namespace Baznas.Bmd.Web.Features.Loans.DisburseLoan;

/// <summary>Who would hand the money out.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Today">The office's date.</param>
public sealed record Payer(string UserId, DateOnly Today);

/// <summary>A payout that nothing speaks against but the fund, which only booking it can ask.</summary>
public sealed record Payout
{
    /// <summary>The loan as it is before.</summary>
    public required Loan Loan { get; init; }

    /// <summary>When.</summary>
    public required DateOnly On { get; init; }

    /// <summary>How much.</summary>
    public required Rupiah Amount { get; init; }

    /// <summary>Which tranche; null for a loan in one sum.</summary>
    public required LoanTranche? Tranche { get; init; }

    /// <summary>The schedule that it makes.</summary>
    public required NewSchedule Schedule { get; init; }
}

/// <summary>Whether a loan, or its next tranche, may be paid out, and what schedule that would make.</summary>
public sealed class Payouts(
    ApplicationBook applications,
    TrancheBook tranches,
    LoanSchedules schedules,
    ScheduleBook book
)
{
    /// <summary>The payout of a loan, or why it is refused.</summary>
    public async Task<Result<Payout>> Plan(Loan loan, DisburseLoan request, Payer payer, CancellationToken ct)
    {
        var on = request.DisbursedOn ?? payer.Today;
        var chosen = Choose(request, loan, await tranches.Of(request.LoanId, ct));
        if (chosen.IsRefused(out var noPayout))
        {
            return noPayout;
        }

        var (amount, tranche) = chosen.Value;
        var last = await book.InForceOn(request.LoanId, DateOnly.MaxValue, ct);
        var error =
            Refuses(loan, tranche, on, payer.Today)
            ?? await book.RefusesFrom(request.LoanId, on, ct)
            ?? await RefusesApprover(loan, tranche, payer, ct);
        if (error is not null)
        {
            return error;
        }

        var schedule = loan.History.Balance.Disbursed.IsZero
            ? await schedules.Begin(loan.Row, on, ct)
            : await schedules.Join(loan.Row, last!, (amount, on), ct);
        return schedule.Then<Payout>(made => new Payout
        {
            Loan = loan,
            On = on,
            Amount = amount,
            Tranche = tranche,
            Schedule = made,
        });
    }

    private static Result<(Rupiah Amount, LoanTranche? Tranche)> Choose(
        DisburseLoan request,
        Loan loan,
        IReadOnlyList<LoanTranche> planned
    )
    {
        if (RefusesStatus(loan, planned) is { } wrongStatus)
        {
            return wrongStatus;
        }

        (Rupiah Amount, LoanTranche? Tranche) payout = (loan.Row.Principal, null);
        if (planned.Count > 0)
        {
            var payable = Tranches.Payable(planned, request.TrancheNo);
            if (payable.IsRefused(out var unpayable))
            {
                return unpayable;
            }

            payout = (payable.Value.Amount, payable.Value);
        }
        else if (request.TrancheNo is not null and not 1)
        {
            return TrancheErrors.NoSuch;
        }

        return request.Amount is { } amount && amount != payout.Amount
            ? RunningLoanErrors.AmountNotPrincipal(payout.Amount)
            : payout;
    }

    // After its first tranche a loan runs, and one repaid so far runs again with the next.
    private static Error? RefusesStatus(Loan loan, IReadOnlyList<LoanTranche> planned)
    {
        var status = loan.StatusOn(DateOnly.MaxValue);
        return status == LoanStatus.Signed || (planned.Count > 0 && status is LoanStatus.Active or LoanStatus.Closed)
            ? null
            : RunningLoanErrors.WrongStatus(status);
    }

    private static Error? Refuses(Loan loan, LoanTranche? tranche, DateOnly on, DateOnly today) =>
        StepDates.NotInFuture(on, today).Error
        ?? StepDates.InOrder(new StepDate("signed", loan.Row.SignedOn), new StepDate("disbursed", on)).Error
        ?? StepDates.InOrder(new StepDate("decided", tranche?.Approval?.DecidedOn), new StepDate("disbursed", on)).Error
        ?? RefusesLaterDays(on, loan.History);

    // What was taken back in a later month than its own stands until then: nothing is paid out before or beneath it.
    private static Error? RefusesLaterDays(DateOnly on, LoanHistory history) =>
        history.DisbursedAnewAfter(on) is { } later ? RunningLoanErrors.LaterVersion(later)
        : history.OffTheBooksFrom(on) is { } status ? RunningLoanErrors.WrongStatus(status)
        : null;

    // Four eyes: whoever agreed to a loan, or to its tranche, in whatever role, does not hand out its money.
    private async Task<Error?> RefusesApprover(Loan loan, LoanTranche? tranche, Payer payer, CancellationToken ct)
    {
        if (tranche?.Approval?.DecidedBy == payer.UserId)
        {
            return RunningLoanErrors.PayerApproved;
        }

        if (loan.Row.ApplicationId is not { } applicationId)
        {
            return null;
        }

        var (application, _) = (await applications.Find(applicationId, ct))!.Value;
        return application.Decisions!.Any(decision =>
            decision.Decision == DecisionKind.Approve && decision.DecidedBy == payer.UserId
        )
            ? RunningLoanErrors.PayerApproved
            : null;
    }
}
