using System.Text.RegularExpressions;
using Baznas.Bmd.Domain.Results;

namespace Baznas.Bmd.Domain.Reminders;

/// <summary>
/// What a text to borrowers may say: what is owed and whom to ask, and nothing that tells a NIK, threatens, shames, or
/// asks for a gift.
/// </summary>
public static partial class TemplateRules
{
    /// <summary>The most that a message of WhatsApp or a link holds.</summary>
    public const int LongestChat = 1024;

    /// <summary>The most parts that a text message may take.</summary>
    public const int MostSmsParts = 3;

    // Whole words, in both languages. A list can only catch what is on it; who edits a text reads what it is for.
    private static readonly Regex Threats = Words(
        "denda|sanksi|polisi|disita|sita|menyita|penyitaan|pengadilan|dituntut|menuntut|tuntutan|gugat|digugat|hukum|"
            + "hukuman|dihukum|penjara|dipenjara|lapor|dilaporkan|melaporkan|ancaman|mengancam|daftar hitam|jemput paksa|"
            + "debt collector|penagih utang|penalty|penalties|police|court|seize|seized|seizure|lawsuit|sue|sued|"
            + "legal action|threat|arrest|arrested|jail|prison|blacklist|blacklisted"
    );

    private static readonly Regex Shames = Words(
        "malu|memalukan|mempermalukan|aib|tetangga|diumumkan|umumkan|penipu|menipu|pembohong|pencuri|ingkar|nakal|dosa|"
            + "berdosa|tidak tahu diri|shame|shameful|ashamed|disgrace|neighbour|neighbours|neighbor|neighbors|liar|"
            + "cheat|fraud|thief|sin|sinful"
    );

    private static readonly Regex Appeals = Words(
        "infak|infaq|berinfak|berinfaq|sedekah|bersedekah|shadaqah|sodaqoh|shodaqoh|donasi|berdonasi|sumbangan|"
            + "menyumbang|wakaf|sadaqah|sadaqa|alms|donate|donation|donations|charity"
    );

    /// <summary>Whatever is wrong with a text itself; nothing when it may be used.</summary>
    public static IReadOnlyList<Error> Of(TemplateText text) => [.. Complaints(text)];

    private static IEnumerable<Error> Complaints(TemplateText text)
    {
        var unknown = text.Placeholders.Except(TemplateText.Known).ToList();
        if (unknown.Count > 0 || text.HasLooseBraces)
        {
            yield return Error.Invalid(
                "template.placeholder_unknown",
                unknown.Count > 0 ? $"{{{unknown[0]}}}" : "{ }",
                string.Join(", ", TemplateText.Known.Select(name => $"{{{name}}}"))
            );
        }

        if (!text.Placeholders.Intersect([TemplateText.Details, TemplateText.Amount]).Any())
        {
            yield return Error.Invalid(
                "template.says_nothing_owed",
                $"{{{TemplateText.Details}}}",
                $"{{{TemplateText.Amount}}}"
            );
        }

        if (SixteenDigits().IsMatch(text.Body) || NikWord().IsMatch(text.Body))
        {
            yield return Error.Invalid("template.nik");
        }

        foreach (var (words, code) in Unfit)
        {
            if (words.Match(text.Body) is { Success: true } word)
            {
                yield return Error.Invalid(code, word.Value);
            }
        }
    }

    private static IEnumerable<(Regex Words, string Code)> Unfit =>
        [(Threats, "template.threat"), (Shames, "template.shaming"), (Appeals, "template.appeal")];

    private static Regex Words(string words) =>
        new(
            $@"(?<!\w)(?:{words.Replace(" ", @"\s+", StringComparison.Ordinal)})(?:lah|kah|nya|kan)?(?!\w)",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
        );

    // With dots, dashes or spaces between them they are no less a NIK.
    [GeneratedRegex(@"(?<!\d)(?:\d[ .\-]?){15}\d(?!\d)")]
    private static partial Regex SixteenDigits();

    [GeneratedRegex(@"(?<!\w)nik(?:nya)?(?!\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NikWord();
}
