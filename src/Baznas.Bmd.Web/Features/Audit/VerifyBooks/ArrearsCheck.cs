using Baznas.Bmd.Web.Features.ArrearsCases;

namespace Baznas.Bmd.Web.Features.Audit.VerifyBooks;

/// <summary>Holds what people noted about late loans against what the trail says of it, both ways.</summary>
/// <param name="db">The request's database.</param>
public sealed class ArrearsCheck(Db db) : IBookCheck
{
    private const string Check = "arrears.recorded";

    private static readonly Sql<Scope, Row> Steps = new(
        """
        SELECT s.[Id], s.[OfficeId], s.[LoanId], s.[Kind], s.[HappenedOn], s.[Method], s.[Person], s.[Outcome],
            s.[PromisedOn], s.[Amount], s.[Cause], s.[Note], s.[RecordedBy], s.[At], a.[Action], a.[ChainId],
            a.[UserId], a.[After] AS [Recorded]
        FROM [ArrearsStep] s
        LEFT JOIN [AuditEvent] a ON a.[SubjectId] = s.[Id] AND a.[SubjectKind] = 'arrearsStep'
        WHERE 1 = 1 {?OfficeId: AND s.[OfficeId] = @OfficeId}
        ORDER BY s.[Id]
        """
    );

    private static readonly Sql<Scope, string> Lost = new(
        """
        SELECT a.[SubjectId] FROM [AuditEvent] a
        WHERE a.[SubjectKind] = 'arrearsStep'
            AND NOT EXISTS (SELECT 1 FROM [ArrearsStep] s WHERE s.[Id] = a.[SubjectId])
            {?OfficeId: AND a.[ChainId] = @OfficeId}
        ORDER BY a.[SubjectId]
        {one}
        """
    );

    // A step is about a loan of its own office.
    private static readonly Sql<Scope, string> Astray = new(
        """
        SELECT s.[Id] FROM [ArrearsStep] s
        JOIN [Loan] l ON l.[Id] = s.[LoanId]
        WHERE l.[OfficeId] <> s.[OfficeId] {?OfficeId: AND s.[OfficeId] = @OfficeId}
        ORDER BY s.[Id]
        {one}
        """
    );

    /// <inheritdoc/>
    public async Task<Broken?> FirstBroken(string? officeId, CancellationToken ct)
    {
        var scope = new Scope(officeId);
        await foreach (var row in db.Stream(Steps, scope, ct))
        {
            if (!row.IsAsRecorded())
            {
                return new Broken(Check, row.Id);
            }
        }

        return await db.Find(Lost, scope, ct) is { } lost ? new Broken(Check, lost)
            : await db.Find(Astray, scope, ct) is { } astray ? new Broken("arrears.office", astray)
            : null;
    }

    private sealed record Scope(string? OfficeId);

    private sealed class Row
    {
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
        public string? Action { get; init; }
        public string? ChainId { get; init; }
        public string? UserId { get; init; }
        public string? Recorded { get; init; }

        public bool IsAsRecorded() =>
            Recorded == Json.Write(ToStep())
            && Action == $"{ArrearsStepRow.SubjectKind}.{Kind}"
            && (ChainId, UserId) == (OfficeId, RecordedBy);

        private ArrearsStepRow ToStep() =>
            new()
            {
                Id = Id,
                OfficeId = OfficeId,
                LoanId = LoanId,
                Kind = Kind,
                HappenedOn = HappenedOn,
                Method = Method,
                Person = Person,
                Outcome = Outcome,
                PromisedOn = PromisedOn,
                Amount = Amount,
                Cause = Cause,
                Note = Note,
                RecordedBy = RecordedBy,
                At = At,
            };
    }
}
