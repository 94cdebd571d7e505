using Baznas.Bmd.Web.Features.Loans;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Graces;

/// <summary>Graces as stored, and the only place that writes them.</summary>
public sealed class GraceBook(Db db, Work work, Ids ids, ScheduleBook schedules)
{
    private static readonly Sql<GraceInsert, NoRows> InsertGrace = new(
        """
        INSERT INTO [Grace] ([Id], [OfficeId], [LoanId], [EffectiveOn], [Periods], [FromNo], [Cause], [Reason],
            [GrantedBy], [At])
        VALUES (@Id, @OfficeId, @LoanId, @EffectiveOn, @Periods, @FromNo, @Cause, @Reason, @GrantedBy, @At)
        """
    );

    private static readonly Sql<GraceSchedule, NoRows> InsertSchedule = new(
        "INSERT INTO [GraceSchedule] ([GraceId], [LoanId], [Version]) VALUES (@GraceId, @LoanId, @Version)"
    );

    /// <summary>Stores a grace and the schedules it makes.</summary>
    public async Task<GraceView> Grant(NewGrace grace, GracePlan plan, CancellationToken ct)
    {
        var row = new GraceInsert
        {
            Id = ids.New(),
            OfficeId = work.Office.Id,
            LoanId = grace.LoanId,
            EffectiveOn = grace.EffectiveOn,
            Periods = grace.Terms.Periods,
            FromNo = grace.FromNo,
            Cause = EnumText.Of(grace.Terms.Cause),
            Reason = grace.Terms.Reason,
            GrantedBy = work.Caller.UserId,
            At = work.Now,
        };
        await db.Execute(InsertGrace, row, ct);
        work.Audit("grace.granted", row.Id, null, new GraceEvidence(row, plan.Moved.Count));
        var made = plan.Moved.Select(moved => moved.ToVersion(ScheduleCause.Grace, grace.EffectiveOn)).ToList();
        await schedules.Add(made, ct);
        await db.ExecuteEach(
            InsertSchedule,
            made.Select(one => new GraceSchedule(row.Id, one.Schedule.LoanId, one.Version)),
            ct
        );
        return new GraceView
        {
            Id = row.Id,
            OfficeId = row.OfficeId,
            EffectiveOn = row.EffectiveOn,
            Periods = row.Periods,
            FromNo = row.FromNo,
            Cause = grace.Terms.Cause,
            Reason = row.Reason,
            Loans = plan.Loans,
            Skipped = plan.Others,
        };
    }

    private sealed record GraceInsert : GraceRow;

    private sealed record GraceSchedule(string GraceId, string LoanId, int Version);
}

/// <summary>A grace about to be granted.</summary>
public sealed record NewGrace
{
    /// <summary>The loan; null for a whole office.</summary>
    public string? LoanId { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly EffectiveOn { get; init; }

    /// <summary>The first instalment that moves; null for all due after the day.</summary>
    public int? FromNo { get; init; }

    /// <summary>How far, and why.</summary>
    public required GraceTerms Terms { get; init; }
}

/// <summary>A grace as stored.</summary>
internal record GraceRow
{
    public string Id { get; init; } = "";
    public string OfficeId { get; init; } = "";
    public string? LoanId { get; init; }
    public DateOnly EffectiveOn { get; init; }
    public int Periods { get; init; }
    public int? FromNo { get; init; }
    public string Cause { get; init; } = "";
    public string Reason { get; init; } = "";
    public string GrantedBy { get; init; } = "";
    public DateTimeOffset At { get; init; }
}

/// <summary>What the audit trail keeps of a grace; what became of each loan stands in the loan's own event.</summary>
/// <param name="Grace">Its row.</param>
/// <param name="Schedules">How many schedules it made.</param>
internal sealed record GraceEvidence(GraceRow Grace, int Schedules);
