using System.Buffers.Binary;
using System.Text;

namespace Baznas.Bmd.Web.Features.Audit.AuditPacks.Archive;

/// <summary>A pack's files as they lie in an archive, or in a folder into which one was unpacked.</summary>
internal sealed class PackSource : IDisposable
{
    private const int LongestName = 300;

    private readonly FileStream? _archive;
    private readonly Dictionary<string, StoredFile> _stored = [];
    private readonly string? _folder;

    private PackSource(FileStream? archive, string? folder) => (_archive, _folder) = (archive, folder);

    /// <summary>Their names in the archive's order.</summary>
    public IReadOnlyList<string> Names { get; private set; } = [];

    /// <summary>Near which file the archive itself is not as it was written; null when it is.</summary>
    public string? DamagedNear { get; private set; }

    /// <summary>Opens a pack.</summary>
    /// <param name="path">The archive or the folder.</param>
    public static PackSource Open(string path)
    {
        if (Directory.Exists(path))
        {
            return new PackSource(null, path)
            {
                Names =
                [
                    .. Directory
                        .EnumerateFiles(path, "*", SearchOption.AllDirectories)
                        .Select(file => Path.GetRelativePath(path, file).Replace('\\', '/'))
                        .Order(StringComparer.Ordinal),
                ],
            };
        }

        var source = new PackSource(File.OpenRead(path), null);
        source.ReadArchive();
        return source;
    }

    /// <summary>A file's bytes.</summary>
    public Stream Read(string name)
    {
        if (_folder is not null)
        {
            return File.OpenRead(Path.Combine(_folder, name));
        }

        var file = _stored[name];
        return new Window(_archive!, file.ContentAt, file.Size);
    }

    /// <summary>Whether the archive's own checksum of a file is right.</summary>
    public bool HasChecksum(string name, uint crc) => _folder is not null || _stored[name].Crc == crc;

    public void Dispose() => _archive?.Dispose();

    // Every byte is compared with what the writer would have written there.
    private void ReadArchive()
    {
        var files = new List<StoredFile>();
        while (ReadHeader(files) is { } file)
        {
            files.Add(file);
            _stored[file.Name] = file;
            _archive!.Position = file.ContentAt + file.Size;
        }

        Names = [.. files.Select(file => file.Name)];
        if (DamagedNear is not null)
        {
            return;
        }

        var expected = StoredZip.Directory(files, _archive!.Position);
        var found = new byte[_archive.Length - _archive.Position];
        _archive.ReadExactly(found);
        if (!found.AsSpan().SequenceEqual(expected))
        {
            DamagedNear = "";
        }
    }

    /// <summary>The header at the archive's position; null after the last one, or where it is damaged.</summary>
    private StoredFile? ReadHeader(List<StoredFile> before)
    {
        var at = _archive!.Position;
        Span<byte> head = stackalloc byte[StoredZip.LocalHeaderSize];
        if (_archive.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length)
        {
            _archive.Position = at;
            return null;
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(head) != 0x04034b50)
        {
            _archive.Position = at;
            return null;
        }

        var length = BinaryPrimitives.ReadUInt16LittleEndian(head[26..]);
        var name = new byte[Math.Min(length, (ushort)LongestName)];
        var isWhole = _archive.ReadAtLeast(name, name.Length, throwOnEndOfStream: false) == name.Length;
        var file = new StoredFile(
            Encoding.UTF8.GetString(name),
            at,
            BinaryPrimitives.ReadUInt32LittleEndian(head[18..]),
            BinaryPrimitives.ReadUInt32LittleEndian(head[14..])
        );
        byte[] header = [.. head, .. name];
        if (
            !isWhole
            || !header.AsSpan().SequenceEqual(StoredZip.LocalHeader(file))
            || file.ContentAt + file.Size > _archive.Length
            || _stored.ContainsKey(file.Name)
        )
        {
            DamagedNear = before.Count == 0 ? "" : before[^1].Name;
            _archive.Position = at;
            return null;
        }

        return file;
    }

    /// <summary>A part of the archive.</summary>
    private sealed class Window(FileStream archive, long start, long length) : Stream
    {
        private long _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position
        {
            get => _at;
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            archive.Position = start + _at;
            var read = archive.Read(buffer[..(int)Math.Min(buffer.Length, length - _at)]);
            _at += read;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
