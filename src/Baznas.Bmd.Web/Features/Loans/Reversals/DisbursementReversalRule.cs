namespace Baznas.Bmd.Web.Features.Loans.Reversals;

/// <summary>
/// Taking a disbursement back: only the last thing that happened on the loan, and the schedule that it made goes with it.
/// Its tranche can be paid out again.
/// </summary>
public sealed class DisbursementReversalRule(Db db, ScheduleBook schedules) : IReversalRule
{
    private static readonly Sql<Disbursement, int> CountLater = new(
        """
        SELECT COUNT(*) AS [Entries] FROM [JournalEntry] e
        WHERE e.[LoanId] = @LoanId AND e.[Id] <> @EntryId AND (e.[Id] > @EntryId OR e.[EffectiveOn] > @EffectiveOn)
            AND NOT EXISTS (SELECT 1 FROM [Reversal] d WHERE d.[ReversedEntryId] = e.[Id])
            AND NOT EXISTS (SELECT 1 FROM [Reversal] r WHERE r.[EntryId] = e.[Id])
        """
    );

    /// <inheritdoc/>
    public async Task<Error?> Before(Reversing reversing, CancellationToken ct)
    {
        var loanId = reversing.Loan!.Row.Id;
        var disbursement = new Disbursement(loanId, reversing.EntryId, reversing.Original.EffectiveOn);
        // A later tranche that was taken back in a later month than its own still stands on the days between.
        return
            reversing.Loan.History.DisbursedAnewAfter(reversing.EffectiveOn) is not null
            || await db.Find(CountLater, disbursement, ct) > 0
            ? RunningLoanErrors.FollowedByOthers
            : null;
    }

    /// <inheritdoc/>
    public async Task<Error?> After(Reversing reversing, CancellationToken ct)
    {
        var loanId = reversing.Loan!.Row.Id;
        var made = MadeBy(reversing.EntryId, await schedules.Of(loanId, ct));
        var undone = await schedules.Undo(loanId, made.Version, reversing.EffectiveOn, ct);
        return undone.Error is null ? null : RunningLoanErrors.FollowedByOthers;
    }

    // The first release did not write down which entry made a version; it knew one disbursement at a time.
    private static ScheduleVersion MadeBy(string entryId, IReadOnlyList<ScheduleVersion> versions) =>
        versions.LastOrDefault(version => version.EntryId == entryId)
        ?? versions.Last(version => version.Cause == ScheduleCause.Disbursement && version.EntryId is null);

    private sealed record Disbursement(string LoanId, string EntryId, DateOnly EffectiveOn);
}
