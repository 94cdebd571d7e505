using Baznas.Bmd.Domain.Loans;
using Baznas.Bmd.Web.Platform.Requests;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.WriteOffs;

/// <summary>Requests to write debts off as stored, and the only place that writes them.</summary>
public sealed class WriteOffBook(Db db, Work work, Ids ids)
{
    /// <summary>How far a request has come; the rule of <see cref="WriteOffApproval"/> in SQL.</summary>
    internal const string Status = """
        CASE WHEN EXISTS (SELECT 1 FROM [WriteOffDecision] d WHERE d.[WriteOffId] = w.[Id] AND d.[Decision] = 'reject')
                THEN 'rejected'
            WHEN (SELECT COUNT(*) FROM [WriteOffDecision] d WHERE d.[WriteOffId] = w.[Id]) >= 2 THEN 'approved'
            ELSE 'pending' END
        """;

    /// <summary>Requests with everything that is shown of them but the decisions.</summary>
    internal const string Select = $"""
        SELECT w.[Id], w.[LoanId], w.[Kind], w.[EffectiveOn], w.[Cause], w.[Reason], w.[Evidence], w.[DiedOn],
            w.[DeathCertificate], w.[RequestedBy], w.[RequestedAt], {Status} AS [Status],
            (SELECT MIN(d.[EntryId]) FROM [WriteOffDecision] d WHERE d.[WriteOffId] = w.[Id]) AS [TransactionId],
            (SELECT MIN(r.[EntryId]) FROM [WriteOffDecision] d
                JOIN [Reversal] r ON r.[ReversedEntryId] = d.[EntryId]
                WHERE d.[WriteOffId] = w.[Id]) AS [ReversedBy],
            COALESCE((SELECT -SUM(p.[Amount]) FROM [WriteOffDecision] d
                JOIN [Posting] p ON p.[EntryId] = d.[EntryId] AND p.[Account] = 'qardhReceivable'
                WHERE d.[WriteOffId] = w.[Id]),
                (SELECT SUM(p.[Amount]) FROM [Posting] p WHERE p.[LoanId] = w.[LoanId]
                    AND p.[Account] = 'qardhReceivable' AND p.[EffectiveOn] <= w.[EffectiveOn]), 0) AS [Amount]
        FROM [WriteOff] w
        """;

    private static readonly Sql<IdParameter, WriteOffRow> ById = new($"{Select} WHERE w.[Id] = @Id");

    private static readonly Sql<IdParameter, int> CountPending = new(
        $"SELECT COUNT(*) AS [Requests] FROM [WriteOff] w WHERE w.[LoanId] = @Id AND {Status} = 'pending'"
    );

    private static readonly Sql<RequestIds, WriteOffDecisionRow> Decisions = new(
        """
        SELECT [WriteOffId], [DecidedBy], [Decision], [Note], [EntryId], [At] FROM [WriteOffDecision]
        WHERE [WriteOffId] IN @Ids
        ORDER BY [WriteOffId], [At], [DecidedBy]
        """
    );

    private static readonly Sql<WriteOffRequestRow, NoRows> Insert = new(
        """
        INSERT INTO [WriteOff] ([Id], [OfficeId], [LoanId], [Kind], [EffectiveOn], [Cause], [Reason], [Evidence], [DiedOn],
            [DeathCertificate], [RequestedBy], [RequestedAt])
        VALUES (@Id, @OfficeId, @LoanId, @Kind, @EffectiveOn, @Cause, @Reason, @Evidence, @DiedOn,
            @DeathCertificate, @RequestedBy, @RequestedAt)
        """
    );

    private static readonly Sql<WriteOffDecisionRow, NoRows> InsertDecision = new(
        """
        INSERT INTO [WriteOffDecision] ([WriteOffId], [DecidedBy], [Decision], [Note], [EntryId], [At])
        VALUES (@WriteOffId, @DecidedBy, @Decision, @Note, @EntryId, @At)
        """
    );

    /// <summary>The request, which must exist.</summary>
    public async Task<WriteOffView> Find(string id, CancellationToken ct) =>
        (await WithDecisions([(await db.Find(ById, new IdParameter(id), ct))!], ct))[0];

    /// <summary>Whether a request about the loan waits for its decision.</summary>
    public async Task<bool> HasPending(string loanId, CancellationToken ct) =>
        await db.Find(CountPending, new IdParameter(loanId), ct) > 0;

