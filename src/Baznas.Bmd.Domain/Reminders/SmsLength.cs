using System.Collections.Frozen;

namespace Baznas.Bmd.Domain.Reminders;

/// <summary>How long a text is as a text message (3GPP 23.038): in which alphabet, and in how many parts it goes.</summary>
/// <param name="IsGsm">Whether the 7-bit alphabet suffices; else each letter takes 16 bits.</param>
/// <param name="Units">Septets of the 7-bit alphabet, or 16-bit units.</param>
/// <param name="Parts">How many messages are paid for.</param>
public readonly record struct SmsLength(bool IsGsm, int Units, int Parts)
{
    private static readonly FrozenSet<char> Basic = (
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
        + "¿abcdefghijklmnopqrstuvwxyzäöñüà"
    ).ToFrozenSet();

    // Each stands behind an escape, and so for two.
    private static readonly FrozenSet<char> Extended = "\f^{}\\[~]|€".ToFrozenSet();

    /// <summary>The length of a text.</summary>
    public static SmsLength Of(string text)
    {
        var isGsm = text.All(letter => Basic.Contains(letter) || Extended.Contains(letter));
        // What belongs together, an escape with its letter or two halves of one, goes in one part.
        var sizes = isGsm
            ? text.Select(letter => Extended.Contains(letter) ? 2 : 1).ToList()
            : [.. text.EnumerateRunes().Select(rune => rune.Utf16SequenceLength)];
        var (whole, part) = isGsm ? (160, 153) : (70, 67);
        var units = sizes.Sum();
        return new SmsLength(isGsm, units, units <= whole ? 1 : Spread(sizes, part));
    }

    private static int Spread(List<int> sizes, int room)
    {
        var (parts, used) = (1, 0);
        foreach (var size in sizes)
        {
            if (used + size > room)
            {
                (parts, used) = (parts + 1, 0);
            }

            used += size;
        }

        return parts;
    }
}
