using Baznas.Bmd.Web.Features.Loans;

namespace Baznas.Bmd.Web.Features.Reschedules;

/// <summary>
/// A reschedule begins with what had been repaid by its day, so that can't be taken back while it stands.
/// </summary>
/// <param name="db">The request's database.</param>
public sealed class RescheduleReversalRule(Db db)
{
    private static readonly Sql<RepaymentOnDay, DateOnly> StandingSince = new(
        """
        SELECT r.[EffectiveOn] FROM [ScheduleVersion] r
        WHERE r.[LoanId] = @LoanId AND r.[Cause] = 'reschedule' AND r.[EffectiveOn] >= @PaidOn
            AND NOT EXISTS (SELECT 1 FROM [ScheduleVersion] u
                WHERE u.[LoanId] = r.[LoanId] AND u.[Undoes] = r.[Version])
        ORDER BY r.[Version] DESC
        {one}
        """
    );

    /// <summary>Refuses to take back a repayment with effect from a day by whose end a standing reschedule counts it.</summary>
    public async Task<Error?> Refuses(string loanId, DateOnly paidOn, CancellationToken ct) =>
        await db.Query(StandingSince, new RepaymentOnDay(loanId, paidOn), ct) is [var since, ..]
            ? RunningLoanErrors.RescheduledSince(since)
            : null;

    private sealed record RepaymentOnDay(string LoanId, DateOnly PaidOn);
}
