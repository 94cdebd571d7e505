using System.Security.Cryptography;
using System.Text;
using Baznas.Bmd.Web.Platform.Personal;

namespace Baznas.Bmd.Web.Features.Documents.CheckDocument;

/// <summary>
/// What a document is checked by, beside its number: a keyed hash of the number, 80 bits. Whoever has no paper can't make
/// one up, it tells of nothing that is stored, and nothing has to be stored for it; so a paper can be checked for as long
/// as the books and the service's secret are kept. When the secret was changed, papers printed before are still known by
/// the former one.
/// </summary>
/// <param name="keys">The service's secret.</param>
public sealed class CheckCodes(Keys keys)
{
    private const string Purpose = "document-check";

    /// <summary>Digits and letters that nobody takes for one another.</summary>
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private const int Length = 16;

    private const int BitsOfLetter = 5;

    private readonly byte[] _key = keys.For(Purpose);

    private readonly IReadOnlyList<byte[]> _former = keys.ForFormer(Purpose);

    /// <summary>The code of a number, in groups of four.</summary>
    public string Of(string number) =>
        string.Join('-', Plain(_key, number).Chunk(4).Select(group => new string(group)));

    /// <summary>Whether a code, as people type it, is that of a number.</summary>
    public bool Matches(string number, string code)
    {
        var typed = Encoding.ASCII.GetBytes(Normalize(code));
        var isKnown = false;
        foreach (var key in _former.Prepend(_key))
        {
            isKnown |= CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Plain(key, number)), typed);
        }

        return isKnown;
    }

    private static string Plain(byte[] key, string number)
    {
        var hash = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(number));
        var text = new char[Length];
        for (var i = 0; i < Length; i++)
        {
            // Five bits at a time; a letter lies in two bytes at most.
            var bit = i * BitsOfLetter;
            var pair = (hash[bit / 8] << 8) | hash[(bit / 8) + 1];
            text[i] = Letters[(pair >> (16 - BitsOfLetter - (bit % 8))) & 31];
        }

        return new string(text);
    }

    private static string Normalize(string code) =>
        new([
            .. code.ToUpperInvariant()
                .Where(char.IsAsciiLetterOrDigit)
                .Select(letter =>
                    letter switch
                    {
                        'O' => '0',
                        'I' or 'L' => '1',
                        _ => letter,
                    }
                ),
        ]);
}
