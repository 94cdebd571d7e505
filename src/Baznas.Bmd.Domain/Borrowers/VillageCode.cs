using System.Diagnostics.CodeAnalysis;

namespace Baznas.Bmd.Domain.Borrowers;

/// <summary>A Kemendagri village code, such as <c>35.76.01.1003</c> for Mentikan.</summary>
public sealed record VillageCode
{
    // Province, regency or city, district, village.
    private static readonly int[] PartLengths = [2, 2, 2, 4];

    private VillageCode(string value) => Value = value;

    /// <summary>The code, with its dots.</summary>
    public string Value { get; }

    /// <summary>Takes four groups of 2, 2, 2 and 4 digits with dots between. Whether the village exists is not checked.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out VillageCode? code)
    {
        var parts = text?.Split('.') ?? [];
        code =
            parts.Select(static part => part.Length).SequenceEqual(PartLengths)
            && parts.All(static part => part.All(char.IsAsciiDigit))
                ? new VillageCode(text!)
                : null;
        return code is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
