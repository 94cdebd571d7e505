using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.ArrearsCases;

/// <summary>What people did about late loans, as stored, and the only place that writes it.</summary>
public sealed class ArrearsBook(Db db, Work work, Ids ids)
{
    private static readonly Sql<ArrearsStepRow, NoRows> Insert = new(
        """
        INSERT INTO [ArrearsStep] ([Id], [OfficeId], [LoanId], [Kind], [HappenedOn], [Method], [Person], [Outcome],
            [PromisedOn], [Amount], [Cause], [Note], [RecordedBy], [At])
        VALUES (@Id, @OfficeId, @LoanId, @Kind, @HappenedOn, @Method, @Person, @Outcome,
            @PromisedOn, @Amount, @Cause, @Note, @RecordedBy, @At)
        """
    );

    private static readonly Sql<LoanDay, ArrearsStepRow> OfLoan = new(
        """
        SELECT [Id], [OfficeId], [LoanId], [Kind], [HappenedOn], [Method], [Person], [Outcome], [PromisedOn], [Amount],
            [Cause], [Note], [RecordedBy], [At]
        FROM [ArrearsStep]
        WHERE [LoanId] = @LoanId AND [HappenedOn] <= @AsOf
        ORDER BY [HappenedOn], [Id]
        """
    );

    private static readonly Sql<IdParameter, RepaidRow> RepaidOf = new(
        """
        SELECT p.[EffectiveOn], -p.[Amount] AS [Amount], e.[EffectiveOn] AS [TakenBackOn]
        FROM [Posting] p
        LEFT JOIN [Reversal] r ON r.[ReversedEntryId] = p.[EntryId]
        LEFT JOIN [JournalEntry] e ON e.[Id] = r.[EntryId]
        WHERE p.[LoanId] = @Id AND p.[Account] = 'qardhReceivable' AND p.[Kind] IN ('repayment', 'depositApplied')
            AND NOT EXISTS (SELECT 1 FROM [Reversal] x WHERE x.[EntryId] = p.[EntryId])
        """
    );

    /// <summary>Stores a step in the unit of work under way.</summary>
    public async Task Add(ArrearsStepRow step, CancellationToken ct)
    {
        var row = step with
        {
            Id = ids.New(),
            OfficeId = work.Office.Id,
            Note = string.IsNullOrWhiteSpace(step.Note) ? null : step.Note.Trim(),
            RecordedBy = work.Caller.UserId,
            At = work.Now,
        };
        await db.Execute(Insert, row, ct);
        work.Audit(ArrearsStepRow.ActionOf(EnumText.Parse<ArrearsStepKind>(row.Kind)), row.Id, null, row);
    }

    /// <summary>A loan's steps by a day, the oldest first.</summary>
    public Task<IReadOnlyList<ArrearsStepRow>> StepsOf(string loanId, DateOnly asOf, CancellationToken ct) =>
        db.Query(OfLoan, new LoanDay(loanId, asOf), ct);

    /// <summary>The principal that a loan was repaid, payment by payment.</summary>
    public async Task<IReadOnlyList<RepaidPrincipal>> RepaymentsOf(string loanId, CancellationToken ct) =>
        [
            .. (await db.Query(RepaidOf, new IdParameter(loanId), ct)).Select(row => new RepaidPrincipal(
                row.EffectiveOn,
                row.Amount,
                row.TakenBackOn
            )),
        ];

    private sealed record LoanDay(string LoanId, DateOnly AsOf);

    private sealed class RepaidRow
    {
        public DateOnly EffectiveOn { get; init; }
        public Rupiah Amount { get; init; }
        public DateOnly? TakenBackOn { get; init; }
    }
}

/// <summary>A step as stored, and as the audit trail keeps it.</summary>
public sealed record ArrearsStepRow
{
    /// <summary>What the actions of the audit trail begin with.</summary>
    public const string SubjectKind = "arrearsStep";

#pragma warning disable CS1591 // The columns of ArrearsStep.
    public string Id { get; init; } = "";
    public string OfficeId { get; init; } = "";
    public string LoanId { get; init; } = "";
    public string Kind { get; init; } = "";
    public DateOnly HappenedOn { get; init; }
    public string? Method { get; init; }
    public string? Person { get; init; }
    public string? Outcome { get; init; }
    public DateOnly? PromisedOn { get; init; }
    public Rupiah? Amount { get; init; }
    public string? Cause { get; init; }
    public string? Note { get; init; }
    public string RecordedBy { get; init; } = "";
    public DateTimeOffset At { get; init; }
#pragma warning restore CS1591

    /// <summary>What the audit trail calls the writing of a step.</summary>
    public static string ActionOf(ArrearsStepKind kind) => $"{SubjectKind}.{EnumText.Of(kind)}";

    /// <summary>A step about to be stored.</summary>
    public static ArrearsStepRow Of(string loanId, ArrearsStepKind kind, DateOnly on) =>
        new()
        {
            LoanId = loanId,
            Kind = EnumText.Of(kind),
            HappenedOn = on,
        };
}
