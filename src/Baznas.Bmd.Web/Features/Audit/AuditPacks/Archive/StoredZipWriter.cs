using System.Security.Cryptography;

namespace Baznas.Bmd.Web.Features.Audit.AuditPacks.Archive;

/// <summary>Writes an archive file after file; of each no more is held than what is being written.</summary>
/// <param name="stream">Where to, from its beginning; it can be moved in.</param>
internal sealed class StoredZipWriter(Stream stream)
{
    private const int MostFiles = ushort.MaxValue;

    private readonly List<StoredFile> _files = [];

    /// <summary>Writes a file.</summary>
    /// <param name="name">Its name, with folders.</param>
    /// <param name="write">Writes the bytes, from the first to the last.</param>
    /// <returns>How many they were, and their SHA-256 in hexadecimal.</returns>
    public (long Size, string Sha256) Add(string name, Action<Stream> write)
    {
        var headerAt = stream.Position;
        stream.Write(StoredZip.LocalHeader(new StoredFile(name, headerAt, 0, 0)));
        using var content = new MeasuredStream(stream);
        write(content);
        var file = new StoredFile(name, headerAt, content.Length, content.Crc);
        var end = stream.Position;
        if (end > StoredZip.MostBytes || _files.Count == MostFiles)
        {
            throw new ArchiveTooLargeException();
        }

        stream.Position = headerAt;
        stream.Write(StoredZip.LocalHeader(file));
        stream.Position = end;
        _files.Add(file);
        return (file.Size, content.Sha256());
    }

    /// <summary>Writes what stands at the archive's end.</summary>
    public void Close() => stream.Write(StoredZip.Directory(_files, stream.Position));

    /// <summary>Counts and sums what is written through it.</summary>
    private sealed class MeasuredStream(Stream inner) : Stream
    {
        private readonly IncrementalHash _sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private Crc32 _crc = new();
        private long _length;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _length;

        public override long Position
        {
            get => _length;
            set => throw new NotSupportedException();
        }

        public uint Crc => _crc.Value;

        public string Sha256() => Convert.ToHexStringLower(_sha.GetCurrentHash());

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _sha.AppendData(buffer);
            _crc.Add(buffer);
            _length += buffer.Length;
            inner.Write(buffer);
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush() { }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            _sha.Dispose();
            base.Dispose(disposing);
        }
    }
}

/// <summary>An archive would be larger than its form can be.</summary>
public sealed class ArchiveTooLargeException() : Exception("The archive is larger than its form allows.");
