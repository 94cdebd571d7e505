using Baznas.Bmd.Domain.Schedules;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Loans;

/// <summary>Why a version of a schedule was made.</summary>
public enum ScheduleCause
{
    /// <summary>The loan, or its first tranche, was paid out.</summary>
    Disbursement,

    /// <summary>A later tranche was paid out.</summary>
    Tranche,

    /// <summary>A new schedule for the same debt; it marks the loan restructured.</summary>
    Reschedule,

    /// <summary>Instalments moved by whole periods.</summary>
    Grace,

    /// <summary>The office's days off changed.</summary>
    Holiday,

    /// <summary>An earlier version, named by <c>Undoes</c>, was taken back.</summary>
    Reversal,
}

/// <summary>A schedule's version with its instalments.</summary>
public sealed record ScheduleVersion
{
    /// <summary>Counts from 1.</summary>
    public required int Version { get; init; }

    /// <summary>From which day on it holds.</summary>
    public required DateOnly EffectiveOn { get; init; }

    /// <summary>What had been repaid when it began, rupiah; payments count against the rest.</summary>
    public required Rupiah RepaidBefore { get; init; }

    /// <inheritdoc cref="ScheduleCause"/>
    public required ScheduleCause Cause { get; init; }

    /// <summary>The date that the own dates of its instalments are counted from.</summary>
    public required DateOnly? CountedFrom { get; init; }

    /// <summary>The disbursement that made it.</summary>
    public string? EntryId { get; init; }

    /// <summary>The version it takes back.</summary>
    public int? Undoes { get; init; }

    /// <summary>In order; none once the first disbursement was reversed.</summary>
    public required IReadOnlyList<Instalment> Instalments { get; init; }

    /// <summary>How each instalment stands when <paramref name="repaid"/> has been repaid on the loan.</summary>
    public Standing Standing(Rupiah repaid, DateOnly asOf) =>
        Domain.Schedules.Standing.Of(Instalments, Rupiah.Max(repaid - RepaidBefore, Rupiah.Zero), asOf);
}

/// <summary>Schedules as stored, version by version, and the only place that writes them.</summary>
public sealed class ScheduleBook(Db db, Work work)
{
    private const string Columns = """
        v.[Version], v.[EffectiveOn], v.[RepaidBefore], v.[Cause], v.[CountedFrom], v.[EntryId], v.[Undoes],
        i.[No], i.[AnchorOn], i.[DueOn], i.[Amount], i.[Cumulative]
        """;

    /// <summary>
    /// True in SQL when a loan, whose version in force on @AsOf is v, had been rescheduled by then and that was not taken
    /// back.
    /// </summary>
    public const string Restructured = """
        EXISTS (SELECT 1 FROM [ScheduleVersion] r
            WHERE r.[LoanId] = v.[LoanId] AND r.[Version] <= v.[Version] AND r.[EffectiveOn] <= @AsOf
                AND r.[Cause] = 'reschedule' AND NOT EXISTS (SELECT 1 FROM [ScheduleVersion] u
                    WHERE u.[LoanId] = r.[LoanId] AND u.[Undoes] = r.[Version] AND u.[Version] <= v.[Version]
                        AND u.[EffectiveOn] <= @AsOf))
        """;

    private static readonly Sql<VersionOnDay, VersionRow> InForce = new(
        $"""
        SELECT {Columns}
        FROM [ScheduleVersion] v
        LEFT JOIN [Instalment] i ON i.[LoanId] = v.[LoanId] AND i.[Version] = v.[Version]
        WHERE v.[LoanId] = @LoanId AND v.[Version] = (SELECT MAX(x.[Version]) FROM [ScheduleVersion] x
            WHERE x.[LoanId] = @LoanId AND x.[EffectiveOn] <= @AsOf)
        ORDER BY i.[No]
        """
    );

    private static readonly Sql<VersionsOnDay, LoanVersionRow> InForceOfSeveral = new(
        $"""
        SELECT v.[LoanId], {Columns}
        FROM [ScheduleVersion] v
        LEFT JOIN [Instalment] i ON i.[LoanId] = v.[LoanId] AND i.[Version] = v.[Version]
        WHERE v.[LoanId] IN @LoanIds AND v.[Version] = (SELECT MAX(x.[Version]) FROM [ScheduleVersion] x
            WHERE x.[LoanId] = v.[LoanId] AND x.[EffectiveOn] <= @AsOf)
        ORDER BY v.[LoanId], i.[No]
        """
    );

