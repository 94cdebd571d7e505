using System.Security.Cryptography;
using System.Text;
using Baznas.Bmd.Domain.Borrowers;

namespace Baznas.Bmd.Web.Platform.Personal;

/// <summary>
/// Keeps sensitive personal data (UU 27/2022) encrypted at rest with AES-256-GCM, each bound to its person,
/// and finds a NIK by a keyed hash that tells nothing without the key.
/// </summary>
public sealed class PersonalData(Keys keys)
{
    private const int NonceLength = 12;

    private const int TagLength = 16;

    private readonly byte[] _encryption = keys.For("personal-data");

    private readonly byte[] _index = keys.For("nik-index");

    /// <summary>What is kept of a person under lock.</summary>
    public sealed record Sensitive
    {
        /// <summary>The NIK, 16 digits.</summary>
        public required string Nik { get; init; }

        /// <summary>Household income, rupiah a month.</summary>
        public Rupiah? MonthlyIncome { get; init; }

        /// <summary>The business's turnover, rupiah a month.</summary>
        public Rupiah? MonthlyTurnover { get; init; }
    }

    /// <summary>By which a NIK is found and kept unique.</summary>
    public string IndexOf(Nik nik) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_index, Encoding.ASCII.GetBytes(nik.Value)));

    /// <summary>Encrypts the data of the person <paramref name="personId"/>.</summary>
    public byte[] Protect(string personId, Sensitive data) => Seal(personId, data);

    /// <summary>Decrypts the data of the person <paramref name="personId"/>.</summary>
    /// <exception cref="CryptographicException">It was changed, moved from another person, or written with another key.</exception>
    public Sensitive Reveal(string personId, byte[] sealedData) => Open<Sensitive>(personId, sealedData);

    /// <summary>Encrypts what belongs to a person.</summary>
    /// <param name="boundTo">Whom and what it belongs to: it opens for nothing else.</param>
    /// <param name="data">What is to be kept under lock.</param>
    public byte[] Seal<T>(string boundTo, T data)
        where T : notnull
    {
        var plain = Encoding.UTF8.GetBytes(Json.Write(data));
        var sealedData = new byte[NonceLength + TagLength + plain.Length];
        RandomNumberGenerator.Fill(sealedData.AsSpan(0, NonceLength));
        using var aes = new AesGcm(_encryption, TagLength);
        aes.Encrypt(
            sealedData.AsSpan(0, NonceLength),
            plain,
            sealedData.AsSpan(NonceLength + TagLength),
            sealedData.AsSpan(NonceLength, TagLength),
            Encoding.ASCII.GetBytes(boundTo)
        );
        return sealedData;
    }

    /// <summary>Decrypts what belongs to a person; see <see cref="Seal"/>.</summary>
    /// <exception cref="CryptographicException">It was changed, moved from elsewhere, or written with another key.</exception>
    public T Open<T>(string boundTo, byte[] sealedData)
    {
        var plain = new byte[sealedData.Length - NonceLength - TagLength];
        using var aes = new AesGcm(_encryption, TagLength);
        aes.Decrypt(
            sealedData.AsSpan(0, NonceLength),
            sealedData.AsSpan(NonceLength + TagLength),
            sealedData.AsSpan(NonceLength, TagLength),
            plain,
            Encoding.ASCII.GetBytes(boundTo)
        );
        return Json.Read<T>(Encoding.UTF8.GetString(plain));
    }
}
