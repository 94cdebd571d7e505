using System.Security.Cryptography;
using System.Text;

namespace Baznas.Bmd.Web.Features.Audit.VerifyBooks;

/// <summary>Holds the reports that were kept against their hashes in the audit trail.</summary>
/// <param name="db">The request's database.</param>
public sealed class ReportCheck(Db db) : IBookCheck
{
    private static readonly Sql<Scope, Row> Kept = new(
        """
        SELECT r.[Kind], r.[Period], r.[Content],
            CASE WHEN EXISTS (SELECT 1 FROM [AuditEvent] a WHERE a.[SubjectId] = r.[OfficeId]
                AND a.[Action] = 'report.kept' AND a.[After] LIKE CONCAT('%"', r.[Sha256], '"%'))
                THEN r.[Sha256] ELSE '' END AS [Recorded]
        FROM [StoredReport] r
        WHERE 1 = 1 {?OfficeId: AND r.[OfficeId] = @OfficeId}
        ORDER BY r.[OfficeId], r.[Period], r.[Kind]
        """
    );

    /// <inheritdoc/>
    public async Task<Broken?> FirstBroken(string? officeId, CancellationToken ct)
    {
        await foreach (var row in db.Stream(Kept, new Scope(officeId), ct))
        {
            if (row.Recorded != Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(row.Content))))
            {
                return new Broken("report.kept", $"{row.Kind} {row.Period}");
            }
        }

        return null;
    }

    private sealed record Scope(string? OfficeId);

    private sealed class Row
    {
        public string Kind { get; init; } = "";

        public string Period { get; init; } = "";

        public string Content { get; init; } = "";

        public string Recorded { get; init; } = "";
    }
}