    private static readonly Sql<IdParameter, VersionRow> OfLoan = new(
        $"""
        SELECT {Columns}
        FROM [ScheduleVersion] v
        LEFT JOIN [Instalment] i ON i.[LoanId] = v.[LoanId] AND i.[Version] = v.[Version]
        WHERE v.[LoanId] = @Id
        ORDER BY v.[Version], i.[No]
        """
    );

    private static readonly Sql<IdParameter, int> LastVersion = new(
        "SELECT COALESCE(MAX([Version]), 0) AS [Last] FROM [ScheduleVersion] WHERE [LoanId] = @Id"
    );

    private static readonly Sql<VersionOnDay, int> CountReschedules = new(
        $"""
        SELECT COUNT(*) AS [Versions] FROM [ScheduleVersion] v
        WHERE v.[LoanId] = @LoanId AND v.[Version] = (SELECT MAX(x.[Version]) FROM [ScheduleVersion] x
                WHERE x.[LoanId] = @LoanId AND x.[EffectiveOn] <= @AsOf)
            AND {Restructured}
        """
    );

    // Once the first disbursement was reversed nothing stands, and the next schedule may begin before the last one did.
    private static readonly Sql<VersionOnDay, DateOnly> BeginningLater = new(
        """
        SELECT v.[EffectiveOn] FROM [ScheduleVersion] v
        WHERE v.[LoanId] = @LoanId AND v.[EffectiveOn] > @AsOf
            AND v.[Version] = (SELECT MAX(x.[Version]) FROM [ScheduleVersion] x WHERE x.[LoanId] = @LoanId)
            AND EXISTS (SELECT 1 FROM [Instalment] i WHERE i.[LoanId] = v.[LoanId] AND i.[Version] = v.[Version])
        """
    );

    private static readonly Sql<VersionInsert, NoRows> InsertVersion = new(
        """
        INSERT INTO [ScheduleVersion] ([LoanId], [Version], [EffectiveOn], [RepaidBefore], [Cause], [At], [CountedFrom],
            [EntryId], [Undoes])
        VALUES (@LoanId, @Version, @EffectiveOn, @RepaidBefore, @Cause, @At, @CountedFrom, @EntryId, @Undoes)
        """
    );

    private static readonly Sql<InstalmentInsert, NoRows> InsertInstalment = new(
        """
        INSERT INTO [Instalment] ([LoanId], [Version], [No], [AnchorOn], [DueOn], [Amount], [Cumulative])
        VALUES (@LoanId, @Version, @No, @AnchorOn, @DueOn, @Amount, @Cumulative)
        """
    );

    /// <summary>The version in force on a day; null before the first.</summary>
    public async Task<ScheduleVersion?> InForceOn(string loanId, DateOnly asOf, CancellationToken ct) =>
        Read(await db.Query(InForce, new VersionOnDay(loanId, asOf), ct)).SingleOrDefault();

    /// <summary>The versions of several loans' schedules that are in force on a day, by loan.</summary>
    public async Task<IReadOnlyDictionary<string, ScheduleVersion>> InForceOn(
        IReadOnlyList<string> loanIds,
        DateOnly asOf,
        CancellationToken ct
    ) =>
        loanIds.Count == 0
            ? new Dictionary<string, ScheduleVersion>()
            : (await db.Query(InForceOfSeveral, new VersionsOnDay(loanIds, asOf), ct))
                .GroupBy(row => row.LoanId)
                .ToDictionary(loan => loan.Key, loan => Read(loan).Single());

    /// <summary>Every version of a loan's schedule, the oldest first.</summary>
    public async Task<IReadOnlyList<ScheduleVersion>> Of(string loanId, CancellationToken ct) =>
        [.. Read(await db.Query(OfLoan, new IdParameter(loanId), ct))];

    /// <summary>Whether the loan counts as restructured on a day: a reschedule made by then still stands.</summary>
    public async Task<bool> IsRestructuredOn(string loanId, DateOnly asOf, CancellationToken ct) =>
        await db.Find(CountReschedules, new VersionOnDay(loanId, asOf), ct) > 0;

