using System.Globalization;
using System.Text.RegularExpressions;

namespace Baznas.Bmd.Web.Features.Audit;

/// <summary>A head that somebody kept on paper: how many events there were, and the last hash or its beginning.</summary>
/// <param name="Sequence">How many events.</param>
/// <param name="Hash">At least sixteen hexadecimal digits; so many stand at the foot of month-end reports.</param>
public sealed partial record KeptHead(long Sequence, string Hash)
{
    /// <summary>What was asked is no head.</summary>
    public static readonly Error Malformed = Error.Invalid("audit.head_malformed") with { Field = "head" };

    /// <summary>Reads <c>1234:0af3…</c>.</summary>
    public static Result<KeptHead> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
#pragma warning disable CA1308 // Hashes are written in small letters.
        var match = Form().Match(text.Trim().ToLowerInvariant());
#pragma warning restore CA1308
        return
            match.Success
            && long.TryParse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? new KeptHead(sequence, match.Groups[2].Value)
            : Malformed;
    }

    /// <summary>Whether a hash is the kept one, as far as that was kept.</summary>
    public bool Fits(string hash) => hash.StartsWith(Hash, StringComparison.Ordinal);

    [GeneratedRegex("^([0-9]{1,18}):([0-9a-f]{16,64})$")]
    private static partial Regex Form();
}
