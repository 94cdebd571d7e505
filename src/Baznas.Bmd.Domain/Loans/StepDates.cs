using Baznas.Bmd.Domain.Results;

namespace Baznas.Bmd.Domain.Loans;

/// <summary>A step of a loan's life and its date.</summary>
/// <param name="Step">The step's name for the text of a refusal.</param>
/// <param name="On">Its date; null for a step not taken.</param>
public readonly record struct StepDate(string Step, DateOnly? On);

/// <summary>
/// Rules for the dates of a loan's steps. Paper is often entered later, so a step takes its own date and
/// only their order is held: applied, visited, decided, signed, disbursed, paid.
/// </summary>
public static class StepDates
{
    /// <summary>
    /// Refuses with <c>date.out_of_order</c> when a step is dated before one listed earlier. Two steps may
    /// share a day; steps not taken are passed over.
    /// </summary>
    public static Result<Done> InOrder(params IReadOnlyList<StepDate> steps)
    {
        var taken = steps.Where(static step => step.On is not null).ToArray();
        for (var i = 1; i < taken.Length; i++)
        {
            if (taken[i].On < taken[i - 1].On)
            {
                return LoanErrors.DateOutOfOrder(taken[i - 1], taken[i]);
            }
        }

        return Done.It;
    }

    /// <summary>Refuses with <c>date.in_future</c> a date after the office's today.</summary>
    public static Result<Done> NotInFuture(DateOnly date, DateOnly today) =>
        date > today ? LoanErrors.DateInFuture(date, today) : Done.It;

    /// <summary>Refuses with <c>date.before_disbursement</c> money received before the loan was paid out.</summary>
    public static Result<Done> NotBeforeDisbursement(DateOnly paidOn, DateOnly disbursedOn) =>
        paidOn < disbursedOn ? LoanErrors.DateBeforeDisbursement(paidOn, disbursedOn) : Done.It;
}