    /// <summary>Which instalments a payment fills, by the version in force on its day.</summary>
    public async Task<IReadOnlyList<AllocatedAmount>> Allocate(
        Loan loan,
        (Rupiah Amount, DateOnly On) payment,
        CancellationToken ct
    )
    {
        var schedule = (await InForceOn(loan.Row.Id, payment.On, ct))!;
        var paidBefore = loan.History.BalanceOn(payment.On).Repaid - schedule.RepaidBefore;
        return Allocation.Of(schedule.Instalments, Rupiah.Max(paidBefore, Rupiah.Zero), payment.Amount);
    }

    /// <summary>Refuses a new version that would begin before the last one: what came after it would be lost.</summary>
    public async Task<Error?> RefusesFrom(string loanId, DateOnly effectiveOn, CancellationToken ct) =>
        await db.Query(BeginningLater, new VersionOnDay(loanId, effectiveOn), ct) is [var later, ..]
            ? RunningLoanErrors.LaterVersion(later)
            : null;

    /// <summary>
    /// Takes a version back by a new one: again the rows of the version that was in force before it, none once a first
    /// disbursement goes. Refused while a version made after it stands.
    /// </summary>
    /// <returns>The new version's number.</returns>
    public async Task<Result<int>> Undo(string loanId, int version, DateOnly effectiveOn, CancellationToken ct)
    {
        var versions = await Of(loanId, ct);
        var undone = versions.Single(found => found.Version == version);
        var gone = versions.Select(found => found.Undoes).ToHashSet();
        if (
            versions.FirstOrDefault(found =>
                found.Version > version && found.Cause != ScheduleCause.Reversal && !gone.Contains(found.Version)
            ) is
            { } later
        )
        {
            return RunningLoanErrors.LaterVersion(later.EffectiveOn);
        }

        var before =
            undone.Cause == ScheduleCause.Disbursement
                ? null
                : versions.Last(found => found.Version < version && found.EffectiveOn <= undone.EffectiveOn);
        return await Add(
            new NewSchedule
            {
                LoanId = loanId,
                EffectiveOn = effectiveOn,
                RepaidBefore = before?.RepaidBefore ?? Rupiah.Zero,
                Cause = ScheduleCause.Reversal,
                CountedFrom = before?.CountedFrom,
                Undoes = version,
                Instalments = before?.Instalments ?? [],
            },
            ct
        );
    }

    /// <summary>Stores a new version of a loan's schedule.</summary>
    /// <returns>Its number.</returns>
    public async Task<int> Add(NewSchedule schedule, CancellationToken ct)
    {
        var version = 1 + await db.Find(LastVersion, new IdParameter(schedule.LoanId), ct);
        await Add([(version, schedule)], ct);
        return version;
    }

    /// <summary>Stores the next versions of many loans at once; whoever moves them knows the last ones.</summary>
    public async Task Add(IReadOnlyList<(int Version, NewSchedule Schedule)> added, CancellationToken ct)
    {
        await db.ExecuteEach(
            InsertVersion,
            added.Select(one => new VersionInsert
            {
                LoanId = one.Schedule.LoanId,
                Version = one.Version,
                EffectiveOn = one.Schedule.EffectiveOn,
                RepaidBefore = one.Schedule.RepaidBefore,
                Cause = EnumText.Of(one.Schedule.Cause),
                At = work.Now,
                CountedFrom = one.Schedule.CountedFrom,
                EntryId = one.Schedule.EntryId,
                Undoes = one.Schedule.Undoes,
            }),
            ct
        );
        await db.ExecuteEach(
            InsertInstalment,
            added.SelectMany(one =>
                one.Schedule.Instalments.Select(row => new InstalmentInsert
                {
                    LoanId = one.Schedule.LoanId,
                    Version = one.Version,
                    No = row.No,
                    AnchorOn = row.AnchorOn,
                    DueOn = row.DueOn,
                    Amount = row.Amount,
                    Cumulative = row.Cumulative,
                })
            ),
            ct
        );
        foreach (var (version, schedule) in added)
        {
            Audit(version, schedule);
        }
    }

