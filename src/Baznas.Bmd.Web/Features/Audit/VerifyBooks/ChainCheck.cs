using Baznas.Bmd.Web.Features.Periods.DecideReopening;
using Baznas.Bmd.Web.Features.Reports.ClosePeriod;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Audit.VerifyBooks;

/// <summary>What the check of the chains found.</summary>
/// <param name="Events">How many events were checked.</param>
/// <param name="Heads">Each chain's last hash, in the order of the chains' ids.</param>
/// <param name="FirstBroken">The first thing that does not hold.</param>
public sealed record ChainResult(long Events, IReadOnlyList<string> Heads, Broken? FirstBroken);

/// <summary>
/// Walks the audit chains from their roots: every event in its place, linked to the one before, with the hash of its
/// own content, up to the head that the chain claims; and every journal entry exactly as its event says, in a month that
/// was open when it was booked.
/// </summary>
/// <param name="db">The request's database.</param>
/// <param name="loans">Holds what the events say of loans against the loans.</param>
public sealed class ChainCheck(Db db, LoanEvidence loans)
{
    private const int PageSize = 500;

    private static readonly Sql<OfficeParameter, ChainHead> Chains = new(
        """
        SELECT [Id], [Length], [HeadHash] FROM [AuditChain]
        WHERE 1 = 1 {?OfficeId: AND [Id] = @OfficeId}
        ORDER BY [Id]
        """
    );

    private static readonly Sql<PageParameters, AuditEventRow> Events = new(
        $$"""
        SELECT {{AuditEventRow.Columns}}
        FROM [AuditEvent]
        WHERE [ChainId] = @ChainId AND [Sequence] > @After
        ORDER BY [Sequence]
        {limit}
        """
    );

    private static readonly Sql<IdsParameter, JournalEntryRow> Entries = new(
        """
        SELECT [Id], [OfficeId], [Number], [Kind], [EffectiveOn], [BookedAt], [BookedBy], [LoanId], [BorrowerId],
            [ReceiptNumber], [Method], [PaidByBorrowerId], [Reference], [Description]
        FROM [JournalEntry] WHERE [Id] IN @Ids
        """
    );

    private static readonly Sql<IdsParameter, PostingRow> Postings = new(
        """
        SELECT [EntryId], [Line], [OfficeId], [FundId], [Account], [Kind], [EffectiveOn], [LoanId], [BorrowerId],
            [Amount]
        FROM [Posting] WHERE [EntryId] IN @Ids
        ORDER BY [EntryId], [Line]
        """
    );

    /// <summary>Checks an office's chain, or all of them.</summary>
    public async Task<ChainResult> Check(string? officeId, CancellationToken ct)
    {
        var heads = await db.Query(Chains, new OfficeParameter(officeId), ct);
        long events = 0;
        Broken? broken = null;
        foreach (var head in heads)
        {
            var (checkedEvents, found) = await CheckChain(head, ct);
            events += checkedEvents;
            broken ??= found;
        }

        return new ChainResult(events, [.. heads.Select(head => head.HeadHash)], broken);
    }

    private async Task<(long Events, Broken? Broken)> CheckChain(ChainHead head, CancellationToken ct)
    {
        var (sequence, hash, closed) = (0L, AuditTrail.Root, "");
        while (true)
        {
            var page = await db.Query(Events, new PageParameters(head.Id, sequence, PageSize), ct);
            foreach (var row in page)
            {
                if (BrokenLink(row, sequence, hash) is { } check)
                {
                    return (sequence, new Broken(check, $"{head.Id}/{sequence + 1}"));
                }

                (sequence, hash) = (row.Sequence, row.Hash);
            }

            (var forged, closed) = await FirstForged(page, closed, ct);
            forged ??= await loans.FirstForged(page, ct);
            if (forged is not null)
            {
                return (sequence, forged);
            }

            if (page.Count < PageSize)
            {
                break;
            }
        }

        return sequence == head.Length && hash == head.HeadHash
            ? (sequence, null)
            : (sequence, new Broken("audit.end", $"{head.Id}/{sequence}"));
    }

    private static string? BrokenLink(AuditEventRow row, long previous, string previousHash)
    {
        if (row.Sequence != previous + 1)
        {
            return "audit.sequence";
        }

        if (row.PreviousHash != previousHash)
        {
            return "audit.link";
        }

        return row.Hash == AuditTrail.HashOf(row) ? null : "audit.hash";
    }

    // The event holds the whole entry as it was booked; the ledger must still say the same. What was closed first is told
    // by the order of the events, which no clock disturbs: Closed is the last month closed before the page, and after it.
    private async Task<(Broken? Broken, string Closed)> FirstForged(
        IReadOnlyList<AuditEventRow> page,
        string closed,
        CancellationToken ct
    )
    {
        var ids = new IdsParameter([
            .. page.Where(row => row.SubjectKind == JournalEvidence.SubjectKind).Select(row => row.SubjectId),
        ]);
        var entries = (await Read(Entries, ids, ct)).ToDictionary(entry => entry.Id);
        var postings = (await Read(Postings, ids, ct)).ToLookup(posting => posting.EntryId);
        foreach (var row in page)
        {
            closed = ClosedAfter(row) ?? closed;

            if (row.SubjectKind != JournalEvidence.SubjectKind)
            {
                continue;
            }

            if (
                !entries.TryGetValue(row.SubjectId, out var entry)
                || Json.Write(JournalEvidence.Of(entry, postings[row.SubjectId])) != row.After
            )
            {
                return (new Broken("ledger.evidence", entry?.Number ?? row.SubjectId), closed);
            }

            if (string.CompareOrdinal(AccountingPeriod.Of(entry.EffectiveOn), closed) <= 0)
            {
                return (new Broken("ledger.closed", entry.Number), closed);
            }
        }

        return (null, closed);
    }

    /// <summary>The last closed month after an event, empty for none; null when the event changes no month.</summary>
    private static string? ClosedAfter(AuditEventRow row) =>
        row switch
        {
            { Action: ClosePeriodHandler.Action, After: { } after } => Json.Read<ClosedPeriod>(after).Period,
            { Action: DecideReopeningHandler.Action, After: { } after } => Json.Read<ReopenedPeriod>(
                after
            ).ClosedThrough
                ?? "",
            _ => null,
        };

    private async Task<IReadOnlyList<TRow>> Read<TRow>(
        Sql<IdsParameter, TRow> statement,
        IdsParameter ids,
        CancellationToken ct
    ) => ids.Ids.Count == 0 ? [] : await db.Query(statement, ids, ct);

    private sealed record OfficeParameter(string? OfficeId);

    private sealed record PageParameters(string ChainId, long After, int Take);

    private sealed record IdsParameter(IReadOnlyList<string> Ids);
}