    /// <summary>The requests as they are shown.</summary>
    internal async Task<IReadOnlyList<WriteOffView>> WithDecisions(
        IReadOnlyList<WriteOffRow> rows,
        CancellationToken ct
    )
    {
        if (rows.Count == 0)
        {
            return [];
        }

        var decisions = await db.Query(Decisions, new RequestIds([.. rows.Select(row => row.Id)]), ct);
        var byRequest = decisions.ToLookup(decision => decision.WriteOffId);
        return [.. rows.Select(row => row.ToView([.. byRequest[row.Id].Select(decision => decision.ToView())]))];
    }

    /// <summary>Stores a request.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> Add(WriteOffRequestRow request, CancellationToken ct)
    {
        var row = request with
        {
            Id = ids.New(),
            OfficeId = work.Office.Id,
            RequestedBy = work.Caller.UserId,
            RequestedAt = work.Now,
        };
        await db.Execute(Insert, row, ct);
        work.Audit("writeOff.requested", row.Id, null, row);
        return row.Id;
    }

    /// <summary>Stores one approver's voice, with the entry that it booked if it decided.</summary>
    public async Task Add(WriteOffDecisionRow decision, CancellationToken ct)
    {
        var row = decision with { DecidedBy = work.Caller.UserId, At = work.Now };
        await db.Execute(InsertDecision, row, ct);
        work.Audit($"writeOff.{row.Decision}", row.WriteOffId, null, row);
    }

    private sealed record RequestIds(IReadOnlyList<string> Ids);
}

/// <summary>A request as it is stored, and as the audit trail keeps it.</summary>
public sealed record WriteOffRequestRow
{
#pragma warning disable CS1591 // The columns of WriteOff, explained in WriteOffView.
    public string Id { get; init; } = "";
    public string OfficeId { get; init; } = "";
    public string LoanId { get; init; } = "";
    public string Kind { get; init; } = "";
    public DateOnly EffectiveOn { get; init; }
    public string Cause { get; init; } = "";
    public string Reason { get; init; } = "";
    public string Evidence { get; init; } = "";
    public DateOnly? DiedOn { get; init; }
    public string? DeathCertificate { get; init; }
    public string RequestedBy { get; init; } = "";
    public DateTimeOffset RequestedAt { get; init; }
#pragma warning restore CS1591
}

/// <summary>An approver's voice as it is stored, and as the audit trail keeps it.</summary>
public sealed record WriteOffDecisionRow
{
#pragma warning disable CS1591 // The columns of WriteOffDecision, explained in WriteOffDecisionView.
    public string WriteOffId { get; init; } = "";
    public string DecidedBy { get; init; } = "";
    public string Decision { get; init; } = "";
    public string Note { get; init; } = "";
    public string? EntryId { get; init; }
    public DateTimeOffset At { get; init; }
#pragma warning restore CS1591

    /// <summary>The voice as it is shown.</summary>
    public WriteOffDecisionView ToView() =>
        new()
        {
            Decision = EnumText.Parse<WriteOffChoice>(Decision),
            Note = Note,
            DecidedBy = DecidedBy,
            DecidedAt = At,
        };
}

/// <summary>A request as <see cref="WriteOffBook.Select"/> reads it.</summary>
internal sealed class WriteOffRow
{
    public string Id { get; init; } = "";
    public string LoanId { get; init; } = "";
    public string Kind { get; init; } = "";
    public DateOnly EffectiveOn { get; init; }
    public string Cause { get; init; } = "";
    public string Reason { get; init; } = "";
    public string Evidence { get; init; } = "";
    public DateOnly? DiedOn { get; init; }
    public string? DeathCertificate { get; init; }
    public string RequestedBy { get; init; } = "";
    public DateTimeOffset RequestedAt { get; init; }
    public string Status { get; init; } = "";
    public string? TransactionId { get; init; }
    public string? ReversedBy { get; init; }
    public Rupiah Amount { get; init; }

    public WriteOffView ToView(IReadOnlyList<WriteOffDecisionView> decisions) =>
        new()
        {
            Id = Id,
            LoanId = LoanId,
            Kind = EnumText.Parse<WriteOffKind>(Kind),
            Status = EnumText.Parse<WriteOffStatus>(Status),
            EffectiveOn = EffectiveOn,
            Amount = Amount,
            Cause = EnumText.Parse<WriteOffCause>(Cause),
            Reason = Reason,
            Evidence = Evidence,
            DiedOn = DiedOn,
            DeathCertificate = DeathCertificate,
            RequestedBy = RequestedBy,
            RequestedAt = RequestedAt,
            ApprovalsNeeded = WriteOffApproval.Needed,
            Decisions = decisions,
            TransactionId = TransactionId,
            ReversedByTransactionId = ReversedBy,
        };
}
