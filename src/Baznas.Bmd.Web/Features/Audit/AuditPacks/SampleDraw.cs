using System.Security.Cryptography;
using System.Text;

namespace Baznas.Bmd.Web.Features.Audit.AuditPacks;

/// <summary>One that was drawn.</summary>
/// <param name="Rank">Its place, from 1.</param>
/// <param name="Number">The loan's or entry's number.</param>
/// <param name="Sha256">By which it was drawn.</param>
public sealed record Drawn(int Rank, string Number, string Sha256);

/// <summary>
/// Draws a sample that anybody can draw again: all numbers are put in the order of the SHA-256, in hexadecimal, of the
/// seed, a bar and the number (<c>seed|MJK-2026-000123</c>, UTF-8), and the first so many are the sample.
/// </summary>
/// <param name="seed">The seed.</param>
/// <param name="size">How many are drawn; all of them when there are fewer.</param>
public sealed class SampleDraw(string seed, int size)
{
    /// <summary>How the sample is drawn, for the manifest.</summary>
    public const string Algorithm = "ascending sha256hex(seed + \"|\" + number), UTF-8";

    private readonly SortedSet<(string Sha256, string Number)> _lowest = new(
        Comparer<(string Sha256, string Number)>.Create((one, other) => Compare(one, other))
    );

    /// <summary>Of how many it was drawn so far.</summary>
    public int Population { get; private set; }

    /// <summary>Offers a number; none twice.</summary>
    public void Offer(string number)
    {
        Population++;
        _lowest.Add((HashOf(seed, number), number));
        if (_lowest.Count > size)
        {
            _lowest.Remove(_lowest.Max);
        }
    }

    /// <summary>What was drawn, in its order.</summary>
    public IReadOnlyList<Drawn> Drawn() => [.. _lowest.Select((one, i) => new Drawn(i + 1, one.Number, one.Sha256))];

    /// <summary>By which a number is drawn.</summary>
    public static string HashOf(string seed, string number) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}|{number}")));

    private static int Compare((string Sha256, string Number) one, (string Sha256, string Number) other)
    {
        var bySha = string.CompareOrdinal(one.Sha256, other.Sha256);
        return bySha != 0 ? bySha : string.CompareOrdinal(one.Number, other.Number);
    }
}
