using System.IO.Compression;
using System.Security.Cryptography;

namespace Baznas.Bmd.Web.Features.Reports.Packs;

/// <summary>A file of a pack.</summary>
/// <param name="Name">Its name, without a path.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Content">The bytes.</param>
public sealed record PackFile(string Name, string ContentType, byte[] Content)
{
    /// <summary>Of its bytes, in hexadecimal.</summary>
    public string Sha256 => Digest.Of(Content);
}

/// <summary>SHA-256 as it is written down.</summary>
public static class Digest
{
    /// <summary>Of bytes, in hexadecimal.</summary>
    public static string Of(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}

/// <summary>
/// All files of a pack in one. They are compressed already and are laid in as they are, at a fixed time and in their
/// order, so that the same files always make the same archive.
/// </summary>
public static class PackArchive
{
    /// <summary>The media type.</summary>
    public const string MediaType = "application/zip";

    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Puts it together.</summary>
    public static byte[] Of(IEnumerable<PackFile> files)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in files)
            {
                var entry = archive.CreateEntry(file.Name, CompressionLevel.NoCompression);
                entry.LastWriteTime = NoTime;
                using var content = entry.Open();
                content.Write(file.Content);
            }
        }

        return stream.ToArray();
    }
}