    private void Audit(int version, NewSchedule schedule) =>
        work.Audit(
            "loan.scheduled",
            schedule.LoanId,
            null,
            new ScheduleEvidence
            {
                Version = version,
                Cause = EnumText.Of(schedule.Cause),
                EffectiveOn = schedule.EffectiveOn,
                RepaidBefore = schedule.RepaidBefore,
                CountedFrom = schedule.CountedFrom,
                EntryId = schedule.EntryId,
                Undoes = schedule.Undoes,
                Rows =
                [
                    .. schedule.Instalments.Select(row => new InstalmentEvidence
                    {
                        No = row.No,
                        AnchorOn = schedule.CountedFrom is null ? null : row.AnchorOn,
                        DueOn = row.DueOn,
                        Amount = row.Amount,
                    }),
                ],
            }
        );

    private static IEnumerable<ScheduleVersion> Read(IEnumerable<VersionRow> rows) =>
        rows.GroupBy(row => row.Version)
            .Select(version =>
            {
                var head = version.First();
                return new ScheduleVersion
                {
                    Version = head.Version,
                    EffectiveOn = head.EffectiveOn,
                    RepaidBefore = head.RepaidBefore,
                    Cause = EnumText.Parse<ScheduleCause>(head.Cause),
                    CountedFrom = head.CountedFrom ?? head.AnchorOn,
                    EntryId = head.EntryId,
                    Undoes = head.Undoes,
                    Instalments = [.. version.Where(row => row.No is not null).Select(row => row.ToInstalment())],
                };
            });

    private sealed record VersionOnDay(string LoanId, DateOnly AsOf);

    private sealed record VersionsOnDay(IReadOnlyList<string> LoanIds, DateOnly AsOf);

    private sealed class LoanVersionRow : VersionRow
    {
        public string LoanId { get; init; } = "";
    }

    private class VersionRow
    {
        public int Version { get; init; }
        public DateOnly EffectiveOn { get; init; }
        public Rupiah RepaidBefore { get; init; }
        public string Cause { get; init; } = "";
        public DateOnly? CountedFrom { get; init; }
        public string? EntryId { get; init; }
        public int? Undoes { get; init; }
        public int? No { get; init; }
        public DateOnly? AnchorOn { get; init; }
        public DateOnly? DueOn { get; init; }
        public Rupiah? Amount { get; init; }
        public Rupiah? Cumulative { get; init; }

        public Instalment ToInstalment() =>
            new()
            {
                No = No!.Value,
                AnchorOn = AnchorOn!.Value,
                DueOn = DueOn!.Value,
                Amount = Amount!.Value,
                Cumulative = Cumulative!.Value,
            };
    }

    private sealed record VersionInsert
    {
        public required string LoanId { get; init; }
        public required int Version { get; init; }
        public required DateOnly EffectiveOn { get; init; }
        public required Rupiah RepaidBefore { get; init; }
        public required string Cause { get; init; }
        public required DateTimeOffset At { get; init; }
        public required DateOnly? CountedFrom { get; init; }
        public required string? EntryId { get; init; }
        public required int? Undoes { get; init; }
    }

    private sealed record InstalmentInsert
    {
        public required string LoanId { get; init; }
        public required int Version { get; init; }
        public required int No { get; init; }
        public required DateOnly AnchorOn { get; init; }
        public required DateOnly DueOn { get; init; }
        public required Rupiah Amount { get; init; }
        public required Rupiah Cumulative { get; init; }
    }
}

/// <summary>A version of a schedule about to be stored.</summary>
public sealed record NewSchedule
{
    /// <summary>The loan.</summary>
    public required string LoanId { get; init; }

    /// <summary>From which day on it holds.</summary>
    public required DateOnly EffectiveOn { get; init; }

    /// <summary>What had been repaid by then and counts against older versions, rupiah.</summary>
    public required Rupiah RepaidBefore { get; init; }

    /// <inheritdoc cref="ScheduleCause"/>
    public required ScheduleCause Cause { get; init; }

    /// <summary>The date that the own dates are counted from; see <see cref="ScheduleVersion.CountedFrom"/>.</summary>
    public required DateOnly? CountedFrom { get; init; }

    /// <summary>The disbursement that made it.</summary>
    public string? EntryId { get; init; }

    /// <summary>The version it takes back.</summary>
    public int? Undoes { get; init; }

    /// <summary>The instalments, in order.</summary>
    public required IReadOnlyList<Instalment> Instalments { get; init; }
}
