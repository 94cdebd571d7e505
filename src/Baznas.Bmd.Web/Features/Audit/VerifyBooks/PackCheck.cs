using Baznas.Bmd.Web.Features.Reports.Packs;

namespace Baznas.Bmd.Web.Features.Audit.VerifyBooks;

/// <summary>Holds the packs that were kept, file by file, against what the audit trail says of them.</summary>
/// <param name="db">The request's database.</param>
/// <param name="packs">The packs.</param>
public sealed class PackCheck(Db db, KeptPacks packs) : IBookCheck
{
    private static readonly Sql<Scope, Row> Kept = new(
        """
        SELECT p.[Id], p.[Kind], p.[Period], p.[Edition], p.[ArchiveSha256], a.[After] AS [Evidence]
        FROM [KeptPack] p
        LEFT JOIN [AuditEvent] a ON a.[SubjectId] = p.[Id] AND a.[Action] = 'keptPack.kept'
        WHERE 1 = 1 {?OfficeId: AND p.[OfficeId] = @OfficeId}
        ORDER BY p.[Id]
        """
    );

    private static readonly Sql<Scope, string?> Gone = new(
        """
        SELECT MIN(a.[SubjectId]) AS [SubjectId] FROM [AuditEvent] a
        WHERE a.[Action] = 'keptPack.kept' {?OfficeId: AND a.[ChainId] = @OfficeId}
            AND NOT EXISTS (SELECT 1 FROM [KeptPack] p WHERE p.[Id] = a.[SubjectId])
        """
    );

    /// <inheritdoc/>
    public async Task<Broken?> FirstBroken(string? officeId, CancellationToken ct)
    {
        foreach (var row in await db.Query(Kept, new Scope(officeId), ct))
        {
            if (row.Evidence is null || !await Holds(row, Json.Read<PackEvidence>(row.Evidence), ct))
            {
                return new Broken("keptPack.changed", $"{row.Kind} {row.Period} {row.Edition}");
            }
        }

        return await db.Find(Gone, new Scope(officeId), ct) is { } gone ? new Broken("keptPack.gone", gone) : null;
    }

    private async Task<bool> Holds(Row row, PackEvidence evidence, CancellationToken ct)
    {
        var files = await packs.Files(row.Id, ct);
        return (row.Kind, row.Period, row.Edition) == (evidence.Kind, evidence.Period, evidence.Edition)
            && files
                .Select(file => new FileEvidence(file.Name, file.Content.Length, file.Sha256))
                .SequenceEqual(evidence.Files)
            && row.ArchiveSha256 == evidence.ArchiveSha256
            && Digest.Of(PackArchive.Of(files)) == evidence.ArchiveSha256;
    }

    private sealed record Scope(string? OfficeId);

    private sealed class Row
    {
        public string Id { get; init; } = "";
        public string Kind { get; init; } = "";
        public string Period { get; init; } = "";
        public int Edition { get; init; }
        public string ArchiveSha256 { get; init; } = "";
        public string? Evidence { get; init; }
    }
}
