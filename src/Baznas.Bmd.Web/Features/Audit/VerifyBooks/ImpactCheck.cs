using Baznas.Bmd.Web.Features.Impact;

namespace Baznas.Bmd.Web.Features.Audit.VerifyBooks;

/// <summary>
/// Holds surveys of impact, and the had kifayah they are held against, against what the trail says of them, both ways. Of
/// the locked answers the trail knows by what they are known, so a change of them is found without opening one.
/// </summary>
/// <param name="db">The request's database.</param>
public sealed class ImpactCheck(Db db) : IBookCheck
{
    private static readonly Sql<Scope, SurveyRow> Surveys = new(
        $$"""
        SELECT {{ImpactBook.Columns}}, a.[Action], a.[ChainId], a.[UserId], a.[After] AS [Recorded],
            b.[OfficeId] AS [OfficeOfBorrower]
        FROM [ImpactSurvey] s
        JOIN [Borrower] b ON b.[Id] = s.[BorrowerId]
        LEFT JOIN [AuditEvent] a ON a.[SubjectId] = s.[Id] AND a.[SubjectKind] = 'impactSurvey'
        WHERE 1 = 1 {?OfficeId: AND s.[OfficeId] = @OfficeId}
        ORDER BY s.[Id]
        """
    );

    private static readonly Sql<Scope, ThresholdRow> Thresholds = new(
        """
        SELECT k.[Id], k.[OfficeId], k.[FromDate], k.[PerPerson], k.[RecordedBy], k.[At], a.[Action], a.[ChainId],
            a.[UserId], a.[After] AS [Recorded]
        FROM [HadKifayah] k
        LEFT JOIN [AuditEvent] a ON a.[SubjectId] = k.[Id] AND a.[SubjectKind] = 'hadKifayah'
        WHERE 1 = 1 {?OfficeId: AND k.[OfficeId] = @OfficeId}
        ORDER BY k.[Id]
        """
    );

    private static readonly Sql<Scope, string> Lost = new(
        """
        SELECT a.[SubjectId] FROM [AuditEvent] a
        WHERE ((a.[SubjectKind] = 'impactSurvey'
                AND NOT EXISTS (SELECT 1 FROM [ImpactSurvey] s WHERE s.[Id] = a.[SubjectId]))
            OR (a.[SubjectKind] = 'hadKifayah'
                AND NOT EXISTS (SELECT 1 FROM [HadKifayah] k WHERE k.[Id] = a.[SubjectId])))
            {?OfficeId: AND a.[ChainId] = @OfficeId}
        ORDER BY a.[SubjectId]
        {one}
        """
    );

    /// <inheritdoc/>
    public async Task<Broken?> FirstBroken(string? officeId, CancellationToken ct)
    {
        var scope = new Scope(officeId);
        await foreach (var row in db.Stream(Surveys, scope, ct))
        {
            if (!row.IsAsRecorded())
            {
                return new Broken("impact.recorded", row.Id);
            }
        }

        await foreach (var row in db.Stream(Thresholds, scope, ct))
        {
            if (!row.IsAsRecorded())
            {
                return new Broken("hadKifayah.recorded", row.Id);
            }
        }

        return await db.Find(Lost, scope, ct) is { } lost ? new Broken("impact.recorded", lost) : null;
    }

    private sealed record Scope(string? OfficeId);

    private sealed class SurveyRow
    {
        public string Id { get; init; } = "";
        public string OfficeId { get; init; } = "";
        public string BorrowerId { get; init; } = "";
        public string Occasion { get; init; } = "";
        public DateOnly SurveyedOn { get; init; }
        public string? ApplicationId { get; init; }
        public string? LoanId { get; init; }
        public byte[] SensitiveData { get; init; } = [];
        public string RecordedBy { get; init; } = "";
        public DateTimeOffset At { get; init; }
        public string? Action { get; init; }
        public string? ChainId { get; init; }
        public string? UserId { get; init; }
        public string? Recorded { get; init; }
        public string OfficeOfBorrower { get; init; } = "";

        public bool IsAsRecorded() =>
            Recorded == Json.Write(ToSurvey().Evidence())
            && Action == ImpactSurveyRow.Action
            && (ChainId, UserId) == (OfficeId, RecordedBy)
            && OfficeOfBorrower == OfficeId;

        private ImpactSurveyRow ToSurvey() =>
            new()
            {
                BorrowerId = BorrowerId,
                Occasion = Occasion,
                SurveyedOn = SurveyedOn,
                ApplicationId = ApplicationId,
                LoanId = LoanId,
                SensitiveData = SensitiveData,
            };
    }

    private sealed class ThresholdRow
    {
        public string Id { get; init; } = "";
        public string OfficeId { get; init; } = "";
        public DateOnly FromDate { get; init; }
        public Rupiah? PerPerson { get; init; }
        public string RecordedBy { get; init; } = "";
        public DateTimeOffset At { get; init; }
        public string? Action { get; init; }
        public string? ChainId { get; init; }
        public string? UserId { get; init; }
        public string? Recorded { get; init; }

        public bool IsAsRecorded()
        {
            var entry = new HadKifayahEntry { FromDate = FromDate, PerPerson = PerPerson };
            return Recorded == Json.Write(entry.Evidence())
                && Action == entry.Action
                && (ChainId, UserId) == (OfficeId, RecordedBy);
        }
    }
}
