using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Baznas.Bmd.Web.Features.Audit.AuditPacks.Archive;
using Baznas.Bmd.Web.Platform.Writing;

namespace Baznas.Bmd.Web.Features.Audit.AuditPacks.CheckPack;

/// <summary>Computes the hashes of a pack's events anew and follows them from one to the next.</summary>
internal sealed class EventChecker(PackSource source, AuditPackManifest manifest, PackReport report)
{
    // The places of an event's columns; see AuditTrail.HashOf.
    private const int ChainAt = 0;
    private const int SequenceAt = 1;
    private const int KindAt = 6;
    private const int AfterAt = 9;
    private const int PreviousAt = 11;

    /// <summary>Checks them.</summary>
    /// <returns>The entries that were booked by them, by their numbers, each with its day and a mark of its amounts.</returns>
    public IReadOnlyDictionary<string, (DateOnly EffectiveOn, string Amounts)> Check(KeptHead? kept)
    {
        var entries = new Dictionary<string, (DateOnly, string)>();
        var said = manifest.Events;
        var (sequence, hash) = (said.First - 1, said.PreviousHash);
        var isKept = kept is null || (kept.Sequence == manifest.Books.Sequence && kept.Fits(manifest.Books.Hash));
        isKept |= kept is not null && said.First > 0 && kept.Sequence == sequence && kept.Fits(hash);
        foreach (var line in Lines())
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            var content = tab < 0 ? null : JsonSerializer.Deserialize<string?[]>(line[(tab + 1)..]);
            if (content is null || content.Length <= PreviousAt)
            {
                report.Fault("check_pack.event_unreadable", sequence + 1);
                return entries;
            }

            CheckOne(content, line, (sequence, hash), tab);
            (sequence, hash) = (sequence + 1, line[..tab]);
            isKept |= kept is not null && kept.Sequence == sequence && kept.Fits(hash);
            Remember(content, entries);
        }

        if (said.First > 0 && (sequence != said.Last || hash != said.LastHash))
        {
            report.Fault("check_pack.events_end", said.Last);
        }

        if (said.Last == manifest.Books.Sequence && said.First > 0 && hash != manifest.Books.Hash)
        {
            report.Fault("check_pack.events_head", manifest.Books.Sequence);
        }

        if (!isKept)
        {
            report.Fault("check_pack.kept_head", $"{kept!.Sequence}:{kept.Hash}");
        }

        if (said.First > 0)
        {
            report.Note("check_pack.events", said.First, sequence);
        }
        else
        {
            report.Note("check_pack.events_none");
        }

        return entries;
    }

    private void CheckOne(string?[] content, string line, (long Sequence, string Hash) before, int tab)
    {
        var no = before.Sequence + 1;
        if (content[SequenceAt] != no.ToString(CultureInfo.InvariantCulture) || content[ChainAt] != manifest.OfficeId)
        {
            report.Fault("check_pack.event_sequence", no);
        }

        if (content[PreviousAt] != before.Hash)
        {
            report.Fault("check_pack.event_link", no);
        }

        var bytes = Encoding.UTF8.GetBytes(line[(tab + 1)..]);
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != line[..tab])
        {
            report.Fault("check_pack.event_hash", no);
        }
    }

    private static void Remember(string?[] content, Dictionary<string, (DateOnly, string)> entries)
    {
        if (content[KindAt] != JournalEvidence.SubjectKind || content[AfterAt] is not { } after)
        {
            return;
        }

        using var said = JsonDocument.Parse(after);
        var entry = said.RootElement.GetProperty("entry");
        var day = DateOnly.ParseExact(
            entry.GetProperty("effectiveOn").GetString()!,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture
        );
        var amounts = said
            .RootElement.GetProperty("postings")
            .EnumerateArray()
            .Select(p => p.GetProperty("amount").GetInt64());
        entries[entry.GetProperty("number").GetString()!] = (day, Mark(amounts));
    }

    /// <summary>Amounts in their order, as one text.</summary>
    public static string Mark(IEnumerable<long> amounts) => string.Join(' ', amounts);

    private IEnumerable<string> Lines()
    {
        using var reader = new StreamReader(source.Read("events.txt"), Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
