using Baznas.Bmd.Web.Features.Borrowers;
using Baznas.Bmd.Web.Features.Borrowers.RegisterBorrower;
using Baznas.Bmd.Web.Features.Disputes;

namespace Baznas.Bmd.Web.Features.Audit.VerifyBooks;

/// <summary>
/// Holds what borrowers agreed to, withdrew and disputed against what the trail says of it, both ways: from it follows
/// who may be reminded. What was agreed to at registration stands there.
/// </summary>
/// <param name="db">The request's database.</param>
public sealed class ConsentCheck(Db db) : IBookCheck
{
    private static readonly Sql<Scope, Word> Words = new(
        """
        SELECT c.[BorrowerId], c.[Purpose], c.[Sequence], c.[IsGiven] FROM [Consent] c
        JOIN [Borrower] b ON b.[Id] = c.[BorrowerId]
        WHERE 1 = 1 {?OfficeId: AND b.[OfficeId] = @OfficeId}
        ORDER BY c.[BorrowerId], c.[Purpose], c.[Sequence]
        """
    );

    private static readonly Sql<Scope, Said> Recorded = new(
        """
        SELECT a.[SubjectId], a.[After] FROM [AuditEvent] a
        WHERE a.[Action] IN ('borrower.consent_given', 'borrower.consent_withdrawn')
            {?OfficeId: AND a.[ChainId] = @OfficeId}
        ORDER BY a.[ChainId], a.[Sequence]
        """
    );

    private static readonly Sql<Scope, DisputeRow> Disputes = new(
        """
        SELECT d.[Id], d.[LoanId], d.[Reason], r.[Resolution], o.[After] AS [Opened], c.[After] AS [Resolved]
        FROM [LoanDispute] d
        LEFT JOIN [LoanDisputeResolution] r ON r.[DisputeId] = d.[Id]
        LEFT JOIN [AuditEvent] o ON o.[SubjectId] = d.[Id] AND o.[Action] = 'dispute.opened'
        LEFT JOIN [AuditEvent] c ON c.[SubjectId] = d.[Id] AND c.[Action] = 'dispute.resolved'
        WHERE 1 = 1 {?OfficeId: AND d.[OfficeId] = @OfficeId}
        ORDER BY d.[Id]
        """
    );

    private static readonly Sql<Scope, string> LostDispute = new(
        """
        SELECT a.[SubjectId] FROM [AuditEvent] a
        WHERE a.[Action] IN ('dispute.opened', 'dispute.resolved')
            AND NOT EXISTS (SELECT 1 FROM [LoanDispute] d WHERE d.[Id] = a.[SubjectId])
            {?OfficeId: AND a.[ChainId] = @OfficeId}
        ORDER BY a.[SubjectId]
        {one}
        """
    );

    /// <inheritdoc/>
    public async Task<Broken?> FirstBroken(string? officeId, CancellationToken ct)
    {
        var scope = new Scope(officeId);
        if (await ForgedWord(scope, ct) is { } borrowerId)
        {
            return new Broken("consent.recorded", borrowerId);
        }

        await foreach (var dispute in db.Stream(Disputes, scope, ct))
        {
            if (dispute.IsForged)
            {
                return new Broken("dispute.recorded", dispute.Id);
            }
        }

        return await db.Find(LostDispute, scope, ct) is { } lost ? new Broken("dispute.recorded", lost) : null;
    }

    private async Task<string?> ForgedWord(Scope scope, CancellationToken ct)
    {
        var told = new Dictionary<(string, ConsentPurpose, int), bool>();
        await foreach (var said in db.Stream(Recorded, scope, ct))
        {
            var evidence = Json.Read<ConsentEvidence>(said.After!);
            told[(said.SubjectId, evidence.Purpose, evidence.Sequence)] = evidence.IsGiven;
        }

        await foreach (var word in db.Stream(Words, scope, ct))
        {
            var isTold = told.Remove(
                (word.BorrowerId, EnumText.Parse<ConsentPurpose>(word.Purpose), word.Sequence),
                out var isGiven
            );
            if (isTold ? isGiven != word.IsGiven : word.Sequence > 1 || !word.IsGiven)
            {
                return word.BorrowerId;
            }
        }

        return told.Keys.Select(key => key.Item1).FirstOrDefault();
    }

    private sealed record Scope(string? OfficeId);

    private sealed class Word
    {
        public string BorrowerId { get; init; } = "";
        public string Purpose { get; init; } = "";
        public int Sequence { get; init; }
        public bool IsGiven { get; init; }
    }

    private sealed class Said
    {
        public string SubjectId { get; init; } = "";
        public string? After { get; init; }
    }

    private sealed class DisputeRow
    {
        public string Id { get; init; } = "";
        public string LoanId { get; init; } = "";
        public string Reason { get; init; } = "";
        public string? Resolution { get; init; }
        public string? Opened { get; init; }
        public string? Resolved { get; init; }

        public bool IsForged =>
            Opened != Json.Write(new DisputeEvidence(LoanId, Reason))
            || Resolved != (Resolution is null ? null : Json.Write(new ResolutionEvidence(LoanId, Resolution)));
    }
}
