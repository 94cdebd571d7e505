using Baznas.Bmd.Web.Features.Loans;
using Baznas.Bmd.Web.Features.Loans.Reversals;

namespace Baznas.Bmd.Web.Features.Reschedules;

/// <summary>
/// A reschedule begins with what had been repaid by its day, so that can't be taken back while it stands; nor with effect
/// from a day before it was itself taken back, when that was in a later month than its own.
/// </summary>
/// <param name="db">The request's database.</param>
public sealed class RescheduleReversalRule(Db db) : IReversalRule
{
    private static readonly Sql<RepaymentOnDay, DateOnly> StandingSince = new(
        """
        SELECT r.[EffectiveOn] FROM [ScheduleVersion] r
        WHERE r.[LoanId] = @LoanId AND r.[Cause] = 'reschedule' AND r.[EffectiveOn] >= @PaidOn
            AND NOT EXISTS (SELECT 1 FROM [ScheduleVersion] u
                WHERE u.[LoanId] = r.[LoanId] AND u.[Undoes] = r.[Version]
                    AND (u.[EffectiveOn] <= r.[EffectiveOn] OR u.[EffectiveOn] <= @TakenBackOn))
        ORDER BY r.[Version] DESC
        {one}
        """
    );

    /// <inheritdoc/>
    public async Task<Error?> Before(Reversing reversing, CancellationToken ct)
    {
        var payment = new RepaymentOnDay(reversing.Loan!.Row.Id, reversing.Original.EffectiveOn, reversing.EffectiveOn);
        return await db.Query(StandingSince, payment, ct) is [var since, ..]
            ? RunningLoanErrors.RescheduledSince(since)
            : null;
    }

    private sealed record RepaymentOnDay(string LoanId, DateOnly PaidOn, DateOnly TakenBackOn);
}
