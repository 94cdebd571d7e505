using System.Security.Cryptography;
using System.Text.Json;
using Baznas.Bmd.Web.Features.Audit.AuditPacks.Archive;
using CsvHelper;

namespace Baznas.Bmd.Web.Features.Audit.AuditPacks.CheckPack;

/// <summary>
/// Checks a pack with nothing but the pack: that every byte is as it was written, that the events' hashes follow from the
/// events and from each other, and that journal, balances, loans and sample agree.
/// </summary>
public static class PackChecker
{
    /// <summary>Checks it.</summary>
    /// <param name="path">The archive, or a folder into which it was unpacked.</param>
    /// <param name="kept">A head of the audit trail that somebody kept, to be found in the pack.</param>
    public static PackReport Check(string path, KeptHead? kept)
    {
        var report = new PackReport();
        using var source = PackSource.Open(path);
        if (source.DamagedNear is { } near)
        {
            report.Fault("check_pack.archive_damaged", near.Length == 0 ? "–" : near);
        }

        if (ReadManifest(source) is not { } manifest)
        {
            report.Fault("check_pack.no_manifest");
            return report;
        }

        CheckFiles(source, manifest, report);
        if (report.Faults.Count == 0)
        {
            CheckContents(source, manifest, kept, report);
        }

        report.Note("check_pack.office", manifest.Office, manifest.From, manifest.To);
        report.Note("check_pack.books", manifest.Books.Sequence, manifest.Books.Hash);
        if (File.Exists(path))
        {
            using var archive = File.OpenRead(path);
            report.Note("check_pack.archive", Convert.ToHexStringLower(SHA256.HashData(archive)));
        }

        return report;
    }

    private static AuditPackManifest? ReadManifest(PackSource source)
    {
        if (!source.Names.Contains(AuditPackManifest.Name))
        {
            return null;
        }

        try
        {
            using var content = source.Read(AuditPackManifest.Name);
            var manifest = JsonSerializer.Deserialize<AuditPackManifest>(content, Json.Options);
            return manifest?.Format == AuditPackManifest.ThisFormat ? manifest : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void CheckFiles(PackSource source, AuditPackManifest manifest, PackReport report)
    {
        var listed = manifest.Files.Select(file => file.Name).Append(AuditPackManifest.Name).ToHashSet();
        foreach (var extra in source.Names.Where(name => !listed.Contains(name)))
        {
            report.Fault("check_pack.file_extra", extra);
        }

        var present = source.Names.ToHashSet();
        foreach (var file in manifest.Files)
        {
            if (!present.Contains(file.Name))
            {
                report.Fault("check_pack.file_missing", file.Name);
            }
            else if (!IsWhole(source, file))
            {
                report.Fault("check_pack.file_changed", file.Name);
            }
        }

        // The manifest can't list itself; the archive's own checksum and form cover it.
        if (!HasRightChecksum(source, AuditPackManifest.Name))
        {
            report.Fault("check_pack.file_changed", AuditPackManifest.Name);
        }
    }

    private static bool IsWhole(PackSource source, PackedFile file)
    {
        using var content = source.Read(file.Name);
        var length = content.Length;
        return length == file.Size && Convert.ToHexStringLower(SHA256.HashData(content)) == file.Sha256;
    }

    private static bool HasRightChecksum(PackSource source, string name)
    {
        using var content = source.Read(name);
        var (crc, buffer) = (new Crc32(), new byte[8192]);
        int read;
        while ((read = content.Read(buffer)) > 0)
        {
            crc.Add(buffer.AsSpan(0, read));
        }

        return source.HasChecksum(name, crc.Value);
    }

    private static void CheckContents(PackSource source, AuditPackManifest manifest, KeptHead? kept, PackReport report)
    {
        try
        {
            var entries = new EventChecker(source, manifest, report).Check(kept);
            new LedgerChecker(source, manifest, report).Check(entries);
            new LoanChecker(source, manifest, report).Check();
            foreach (var line in PackTable.Read(source, "verification.csv"))
            {
                if (line["outcome"] == "broken")
                {
                    report.Note("check_pack.books_broken", line["check"], line["subject"]);
                }
            }
        }
        catch (Exception e) when (e is FormatException or CsvHelperException or KeyNotFoundException or JsonException)
        {
            // Whole, and yet not what this program writes: somebody made the manifest anew.
            report.Fault("check_pack.unreadable", e.GetType().Name);
        }
    }
}
