using System.Buffers.Binary;
using System.Text;

namespace Baznas.Bmd.Web.Features.Audit.AuditPacks.Archive;

/// <summary>
/// The one form of archive that packs have: files as they are, uncompressed, at a fixed time, in their order. Of the same
/// files there is exactly one such archive on any machine, so that every byte of it can be checked, not only the files'.
/// </summary>
internal static class StoredZip
{
    /// <summary>Archives of more need another form.</summary>
    public const long MostBytes = uint.MaxValue;

    public const int LocalHeaderSize = 30;

    private const ushort Version = 20;

    // Names are in UTF-8.
    private const ushort Flags = 0x0800;

    // 1 January 1980, the earliest there is.
    private const ushort Day = 0x0021;

    /// <summary>What stands before a file's bytes.</summary>
    public static byte[] LocalHeader(StoredFile file)
    {
        var name = Encoding.UTF8.GetBytes(file.Name);
        var header = new byte[LocalHeaderSize + name.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0x04034b50);
        WriteCommon(header.AsSpan(4), file, name.Length);
        name.CopyTo(header, LocalHeaderSize);
        return header;
    }

    /// <summary>What stands after the last file: all of them again, and where they are.</summary>
    public static byte[] Directory(IReadOnlyList<StoredFile> files, long offset)
    {
        using var stream = new MemoryStream();
        foreach (var file in files)
        {
            var name = Encoding.UTF8.GetBytes(file.Name);
            var entry = new byte[46 + name.Length];
            BinaryPrimitives.WriteUInt32LittleEndian(entry, 0x02014b50);
            BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(4), Version);
            WriteCommon(entry.AsSpan(6), file, name.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(42), (uint)file.HeaderAt);
            name.CopyTo(entry, 46);
            stream.Write(entry);
        }

        var end = new byte[22];
        BinaryPrimitives.WriteUInt32LittleEndian(end, 0x06054b50);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(8), (ushort)files.Count);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(10), (ushort)files.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(12), (uint)stream.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(16), (uint)offset);
        stream.Write(end);
        return stream.ToArray();
    }

    // Version, flags, method (0: stored), time, day, checksum, size twice, lengths of name and extra.
    private static void WriteCommon(Span<byte> into, StoredFile file, int nameLength)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(into, Version);
        BinaryPrimitives.WriteUInt16LittleEndian(into[2..], Flags);
        BinaryPrimitives.WriteUInt16LittleEndian(into[8..], Day);
        BinaryPrimitives.WriteUInt32LittleEndian(into[10..], file.Crc);
        BinaryPrimitives.WriteUInt32LittleEndian(into[14..], (uint)file.Size);
        BinaryPrimitives.WriteUInt32LittleEndian(into[18..], (uint)file.Size);
        BinaryPrimitives.WriteUInt16LittleEndian(into[22..], (ushort)nameLength);
    }
}

/// <summary>A file in an archive.</summary>
/// <param name="Name">Its name, with folders.</param>
/// <param name="HeaderAt">Where its header begins.</param>
/// <param name="Size">How many bytes it has.</param>
/// <param name="Crc">The archive's checksum of them.</param>
internal readonly record struct StoredFile(string Name, long HeaderAt, long Size, uint Crc)
{
    /// <summary>Where its bytes begin.</summary>
    public long ContentAt => HeaderAt + StoredZip.LocalHeaderSize + Encoding.UTF8.GetByteCount(Name);
}
