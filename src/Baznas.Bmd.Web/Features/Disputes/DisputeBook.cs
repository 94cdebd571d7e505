using Baznas.Bmd.Web.Platform.Requests;

namespace Baznas.Bmd.Web.Features.Disputes;

/// <summary>What a borrower disputes of a loan, and what came of it.</summary>
public sealed record DisputeView
{
    /// <summary>The dispute.</summary>
    public required string Id { get; init; }

    /// <summary>The loan.</summary>
    public required string LoanId { get; init; }

    /// <summary>What the borrower says.</summary>
    public required string Reason { get; init; }

    /// <summary>Who wrote it down.</summary>
    public required string OpenedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>What came of it; null while it is open.</summary>
    public required string? Resolution { get; init; }

    /// <summary>Who resolved it.</summary>
    public required string? ResolvedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset? ResolvedAt { get; init; }
}

/// <summary>What the audit trail keeps of a dispute that was opened.</summary>
/// <param name="LoanId">The loan.</param>
/// <param name="Reason">What the borrower says.</param>
public sealed record DisputeEvidence(string LoanId, string Reason);

/// <summary>What the audit trail keeps of its resolution.</summary>
/// <param name="LoanId">The loan.</param>
/// <param name="Resolution">What came of it.</param>
public sealed record ResolutionEvidence(string LoanId, string Resolution);

/// <summary>The disputes over loans.</summary>
/// <param name="db">The request's database.</param>
public sealed class DisputeBook(Db db)
{
    private const string Select = """
        SELECT d.[Id], d.[LoanId], d.[Reason], d.[OpenedBy], d.[OpenedAt], r.[Resolution], r.[ResolvedBy],
            r.[ResolvedAt]
        FROM [LoanDispute] d
        LEFT JOIN [LoanDisputeResolution] r ON r.[DisputeId] = d.[Id]
        """;

    private static readonly Sql<IdParameter, Row> OfLoan = new($"{Select} WHERE d.[LoanId] = @Id ORDER BY d.[Id] DESC");

    private static readonly Sql<IdParameter, Row> ById = new($"{Select} WHERE d.[Id] = @Id");

    /// <summary>Those of a loan, newest first.</summary>
    public async Task<IReadOnlyList<DisputeView>> Of(string loanId, CancellationToken ct) =>
        [.. (await db.Query(OfLoan, new IdParameter(loanId), ct)).Select(row => row.ToView())];

    /// <summary>One that exists.</summary>
    public async Task<DisputeView> Find(string id, CancellationToken ct) =>
        (await db.Find(ById, new IdParameter(id), ct))!.ToView();

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string LoanId { get; init; } = "";
        public string Reason { get; init; } = "";
        public string OpenedBy { get; init; } = "";
        public DateTimeOffset OpenedAt { get; init; }
        public string? Resolution { get; init; }
        public string? ResolvedBy { get; init; }
        public DateTimeOffset? ResolvedAt { get; init; }

        public DisputeView ToView() =>
            new()
            {
                Id = Id,
                LoanId = LoanId,
                Reason = Reason,
                OpenedBy = OpenedBy,
                OpenedAt = OpenedAt,
                Resolution = Resolution,
                ResolvedBy = ResolvedBy,
                ResolvedAt = ResolvedAt,
            };
    }
}

/// <summary>Refusals about disputes.</summary>
public static class DisputeErrors
{
    /// <summary>One of the loan is open, and says that reminders stop.</summary>
    public static readonly Error AlreadyOpen = Error.Conflict("dispute.already_open");

    /// <summary>It was resolved before.</summary>
    public static readonly Error AlreadyResolved = Error.Conflict("dispute.already_resolved");
}
