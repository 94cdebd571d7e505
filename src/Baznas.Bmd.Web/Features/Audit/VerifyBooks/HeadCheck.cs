using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Audit.VerifyBooks;

/// <summary>
/// Holds the chains against heads that lie outside the database: those that were published, and one that somebody kept.
/// Only these show that a whole chain was rewritten by somebody who made every hash right again.
/// </summary>
public sealed class HeadCheck(Db db, PublishedHeads published) : IBookCheck
{
    private const int AtOnce = 500;

    private static readonly Sql<HeadsParameter, HashRow> Hashes = new(
        "SELECT [Sequence], [Hash] FROM [AuditEvent] WHERE [ChainId] = @ChainId AND [Sequence] IN @Sequences"
    );

    private static readonly Sql<SequenceParameter, string> HashesAt = new(
        """
        SELECT e.[Hash] FROM [AuditEvent] e
        WHERE e.[Sequence] = @Sequence
            AND e.[ChainId] IN (SELECT c.[Id] FROM [AuditChain] c WHERE 1 = 1 {?OfficeId: AND c.[Id] = @OfficeId})
        """
    );

    /// <summary>The first published head that the chains do not have any more.</summary>
    public async Task<Broken?> FirstBroken(string? officeId, CancellationToken ct)
    {
        foreach (var lines in published.Read().Chunk(AtOnce))
        {
            if (await FirstBroken(lines, officeId, ct) is { } broken)
            {
                return broken;
            }
        }

        return null;
    }

    /// <summary>Whether a chain has the head that somebody kept.</summary>
    public async Task<Broken?> BrokenBy(KeptHead kept, string? officeId, CancellationToken ct)
    {
        var found = await db.Query(HashesAt, new SequenceParameter(kept.Sequence, officeId), ct);
        return found.Any(kept.Fits) ? null : new Broken("audit.kept_head", $"{kept.Sequence}:{kept.Hash}");
    }

    private async Task<Broken?> FirstBroken(
        (int No, PublishedHead? Head)[] lines,
        string? officeId,
        CancellationToken ct
    )
    {
        var hashes = new Dictionary<(string, long), string>();
        var concerned = lines
            .Select(line => line.Head)
            .OfType<PublishedHead>()
            .Where(head => officeId is null || head.ChainId == officeId);
        foreach (var chain in concerned.GroupBy(head => head.ChainId))
        {
            var asked = new HeadsParameter(chain.Key, [.. chain.Select(head => head.Sequence).Distinct()]);
            foreach (var row in await db.Query(Hashes, asked, ct))
            {
                hashes[(chain.Key, row.Sequence)] = row.Hash;
            }
        }

        foreach (var (no, head) in lines)
        {
            if (head is null)
            {
                return new Broken("audit.published_unreadable", $"{Path.GetFileName(published.File)}:{no}");
            }

            if (
                (officeId is null || head.ChainId == officeId)
                && hashes.GetValueOrDefault((head.ChainId, head.Sequence)) != head.Hash
            )
            {
                return new Broken("audit.published", $"{head.ChainId}/{head.Sequence}");
            }
        }

        return null;
    }

    private sealed record HeadsParameter(string ChainId, IReadOnlyList<long> Sequences);

    private sealed record SequenceParameter(long Sequence, string? OfficeId);

    private sealed class HashRow
    {
        public long Sequence { get; init; }
        public string Hash { get; init; } = "";
    }
}
