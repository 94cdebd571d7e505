using System.Security.Cryptography;
using System.Text;

namespace Baznas.Bmd.Web.Platform.Personal;

/// <summary>
/// The service's secret: 32 bytes from configuration (<c>Bmd:Keys:Master</c>, base64), or a file beside the
/// embedded database that is made on first use. Each purpose gets its own key derived from it.
/// </summary>
public sealed class Keys
{
    private const int Length = 32;

    private readonly byte[] _master;

    private readonly IReadOnlyList<byte[]> _former;

    /// <summary>Reads the secret, or makes it beside an embedded database.</summary>
    /// <exception cref="InvalidOperationException">It is not configured where it must be, or is not 32 bytes.</exception>
    public Keys(IConfiguration configuration, Database database)
    {
        if (configuration["Bmd:Keys:Master"] is { Length: > 0 } configured)
        {
            _master = Convert.FromBase64String(configured);
        }
        else if (database.FilePath is { } path)
        {
            _master = ReadOrMake(path + ".key");
        }
        else
        {
            throw new InvalidOperationException(
                "Bmd:Keys:Master is missing: with SQL Server every node needs the same 32 bytes, in base64."
            );
        }

        if (_master.Length != Length)
        {
            throw new InvalidOperationException($"The master key has {_master.Length} bytes, not {Length}.");
        }

        _former =
        [
            .. (configuration.GetSection("Bmd:Keys:Former").Get<string[]>() ?? []).Select(Convert.FromBase64String),
        ];
    }

    /// <summary>The key of one purpose, 32 bytes.</summary>
    public byte[] For(string purpose) => Derive(_master, purpose);

    /// <summary>
    /// The keys that a purpose had under secrets the service used before (<c>Bmd:Keys:Former</c>): for what went out of the
    /// house under them, such as printed papers.
    /// </summary>
    public IReadOnlyList<byte[]> ForFormer(string purpose) => [.. _former.Select(secret => Derive(secret, purpose))];

    private static byte[] Derive(byte[] secret, string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, Length, info: Encoding.UTF8.GetBytes(purpose));

    private static byte[] ReadOrMake(string path)
    {
        if (!File.Exists(path))
        {
            // Written whole under another name first: two starts at once end with one key, and a crash with none.
            var mine = $"{path}.{Guid.NewGuid():N}";
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var file = new FileStream(mine, options))
            {
                file.Write(RandomNumberGenerator.GetBytes(Length));
                file.Flush(flushToDisk: true);
            }

            try
            {
                File.Move(mine, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(mine);
            }
        }

        return File.ReadAllBytes(path);
    }
}
