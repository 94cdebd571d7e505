namespace Baznas.Bmd.Web.Features.Loans.ReverseTransaction;

/// <summary>
/// Taking a disbursement back: only the last thing that happened on the loan, and the schedule that it made goes with it.
/// Its tranche can be paid out again.
/// </summary>
public sealed class DisbursementReversal(Db db, ScheduleBook schedules)
{
    private static readonly Sql<Disbursement, int> CountLater = new(
        """
        SELECT COUNT(*) AS [Entries] FROM [JournalEntry] e
        WHERE e.[LoanId] = @LoanId AND e.[Id] <> @EntryId AND (e.[Id] > @EntryId OR e.[EffectiveOn] > @EffectiveOn)
            AND NOT EXISTS (SELECT 1 FROM [Reversal] d WHERE d.[ReversedEntryId] = e.[Id])
            AND NOT EXISTS (SELECT 1 FROM [Reversal] r WHERE r.[EntryId] = e.[Id])
        """
    );

    /// <summary>Refuses while an entry booked or effective later, or a schedule made later, stands on the loan.</summary>
    public async Task<Error?> Refuses(Disbursement disbursement, CancellationToken ct)
    {
        var versions = await schedules.Of(disbursement.LoanId, ct);
        var undone = versions.Select(version => version.Undoes).ToHashSet();
        var made = VersionOf(disbursement, versions);
        var isFollowed = versions.Any(version =>
            version.Version > made.Version
            && version.Cause != ScheduleCause.Reversal
            && !undone.Contains(version.Version)
        );
        return isFollowed || await db.Find(CountLater, disbursement, ct) > 0
            ? RunningLoanErrors.FollowedByOthers
            : null;
    }

    /// <summary>Puts the schedule of before in force again; none, when it was the first disbursement.</summary>
    /// <param name="disbursement">What was taken back.</param>
    /// <param name="from">From when on.</param>
    /// <param name="ct">To give up.</param>
    public async Task Follow(Disbursement disbursement, DateOnly from, CancellationToken ct)
    {
        var versions = await schedules.Of(disbursement.LoanId, ct);
        var made = VersionOf(disbursement, versions);
        var before =
            made.Cause == ScheduleCause.Tranche
                ? versions.Single(version => version.Version == made.Version - 1)
                : null;
        await schedules.Add(
            new NewSchedule
            {
                LoanId = disbursement.LoanId,
                EffectiveOn = from,
                RepaidBefore = before?.RepaidBefore ?? Rupiah.Zero,
                Cause = ScheduleCause.Reversal,
                CountedFrom = before?.CountedFrom,
                Undoes = made.Version,
                Instalments = before?.Instalments ?? [],
            },
            ct
        );
    }

    // The first release did not write down which entry made a version; it knew one disbursement at a time.
    private static ScheduleVersion VersionOf(Disbursement disbursement, IReadOnlyList<ScheduleVersion> versions) =>
        versions.LastOrDefault(version => version.EntryId == disbursement.EntryId)
        ?? versions.Last(version => version.Cause == ScheduleCause.Disbursement && version.EntryId is null);
}

/// <summary>A disbursement that may be taken back.</summary>
/// <param name="LoanId">The loan.</param>
/// <param name="EntryId">The entry.</param>
/// <param name="EffectiveOn">Its day.</param>
public sealed record Disbursement(string LoanId, string EntryId, DateOnly EffectiveOn);
